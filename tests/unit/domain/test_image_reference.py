"""Image names are parsed as by `docker pull`; the cases are those of distribution/reference and more."""

import pytest

from dockcycle.domain import image_reference
from dockcycle.domain.image_reference import Reference, is_id, parse

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
    with pytest.raises(image_reference.ReferenceError):
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
        ("", "Enter an image name"),
        ("   ", "Enter an image name"),
        ("docker pull nginx", "cannot contain spaces"),
        ("ngi\tnx", "cannot contain spaces"),
        ("ngi\u00a0nx", "cannot contain spaces"),
        ("https://registry.test/nginx", "Remove https://"),
        ("docker://nginx", "Remove docker://"),
        (HEX, "an image id"),
        (SHA, "an image id"),
        ("Nginx", "cannot contain capital letters. Use nginx"),
        ("shop/API:2", "cannot contain capital letters. Use shop/api"),
        ("localhost:5000/API", "cannot contain capital letters. Use api"),
        ("nginx:", "The tag after the colon is missing"),
        ("nginx:-x", '"-x" is not a valid tag'),
        ("nginx:.x", '".x" is not a valid tag'),
        ("nginx:a:b", '"a:b" is not a valid tag'),
        ("nginx:é", '"é" is not a valid tag'),
        (f"nginx:{'t' * 129}", "is not a valid tag"),
        ("nginx@", "The digest after @ is not valid"),
        ("nginx@sha256:abc", "The digest after @ is not valid"),
        (f"nginx@sha256:{HEX.upper()}", "The digest after @ is not valid"),
        (f"nginx@md5:{'a' * 32}", "The digest after @ is not valid"),
        (f"nginx@{SHA}:tag", "The digest after @ is not valid"),
        ("localhost:5000/", "The repository is missing"),
        (":tag", "The repository is missing"),
        (f"@{SHA}", "The repository is missing"),
        ("localhost:port/nginx", '"localhost:port" is not a valid registry'),
        ("-a.test/nginx", '"-a.test" is not a valid registry'),
        ("a..test/nginx", '"a..test" is not a valid registry'),
        ("user:pass@registry.test/nginx", "The digest after @ is not valid"),
        ("shop//api", "Remove the extra /"),
        ("shop/", "Remove the extra /"),
        ("/nginx", "Remove the extra /"),
        ("-nginx", '"-nginx" is not valid'),
        ("nginx-", '"nginx-" is not valid'),
        ("a___b", '"a___b" is not valid'),
        ("a..b", '"a..b" is not valid'),
        ("a._b", '"a._b" is not valid'),
        ("nginx!", '"nginx!" is not valid'),
        ("shop/é", '"é" is not valid'),
        ("../etc/passwd", '".." is not a valid registry'),
        (f"shop/{'a' * 251}", "at most 255"),
        ("a" * 248, "at most 255"),
        ("nginx\x00", "is not valid in an image name"),
    ],
)
def test_a_mistake_is_told_in_a_plain_sentence(text: str, says: str) -> None:
    with pytest.raises(image_reference.ReferenceError) as refused:
        parse(text)

    assert says in str(refused.value)
    assert "%(" not in str(refused.value)


def test_the_length_counts_without_the_registry() -> None:
    assert parse(f"{'r' * 60}.test/{'a' * 255}").path == "a" * 255


def test_a_very_long_text_is_refused_at_once() -> None:
    with pytest.raises(image_reference.ReferenceError):
        parse("a-" * 100_000)


@pytest.mark.parametrize(("text", "yes"), [(HEX, True), (SHA, True), (HEX[:63], False), (HEX.upper(), False)])
def test_a_full_id_is_known(text: str, yes: bool) -> None:
    assert is_id(text) is yes
