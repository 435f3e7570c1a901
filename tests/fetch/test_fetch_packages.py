"""Packages at an address: taken in whole, in bounded memory and time, or refused in one sentence."""

from __future__ import annotations

import gzip
import hashlib
import io
import tempfile
import time
import tracemalloc
import zlib
from typing import TYPE_CHECKING, NoReturn

import pytest

from auditor.errors import FetchError, TooLarge, UnknownFormat, UnreadableTarget
from auditor.evidence import Judged, Recorder, bundle_of, load_bundle, outcomes
from auditor.fetch import fetcher as fetcher_module
from auditor.fetch import open_fetcher, taking
from auditor.judge import audit
from auditor.limits import MAX_DOCUMENT_BYTES
from auditor.rulebook import load_rulebook
from auditor.sources import read
from tests.fetch.local_server import answering
from tests.fetch.world import page
from tests.sources.android.build_package import File as Member
from tests.sources.android.build_package import apk, asks, files_of, ids, manifest, write_zip
from tests.sources.extension_samples import crx3, packed
from tests.sources.extension_samples import manifest as extension

if TYPE_CHECKING:
    import socket

    from auditor.model import Listing
    from tests.fetch.local_server import Server

URL = "http://tool.example/x.apk"
ROOT = manifest(*asks("CAMERA", "READ_SMS"))
SMALL = apk(ROOT)
LARGE = write_zip([Member("assets/video", b"\0" * (20 * 2**20), method=0), *files_of(ROOT)])
"""An app of twenty megabytes."""
ANDROID = "200 OK\r\nContent-Type: application/vnd.android.package-archive"
pytestmark = pytest.mark.usefixtures("world")


def fetched(recorder: Recorder | None = None) -> Listing:
    """What the command reads at the address."""
    keep = recorder.exchange if recorder else lambda _: None
    return read([URL], fetcher=open_fetcher(keep=keep, sleep=lambda _: None), witness=recorder)


def refused(kind: type[UnreadableTarget] = FetchError) -> str:
    """The one sentence in which that ends."""
    with pytest.raises(kind) as error:
        fetched()
    assert "\n" not in str(error.value)
    assert error.value.failure
    assert "hand in" in error.value.hint
    return str(error.value)


@pytest.mark.parametrize(
    "kind",
    ["application/vnd.android.package-archive", "application/octet-stream", "application/zip", "text/html"],
)
@pytest.mark.parametrize("body", [SMALL, LARGE], ids=["small", "large"])
def test_an_app_is_read(server: Server, kind: str, body: bytes) -> None:
    """Whatever its server calls it, as if it had been handed in as a file; its digest is of all of it."""
    page(server, answering(f"200 OK\r\nContent-Type: {kind}", body))
    listing = fetched()

    assert ids(listing) == ["CAMERA", "READ_SMS"]
    assert listing.kind == "android-package"
    assert listing.sources[0].url == URL
    assert listing.sources[0].sha256 == hashlib.sha256(body).hexdigest()


def test_an_extension_is_read(server: Server) -> None:
    """Signed or zipped."""
    archive = packed({"manifest.json": extension(permissions=["tabs"])})
    for body in (archive, crx3(archive)):
        page(server, answering("200 OK\r\nContent-Type: application/x-chrome-extension", body))

        assert [request.id for request in fetched().access_requests] == ["chrome:tabs"]


@pytest.mark.parametrize("body", [SMALL, LARGE], ids=["small", "large"])
def test_a_packed_answer_is_unpacked(server: Server, body: bytes) -> None:
    """Some servers compress even what is compressed."""
    page(server, answering(f"{ANDROID}\r\nContent-Encoding: gzip", gzip.compress(body)))

    assert ids(fetched()) == ["CAMERA", "READ_SMS"]


