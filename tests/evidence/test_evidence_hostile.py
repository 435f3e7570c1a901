"""A bundle may come from anybody: damaged, forged, endless. It is refused in one sentence, within bounds."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import random
import time
import tracemalloc
import zlib
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from auditor.errors import AuditorError, TooLarge, UnknownFormat, UnreadableTarget
from auditor.evidence import Judged, Recorder, bundle_of, listing_of, load_bundle
from auditor.evidence import warc_reading as reading_module
from auditor.evidence.warc import Record, packed, record_id, written
from auditor.evidence.warc_reading import read_records
from auditor.judge import audit
from auditor.rulebook import load_rulebook
from auditor.sources import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Listing

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@cache
def small(*, pack: bool) -> tuple[bytes, Listing]:
    """A bundle of one short text."""
    recorder = Recorder()
    rulebook = load_rulebook()
    listing = read(["See who saved your TikTok"], witness=recorder)
    judged = Judged(audit(listing, rulebook), rulebook, NOON)
    return bundle_of(recorder.targets, judged, pack=pack), listing


def again(content: bytes) -> Listing:
    """What is read out of ``content``."""
    return listing_of(load_bundle(io.BytesIO(content), "b.warc"))


def positions(length: int) -> Iterator[int]:
    """The ends in full, and some places between: a bundle is mostly rules."""
    drawn = random.Random(7).sample(range(length), 60)  # noqa: S311 - no secret
    yield from sorted({*range(0, 900, 7), *drawn, *range(length - 600, length, 7)})


@pytest.mark.parametrize("pack", [False, True])
def test_a_bundle_cut_short_anywhere_is_refused(*, pack: bool) -> None:
    """With one sentence; never half a bundle."""
    content, _ = small(pack=pack)
    for end in positions(len(content)):
        with pytest.raises(UnreadableTarget) as error:
            again(content[:end])
        assert "\n" not in str(error.value)


@pytest.mark.parametrize("pack", [False, True])
def test_a_changed_byte_never_changes_what_is_read(*, pack: bool) -> None:
    """It is refused, or it stood where nothing is read from: in a date, in the packing's own fields."""
    content, listing = small(pack=pack)
    for place in positions(len(content)):
        changed = bytearray(content)
        changed[place] ^= 0x15
        try:
            found = again(bytes(changed))
        except AuditorError:
            continue
        assert found == listing


def test_a_bomb_ends_at_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """A packed gigabyte is left before it takes any memory."""
    monkeypatch.setattr(reading_module, "MAX_BUNDLE_BYTES", 2**20)
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(packer.compress(b" " * 2**20) for _ in range(64)) + packer.flush()
    head = gzip.compress(b"WARC/1.1\r\nContent-Length: 999999999999\r\n\r\n")
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            list(read_records(io.BytesIO(head + body), "b.warc"))
        assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "content",
    [
        b"WARC/1.1\r\nContent-Length: 999999999999\r\n\r\nshort",
        b"WARC/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\nshort",
        b"WARC/1.1\r\nContent-Length: -5\r\n\r\nshort",
        "WARC/1.1\r\nContent-Length: ٣\r\n\r\nabc\r\n\r\n".encode(),
        b"WARC/1.1\r\n\r\n",
        b"WARC/1.1\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
        b"WARC/1.1" + b"a" * 600_000,
        b"WARC/9.9\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
        gzip.compress(b"") * 30_000,
        b"\x1f\x8b\x08\x00rubbish",
        b"PK\x03\x04",
    ],
)
def test_what_is_no_archive_is_refused_quickly(content: bytes) -> None:
    """Lengths that lie, heads without end, thousands of empty members."""
    began = time.monotonic()
    with pytest.raises(UnreadableTarget):
        list(read_records(io.BytesIO(content), "b.warc"))
    assert time.monotonic() - began < 2


def test_too_many_records_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small."""
    monkeypatch.setattr(reading_module, "MAX_BUNDLE_RECORDS", 3)
    one = written(Record("metadata", "urn:x", NOON, "text/plain", b"x"), "<urn:y>")
    assert len(list(read_records(io.BytesIO(one * 3), "b.warc"))) == 3
    with pytest.raises(TooLarge):
        list(read_records(io.BytesIO(one * 4), "b.warc"))


def forged(old: bytes, new: bytes) -> bytes:
    """A bundle whose maker changed words and made every digest fit again."""
    content, _ = small(pack=False)
    parts = []
    for record in read_records(io.BytesIO(content), "b.warc"):
        block = record.block.replace(old, new)
        head = {**record.fields, "warc-block-digest": f"sha256:{hashlib.sha256(block).hexdigest()}"}
        head["content-length"] = str(len(block))
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        parts.append(b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n")
    return b"".join(parts)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"See who saved", b"See who liked", "does not hold"),
        (b'"kind": "text"', b'"kind": "tape"', "no bundle that this version reads"),
        (b'"targets": [', b'"targets": [ [[', "no bundle that this version reads"),
        (b'"schema": 1', b'"schema": 2', "no bundle that this version reads"),
        (b'"packing": ""', b'"packing": "br"', "packs its answer"),
    ],
)
def test_a_forged_bundle_is_refused(old: bytes, new: bytes, words: str) -> None:
    """What does not fit its own manifest, or is none."""
    with pytest.raises(UnreadableTarget, match=words):
        again(forged(old, new))


def test_rules_of_a_shape_that_we_do_not_know_do_not_matter() -> None:
    """The bundle is read without them."""
    content = forged(b'"third_party"', b'"fourth_party"')
    assert load_bundle(io.BytesIO(content), "b.warc").rules is None
    assert again(content).texts


def test_a_kept_failure_can_only_be_a_failure() -> None:
    """A name in a bundle calls nothing but errors of ours."""
    failing = b'"failure": {"kind": "AuditorError", "message": "no", "hint": ""},\n      "listing"'
    content = forged(b'"failure": null,\n      "listing"', failing)
    with pytest.raises(UnreadableTarget, match="no"):
        again(content)


def test_an_empty_bundle_is_no_bundle() -> None:
    """No record at all."""
    with pytest.raises(UnknownFormat):
        again(b"")


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["metadata", "resource"]),
            st.text(min_size=1, max_size=30),
            st.binary(max_size=200),
        ),
        max_size=5,
    ),
    st.booleans(),
)
def test_what_is_written_is_read_by_us_and_by_others(parts: list[tuple[str, str, bytes]], pack: bool) -> None:  # noqa: FBT001 - hypothesis hands it over so
    """Whatever stands in names and bodies, line breaks too."""
    records = [Record(kind, uri, NOON, "text/plain", block) for kind, uri, block in parts]
    whole = [written(record, record_id(record, number)) for number, record in enumerate(records)]
    content = b"".join(packed(each) if pack else each for each in whole)
    ours = [found.block for found in read_records(io.BytesIO(content), "b.warc")]
    theirs = [r.raw_stream.read() for r in ArchiveIterator(io.BytesIO(content), check_digests="raise")]

    assert ours == theirs == [record.block for record in records]


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_rubbish_is_refused(content: bytes) -> None:
    """Whatever it is."""
    for start in (b"", b"WARC/1.1\r\n", b"\x1f\x8b\x08\x00"):
        with pytest.raises(AuditorError):
            again(start + content)
