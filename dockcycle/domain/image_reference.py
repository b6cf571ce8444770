"""Parses image names by the grammar of github.com/distribution/reference (`regexp.go`, `normalize.go`)."""

import re
from dataclasses import dataclass

from dockcycle.domain.i18n import N_, UserInputError

DOCKER_HUB = "docker.io"
DEFAULT_TAG = "latest"
#: `RepositoryNameTotalLengthMax`. It limits the repository, without the registry.
PATH_CHARACTERS = 255
_OFFICIAL = "library/"
#: Host names that mean Docker Hub (`legacyDefaultDomain`).
_HUB_ALIASES = ("index.docker.io",)

_HOST_PART = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
_HOST = re.compile(rf"(?:{_HOST_PART}(?:\.{_HOST_PART})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?")
_PATH_PART = re.compile(r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*")
_TAG = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}")
#: The algorithms that go-digest supports, each with the length of its hash.
_DIGEST = re.compile(r"sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}")
_ID = re.compile(r"(?:sha256:)?[a-f0-9]{64}")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*://)")

_EMPTY = N_("Enter an image name, for example nginx or nginx:1.27.")
_SPACE = N_("An image name cannot contain spaces.")
_SCHEME_PASTED = N_("Remove %(scheme)s. An image name has no URL scheme.")
_IS_ID = N_("This is an image id. Enter an image name, for example nginx:1.27.")
_NO_HOST = N_('"%(host)s" is not a valid registry. Use host or host:port.')
_NO_PATH = N_("The repository is missing in the image name. Use for example nginx or registry:5000/nginx.")
_CAPITALS = N_("The repository in an image name cannot contain capital letters. Use %(lower)s.")
_BAD_PART = N_(
    '"%(part)s" is not valid in an image name. Use lower-case letters and digits, separated by a dot, '
    "one or two underscores, or hyphens."
)
_EMPTY_PART = N_("The image name contains an empty part. Remove the extra /.")
_BAD_TAG = N_(
    '"%(tag)s" is not a valid tag. Use at most 128 letters, digits, _, . and -, and start with a letter, a digit or _.'
)
_EMPTY_TAG = N_("The tag after the colon is missing.")
_BAD_DIGEST = N_("The digest after @ is not valid. Use sha256: and 64 digits from 0-9 and a-f.")
_TOO_LONG = N_("The repository in an image name can have at most 255 characters.")


class ReferenceError(UserInputError):  # the builtin ReferenceError is about weak references
    """The text is not a valid image name."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A parsed image name. `registry` is host[:port]; `path` is the repository, with `library/` for official images.

    At least one of `tag` and `digest` is set. If both are set, the digest selects the image and the tag is only
    displayed.
    """

    registry: str
    path: str
    tag: str | None = None
    digest: str | None = None

    @property
    def name(self) -> str:
        """Registry and repository without tag and digest: `docker.io/library/nginx`."""
        return f"{self.registry}/{self.path}"

    @property
    def familiar_name(self) -> str:
        """The `name` in the short form of the docker CLI, which omits Docker Hub and its `library/`: `nginx`."""
        if self.registry != DOCKER_HUB:
            return self.name
        official = self.path.removeprefix(_OFFICIAL)
        return self.path if "/" in official else official

    @property
    def familiar(self) -> str:
        """The whole image name in the short form of the docker CLI: `nginx:latest`."""
        return self.familiar_name + self._version

    def __str__(self) -> str:
        return self.familiar

    @property
    def full(self) -> str:
        """The whole image name in the long form: `docker.io/library/nginx:latest`."""
        return self.name + self._version

    @property
    def tag_or_digest(self) -> str:
        """The digest if there is one, else the tag: the parameter `tag` of the engine's ImageCreate."""
        return self.digest or self.tag or DEFAULT_TAG

    @property
    def _version(self) -> str:
        return (f":{self.tag}" if self.tag else "") + (f"@{self.digest}" if self.digest else "")


def parse(text: str) -> Reference:
    """Return the image name in `text`, with the same defaults as `docker pull`. Surrounding whitespace is ignored.

    Raises ReferenceError, whose message names the invalid part.
    """
    text = text.strip()
    _check_whole(text)
    rest, at, digest = text.partition("@")
    if at and not _DIGEST.fullmatch(digest):
        raise ReferenceError(_BAD_DIGEST)
    registry, remainder = _split_registry(rest)
    path, colon, tag = remainder.partition(":")
    _check_path(path)
    if colon:
        _check_tag(tag)
    if registry == DOCKER_HUB and "/" not in path:
        path = _OFFICIAL + path
    if len(path) > PATH_CHARACTERS:
        raise ReferenceError(_TOO_LONG)
    return Reference(registry, path, tag or (None if digest else DEFAULT_TAG), digest or None)


def is_id(text: str) -> bool:
    """Return whether `text` is a full image id: 64 hexadecimal digits, with or without `sha256:`."""
    return bool(_ID.fullmatch(text))


def _check_whole(text: str) -> None:
    if not text:
        raise ReferenceError(_EMPTY)
    if any(letter.isspace() for letter in text):
        raise ReferenceError(_SPACE)
    scheme = _SCHEME.match(text)
    if scheme:
        raise ReferenceError(_SCHEME_PASTED, scheme=scheme[1])
    if is_id(text):
        raise ReferenceError(_IS_ID)


def _split_registry(text: str) -> tuple[str, str]:
    """Return registry and remainder. The part before the first `/` is a registry only if it looks like a host name."""
    first, slash, rest = text.partition("/")
    if not slash or not _looks_like_a_host(first):
        return DOCKER_HUB, text
    if not _HOST.fullmatch(first):
        raise ReferenceError(_NO_HOST, host=first)
    return (DOCKER_HUB if first in _HUB_ALIASES else first), rest


def _looks_like_a_host(text: str) -> bool:
    return text == "localhost" or "." in text or ":" in text or text != text.lower()


def _check_path(path: str) -> None:
    if not path:
        raise ReferenceError(_NO_PATH)
    if path != path.lower():
        raise ReferenceError(_CAPITALS, lower=path.lower())
    for part in path.split("/"):
        if not part:
            raise ReferenceError(_EMPTY_PART)
        if not _PATH_PART.fullmatch(part):
            raise ReferenceError(_BAD_PART, part=part)


def _check_tag(tag: str) -> None:
    if not tag:
        raise ReferenceError(_EMPTY_TAG)
    if not _TAG.fullmatch(tag):
        raise ReferenceError(_BAD_TAG, tag=tag)
