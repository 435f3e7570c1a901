"""Which addresses are asked, and that the one that was checked is the one that is dialled."""

from __future__ import annotations

import ipaddress
import socket
import time

import httpcore
import pytest

from auditor.errors import BlockedAddress, FetchError
from auditor.fetch.addresses import check, is_public, resolve
from auditor.fetch.deadline import Deadline
from auditor.fetch.transport import GuardedBackend

PUBLIC = ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101"]
BLOCKED = [
    "0.0.0.0",  # noqa: S104
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.9.9.9",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.9",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "233.252.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:1.1.1.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:53aa:64c::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:101:101::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    """Of both versions, and public ones behind NAT64."""
    assert is_public(ipaddress.ip_address(address))
    check("a.example", address)


@pytest.mark.parametrize("address", [*BLOCKED, "no address", ""])
def test_special_addresses_are_blocked(address: str) -> None:
    """Private, shared, reserved, tunnelled, documented; and what is none."""
    with pytest.raises(BlockedAddress, match=r"a\.example"):
        check("a.example", address)


def test_loopback_passes_only_when_tests_ask_for_it() -> None:
    """And nothing else does."""
    check("a.example", "127.0.0.1", allow_loopback=True)
    with pytest.raises(BlockedAddress):
        check("a.example", "10.0.0.1", allow_loopback=True)


class Dialled(httpcore.NetworkBackend):
    """Notes who is dialled, and refuses some."""

    def __init__(self, refusing: set[str]) -> None:
        self.addresses: list[str] = []
        self._refusing = refusing

    def connect_tcp(self, host: str, *args: object, **kwargs: object) -> httpcore.NetworkStream:
        """Note ``host``."""
        del args, kwargs
        self.addresses.append(host)
        if host in self._refusing:
            raise httpcore.ConnectError("refused")
        return httpcore.MockStream([])


def backend(answers: list[list[str]], refusing: set[str] | None = None) -> tuple[GuardedBackend, Dialled]:
    """A guarded backend over look-ups that give one of ``answers`` after the other."""
    guarded = GuardedBackend(lambda _host, _port: answers.pop(0), Deadline(5))
    dialled = Dialled(refusing or set())
    guarded._inner = dialled  # noqa: SLF001
    return guarded, dialled


def test_the_address_checked_is_the_address_dialled() -> None:
    """One look-up only: a second one, which would answer otherwise, never comes."""
    guarded, dialled = backend([["1.1.1.1"], ["127.0.0.1"]])
    guarded.connect_tcp("rebinding.example", 80)
    assert dialled.addresses == ["1.1.1.1"]


@pytest.mark.parametrize("answer", [["1.1.1.1", "10.0.0.1"], ["10.0.0.1", "1.1.1.1"], ["::1"]])
def test_one_blocked_address_blocks_the_name(answer: list[str]) -> None:
    """Nobody is dialled at all."""
    guarded, dialled = backend([answer])
    with pytest.raises(BlockedAddress):
        guarded.connect_tcp("mixed.example", 80)
    assert dialled.addresses == []


def test_the_next_address_is_tried() -> None:
    """As browsers do where IPv6 leads nowhere."""
    guarded, dialled = backend([["2606:4700:4700::1111", "1.1.1.1"]], {"2606:4700:4700::1111"})
    guarded.connect_tcp("two.example", 80)
    assert dialled.addresses == ["2606:4700:4700::1111", "1.1.1.1"]


def test_when_all_refuse_the_last_error_stands() -> None:
    """Not a silent None."""
    guarded, _ = backend([["1.1.1.1"]], {"1.1.1.1"})
    with pytest.raises(httpcore.ConnectError):
        guarded.connect_tcp("down.example", 80)


def test_sockets_of_the_machine_are_not_opened() -> None:
    """The base class knows no way."""
    guarded, _ = backend([])
    with pytest.raises(NotImplementedError):
        guarded.connect_unix_socket("/run/any.sock")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), "no site named .* was found"),
        (socket.gaierror(socket.EAI_AGAIN, "later"), "network down"),
        (socket.gaierror(socket.EAI_FAIL, "broken"), "network down"),
        (OSError("other"), "network down"),
        (UnicodeError("label too long"), "no site named .* was found"),
    ],
)
def test_names_that_cannot_be_looked_up(error: Exception, words: str) -> None:
    """Each with its sentence."""

    def fail(host: str, port: int) -> list[str]:
        del host, port
        raise error

    with pytest.raises(FetchError, match=words):
        resolve("a.example", 80, fail, 5)


def test_a_name_without_addresses_is_no_site() -> None:
    """An empty answer is no answer."""
    with pytest.raises(FetchError, match=r"no site named .* was found"):
        resolve("a.example", 80, lambda _host, _port: [], 5)


def test_a_look_up_that_never_ends_is_left() -> None:
    """The operating system would wait for minutes."""

    def wait(host: str, port: int) -> list[str]:
        del host, port
        time.sleep(0.5)
        return []

    began = time.monotonic()
    with pytest.raises(FetchError, match="too long"):
        resolve("a.example", 80, wait, 0.05)
    assert time.monotonic() - began < 0.4


def test_a_deadline_bounds_every_step() -> None:
    """By what is left; once nothing is left, each step is refused."""
    times = iter([0.0, 1.0, 9.5, 10.0])
    deadline = Deadline(10, clock=lambda: next(times))
    assert deadline.bound(5) == 5
    assert deadline.bound(5) == 0.5
    with pytest.raises(httpcore.TimeoutException):
        deadline.bound(None)
