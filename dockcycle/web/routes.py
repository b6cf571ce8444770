"""The pages."""

from flask import Blueprint, current_app, render_template

from dockcycle.web import messages, wire
from dockcycle.web.language import language_of_request

pages = Blueprint("pages", __name__)


@pages.get("/")
def board() -> str:
    """The picture, to look at and to work with."""
    return _picture("board.html", "board")


@pages.get("/wall")
def wall() -> str:
    """The picture on a screen that nobody touches."""
    return _picture("wall.html", "wall")


def _picture(template: str, view: str) -> str:
    language = language_of_request()
    return render_template(
        template,
        view=view,
        lang=language,
        languages=messages.languages(),
        lifecycle=wire.table(language),
        messages=messages.catalogue(language),
        version=current_app.config["VERSION"],
        preload=current_app.config["PRELOAD"][view],
    )
