"""Take in the body of an answer: a page in memory, a large package in a temporary file that has no name."""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING, Final, NamedTuple

import httpx

from auditor.fetch.answers import is_package, may_be_package, refuse_bytes, refuse_type
from auditor.fetch.body import megabytes, unpacked
from auditor.fetch.failures import Failure, failed
from auditor.limits import MAX_DOCUMENT_BYTES, MAX_FETCHED_PACKAGE_BYTES, PACKAGE_SECONDS
from auditor.sources.blob import Unnamed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.fetch.body import Received
    from auditor.fetch.deadline import Deadline
    from auditor.sources.blob import Blob

_SNIFFED: Final = 1024
_OVER: Final = MAX_FETCHED_PACKAGE_BYTES + 1024 * 1024
"""Bytes after which any answer is left, packed and unpacked; the bounds with words of their own are less."""


class Taken(NamedTuple):
    """What came in."""

    body: bytes
    """All of it, or of a large package the beginning."""
    package: Blob | None = None
    """All of a large package."""


def taken(response: httpx.Response, received: Received, host: str, deadline: Deadline | None) -> Taken:
    """Return the body of an answer that is no refusal.

    Args:
        response: Its headers.
        received: Its body as it comes in.
        host: Who answers.
        deadline: Of the whole request; a package gets more time. None where packages are not wanted.

    Raises:
        UnknownFormat: It is neither text nor a package that is wanted.
        TooLarge: It is over its bound.
    """
    kind = media_type(response)
    if deadline is None or not may_be_package(kind):
        refuse_type(kind, host)
        _refuse_length(response, MAX_DOCUMENT_BYTES, Failure.TOO_LARGE, host)
    pieces = unpacked(received.pieces(), response.headers.get("content-encoding", ""), _OVER, host)
    start = _beginning(pieces)
    if deadline is not None and is_package(start):
        _refuse_length(response, MAX_FETCHED_PACKAGE_BYTES, Failure.LARGE_PACKAGE, host)
        received.allow(_OVER)
        deadline.extend(PACKAGE_SECONDS)
        return _package(start, pieces, host, deadline)
    refuse_type(kind, host)
    refuse_bytes(start[:_SNIFFED], host)
    _refuse_length(response, MAX_DOCUMENT_BYTES, Failure.TOO_LARGE, host)
    return Taken(_page(start, pieces, host))


def _beginning(pieces: Iterator[bytes]) -> bytes:
    start = b""
    while len(start) < _SNIFFED and (piece := next(pieces, b"")):
        start += piece
    return start


def _page(start: bytes, pieces: Iterator[bytes], host: str) -> bytes:
    body = bytearray(start)
    for piece in pieces:
        body += piece
        if len(body) > MAX_DOCUMENT_BYTES:
            break
    if len(body) > MAX_DOCUMENT_BYTES:
        raise failed(Failure.TOO_LARGE, host, megabytes(MAX_DOCUMENT_BYTES))
    return bytes(body)


def _package(start: bytes, pieces: Iterator[bytes], host: str, deadline: Deadline) -> Taken:
    package = _Package(start)
    try:
        with package:
            for piece in pieces:
                package.add(piece)
                if package.size > MAX_FETCHED_PACKAGE_BYTES:
                    raise failed(Failure.LARGE_PACKAGE, host, megabytes(MAX_FETCHED_PACKAGE_BYTES))
            return package.taken()
    except httpx.HTTPError as error:
        if deadline.left > 0:
            raise
        raise failed(Failure.SLOW_PACKAGE, host, f"{PACKAGE_SECONDS:.0f}") from error
    except OSError as error:
        raise failed(Failure.NO_ROOM, host, error.strerror or type(error).__name__) from error


class _Package:
    """Keeps a package: while it is small in memory. What was not taken at the end of the context is gone."""

    def __init__(self, start: bytes) -> None:
        self._held = bytearray(start)
        self._file: IO[bytes] | None = None
        self.size = len(start)

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, piece: bytes) -> None:
        """Keep the next piece. Raises OSError where there is no room for it."""
        self.size += len(piece)
        if self._file is None and self.size > MAX_DOCUMENT_BYTES:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 -- it lives as long as who reads it
            self._file.write(self._held)
            del self._held[_SNIFFED:]
        if self._file is None:
            self._held += piece
        else:
            self._file.write(piece)

    def taken(self) -> Taken:
        """Return all that was kept."""
        if self._file is None:
            return Taken(bytes(self._held))
        file, self._file = self._file, None
        file.flush()
        return Taken(bytes(self._held), Unnamed(file, self.size))


def _refuse_length(response: httpx.Response, bound: int, failure: Failure, host: str) -> None:
    """Let an answer pass that does not say of itself that it is over ``bound``."""
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > bound:
        raise failed(failure, host, megabytes(bound))


def media_type(response: httpx.Response) -> str:
    """Return what the headers say that it is: lower case, without parameters, or ""."""
    said: str = response.headers.get("content-type", "")
    return said.partition(";")[0].strip().lower()
