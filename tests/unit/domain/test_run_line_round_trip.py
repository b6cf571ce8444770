"""The docker command of a spec is parsed back into the same spec."""

import pytest

from dockcycle.domain.create.docker_line import create_line
from dockcycle.domain.create.run_line.run_line import Parsed, parse
from dockcycle.domain.create.spec import CreateSpec, Healthcheck

SPECS = [
    CreateSpec("nginx"),
    CreateSpec("127.0.0.1:5000/shop/api:2", "api-1"),
    CreateSpec("sha256:" + "a" * 64),
    CreateSpec("busybox", command=("sleep", "600")),
    CreateSpec("busybox", command=("sh", "-c", "echo 'it''s' \"$HOME\"; exit 3")),
    CreateSpec("busybox", command=("", " ", "a\nb", "#", "~", "*", "é", "`x`", "\\", "\t", "--rm", "-d", "--")),
    CreateSpec("busybox", command=("--version",)),
    CreateSpec("busybox", entrypoint=("sh",)),
    CreateSpec("busybox", entrypoint=("",), command=("ls",)),
    CreateSpec("busybox", tty=True),
    CreateSpec("busybox", open_stdin=True),
    CreateSpec("busybox", tty=True, open_stdin=True),
    CreateSpec("busybox", env={"A": "1", "B": "", "C": "a=b", "D": "x y", "E": "it's", "F": "a\nb", "G": "$X"}),
    CreateSpec("busybox", env={"A.b-c": "--rm", "é": "é"}),
    CreateSpec("busybox", ports=("80", "8080:80", "127.0.0.1::53/udp", "[::1]:80:80", "7000-7010:7000-7010")),
    CreateSpec("busybox", volumes=("/data", "data:/data", "/a b:/c:ro,rslave", "~/x:/y")),
    CreateSpec("busybox", network="host"),
    CreateSpec("busybox", network="container:web-1"),
    *(CreateSpec("busybox", restart=policy) for policy in ("always", "unless-stopped", "on-failure", "on-failure:3")),
    *(CreateSpec("busybox", memory=amount) for amount in (1, 6 << 20, 512 << 20, 1 << 30, (1 << 30) + 1, 2**50)),
    *(CreateSpec("busybox", cpus=cores) for cores in (0.5, 1.0, 1.25, 0.1, 16.0, 0.00001)),
    CreateSpec("busybox", user="1000:1000", workdir="/a b"),
    CreateSpec("busybox", labels={"com.docker.compose.project": "shop", "empty": "", "e": "a=b c"}),
    CreateSpec("busybox", auto_remove=True),
    CreateSpec("busybox", health=Healthcheck("true")),
    CreateSpec("busybox", health=Healthcheck("test ! -e '/sick'", 0.5, 2.0, 1, 10.0)),
    CreateSpec("busybox", health=Healthcheck("true", 30.0, None, 3)),
    CreateSpec("busybox", health=Healthcheck("true", 90.0, 30.0, 3, 0.0)),
    CreateSpec("busybox", health=Healthcheck("true", 30.0, 0.001, 2)),
    CreateSpec("busybox", privileged=True, devices=("/dev/fuse", "/dev/sda:/dev/x:r"), cap_add=("NET_ADMIN", "ALL")),
    CreateSpec("busybox", pid="host", ipc="shareable"),
    CreateSpec(
        "shop/api:2", "shop-api-1", ("serve", "--port", "80"), ("tini",), True, True, {"A": "1"}, ("80:80",),
        ("data:/data",), "shop", "always", 512 << 20, 1.5, "app", "/app", {"a": "b"}, False,
        Healthcheck("curl -f localhost", 5.0), True, ("/dev/null",), ("SYS_PTRACE",), "container:a", "host",
    ),
]  # fmt: skip


@pytest.mark.parametrize("start", [True, False])
@pytest.mark.parametrize("spec", SPECS, ids=str)
def test_what_is_written_is_read_back(spec: CreateSpec, start: bool) -> None:
    assert parse(create_line(spec, start)) == Parsed(spec, start)


@pytest.mark.parametrize("start", [True, False])
def test_a_long_entrypoint_comes_back_as_the_same_arguments(start: bool) -> None:
    spec = CreateSpec("busybox", entrypoint=("sh", "-c", "exec $0"), command=("sleep", "1"))
    parsed = parse(create_line(spec, start)).spec

    assert parsed.entrypoint == ("sh",)
    assert (*parsed.entrypoint, *parsed.command) == (*spec.entrypoint, *spec.command)
