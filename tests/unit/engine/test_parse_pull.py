"""The lines of a pull, as engines of several ages write them."""

from typing import Any

import pytest

from dockcycle.domain.pull import LayerState, PullProgress
from dockcycle.engine.docker.parse.parse_pull import error_of, progress

LAYER = "6215d2618b79"


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Pulling fs layer", LayerState.WAITING),
        ("Waiting", LayerState.WAITING),
        ("Downloading", LayerState.DOWNLOADING),
        ("Verifying Checksum", LayerState.VERIFYING),
        ("Download complete", LayerState.DOWNLOADED),
        ("Extracting", LayerState.EXTRACTING),
        ("Pull complete", LayerState.COMPLETE),
        ("Already exists", LayerState.EXISTS),
        ("Retrying in 5 seconds", LayerState.RETRYING),
        ("Retrying in 1 second", LayerState.RETRYING),
    ],
)
def test_a_layer_and_what_happens_to_it(status: str, state: LayerState) -> None:
    assert progress({"status": status, "progressDetail": {}, "id": LAYER}) == PullProgress(LAYER, state)


@pytest.mark.parametrize(
    ("detail", "expected"),
    [
        ({"current": 69213, "total": 6002065}, (69213, 6002065)),
        ({"current": 5611520, "total": 5593259}, (5593259, 5593259)),
        ({"current": 10}, (10, None)),
        ({"current": 10, "total": -1}, (10, None)),
        ({"current": 10, "total": 0}, (10, None)),
        ({"current": 3, "units": "s"}, (None, None)),
        ({"current": "x", "total": []}, (None, None)),
        ({}, (None, None)),
        (None, (None, None)),
    ],
)
def test_bytes_where_they_are_told(detail: dict[str, Any] | None, expected: tuple[int | None, int | None]) -> None:
    line = progress({"status": "Downloading", "progressDetail": detail, "id": LAYER})

    assert (line.current, line.total) == expected


def test_the_id_of_the_first_line_is_a_tag() -> None:
    assert progress({"status": "Pulling from library/nginx", "id": "1.29"}) == PullProgress()


def test_the_digest() -> None:
    digest = f"sha256:{'a1' * 32}"

    assert progress({"status": f"Digest: {digest}"}) == PullProgress(digest=digest)


@pytest.mark.parametrize(
    ("status", "up_to_date"),
    [("Image is up to date for nginx:1.29", True), ("Downloaded newer image for nginx:1.29", False)],
)
def test_the_end_tells_whether_it_was_here_already(status: str, up_to_date: bool) -> None:
    assert progress({"status": f"Status: {status}"}) == PullProgress(up_to_date=up_to_date)


@pytest.mark.parametrize("raw", [{}, {"status": None}, {"status": "Something new", "id": LAYER}, {"stream": "…"}])
def test_what_is_new_or_missing_does_not_matter(raw: dict[str, Any]) -> None:
    assert progress(raw) == PullProgress()
    assert error_of(raw) is None


@pytest.mark.parametrize(
    "raw",
    [
        {"errorDetail": {"message": "no space left on device"}, "error": "no space left on device"},
        {"error": "no space left on device"},
        {"errorDetail": {"code": 1, "message": "no space left on device"}},
        {"errorDetail": "odd", "error": "no space left on device"},
    ],
)
def test_an_error_inside_the_stream(raw: dict[str, Any]) -> None:
    assert error_of(raw) == "no space left on device"
