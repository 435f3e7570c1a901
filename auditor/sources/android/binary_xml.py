"""Binary XML, as packages carry it, read with Android's own tolerance and no more.

Chunks of unknown kinds are skipped, sizes must fit, the first chunk that does not fit ends the reading, as in
``ResXMLTree`` of
https://android.googlesource.com/platform/frameworks/base/+/android16-release/libs/androidfw/ResourceTypes.cpp
What Android would not see (an attribute whose number is not Android's, whatever its name) is not seen here.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from auditor.limits import MAX_TREE_DEPTH, MAX_XML_ELEMENTS
from auditor.messages import N_
from auditor.sources.android.element import STRING, WANTED, Element, Tree, Value
from auditor.sources.android.pool import POOL, StringPool
from auditor.sources.damage import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

XML: Final = 0x0003
_RESOURCE_MAP: Final = 0x0180
_FIRST_NODE: Final = 0x0100
_LAST_NODE: Final = 0x017F
_START: Final = 0x0102
_END: Final = 0x0103
_TEXT: Final = 0x0104
_CHUNK: Final = struct.Struct("<HHL")
_ELEMENT: Final = struct.Struct("<LLHHHHHH")
_ATTRIBUTE: Final = struct.Struct("<LLLHBBL")
_NODE_HEADER: Final = 16
_NONE: Final = 0xFFFFFFFF


def is_binary_xml(start: bytes) -> bool:
    """Whether what begins like this can be binary XML. Android does not look at the first number."""
    if len(start) < 2 * _CHUNK.size:
        return False
    kind, header, _ = _CHUNK.unpack_from(start, 0)
    first: int = _CHUNK.unpack_from(start, _CHUNK.size)[0]
    return header == _CHUNK.size and (kind == XML or first == POOL)


def read_binary_xml(data: bytes) -> Tree:
    """Return the document in ``data``.

    Raises:
        Damaged: It has no readable beginning.
    """
    if len(data) < _CHUNK.size:
        raise Damaged(N_("it breaks off"))
    _, header, size = _CHUNK.unpack_from(data, 0)
    if header > size or size > len(data):
        raise Damaged(N_("it is shorter than it says"))
    reader = _Reader(data, size)
    for kind, place, length in reader.chunks(header, _CHUNK.size):
        if kind == POOL:
            reader.strings = StringPool(data, place)
        elif kind == _RESOURCE_MAP:
            reader.numbers = _resource_map(data, place, length)
        elif _FIRST_NODE <= kind <= _LAST_NODE:
            return reader.tree(place)
    raise Damaged(reader.broken or N_("there is no element in it"))


def _resource_map(data: bytes, place: int, length: int) -> tuple[int, ...]:
    header = int.from_bytes(data[place + 2 : place + 4], "little")
    count = (length - header) // 4
    return struct.unpack_from(f"<{count}L", data, place + header)


class _Reader:
    """Reads one document; ``broken`` says why it ended early."""

    def __init__(self, data: bytes, end: int) -> None:
        self._data = data
        self._end = end
        self.strings: StringPool | None = None
        self.numbers: tuple[int, ...] = ()
        self.broken = ""

    def chunks(self, place: int, least: int) -> Iterator[tuple[int, int, int]]:
        """Yield kind, place and length of each chunk from ``place``, until one does not fit."""
        while place + _CHUNK.size <= self._end:
            kind, header, length = _CHUNK.unpack_from(self._data, place)
            if not least <= header <= length or (header | length) & 3 or length > self._end - place:
                self.broken = N_("a part of it has an impossible size")
                return
            yield kind, place, length
            place += length

    def tree(self, place: int) -> Tree:
        """Return the elements from the node at ``place`` on."""
        top = Element("")
        open_ones = [top]
        count = 0
        for kind, at, length in self.chunks(place, _NODE_HEADER):
            if kind == _START:
                count += 1
                element = self._element(at, length)
                if element is None or count > MAX_XML_ELEMENTS or len(open_ones) > MAX_TREE_DEPTH:
                    self.broken = self.broken or N_("it has too many elements, or too deep ones")
                    break
                open_ones[-1].children.append(element)
                open_ones.append(element)
            elif kind == _END and len(open_ones) > 1:
                open_ones.pop()
            elif kind == _TEXT and not open_ones[-1].text:
                open_ones[-1].text = self._text(at, length)
        return Tree(top.children, self.broken)

    def _element(self, place: int, length: int) -> Element | None:
        """Return the element that begins at ``place``, or None where it is broken."""
        _, header, _ = _CHUNK.unpack_from(self._data, place)
        start = place + header
        if header + _ELEMENT.size > length:
            self.broken = N_("an element breaks off")
            return None
        _, name, first, size, count, *_ = _ELEMENT.unpack_from(self._data, start)
        if first + size * count > length - header:
            self.broken = N_("an element breaks off")
            return None
        element = Element(self._string(name) or "")
        if size >= _ATTRIBUTE.size:
            for at in range(start + first, start + first + size * count, size):
                self._attribute(element, at)
        return element

    def _text(self, place: int, length: int) -> str:
        header = _CHUNK.unpack_from(self._data, place)[1]
        if header + 4 > length:
            return ""
        return self._string(int.from_bytes(self._data[place + header : place + header + 4], "little")) or ""

    def _attribute(self, element: Element, place: int) -> None:
        namespace, name, raw, _, _, kind, data = _ATTRIBUTE.unpack_from(self._data, place)
        number = self.numbers[name] if name < len(self.numbers) else 0
        if number in WANTED:
            element.attributes.setdefault(number, self._value(kind, data, raw))
        if namespace == _NONE:
            element.attributes.setdefault(self._string(name) or "", self._value(kind, data, raw))

    def _value(self, kind: int, data: int, raw: int) -> Value:
        if kind != STRING:
            return Value(kind, data)
        text = self._string(data)
        return Value(kind, data, self._string(raw) if text is None else text)

    def _string(self, index: int) -> str | None:
        return None if self.strings is None or index == _NONE else self.strings[index]
