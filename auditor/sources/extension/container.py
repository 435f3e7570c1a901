"""The wrapping of packed extensions for Chromium: signature first, then a ZIP archive.

Format: https://chromium.googlesource.com/chromium/src/+/main/components/crx_file/crx3.proto; of version 2
the ``crx_file.h`` of 2016 in the same folder (read 2026-11-26). Signatures are looked at, not verified: a
missing one tells something, a present one nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.messages import N_
from auditor.sources.archive import BrokenArchive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.blob import Blob

CRX_START: Final = b"Cr24"
_MAX_HEADER: Final = 1024 * 1024
_FIXED: Final = {2: 16, 3: 12}
_LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_ID_BYTES: Final = 16
_STORE_KEYS: Final = frozenset({"61f7f2a6bfcf74cd0bc1fe2497cc9b04254c658f79f2145392867ea8366367cf"})
"""SHA-256 of the key with which the Chrome Web Store signs, beside the developer's own:
https://chromium.googlesource.com/chromium/src/+/main/components/crx_file/crx_verifier.cc"""


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What stands before the archive."""

    version: int
    """2 or 3."""
    start: int
    """Where the archive begins."""
    extension_id: str | None
    """32 letters from a to p, by which the browser knows the extension."""
    by_store: bool | None
    """Whether it carries a signature with the Web Store's key; unknown in version 2, which had none."""


def read_wrapping(blob: Blob, label: str) -> Wrapping:
    """Return the wrapping of a packed extension.

    Raises:
        BrokenArchive: It is cut short, or of a version that no browser has.
    """
    fixed = blob.read(0, max(_FIXED.values()))
    version = _number(fixed, 4)
    if version not in _FIXED or blob.size < _FIXED[version]:
        raise BrokenArchive(N_(f"{label!r} begins like a packed browser extension and is none"))
    header = _number(fixed, 8)
    signature = _number(fixed, 12) if version == 2 else 0  # noqa: PLR2004  # the format's number
    start = _FIXED[version] + header + signature
    if header > _MAX_HEADER or signature > _MAX_HEADER or start > blob.size:
        raise BrokenArchive(N_(f"{label!r} is a packed browser extension that is cut short or damaged"))
    head = blob.read(_FIXED[version], header)
    if version == 2:  # noqa: PLR2004  # the format's number
        return Wrapping(2, start, id_of_key(head), None)
    keys, crx_id = _proofs(head)
    by_store = any(hashlib.sha256(key).hexdigest() in _STORE_KEYS for key in keys)
    return Wrapping(3, start, None if crx_id is None else _letters(crx_id), by_store)


def id_of_key(key: bytes) -> str:
    """Return the id of the extension whose public key (DER) is ``key``."""
    return _letters(hashlib.sha256(key).digest()[:_ID_BYTES])


def id_of_manifest_key(text: str) -> str | None:
    """Return the id that ``key`` in a manifest gives, or None where it is no key."""
    try:
        key = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return id_of_key(key) if key else None


def _letters(digest: bytes) -> str:
    return digest.hex().translate(_LETTERS)


def _number(body: bytes, place: int) -> int:
    return int.from_bytes(body[place : place + 4], "little")


def _proofs(header: bytes) -> tuple[list[bytes], bytes | None]:
    """Return the public keys of all signatures, and the id that the signed part names."""
    keys: list[bytes] = []
    crx_id = None
    for field, value in _fields(header):
        if field in (2, 3):
            keys += [inner for number, inner in _fields(value) if number == 1]
        elif field == 10_000:  # noqa: PLR2004  # signed_header_data
            crx_id = next((inner for number, inner in _fields(value) if number == 1), None)
    return keys, crx_id if crx_id is not None and len(crx_id) == _ID_BYTES else None


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the fields of a protocol buffer that hold bytes; ends where something else stands.

    https://protobuf.dev/programming-guides/encoding/
    """
    place = 0
    while place < len(message):
        tag, place = _varint(message, place)
        if tag & 7 != 2:  # noqa: PLR2004  # the wire type of bytes
            return
        length, place = _varint(message, place)
        if place + length > len(message):
            return
        yield tag >> 3, message[place : place + length]
        place += length


def _varint(message: bytes, place: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 35, 7):
        byte = message[place] if place < len(message) else 0
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:  # noqa: PLR2004  # the last byte has no high bit
            break
    return value, place
