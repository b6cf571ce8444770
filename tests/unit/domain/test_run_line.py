"""A pasted docker command becomes the settings it would create; every part that is left out has a reason."""

import pytest

from dockcycle.domain.create.docker_line import create_line
from dockcycle.domain.create.run_line.run_flags import ON_BY_DEFAULT, SHORT, SWITCHES, VALUES
from dockcycle.domain.create.run_line.run_line import Parsed, RunLineError, parse
from dockcycle.domain.create.run_line.spec_builder import Unsupported
from dockcycle.domain.create.spec import CreateSpec, Healthcheck

#: Every flag that CreateSpec can express, with an example value.
SUPPORTED = {
    "name": "web", "env": "A=1", "publish": "80", "volume": "/data", "mount": "target=/data", "network": "shop",
    "restart": "always", "memory": "6m", "cpus": "1", "user": "me", "workdir": "/", "label": "a=b", "entrypoint": "sh",
    "health-cmd": "true", "health-interval": "1s", "health-timeout": "1s", "health-retries": "1",
    "health-start-period": "1s", "device": "/dev/null", "cap-add": "NET_ADMIN", "pid": "host", "ipc": "host",
    "rm": "true", "interactive": "true", "tty": "true", "privileged": "true", "detach": "true",
}  # fmt: skip


def spec_of(line: str) -> CreateSpec:
    parsed = parse(line)
    assert parsed.unsupported == ()
    return parsed.spec


def left_out(line: str) -> list[str]:
    return [part.flag for part in parse(line).unsupported]


@pytest.mark.parametrize(
    "line",
    [
        "docker run nginx",
        "docker container run nginx",
        "/usr/bin/docker run nginx",
        "  docker   run\tnginx  \n",
        "sudo docker run nginx",
        "sudo -E -u root docker run nginx",
        "$ docker run nginx",
        "$ sudo docker run nginx",
        "docker run -- nginx",
        "docker run \\\n  nginx",
        "docker run \\\r\n  nginx\r\n",
        "# the web\n\ndocker run \\\n  # as it comes\n  nginx # done",
        "docker run 'nginx'",
        "docker run --detach=true nginx",
        "docker run -d --rm=false --init=false --sig-proxy nginx",
    ],
)
def test_the_many_ways_to_write_the_same(line: str) -> None:
    assert parse(line) == Parsed(CreateSpec("nginx"), start=True)


@pytest.mark.parametrize("line", ["docker create nginx", "docker container create nginx"])
def test_create_does_not_start(line: str) -> None:
    assert parse(line) == Parsed(CreateSpec("nginx"), start=False)


