"""Bodies within bounds, and sentences for what goes wrong on the way."""

from __future__ import annotations

import ssl
import tracemalloc
import zlib
from contextlib import suppress

import httpcore
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import FetchError, TooLarge
from auditor.fetch.answers import failure
from auditor.fetch.body import unpacked
from auditor.fetch.deadline import Deadline


def packed(body: bytes) -> bytes:
    """``body`` as gzip."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(body) + packer.flush()


@given(st.lists(st.binary(max_size=200), max_size=6), st.integers(min_value=1, max_value=50))
def test_packing_and_unpacking_gives_the_same(parts: list[bytes], width: int) -> None:
    """Whatever the members and however they are cut into chunks."""
    whole = b"".join(map(packed, parts))
    chunks = [whole[start : start + width] for start in range(0, len(whole), width)]
    out = b"".join(unpacked(chunks, "gzip", 10_000, "a.example"))
    assert out == b"".join(parts)


@given(st.lists(st.binary(max_size=300), max_size=5), st.sampled_from(["gzip", "deflate"]))
def test_rubbish_never_breaks_the_unpacker(chunks: list[bytes], encoding: str) -> None:
    """It is unpacked, or refused with one of our errors."""
    with suppress(FetchError, TooLarge):
        assert all(len(piece) <= 1_000 for piece in unpacked(chunks, encoding, 1_000, "a.example"))


def test_a_bomb_takes_no_memory() -> None:
    """Only as much is unpacked as the bound allows, however much stands behind it."""
    bomb = packed(b" " * 2**25)
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            list(unpacked([bomb], "gzip", 100_000, "a.example"))
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


def caused(error: Exception) -> httpx.ConnectError:
    """``error`` as it comes out of the library."""
    inner = httpcore.ConnectError(str(error))
    inner.__cause__ = error
    outer = httpx.ConnectError(str(error))
    outer.__cause__ = inner
    return outer


def untrusted() -> ssl.SSLCertVerificationError:
    """What a certificate gives that has run out."""
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_message = "certificate has expired"
    return error


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (untrusted(), "the certificate of a.example is not valid: certificate has expired"),
        (ssl.SSLError(1, "wrong version number"), "no protected connection to a.example could be made"),
        (ConnectionRefusedError(111, "refused"), "a.example refuses the connection"),
        (OSError(101, "unreachable"), "a.example could not be reached, or broke off"),
    ],
)
def test_causes_have_their_sentence(error: Exception, sentence: str) -> None:
    """Found at the bottom of what the library raises."""
    assert str(failure(caused(error), "a.example", Deadline(5))) == sentence


def test_when_time_is_up_that_is_the_cause() -> None:
    """Whatever broke then."""
    assert "took longer than 30 seconds" in str(failure(httpx.ReadError("x"), "a.example", Deadline(0)))
