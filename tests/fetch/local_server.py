"""A server on this machine that answers as a script says, and a fetcher that finds it under every name."""

from __future__ import annotations

import socket
import threading
from contextlib import closing
from typing import TYPE_CHECKING

from auditor.fetch import Conduct, GuardedFetcher

if TYPE_CHECKING:
    from collections.abc import Callable

    Script = Callable[[socket.socket, bytes], None]


def answering(head: str, body: bytes = b"") -> Script:
    """A script that sends one answer."""
    return sending(f"HTTP/1.1 {head}\r\nConnection: close\r\n\r\n".encode() + body)


def sending(answer: bytes) -> Script:
    """A script that sends exactly this."""

    def send(client: socket.socket, request: bytes) -> None:
        del request
        client.sendall(answer)

    return send


class Server:
    """Answers each connection, one after the other, with a script."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.requests: list[bytes] = []
        self.script: Script = answering("200 OK")
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """By a name that looks public."""
        return f"http://tool.example:{self.port}/"

    def _run(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            with closing(client):
                try:
                    request = client.recv(65_536)
                    self.requests.append(request)
                    self.script(client, request)
                except OSError:
                    continue

    def close(self) -> None:
        """Stop listening."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(timeout=5)


def local(conduct: Conduct | None = None, **names: list[str]) -> GuardedFetcher:
    """A fetcher to which every name is this machine, but for those given with ``_`` in place of dots."""

    def look_up(host: str, port: int) -> list[str]:
        del port
        return names.get(host.replace(".", "_"), ["127.0.0.1"])

    return GuardedFetcher(resolver=look_up, allow_loopback=True, conduct=conduct)
