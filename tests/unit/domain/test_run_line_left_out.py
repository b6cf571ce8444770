"""Parts of a pasted docker command that are left out are named with the reason."""

import pytest

from dockcycle.domain.create.run_line.run_line import parse
from dockcycle.domain.create.run_line.spec_builder import Unsupported
from dockcycle.domain.create.spec import CreateSpec


def left_out(line: str) -> list[str]:
    return [part.flag for part in parse(line).unsupported]


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