def test_a_large_app_takes_no_memory(server: Server) -> None:
    """It stands in a file that has no name, and is read in place."""
    size = 60 * 2**20
    head, tail = LARGE[: 2**20], LARGE[2**20 :]

    def send(client: socket.socket, request: bytes) -> None:
        del request
        client.sendall(f"HTTP/1.1 {ANDROID}\r\n\r\n".encode())
        client.sendall(b"PK\3\4" + head[4:])
        for _ in range(size // 2**20):
            client.sendall(b"\0" * 2**20)
        client.sendall(tail)

    page(server, send)
    fetcher = open_fetcher(sleep=lambda _: None)
    tracemalloc.start()
    try:
        document = fetcher.get(URL)
        assert tracemalloc.get_traced_memory()[1] < 60 * 2**20
    finally:
        tracemalloc.stop()
    assert document.content.size == size + len(LARGE)
    assert document.content.read(document.content.size - 22, 4) == b"PK\5\6"
    assert len(document.body) < 2**20


def test_a_package_over_the_bound_is_left(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once where it says its length, else when it comes to it."""
    monkeypatch.setattr(taking, "MAX_FETCHED_PACKAGE_BYTES", 18 * 2**20)
    page(server, answering(f"{ANDROID}\r\nContent-Length: {len(LARGE)}", LARGE))

    assert "package at tool.example is larger than 18 MB" in refused(TooLarge)
    page(server, answering(ANDROID, LARGE))
    assert "package at tool.example is larger than 18 MB" in refused(TooLarge)


def test_a_bomb_that_begins_like_a_package_is_left(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few kilobytes that unpack to more than the bound, on disk as in memory."""
    monkeypatch.setattr(taking, "MAX_FETCHED_PACKAGE_BYTES", 32 * 2**20)
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = packer.compress(b"PK\3\4") + b"".join(packer.compress(b"\0" * 2**20) for _ in range(64))
    page(server, answering(f"{ANDROID}\r\nContent-Encoding: gzip", bomb + packer.flush()))
    tracemalloc.start()
    try:
        assert "larger than 32 MB" in refused(TooLarge)
        assert tracemalloc.get_traced_memory()[1] < 60 * 2**20
    finally:
        tracemalloc.stop()


def test_an_endless_drip_of_a_package_ends(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may take longer than a page, not for ever."""
    monkeypatch.setattr(fetcher_module, "FETCH_SECONDS", 0.3)
    monkeypatch.setattr(taking, "PACKAGE_SECONDS", 0.5)

    def drip(client: socket.socket, request: bytes) -> None:
        del request
        client.sendall(f"HTTP/1.1 {ANDROID}\r\n\r\n".encode() + LARGE[:2048])
        for _ in range(80):
            client.sendall(b"a")
            time.sleep(0.02)

    page(server, drip)
    began = time.monotonic()

    assert "took longer" in refused()
    assert 0.5 < time.monotonic() - began < 3


def test_a_full_disk_is_a_sentence(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the system's own reason."""

    def full() -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    page(server, answering(ANDROID, LARGE))

    assert "could not be kept while it was read: No space left on device" in refused()


def test_what_only_calls_itself_a_package_is_refused(server: Server) -> None:
    """Other binary data, however named; a page in its place is one that its server misnames."""
    page(server, answering(ANDROID, b"\x7fELF\0\0\0"))
    assert "an Android app, not with a page" in refused(UnknownFormat)
    page(server, answering(ANDROID, b"x" * (MAX_DOCUMENT_BYTES + 1)))
    assert refused(UnknownFormat)


def test_a_cut_or_other_archive_ends_in_one_sentence(server: Server) -> None:
    """As if it had been handed in."""
    for body in (SMALL[: len(SMALL) // 2], LARGE[: -(2**10)], packed({"readme.txt": "x"}), b"Cr24"):
        page(server, answering(ANDROID, body))
        with pytest.raises(UnreadableTarget) as error:
            fetched()
        assert "\n" not in str(error.value)


@pytest.mark.parametrize("body", [SMALL, LARGE], ids=["small", "large"])
def test_evidence_gives_the_same_listing_again(server: Server, body: bytes) -> None:
    """A small package is kept whole; of a large one, which no bundle holds, what was read of it."""
    page(server, answering(ANDROID, body))
    recorder, rulebook = Recorder(), load_rulebook()
    listing = fetched(recorder)
    at = listing.sources[0].retrieved_at
    assert at is not None
    content = bundle_of(recorder.targets, Judged(audit(listing, rulebook, on=at.date()), rulebook, at))
    bundle = load_bundle(io.BytesIO(content), "b.warc")

    assert outcomes(bundle) == [listing]
    assert len(content) < 2 * 2**20
    assert (bundle.manifest.targets[0].listing is None) == (body is SMALL)
