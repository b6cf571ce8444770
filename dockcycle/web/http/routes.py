"""The HTML pages: board, wall, images and container."""

from flask import Blueprint, Response, current_app, render_template, url_for
from markupsafe import Markup

from dockcycle.domain.i18n import N_
from dockcycle.live.failure import Failure
from dockcycle.live.services import Services
from dockcycle.web import lifecycle_table
from dockcycle.web.caller import current_caller
from dockcycle.web.http.assets import BOOT
from dockcycle.web.serialize.json_text import encode
from dockcycle.web.text import messages
from dockcycle.web.text.language import language_of_request

pages = Blueprint("pages", __name__)

_NO_CONTAINER = N_("There is no container %(name)s on %(engine)s")
_NO_ENGINE = N_("There is no engine %(engine)s")
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


@pages.get("/")
def board() -> Response:
    """Return the board."""
    return _picture("board.html", "board")


@pages.get("/wall")
def wall() -> Response:
    """Return the wall, the board without commands."""
    return _picture("wall.html", "wall")


@pages.get("/images")
def images() -> Response:
    """Return the page of the images and pulls."""
    return _picture("images.html", "images")


@pages.get("/containers/<engine>/<name>")
def container(engine: str, name: str) -> Response | tuple[Response, int]:
    """Return the page of a container, given by id or name; status 404 if the engine or the container does not exist."""
    missing = _missing(engine, name)
    if missing is None:
        return _picture("container.html", "container", engine=engine, name=name)
    title = messages.text(language_of_request(), missing, engine=_visible(engine), name=_visible(name))
    return _picture("missing.html", "missing", engine=engine, name=name, title=title), 404


@pages.app_template_filter("json_block")
def json_block(value: object) -> Markup:
    """Return `value` as JSON for a script element. `<` is escaped, so the JSON cannot close the element."""
    return _block(encode(value).decode())


@pages.app_context_processor
def page_context() -> dict[str, object]:
    """Return the variables of every template: language, text direction, the inline script and URLs of static files."""
    language = language_of_request()
    return {
        "lang": language,
        "dir": "rtl" if language in _RIGHT_TO_LEFT else "ltr",
        "languages": messages.language_names(),
        "boot": Markup(BOOT),  # noqa: S704
        "static": lambda path: url_for("static", filename=path),
    }


def _block(json: str) -> Markup:
    return Markup(json.replace("<", "\\u003c"))  # noqa: S704


def _visible(text: str) -> str:
    """Return `text` with each unprintable character as its code `\\uXXXX`, as `visible` in the browser does."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04X}" for char in text)


def _missing(engine: str, name: str) -> str | None:
    """Return the message if the engine or the container does not exist, None if it exists or that is unknown."""
    services: Services = current_app.extensions["dockcycle"]
    if engine not in services.engines:
        return _NO_ENGINE
    if not services.engines.is_live(engine) or services.details.was_removed(engine, name):
        return None
    try:
        services.details.key(current_caller(), engine, name)
    except Failure as failure:
        return _NO_CONTAINER if failure.code == "not_found" else None
    return None


def _picture(template: str, view: str, **about: str) -> Response:
    """Return a page that contains the board, which caches must therefore not store."""
    language = language_of_request()
    services: Services = current_app.extensions["dockcycle"]
    allowed = services.gate.allowed(current_caller(), about.get("engine"))
    page = render_template(
        template,
        view=view,
        **about,
        lifecycle=lifecycle_table.lifecycle_table(language, current_app.config["MODE"], allowed),
        messages=messages.catalogue(language),
        board=_block(current_app.extensions["embedded_board"](language)),
        version=current_app.config["VERSION"],
        scripts=[url_for("static", filename=script) for script in current_app.config["SCRIPTS"][view]],
    )
    return Response(page, headers={"Cache-Control": "no-store"}, mimetype="text/html")
