"""Images and removals of images, parsed from the JSON of an engine."""

import pytest

from dockcycle.domain.timestamps import rfc3339
from dockcycle.engine.docker.parse import parse_event, parse_image


def test_an_image() -> None:
    raw = {"Id": "sha256:e0a8", "RepoTags": ["busybox:1", "<none>:<none>"], "Created": 1795476959, "Size": 4096}
    told = parse_image.image("local", raw)

    assert (told.tags, rfc3339(told.created_ns), told.size) == (("busybox:1",), "2026-11-23T23:35:59.000Z", 4096)
    assert parse_image.image("local", {"Id": "sha256:1", "RepoTags": None}).tags == ()


@pytest.mark.parametrize(
    ("tags", "digests", "dangling", "known_as"),
    [
        (["busybox:1"], ["busybox@sha256:aa"], False, ("busybox@sha256:aa",)),
        (["<none>:<none>"], ["<none>@<none>"], True, ()),
        (["<none>:<none>"], ["busybox@sha256:aa"], True, ("busybox@sha256:aa",)),
        ([], None, True, ()),
        (["busybox@sha256:aa"], ["busybox@sha256:aa"], False, ("busybox@sha256:aa",)),
        (["busybox:1", "busybox@sha256:bb"], [], False, ("busybox@sha256:bb",)),
    ],
)
def test_an_image_dangles_without_a_tag(
    tags: list[str], digests: list[str] | None, dangling: bool, known_as: tuple[str, ...]
) -> None:
    told = parse_image.image("local", {"Id": "sha256:1", "RepoTags": tags, "RepoDigests": digests})

    assert (told.dangling, told.digests) == (dangling, known_as)


def test_what_was_removed() -> None:
    rows = [{"Untagged": "busybox:1"}, {"Untagged": "busybox@sha256:aa"}, {"Deleted": "sha256:1"}]

    told = parse_image.removed_images(rows, 4096)
    assert (told.untagged, told.deleted) == (("busybox:1", "busybox@sha256:aa"), ("sha256:1",))
    assert told.reclaimed == 4096


def test_podman_leaves_the_algorithm_out_of_ids_of_images() -> None:
    told = parse_image.removed_images([{"Deleted": "a" * 64}])
    event = parse_event.event("local", {"Type": "image", "Action": "remove", "Actor": {"ID": "a" * 64}, "timeNano": 1})

    assert told.deleted == (f"sha256:{'a' * 64}",)
    assert event.id == f"sha256:{'a' * 64}"
