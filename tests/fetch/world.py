"""The network as it is for one test: the guard is the real one, and only the last step is turned.

What is dialled as 1.1.1.1 is a server on this machine; whatever else is dialled is noted, and not there.
"""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import httpcore

if TYPE_CHECKING:
    import pytest

    from tests.fetch.local_server import Script, Server

PUBLIC = "1.1.1.1"
NO_RULES = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class World:
    """What is dialled, and how names are looked up."""

    def __init__(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        self.dialled: list[str] = []
        self.names: dict[str, list[str]] = {}
        self._server = server
        self._look_up = socket.getaddrinfo
        self._dial = httpcore.SyncBackend.connect_tcp
        monkeypatch.setattr(socket, "getaddrinfo", self._looked_up)
        world = self

        def connect(
            backend: httpcore.SyncBackend, host: str, port: int, *rest: Any
        ) -> httpcore.NetworkStream:
            del port
            return world.connect(backend, host, rest)

        monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)

    def _looked_up(self, host: str, port: int, *rest: Any, **named: Any) -> Any:
        answers = self.names.get(host, [PUBLIC])
        address = answers.pop(0) if len(answers) > 1 else answers[0]
        return self._look_up(host if host[:1].isdigit() else address, port, *rest, **named)

    def connect(
        self, backend: httpcore.SyncBackend, host: str, rest: tuple[Any, ...]
    ) -> httpcore.NetworkStream:
        """Note who is dialled; only the public address is there."""
        self.dialled.append(host)
        if host != PUBLIC:
            raise httpcore.ConnectError(host)
        return self._dial(backend, "127.0.0.1", self._server.port, *rest)


def page(server: Server, script: Script) -> None:
    """Let ``server`` run ``script`` for everything but robots.txt."""

    def answer(client: socket.socket, request: bytes) -> None:
        if request.startswith(b"GET /robots.txt "):
            client.sendall(NO_RULES)
        else:
            script(client, request)

    server.script = answer