@pytest.mark.parametrize(
    ("flags", "spec"),
    [
        ("--name web", CreateSpec("x", name="web")),
        ("--name=web", CreateSpec("x", name="web")),
        ("--name a --name b", CreateSpec("x", name="b")),
        ("--name ''", CreateSpec("x")),
        ("-it", CreateSpec("x", tty=True, open_stdin=True)),
        ("-itd", CreateSpec("x", tty=True, open_stdin=True)),
        ("-i -t=false", CreateSpec("x", open_stdin=True)),
        ("-it=0", CreateSpec("x", open_stdin=True)),
        ("--interactive --tty", CreateSpec("x", tty=True, open_stdin=True)),
        ("--rm", CreateSpec("x", auto_remove=True)),
        ("--rm --rm=false", CreateSpec("x")),
        ("-p 80", CreateSpec("x", ports=("80",))),
        ("-p80:80 -p=81:81 --publish 82:82/udp", CreateSpec("x", ports=("80:80", "81:81", "82:82/udp"))),
        ("-dp 127.0.0.1:80:80", CreateSpec("x", ports=("127.0.0.1:80:80",))),
        ("-p published=8080,target=80", CreateSpec("x", ports=("8080:80/tcp",))),
        ("-e A=1 -eB=2 --env C=a=b -e D=", CreateSpec("x", env={"A": "1", "B": "2", "C": "a=b", "D": ""})),
        ("-e A=1 -e A=2", CreateSpec("x", env={"A": "2"})),
        ("-e 'A=$HOME; `x`'", CreateSpec("x", env={"A": "$HOME; `x`"})),
        ("-l a=b --label c --label d=", CreateSpec("x", labels={"a": "b", "c": "", "d": ""})),
        ("-v data:/data -v /a:/b:ro -v /c", CreateSpec("x", volumes=("data:/data", "/a:/b:ro", "/c"))),
        ("--mount type=bind,source=/a,target=/b", CreateSpec("x", volumes=("/a:/b",))),
        ("--mount type=bind,src=/a,dst=/b,readonly", CreateSpec("x", volumes=("/a:/b:ro",))),
        ("--mount type=bind,src=/a,dst=/b,ro=false", CreateSpec("x", volumes=("/a:/b",))),
        ("--mount type=bind,src=/a,dst=/b,ro,bind-propagation=rslave", CreateSpec("x", volumes=("/a:/b:ro,rslave",))),
        ("--mount source=data,destination=/b", CreateSpec("x", volumes=("data:/b",))),
        ("--mount type=volume,src=data,dst=/b,volume-nocopy", CreateSpec("x", volumes=("data:/b:nocopy",))),
        ("--mount 'type=bind,\"src=/a,b\",dst=/b'", CreateSpec("x", volumes=("/a,b:/b",))),
        ("--network shop", CreateSpec("x", network="shop")),
        ("--net host", CreateSpec("x", network="host")),
        ("--network name=shop", CreateSpec("x", network="shop")),
        ("--restart on-failure:3", CreateSpec("x", restart="on-failure:3")),
        ("--restart ''", CreateSpec("x")),
        ("-m 512m", CreateSpec("x", memory=512 << 20)),
        ("--memory=1.5g", CreateSpec("x", memory=3 << 29)),
        ("--cpus 1.5", CreateSpec("x", cpus=1.5)),
        ("-u 1000:1000", CreateSpec("x", user="1000:1000")),
        ("-w /app", CreateSpec("x", workdir="/app")),
        ("--entrypoint sh", CreateSpec("x", entrypoint=("sh",))),
        ("--entrypoint ''", CreateSpec("x", entrypoint=("",))),
        ("--privileged --device /dev/fuse --cap-add ALL", CreateSpec(
            "x", privileged=True, devices=("/dev/fuse",), cap_add=("ALL",))),
        ("--pid host --ipc container:a", CreateSpec("x", pid="host", ipc="container:a")),
        ("--health-cmd 'test -e /x'", CreateSpec("x", health=Healthcheck("test -e /x", 30.0, None, 3))),
        ("--health-cmd x --health-interval 1m30s --health-timeout 500ms --health-retries 5 --health-start-period 2s",
         CreateSpec("x", health=Healthcheck("x", 90.0, 0.5, 5, 2.0))),
        ("--health-cmd x --health-interval 5s --health-timeout 5s",
         CreateSpec("x", health=Healthcheck("x", 5.0, None, 3))),
        ("--health-cmd x --health-interval 0s --health-retries 0",
         CreateSpec("x", health=Healthcheck("x", 30.0, None, 3))),
    ],
)  # fmt: skip
def test_flags_become_what_is_created(flags: str, spec: CreateSpec) -> None:
    assert spec_of(f"docker run {flags} x") == spec


def test_after_the_image_everything_is_the_command() -> None:
    line = 'docker run -e A=1 nginx sh -c "echo a b" --rm -p 80 -- --name x'

    assert spec_of(line) == CreateSpec(
        "nginx", env={"A": "1"}, command=("sh", "-c", "echo a b", "--rm", "-p", "80", "--", "--name", "x")
    )


