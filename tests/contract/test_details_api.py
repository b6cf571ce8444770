"""The inside of containers over HTTP and the sockets: logs, readings, inspect, processes, changed files, the way."""

from collections.abc import Iterator

import msgspec
import pytest
import requests

from dockcycle.web.schemas import details_responses, responses
from tests.support.api_client import ApiClient
from tests.support.app import App
from tests.support.stream_client import StreamClient
from tests.support.waiting import wait_until

STAYS = ("sleep", "1000")


@pytest.fixture
def stream_client(served: App) -> Iterator[StreamClient]:
    with StreamClient(served.url) as stream_client:
        yield stream_client


def test_a_log_is_told_and_its_end(stream_client: StreamClient, api_client: ApiClient) -> None:
    id = api_client.run("sh", "-c", "echo first; echo second")

    assert stream_client.ask("/logs", "follow", {"engine": "lab", "id": id})["ok"]

    wait_until(lambda: stream_client.texts() == ["first", "second"], 10, "the lines")
    wait_until(lambda: stream_client.ends == ["ended"], 10, "the end")


def test_a_log_goes_on_across_a_restart_and_no_line_comes_twice(
    stream_client: StreamClient, api_client: ApiClient
) -> None:
    id = api_client.run("sh", "-c", "echo begun; sleep 1000")
    stream_client.ask("/logs", "follow", {"engine": "lab", "id": id})
    wait_until(lambda: stream_client.texts() == ["begun"], 10, "the lines")

    assert api_client.act("restart", id, timeout=0)[0] == 200
    wait_until(lambda: len(stream_client.texts()) >= 2, 10, "the lines")
    assert api_client.act("restart", id, timeout=0)[0] == 200

    wait_until(lambda: len(stream_client.texts()) >= 3, 10, "the lines")
    assert stream_client.texts() == ["begun"] * 3


def test_a_log_continues_at_the_cursor_of_an_earlier_connection(served: App, api_client: ApiClient) -> None:
    id = api_client.run("sh", "-c", "echo begun; echo ready; sleep 1000")
    with StreamClient(served.url) as before:
        before.ask("/logs", "follow", {"engine": "lab", "id": id})
        wait_until(lambda: sorted(before.texts()) == ["begun", "ready"], 10, "the lines")

    assert api_client.act("restart", id, timeout=0)[0] == 200
    with StreamClient(served.url) as after:
        after.ask("/logs", "follow", {"engine": "lab", "id": id, "tail": 1000, "cursor": before.cursor})
        wait_until(lambda: len(after.lines) >= 2, 10, "the lines of the second run")

        assert sorted(after.texts()) == ["begun", "ready"]
        assert min(one["at"] for one in after.lines) > max(one["at"] for one in before.lines)


def test_a_cursor_that_the_server_did_not_send_is_refused(stream_client: StreamClient, api_client: ApiClient) -> None:
    id = api_client.run(*STAYS)

    answer = stream_client.ask("/logs", "follow", {"engine": "lab", "id": id, "cursor": "WzFd"})

    assert answer["code"] == "bad_request"


def test_only_the_last_lines_are_told_when_that_is_asked(stream_client: StreamClient, api_client: ApiClient) -> None:
    id = api_client.run("sh", "-c", "echo a; echo b; echo c")
    api_client.until(id, lambda one: one["state"] == "exited")

    stream_client.ask("/logs", "follow", {"engine": "lab", "id": id, "tail": 2})

    wait_until(lambda: stream_client.texts() == ["b", "c"], 10, "the lines")


def test_the_removal_of_a_followed_container_is_told(stream_client: StreamClient, api_client: ApiClient) -> None:
    id = api_client.run(*STAYS)
    stream_client.ask("/logs", "follow", {"engine": "lab", "id": id})

    api_client.act("remove", id, force=True)

    wait_until(lambda: "removed" in stream_client.ends, 10, "the end")


def test_the_log_can_be_downloaded(api_client: ApiClient, served: App) -> None:
    id = api_client.run("sh", "-c", "echo a; echo b")
    api_client.until(id, lambda one: one["state"] == "exited")

    answer = requests.get(f"{served.url}/api/v1/containers/lab/{id}/logs.txt", timeout=10)

    assert answer.text == "a\nb\n"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "since", ["202601310140732123456789", "2026-01-31", "2026-01-31T14:07:32", "yesterday", "0" * 24]
)
def test_a_log_begins_at_an_instant_of_rfc_3339(api_client: ApiClient, since: str) -> None:
    id = api_client.run(*STAYS)

    assert api_client.ask("GET", f"/containers/lab/{id}/logs.txt?since={since}")[0] == 400


