"""JSON as text that harms nobody who prints it, opens it in an editor or puts it into a page.

Only the writing changes, never the values: what would steer a terminal, turn the reading direction or end a
``<script>`` is written as an escape, as JSON allows within strings, and such characters stand nowhere else.
"""

from __future__ import annotations

import json
from itertools import chain
from typing import Any, Final

_RANGES: Final = (
    (0x80, 0x9F),
    (0xAD, 0xAD),
    (0x61C, 0x61C),
    (0x180E, 0x180E),
    (0x200B, 0x200B),
    (0x200E, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xFEFF, 0xFEFF),
    (0xFFF0, 0xFFFB),
    (0xFFFE, 0xFFFF),
    (0xE0000, 0xE0FFF),
)
_STEERING: Final = frozenset(map(chr, chain.from_iterable(range(a, z + 1) for a, z in _RANGES)))
"""Controls, direction marks, unseen blanks, line separators and tags. Joiners stay: scripts need them."""


def harmless(text: str) -> str:
    """Return the JSON ``text``, written so that it steers nothing; it reads back as the same value."""
    text = text.replace("</", "<\\/").replace("<!", "<\\u0021").replace("\x7f", "\\u007f")
    if text.isascii():
        return text
    for character in sorted(_STEERING.intersection(text)):
        text = text.replace(character, json.dumps(character)[1:-1])
    return text


def dumped(value: Any, indent: int | None = 2) -> str:
    """Return ``value`` as JSON, letters of all scripts as they are, ending in a line break."""
    return harmless(json.dumps(value, ensure_ascii=False, indent=indent)) + "\n"
