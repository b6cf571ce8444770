"""The inside of a container on an engine behind TCP and TLS, as `DOCKER_TLS_VERIFY` of the docker CLI means it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from tests.support.app import App, free_port
from tests.support.console_client import ConsoleClient
from tests.support.docker_cli import DockerCli
from tests.support.dockerd import Dockerd, import_busybox
from tests.support.stream_client import StreamClient
from tests.support.waiting import wait_until

pytestmark = pytest.mark.engine

MIB = 1024 * 1024
#: What follows `--tls` of dockerd, and the file it names.
TLS_FILES = (("cacert", "ca"), ("cert", "server-cert"), ("key", "server-key"))


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `DOCKER_CERT_PATH` names one, with the engine's own certificate beside."""
    folder = tmp_path_factory.mktemp("certificates")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    for name, issued in (
        ("", authority.issue_cert("client@example.test")),
        ("server-", authority.issue_cert("127.0.0.1")),
    ):
        issued.private_key_pem.write_to_path(folder / f"{name}key.pem")
        issued.cert_chain_pems[0].write_to_path(folder / f"{name}cert.pem")
    return folder


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, certificates: Path) -> Iterator[App]:
    """The app on an engine of its own that asks for a certificate."""
    host = f"tcp://127.0.0.1:{free_port()}"
    files = [f"--tls{part}={certificates / name}.pem" for part, name in TLS_FILES]
    dockerd = Dockerd(tmp_path_factory.mktemp("tls"), "--host", host, "--tlsverify", *files)
    dockerd.start()
    settings = {"DOCKER_HOST": host, "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": str(certificates)}
    try:
        import_busybox(dockerd.url)
        docker = DockerCli(dockerd.url)
        docker.run("lab", "sh", "-c", "echo hello; exec sleep 1000", options=("--network", "none", "-it"))
        with App(settings, tmp_path_factory.mktemp("app") / "app.log") as app:
            app.wait_live()
            yield app
        assert len(docker("top", "lab").splitlines()) == 2, "only the main process is left"
        docker.clean()
    finally:
        dockerd.close()


@pytest.fixture
def console_client(app: App) -> Iterator[ConsoleClient]:
    with ConsoleClient(app.url, "e" * 32) as console_client:
        yield console_client


def opened(console_client: ConsoleClient, *cmd: str, **options: object) -> str:
    return console_client.open("lab", *cmd, engine="local", **options)


def test_a_shell_echoes_has_its_size_and_tells_its_code(console_client: ConsoleClient) -> None:
    console = opened(console_client, cols=101, rows=31)
    console_client.type(console, b"stty size\r")
    console_client.until(console, b"31 101")
    console_client.ask("resize", {"console": console, "cols": 90, "rows": 20})

    console_client.type(console, b"stty size; exit 4\r")

    assert console_client.until_exit(console)["exitCode"] == 4
    assert b"20 90" in console_client.text(console)


def test_a_megabyte_arrives_as_it_was_written(console_client: ConsoleClient) -> None:
    console = opened(console_client, "head", "-c", str(MIB), "/dev/zero", tty=False)

    assert console_client.until_exit(console)["exitCode"] == 0
    assert console_client.text(console) == bytes(MIB)


def test_what_is_busy_is_ended_with_its_console(console_client: ConsoleClient) -> None:
    console = opened(console_client, "sh", "-c", "yes | sort; sleep 500")

    console_client.ask("close", {"console": console})

    assert console_client.until_exit(console)["left"] is False


def test_an_attach_lets_go_by_its_keys(console_client: ConsoleClient) -> None:
    console = opened(console_client, mode="attach")

    console_client.type(console, b"\x10\x11")

    assert console_client.until_exit(console)["reason"] == "detached"


def test_log_and_readings_are_followed(app: App) -> None:
    with StreamClient(app.url) as stream_client:
        for namespace in ("/logs", "/stats"):
            assert stream_client.ask(namespace, "follow", {"engine": "local", "id": "lab"})["ok"]

        wait_until(lambda: stream_client.texts() == ["hello"] and stream_client.samples, 15, "a line and a reading")
