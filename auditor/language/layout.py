"""Lines of a text as they stand on a page: indentation, marks, crosses and ticks."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

CROSS: Final = "✗✘✕✖❌"
TICK: Final = "✓✔✅☑"
_PLAIN_BULLET: Final = "-–—*+·‣▸►➤▶→➜"
_BULLET: Final = "•●▪◦○・◆◇■□★☆✦👉🔹🔸⭐⛔🚫①-⑳❶-❿"
_UNSEEN: Final = "\u200b-\u200f\u2060\ufeff\u202a-\u202e"
_BEFORE: Final = re.compile(rf"[\s{_UNSEEN}]*")
_MARK: Final = re.compile(
    rf"(?:([{_PLAIN_BULLET}])\s+|([{_BULLET}{CROSS}{TICK}])\ufe0f?\s*"
    r"|[(\uff08]?(\d{1,2}|[a-z]|[가-힣ア-ン一二三四五六七八九十])[.)\uff09、/-](?=\s|[^\x00-\x7f])\s*)(?=\S)"
)
_LINE: Final = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+|(?<=\n)(?=\n)")
NUMBERED: Final = "1"
"""The mark of lines that are numbered or lettered."""


class Line(NamedTuple):
    """Characters ``start`` to ``end`` of a text."""

    start: int
    end: int
    text: str

    @property
    def indent(self) -> int:
        """How far in it begins."""
        found = _BEFORE.match(self.text)
        return found.end() if found else 0

    @property
    def mark(self) -> str:
        """The sign before it that makes it an item of a list; "1" for any number or letter; else nothing."""
        found = _MARK.match(self.text, self.indent)
        if found is None:
            return ""
        return found[1] or found[2] or NUMBERED

    @property
    def said(self) -> str:
        """Its words, without what stands before them."""
        found = _MARK.match(self.text, self.indent)
        return self.text[found.end() if found else self.indent :].strip()

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return self.indent == len(self.text)


def lines_of(content: str) -> list[Line]:
    """The lines of a text in order."""
    return [Line(match.start(), match.end(), match.group()) for match in _LINE.finditer(content)]
