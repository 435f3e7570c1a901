"""Which certificates a package says it is signed with. Fingerprint and name; no signature is checked.

Schemes: v1 in META-INF (https://docs.oracle.com/javase/8/docs/technotes/guides/jar/jar.html#Signed_JAR_File),
v2 and v3 in a block before the list of files
(https://source.android.com/docs/security/features/apksigning/v2 and /v3, read 2026-11-26).
"""

from __future__ import annotations

import hashlib
import re
import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.messages import N_
from auditor.sources.android.der import SEQUENCE, signer_certificate, subject_of
from auditor.sources.damage import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.android.archive import Archive

_V1_NAME: Final = re.compile(r"META-INF/[^/]+\.(?:RSA|DSA|EC)", re.IGNORECASE)
_MAX_V1_BYTES: Final = 1024 * 1024
_MAX_V1_FILES: Final = 8
_MAGIC: Final = b"APK Sig Block 42"
_FOOTER: Final = struct.Struct("<Q16s")
_MAX_BLOCK_BYTES: Final = 8 * 1024 * 1024
_MAX_PAIRS: Final = 64
_MAX_SIGNERS: Final = 10
"""The most that Android accepts."""
_SCHEMES: Final = {0x1B93AD61: "v3.1", 0xF05368C0: "v3", 0x7109871A: "v2"}


class Certificate(NamedTuple):
    """One signing certificate."""

    sha256: str
    """Of its DER bytes, in hexadecimal, as apksigner and Play print it."""
    scheme: str
    owner: str = ""
    """The name in it, which whoever made it chose freely."""


def certificates(archive: Archive) -> list[Certificate]:
    """Return the certificates of ``archive``, the newest scheme's first, each once.

    Raises:
        Damaged: There are signatures, and none can be read.
        UnreadableTarget: The file changed while it was read.
    """
    found: list[tuple[bytes, str]] = []
    trouble: Damaged | None = None
    for scheme in (_in_block, _in_meta_inf):
        try:
            found += scheme(archive)
        except (Damaged, struct.error) as error:
            trouble = error if isinstance(error, Damaged) else Damaged(N_("its signature breaks off"))
    if not found and trouble is not None:
        raise trouble
    hashed = [Certificate(hashlib.sha256(der).hexdigest(), scheme, subject_of(der)) for der, scheme in found]
    return list({each.sha256: each for each in reversed(hashed)}.values())[::-1]


def _in_meta_inf(archive: Archive) -> Iterator[tuple[bytes, str]]:
    names = [member for member in archive.members if _V1_NAME.fullmatch(member.name)]
    for member in names[:_MAX_V1_FILES]:
        der = signer_certificate(archive.read(member, _MAX_V1_BYTES, _is_envelope))
        if der is not None:
            yield der, "v1"


def _is_envelope(start: bytes) -> bool:
    return start[:1] == bytes([SEQUENCE])


def _in_block(archive: Archive) -> Iterator[tuple[bytes, str]]:
    pairs = _pairs(_block(archive))
    for number, scheme in _SCHEMES.items():
        if number in pairs:
            yield from ((der, scheme) for der in _signers(pairs[number]))


def _block(archive: Archive) -> bytes:
    """Return the pairs of the APK Signing Block, or nothing where there is none."""
    end = archive.directory
    footer = archive.blob.read(end - _FOOTER.size, _FOOTER.size) if end >= _FOOTER.size else b""
    if len(footer) < _FOOTER.size:
        return b""
    size, magic = _FOOTER.unpack(footer)
    if magic != _MAGIC or not _FOOTER.size <= size <= min(end, _MAX_BLOCK_BYTES):
        return b""
    return archive.blob.read(end - size, size - _FOOTER.size)


def _pairs(block: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    place = 0
    for _ in range(_MAX_PAIRS):
        if place + 12 > len(block):
            break
        length, number = struct.unpack_from("<QL", block, place)
        found.setdefault(number, block[place + 12 : place + 8 + length])
        place += 8 + length
    return found


def _signers(value: bytes) -> Iterator[bytes]:
    """Yield each signer's first certificate: the one it signs with."""
    for signer in _prefixed(_first(value)):
        signed = _first(signer)
        after_digests = signed[4 + len(_first(signed)) :]
        for certificate in _prefixed(_first(after_digests)):
            yield certificate
            break


def _prefixed(data: bytes) -> Iterator[bytes]:
    """Yield the stretches in ``data``, each after its length."""
    for _ in range(_MAX_SIGNERS):
        if not data:
            return
        part = _first(data)
        yield part
        data = data[4 + len(part) :]


def _first(data: bytes) -> bytes:
    (length,) = struct.unpack_from("<L", data, 0)
    if length > len(data) - 4:
        raise Damaged(N_("its signature breaks off"))
    return data[4 : 4 + length]
