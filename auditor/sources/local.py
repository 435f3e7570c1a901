"""Read a file or a pasted text into a document, within bounds, and name what is neither text nor package."""

from __future__ import annotations

import os
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from auditor.errors import EmptyTarget, NotFound, TooLarge, UnknownFormat, UnreadableTarget
from auditor.limits import MAX_DOCUMENT_BYTES, MAX_PACKAGE_BYTES
from auditor.messages import N_
from auditor.sources.android.binary_xml import is_binary_xml
from auditor.sources.blob import OnDisk
from auditor.sources.extension.folder import folder_document, is_unpacked
from auditor.sources.interface import Document, Target
from auditor.sources.mhtml import is_archive, main_part
from auditor.sources.redact import redact_within
from auditor.sources.saved import PAGES, frames_of, page_in, styles_of
from auditor.sources.target import refuse_folder

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC: Final = (
    (b"%PDF-", N_("a PDF"), "Copy the text out of it and hand that in with '-'."),
    (b"\x89PNG", N_("a picture"), ""),
    (b"\xff\xd8\xff", N_("a picture"), ""),
    (b"GIF8", N_("a picture"), ""),
    (b"RIFF", N_("a picture or a sound"), ""),
    (b"\x1f\x8b", N_("a compressed file"), "Unpack it first."),
    (b"\x7fELF", N_("a program"), ""),
    (b"MZ\x90", N_("a Windows program"), ""),
    (b"bplist00", N_("a Safari web archive"), "Save the page as HTML instead."),
    (b"\xd0\xcf\x11\xe0", N_("an old Office document"), "Copy the text out of it and hand that in with '-'."),
    (b"SQLite format 3", N_("a database"), ""),
)
_ARCHIVES: Final = (b"PK\x03\x04", b"PK\x05\x06", b"Cr24")
_PACKAGE_ENDINGS: Final = (".apk", ".apks", ".apkm", ".xapk", ".crx", ".xpi")
"""Of files that are packages whatever they begin with: evasive ones put something else first."""
_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
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
        if is_unpacked(path):
            return checked(folder_document(path, target.label))
        if path.is_dir():
            path = page_in(path, target.label) or path
        refuse_folder(path)
        with path.open("rb") as stream:
            # Asking for the bound at once would have that much memory cleared for each small file.
            size = os.fstat(stream.fileno()).st_size
            body = stream.read(_SNIFFED)
            large = size > MAX_DOCUMENT_BYTES and _is_package(body, path)
            if not large:
                body += stream.read(min(size or MAX_DOCUMENT_BYTES, MAX_DOCUMENT_BYTES))
            package = OnDisk.at(path) if large else None
    except FileNotFoundError as error:
        raise NotFound(N_(f"there is no file {target.label!r}")) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableTarget(N_(f"{target.label!r} could not be read: {reason}"), hint="") from error
    document = Document(target=target.label, body=body, path=path, package=package)
    if path.suffix.lower() in PAGES:
        frames = frames_of(path, body, target.label)
        document = replace(document, styles=styles_of(path, body), frames=frames)
    return checked(document)


def _is_package(start: bytes, path: Path | None) -> bool:
    return start.startswith(_ARCHIVES) or (path is not None and path.suffix.lower() in _PACKAGE_ENDINGS)


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
    """Return ``document`` if it is text or a package of a bearable size; of a saved page its main part.

    Raises:
        EmptyTarget: It holds nothing but white space.
        TooLarge: It is over the bound.
        UnknownFormat: It is a PDF, a picture or other binary data.
    """
    if len(document.body) <= MAX_DOCUMENT_BYTES and is_archive(document.body):
        document = main_part(document)
    body = document.body
    bound = MAX_DOCUMENT_BYTES if document.package is None else MAX_PACKAGE_BYTES
    if document.content.size > bound:
        raise TooLarge(N_(f"{document.target!r} is larger than {bound // 1024**2} MB"))
    if not body.strip(b" \t\r\n\f\0\xef\xbb\xbf"):
        raise EmptyTarget(N_(f"{document.target!r} is empty"))
    start = body[:_SNIFFED]
    if _is_package(start, document.path) or is_binary_xml(start):
        return document
    for magic, name, hint in _MAGIC:
        if start.lstrip(b"\r\n\t ").startswith(magic):
            raise UnknownFormat(N_(f"{document.target!r} is {name}, not a page or a text"), hint=hint or None)
    if b"\0" in start and not start.startswith(_WIDE_MARKS) and "charset" not in _said(document):
        raise UnknownFormat(N_(f"{document.target!r} is binary data, not a page or a text"))
    return document


def _said(document: Document) -> str:
    return f"charset={document.charset}" if (document.charset or "").lower().startswith("utf-16") else ""
