"""What a practice engine begins with: a believable fleet, or very many containers at once."""

import time
from collections import Counter

import pytest

from dockcycle.domain.lifecycle.table import Room, State
from tests.unit.practice.manual_clock import BEGIN_NS, practice


def test_the_fleet_stands_in_all_rooms_one_meets() -> None:
    engine, _ = practice("practice://?life=0")

    told = [engine.inspect(row.id) for row in engine.containers()]
    assert {one.room for one in told} == {
        Room.CREATED, Room.RUNNING, Room.PAUSED, Room.RESTARTING, Room.EXITED, Room.FAILED,
    }  # fmt: skip
    assert {one.exit_code for one in told} >= {0, 1, 127, 137}
    assert {"healthy", "unhealthy"} <= {one.health for one in told if one.health}
    assert any(one.oom_killed for one in told)
    assert {one.project for one in told} >= {"shop", "blog"}
    assert any(port.public for one in told for port in one.ports)


def test_times_of_the_fleet_are_in_order_and_in_the_past() -> None:
    engine, _ = practice("practice://?life=0")

    for row in engine.containers():
        told = engine.inspect(row.id)
        times = [one for one in (told.created_ns, told.started_ns, told.finished_ns) if one is not None]
        assert times == sorted(times)
        assert times[-1] < BEGIN_NS
        assert (told.started_ns is None) == (told.state is State.CREATED)


def test_the_images_of_the_fleet_are_there() -> None:
    engine, _ = practice("practice://?life=0")

    images = {image.id: image for image in engine.images.list()}
    assert len(images) > 12
    for row in engine.containers():
        assert engine.inspect(row.id).image_id in images


def test_a_loop_of_the_fleet_goes_on_looping() -> None:
    engine, clock = practice("practice://?life=0")
    looping = next(row.id for row in engine.containers() if row.state is State.RESTARTING)
    before = engine.inspect(looping).restarts

    clock.advance(300)

    assert engine.inspect(looping).restarts > before + 3


@pytest.mark.parametrize("count", [1, 40, 100, 2000])
def test_so_many_containers_as_asked_for(count: int) -> None:
    engine, clock = practice(f"practice://?containers={count}")

    rows = engine.containers()
    assert len({row.id for row in rows}) == len({row.name for row in rows}) == count
    running = sum(row.state is State.RUNNING for row in rows)
    assert running >= 0.9 * count
    clock.advance(3600)
    assert engine.containers() == rows, "it does not rest"


def test_a_large_fleet_has_some_of_everything() -> None:
    engine, _ = practice("practice://?containers=2000")

    rooms = Counter(engine.inspect(row.id).room for row in engine.containers())
    assert set(rooms) == {Room.CREATED, Room.RUNNING, Room.PAUSED, Room.RESTARTING, Room.EXITED, Room.FAILED}
    assert rooms[Room.FAILED] + rooms[Room.RESTARTING] < 0.02 * 2000


def test_every_container_of_a_large_fleet_can_be_worked_with() -> None:
    engine, _ = practice("practice://?containers=400")

    for row in engine.containers():
        engine.remove(row.id, force=True)

    assert engine.containers() == []


def test_five_thousand_take_little_time() -> None:
    began = time.process_time()
    engine, _ = practice("practice://?containers=5000")
    engine.containers()

    assert time.process_time() - began < 5, "far more than the fifth of a second it takes"
