"""Removing images over HTTP, on both engines: what force would do to the containers that use one."""

from tests.support.api_client import ApiClient
from tests.support.dockerd import IMAGE


def test_force_is_offered_only_where_it_leaves_the_containers_alone(client: ApiClient) -> None:
    name = client.facts.image(IMAGE)
    id = client.create()
    client.until(id, bool)

    status, body = client.delete(f"/images/{client.engine}/{name}")

    assert (status, body["code"]) == (409, "image_in_use")
    assert id in [one["id"] for one in body["containers"]]
    assert body["canForce"] is not client.facts.force_takes_containers


def test_a_tag_and_the_history_over_http(client: ApiClient) -> None:
    name = client.facts.image(IMAGE)

    status, body = client.post(f"/images/{client.engine}/tag", {"reference": name, "target": "tagged-api:1"})
    assert (status, body) == (200, {"ok": True, "docker": f"docker tag {name} tagged-api:1"})
    status, body = client.ask("GET", f"/images/{client.engine}/{name}/history")
    assert (status, body["docker"]) == (200, f"docker history --no-trunc {name}")
    assert body["steps"][0].keys() == {"createdAt", "createdBy", "size", "comment", "tags"}
    assert client.delete(f"/images/{client.engine}/tagged-api:1")[0] == 200

    for target in ("UPPER", f"a@sha256:{'0' * 64}"):
        status, body = client.post(f"/images/{client.engine}/tag", {"reference": name, "target": target})
        assert (status, body["code"], body["field"]) == (400, "bad_request", "target")
    assert client.ask("GET", f"/images/{client.engine}/nosuch/history")[1]["code"] == "not_found"
