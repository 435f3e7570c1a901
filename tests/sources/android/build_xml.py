"""Write binary XML for tests, in the honest form and in forms that honest tools never write."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

ANDROID: Final = "http://schemas.android.com/apk/res/android"
NONE: Final = 0xFFFFFFFF
NUMBERS: Final = {
    "label": 0x01010001, "icon": 0x01010002, "name": 0x01010003, "permission": 0x01010006,
    "readPermission": 0x01010007, "writePermission": 0x01010008, "enabled": 0x0101000E,
    "debuggable": 0x0101000F, "exported": 0x01010010, "authorities": 0x01010018,
    "minSdkVersion": 0x0101020C, "versionCode": 0x0101021B, "versionName": 0x0101021C,
    "targetSdkVersion": 0x01010270, "maxSdkVersion": 0x01010271, "testOnly": 0x01010272,
    "allowBackup": 0x01010280, "required": 0x0101028E, "usesCleartextTraffic": 0x010104EC,
    "networkSecurityConfig": 0x01010527,
}  # fmt: skip


@dataclass(frozen=True)
class Ref:
    """A reference to a resource."""

    number: int


Plain = str | int | bool | Ref


@dataclass
class Node:
    """An element. Keys with ``android:`` are Android's attributes, others have no namespace."""

    tag: str
    attributes: dict[str, Plain] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    text: str = ""


def node(tag: str, *children: Node, text: str = "", **attributes: Plain) -> Node:
    """Return an element; ``a_name`` stands for ``android:name``."""
    named = {_full(key): value for key, value in attributes.items()}
    return Node(tag, named, list(children), text)


def _full(key: str) -> str:
    return f"android:{key[2:]}" if key.startswith("a_") else key


@dataclass(frozen=True)
class Habits:
    """How to write it. The first values are the honest ones."""

    utf8: bool = False
    attribute_bytes: int = 20
    raw: bool = True
    """Whether the string stands beside its value too."""
    strange_chunks: bool = False
    """Whether chunks of unknown kinds stand between the others."""
    wrong_names: bool = False
    """Whether attributes have other names than their numbers say."""
    kind: int = 0x0003
    """The number at the very beginning."""
    size_more: int = 0
    """Bytes that the header claims beyond the end."""
    trailing: bytes = b""


class _Pool:
    def __init__(self, first: list[str]) -> None:
        self.strings = list(first)

    def __call__(self, text: str) -> int:
        if text not in self.strings:
            self.strings.append(text)
        return self.strings.index(text)


def write_pool(strings: list[str], *, utf8: bool = False) -> bytes:
    """Return a pool of strings as a chunk."""
    offsets, data = [], b""
    for text in strings:
        offsets.append(len(data))
        data += _utf8(text) if utf8 else _utf16(text)
    data += b"\0" * (-len(data) % 4)
    start = 28 + 4 * len(offsets)
    head = struct.pack("<HHLLLLLL", 1, 28, start + len(data), len(offsets), 0, 256 if utf8 else 0, start, 0)
    return head + struct.pack(f"<{len(offsets)}L", *offsets) + data


def _utf16(text: str) -> bytes:
    raw = text.encode("utf-16-le")
    count = len(raw) // 2
    head = (
        struct.pack("<H", count)
        if count < 0x8000
        else struct.pack("<HH", 0x8000 | count >> 16, count & 0xFFFF)
    )
    return head + raw + b"\0\0"


def _utf8(text: str) -> bytes:
    raw = text.encode()
    return _short(len(text.encode("utf-16-le")) // 2) + _short(len(raw)) + raw + b"\0"


def _short(count: int) -> bytes:
    return bytes([count]) if count < 0x80 else bytes([0x80 | count >> 8, count & 0xFF])


def chunk(kind: int, header: bytes, body: bytes) -> bytes:
    """Return a chunk of ``kind`` whose header, behind kind and sizes, is ``header``."""
    return struct.pack("<HHL", kind, 8 + len(header), 8 + len(header) + len(body)) + header + body


STRANGE: Final = chunk(0x0199, b"", b"\1\2\3\4")
STRANGE_NODE: Final = chunk(0x0177, b"\0" * 8, b"\1\2\3\4")


HONEST: Final = Habits()


def write_xml(root: Node, habits: Habits = HONEST) -> bytes:
    """Return ``root`` as binary XML."""
    android = sorted(
        {key[8:] for each in _all(root) for key in each.attributes if key.startswith("android:")},
        key=lambda name: NUMBERS[name],
    )
    pool = _Pool([f"x{index}" for index, _ in enumerate(android)] if habits.wrong_names else android)
    body = _start_namespace(pool) + _node(root, pool, android, habits) + _end_namespace(pool)
    numbers = chunk(0x0180, b"", struct.pack(f"<{len(android)}L", *(NUMBERS[name] for name in android)))
    strange = STRANGE if habits.strange_chunks else b""
    content = strange + write_pool(pool.strings, utf8=habits.utf8) + strange + numbers + body
    size = 8 + len(content) + habits.size_more
    return struct.pack("<HHL", habits.kind, 8, size) + content + habits.trailing


def _all(root: Node) -> list[Node]:
    return [root, *(inner for child in root.children for inner in _all(child))]


def _start_namespace(pool: _Pool) -> bytes:
    return chunk(0x0100, struct.pack("<LL", 1, NONE), struct.pack("<LL", pool("android"), pool(ANDROID)))


def _end_namespace(pool: _Pool) -> bytes:
    return chunk(0x0101, struct.pack("<LL", 1, NONE), struct.pack("<LL", pool("android"), pool(ANDROID)))


def _node(element: Node, pool: _Pool, android: list[str], habits: Habits) -> bytes:
    attributes = b"".join(
        _attribute(key, value, pool, android, habits) for key, value in element.attributes.items()
    )
    count = len(element.attributes)
    extension = struct.pack("<LLHHHHHH", NONE, pool(element.tag), 20, habits.attribute_bytes, count, 0, 0, 0)
    line = struct.pack("<LL", 1, NONE)
    text = b""
    if element.text:
        text = chunk(0x0104, line, struct.pack("<LHBBL", pool(element.text), 8, 0, 0, 0))
    inner = b"".join(_node(child, pool, android, habits) for child in element.children)
    strange = STRANGE_NODE if habits.strange_chunks else b""
    end = chunk(0x0103, line, struct.pack("<LL", NONE, pool(element.tag)))
    return chunk(0x0102, line, extension + attributes) + strange + text + inner + end


def _attribute(key: str, value: Plain, pool: _Pool, android: list[str], habits: Habits) -> bytes:
    namespace, name = NONE, key
    index = pool(key)
    if key.startswith("android:"):
        namespace, name = pool(ANDROID), key[8:]
        index = android.index(name)
    kind, data = _typed(value, pool)
    raw = data if kind == 3 and habits.raw else NONE
    padding = b"\0" * (habits.attribute_bytes - 20)
    return struct.pack("<LLLHBBL", namespace, index, raw, 8, 0, kind, data) + padding


def _typed(value: Plain, pool: _Pool) -> tuple[int, int]:
    if isinstance(value, bool):
        return 0x12, NONE if value else 0
    if isinstance(value, int):
        return 0x10, value & NONE
    if isinstance(value, Ref):
        return 0x01, value.number
    return 0x03, pool(value)
