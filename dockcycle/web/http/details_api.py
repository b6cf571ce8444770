"""HTTP routes for the details of a container: arrows taken, inspect, processes, changed files, shells, log as text."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from itertools import chain

from flask import Blueprint, Response, current_app, request

from dockcycle.domain.container_details import LogLine
from dockcycle.domain.control_sequences import plain
from dockcycle.domain.i18n import N_
from dockcycle.domain.timestamps import rfc3339
from dockcycle.live.failure import Failure
from dockcycle.live.services import Services
from dockcycle.web.caller import current_caller
from dockcycle.web.http.operations import Operation, answers, declares
from dockcycle.web.schemas import details_responses as schemas
from dockcycle.web.schemas.details_requests import LINES_AT_MOST, instant

details_api = Blueprint("details", __name__, url_prefix="/api/v1/containers/<engine>/<id>")

CHANGES_AT_MOST = 5000
_LOG_QUERY = {
    "tail": {"type": "string", "description": "a number of lines, or all"},
    "since": {"type": "string", "format": "date-time"},
    "timestamps": {"type": "boolean"},
    "raw": {"type": "boolean", "description": "keep the control sequences that the container wrote"},
}


@details_api.get("/way")
@answers(schemas.Way)
def way(engine: str, id: str) -> schemas.Way:
    """Return the arrows that a container took, with counts."""
    services = _services()
    taken = services.transition_counts.of(services.details.key(current_caller(), engine, id))
    edges = [
        schemas.Step(edge=edge, source=source, target=target, count=one.count, last_at=rfc3339(one.last_ns))
        for (edge, source, target), one in taken
    ]
    return schemas.Way(since=rfc3339(services.transition_counts.since_ns), edges=edges)


@details_api.get("/inspect")
@answers(
    schemas.Inspected,
    schemas.Revealed,
    query={"reveal": {"type": "string", "description": "a pointer from `masked`; requires the mode admin"}},
)
def inspect(engine: str, id: str) -> schemas.Inspected | schemas.Revealed:
    """Return the inspect with masked secrets; with `reveal`, return only the value at that JSON pointer, unmasked."""
    services = _services()
    pointer = request.args.get("reveal")
    if pointer is not None:
        value = services.details.reveal(current_caller(), engine, id, pointer)
        return schemas.Revealed(ok=True, pointer=pointer, value=value)
    masked = services.details.inspect(current_caller(), engine, id)
    can = services.gate.allows(current_caller(), "reveal", engine)
    return schemas.Inspected(ok=True, inspect=masked.tree, masked=masked.pointers, can_reveal=can)


@details_api.get("/top")
@answers(schemas.Top)
def top(engine: str, id: str) -> schemas.Top:
    """Return the processes of a running container."""
    found = _services().details.processes(current_caller(), engine, id)
    return schemas.Top(ok=True, titles=found.titles, processes=found.rows)


@details_api.get("/changes")
@answers(schemas.Changes)
def changes(engine: str, id: str) -> schemas.Changes:
    """Return the files that differ from the image, at most `CHANGES_AT_MOST`, and their total number."""
    found = _services().details.changes(current_caller(), engine, id)
    listed = [schemas.FileChange(kind=one.kind, path=one.path) for one in found[:CHANGES_AT_MOST]]
    return schemas.Changes(ok=True, changes=listed, total=len(found))


@details_api.get("/shells")
@answers(schemas.Shells)
def shells(engine: str, id: str) -> schemas.Shells:
    """Return the paths of the shells in the container."""
    return schemas.Shells(ok=True, shells=_services().consoles.shells(current_caller(), engine, id))


@details_api.get("/logs.txt")
@declares(Operation(text="The log as text, one line per message.", query=_LOG_QUERY))
def logs(engine: str, id: str) -> Response:
    """Stream the log as a text file, no faster than the client reads. With `raw`, keep terminal control sequences."""
    services = _services()
    with_times = request.args.get("timestamps", "") in ("1", "true")
    tail, since_ns = _tail(request.args.get("tail")), instant(request.args.get("since"))
    batches = services.details.log(current_caller(), engine, id, tail=tail, since_ns=since_ns)
    first = next(batches, [])
    is_raw = request.args.get("raw", "") in ("1", "true")
    text = _text(first, batches, with_times=with_times, finish=str if is_raw else plain)
    response = Response(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(id)}.log"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _text(
    first: list[LogLine], batches: Generator[list[LogLine]], *, with_times: bool, finish: Callable[[str], str]
) -> Iterator[str]:
    with closing(batches):
        for batch in chain([first], batches):
            yield finish("".join(_line(one, with_times=with_times) for one in batch))


def _line(one: LogLine, *, with_times: bool) -> str:
    """Return one line of the file; a line that was cut ends with " … [cut]"."""
    return f"{one.at + ' ' if with_times else ''}{one.text}{' … [cut]' if one.is_cut else ''}\n"


def _tail(text: str | None) -> int | None:
    if not text or text == "all":
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise Failure("bad_request", N_("`tail` must be a number of lines or all."), more={"field": "tail"})
    return min(int(text), LINES_AT_MOST * 1000)


def _file_name(id: str) -> str:
    return "".join(one if one.isascii() and (one.isalnum() or one in "_.-") else "_" for one in id)[:80]


def _services() -> Services:
    services: Services = current_app.extensions["dockcycle"]
    return services
