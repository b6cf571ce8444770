"""The life of the fleet: it moves, it stays bounded, it keeps its hands off what a person made."""

from collections import Counter

from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.timestamps import NANOSECONDS
from tests.unit.practice.manual_clock import BEGIN_NS, drained, practice, spec

HOUR = 3600


def test_all_sorts_of_things_happen() -> None:
    engine, clock = practice("practice://")
    stream = engine.events()

    clock.advance(300)

    told = {event.action for event in drained(engine, stream)}
    assert told >= {"create", "start", "die", "destroy", "stop", "restart", "pause", "unpause", "health_status"}


def test_something_happens_every_few_seconds() -> None:
    engine, clock = practice("practice://")
    stream = engine.events()

    clock.advance(300)

    per_half_minute = Counter((event.at_ns - BEGIN_NS) // (30 * NANOSECONDS) for event in drained(engine, stream))
    assert all(3 <= per_half_minute[half_minute] <= 100 for half_minute in range(10)), per_half_minute


def test_it_never_grows() -> None:
    engine, clock = practice("practice://")
    names = {row.name for row in engine.containers()}

    clock.advance(4 * HOUR)

    rows = engine.containers()
    assert len(rows) <= len(names) + 1
    assert {row.name for row in rows if not row.name.startswith("backup-")} == names - {"backup-nightly"}


def test_it_comes_back_to_what_it_was() -> None:
    """Nothing is left stopped, paused or sick for good."""
    engine, clock = practice("practice://")
    webs = {"shop-web-1", "shop-web-2"}

    clock.advance(HOUR)
    for _ in range(100):
        clock.advance(1)
        now = {row.name: row for row in engine.containers()}
        if webs <= now.keys() and all(now[name].state is State.RUNNING for name in webs):
            return
    raise AssertionError(f"the web containers never run: {[now.get(name) for name in webs]}")


def test_what_a_person_made_is_left_alone() -> None:
    engine, clock = practice("practice://")
    made = [engine.create(spec("server", image="alpine", name=f"my-{word}")) for word in ("web", "worker", "batch")]
    for id in made:
        engine.start(id)
    before = [engine.inspect(id) for id in made]

    clock.advance(HOUR)

    assert [engine.inspect(id) for id in made] == before


def test_a_person_may_take_away_what_it_plays_with() -> None:
    engine, clock = practice("practice://")
    for row in engine.containers():
        engine.remove(row.id, force=True)
    mine = engine.create(spec("server", image="alpine", name="shop-web-1"))

    clock.advance(HOUR)

    assert engine.inspect(mine).state is State.CREATED
    assert len(engine.containers()) <= 2


def test_it_ends_with_the_engine() -> None:
    engine, clock = practice("practice://")
    engine.close()
    rows = engine.containers()

    clock.advance(60)

    assert {row.id for row in engine.containers()} == {row.id for row in rows}
