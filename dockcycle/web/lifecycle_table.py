"""Builds the lifecycle table with its variants by engine, as `/api/v1/lifecycle` returns it and the pages embed it."""

from collections.abc import Set as AbstractSet

from dockcycle.domain.access import NEEDS, Mode
from dockcycle.domain.engine_kind import EngineKind, write_api
from dockcycle.domain.lifecycle import table, variants
from dockcycle.web.schemas import lifecycle_responses as schemas
from dockcycle.web.text import glossary, messages


def lifecycle_table(
    language: str, mode: Mode, allowed: AbstractSet[str], kind: EngineKind | None = None
) -> schemas.Lifecycle:
    """Return the lifecycle table: the body of `/api/v1/lifecycle`, which the pages also embed.

    `allowed` are the actions that the caller may run. Without `kind`, it is the base table with all options, and
    `variants` lists the rows that differ by engine. With `kind`, it is the table of that kind of engine.
    """
    return schemas.Lifecycle(
        mode=mode,
        needs=NEEDS,
        states=[_state(state, language) for state in table.State],
        rooms=[_room(room, language) for room in glossary.ROOMS],
        commands=[_command(command, language, allowed, kind) for command in table.Command],
        image_commands=[
            schemas.LifecycleImageCommand(name=name, text=messages.text(language, text))
            for name, text in glossary.COMMANDS.items()
            if name not in table.OPTIONS
        ],
        edges=[schemas.LifecycleEdge.of(edge) for edge in table.EDGES],
        variants=[_variant(one, language) for one in variants.VARIANTS],
    )


def _state(state: table.State, language: str) -> schemas.LifecycleState:
    text = messages.text(language, glossary.STATES[state])
    return schemas.LifecycleState(name=state, room=table.Room(state.value), text=text)


def _room(room: table.Room, language: str) -> schemas.LifecycleRoom:
    name, hint = glossary.ROOMS[room]
    return schemas.LifecycleRoom(name=room, text=messages.text(language, name), hint=messages.text(language, hint))


def _variant(one: variants.Variant, language: str) -> schemas.LifecycleVariant:
    since_api = one.since_api and write_api(one.since_api)
    return schemas.LifecycleVariant.of(one, since_api=since_api, answer=_answer(one.answer, language))


def _answer(answer: table.Answer, language: str) -> schemas.LifecycleAnswer:
    return schemas.LifecycleAnswer.of(answer, why=messages.text(language, answer.why) if answer.why else "")


def _option(option: table.Option, language: str) -> schemas.LifecycleOption:
    since_api = option.since_api and write_api(option.since_api)
    return schemas.LifecycleOption.of(option, text=messages.text(language, option.text), since_api=since_api)


def _command(
    command: table.Command, language: str, allowed: AbstractSet[str], kind: EngineKind | None
) -> schemas.LifecycleCommand:
    options = table.OPTIONS[command] if kind is None else variants.options(command, kind)
    known = kind or variants.ANY_DOCKER
    return schemas.LifecycleCommand(
        name=command,
        docker=table.DOCKER_COMMANDS[command],
        text=messages.text(language, glossary.COMMANDS[command]),
        options=[_option(one, language) for one in options],
        answers={state: _answer(variants.answer(command, state, known), language) for state in table.State},
        allowed=command.value in allowed,
    )
