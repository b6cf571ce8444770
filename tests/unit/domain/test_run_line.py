"""A pasted docker command becomes the settings it would create; every part that is left out has a reason."""

import pytest

from dockcycle.domain.create.run_line.run_flags import ON_BY_DEFAULT, SHORT, SWITCHES, VALUES
from dockcycle.domain.create.run_line.run_line import Parsed, RunLineError, parse
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


@pytest.mark.parametrize("space", ["\u00a0", "\u3000", "\u2028", "\x0b", "\x85", "\x1c"])
def test_a_line_copied_with_other_spaces_is_read_all_the_same(space: str) -> None:
    parsed = parse("$ docker run -d --name web nginx:1 serve".replace(" ", space))

    assert (parsed.spec.name, parsed.spec.image, list(parsed.spec.command)) == ("web", "nginx:1", ["serve"])