@pytest.mark.parametrize("name", sorted(VALUES))
def test_every_flag_with_a_value_is_read_or_named(name: str) -> None:
    value = SUPPORTED.get(name, "value")
    parsed = parse(f"docker run --health-cmd x --{name} {value} nginx")

    assert parsed.spec.image == "nginx"
    assert [part.flag for part in parsed.unsupported] == ([] if name in SUPPORTED else [f"--{name}"])
    assert parse(f"docker run --health-cmd x --{name}={value} nginx") == parsed


@pytest.mark.parametrize("name", sorted(SWITCHES))
def test_every_switch_is_read_or_named_when_it_says_anything(name: str) -> None:
    said, unsaid = ("false", "true") if name in ON_BY_DEFAULT else ("true", "false")

    assert left_out(f"docker run --{name}={said} nginx") == ([] if name in SUPPORTED else [f"--{name}"])
    assert parse(f"docker run --{name}={unsaid} nginx") == parse("docker run nginx")


@pytest.mark.parametrize("letter", sorted(SHORT))
def test_every_short_flag_is_its_long_one(letter: str) -> None:
    value = "" if SHORT[letter] in SWITCHES else SUPPORTED.get(SHORT[letter], "1")

    assert parse(f"docker run -{letter} {value} x") == parse(f"docker run --{SHORT[letter]} {value} x")


@pytest.mark.parametrize(
    ("line", "flag", "why"),
    [
        ("docker run -e KEY x", "-e KEY", "environment of a shell"),
        ("docker run --env-file a.env x", "--env-file", "does not read a file"),
        ("docker run --cidfile a x", "--cidfile", "does not write a file"),
        ("docker run -a stdout x", "--attach", "docker CLI"),
        ("docker run -v ./data:/data x", "-v ./data:/data", "relative"),
        ("docker run -v ../data:/data x", "-v ../data:/data", "relative"),
        ("docker run --mount type=bind,src=.,dst=/b x", "-v .:/b", "relative"),
        ("docker run --mount type=tmpfs,target=/a x", "--mount type=tmpfs,target=/a", "types bind and volume"),
        ("docker run --mount src=a,dst=/b,volume-opt=x x", "--mount src=a,dst=/b,volume-opt=x", "-v cannot express"),
        ("docker run --mount src=a x", "--mount src=a", "target is missing"),
        ("docker run --mount type=bind,dst=/a x", "--mount type=bind,dst=/a", "source is missing"),
        ("docker run --mount type=bind,src=/a:b,dst=/a x", "--mount type=bind,src=/a:b,dst=/a", "colon"),
        ("docker run --mount src=/a,dst=/a x", "--mount src=/a,dst=/a", "-v cannot express"),
        ("docker run --mount dst=/a,ro x", "--mount dst=/a,ro", "-v cannot express"),
        ("docker run --network a --network b x", "--network b", "one network"),
        ("docker run --network name=a,alias=b x", "--network alias=", "does not support this option"),
        ("docker run --net-alias a x", "--network-alias", "does not support this option"),
        ("docker run --pull always x", "--pull", "only if it is missing"),
        ("docker run --health-retries 3 x", "--health-retries", "check of the image"),
        ("docker run --isolation process x", "--isolation", "Windows"),
        ("docker run -h web x", "--hostname", "does not support this option"),
        ("docker run -P x", "--publish-all", "does not support this option"),
        ("docker run -e A=$B x", "$B", "A shell would"),
        ('docker run -v "$(pwd):/data" x', "$(pwd)", "A shell would"),
        ("docker run -v ~/data:/data x", "~", "A shell would"),
        ("docker run x echo `date`", "`date`", "A shell would"),
        ("docker run x && docker logs -f x", "&& docker logs -f x", "only the first command"),
        ("docker run x; rm -rf /", "; rm -rf /", "only the first command"),
        ("docker run x | tee log", "| tee log", "only the first command"),
        ("docker run x > log", "> log", "only the first command"),
        ("docker run x\ndocker logs x", "docker logs x", "end the line with a backslash"),
        ("docker -H tcp://other run x", "-H", "the docker CLI"),
        ("docker --context=other run x", "--context", "the docker CLI"),
        ("DOCKER_HOST=tcp://other docker run x", "DOCKER_HOST", "the docker CLI"),
    ],
)
def test_what_is_left_out_is_named_with_why(line: str, flag: str, why: str) -> None:
    parsed = parse(line)

    assert parsed.spec.image == "x"
    assert [part.flag for part in parsed.unsupported] == [flag]
    assert why in parsed.unsupported[0].why


