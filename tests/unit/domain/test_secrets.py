"""What an inspect may show."""

import time

import pytest

from dockcycle.domain.secrets import at_pointer, masked, masked_text


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
        {"Cmd": ["serve", "--password=correct horse hunter2"]},
        {"Cmd": ["serve", "--password=Tr0ub'hunter2"]},
        {"Cmd": ["curl", "-u", "elastic:hunter2"]},
        {"Cmd": ["sh", "-c", "curl -uelastic:hunter2 http://x"]},
        {"Cmd": ["sh", "-c", "export DB_PASSWORD=$(echo hunter2)"]},
        {"Cmd": ["sh", "-c", "mysqladmin ping -h db -phunter2"]},
        {"Cmd": ["serve", "--pwd", "hunter2"]},
        {"Cmd": ["serve", "--encryption-key=hunter2"]},
        {"Labels": {"settings": '{"password":"a\\"hunter2"}'}},
        {"Labels": {"settings": "password:        hunter2"}},
        {"Labels": {"settings": "password: |\n  hunter2\n"}},
        {"Labels": {"header": "Authorization: Token hunter2"}},
        {"Labels": {"db.pwd": "hunter2"}},
        {"Labels": {"url": "smtp://me@example.com:hunter2@host"}},
        {"Labels": {"dsn": "me:hunter2@tcp(db)/shop"}},
        {"Labels": {"url": "me:hunter2@tcp(db)/shop"}},
        {"Labels": {"text": "x" * 16_385 + "hunter2"}},
    ],
)
def test_a_secret_is_hidden(tree: object) -> None:
    assert "hunter2" not in shown(tree)


@pytest.mark.parametrize(
    "tree",
    [
        {"Env": ["PATH=/bin", "TZ=Asia/Seoul", "PG_VERSION=17"]}, {"Name": "/web"}, {"Cmd": ["sleep", "1000"]},
        {"Image": "registry/auth-server:1"}, {"Labels": {"url": "http://db:5432/shop"}}, {"Binds": ["/srv:/data:ro"]},
        {"Cmd": ["sh", "-c", "cd /srv && pwd && exec serve -u 1000:1000"]}, {"Cmd": ["run", "-u", "1000:1000"]},
        {"Cmd": ["sh", "-c", "serve -upstream=http://backend:8080 --user-agent=a:b"]},
        {"Cmd": ["sh", "-c", "mysqld -port=3306 && mysql -port 3306 && mysqld_exporter -path=/x"]},
    ],
)  # fmt: skip
def test_what_is_harmless_is_shown(tree: object) -> None:
    assert masked(tree).pointers == ()


def test_what_is_hidden_is_found_again_by_its_pointer() -> None:
    tree = {"Config": {"Labels": {"a/b~secret": "x"}}}

    (pointer,) = masked(tree).pointers

    assert pointer == "/Config/Labels/a~1b~0secret"
    assert at_pointer(tree, pointer) == "x"


@pytest.mark.parametrize("letter", ["a", "-", "password", "://:", "token ", "eyJ", "mysql ", "'\\", "$(", "a:b@"])
def test_a_text_takes_time_by_its_length_only(letter: str) -> None:
    before = time.process_time()

    masked({"Labels": {str(number): letter * (16_000 // len(letter)) for number in range(400)}})

    assert time.process_time() - before < 2


def test_of_a_tree_without_end_the_rest_is_hidden_as_a_whole() -> None:
    found = masked({"Labels": {str(number): "harmless" * 1000 for number in range(100)}})

    assert "harmless" in found.tree["Labels"]["0"]
    assert "harmless" not in found.tree["Labels"]["99"]
    assert "/Labels/99" in found.pointers


def test_a_command_line_is_shown_without_its_secrets() -> None:
    assert masked_text("serve --port 80 --password hunter2") == "serve --port 80 --password ••••••"
