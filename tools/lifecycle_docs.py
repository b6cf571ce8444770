"""Generates docs/lifecycle.md from the lifecycle table; `--check` only checks that the file is current."""

import sys
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dockcycle.domain.engine_kind import write_api  # noqa: E402
from dockcycle.domain.lifecycle import table, variants  # noqa: E402
from dockcycle.domain.lifecycle.causes import CAUSES  # noqa: E402
from dockcycle.web.text import glossary  # noqa: E402

TARGET = ROOT / "docs" / "lifecycle.md"


def main() -> int:
    """Write the file; with `--check`, write nothing and return 1 if the file is not current."""
    text = "\n".join(lines()) + "\n"
    if "--check" in sys.argv[1:]:
        return int(not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text)
    TARGET.write_text(text, encoding="utf-8")
    return 0


def lines() -> Iterator[str]:
    """Yield the lines of the Markdown document."""
    yield "# The lifecycle"
    yield ""
    yield "Generated from `dockcycle/domain/lifecycle/table.py` by `make docs`. The tests check every pair of state and"
    yield "command on real engines and on the practice engine. The tables describe Docker with the Engine API 1.41 and"
    yield "later."
    yield "[What differs by engine](#what-differs-by-engine) lists the differences of other engines and later versions."
    yield "All commands are written for the docker CLI, which also works with Podman if `DOCKER_HOST` is the Podman"
    yield "socket."
    yield ""
    yield from _states_and_answers()
    yield from _arrows_and_commands()
    yield "## Causes of an exit"
    yield ""
    yield from _table(["code", "sentence"], [[f"`{code}`", text] for code, text in CAUSES.items()], last=True)


def _states_and_answers() -> Iterator[str]:
    yield "## States"
    yield ""
    yield from _table(["state", "meaning"], [[f"`{state}`", glossary.STATES[state]] for state in table.State])
    yield "## What each command does in each state"
    yield ""
    yield "→ leads to · = no effect (the engine returns 304, which is not an error) · ✕ refused, with the HTTP status"
    yield ""
    rows = [[f"`{command}`", *map(_cell, table.ANSWERS[command].values())] for command in table.Command]
    yield from _table(["command", *(f"{state}" for state in table.State)], rows)
    yield "## Why a command is refused or has no effect"
    yield ""
    yield from _table(["command", "state", "why"], list(_reasons()))
    yield "## What differs by engine"
    yield ""
    yield "These rows replace the rows of the same command and state. `GET /api/v1/lifecycle?engine=<name>` returns the"
    yield "table of one engine. Measured on Docker 20.10, 26.1 and 28.5 and on Podman 5.8."
    yield ""
    yield from _table(["command", "state", "engine", "answer", "why"], list(_variants()))


def _arrows_and_commands() -> Iterator[str]:
    yield "## Arrows"
    yield ""
    edges = [[f"`{edge.name}`", edge.source, edge.target, edge.by, "when taken" if edge.quiet else "always"]
             for edge in table.EDGES]  # fmt: skip
    yield from _table(["arrow", "from", "to", "taken by", "drawn"], edges)
    yield "A transition that matches no arrow is named `unobserved`: it had no event, or Dockcycle was not connected."
    yield ""
    yield "## Commands"
    yield ""
    commands = [[f"`{key}`", f"`{line}`", glossary.COMMANDS[key]] for key, line in table.DOCKER_COMMANDS.items()]
    yield from _table(["command", "docker", "what it does"], commands)
    yield "Flags go before ` {name}`, options without a flag after it. Options that are not given are omitted."
    yield ""
    yield from _table(["command", "option", "flag", "kind", "engine", "meaning"], list(_options()))


def _cell(answer: table.Answer) -> str:
    if answer.verdict is table.Verdict.ALREADY:
        return "=" if answer.status == HTTPStatus.NOT_MODIFIED else f"= {answer.status}"
    if answer.verdict is table.Verdict.REFUSED:
        return f"✕ {answer.status}"
    return "→ " + (" or ".join(answer.leads_to) or "stays")


def _reasons() -> Iterator[list[str]]:
    for command, answers in table.ANSWERS.items():
        for state, answer in answers.items():
            if answer.why:
                yield [f"`{command}`", str(state), answer.why]


def _options() -> Iterator[list[str]]:
    for command, options in table.OPTIONS.items():
        for one in options:
            flag = f"`{one.flag}`" if one.flag else ""
            engine = "all" if one.product is None else _engine(one.product, one.since_api)
            yield [f"`{command}`", f"`{one.name}`", flag, one.kind, engine, one.text]


def _variants() -> Iterator[list[str]]:
    for one in variants.VARIANTS:
        engine = f"{one.product} {one.versions}".strip() + (
            f" (API {write_api(one.since_api)})" if one.since_api else ""
        )
        yield [f"`{one.command}`", str(one.state), engine, _cell(one.answer), one.answer.why]


def _engine(product: str, since_api: tuple[int, int] | None) -> str:
    return f"{product}, API {write_api(since_api)} and later" if since_api else product


def _table(head: list[str], rows: list[list[str]], *, last: bool = False) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"
    if not last:
        yield ""


if __name__ == "__main__":
    sys.exit(main())
