"""The pages."""

import orjson
from flask import Blueprint, current_app, render_template, url_for
from markupsafe import Markup

from dockcycle.domain.words import N_
from dockcycle.live.desk import Desk
from dockcycle.live.failure import Failure
from dockcycle.web import messages, table
from dockcycle.web.assets import BOOT
from dockcycle.web.language import language_of_request

pages = Blueprint("pages", __name__)

_NO_CONTAINER = N_("There is no container %(name)s on %(engine)s")
_NO_ENGINE = N_("There is no engine %(engine)s")
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


@pages.get("/")
def board() -> str:
    """The picture, to look at and to work with."""
    return _picture("board.html", "board")


@pages.get("/wall")
def wall() -> str:
    """The picture on a screen that nobody touches."""
    return _picture("wall.html", "wall")


@pages.get("/images")
def images() -> str:
    """The images of the engines, and the pulls."""
    return _picture("images.html", "images")


@pages.get("/containers/<engine>/<name>")
def container(engine: str, name: str) -> str | tuple[str, int]:
    """One container, by its id or name: its way, what can be done, and its inside; 404 where there is none."""
    missing = _missing(engine, name)
    if missing is None:
        return _picture("container.html", "container", engine=engine, name=name)
    title = messages.text(language_of_request(), missing, engine=_visible(engine), name=_visible(name))
    return _picture("missing.html", "missing", engine=engine, name=name, title=title), 404


@pages.app_template_filter("json_block")
def json_block(value: object) -> Markup:
    """Return `value` as JSON that cannot end the script element it stands in."""
    return Markup(orjson.dumps(value).decode().replace("<", "\\u003c"))  # noqa: S704


@pages.app_context_processor
def page_context() -> dict[str, object]:
    """What every page can name: its language, and static files by a path that changes with their content."""
    language = language_of_request()
    return {
        "lang": language,
        "dir": "rtl" if language in _RIGHT_TO_LEFT else "ltr",
        "languages": messages.language_names(),
        "boot": Markup(BOOT),  # noqa: S704
        "static": lambda path: url_for("static", filename=path),
    }


def _visible(text: str) -> str:
    """Return `text` with each character that cannot be seen written as its code, as the browser's `visible` does."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04X}" for char in text)


def _missing(engine: str, name: str) -> str | None:
    """Return what to say where there is no such container; None where there is one, or where nobody knows."""
    desk: Desk = current_app.extensions["dockcycle"]
    try:
        state = desk.hub.engine(engine).state
    except KeyError:
        return _NO_ENGINE
    if state != "live" or desk.looks.was_removed(engine, name):
        return None
    try:
        desk.looks.key(engine, name)
    except Failure as failure:
        return _NO_CONTAINER if failure.code == "not_found" else None
    return None


def _picture(template: str, view: str, **about: str) -> str:
    language = language_of_request()
    desk: Desk = current_app.extensions["dockcycle"]
    return render_template(
        template,
        view=view,
        **about,
        lifecycle=table.lifecycle_table(language, desk.gate.mode),
        messages=messages.catalogue(language),
        version=current_app.config["VERSION"],
        preload=[url_for("static", filename=module) for module in current_app.config["PRELOAD"][view]],
    )
