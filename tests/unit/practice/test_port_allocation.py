"""Whose ports get in each other's way: one address, all addresses, tcp and udp."""

from dataclasses import replace

import pytest

from dockcycle.engine.errors import EngineError
from tests.unit.practice.manual_clock import practice, spec


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ("8080:80", "8080:81", True),
        ("8080:80", "127.0.0.1:8080:80", True),
        ("127.0.0.1:8080:80", "0.0.0.0:8080:80", True),
        ("127.0.0.1:8080:80", "127.0.0.1:8080:80", True),
        ("127.0.0.1:8080:80", "127.0.0.2:8080:80", False),
        ("8080:80", "8080:80/udp", False),
        ("8080:80", "8081:80", False),
        ("8080:80", "80", False),
        ("8080-8081:80", "8080-8081:80", False),
    ],
)
def test_two_containers(first: str, second: str, clash: bool) -> None:
    engine, _ = practice()
    engine.start(engine.create(replace(spec("server"), ports=(first,))))
    other = engine.create(replace(spec("server"), ports=(second,)))

    if not clash:
        assert engine.start(other)
        return
    with pytest.raises(EngineError) as failed:
        engine.start(other)
    assert failed.value.status == 500


def test_one_container_cannot_have_a_port_twice() -> None:
    engine, _ = practice()

    with pytest.raises(EngineError):
        engine.start(engine.create(replace(spec("server"), ports=("8080:80", "8080:81"))))


def test_what_was_stopped_gives_its_ports_back() -> None:
    engine, _ = practice()
    first, second = (engine.create(replace(spec("server"), ports=("8080:80",))) for _ in range(2))
    engine.start(first)
    engine.stop(first)

    assert engine.start(second)
    with pytest.raises(EngineError):
        engine.start(first)


def test_a_restart_keeps_the_ports() -> None:
    engine, clock = practice()
    id = engine.create(replace(spec("sh", "-c", "sleep 1; exit 1", restart="always"), ports=("8080:80",)))
    engine.start(id)

    clock.advance(1.5)
    assert engine.inspect(id).restarts == 1
    assert {port.public for port in engine.inspect(id).ports} == {8080}
    engine.restart(id)
    assert {port.public for port in engine.inspect(id).ports} == {8080}
