"""Downloads of complete logs are limited, and each frees its slot."""

import pytest

from dockcycle.domain.access import Mode
from dockcycle.engine import CreateSpec
from dockcycle.engine.practice import PracticeEngine
from dockcycle.live.failure import Failure
from dockcycle.live.streams.details_service import DOWNLOADS_AT_MOST, DOWNLOADS_OF_ONE_AT_MOST, DetailsService
from tests.support.dockerd import IMAGE
from tests.support.live_parts import PAGE, caller_of, live_parts


def details_of(engine: PracticeEngine) -> DetailsService:
    parts = live_parts(engine, mode=Mode.VIEW)
    return DetailsService(parts.gate, parts.engines, parts.hub)


def test_so_many_logs_are_downloaded_at_once(engine: PracticeEngine) -> None:
    id = engine.create(CreateSpec(IMAGE, command=("sh", "-c", "echo a; sleep 600")))
    engine.start(id)
    details = details_of(engine)
    for _ in range(2 * DOWNLOADS_AT_MOST):  # what is refused keeps no place
        with pytest.raises(Failure, match="not_found"):
            details.log(PAGE, "lab", "nobody")
    logs = [details.log(caller_of("", str(number % 4)), "lab", id) for number in range(DOWNLOADS_AT_MOST)]
    assert next(logs[0])[0].text == "a"

    with pytest.raises(Failure, match="too_many"):
        details.log(caller_of("", "another"), "lab", id)
    assert list(logs[0]) == []

    assert next(details.log(caller_of("", "another"), "lab", id))[0].text == "a"


def test_one_client_leaves_room_for_others(engine: PracticeEngine) -> None:
    id = engine.create(CreateSpec(IMAGE, command=("sh", "-c", "echo a; sleep 600")))
    engine.start(id)
    details = details_of(engine)
    logs = [details.log(caller_of("", "one"), "lab", id) for _ in range(DOWNLOADS_OF_ONE_AT_MOST)]

    with pytest.raises(Failure, match="too_many"):
        details.log(caller_of("", "one"), "lab", id)

    assert next(details.log(caller_of("", "other"), "lab", id))[0].text == "a"
    assert next(logs[0])[0].text == "a"
    logs[0].close()
    assert next(details.log(caller_of("", "one"), "lab", id))[0].text == "a"
