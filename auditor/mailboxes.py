"""What an e-mail address looks like among other words, and how one is veiled."""

from __future__ import annotations

import re
from typing import Final

_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9d"
)
"""Thai, Lao, Burmese, Khmer, kana, Chinese and Hangul: beside an address they are words, without a blank."""
_LETTER_OF_HOST: Final = rf"(?:[^\W{_UNSPACED}]|-)"
NAME: Final = rf"(?:[^\W{_UNSPACED}]|[.+%-]){{1,64}}"
"""What stands before the @."""
HOST: Final = rf"{_LETTER_OF_HOST}{{1,63}}(?:\.{_LETTER_OF_HOST}{{1,63}}){{1,4}}"
"""What stands after it."""
MAILBOX: Final = re.compile(f"{NAME}@{HOST}")
_DIGIT: Final = re.compile(r"\d")
_LETTER: Final = re.compile(r"[^\W\d_]")


def unread(piece: str) -> str:
    """Return ``piece`` with x for each letter and 0 for each digit."""
    return _DIGIT.sub("0", _LETTER.sub("x", piece))
