"""The body of ContainerCreate contains exactly the requested settings and nothing else."""

from typing import Any

import pytest

from dockcycle.domain.create.create_body import body_of
from dockcycle.domain.create.spec import CreateSpec, Healthcheck
from dockcycle.domain.i18n import UserInputError

SECOND = 1_000_000_000


def body(**fields: Any) -> dict[str, Any]:
    return body_of(CreateSpec("nginx:1", **fields))


def test_an_image_alone_leaves_everything_to_it_and_to_the_engine() -> None:
    assert body() == {"Image": "nginx:1", "HostConfig": {"RestartPolicy": {"Name": "no", "MaximumRetryCount": 0}}}


def test_everything_that_can_be_asked_for() -> None:
    asked = body(
        command=("sh", "-c", "true"), entrypoint=("tini", "--"), tty=True, open_stdin=True, env={"A": "b=c", "E": ""},
        ports=("8080:80",), volumes=("data:/data", "/cache"), network="shop", restart="on-failure:3",
        memory=512 << 20, cpus=1.5, user="1000:1000", workdir="/srv", labels={"a": "b"}, auto_remove=True,
        health=Healthcheck("true", interval=5, timeout=2.5, retries=3, start_period=10), privileged=True,
        devices=("/dev/fuse",), cap_add=("NET_ADMIN",), pid="host", ipc="host",
    )  # fmt: skip

    assert asked == {
        "Image": "nginx:1", "Cmd": ["sh", "-c", "true"], "Entrypoint": ["tini", "--"], "Tty": True, "OpenStdin": True,
        "Env": ["A=b=c", "E="], "ExposedPorts": {"80/tcp": {}}, "Volumes": {"/cache": {}}, "User": "1000:1000",
        "WorkingDir": "/srv", "Labels": {"a": "b"},
        "Healthcheck": {
            "Test": ["CMD-SHELL", "true"], "Interval": 5 * SECOND, "Timeout": SECOND * 5 // 2, "Retries": 3,
            "StartPeriod": 10 * SECOND,
        },
        "HostConfig": {
            "AutoRemove": True, "RestartPolicy": {"Name": "on-failure", "MaximumRetryCount": 3},
            "Binds": ["data:/data"], "PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]},
            "NetworkMode": "shop", "Memory": 512 << 20, "NanoCpus": SECOND * 3 // 2, "Privileged": True,
            "Devices": [{"PathOnHost": "/dev/fuse", "PathInContainer": "/dev/fuse", "CgroupPermissions": "rwm"}],
            "CapAdd": ["NET_ADMIN"], "PidMode": "host", "IpcMode": "host",
        },
    }  # fmt: skip


def test_an_entrypoint_may_be_taken_away() -> None:
    assert body(entrypoint=("",))["Entrypoint"] == [""]


def test_a_health_check_waits_for_an_answer_as_long_as_its_interval() -> None:
    assert body(health=Healthcheck("true", interval=4))["Healthcheck"]["Timeout"] == 4 * SECOND


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80", {"80/tcp": [("", "")]}),
        (":80", {"80/tcp": [("", "")]}),
        ("8080:80", {"80/tcp": [("", "8080")]}),
        ("0:80", {"80/tcp": [("", "0")]}),
        ("53:53/udp", {"53/udp": [("", "53")]}),
        ("53:53/UDP", {"53/udp": [("", "53")]}),
        ("127.0.0.1:8080:80", {"80/tcp": [("127.0.0.1", "8080")]}),
        ("127.0.0.1::80", {"80/tcp": [("127.0.0.1", "")]}),
        ("[::1]:8080:80/sctp", {"80/sctp": [("::1", "8080")]}),
        ("8000-8001:80-81", {"80/tcp": [("", "8000")], "81/tcp": [("", "8001")]}),
        ("80-81", {"80/tcp": [("", "")], "81/tcp": [("", "")]}),
        ("8000-8010:80", {"80/tcp": [("", "8000-8010")]}),
    ],
)
def test_ports_as_after_p(text: str, expected: dict[str, list[tuple[str, str]]]) -> None:
    asked = body(ports=(text,))

    assert asked["HostConfig"]["PortBindings"] == {
        port: [{"HostIp": ip, "HostPort": public} for ip, public in bindings] for port, bindings in expected.items()
    }
    assert asked["ExposedPorts"] == {port: {} for port in expected}


