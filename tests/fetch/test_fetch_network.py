"""The transport against real servers on this machine, some of them hostile."""

from __future__ import annotations

import gzip
import socket
import time
import zlib

import pytest

from auditor.errors import BlockedAddress, FetchError, TooLarge
from auditor.fetch import GuardedFetcher, fetcher
from auditor.limits import MAX_DOCUMENT_BYTES
from tests.fetch.local_server import Server, answering, local, sending


def test_a_page_is_read(server: Server) -> None:
    """Name, path and body arrive as they are; the address dialled is not in the request."""
    server.script = answering("200 OK\r\nContent-Type: text/html; charset=utf-8", b"<p>hello")
    document = local().get(f"{server.url}about?x=1")
    assert document.body == b"<p>hello"
    assert server.requests[0].startswith(b"GET /about?x=1 HTTP/1.1\r\n")
    assert f"Host: tool.example:{server.port}".encode() in server.requests[0]
    assert b"127.0.0.1" not in server.requests[0]


def test_without_the_flag_this_machine_is_never_asked(server: Server) -> None:
    """By name or by number, on its port or on 80."""
    guarded = GuardedFetcher(resolver=lambda _host, _port: ["127.0.0.1"])
    for url in (server.url, "http://tool.example/", f"http://127.0.0.1:{server.port}/", "http://0x7f.1/"):
        with pytest.raises(BlockedAddress):
            guarded.get(url)
    assert server.requests == []


def test_a_redirect_to_a_private_address_is_not_followed(server: Server) -> None:
    """Neither by number nor by a name that stands for one."""
    for location in ("http://10.0.0.1/", "http://inside.example/"):
        server.script = answering(f"302 Found\r\nLocation: {location}")
        with pytest.raises(BlockedAddress):
            local(inside_example=["192.168.0.1"]).get(server.url)


def test_redirects_in_a_circle_end(server: Server) -> None:
    """After the bound, with a sentence."""
    server.script = answering(f"302 Found\r\nLocation: {server.url}round")
    with pytest.raises(FetchError, match="from address to address"):
        local().get(server.url)
    assert len(server.requests) == 9


def raw_deflate(body: bytes) -> bytes:
    """Deflate without its wrapping, as some servers send it."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b"hello" * 9_000)),
        ("x-gzip", gzip.compress(b"hello" * 9_000)),
        ("deflate", zlib.compress(b"hello" * 9_000)),
        ("deflate", raw_deflate(b"hello" * 9_000)),
        ("gzip", gzip.compress(b"hello" * 4_000) + gzip.compress(b"hello" * 5_000)),
        ("gzip", gzip.compress(b"hello" * 9_000) + b"rubbish"),
        ("identity", b"hello" * 9_000),
        ("", b"hello" * 9_000),
    ],
)
def test_packed_answers_are_unpacked(server: Server, encoding: str, body: bytes) -> None:
    """In every form that servers send."""
    server.script = answering(f"200 OK\r\nContent-Encoding: {encoding}", body)
    assert local().get(server.url).body == b"hello" * 9_000


@pytest.mark.parametrize(
    ("encoding", "body", "words"),
    [
        ("gzip", gzip.compress(b"hello" * 9_000)[:-20], "broke off"),
        ("gzip", gzip.compress(bytes(range(256)) * 99)[:40] + b"\xff" * 40, "damaged|broke off"),
        ("gzip", b"no gzip at all", "damaged|broke off"),
        ("br", b"x", "not asked for"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"x")), "not asked for"),
    ],
)
def test_damaged_packing_is_a_sentence(server: Server, encoding: str, body: bytes, words: str) -> None:
    """Also packing within packing, which only bombs use."""
    server.script = answering(f"200 OK\r\nContent-Encoding: {encoding}", body)
    with pytest.raises(FetchError, match=words):
        local().get(server.url)


def test_a_bomb_is_left_at_the_bound(server: Server) -> None:
    """17 megabytes out of 17 kilobytes."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(b" " * 2**20) for _ in range(17)) + packer.flush()
    server.script = answering("200 OK\r\nContent-Encoding: gzip", bomb)
    with pytest.raises(TooLarge, match="16 MB"):
        local().get(server.url)


def test_an_endless_body_is_left_at_the_bound(server: Server) -> None:
    """Without a length, in many pieces."""

    def endless(client: socket.socket, request: bytes) -> None:
        del request
        client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(MAX_DOCUMENT_BYTES // 2**20 + 2):
            client.sendall(b" " * 2**20)

    server.script = endless
    with pytest.raises(TooLarge):
        local().get(server.url)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_slow_drip_ends_at_the_deadline(
    server: Server, monkeypatch: pytest.MonkeyPatch, start: bytes
) -> None:
    """Before the status, within the headers, within the body: a byte now and then keeps nobody waiting."""
    monkeypatch.setattr(fetcher, "FETCH_SECONDS", 0.3)

    def drip(client: socket.socket, request: bytes) -> None:
        del request
        client.sendall(start)
        for _ in range(40):
            client.sendall(b"a")
            time.sleep(0.05)

    server.script = drip
    began = time.monotonic()
    with pytest.raises(FetchError, match="took longer"):
        local().get(server.url)
    assert time.monotonic() - began < 1.5


def test_silence_is_left(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that takes the request and says nothing."""
    monkeypatch.setattr(fetcher, "CONNECT_SECONDS", 0.1)
    server.script = lambda *_: time.sleep(0.5)
    with pytest.raises(FetchError, match="silent"):
        local().get(server.url)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 30_000 + b"\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"\x00\xff" * 500,
    ],
)
def test_broken_answers_are_a_sentence(server: Server, answer: bytes) -> None:
    """Huge headers, another protocol, nothing, less than was promised."""
    server.script = sending(answer)
    with pytest.raises(FetchError, match=r"broke off|could not be reached"):
        local().get(server.url)


def test_a_server_without_tls_is_a_sentence(server: Server) -> None:
    """Https asked of plain http."""
    server.script = sending(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    with pytest.raises(FetchError, match=r"no protected connection|broke off"):
        local().get(server.url.replace("http:", "https:"))


def test_a_closed_port_is_a_sentence() -> None:
    """Nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(FetchError, match="refuses the connection"):
        local().get(f"http://tool.example:{port}/")


def test_proxies_of_the_environment_are_not_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """They would see, and could change, what is read; and they would pass by the guard."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.script = answering("200 OK", b"direct")
    assert local().get(server.url).body == b"direct"
