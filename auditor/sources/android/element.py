"""XML as both readers of it give it: elements with Android's attributes by their numbers.

Android knows its attributes by number; the names that stand beside them are for people and may say anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERENCE: Final = 0x01
STRING: Final = 0x03
DYNAMIC_REFERENCE: Final = 0x07
FIRST_INTEGER: Final = 0x10
LAST_INTEGER: Final = 0x1F

ATTRIBUTES: Final = {
    "label": 0x01010001,
    "name": 0x01010003,
    "permission": 0x01010006,
    "readPermission": 0x01010007,
    "writePermission": 0x01010008,
    "enabled": 0x0101000E,
    "debuggable": 0x0101000F,
    "exported": 0x01010010,
    "minSdkVersion": 0x0101020C,
    "versionCode": 0x0101021B,
    "versionName": 0x0101021C,
    "targetSdkVersion": 0x01010270,
    "maxSdkVersion": 0x01010271,
    "testOnly": 0x01010272,
    "allowBackup": 0x01010280,
    "required": 0x0101028E,
    "usesCleartextTraffic": 0x010104EC,
    "networkSecurityConfig": 0x01010527,
}
"""The attributes that are read, with their numbers, which never change:
https://android.googlesource.com/platform/frameworks/base/+/android16-release/core/res/res/values/public-final.xml"""

WANTED: Final = frozenset(ATTRIBUTES.values())


@dataclass(frozen=True, slots=True)
class Value:
    """The value of an attribute or of a resource: a string, a number, or a reference to a resource."""

    type: int
    data: int = 0
    """The number, or the resource referred to."""
    text: str | None = None
    """The string, where it is one and can be read."""

    @property
    def is_reference(self) -> bool:
        """Whether the value stands elsewhere: in the resource table, or in a file that was not handed in."""
        return self.type in (REFERENCE, DYNAMIC_REFERENCE)

    @property
    def integer(self) -> int | None:
        """The number or truth value (1 or 0), also where it is spelt out, as Android reads it."""
        if FIRST_INTEGER <= self.type <= LAST_INTEGER:
            return self.data - (1 << 32) if self.data >= 1 << 31 else self.data
        text = (self.text or "").strip().lower()
        if text in ("true", "false"):
            return int(text == "true")
        if not text.lstrip("-").isdecimal() or not text.isascii() or len(text) > 10:  # noqa: PLR2004 # 32 bits
            return None
        return int(text) if text.rfind("-") <= 0 else None


@dataclass(slots=True)
class Element:
    """One element."""

    tag: str
    attributes: dict[int | str, Value] = field(default_factory=dict)
    """Android's by number, others by name; the first of two that are the same counts."""
    children: list[Element] = field(default_factory=list)
    text: str = ""
    """What stands in it before its first child; kept by the binary reader alone."""

    def get(self, name: str) -> Value | None:
        """Return Android's attribute of that name, or the one without a namespace."""
        return self.attributes.get(ATTRIBUTES.get(name, name))

    def string(self, name: str) -> str | None:
        """Return an attribute that is a string of its own, else None."""
        value = self.get(name)
        return value.text if value is not None and value.type == STRING else None

    def each(self, *tags: str) -> Iterator[Element]:
        """Yield the children with one of ``tags``."""
        return (child for child in self.children if child.tag in tags)


@dataclass(frozen=True, slots=True)
class Tree:
    """A document: its outermost elements, and whether it could be read to its end."""

    roots: list[Element]
    broken: str = ""
    """Why reading ended early, completing "its manifest is damaged: …"; empty where it did not."""
