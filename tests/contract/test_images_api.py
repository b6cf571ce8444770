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
