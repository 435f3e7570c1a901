"""Write signatures for tests. Nothing in them is signed; they only have the form."""

from __future__ import annotations

import struct
from typing import Final

V2: Final = 0x7109871A
V3: Final = 0xF05368C0


def der(tag: int, *parts: bytes) -> bytes:
    """Return a value in DER."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def certificate(serial: int, name: bytes = b"somebody", *, version: bool = True) -> bytes:
    """Return something that has a certificate's form."""
    head = [der(0xA0, der(0x02, b"\2"))] if version else []
    body = der(0x30, *head, _serial(serial), der(0x30, b"\6\0"), der(0x30, name), der(0x30, b"\0" * 200))
    return der(0x30, body, der(0x30, b""), der(0x03, b"\0"))


def _serial(serial: int) -> bytes:
    return der(0x02, bytes([serial]))


def cms(certificates: list[bytes], signer: tuple[int, bytes] | None) -> bytes:
    """Return an envelope with ``certificates``, signed by the one of that number and issuer."""
    names = [] if signer is None else [der(0x30, der(0x30, signer[1]), _serial(signer[0]))]
    infos = der(0x31, der(0x30, der(0x02, b"\1"), *names, der(0x30, b"")))
    data = der(0x30, der(0x02, b"\1"), der(0x31, b""), der(0x30, b"\6\0"), der(0xA0, *certificates), infos)
    return der(0x30, der(0x06, b"\x2a"), der(0xA0, data))


def block(**schemes: list[bytes]) -> bytes:
    """Return a signing block with the certificates of each scheme: ``v2=[der]``."""
    numbers = {"v2": V2, "v3": V3}
    pairs = b"".join(_pair(numbers[name], _signers(found)) for name, found in schemes.items())
    size = len(pairs) + 24
    return struct.pack("<Q", size) + pairs + struct.pack("<Q16s", size, b"APK Sig Block 42")


def _pair(number: int, value: bytes) -> bytes:
    return struct.pack("<QL", 4 + len(value), number) + value


def _signers(certificates: list[bytes]) -> bytes:
    signers = b"".join(
        _long(_long(_long(b"") + _long(_long(each)) + _long(b"")) + _long(b"")) for each in certificates
    )
    return _long(signers)


def _long(data: bytes) -> bytes:
    return struct.pack("<L", len(data)) + data
