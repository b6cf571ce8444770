"""The inside of containers over HTTP and the sockets: logs, readings, inspect, processes, changed files, the way."""

from collections.abc import Iterator

import msgspec
import pytest
import requests

from dockcycle.web.schemas import details_responses, responses
from tests.support.app import App
from tests.support.client import Client
from tests.support.onlooker import Onlooker
from tests.support.waiting import wait_until

STAYS = ("sleep", "1000")


@pytest.fixture
def onlooker(served: App) -> Iterator[Onlooker]:
    with Onlooker(served.url) as onlooker:
        yield onlooker


@pytest.fixture
def making(served: App) -> Iterator[Client]:
    client = Client(served)
    yield client
    client.clean()


def test_a_log_is_told_and_its_end(onlooker: Onlooker, making: Client) -> None:
    id = making.run("sh", "-c", "echo first; echo second")

    assert onlooker.ask("/logs", "follow", {"engine": "lab", "id": id})["ok"]

    wait_until(lambda: onlooker.texts() == ["first", "second"], 10, "the lines")
    wait_until(lambda: onlooker.ends == ["ended"], 10, "the end")


def test_a_log_goes_on_across_a_restart_and_no_line_comes_twice(onlooker: Onlooker, making: Client) -> None:
    id = making.run("sh", "-c", "echo begun; sleep 1000")
    onlooker.ask("/logs", "follow", {"engine": "lab", "id": id})
    wait_until(lambda: onlooker.texts() == ["begun"], 10, "the lines")

    assert making.act("restart", id, timeout=0)[0] == 200
    wait_until(lambda: len(onlooker.texts()) >= 2, 10, "the lines")
    assert making.act("restart", id, timeout=0)[0] == 200

    wait_until(lambda: len(onlooker.texts()) >= 3, 10, "the lines")
    assert onlooker.texts() == ["begun"] * 3


def test_only_the_last_lines_are_told_when_that_is_asked(onlooker: Onlooker, making: Client) -> None:
    id = making.run("sh", "-c", "echo a; echo b; echo c")
    making.until(id, lambda one: one["state"] == "exited")

    onlooker.ask("/logs", "follow", {"engine": "lab", "id": id, "tail": 2})

    wait_until(lambda: onlooker.texts() == ["b", "c"], 10, "the lines")


def test_the_removal_of_a_followed_container_is_told(onlooker: Onlooker, making: Client) -> None:
    id = making.run(*STAYS)
    onlooker.ask("/logs", "follow", {"engine": "lab", "id": id})

    making.act("remove", id, force=True)

    wait_until(lambda: "removed" in onlooker.ends, 10, "the end")


def test_the_log_can_be_downloaded(making: Client, served: App) -> None:
    id = making.run("sh", "-c", "echo a; echo b")
    making.until(id, lambda one: one["state"] == "exited")

    answer = requests.get(f"{served.url}/api/v1/containers/lab/{id}/logs.txt", timeout=10)

    assert answer.text == "a\nb\n"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "since", ["202601310140732123456789", "2026-01-31", "2026-01-31T14:07:32", "yesterday", "0" * 24]
)
def test_a_log_begins_at_an_instant_of_rfc_3339(making: Client, since: str) -> None:
    id = making.run(*STAYS)

    assert making.ask("GET", f"/containers/lab/{id}/logs.txt?since={since}")[0] == 400


def test_readings_come_while_the_container_runs(onlooker: Onlooker, making: Client) -> None:
    id = making.run(*STAYS, memory=64 << 20)

    assert onlooker.ask("/stats", "follow", {"engine": "lab", "id": id})["ok"]

    wait_until(lambda: len(onlooker.samples) >= 2, 15, "readings")
    assert onlooker.samples[0]["memoryLimit"] == 64 << 20
    assert 0 <= onlooker.samples[0]["cpu"] < 50
    assert onlooker.samples[0]["pids"] >= 1


def test_more_readings_than_a_page_may_have_are_refused(onlooker: Onlooker, making: Client) -> None:
    ids = [making.create() for _ in range(25)]

    answers = [onlooker.ask("/stats", "follow", {"engine": "lab", "id": id}) for id in ids]

    assert [one["ok"] for one in answers] == [True] * 24 + [False]
    assert answers[-1]["code"] == "too_many"


