"""Creating with options, on both engines: as inspect shows it, as it is told back, and what fails at the start."""

from dataclasses import replace
from typing import Any

import pytest

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.table import Room, State
from dockcycle.engine import CreateSpec, Engine, Healthcheck
from dockcycle.engine.errors import EngineError
from tests.contract.engine_fixture import OBEYS, EngineFixture
from tests.support.dockerd import IMAGE
from tests.support.waiting import wait_until

MARKS = {"dockcycle.test": "contract"}
#: Ports that nothing else on the machine is likely to have.
PORT, OTHER_PORT = 28471, 28474


def published(container: Container) -> set[tuple[int, str, int | None]]:
    """Return what is open, whichever address it is open on."""
    return {(port.private, port.protocol, port.public) for port in container.ports}


def test_terminal_and_input_are_told(engine_fixture: EngineFixture) -> None:
    plain, terminal = (
        engine_fixture.engine.inspect(engine_fixture.create()),
        engine_fixture.engine.inspect(engine_fixture.create(tty=True, open_stdin=True)),
    )

    assert (plain.tty, plain.open_stdin) == (False, False)
    assert (terminal.tty, terminal.open_stdin) == (True, True)


def test_published_ports_are_open_while_it_runs(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.create(ports=(f"{PORT}:80", f"127.0.0.1:{OTHER_PORT}:53/udp"))
    assert engine_fixture.engine.inspect(id).ports == ()

    engine_fixture.engine.start(id)
    assert published(engine_fixture.engine.inspect(id)) == {(80, "tcp", PORT), (53, "udp", OTHER_PORT)}
    assert [port.ip for port in engine_fixture.engine.inspect(id).ports if port.private == 53] == ["127.0.0.1"]

    engine_fixture.engine.kill(id)
    engine_fixture.until(id, lambda now: now.state is State.EXITED)
    assert engine_fixture.engine.inspect(id).ports == ()


def test_a_range_is_published_one_by_one(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run(ports=(f"{PORT}-{PORT + 1}:80-81",))

    assert published(engine_fixture.engine.inspect(id)) == {(80, "tcp", PORT), (81, "tcp", PORT + 1)}


def test_a_port_without_the_host_s_gets_one_that_is_free(engine_fixture: EngineFixture) -> None:
    first, second = engine_fixture.run(ports=("80",)), engine_fixture.run(ports=("80",))

    # Of IPv6 the engine takes the same where that is free, too.
    told = [
        port for id in (first, second) for port in engine_fixture.engine.inspect(id).ports if ":" not in (port.ip or "")
    ]
    assert len({port.public for port in told}) == 2
    assert min(port.public or 0 for port in told) >= 1024


def test_of_several_ports_the_first_free_one(engine_fixture: EngineFixture) -> None:
    first, second = (engine_fixture.run(ports=(f"{PORT}-{PORT + 1}:80",)) for _ in range(2))

    assert published(engine_fixture.engine.inspect(first)) == {(80, "tcp", PORT)}
    assert published(engine_fixture.engine.inspect(second)) == {(80, "tcp", PORT + 1)}


def test_a_port_that_another_one_has(engine_fixture: EngineFixture) -> None:
    owner = engine_fixture.run(ports=(f"{PORT}:80",))
    id = engine_fixture.create(ports=(f"{PORT}:8080",))

    with pytest.raises(EngineError) as failed:
        engine_fixture.engine.start(id)

    assert (failed.value.code, failed.value.status) == ("engine_error", 500)
    assert engine_fixture.facts.port_in_use in failed.value.message
    told = engine_fixture.engine.inspect(id)
    assert (told.state, told.exit_code, told.room) == (
        State.CREATED,
        engine_fixture.facts.failed_start_code,
        Room.CREATED,
    )
    assert told.error is not None
    assert engine_fixture.facts.port_in_use in told.error

    engine_fixture.engine.remove(owner, force=True)
    assert engine_fixture.engine.start(id)
    told = engine_fixture.engine.inspect(id)
    assert (told.state, told.error, published(told)) == (State.RUNNING, None, {(8080, "tcp", PORT)})


def test_tcp_and_udp_do_not_get_in_each_other_s_way(engine_fixture: EngineFixture) -> None:
    engine_fixture.run(ports=(f"{PORT}:53/tcp",))

    assert engine_fixture.run(ports=(f"{PORT}:53/udp",))


@pytest.mark.parametrize(
    ("options", "code", "status", "words"),
    [
        ({"user": "nouser"}, "engine_error", 500, "unable to find user nouser"),
        ({"devices": ("/dev/nosuch",)}, "engine_error", 500, "/dev/nosuch"),
        ({"network": "nosuch-net"}, "engine_error", 404, "network nosuch-net not found"),
    ],
)
def test_what_is_missing_at_the_start(
    engine_fixture: EngineFixture, options: dict[str, Any], code: str, status: int, words: str
) -> None:
    id = engine_fixture.create(**options)

    with pytest.raises(EngineError) as failed:
        engine_fixture.engine.start(id)

    assert (failed.value.code, failed.value.status) == (code, status)
    assert words in failed.value.message
    told = engine_fixture.engine.inspect(id)
    assert (told.state, told.exit_code) == (State.CREATED, engine_fixture.facts.failed_start_code)
    assert words in (told.error or "")


@pytest.mark.parametrize(
    "options",
    [
        {"ports": ("x:80",)}, {"ports": ("70000:80",)}, {"ports": ("1-3:80-81",)}, {"ports": ("80/icmp",)},
        {"volumes": ("data",)}, {"volumes": ("data:relative",)}, {"volumes": ("/:/",)}, {"volumes": ("/a:/b:zz",)},
        {"volumes": ("/a:/data", "/b:/data")}, {"devices": ("nodevice",)}, {"env": {"": "x"}}, {"env": {"a=b": "x"}},
        {"memory": 1}, {"memory": -1}, {"cpus": 10_000.0}, {"cpus": -1.0}, {"restart": "on-failure:x"},
        {"restart": "sometimes"}, {"auto_remove": True, "restart": "always"}, {"health": Healthcheck("")},
        {"cap_add": ("NOSUCH",)}, {"restart": "always:3"}, {"health": Healthcheck("true", interval=0.0001)},
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(engine_fixture: EngineFixture, options: dict[str, Any]) -> None:
    before = {row.id for row in engine_fixture.engine.containers()}

    with pytest.raises(EngineError) as refused:
        engine_fixture.create(**options)

    assert refused.value.code == "bad_request"
    assert refused.value.status in {400, engine_fixture.facts.refusal(400)}  # ours, or the engine's
    assert {row.id for row in engine_fixture.engine.containers()} == before


def test_no_image_is_refused(any_engine: Engine) -> None:
    with pytest.raises(EngineError) as refused:
        any_engine.create(CreateSpec(""))

    assert (refused.value.code, refused.value.status) == ("bad_request", 400)


def asked(engine_fixture: EngineFixture, **options: Any) -> CreateSpec:
    return CreateSpec(IMAGE, engine_fixture.name(), labels=MARKS, **options)


def told_back(engine_fixture: EngineFixture, spec: CreateSpec) -> CreateSpec:
    """Create it and return what the engine says would make another one."""
    id = engine_fixture.create(
        *spec.command, name=spec.name, labels=spec.labels, **{name: getattr(spec, name) for name in OPTIONS}
    )  # fmt: skip
    return engine_fixture.engine.spec(id)


OPTIONS = tuple(name for name in CreateSpec.__slots__ if name not in ("image", "name", "command", "labels"))


@pytest.mark.parametrize(
    "options",
    [
        {}, {"tty": True, "open_stdin": True}, {"entrypoint": ("env",)}, {"env": {"A": "b=c", "EMPTY": ""}},
        {"ports": ("127.0.0.1:53:53/udp", "8080:80", "90", "[::1]::91", "1000")}, {"restart": "on-failure:3"},
        {"restart": "unless-stopped"}, {"memory": 64 << 20}, {"cpus": 0.5}, {"user": "1000:1000"},
        {"workdir": "/srv"}, {"auto_remove": True}, {"network": "none"}, {"network": "host"},
        {"volumes": ("/srv/contract:/data:ro", "contract-data:/cache", "/anonymous")},
        {"health": Healthcheck("true", interval=5, timeout=2.5, retries=3, start_period=10)},
        {"privileged": True}, {"devices": ("/dev/null", "/dev/null:/dev/mine:r")}, {"pid": "host"}, {"ipc": "host"},
    ],
    ids=lambda options: "-".join(options) or "nothing",
)  # fmt: skip
def test_what_was_asked_for_is_told_back(engine_fixture: EngineFixture, options: dict[str, Any]) -> None:
    spec = asked(engine_fixture, command=OBEYS, **options)

    found = told_back(engine_fixture, spec)
    assert sorted(found.volumes) == sorted(spec.volumes)  # their order means nothing
    assert replace(found, volumes=spec.volumes) == replace(spec, image=engine_fixture.facts.image(IMAGE))


def test_capabilities_are_told_back_in_the_engine_s_spelling(engine_fixture: EngineFixture) -> None:
    found = engine_fixture.engine.spec(engine_fixture.create(cap_add=("NET_ADMIN",)))

    assert [name.removeprefix("CAP_") for name in found.cap_add] == ["NET_ADMIN"]


def test_what_the_image_sets_is_not_told_back(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.engine.create(
        CreateSpec(IMAGE, engine_fixture.name(), command=("sh",), env={"PATH": "/bin"}, labels=MARKS)
    )

    found = engine_fixture.engine.spec(id)
    engine_fixture.engine.remove(id)
    assert (found.command, dict(found.env)) == ((), {})


def test_another_one_like_it_can_be_made(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run(ports=("80",), env={"A": "b"}, health=Healthcheck("true"))

    spec = engine_fixture.engine.spec(id)
    other = engine_fixture.engine.create(replace(spec, name=engine_fixture.name()))
    assert replace(engine_fixture.engine.spec(other), name=None) == replace(spec, name=None)
    engine_fixture.engine.remove(other)


def test_a_rename_is_told_back(engine_fixture: EngineFixture) -> None:
    id, name = engine_fixture.create(), engine_fixture.name()
    engine_fixture.engine.rename(id, name)

    assert engine_fixture.engine.spec(id).name == name


@pytest.mark.parametrize("id", ["f" * 64, "nosuch", "../images"])
def test_what_is_not_there_has_no_settings(any_engine: Engine, id: str) -> None:
    with pytest.raises(EngineError) as missing:
        any_engine.spec(id)

    assert (missing.value.code, missing.value.status) == ("not_found", 404)


def test_a_second_start_opens_the_same_ports(engine_fixture: EngineFixture) -> None:
    id = engine_fixture.run(ports=(f"{PORT}:80",))
    engine_fixture.engine.stop(id, 5)

    assert engine_fixture.engine.start(id)
    wait_until(lambda: published(engine_fixture.engine.inspect(id)) == {(80, "tcp", PORT)}, 10, "its port, as before")
