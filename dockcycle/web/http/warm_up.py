"""Loads in advance what the first page of a viewer needs. Otherwise its first request takes 30 ms longer."""

import time

from flask import Flask

from dockcycle.web.text import messages


def load_templates(flask: Flask) -> None:
    """Compile all templates and load the names of the languages. Other greenlets run after each step."""
    for name in flask.jinja_env.list_templates():
        flask.jinja_env.get_template(name)
        time.sleep(0)
    messages.language_names()
