"""What an inspect may show."""

import time

import pytest

from dockcycle.domain.secrets import at_pointer, masked


def shown(tree: object) -> str:
    """Return a tree as it is shown."""
    return str(masked(tree).tree)


@pytest.mark.parametrize(
    "tree",
    [
        {"Env": ["ANYTHING=hunter2"]},
        {"Labels": {"db.password": "hunter2"}},
        {"Labels": {"secretValue": "hunter2"}},
        {"auth": {"value": "hunter2"}},
        {"Cmd": ["serve", "--password=hunter2"]},
        {"Cmd": ["serve", "--api-token", "hunter2"]},
        {"Cmd": ["sh", "-c", "PASSWORD=hunter2 serve"]},
        {"Cmd": ["sh", "-c", "curl -u me:hunter2 http://x"]},
        {"Cmd": ["sh", "-c", "curl -H 'Authorization: Bearer hunter2'"]},
        {"Labels": {"url": "postgres://me:hunter2@db/shop"}},
        {"Labels": {"url": "postgres://me:p@hunter2@db/shop"}},
        {"Labels": {"settings": '{"password": "hunter2"}'}},
        {"Healthcheck": {"Test": ["CMD-SHELL", "check --token hunter2"]}},
    ],
)
def test_a_secret_is_hidden(tree: object) -> None:
    assert "hunter2" not in shown(tree)


@pytest.mark.parametrize(
    "tree",
    [
        {"Env": ["PATH=/bin", "TZ=Asia/Seoul", "PG_VERSION=17"]}, {"Name": "/web"}, {"Cmd": ["sleep", "1000"]},
        {"Image": "registry/auth-server:1"}, {"Labels": {"url": "http://db:5432/shop"}}, {"Binds": ["/srv:/data:ro"]},
    ],
)  # fmt: skip
def test_what_is_harmless_is_shown(tree: object) -> None:
    assert masked(tree).pointers == ()


def test_what_is_hidden_is_found_again_by_its_pointer() -> None:
    tree = {"Config": {"Labels": {"a/b~secret": "x"}}}

    (pointer,) = masked(tree).pointers

    assert pointer == "/Config/Labels/a~1b~0secret"
    assert at_pointer(tree, pointer) == "x"


@pytest.mark.parametrize("letter", ["a", "-", "password", "://:", "token "])
def test_a_text_takes_time_by_its_length_only(letter: str) -> None:
    before = time.process_time()

    masked({"Labels": {"one": letter * (16_000 // len(letter))}})

    assert time.process_time() - before < 2