def test_one_port_may_be_published_twice() -> None:
    asked = body(ports=("8080:80", "8081:80"))

    assert [binding["HostPort"] for binding in asked["HostConfig"]["PortBindings"]["80/tcp"]] == ["8080", "8081"]


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "80:x", "x:80", "80:", "0", "8080:0", "65536", "65536:80", "-80", "80-", "81-80", "80/icmp", "80/",
        "8000-8002:80-81", "1.2.3:8080:80", "1.2.3.4:80", "host:8080:80", "::1:8080:80", "[x]:8080:80", "1:2:3:4",
        "80 80", "８０",
    ],
)  # fmt: skip
def test_what_publishes_no_port_is_refused(text: str) -> None:
    with pytest.raises(UserInputError):
        body(ports=(text,))


def test_more_ports_than_there_are_are_refused() -> None:
    with pytest.raises(UserInputError):
        body(ports=("1-65535",) * 1000)


@pytest.mark.parametrize(
    "text",
    [
        "/srv/data:/data", "/srv/data:/data:ro", "/srv:/data:rw,z", "data:/data", "my_data.v2:/data:nocopy",
        "/var/run/docker.sock:/var/run/docker.sock", "/:/host:ro,rslave",
    ],
)  # fmt: skip
def test_paths_and_named_volumes_are_bound_as_they_are_written(text: str) -> None:
    asked = body(volumes=(text,))

    assert asked["HostConfig"]["Binds"] == [text]
    assert "Volumes" not in asked


def test_a_path_alone_is_an_anonymous_volume() -> None:
    asked = body(volumes=("/data",))

    assert asked["Volumes"] == {"/data": {}}
    assert "Binds" not in asked["HostConfig"]


@pytest.mark.parametrize(
    "text",
    [
        "", "data", "./data:/data", "~/data:/data", "../x:/data", "a/b:/data", "x:/data", "data:data", "data:/", "/",
        "/srv:/data:rx", "/srv:/data:", ":/data", "/srv:", "/a:/b:ro:z", "C:\\data:/data", "//:/x:/y:/z",
    ],
)  # fmt: skip
def test_what_is_no_volume_is_refused(text: str) -> None:
    with pytest.raises(UserInputError):
        body(volumes=(text,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/dev/sda", ("/dev/sda", "/dev/sda", "rwm")),
        ("/dev/sda:/dev/xvda", ("/dev/sda", "/dev/xvda", "rwm")),
        ("/dev/sda:r", ("/dev/sda", "/dev/sda", "r")),
        ("/dev/sda:/dev/xvda:rw", ("/dev/sda", "/dev/xvda", "rw")),
    ],
)
def test_devices_as_after_device(text: str, expected: tuple[str, str, str]) -> None:
    (found,) = body(devices=(text,))["HostConfig"]["Devices"]

    assert (found["PathOnHost"], found["PathInContainer"], found["CgroupPermissions"]) == expected


@pytest.mark.parametrize("text", ["", "sda", "/dev/sda:x", "/dev/sda:/dev/b:rx", "/dev/a:/dev/b:r:w", "vendor/gpu=0"])
def test_what_is_no_device_is_refused(text: str) -> None:
    with pytest.raises(UserInputError):
        body(devices=(text,))


@pytest.mark.parametrize(
    "fields",
    [
        {"env": {"": "x"}}, {"env": {"A=B": "x"}}, {"memory": -1}, {"cpus": -0.5}, {"cpus": float("inf")},
        {"cpus": float("nan")}, {"restart": "on-failure:x"}, {"restart": "on-failure:"}, {"restart": "on-failure:-1"},
        {"health": Healthcheck("")}, {"health": Healthcheck("true", interval=-1)},
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(UserInputError):
        body(**fields)


def test_no_image_is_refused() -> None:
    with pytest.raises(UserInputError):
        body_of(CreateSpec(""))
