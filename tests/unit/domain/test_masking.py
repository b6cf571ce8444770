"""Which values inspect, command lines and errors show, and which are masked."""

import time

import pytest

from dockcycle.domain.masking import at_pointer, masked, masked_text, masked_words


def shown(tree: object) -> str:
    """Return `tree` with its secrets masked."""
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


@pytest.mark.parametrize("letter", ["a", "-", "password", '\\"', '"token ', "token-", "--token", "key: ", 'a"b'])
def test_a_sentence_takes_time_by_its_length_only(letter: str) -> None:
    before = time.process_time()

    masked_words(letter * (16_000 // len(letter)))

    assert time.process_time() - before < 0.5


def test_of_a_tree_without_end_the_rest_is_hidden_as_a_whole() -> None:
    found = masked({"Labels": {str(number): "harmless" * 1000 for number in range(100)}})

    assert "harmless" in found.tree["Labels"]["0"]
    assert "harmless" not in found.tree["Labels"]["99"]
    assert "/Labels/99" in found.pointers


def test_a_command_line_is_shown_without_its_secrets() -> None:
    assert masked_text("serve --port 80 --password hunter2") == "serve --port 80 --password ••••••"


_OCI = "OCI runtime create failed: runc create failed: unable to start container process: exec: "


@pytest.mark.parametrize(
    "words",
    [
        f'{_OCI}"serve --db-password=hunter2": executable file not found in $PATH: unknown',
        f'{_OCI}"serve --db-password hunter2 --port 1": executable file not found',
        f'{_OCI}"serve --password=\\"a hunter2\\"": executable file not found',
        f'{_OCI}"mysql -h db -phunter2": executable file not found',
        f'{_OCI}"serve\\n--token hunter2": no such file or directory',
        f'{_OCI}"serve --password=hunter2 and the rest was cut',
        f"{_OCI}`serve --password hunter2` not found",
        'invalid option "--password=hunter2"',
        "plugin refused: password=hunter2",
        'registry says {"token":"hunter2"}',
        "wrong password: hunter2",
        "Get https://me:hunter2@registry/v2/: dial tcp: no route",
        "Authorization: Basic hunter2",
    ],
)
def test_the_words_of_an_engine_tell_no_secret(words: str) -> None:
    assert "hunter2" not in masked_words(words)
    assert masked_words(words).startswith(words[:5])


@pytest.mark.parametrize(
    "words",
    [
        'Conflict. The container name "/auth-server" is already in use by container "4f"',
        "unauthorized: authentication required",
        "unauthorized: incorrect username or password",
        "no basic auth credentials",
        "No such image: token-server:1",
        "Error: container token-server is not running",
        'conflict: unable to remove repository reference "secret-app:1" (must force)',
        "pull access denied for secret-app, repository does not exist or may require 'docker login': denied",
        "pull access denied, repository does not exist or may require authorization: no basic auth credentials",
        'invalid tag "x y": invalid reference format',
        'unable to find user "nobody;id": no matching entries in passwd file',
        'exec: "nosuch": executable file not found in $PATH',
    ],
)
def test_what_an_engine_says_is_left_as_it_is(words: str) -> None:
    assert masked_words(words) == words


def test_a_secret_of_the_command_is_hidden_where_the_engine_repeats_it() -> None:
    words = masked_words("cannot take 'hunter2 x' for an answer: hunter2 x", "serve --password 'hunter2 x' --port 80")

    assert words == "cannot take '••••••' for an answer: ••••••"


def test_inspect_hides_what_the_error_of_a_container_quotes() -> None:
    tree = {"State": {"Error": 'exec: "serve --password=\\"a hunter2\\"": not found'}}

    assert masked(tree).pointers == ("/State/Error",)
    assert "hunter2" not in shown(tree)
