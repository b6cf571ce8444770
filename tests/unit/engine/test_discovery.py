"""The engine the docker CLI would use, and what is an address at all."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from dockcycle.engine.discovery import EngineAddress, find_engine, parse_address


def context(folder: Path, name: str, endpoint: dict[str, Any], *, tls: bool = False) -> Path:
    """Store a context as `docker context create` does; return the folder its certificates belong in."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    meta = folder / "contexts" / "meta" / digest
    meta.mkdir(parents=True)
    (meta / "meta.json").write_text(json.dumps({"Name": name, "Endpoints": {"docker": endpoint}}))
    certificates = folder / "contexts" / "tls" / digest / "docker"
    if tls:
        certificates.mkdir(parents=True)
    return certificates


def test_docker_host_goes_before_all(tmp_path: Path) -> None:
    environ = {"DOCKER_HOST": "unix:///run/mine.sock", "DOCKER_CONTEXT": "nosuch"}

    assert find_engine(environ, tmp_path) == EngineAddress("unix:///run/mine.sock", verify=False)


@pytest.mark.parametrize(
    ("environ", "folder", "verify"),
    [
        ({"DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": "/certs"}, "/certs", True),
        ({"DOCKER_TLS_VERIFY": "1"}, "~/.docker", True),
        ({"DOCKER_TLS": "1", "DOCKER_CERT_PATH": "/certs"}, "/certs", False),
        ({"DOCKER_CERT_PATH": "/certs"}, None, False),
        ({}, None, False),
    ],
)
def test_tls_of_docker_host(environ: dict[str, str], folder: str | None, verify: bool, tmp_path: Path) -> None:
    found = find_engine({"DOCKER_HOST": "tcp://far:2376", **environ}, tmp_path)

    expected = None if folder is None else Path(folder.replace("~", str(tmp_path)))
    assert found == EngineAddress("tcp://far:2376", expected, verify)


def test_docker_context_goes_before_the_current_one(tmp_path: Path) -> None:
    folder = tmp_path / ".docker"
    context(folder, "far", {"Host": "ssh://me@far"})
    context(folder, "near", {"Host": "unix:///run/near.sock"})
    (folder / "config.json").write_text('{"currentContext": "near"}')

    assert find_engine({"DOCKER_CONTEXT": "far"}, tmp_path) == EngineAddress("ssh://me@far")
    assert find_engine({}, tmp_path) == EngineAddress("unix:///run/near.sock")


def test_a_context_brings_its_certificates(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    certificates = context(folder, "far", {"Host": "tcp://far:2376", "SkipTLSVerify": True}, tls=True)

    found = find_engine({"DOCKER_CONFIG": str(folder), "DOCKER_CONTEXT": "far"}, tmp_path)
    assert found == EngineAddress("tcp://far:2376", certificates, verify=False)


def test_a_context_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'nosuch' does not exist"):
        find_engine({"DOCKER_CONTEXT": "nosuch"}, tmp_path)


def test_a_broken_configuration_is_named(tmp_path: Path) -> None:
    (tmp_path / ".docker").mkdir()
    (tmp_path / ".docker" / "config.json").write_text("{")

    with pytest.raises(ValueError, match=r"cannot read .*config\.json"):
        find_engine({}, tmp_path)


@pytest.mark.parametrize("environ", [{}, {"DOCKER_CONTEXT": "default"}, {"DOCKER_HOST": ""}])
def test_else_the_default_socket_if_there_is_one(environ: dict[str, str], tmp_path: Path) -> None:
    socket, missing = tmp_path / "docker.sock", tmp_path / "nothing"
    socket.touch()

    assert find_engine(environ, tmp_path, docker=socket, podman=missing) == EngineAddress(f"unix://{socket}")
    assert find_engine(environ, tmp_path, docker=missing, podman=missing) is None


def podman_place(tmp_path: Path, *there: str, **environ: str) -> str | None:
    """Return what is found of the files `there`, relative to `tmp_path`."""
    for name in there:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    sockets = {"docker": tmp_path / "docker.sock", "podman": tmp_path / "system" / "podman.sock"}
    found = find_engine(environ, tmp_path, **sockets)
    return None if found is None else found.url.replace(str(tmp_path), "…")


USER, SYSTEM = "user/podman/podman.sock", "system/podman.sock"


def test_podman_comes_after_all_of_docker(tmp_path: Path) -> None:
    environ = {"XDG_RUNTIME_DIR": str(tmp_path / "user"), "CONTAINER_HOST": "tcp://far:8080"}

    assert podman_place(tmp_path, "docker.sock", USER, SYSTEM, **environ) == "unix://…/docker.sock"
    assert podman_place(tmp_path, DOCKER_HOST="tcp://near:2375", **environ) == "tcp://near:2375"


@pytest.mark.parametrize("url", ["tcp://far:8080", "unix:///run/p.sock", "ssh://core@far:22/run/podman/podman.sock"])
def test_where_podman_is_may_be_said(url: str, tmp_path: Path) -> None:
    assert podman_place(tmp_path, SYSTEM, CONTAINER_HOST=url) == url


@pytest.mark.parametrize(
    ("there", "found"),
    [((USER, SYSTEM), f"unix://…/{USER}"), ((SYSTEM,), f"unix://…/{SYSTEM}"), ((), None)],
)
def test_the_user_s_podman_comes_before_the_system_s(there: tuple[str, ...], found: str | None, tmp_path: Path) -> None:
    assert podman_place(tmp_path, *there, XDG_RUNTIME_DIR=str(tmp_path / "user")) == found


def test_without_a_runtime_folder_there_is_only_the_system_s(tmp_path: Path) -> None:
    assert podman_place(tmp_path, USER, SYSTEM) == f"unix://…/{SYSTEM}"


@pytest.mark.parametrize(
    "url",
    ["unix:///var/run/docker.sock", "tcp://10.0.0.1:2376", "tcp://[::1]:2375", "ssh://me@far:22", "ssh://far",
     "practice://", "practice://?containers=500"],
)  # fmt: skip
def test_an_address(url: str) -> None:
    assert parse_address(url).url == url


@pytest.mark.parametrize(
    "url",
    ["", "docker", "http://far:2375", "npipe:////./pipe/x", "unix://", "unix:///", "unix://relative/path", "tcp://far",
     "tcp://:2375", "tcp://far:99999", "tcp://far:x", "tcp://me@far:2375", "ssh://", "ssh://-oProxyCommand=x",
     "ssh://-l@far", "unix:///run/x.sock\n", "tcp://far:1 ", "unix:///run/\x00.sock", "tcp://[::1:2375"],
)  # fmt: skip
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(ValueError, match="is not a valid engine address"):
        parse_address(url)
