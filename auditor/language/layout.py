"""Lines of a text as they stand on a page: bullets, labels, crosses and ticks."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

CROSS: Final = "✗✘✕✖❌❎☒"
TICK: Final = "✓✔✅☑"
_BULLET: Final = "-–—*•●▪◦‣·+▸►➤○・◆◇■□★☆✦👉▶→"
_CIRCLED: Final = "①-⑳❶-❿"
_MARKED: Final = re.compile(
    rf"\s*(?:[{_BULLET}{_CIRCLED}{CROSS}{TICK}]\ufe0f?"
    r"|[(\uff08]?(?:\d{1,2}|[a-z]|[가-힣ア-ン一二三四五六七八九十])[.)\uff09、/])\s*\S"
)
_LABEL: Final = re.compile(rf"\s*(?:[{_BULLET}]\s*)?\(?([A-Za-z]|\d{{1,2}})[.):]\s+(?=\S)")
_LINE: Final = re.compile(r"[^\n]+|(?<=\n)(?=\n)")


class Line(NamedTuple):
    """Characters ``start`` to ``end`` of a text."""

    start: int
    end: int
    text: str

    @property
    def is_marked(self) -> bool:
        """Whether it begins like an item of a list."""
        return _MARKED.match(self.text) is not None

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text.strip()

    @property
    def label(self) -> str:
        """The letter or number before it, or nothing."""
        found = _LABEL.match(self.text)
        return found[1].lower() if found else ""


def lines_of(content: str) -> list[Line]:
    """The lines of a text in order."""
    return [Line(match.start(), match.end(), match.group()) for match in _LINE.finditer(content)]