def test_what_is_gone_is_not_followed_any_more_when_that_is_asked(onlooker: Onlooker, making: Client) -> None:
    id = making.run(*STAYS)
    for namespace in ("/logs", "/stats"):
        assert onlooker.ask(namespace, "follow", {"engine": "lab", "id": id})["ok"]
    making.act("remove", id, force=True)
    making.until_gone(id)

    for namespace in ("/logs", "/stats"):
        assert onlooker.ask(namespace, "unfollow", {"engine": "lab", "id": id}) == {"ok": True}


def test_inspect_hides_what_is_secret_and_shows_one_value_when_asked(making: Client, served: App) -> None:
    id = making.run(*STAYS, env={"DB_PASSWORD": "hunter2", "TZ": "UTC"}, labels={"api-token": "t0ps3cret"})
    address = f"{served.url}/api/v1/containers/lab/{id}/inspect"

    answer = requests.get(address, timeout=10)

    assert "hunter2" not in answer.text
    assert "t0ps3cret" not in answer.text
    assert "TZ=UTC" in answer.json()["inspect"]["Config"]["Env"]
    variables = answer.json()["inspect"]["Config"]["Env"]
    index = next(index for index, one in enumerate(variables) if one.startswith("DB_PASSWORD="))
    pointer = f"/Config/Env/{index}"
    assert pointer in answer.json()["masked"]
    assert requests.get(address, {"reveal": pointer}, timeout=10).json()["value"] == "DB_PASSWORD=hunter2"
    assert requests.get(address, {"reveal": "/Name"}, timeout=10).json()["code"] == "not_found"


def test_the_processes_are_told(making: Client) -> None:
    id = making.run(*STAYS)

    status, body = making.ask("GET", f"/containers/lab/{id}/top")

    assert status == 200
    assert any("sleep 1000" in " ".join(row) for row in body["processes"])


def test_what_does_not_run_has_no_processes(making: Client) -> None:
    status, body = making.ask("GET", f"/containers/lab/{making.create()}/top")

    assert (status, body["code"]) == (409, "not_allowed_in_state")


def test_the_changed_files_are_told(making: Client) -> None:
    id = making.run("sh", "-c", "mkdir /home; sleep 1000")

    def told() -> list[dict[str, str]]:
        return list(making.ask("GET", f"/containers/lab/{id}/changes")[1]["changes"])

    wait_until(lambda: {"kind": "A", "path": "/home"} in told(), 10, "the changed file")


def test_the_way_it_came_is_counted(making: Client) -> None:
    id = making.run()
    making.act("pause", id)
    making.act("unpause", id)
    making.act("pause", id)

    def way() -> dict[str, int]:
        return {one["edge"]: one["count"] for one in making.ask("GET", f"/containers/lab/{id}/way")[1]["edges"]}

    wait_until(lambda: way() == {"create": 1, "start": 1, "pause": 2, "unpause": 1}, 5, "the way")


@pytest.mark.parametrize(
    ("what", "shape"),
    [
        ("way", details_responses.Way),
        ("inspect", details_responses.Inspected),
        ("top", details_responses.Top),
        ("changes", details_responses.Changes),
        ("shells", details_responses.Shells),
    ],
)
def test_what_is_told_has_the_shape_of_the_openapi_document(
    making: Client, what: str, shape: type[responses.Shape]
) -> None:
    id = making.run("sh", "-c", "touch /new; sleep 1000", env={"PASSWORD": "hunter2"})

    status, body = making.ask("GET", f"/containers/lab/{id}/{what}")

    assert status == 200, body
    msgspec.convert(body, shape)


def test_a_revealed_value_has_the_shape_of_the_openapi_document(making: Client) -> None:
    id = making.run(*STAYS, labels={"password": "hunter2"})

    status, body = making.ask("GET", f"/containers/lab/{id}/inspect?reveal=/Config/Labels/password")

    assert status == 200, body
    msgspec.convert(body, details_responses.Revealed)


def test_the_shells_of_an_image_are_found(making: Client) -> None:
    assert "/bin/sh" in making.ask("GET", f"/containers/lab/{making.run(*STAYS)}/shells")[1]["shells"]


@pytest.mark.parametrize("what", ["inspect", "top", "changes", "shells", "logs.txt", "way"])
def test_a_container_that_is_not_there_is_not_found(making: Client, what: str) -> None:
    status, body = making.ask("GET", f"/containers/lab/nosuchname/{what}")

    assert (status, body["code"]) == (404, "not_found")
