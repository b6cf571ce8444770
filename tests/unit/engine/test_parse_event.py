"""Events parsed from the JSON of an engine, and limits of the lengths of parsed values."""

import pytest

from dockcycle.engine.docker.parse import parse_container, parse_event, parse_image
from tests.unit.engine.payloads import ID, event, inspected


def test_an_event() -> None:
    told = parse_event.event("local", event("die", exitCode="137"))

    assert (told.engine, told.type, told.action, told.detail, told.id) == ("local", "container", "die", "", ID)
    assert (told.at_ns, told.name, told.attributes["exitCode"]) == (1795476959778094864, "web-1", "137")


def test_an_event_without_the_old_fields_is_the_same_event() -> None:
    raw = event("start")
    new = {key: raw[key] for key in ("Type", "Action", "Actor", "timeNano")}

    assert parse_event.event("local", new) == parse_event.event("local", raw)


@pytest.mark.parametrize(
    ("action", "attributes", "told"),
    [
        ("exec_create: sh -c ls: x", {}, ("exec_create", "sh -c ls: x")),
        ("exec_create: sh ", {}, ("exec_create", "sh")),
        ("health_status: healthy", {}, ("health_status", "healthy")),
        ("health_status", {"health_status": "unhealthy"}, ("health_status", "unhealthy")),
        ("died", {}, ("die", "")),
        ("remove", {}, ("destroy", "")),
    ],
)
def test_the_word_and_what_stands_behind_its_colon(
    action: str, attributes: dict[str, str], told: tuple[str, str]
) -> None:
    parsed = parse_event.event("local", event(action, **attributes))

    assert (parsed.action, parsed.detail) == told


def test_only_a_container_s_remove_is_a_destroy() -> None:
    assert parse_event.event("local", event("remove", kind="volume")).action == "remove"


def test_a_prune_names_nobody() -> None:
    raw = {"Type": "container", "Action": "prune", "Actor": {"ID": "", "Attributes": {"reclaimed": "1"}}, "time": 5}

    told = parse_event.event("podman", raw)
    assert (told.id, told.name, told.at_ns) == ("", "", 5_000_000_000)


def test_what_is_longer_than_any_card_needs_is_cut() -> None:
    long = "x" * 100_000
    ports = {f"{port}/tcp": None for port in range(1, 3000)}
    told = parse_container.container(
        "local",
        inspected(
            {"Error": long}, {"Image": long, "Labels": {"com.docker.compose.project": long}},
            Name=f"/{long}", Args=[long], Image=long, NetworkSettings={"Ports": ports},
        ),
    )  # fmt: skip

    assert (len(told.name), len(told.image), len(told.image_id or ""), len(told.project or "")) == (
        1023, 1024, 1024, 1024,
    )  # fmt: skip
    assert (len(told.command), len(told.error or ""), len(told.ports)) == (16_384, 4096, 1000)
    assert told.name.endswith("…")
    assert parse_container.summary({"Id": ID, "Names": [f"/{long}"], "State": "running"}).name == told.name


def test_an_id_that_no_engine_gives_is_refused() -> None:
    with pytest.raises(ValueError, match="id"):
        parse_container.container("local", inspected(Id="a" * 2000))
    with pytest.raises(ValueError, match="id"):
        parse_container.summary({"Id": "a" * 2000, "Names": [], "State": "running"})


def test_an_image_has_no_more_names_than_anybody_gives_it() -> None:
    names = [f"a:{number}" for number in range(5000)]

    image = parse_image.image(
        "local", {"Id": "sha256:1", "RepoTags": ["x" * 5000, *names], "RepoDigests": [], "Created": 0}
    )

    assert image.tags == tuple(names[:1000])
