"""Opens consoles on the containers of one engine, and ends them."""

import threading
from typing import Any

from dockcycle.domain.console import ExecSpec
from dockcycle.engine.stream_protocols import ConsoleStream
from tests.contract.engine_fixture import EngineFixture
from tests.support.waiting import wait_until


class Reader:
    """Reads a console to its end in a thread of its own."""

    def __init__(self, stream: ConsoleStream) -> None:
        self.stream = stream
        self.data = bytearray()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def until(self, text: bytes) -> None:
        """Wait until that was written."""
        wait_until(lambda: text in self.data, 10, f"{text!r} in {bytes(self.data[-300:])!r}")

    def to_end(self) -> bytes:
        """Wait for the end and return all that was written."""
        self._thread.join(10)
        assert not self._thread.is_alive(), f"no end after {bytes(self.data[-300:])!r}"
        return bytes(self.data)

    def _read(self) -> None:
        while data := self.stream.read():
            self.data += data


class ConsoleFixture:
    """Opens consoles and ends them after the test."""

    def __init__(self, engine_fixture: EngineFixture) -> None:
        self.engine_fixture = engine_fixture
        self._readers: list[Reader] = []

    def exec(self, id: str, *command: str, cols: int = 80, rows: int = 24, **options: Any) -> Reader:
        spec = ExecSpec(command or ("sh",), **options)
        return self._read(self.engine_fixture.engine.consoles.exec(id, spec, cols, rows))

    def attach(self, id: str, *, stdin: bool = True) -> Reader:
        return self._read(self.engine_fixture.engine.consoles.attach(id, stdin=stdin))

    def close(self) -> None:
        for reader in self._readers:
            reader.stream.end()
            reader.to_end()

    def _read(self, stream: ConsoleStream) -> Reader:
        self._readers.append(Reader(stream))
        return self._readers[-1]