def test_what_is_not_expanded_stays_as_it_is_written() -> None:
    parsed = parse("docker run -e A=$B -e C=$B x $(date)")

    assert parsed.spec == CreateSpec("x", env={"A": "$B", "C": "$B"}, command=("$(date)",))
    assert [part.flag for part in parsed.unsupported] == ["$B", "$(date)"]


def test_a_pull_that_happens_anyway_is_not_named() -> None:
    assert left_out("docker run --pull missing x") == []


def test_the_same_part_is_named_once() -> None:
    assert parse("docker run --dns 1.1.1.1 --dns 8.8.8.8 x").unsupported == (
        Unsupported("--dns", "Dockcycle does not support this option."),
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "must start with docker run"),
        ("   \n", "must start with docker run"),
        ("nginx", "must start with docker run"),
        ("docker", "must start with docker run"),
        ("docker pull nginx", "must start with docker run"),
        ("docker compose run web", "must start with docker run"),
        ("docker container ls", "must start with docker run"),
        ("docker pull nginx && docker run nginx", "must start with docker run"),
        ("docker run", "The image is missing"),
        ("docker run -d", "The image is missing"),
        ("docker run --rm --", "The image is missing"),
        ("docker run ''", "The image is missing"),
        ("docker run && x", "The image is missing"),
        ("docker run --nmae web x", "docker run has no flag --nmae."),
        ("docker run -itz x", "docker run has no flag -z."),
        ("docker run ---name x", "docker run has no flag ---name."),
        ("docker run --=x y", "docker run has no flag --."),
        ("docker create -d x", "docker create has no flag -d."),
        ("docker run --name", "--name requires a value"),
        ("docker run -p", "-p requires a value"),
        ("docker run --rm=maybe x", '"maybe" is not a valid value'),
        ("docker run -t=maybe x", '"maybe" is not a valid value'),
        ("docker run –name web x", "starts with a long dash"),
        ("docker run -m lots x", '"lots" is not a valid amount of memory'),
        ("docker run --cpus two x", '"two" is not a valid number'),
        ("docker run --health-interval 5 x", '"5" is not a valid duration'),
        ("docker run --health-interval -5s x", '"-5s" is not a valid duration'),
        ("docker run --health-retries x x", '"x" is not a valid value'),
        ("docker run -e =1 x", "The name is missing"),
        ("docker run -l =1 x", "The name is missing"),
        ("docker run 'x", "not closed"),
        ("docker run " + "x" * 70_000, "too long"),
    ],
)
def test_a_bad_line_is_refused_in_a_plain_sentence(line: str, says: str) -> None:
    with pytest.raises(RunLineError) as refused:
        parse(line)

    assert says in str(refused.value)
    assert refused.value.text % refused.value.facts == str(refused.value)


def test_no_line_takes_long_to_read() -> None:
    names = " ".join(f"-e A{number}" for number in range(7000))
    values = " ".join(f"-e A{number}=" for number in range(6000))

    assert len(left_out(f"docker run {names} x")) == 7000
    assert len(spec_of(f"docker run {values} x").env) == 6000


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


@pytest.mark.parametrize("space", ["\u00a0", "\u3000", "\u2028", "\x0b", "\x85", "\x1c"])
def test_a_line_copied_with_other_spaces_is_read_all_the_same(space: str) -> None:
    parsed = parse("$ docker run -d --name web nginx:1 serve".replace(" ", space))

    assert (parsed.spec.name, parsed.spec.image, list(parsed.spec.command)) == ("web", "nginx:1", ["serve"])
