"""Docker releases for `ScriptedEngine`: their API versions and their types of event streams."""

from dataclasses import dataclass

JSON, LINES, NEWLINES, SEQUENCE = (
    "application/json",
    "application/jsonl",
    "application/x-ndjson",
    "application/json-seq",
)


@dataclass(frozen=True, slots=True)
class Release:
    """One release: the newest and the oldest version of the API it speaks, the types it offers for events."""

    version: str
    api: str
    minimum: str
    streams: tuple[str, ...] = ()


DOCKER_20_10 = Release("20.10.24", "1.41", "1.12")
DOCKER_28_5 = Release("28.5.2", "1.51", "1.24")
DOCKER_29_0 = Release("29.0.0", "1.52", "1.44", (NEWLINES, SEQUENCE))
DOCKER_29_2 = Release("29.2.0", "1.53", "1.44", (LINES, NEWLINES, SEQUENCE))
DOCKER_29_3 = Release("29.3.0", "1.54", "1.40", (LINES, NEWLINES, SEQUENCE))
DOCKER_29_7 = Release("29.7.0", "1.55", "1.40", (LINES, NEWLINES, SEQUENCE))
#: Its version of the API is in its release notes; nothing else of it was read.
DOCKER_29_10 = Release("29.10.0", "1.57", "1.40", (LINES, NEWLINES, SEQUENCE))
