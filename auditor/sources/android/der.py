"""Just enough of DER, the encoding of certificates, to find the one that signed. Nothing is verified.

Encoding: ITU-T X.690; the envelope: RFC 5652 (CMS), section 5.1; the certificate: RFC 5280, section 4.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.messages import N_
from auditor.sources.damage import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

SEQUENCE: Final = 0x30
_SET: Final = 0x31
_CONTEXT_0: Final = 0xA0
_LONG: Final = 0x80
_MAX_LENGTH_BYTES: Final = 4
_MAX_CHILDREN: Final = 64
_MAX_NAME_BYTES: Final = 400
_SUBJECT: Final = 4
"""Place of the owner's name among the fields of a certificate, the version not counted."""
_BMP_STRING: Final = 0x1E
_ORGANISATION: Final = b"\x06\x03\x55\x04\x0a"
_COMMON_NAME: Final = b"\x06\x03\x55\x04\x03"
"""Object identifiers 2.5.4.10 and 2.5.4.3 (X.520)."""


class Item(NamedTuple):
    """One value: its tag, where it begins, where its content begins and ends."""

    tag: int
    start: int
    content: int
    end: int


def signer_certificate(signed: bytes) -> bytes | None:
    """Return the certificate, in DER, by which ``signed``, a CMS envelope with signed data, was signed.

    Of several certificates the one counts that the first signer names; where none is named, the first.

    Raises:
        Damaged: It is no such envelope.
    """
    envelope = _item(signed, 0, len(signed))
    wrapped = next((i for i in _children(signed, envelope) if i.tag == _CONTEXT_0), None)
    if wrapped is None:
        raise Damaged(N_("its signature file is not of the known form"))
    data = list(_children(signed, _item(signed, wrapped.content, wrapped.end)))
    bag = next((item for item in data if item.tag == _CONTEXT_0), None)
    certificates = [] if bag is None else [i for i in _children(signed, bag) if i.tag == SEQUENCE]
    named = _issuer_and_serial(signed, data)
    for certificate in certificates:
        if named is not None and named == _own_issuer_and_serial(signed, certificate):
            return signed[certificate.start : certificate.end]
    return signed[certificates[0].start : certificates[0].end] if certificates else None


def _issuer_and_serial(data: bytes, parts: list[Item]) -> tuple[bytes, bytes] | None:
    """Return whom the first signer names as its certificate's issuer, and that certificate's number."""
    signers = next((item for item in reversed(parts) if item.tag == _SET), None)
    signer = None if signers is None else next(_children(data, signers), None)
    fields = [] if signer is None else list(_children(data, signer))
    names = list(_children(data, fields[1])) if len(fields) > 1 and fields[1].tag == SEQUENCE else []
    return (_bytes(data, names[0]), _bytes(data, names[1])) if len(names) > 1 else None


def _own_issuer_and_serial(data: bytes, certificate: Item) -> tuple[bytes, bytes] | None:
    body = next(_children(data, certificate), None)
    fields = [] if body is None else list(_children(data, body))
    if fields and fields[0].tag == _CONTEXT_0:  # the version, which the oldest certificates leave out
        fields = fields[1:]
    return (_bytes(data, fields[2]), _bytes(data, fields[0])) if len(fields) > 2 else None  # noqa: PLR2004


def subject_of(certificate: bytes) -> str:
    """Return the name that ``certificate``, in DER, gives its owner: the organisation, else the common name.

    "" where it has neither, or where it cannot be read.
    """
    try:
        return _subject(certificate)
    except (Damaged, ValueError):
        return ""


def _subject(data: bytes) -> str:
    body = next(_children(data, _item(data, 0, len(data))), None)
    fields = [] if body is None else list(_children(data, body))
    if fields and fields[0].tag == _CONTEXT_0:
        fields = fields[1:]
    names: dict[bytes, str] = {}
    for part in _children(data, fields[_SUBJECT]) if len(fields) > _SUBJECT else ():
        for pair in _children(data, part):
            kind, *value = _children(data, pair)
            if value:
                coded = data[value[0].content : value[0].end][:_MAX_NAME_BYTES]
                coding = "utf-16-be" if value[0].tag == _BMP_STRING else "utf-8"
                names.setdefault(_bytes(data, kind), coded.decode(coding))
    return names.get(_ORGANISATION) or names.get(_COMMON_NAME) or ""


def _bytes(data: bytes, item: Item) -> bytes:
    return data[item.start : item.end]


def _children(data: bytes, parent: Item) -> Iterator[Item]:
    place = parent.content
    for _ in range(_MAX_CHILDREN):
        if place >= parent.end:
            return
        item = _item(data, place, parent.end)
        yield item
        place = item.end


def _item(data: bytes, place: int, end: int) -> Item:
    """Return the value at ``place``.

    Raises:
        Damaged: It does not end before ``end``, or has no length of its own.
    """
    if place + 2 > end:
        raise Damaged(N_("its signature breaks off"))
    length, content = data[place + 1], place + 2
    if length & _LONG:
        count = length & ~_LONG
        if not 0 < count <= _MAX_LENGTH_BYTES:
            raise Damaged(N_("its signature is not of the known form"))
        length, content = int.from_bytes(data[content : content + count], "big"), content + count
    if content + length > end:
        raise Damaged(N_("its signature breaks off"))
    return Item(data[place], place, content, content + length)
