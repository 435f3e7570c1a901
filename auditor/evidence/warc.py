"""Write WARC 1.1, in one way only, so that the same records are the same bytes.

https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/ (read 2026-11-26)
"""

from __future__ import annotations

import hashlib
import re
import uuid
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from datetime import datetime

_VERSION: Final = b"WARC/1.1"
_END: Final = b"\r\n\r\n"
_GZIP_HEAD: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
"""No time, no name, no system: the same bytes whenever and wherever they are written."""
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]+")
_URI_SIGNS: Final = "!#$%&'()*+,/:;=?@[]~"

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One record: what it is, of which address, and its bytes."""

    type: str
    """``warcinfo``, ``request``, ``response``, ``resource``, ``revisit`` or ``metadata``."""
    uri: str
    """Address or name of what it holds; "" for ``warcinfo``."""
    date: datetime
    content_type: str
    block: bytes
    payload_start: int | None = None
    """Where in an HTTP message its body begins."""
    more: Headers = ()
    """Further fields of its head."""

    @property
    def payload(self) -> bytes:
        """The body of an HTTP message, else the whole block."""
        return self.block[self.payload_start or 0 :]


def record_id(record: Record, number: int) -> str:
    """Return the name of ``record``, the ``number``-th of its file: the same for the same content."""
    whole = f"{number}\n{record.type}\n{record.uri}\n{record.date.isoformat()}\n{digest(record.block)}"
    # Version 8 of RFC 9562 leaves the bits to whoever makes the name.
    value = int.from_bytes(hashlib.sha256(whole.encode()).digest()[:16])
    value = value & ~(0xF << 76) & ~(0x3 << 62) | 8 << 76 | 2 << 62
    return f"<urn:uuid:{uuid.UUID(int=value)}>"


def written(record: Record, name: str) -> bytes:
    """Return the bytes of ``record`` under the name that :func:`record_id` gave it."""
    head = [("WARC-Type", record.type), ("WARC-Record-ID", name), ("WARC-Date", warc_date(record.date))]
    if record.uri:
        head.append(("WARC-Target-URI", as_uri(record.uri)))
    head.append(("WARC-Block-Digest", digest(record.block)))
    if record.payload_start is not None and record.type != "revisit":
        head.append(("WARC-Payload-Digest", digest(record.payload)))
    head += [*record.more, ("Content-Type", record.content_type), ("Content-Length", str(len(record.block)))]
    lines = "".join(f"{key}: {_CONTROL.sub(' ', value)}\r\n" for key, value in head)
    return b"".join((_VERSION, b"\r\n", lines.encode(), b"\r\n", record.block, _END))


def packed(whole: bytes) -> bytes:
    """Return one record as a gzip member of its own, which is how archives are packed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(whole) + packer.flush()
    end = zlib.crc32(whole).to_bytes(4, "little") + (len(whole) & 0xFFFFFFFF).to_bytes(4, "little")
    return _GZIP_HEAD + body + end


def as_uri(address: str) -> str:
    """Return ``address`` with everything that no URI may hold written as ``%…``."""
    return quote(address, safe=_URI_SIGNS)


def warc_date(date: datetime) -> str:
    """Return a time as heads write it."""
    return date.strftime("%Y-%m-%dT%H:%M:%SZ")


def digest(content: bytes) -> str:
    """Return what a record says of its bytes: ``sha256:`` and the hash in hexadecimal."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
