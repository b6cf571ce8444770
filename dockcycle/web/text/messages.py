"""The message catalogue by language, for templates, JSON, Socket.IO messages and the browser."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel import Locale
from babel.support import NullTranslations, Translations

from dockcycle.domain.engine_kind import DOCKER, PODMAN
from dockcycle.domain.i18n import N_, Message, Plural
from dockcycle.domain.lifecycle.causes import CAUSES
from dockcycle.domain.lifecycle.container import Cause

TRANSLATIONS = Path(__file__).parents[2] / "translations"
SOURCE_LANGUAGE = "en"

#: The name of each product at the start of a sentence.
PRODUCTS: Mapping[str, str] = {DOCKER: N_("The Docker Engine"), PODMAN: N_("Podman")}
#: Why an engine is not reached, by error code, and what the user can do.
ENGINE_ERRORS: Mapping[str, tuple[str, str]] = {
    "engine_unreachable": (
        N_("%(product)s is not responding."),
        N_("Check that the engine is running. Try `docker ps` on the machine that runs Dockcycle."),
    ),
    "forbidden": (
        N_("%(product)s denies access to Dockcycle."),
        N_("The user that runs Dockcycle needs access to the Docker socket, through the group `docker` or a proxy."),
    ),
    "api_version": (
        N_("%(product)s is too old. It supports no API version that Dockcycle can use."),
        N_("Update the engine."),
    ),
    "unknown_outcome": (
        N_("%(product)s did not respond in time."),
        N_("The engine may be overloaded or frozen. The data on this page is out of date until the engine responds."),
    ),
}
_OTHER_ENGINE_ERROR = (
    N_("%(product)s returned an error."),
    N_("See the message from the engine."),
)
#: What the user can do if the engine is Podman, for the codes where that differs.
PODMAN_HELP: Mapping[str, str] = {
    "engine_unreachable": N_(
        "Check that the API service is running. Try `systemctl status podman.socket` on the machine "
        "that runs Dockcycle (with `--user` for rootless Podman)."
    ),
    "forbidden": N_(
        "The user that runs Dockcycle needs access to the Podman socket: the rootless socket of this user, or a proxy."
    ),
}


@cache
def languages() -> list[str]:
    """Return the codes of the available languages, the source language first."""
    found = sorted(path.name for path in TRANSLATIONS.glob("*") if (path / "LC_MESSAGES").is_dir())
    return [SOURCE_LANGUAGE, *(name for name in found if name != SOURCE_LANGUAGE)]


@cache
def _translations(language: str) -> NullTranslations:
    return Translations.load(TRANSLATIONS, [language])


def text(language: str, message: Message, **facts: object) -> str:
    """Return `message` (an English sentence of the catalogue) in `language`, formatted with `facts`.

    For a `Plural`, the fact `count` chooses the form.
    """
    catalogue = _translations(language)
    if isinstance(message, Plural):
        said = catalogue.ngettext(message.one, message.many, int(str(facts["count"])))
    else:
        said = catalogue.gettext(message)
    return said % facts if facts else said


def catalogue(language: str) -> dict[str, str | list[str]]:
    """Return all messages of `language` for the browser, {} for the source language, whose texts are the keys.

    The plural forms are a list under the singular message.
    """
    found: dict[str, str | list[str]] = {}
    messages = getattr(_translations(language), "_catalog", {})
    for key in sorted(messages, key=str):
        if isinstance(key, tuple):
            forms = found.setdefault(key[0], [])
            assert isinstance(forms, list)
            forms.append(messages[key])
        elif key:
            found[key] = messages[key]
    return found


def language_names() -> list[tuple[str, str]]:
    """Return pairs of code and name of all available languages, each name in its own language."""
    return [(code, Locale.parse(code).get_display_name(code) or code) for code in languages()]


def cause_text(language: str, cause: Cause) -> str:
    """Return the sentence about why a container exited."""
    return text(language, CAUSES[cause.code], **dict(cause.facts))


def engine_error(language: str, code: str, product: str) -> tuple[str, str]:
    """Return two sentences about an unreachable engine: what is wrong, and what to do."""
    what, help = ENGINE_ERRORS.get(code, _OTHER_ENGINE_ERROR)
    if product == PODMAN:
        help = PODMAN_HELP.get(code, help)
    return text(language, what, product=text(language, PRODUCTS.get(product, product))), text(language, help)
