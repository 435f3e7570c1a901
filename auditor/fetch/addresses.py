"""Which addresses are asked. A name counts only if every address that it stands for is a public one."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from typing import TYPE_CHECKING, Final

from auditor.fetch.failures import Failure, failed

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.errors import UnreadableTarget

    Address = ipaddress.IPv4Address | ipaddress.IPv6Address
    Resolver = Callable[[str, int], list[str]]

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
"""On networks without IPv4 every public IPv4 address comes in here; the address inside decides (RFC 6052)."""

_SPECIAL: Final = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8",
            "100.64.0.0/10",  # shared by providers, RFC 6598
            "192.0.0.0/24",  # protocol assignments, RFC 6890
            "192.88.99.0/24",  # 6to4 relays, RFC 7526
            "198.18.0.0/15",  # measurements, RFC 2544
            "240.0.0.0/4",
            "::/96",  # IPv4-compatible, RFC 4291
            "::ffff:0:0/96",  # IPv4-mapped
            "64:ff9b:1::/48",  # NAT64 of one network alone, RFC 8215
            "2001::/23",  # Teredo and other protocol assignments
            "2001:db8::/32",
            "2002::/16",  # 6to4
            "3fff::/20",  # documentation, RFC 9637
            "5f00::/16",  # segment routing, RFC 9602
            "fec0::/10",  # site-local, RFC 3879
        ),
    )
)
"""Special blocks, named here because releases of Python differ on some of them."""

_NOBODY: Final = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
"""Answers that say that nobody has a name; all others leave it open (getaddrinfo(3))."""


def is_public(address: Address) -> bool:
    """Whether ``address`` belongs to a machine that anybody on the internet may ask."""
    if isinstance(address, ipaddress.IPv6Address) and address in _NAT64:
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address.version == block.version and address in block for block in _SPECIAL)
    )


def check(host: str, address: str, *, allow_loopback: bool = False) -> None:
    """Let a public ``address`` of ``host`` pass.

    Raises:
        BlockedAddress: It is private, special or none at all.
    """
    try:
        read = ipaddress.ip_address(address.partition("%")[0])
    except ValueError as error:
        raise failed(Failure.NO_MACHINE, host, repr(address)) from error
    if is_public(read) or (allow_loopback and read.is_loopback):
        return
    raise failed(Failure.PRIVATE_ADDRESS, host, "" if host.strip("[]") == address else address)


def system_resolver(host: str, port: int) -> list[str]:
    """Return all addresses of ``host`` as the operating system knows them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def resolve(host: str, port: int, resolver: Resolver, seconds: float) -> list[str]:
    """Return all addresses of ``host``.

    The operating system knows no time limit for this, so a thread waits in our place.

    Raises:
        FetchError: There is no such host, or the answer takes too long.
    """
    answers: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolver(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True, name="saveraudit-resolve").start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise failed(Failure.SLOW_NAME, host) from None
    if isinstance(answer, list) and answer:
        return answer
    raise _unresolved(host, answer)


def _unresolved(host: str, answer: list[str] | OSError | UnicodeError) -> UnreadableTarget:
    surely = not isinstance(answer, OSError) or (
        isinstance(answer, socket.gaierror) and answer.errno in _NOBODY
    )
    return failed(Failure.NO_SUCH_SITE if surely else Failure.NO_NETWORK, host)
