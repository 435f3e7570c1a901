"""A page saved as one file (MHTML, RFC 2557): take its main part out, with the address that it had.

Headers are read by the standard library. Parts are told apart by their boundary in one pass here: its own
parser takes a nesting of parts as deep as it comes, and parameters of a header in time that grows with the
square of their number. Pictures inside are left alone.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.errors import UnknownFormat
from auditor.limits import (
    MAX_SAVED_FRAME_BYTES,
    MAX_SAVED_FRAMES,
    MAX_SAVED_STYLE_BYTES,
    MAX_SAVED_STYLES,
    MAX_URL_CHARACTERS,
)
from auditor.messages import N_
from auditor.sources.interface import Document
from auditor.sources.origin import parts_of, stated
from auditor.sources.redact import redact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from email.message import Message

_MAX_HEADERS: Final = 16_384
"""Bytes of one block of headers. Addresses in them are long; nothing else is."""
_MAX_VALUE: Final = 2_000
_MAX_PARTS: Final = 4_000
_MAX_NESTING: Final = 3
_FIRST_LINE: Final = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]?[^\r\n]{0,8000}\r?\n")
_BLANK: Final = re.compile(rb"\r?\n\r?\n")
_PAGES: Final = ("text/html", "application/xhtml+xml")
_NO_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]+")
_SAVED_AT: Final = "Snapshot-Content-Location"
_LOCATION: Final = "Content-Location"


class _Part(NamedTuple):
    """One part: its headers, and its content as it stands in the file."""

    headers: Message
    content: bytes
    content_type: str
    """With its parameters, on one line."""

    @property
    def media_type(self) -> str:
        """Lower case, without parameters; text where nothing is said, as the standard has it."""
        return self.content_type.partition(";")[0].strip().lower() or "text/plain"

    def parameter(self, name: str) -> str | None:
        """Return a parameter of the content type: ``boundary``, ``charset``."""
        found = re.search(
            rf'(?i);\s{{0,20}}{name}\s{{0,20}}=\s{{0,20}}(?:"([^"]*)"|([^\s;"]+))', self.content_type
        )
        return None if found is None else found[1] or found[2]

    @property
    def address(self) -> str | None:
        return _address(self.headers.get(_LOCATION))

    @property
    def cid(self) -> str | None:
        """The address by which other parts name this one (RFC 2392)."""
        name = str(self.headers.get("Content-ID", "")).strip()[:_MAX_VALUE]
        return f"cid:{name[1:-1]}" if name.startswith("<") and name.endswith(">") else None


def is_archive(body: bytes) -> bool:
    """Whether ``body`` begins with the headers of a page saved as one file."""
    start = body[: _MAX_HEADERS + 4].lstrip(b"\r\n\t \xef\xbb\xbf")
    if _FIRST_LINE.match(start) is None:
        return False
    blank = _BLANK.search(start)
    names = b"\n" + (start if blank is None else start[: blank.start()]).lower()
    return b"\nmime-version:" in names or b"\nsnapshot-content-location:" in names


def main_part(document: Document) -> Document:
    """Return the page inside ``document`` as a document of its own.

    Raises:
        UnknownFormat: There is no page in it.
    """
    top = _part(document.body.lstrip(b"\r\n\t \xef\xbb\xbf"))
    pages = [part for part in _leaves(top, _MAX_NESTING) if part.media_type in _PAGES]
    if not pages:
        raise UnknownFormat(N_(f"{document.target!r} is an MHTML archive without a page in it"))
    saved_at = _address(top.headers.get(_SAVED_AT)) or top.address
    page = next((part for part in pages if saved_at is not None and part.address == saved_at), pages[0])
    styles = _styles(top)
    body, damaged = _taken_out(page)
    return replace(
        document,
        styles=styles,
        frames=_frames([part for part in pages if part is not page], document, styles),
        body=body,
        damaged=damaged,
        url=redact(page.address or saved_at or "") or None,
        final_url=None,
        media_type=page.media_type,
        charset=page.parameter("charset"),
    )


def _styles(top: _Part) -> tuple[tuple[str, bytes], ...]:
    """Return the style sheets in the archive, by their addresses; browsers make up those of ``cid:``."""
    found: dict[str, bytes] = {}
    left = MAX_SAVED_STYLE_BYTES
    for part in _leaves(top, _MAX_NESTING):
        address = re.sub(r"\s", "", str(part.headers.get(_LOCATION) or ""))
        if part.media_type != "text/css" or not 0 < len(address) <= MAX_URL_CHARACTERS:
            continue
        sheet = _decoded(part)
        if len(found) < MAX_SAVED_STYLES and len(sheet) <= left and redact(address) == address:
            found.setdefault(address, sheet)
            left -= len(sheet)
    return tuple(found.items())


def _frames(
    pages: Sequence[_Part], around: Document, styles: tuple[tuple[str, bytes], ...]
) -> tuple[tuple[str, Document], ...]:
    """Return the other pages in the archive, by the addresses that a frame may show them under."""
    found: dict[str, Document] = {}
    left = MAX_SAVED_FRAME_BYTES
    for part in pages[:MAX_SAVED_FRAMES]:
        body = _decoded(part)
        if len(body) > left:
            continue
        left -= len(body)
        location = re.sub(r"\s", "", str(part.headers.get(_LOCATION) or "about:blank"))
        page = Document(
            target=around.target,
            body=body,
            url=stated(location),
            media_type=part.media_type,
            charset=part.parameter("charset"),
            styles=styles,
        )
        for address in (part.cid, location):
            if address is not None and len(address) <= MAX_URL_CHARACTERS and redact(address) == address:
                found.setdefault(address, page)
    return tuple(found.items())


def _part(body: bytes) -> _Part:
    blank = _BLANK.search(body, 0, _MAX_HEADERS)
    head, content = (body[: blank.start()], body[blank.end() :]) if blank is not None else (b"", body)
    from email.parser import BytesHeaderParser  # noqa: PLC0415  # few targets are archives
    from email.policy import compat32  # noqa: PLC0415

    headers = BytesHeaderParser(policy=compat32).parsebytes(head)
    content_type = str(headers.get("Content-Type", ""))[:_MAX_VALUE].replace("\r", " ").replace("\n", " ")
    return _Part(headers, content, content_type)


def _leaves(part: _Part, levels: int) -> Iterator[_Part]:
    """Yield the parts that hold no parts, in order, down to ``levels`` of nesting."""
    boundary = part.parameter("boundary") if part.media_type.startswith("multipart/") else None
    if boundary is None:
        yield part
    elif levels:
        for piece in _pieces(part.content, boundary):
            yield from _leaves(_part(piece), levels - 1)


def _pieces(content: bytes, boundary: str) -> Iterator[bytes]:
    """Yield what stands between the boundaries. The last piece of a file that was cut short counts too."""
    mark = b"--" + boundary.encode("latin-1", errors="replace")
    position = 0 if content.startswith(mark) else _next(content, mark, 0)
    for _ in range(_MAX_PARTS):
        if position < 0 or content.startswith(b"--", position + len(mark)):
            return
        start = content.find(b"\n", position) + 1
        if start == 0:
            return
        position = _next(content, mark, start - 1)
        yield content[start : position if position > 0 else len(content)].lstrip(b"\r\n")


def _next(content: bytes, mark: bytes, start: int) -> int:
    found = content.find(b"\n" + mark, start)
    return found + 1 if found >= 0 else -1


def _decoded(part: _Part) -> bytes:
    return _taken_out(part)[0]


def _taken_out(part: _Part) -> tuple[bytes, bool]:
    """Return the content of ``part``, and whether it breaks off."""
    way = str(part.headers.get("Content-Transfer-Encoding", "")).strip().lower()
    if way == "quoted-printable":
        return binascii.a2b_qp(part.content), False
    if way != "base64":
        return part.content, False
    try:
        return binascii.a2b_base64(part.content), False
    except binascii.Error:
        return _as_far_as_it_goes(part.content)


def _as_far_as_it_goes(content: bytes) -> tuple[bytes, bool]:
    """Return what base64 that breaks off holds. What has a tag in it never was base64."""
    if b"<" in content:
        return content, False
    letters = _NO_BASE64.sub(b"", content.partition(b"=")[0])
    return binascii.a2b_base64(letters[: len(letters) // 4 * 4]), True


def _address(value: object) -> str | None:
    """Return a web address out of a header, unfolded; addresses of files say nothing about the page."""
    url = re.sub(r"\s", "", str(value))[: MAX_URL_CHARACTERS + 1] if value is not None else ""
    return url if parts_of(url) is not None else None
