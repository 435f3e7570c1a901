"""Read a file or a pasted text into a document, within bounds, and name what is no text."""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING, Final

from auditor.errors import EmptyTarget, NotFound, TooLarge, UnknownFormat, UnreadableTarget
from auditor.limits import MAX_DOCUMENT_BYTES
from auditor.sources.interface import Document, Target
from auditor.sources.redact import redact_within
from auditor.sources.target import refuse_folder

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC: Final = (
    (b"%PDF-", "a PDF", "Copy the text out of it and hand that in with '-'."),
    (b"Cr24", "a packed browser extension", "Packages are not read yet; hand in the store page."),
    (b"PK\x03\x04", "a package or ZIP archive", "Packages are not read yet; hand in the store page."),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"RIFF", "a picture or a sound", ""),
    (b"\x1f\x8b", "a compressed file", "Unpack it first."),
    (b"\x7fELF", "a program", ""),
    (b"MZ\x90", "a Windows program", ""),
    (b"bplist00", "a Safari web archive", "Save the page as HTML instead."),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "Copy the text out of it and hand that in with '-'."),
    (b"SQLite format 3", "a database", ""),
)
_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_SNIFFED: Final = 1024
_GZIP: Final = zlib.MAX_WBITS | 16


def read_file(target: Target, path: Path) -> Document:
    """Return the file at ``path``.

    Raises:
        NotFound: It is not there.
        EmptyTarget: It holds nothing.
        TooLarge: It is over the bound.
        UnknownFormat: It is no text.
        UnreadableTarget: It is a folder, or may not be read.
    """
    try:
        refuse_folder(path)
        with path.open("rb") as stream:
            # Asking for the bound at once would have that much memory cleared for each small file.
            size = os.fstat(stream.fileno()).st_size
            body = stream.read(min(size or MAX_DOCUMENT_BYTES, MAX_DOCUMENT_BYTES) + 1)
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {target.label!r}") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableTarget(f"{target.label!r} could not be read: {reason}", hint="") from error
    return checked(Document(target=target.label, body=body, path=path))


def is_web_archive(path: Path) -> bool:
    """Whether the file at ``path`` is a web archive (WARC), packed or not. Never raises."""
    try:
        if not path.is_file():
            return False  # opening a pipe would wait for whoever writes into it
        with path.open("rb") as stream:
            start = stream.read(_SNIFFED)
    except (OSError, ValueError):  # too long, or holding what no path may
        return False
    if start.startswith(b"\x1f\x8b"):
        try:
            start = zlib.decompressobj(_GZIP).decompress(start, _SNIFFED)
        except zlib.error:
            return False
    return start.startswith(b"WARC/1.")


def from_text(target: Target) -> Document:
    """Return pasted text, addresses in it without secrets, as a document. Raises like :func:`read_file`."""
    body = redact_within(target.given).encode("utf-8", errors="replace")
    return checked(Document(target=target.label, body=body, charset="utf-8"))


def checked(document: Document) -> Document:
    """Return ``document`` if it is text of a bearable size.

    Raises:
        EmptyTarget: It holds nothing but white space.
        TooLarge: It is over the bound.
        UnknownFormat: It is a PDF, a picture, a package or other binary data.
    """
    body = document.body
    if len(body) > MAX_DOCUMENT_BYTES:
        raise TooLarge(f"{document.target!r} is larger than {MAX_DOCUMENT_BYTES // 1024**2} MB")
    if not body.strip(b" \t\r\n\f\0\xef\xbb\xbf"):
        raise EmptyTarget(f"{document.target!r} is empty")
    start = body[:_SNIFFED]
    for magic, name, hint in _MAGIC:
        if start.lstrip(b"\r\n\t ").startswith(magic):
            raise UnknownFormat(f"{document.target!r} is {name}, not a page or a text", hint=hint or None)
    if start[:200].lower().find(b"\nmime-version:") >= 0 or start.lower().startswith(b"mime-version:"):
        raise UnknownFormat(
            f"{document.target!r} is an MHTML archive", hint="Save the page as 'HTML only' instead."
        )
    if b"\0" in start and not start.startswith(_WIDE_MARKS) and "charset" not in _said(document):
        raise UnknownFormat(f"{document.target!r} is binary data, not a page or a text")
    return document


def _said(document: Document) -> str:
    return f"charset={document.charset}" if (document.charset or "").lower().startswith("utf-16") else ""
