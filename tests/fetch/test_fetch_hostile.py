"""A hostile server against all that the command has: each trick ends within its budget, in one sentence."""

from __future__ import annotations

import time
import tracemalloc
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from auditor.errors import AuditorError, BlockedAddress, FetchError, TooLarge, UnreadableTarget
from auditor.fetch import fetcher as fetcher_module
from auditor.fetch import open_fetcher
from auditor.model import Listing
from auditor.sources import read
from tests.fetch.local_server import answering, sending
from tests.fetch.world import PUBLIC, page

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from tests.fetch.local_server import Server
    from tests.fetch.world import World

URL = "http://tool.example/"
HTML = "200 OK\r\nContent-Type: text/html"


@pytest.fixture(autouse=True)
def _in_time_and_in_public(world: World) -> Iterator[None]:
    """Whatever a server tries: ten seconds at most, and nobody but it is dialled."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 10
    assert set(world.dialled) == {PUBLIC}


def refused(kind: type[UnreadableTarget] = FetchError, url: str = URL) -> str:
    """The one sentence in which reading ``url`` ends."""
    with pytest.raises(kind) as error:
        read([url], fetcher=open_fetcher(sleep=lambda _: None))
    assert "\n" not in str(error.value)
    assert error.value.failure
    assert "save" in error.value.hint.lower()
    return str(error.value)


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/",
        "http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://169.254.169.254/latest/meta-data/",
        "http://inside.example/",
    ],
)  # fmt: skip
def test_a_redirect_to_this_machine_is_not_followed(world: World, server: Server, location: str) -> None:
    """By number in every spelling, and by name."""
    world.names |= {name: ["127.0.0.1"] for name in ("localhost", "inside.example", "127.1", "0x7f.1")}
    world.names |= {"2130706433": ["127.0.0.1"]}
    page(server, answering(f"302 Found\r\nLocation: {location}"))

    assert "never asked" in refused(BlockedAddress) or "no address" in refused(BlockedAddress)


def test_a_name_that_changes_its_answer_gains_nothing(world: World, server: Server) -> None:
    """Each look-up is checked, and what was checked is what is dialled."""
    world.names["tool.example"] = [PUBLIC, PUBLIC, "127.0.0.1"]
    page(server, answering(f"302 Found\r\nLocation: {URL}again"))

    assert "stands for 127.0.0.1" in refused(BlockedAddress)
    assert world.dialled == [PUBLIC, PUBLIC]


def test_ten_gigabytes_in_ten_megabytes_are_left(server: Server) -> None:
    """At the bound on what comes out, without the memory for it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)

    def bomb(client: socket.socket, request: bytes) -> None:
        del request
        client.sendall(f"HTTP/1.1 {HTML}\r\nContent-Encoding: gzip\r\n\r\n".encode() + head)
        for _ in range(10 * 1024):
            client.sendall(block)

    page(server, bomb)
    tracemalloc.start()
    try:
        assert "larger than 16 MB" in refused(TooLarge)
        assert tracemalloc.get_traced_memory()[1] < 80 * 2**20
    finally:
        tracemalloc.stop()


def test_an_endless_drip_ends(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the deadline, however lively."""
    monkeypatch.setattr(fetcher_module, "FETCH_SECONDS", 0.4)

    def drip(client: socket.socket, request: bytes) -> None:
        del request
        client.sendall(f"HTTP/1.1 {HTML}\r\n\r\n".encode())
        for _ in range(60):
            client.sendall(b"a")
            time.sleep(0.02)

    page(server, drip)
    began = time.monotonic()

    assert "took longer" in refused()
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("length", ["10", "99999999", "-1", "1e3", "3, 4"])
def test_a_wrong_length_is_a_sentence(server: Server, length: str) -> None:
    """More than comes, or no number."""
    page(server, sending(f"HTTP/1.1 {HTML}\r\nContent-Length: {length}\r\n\r\nabc".encode()))

    assert refused(UnreadableTarget)


def test_what_comes_after_the_said_length_is_left(server: Server) -> None:
    """It belongs to no answer."""
    page(server, sending(f"HTTP/1.1 {HTML}\r\nContent-Length: 7\r\n\r\nSee it. <p>{'x' * 70_000}".encode()))
    listing = read([URL], fetcher=open_fetcher(sleep=lambda _: None))

    assert [text.content for text in listing.texts] == ["See it."]


def test_fifty_redirects_are_not_followed(server: Server) -> None:
    """Each to another page, on another host."""
    count = 0

    def on(client: socket.socket, request: bytes) -> None:
        nonlocal count
        del request
        count += 1
        client.sendall(f"HTTP/1.1 302 Found\r\nLocation: http://h{count}.example/\r\n\r\n".encode())

    page(server, on)

    assert "more than 8 times" in refused()
    assert count == 9


def test_a_page_of_three_hundred_megabytes_is_left(server: Server) -> None:
    """At once where its length is said, else at the bound."""
    sent = 0

    def large(client: socket.socket, request: bytes) -> None:
        nonlocal sent
        length = "" if b" /unsaid " in request else f"Content-Length: {300 * 2**20}\r\n"
        client.sendall(f"HTTP/1.1 {HTML}\r\n{length}\r\n".encode())
        for _ in range(300):
            client.sendall(b" " * 2**20)
            sent += 1

    page(server, large)

    assert "larger than 16 MB" in refused(TooLarge)
    assert sent < 20
    assert "larger than 16 MB" in refused(TooLarge, f"{URL}unsaid")
    assert sent < 60


@pytest.mark.parametrize(
    "said", ["utf-16", "utf-7", "x-evil", "utf-8; charset=koi8-r", "idna", "\x80", "'", ""]
)
@pytest.mark.parametrize("meta", ["utf-16", "hex", "cp037"])
def test_lies_about_letters_are_survived(server: Server, said: str, meta: str) -> None:
    """The page is read as a browser would, or refused; no codec of Python's that is no alphabet runs."""
    body = f'<meta charset="{meta}"><p>See who saved your TikTok videos</p>'.encode()
    page(server, answering(f"200 OK\r\nContent-Type: text/html; charset={said}", body))
    with suppress(AuditorError):
        assert isinstance(read([URL], fetcher=open_fetcher(sleep=lambda _: None)), Listing)
