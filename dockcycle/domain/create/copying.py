"""Masks the secrets in the settings of a container for a copy, and restores them when the copy is created."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dockcycle.domain.create.spec import CreateSpec
from dockcycle.domain.i18n import N_, UserInputError
from dockcycle.domain.masking import masked, masked_arguments, masked_text, masked_variables
from dockcycle.domain.masking_rules import HIDDEN

#: Prefix of the labels by which Compose recognises its containers (docker/compose `pkg/api/labels.go`). Compose would
#: count, scale and remove a copy with these labels as if it were the original.
COMPOSE = "com.docker.compose."
_NOT_KNOWN = N_(
    "Dockcycle does not know the masked value (••••••) in %(where)s. Type the value, or show the masked values first."
)

#: A masked word of a command, with the word before it if it is masked as a whole, as in `--token ••••••`.
_Shown = tuple[str, str]


def without_compose(labels: Mapping[str, str]) -> dict[str, str]:
    """Return `labels` without the labels of Compose."""
    return {name: value for name, value in labels.items() if not name.startswith(COMPOSE)}


def hidden(spec: CreateSpec) -> CreateSpec:
    """Return `spec` masked as inspect is masked: environment, labels, entrypoint, command and health check."""
    words = masked_arguments([*spec.entrypoint, *spec.command])
    return replace(
        spec,
        env=masked_variables(spec.env),
        labels=masked({"Labels": dict(spec.labels)}).tree["Labels"],
        entrypoint=words[: len(spec.entrypoint)],
        command=words[len(spec.entrypoint) :],
        health=spec.health and replace(spec.health, command=masked_text(spec.health.command)),
    )


def has_hidden(spec: CreateSpec) -> bool:
    """Return whether `spec` contains a masked value."""
    check = (spec.health.command,) if spec.health else ()
    texts = (*spec.env.values(), *spec.labels.values(), *spec.entrypoint, *spec.command, *check)
    return any(HIDDEN in text for text in texts)


def restored(asked: CreateSpec, source: CreateSpec) -> CreateSpec:
    """Return `asked` with every value that `hidden(source)` masks replaced by the original from `source`.

    Raises UserInputError for a masked value that `hidden(source)` does not contain at that place, or that could mean
    several different originals.
    """
    shown = hidden(source)
    words = _words([*asked.entrypoint, *asked.command], shown, source)
    return replace(
        asked,
        env=_table("env", asked.env, shown.env, source.env),
        labels=_table("labels", asked.labels, shown.labels, source.labels),
        entrypoint=words[: len(asked.entrypoint)],
        command=words[len(asked.entrypoint) :],
        health=asked.health and replace(asked.health, command=_check(asked.health.command, shown, source)),
    )


def _table(field: str, asked: Mapping[str, str], shown: Mapping[str, str], source: Mapping[str, str]) -> dict[str, str]:
    found = dict(asked)
    for name, value in asked.items():
        if HIDDEN in value:
            if shown.get(name) != value:
                raise _unknown(field, name)
            found[name] = source[name]
    return found


def _words(asked: Sequence[str], shown: CreateSpec, source: CreateSpec) -> tuple[str, ...]:
    known: defaultdict[_Shown, list[str]] = defaultdict(list)
    pairs = zip(_shown([*shown.entrypoint, *shown.command]), [*source.entrypoint, *source.command], strict=True)
    for key, word in pairs:
        known[key].append(word)
    wanted = list(_shown(asked))
    for key in wanted:
        reals = known[key]
        if HIDDEN in key[1] and (not reals or (len(set(reals)) > 1 and wanted.count(key) != len(reals))):
            raise _unknown("command", key[1])
    left = {key: iter(reals * len(wanted)) for key, reals in known.items()}
    return tuple(next(left[key]) if HIDDEN in key[1] else word for key, word in zip(wanted, asked, strict=True))


def _shown(words: Sequence[str]) -> Iterator[_Shown]:
    for before, word in zip(["", *words], words, strict=False):
        yield (before if word == HIDDEN else "", word)


def _check(asked: str, shown: CreateSpec, source: CreateSpec) -> str:
    if HIDDEN not in asked:
        return asked
    if shown.health is None or source.health is None or asked != shown.health.command:
        raise _unknown("health", asked)
    return source.health.command


def _unknown(field: str, where: str) -> UserInputError:
    error = UserInputError(_NOT_KNOWN, where=where)
    error.field = field
    return error
