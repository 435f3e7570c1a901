"""Extensions built for the tests: manifests, archives, packages with signatures that are none."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from auditor.sources import Document, read_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.model import Listing

KEY: Final = b"a public key"
STORE_KEY_DIGEST: Final = "61f7f2a6bfcf74cd0bc1fe2497cc9b04254c658f79f2145392867ea8366367cf"
BASE: Final[dict[str, Any]] = {
    "manifest_version": 3,
    "name": "SaveSpy",
    "version": "1.2",
    "description": "Shows saves.",
}
"""A manifest that asks for nothing."""


def manifest(**keys: Any) -> dict[str, Any]:
    """Return a manifest of version 3 with more keys."""
    return {**BASE, **keys}


def packed(files: Mapping[str, Any]) -> bytes:
    """Return an archive; what is no text or bytes is written as JSON."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, (str, bytes)) else json.dumps(content))
    return stream.getvalue()


def field(number: int, content: bytes) -> bytes:
    """Return one field of a protocol buffer."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def crx3(archive: bytes, *keys: bytes) -> bytes:
    """Return a packed extension of version 3, signed in form with ``keys``; its id is that of :data:`KEY`."""
    proofs = b"".join(field(2, field(1, key) + field(2, b"signature")) for key in keys or (KEY,))
    header = proofs + field(10_000, field(1, hashlib.sha256(KEY).digest()[:16]))
    return b"Cr24" + struct.pack("<II", 3, len(header)) + header + archive


def crx2(archive: bytes) -> bytes:
    """Return a packed extension of version 2."""
    return b"Cr24" + struct.pack("<III", 2, len(KEY), 9) + KEY + b"signature" + archive


def extension_id(key: bytes = KEY) -> str:
    """Return the id by which a browser knows the owner of ``key``."""
    return "".join(chr(ord("a") + int(digit, 16)) for digit in hashlib.sha256(key).hexdigest()[:32])


def read_bytes(body: bytes, name: str = "tool.zip") -> Listing:
    """Return the listing of a file called ``name``."""
    return read_document(Document(target=name, body=body, path=Path(name)))


def read_manifest(**keys: Any) -> Listing:
    """Return the listing of a manifest alone."""
    return read_bytes(json.dumps(manifest(**keys)).encode(), "manifest.json")


def asked(listing: Listing) -> list[str]:
    """Return the ids of all that is asked for."""
    return [request.id for request in listing.access_requests]


def seen(listing: Listing) -> dict[str, str]:
    """Return what was observed, by id, with the last value of each."""
    return {observation.id: observation.value for observation in listing.observations}
