"""Names of images are understood as `docker pull` does; the cases are those of distribution/reference and more."""

import pytest

from dockcycle.domain import reference
from dockcycle.domain.reference import Reference, is_id, parse

HEX = "0123456789abcdef" * 4
SHA = f"sha256:{HEX}"


@pytest.mark.parametrize(
    ("text", "registry", "path", "tag"),
    [
        ("nginx", "docker.io", "library/nginx", "latest"),
        ("nginx:1.27", "docker.io", "library/nginx", "1.27"),
        (" nginx\n", "docker.io", "library/nginx", "latest"),
        ("library/nginx", "docker.io", "library/nginx", "latest"),
        ("docker.io/nginx", "docker.io", "library/nginx", "latest"),
        ("index.docker.io/nginx", "docker.io", "library/nginx", "latest"),
        ("index.docker.io/shop/api:2", "docker.io", "shop/api", "2"),
        ("shop/api", "docker.io", "shop/api", "latest"),
        ("shop/team/api:v1", "docker.io", "shop/team/api", "v1"),
        ("127.0.0.1:5000/api", "127.0.0.1:5000", "api", "latest"),
        ("127.0.0.1:5000/shop/api:2", "127.0.0.1:5000", "shop/api", "2"),
        ("localhost/api", "localhost", "api", "latest"),
        ("localhost:5000/api", "localhost:5000", "api", "latest"),
        ("[::1]:5000/api", "[::1]:5000", "api", "latest"),
        ("[fc00::1]/api", "[fc00::1]", "api", "latest"),
        ("registry.test/api", "registry.test", "api", "latest"),
        ("Registry/api", "Registry", "api", "latest"),
        ("localhost:5000", "docker.io", "library/localhost", "5000"),
        ("localhost", "docker.io", "library/localhost", "latest"),
        ("nginx:1/2", "nginx:1", "2", "latest"),
        ("a__b/c---d", "docker.io", "a__b/c---d", "latest"),
        ("nginx:_x.Y-z", "docker.io", "library/nginx", "_x.Y-z"),
        (f"nginx:{'t' * 128}", "docker.io", "library/nginx", "t" * 128),
        (f"shop/{'a' * 250}", "docker.io", f"shop/{'a' * 250}", "latest"),
        (HEX[:12], "docker.io", f"library/{HEX[:12]}", "latest"),
        (f"shop/{HEX}", "docker.io", f"shop/{HEX}", "latest"),
    ],
)  # fmt: skip
def test_a_name_is_taken_apart_as_docker_does(text: str, registry: str, path: str, tag: str) -> None:
    assert parse(text) == Reference(registry, path, tag)


@pytest.mark.parametrize(
    ("text", "tag"), [(f"nginx@{SHA}", None), (f"nginx:1@{SHA}", "1"), (f"localhost:5000/nginx:1@{SHA}", "1")]
)
def test_a_digest_stands_beside_a_tag_and_needs_none(text: str, tag: str | None) -> None:
    named = parse(text)

    assert (named.tag, named.digest, named.tag_or_digest) == (tag, SHA, SHA)
    assert named.familiar == text


@pytest.mark.parametrize("algorithm", [("sha384", 96), ("sha512", 128)])
def test_other_digests_have_their_own_length(algorithm: tuple[str, int]) -> None:
    name, length = algorithm

    assert parse(f"nginx@{name}:{'a' * length}").digest == f"{name}:{'a' * length}"
    with pytest.raises(reference.ReferenceError):
        parse(f"nginx@{name}:{'a' * 64}")


@pytest.mark.parametrize(
    ("text", "familiar", "full"),
    [
        ("nginx", "nginx:latest", "docker.io/library/nginx:latest"),
        ("docker.io/library/nginx:1", "nginx:1", "docker.io/library/nginx:1"),
        ("docker.io/shop/api", "shop/api:latest", "docker.io/shop/api:latest"),
        ("library/shop/api", "library/shop/api:latest", "docker.io/library/shop/api:latest"),
        ("localhost/library/nginx", "localhost/library/nginx:latest", "localhost/library/nginx:latest"),
        (f"nginx@{SHA}", f"nginx@{SHA}", f"docker.io/library/nginx@{SHA}"),
    ],
)
def test_a_name_is_shown_as_the_docker_cli_does(text: str, familiar: str, full: str) -> None:
    named = parse(text)

    assert (named.familiar, named.full) == (familiar, full)
    assert parse(familiar) == parse(full) == named


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Name an image"),
        ("   ", "Name an image"),
        ("docker pull nginx", "no spaces"),
        ("ngi\tnx", "no spaces"),
        ("ngi\u00a0nx", "no spaces"),
        ("https://registry.test/nginx", "Leave out https://"),
        ("docker://nginx", "Leave out docker://"),
        (HEX, "the id of an image"),
        (SHA, "the id of an image"),
        ("Nginx", "no capital letters: try nginx"),
        ("shop/API:2", "no capital letters: try shop/api"),
        ("localhost:5000/API", "no capital letters: try api"),
        ("nginx:", "the tag is missing"),
        ("nginx:-x", "-x is no tag"),
        ("nginx:.x", ".x is no tag"),
        ("nginx:a:b", "a:b is no tag"),
        ("nginx:é", "é is no tag"),
        (f"nginx:{'t' * 129}", "is no tag"),
        ("nginx@", "stands a digest"),
        ("nginx@sha256:abc", "stands a digest"),
        (f"nginx@sha256:{HEX.upper()}", "stands a digest"),
        (f"nginx@md5:{'a' * 32}", "stands a digest"),
        (f"nginx@{SHA}:tag", "stands a digest"),
        ("localhost:5000/", "the name of the image is missing"),
        (":tag", "the name of the image is missing"),
        (f"@{SHA}", "the name of the image is missing"),
        ("localhost:port/nginx", "localhost:port is no registry"),
        ("-a.test/nginx", "-a.test is no registry"),
        ("a..test/nginx", "a..test is no registry"),
        ("user:pass@registry.test/nginx", "stands a digest"),
        ("shop//api", "a / too many"),
        ("shop/", "a / too many"),
        ("/nginx", "a / too many"),
        ("-nginx", "-nginx cannot be part"),
        ("nginx-", "nginx- cannot be part"),
        ("a___b", "a___b cannot be part"),
        ("a..b", "a..b cannot be part"),
        ("a._b", "a._b cannot be part"),
        ("nginx!", "nginx! cannot be part"),
        ("shop/é", "é cannot be part"),
        ("../etc/passwd", ".. is no registry"),
        (f"shop/{'a' * 251}", "at most 255"),
        ("a" * 248, "at most 255"),
        ("nginx\x00", "cannot be part"),
    ],
)
def test_a_mistake_is_told_in_a_plain_sentence(text: str, says: str) -> None:
    with pytest.raises(reference.ReferenceError) as refused:
        parse(text)

    assert says in str(refused.value)
    assert "%(" not in str(refused.value)


def test_the_length_counts_without_the_registry() -> None:
    assert parse(f"{'r' * 60}.test/{'a' * 255}").path == "a" * 255


def test_a_very_long_text_is_refused_at_once() -> None:
    with pytest.raises(reference.ReferenceError):
        parse("a-" * 100_000)


@pytest.mark.parametrize(("text", "yes"), [(HEX, True), (SHA, True), (HEX[:63], False), (HEX.upper(), False)])
def test_a_full_id_is_known(text: str, yes: bool) -> None:
    assert is_id(text) is yes
