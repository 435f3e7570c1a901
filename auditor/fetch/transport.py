"""The guarded way out: which requests are sent at all, and to which machines.

The policy stands in the transport. The check of addresses stands where the socket is opened, so that the
address checked is the address dialled: a name that changes its mind between two look-ups gains nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import httpcore
import httpx

from auditor.fetch.addresses import check, resolve
from auditor.fetch.deadline import BoundStream, Deadline
from auditor.fetch.failures import Failure, failed
from auditor.limits import CONNECT_SECONDS, MAX_URL_CHARACTERS

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

    from auditor.fetch.addresses import Resolver

_NAME: Final = re.compile(r"[A-Za-z0-9._:-]{1,253}")
_SHOWN: Final = 80
_PORTS: Final = frozenset({None, 80, 443})


class GuardedBackend(httpcore.NetworkBackend):
    """Opens sockets to public addresses only; the base refuses everything else."""

    def __init__(self, resolver: Resolver, deadline: Deadline, *, allow_loopback: bool = False) -> None:
        self._resolver = resolver
        self._deadline = deadline
        self._allow_loopback = allow_loopback
        self._inner: httpcore.NetworkBackend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Look ``host`` up once, check every address, dial the first that answers."""
        limit = self._deadline.bound(CONNECT_SECONDS if timeout is None else timeout)
        addresses = resolve(host, port, self._resolver, limit)
        for address in addresses:
            check(host, address, allow_loopback=self._allow_loopback)
        for address in addresses[:-1]:
            try:
                return self._dial(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._dial(addresses[-1], port, timeout, local_address, socket_options)

    def _dial(
        self,
        address: str,
        port: int,
        timeout: float | None,
        local_address: str | None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None,
    ) -> httpcore.NetworkStream:
        limit = self._deadline.bound(timeout)
        stream = self._inner.connect_tcp(address, port, limit, local_address, socket_options)
        return BoundStream(stream, self._deadline)


class GuardedTransport(httpx.HTTPTransport):
    """Sends what the policy allows: http and https, ordinary ports, no user name in the address."""

    def __init__(
        self, backend: httpcore.NetworkBackend, context: ssl.SSLContext, *, allow_loopback: bool = False
    ) -> None:
        super().__init__(verify=context, trust_env=False)
        # HTTPTransport takes no backend of its own, and a pool that has opened nothing needs no closing.
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=backend)
        self._allow_loopback = allow_loopback

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send ``request``.

        Raises:
            BlockedAddress: The policy does not allow it.
        """
        refuse(request.url, allow_loopback=self._allow_loopback)
        return super().handle_request(request)


def refuse(url: httpx.URL, *, allow_loopback: bool = False) -> None:
    """Let an address pass that may be asked.

    Raises:
        BlockedAddress: With the reason.
    """
    host = name_of(url)
    if url.scheme not in ("http", "https") or not host:
        raise failed(Failure.OTHER_SCHEME, host, url.scheme)
    if url.userinfo:
        raise failed(Failure.USER_NAME, host)
    if url.port not in _PORTS and not allow_loopback:
        raise failed(Failure.ODD_PORT, host, url.port)
    if len(str(url)) > MAX_URL_CHARACTERS:
        raise failed(Failure.LONG_ADDRESS, host, f"{MAX_URL_CHARACTERS:,}")
    if not _NAME.fullmatch(host):
        raise failed(Failure.ODD_NAME, host[:_SHOWN])
    if _is_bare_address(host):
        check(host, host, allow_loopback=allow_loopback)


def name_of(url: httpx.URL) -> str:
    """Return the host as it is looked up, with ``xn--`` where it has letters of other scripts."""
    return url.raw_host.decode("ascii", errors="replace")


def _is_bare_address(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdecimal()
