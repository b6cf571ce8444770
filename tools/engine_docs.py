"""Generates docs/engines.md from docs/engines.json; `--check` only checks that the file is current."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.areas import ONE_ENGINE  # noqa: E402

RESULTS = ROOT / "docs" / "engines.json"
TARGET = ROOT / "docs" / "engines.md"
_INTRODUCTION = """\
# Engines

Generated from `docs/engines.json` by `make docs`; `make test-engines ARGS=--write` writes that file.

`make test` runs every test on the Docker Engine of the machine. `make test-engines` runs the tests of the engine once
more on each engine below. The engines are real: their packages are unpacked from Debian, started for the tests, and
removed afterwards. Each test runs without a mock between it and the engine.

A test is *left out* where the engine behaves in another way; the reason says what is different for a user.
"""
#: Engine -> its differences from Docker 20.10 that are visible to a user.
_DIFFERENCES = {
    "Docker 26 and later": (
        (
            "`stop` is sent before `die`, and inspect shows `exited` before either. A cause appears a few milliseconds "
            "after the container stopped running."
        ),
        "A container that ended while the engine and containerd were killed has exit code 255, not 137.",
        "The socket closes as soon as the engine begins to shut down. The events that follow still arrive.",
    ),
    "Docker 28": (
        "A restarting container can be renamed. Docker 20.10 and 26 refuse it.",
        "`docker exec` of a missing command ends with code 127, not 126.",
        "Images with a manifest of schema 1 cannot be pulled.",
    ),
    "Docker 28, containerd image store": (
        "A pull reports no layer that is here already, and no size for a layer that arrives within 100 ms.",
        "A pull by digest reports the digest in the place of a tag.",
        (
            "`docker rmi` reports the tag, but not the digest that it removed. `docker rmi -f` keeps the image of a "
            "stopped container, without a name."
        ),
    ),
    "Podman 5": (
        (
            "Events do not report who ended a container: there is no `kill` for a stop, `kill` has no signal, and "
            "`stop` is missing about half of the time."
        ),
        (
            "There is no state `restarting` and no wait between restarts. Dockcycle shows such a loop as `restarting` "
            "by its rate. `docker stop` ends it only while its process runs."
        ),
        "`rm -f` sends the stop signal first and waits for the stop timeout.",
        (
            "A pull reports no bytes and no digest. Dockcycle reports that an image is up to date where its id is the "
            "same before and after."
        ),
        "Health checks run by systemd timers. Without systemd the health stays `starting`.",
        "A terminal has no size until it is resized, and the detach keys do nothing.",
        "A name in use or a name that is not valid is answered with status 500.",
    ),
}


#: Differences of Docker 29, known from documents and source only: the tests do not run on it.
_DOCKER_29 = (
    (
        "Docker 29 does not run on the machines of the tests. Its answers are written by its API documents (1.52 to "
        "1.55) and the source of 29.0.0 to 29.7.2; they drive the same parsers, the client and the watcher "
        "(`tests/integration/test_docker_29.py`). Of 29.8 to 29.10 only the release notes are known."
    ),
    (
        "29.0 to 29.2 refuse API versions below 1.44, 29.3 and later below 1.40. Dockcycle asks for `/version` without "
        "a version and then speaks the newest version of the engine."
    ),
    "From API 1.52 on the list of containers has the health, also of containers that are paused or stopped.",
    "Events have no `status`, `id` and `from`, and come as `application/x-ndjson` or `application/jsonl`.",
    "From API 1.51 on the list of images has the number of containers of each image.",
    "From 29.7 on an engine may have a stop timeout of its own, which no answer contains.",
    (
        "From 29.10 on loopback addresses are asked for HTTPS where `insecure-registries` has any entry; a pull that "
        "fails for that reason says so."
    ),
    "Not tried on Docker 29: consoles, logs, stats, create and commands.",
)


def main() -> int:
    """Write the file; with `--check`, write nothing and return 1 if the file is not current."""
    if not RESULTS.exists():
        print("There is no docs/engines.json yet: `make test-engines ARGS=--write` writes it.")
        return 0
    text = document(json.loads(RESULTS.read_text(encoding="utf-8")))
    if "--check" in sys.argv[1:]:
        return int(not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text)
    TARGET.write_text(text, encoding="utf-8")
    return 0


def document(results: Mapping[str, Any]) -> str:
    """Return the Markdown document for `results`, the content of docs/engines.json."""
    return "\n".join(_lines(results)) + "\n"


def _lines(results: Mapping[str, Any]) -> Iterator[str]:
    yield _INTRODUCTION
    yield "## Versions"
    yield ""
    yield "As the engines report themselves."
    yield ""
    yield from _table(["engine", "version", "API", "components"], [_versions(one) for one in results.values()])
    yield "## Tests passed"
    yield ""
    yield "`+ n` stands for n tests left out, `–` for an area that the engine does not have."
    yield ""
    areas = list(dict.fromkeys(area for one in results.values() for area in one["areas"]))
    rows = [[area, *(count_of(one["areas"].get(area)) for one in results.values())] for area in areas]
    yield from _table(["area", *(one["title"] for one in results.values())], rows)
    yield "## Left out"
    yield ""
    for one in results.values():
        yield from _exceptions(one)
    yield "## What engines do in another way"
    yield ""
    yield "Compared with Docker 20.10. [The lifecycle table](lifecycle.md) has what this means for each command."
    yield ""
    for title, texts in _DIFFERENCES.items():
        yield f"### {title}"
        yield ""
        yield from (f"- {text}" for text in texts)
        yield ""
    yield "## Docker 29"
    yield ""
    yield from (f"- {text}" for text in _DOCKER_29)
    yield ""
    yield "## On one engine only"
    yield ""
    yield from (f"- `tests/{file}`: {reason}" for file, reason in ONE_ENGINE.items())


def _versions(one: Mapping[str, Any]) -> list[str]:
    parts = ", ".join(f"{name} {version}" for name, version in one["parts"].items())
    return [one["title"], one["version"], one["api"], parts]


def count_of(counts: Mapping[str, int] | None) -> str:
    """Return the cell of an area: the number of passed tests, `+ n` for those left out, and the failed ones."""
    if counts is None or not counts["passed"] + counts["failed"]:
        return "–"
    left_out = f" + {counts['left_out']}" if counts["left_out"] else ""
    failed = f", **{counts['failed']} failed**" if counts["failed"] else ""
    return f"{counts['passed']}{left_out}{failed}"


def _exceptions(one: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {one['title']}"
    yield ""
    if not one["exceptions"]:
        yield "Nothing."
        yield ""
        return
    rows = [[found["area"], str(found["tests"]), found["reason"]] for found in one["exceptions"]]
    yield from _table(["area", "tests", "reason"], rows)


def _table(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


if __name__ == "__main__":
    sys.exit(main())
