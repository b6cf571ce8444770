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

Generated from `docs/engines.json` by `make docs`. `make test-engines ARGS=--write` writes `docs/engines.json`.

`make test` runs every test on the Docker Engine of the machine. `make test-engines` also runs the engine tests on each
engine below. These engines are real: `make test-engines` unpacks their packages from Debian, starts the engines for the
tests and stops them afterwards. No mock is between a test and the engine.

A test is *skipped* if the engine behaves differently. The reason describes the difference for a user.
"""
#: Engine -> its differences from Docker 20.10 that are visible to a user.
_DIFFERENCES = {
    "Docker 26 and later": (
        (
            "The engine sends `stop` before `die`, and inspect returns `exited` before both. The cause therefore "
            "appears a few milliseconds after the exit."
        ),
        "A container that exited because the engine and containerd were killed has exit code 255, not 137.",
        "The engine closes its socket at the start of its shutdown. Open event streams still get the later events.",
    ),
    "Docker 28": (
        "A restarting container can be renamed. Docker 20.10 and 26 refuse this command.",
        "`docker exec` of a missing command returns exit code 127, not 126.",
        "The engine cannot pull images with a manifest of schema 1.",
    ),
    "Docker 28, containerd image store": (
        "A pull does not report layers that exist locally, and reports no size for a layer that arrives within 100 ms.",
        "A pull by digest reports the digest as the tag.",
        (
            "`docker rmi` reports the tag that it removed, but not the digest. `docker rmi -f` keeps the image of a "
            "stopped container as an image without a name."
        ),
    ),
    "Podman 5": (
        (
            "Events do not report the cause of an exit: a stop sends no `kill`, `kill` has no signal, and `stop` is "
            "missing in about half of the cases."
        ),
        (
            "The state `restarting` and the back-off do not exist. Dockcycle recognizes a restart loop by its rate and "
            "shows it as `restarting`. `docker stop` ends the loop only while the process is running."
        ),
        "`docker rm -f` sends the stop signal first and waits for the stop timeout.",
        (
            "A pull reports no bytes and no digest. Dockcycle reports an image as up to date if its id is the same "
            "before and after the pull."
        ),
        "systemd timers run the health checks. Without systemd, the health stays `starting`.",
        "A terminal has no size until it is resized, and the detach keys have no effect.",
        "A name that is in use or not valid gets status 500.",
    ),
}


#: Differences of Docker 29, known from documents and source only: the tests do not run on it.
_DOCKER_29 = (
    (
        "The machines that run the tests cannot run Docker 29. `tests/integration/test_docker_29*.py` send "
        "responses to the parsers, the client and the watcher. They follow the API documents (1.52 to 1.55) and the "
        "source of 29.0.0 to 29.7.2. For 29.8 to 29.10, only the release notes were read."
    ),
    (
        "29.0 to 29.2 refuse API versions below 1.44, and 29.3 and later refuse versions below 1.40. Dockcycle "
        "requests `/version` without an API version and then uses the newest version of the engine."
    ),
    "From API 1.52, the list of containers contains the health, also of paused and exited containers.",
    "Events have no `status`, `id` and `from`. Their type is `application/x-ndjson` or `application/jsonl`.",
    "From API 1.51, the list of images contains the number of containers of each image.",
    "From 29.7, an engine can have its own stop timeout, which no response contains.",
    (
        "From 29.10, the engine uses HTTPS for loopback addresses if `insecure-registries` has any entry. The message "
        "of a pull that fails for this reason explains it."
    ),
    "Not tested on Docker 29: consoles, logs, stats, create and commands.",
)


def main() -> int:
    """Write the file; with `--check`, write nothing and return 1 if the file is not current."""
    if not RESULTS.exists():
        print("docs/engines.json does not exist. Run `make test-engines ARGS=--write` to write it.")
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
    yield "The values that the engines report."
    yield ""
    yield from _table(["engine", "version", "API", "components"], [_versions(one) for one in results.values()])
    yield "## Tests passed"
    yield ""
    yield "`+ n` means that n tests were skipped. `–` means that the area does not apply to the engine."
    yield ""
    areas = list(dict.fromkeys(area for one in results.values() for area in one["areas"]))
    rows = [[area, *(count_of(one["areas"].get(area)) for one in results.values())] for area in areas]
    yield from _table(["area", *(one["title"] for one in results.values())], rows)
    yield "## Skipped tests"
    yield ""
    for one in results.values():
        yield from _exceptions(one)
    yield "## Differences between engines"
    yield ""
    yield "Compared with Docker 20.10. The [lifecycle table](lifecycle.md) lists the effects on each command."
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
    yield "## Tests that run on one engine only"
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
        yield "None."
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
