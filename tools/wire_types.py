"""Writes types/wire.d.ts and the field lists of docs/protocol.md, from the schemas in `dockcycle/web/schemas`."""

import inspect
import json
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from enum import EnumType, StrEnum
from pathlib import Path
from types import ModuleType
from typing import Annotated, get_origin

import msgspec
from msgspec import inspect as schema

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dockcycle.web.schemas import (  # noqa: E402
    board_messages,
    console_messages,
    console_requests,
    details_requests,
    details_responses,
    health_responses,
    image_responses,
    lifecycle_responses,
    requests,
    responses,
)

MODULES = (
    responses, board_messages, image_responses, lifecycle_responses, health_responses, details_responses,
    console_messages, requests, details_requests, console_requests,
)  # fmt: skip
TYPES = ROOT / "types" / "wire.d.ts"
PROTOCOL = ROOT / "docs" / "protocol.md"
WIDTH = 120
HEAD = (
    "/** Messages between the server and the pages. Generated from dockcycle/web/schemas by `make docs`. A `?` marks a "
    "field that can be absent. */"
)
_PLAIN: Mapping[type[schema.Type], str] = {
    schema.AnyType: "unknown", schema.NoneType: "null", schema.BoolType: "boolean", schema.IntType: "number",
    schema.FloatType: "number", schema.StrType: "string", schema.BytesType: "ArrayBuffer",
}  # fmt: skip
_FIELDS = re.compile(r"^( *)<!-- fields: (\w+) -->\n.*?^ *<!-- end of fields -->$", re.DOTALL | re.MULTILINE)


def main() -> int:
    """Write both files; with `--check`, write nothing and return 1 if one of them is not current."""
    current = True
    for path, text in ((TYPES, "\n".join(_typescript())), (PROTOCOL, _protocol(PROTOCOL.read_text(encoding="utf-8")))):
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            current = False
            if "--check" not in sys.argv[1:]:
                path.write_text(text, encoding="utf-8")
    return int("--check" in sys.argv[1:] and not current)


def structs() -> dict[str, type[msgspec.Struct]]:
    """Return the schemas of all messages by name; raises ValueError if two have the same name."""
    found: dict[str, type[msgspec.Struct]] = {}
    for module in MODULES:
        for name, one in vars(module).items():
            if _is_message(one, module):
                if name in found:
                    raise ValueError(f"Two schemas have the name {name}.")
                found[name] = one
    return found


def _is_message(one: object, module: ModuleType) -> bool:
    is_struct = isinstance(one, type) and issubclass(one, msgspec.Struct) and one.__module__ == module.__name__
    return is_struct and one not in (responses.Shape, requests.Body)


def _words() -> dict[str, list[object]]:
    """Return the words of each enum and of each named list of words that the schemas use."""
    found: dict[str, list[object]] = {}
    for name, one in (pair for module in MODULES for pair in vars(module).items()):
        if isinstance(one, EnumType) and issubclass(one, StrEnum):
            found[name] = [*one]
        elif get_origin(one) is Annotated and (words := _listed(schema.type_info(one))):
            found[name] = words
    return found


def _listed(of: schema.Type) -> list[object]:
    """Return the values of a field that must be one of them, else an empty list."""
    if isinstance(of, schema.LiteralType):
        return [*of.values]
    extra = of.extra_json_schema if isinstance(of, schema.Metadata) else None
    return list((extra or {}).get("enum", ()))


def _typescript() -> Iterator[str]:
    yield from _comment(HEAD.removeprefix("/** ").removesuffix(" */"), "")
    for name, words in _words().items():
        yield ""
        yield from _alias(name, [json.dumps(word) for word in words])
    for name, struct in structs().items():
        yield ""
        yield from _comment(" ".join((inspect.getdoc(struct) or "").split()), "")
        base = struct.__mro__[1].__name__
        yield f"export interface {name} {f'extends {base} ' if base in structs() else ''}{{"
        for field in _own_fields(struct):
            yield from _comment(_description(field.type), "  ")
            yield f"  {field.encode_name}{'' if field.required else '?'}: {_type(field.type)};"
        yield "}"
    yield ""


def _alias(name: str, values: list[str]) -> Iterator[str]:
    """Yield a union type in the layout of Prettier."""
    head, union = f"export type {name} =", " | ".join(values)
    if len(f"{head} {union};") <= WIDTH:
        yield f"{head} {union};"
    elif len(f"  {union};") <= WIDTH:
        yield head
        yield f"  {union};"
    else:
        yield head
        yield from (f"  | {value}" for value in values[:-1])
        yield f"  | {values[-1]};"


def _own_fields(struct: type[msgspec.Struct]) -> list[schema.Field]:
    """Return the fields that the class declares, without those of its base class."""
    return [field for field in _fields(struct) if field.name in struct.__annotations__]


def _fields(struct: type[msgspec.Struct]) -> tuple[schema.Field, ...]:
    found = schema.type_info(struct)
    assert isinstance(found, schema.StructType)
    return found.fields


def _comment(text: str, indent: str) -> Iterator[str]:
    if not text:
        return
    if len(line := f"{indent}/** {text} */") <= WIDTH:
        yield line
        return
    yield f"{indent}/**"
    yield from (f"{indent} * {line}" for line in textwrap.wrap(text, WIDTH - len(indent) - 3))
    yield f"{indent} */"


def _description(of: schema.Type) -> str:
    """Return the description of a field, also that of the only member of a union that has one."""
    if isinstance(of, schema.Metadata):
        return str((of.extra_json_schema or {}).get("description") or _description(of.type))
    if isinstance(of, schema.UnionType):
        return next((text for one in of.types if (text := _description(one))), "")
    return ""


def _type(of: schema.Type) -> str:
    """Return a type as TypeScript."""
    if (plain := _PLAIN.get(type(of))) is not None:
        return plain
    if words := _listed(of):
        return _one_of(words)
    match of:
        case schema.Metadata():
            return _type(of.type)
        case schema.UnionType():
            return " | ".join(sorted(map(_type, of.types), key=lambda one: one == "null"))
        case schema.ListType():
            inner = _type(of.item_type)
            return f"({inner})[]" if " | " in inner else f"{inner}[]"
        case schema.DictType():
            return f"Record<{_type(of.key_type)}, {_type(of.value_type)}>"
        case schema.StructType() | schema.EnumType():
            return of.cls.__name__
    raise ValueError(f"No TypeScript for {of}.")


def _one_of(values: Sequence[object]) -> str:
    named = (name for name, words in _words().items() if set(words) == set(values))
    return next(named, " | ".join(json.dumps(value) for value in values))


def _protocol(text: str) -> str:
    """Return the protocol with current field lists. The lists are between comments; the other text stays."""
    known = structs()

    def filled(found: re.Match[str]) -> str:
        indent, name = found.groups()
        names = " ".join(f"`{field.encode_name}{'' if field.required else '?'}`" for field in _fields(known[name]))
        lines = textwrap.wrap(names, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
        return "\n".join([f"{indent}<!-- fields: {name} -->", *lines, f"{indent}<!-- end of fields -->"])

    return _FIELDS.sub(filled, text)


if __name__ == "__main__":
    sys.exit(main())
