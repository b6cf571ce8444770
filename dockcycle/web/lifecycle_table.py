"""Converts the lifecycle table and its variants by engine to JSON."""

from typing import Any

from dockcycle.domain.access import NEEDS, Mode, allows
from dockcycle.domain.engine_kind import EngineKind, write_api
from dockcycle.domain.lifecycle import table, variants
from dockcycle.web.text import glossary, messages

Json = dict[str, Any]


def lifecycle_table(language: str, mode: Mode, kind: EngineKind | None = None) -> Json:
    """Return the lifecycle table: the body of `/api/v1/lifecycle`, which the pages also embed.

    Without `kind`, it is the base table with all options, and `variants` lists the rows that differ by engine. With
    `kind`, it is the table of that kind of engine.
    """
    return {
        "mode": mode,
        "needs": NEEDS,
        "states": [
            {"name": state, "room": table.Room(state.value), "text": messages.text(language, glossary.STATES[state])}
            for state in table.State
        ],
        "rooms": [
            {"name": room, "text": messages.text(language, name), "hint": messages.text(language, hint)}
            for room, (name, hint) in glossary.ROOMS.items()
        ],
        "commands": [_command(command, language, mode, kind) for command in table.Command],
        "imageCommands": [
            {"name": name, "text": messages.text(language, text)}
            for name, text in glossary.COMMANDS.items()
            if name not in table.OPTIONS
        ],
        "edges": [
            {
                "name": edge.name,
                "from": edge.source,
                "to": edge.target,
                "label": edge.label,
                "by": edge.by,
                "quiet": edge.quiet,
            }
            for edge in table.EDGES
        ],
        "variants": [_variant(one, language) for one in variants.VARIANTS],
    }


def _variant(one: variants.Variant, language: str) -> Json:
    return {
        "command": one.command,
        "state": one.state,
        "product": one.product,
        "sinceApi": write_api(one.since_api) if one.since_api else None,
        "answer": _answer(one.answer, language),
    }


def _answer(answer: table.Answer, language: str) -> Json:
    why = messages.text(language, answer.why) if answer.why else ""
    return {"verdict": answer.verdict, "leadsTo": answer.leads_to, "why": why}


def _option(option: table.Option, language: str) -> Json:
    return {
        "name": option.name,
        "flag": option.flag,
        "kind": option.kind,
        "text": messages.text(language, option.text),
        "product": option.product,
        "sinceApi": write_api(option.since_api) if option.since_api else None,
    }


def _command(command: table.Command, language: str, mode: Mode, kind: EngineKind | None) -> Json:
    options = table.OPTIONS[command] if kind is None else variants.options(command, kind)
    known = kind or variants.ANY_DOCKER
    return {
        "name": command,
        "docker": table.DOCKER_COMMANDS[command],
        "text": messages.text(language, glossary.COMMANDS[command]),
        "options": [_option(one, language) for one in options],
        "answers": {state.value: _answer(variants.answer(command, state, known), language) for state in table.State},
        "allowed": allows(mode, command.value),
    }
