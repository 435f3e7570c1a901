"""Characters that both readers see alike: those that no reader sees, and letters drawn in boxes."""

from __future__ import annotations

import unicodedata
from typing import Final

_SELECTORS: Final = range(0xFE00, 0xFE10)
"""Variation selectors: which shape the character before them has."""
_UNSEEN: Final = frozenset({"Cf", "Cs", "Co", "Cn"})
SQUARED: Final = {chr(base + i): chr(97 + i) for base in (0x1F130, 0x1F150, 0x1F170) for i in range(26)}
"""Letters in squares and black circles, which Unicode does not call compatible with plain ones."""
SMALL_CAPITALS: Final = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True))
"""Small capitals, which Unicode has for phonetics and does not call compatible either."""
DRAWN: Final = SQUARED | SMALL_CAPITALS


def is_unseen(character: str) -> bool:
    """Whether a character shows nothing: format signs, private and unassigned code points, selectors."""
    return unicodedata.category(character) in _UNSEEN or ord(character) in _SELECTORS