def test_readings_come_while_the_container_runs(stream_client: StreamClient, api_client: ApiClient) -> None:
    id = api_client.run(*STAYS, memory=64 << 20)

    assert stream_client.ask("/stats", "follow", {"engine": "lab", "id": id})["ok"]

    wait_until(lambda: len(stream_client.samples) >= 2, 15, "readings")
    assert stream_client.samples[0]["memoryLimit"] == 64 << 20
    assert 0 <= stream_client.samples[0]["cpu"] < 50
    assert stream_client.samples[0]["pids"] >= 1


def test_more_readings_than_a_page_may_have_are_refused(stream_client: StreamClient, api_client: ApiClient) -> None:
    ids = [api_client.create() for _ in range(25)]

    answers = [stream_client.ask("/stats", "follow", {"engine": "lab", "id": id}) for id in ids]

    assert [one["ok"] for one in answers] == [True] * 24 + [False]
    assert answers[-1]["code"] == "too_many"


def test_what_is_gone_is_not_followed_any_more_when_that_is_asked(
    stream_client: StreamClient, api_client: ApiClient
) -> None:
    id = api_client.run(*STAYS)
    for namespace in ("/logs", "/stats"):
        assert stream_client.ask(namespace, "follow", {"engine": "lab", "id": id})["ok"]
    api_client.act("remove", id, force=True)
    api_client.until_gone(id)

    for namespace in ("/logs", "/stats"):
        assert stream_client.ask(namespace, "unfollow", {"engine": "lab", "id": id}) == {"ok": True}


def test_inspect_hides_what_is_secret_and_shows_one_value_when_asked(api_client: ApiClient, served: App) -> None:
    id = api_client.run(*STAYS, env={"DB_PASSWORD": "hunter2", "TZ": "UTC"}, labels={"api-token": "t0ps3cret"})
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


def test_the_processes_are_told(api_client: ApiClient) -> None:
    id = api_client.run(*STAYS)

    status, body = api_client.ask("GET", f"/containers/lab/{id}/top")

    assert status == 200
    assert any("sleep 1000" in " ".join(row) for row in body["processes"])


def test_what_does_not_run_has_no_processes(api_client: ApiClient) -> None:
    status, body = api_client.ask("GET", f"/containers/lab/{api_client.create()}/top")

    assert (status, body["code"]) == (409, "not_allowed_in_state")


def test_the_changed_files_are_told(api_client: ApiClient) -> None:
    id = api_client.run("sh", "-c", "mkdir /home; sleep 1000")

    def told() -> list[dict[str, str]]:
        return list(api_client.ask("GET", f"/containers/lab/{id}/changes")[1]["changes"])

    wait_until(lambda: {"kind": "A", "path": "/home"} in told(), 10, "the changed file")


def test_the_way_it_came_is_counted(api_client: ApiClient) -> None:
    id = api_client.run()
    api_client.act("pause", id)
    api_client.act("unpause", id)
    api_client.act("pause", id)

    def way() -> dict[str, int]:
        return {one["edge"]: one["count"] for one in api_client.ask("GET", f"/containers/lab/{id}/way")[1]["edges"]}

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
    api_client: ApiClient, what: str, shape: type[responses.Shape]
) -> None:
    id = api_client.run("sh", "-c", "touch /new; sleep 1000", env={"PASSWORD": "hunter2"})

    status, body = api_client.ask("GET", f"/containers/lab/{id}/{what}")

    assert status == 200, body
    msgspec.convert(body, shape)


def test_a_revealed_value_has_the_shape_of_the_openapi_document(api_client: ApiClient) -> None:
    id = api_client.run(*STAYS, labels={"password": "hunter2"})

    status, body = api_client.ask("GET", f"/containers/lab/{id}/inspect?reveal=/Config/Labels/password")

    assert status == 200, body
    msgspec.convert(body, details_responses.Revealed)


def test_the_shells_of_an_image_are_found(api_client: ApiClient) -> None:
    assert "/bin/sh" in api_client.ask("GET", f"/containers/lab/{api_client.run(*STAYS)}/shells")[1]["shells"]


@pytest.mark.parametrize("what", ["inspect", "top", "changes", "shells", "logs.txt", "way"])
def test_a_container_that_is_not_there_is_not_found(api_client: ApiClient, what: str) -> None:
    status, body = api_client.ask("GET", f"/containers/lab/nosuchname/{what}")

    assert (status, body["code"]) == (404, "not_found")
