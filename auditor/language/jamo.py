"""Korean letters that are written apart, put together to the syllables that they make.

``ㅌㅣㄱㅌㅗㄱ`` and its decomposed form read 틱톡. Letters that make no syllable stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEADS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_TAILS: Final = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_LEAD, _VOWEL, _TAIL = 0x1100, 0x1161, 0x11A8
"""The first of each kind of letter as Unicode has them for joining (Unicode 16, section 3.12)."""
_APART: Final = re.compile(
    rf"[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
    rf"|[{_LEADS}][{_VOWELS}](?:[{_TAILS}](?![{_VOWELS}]))?"
)


def syllables(text: str) -> Iterator[tuple[int, int, str]]:
    """Where letters stand apart that make one syllable: start, end, the syllable."""
    for found in _APART.finditer(text):
        yield found.start(), found.end(), unicodedata.normalize("NFC", _joining(found[0]))


def _joining(letters: str) -> str:
    """Letters in the forms that join."""
    if letters[0] < _LEADS[0]:
        return letters
    kinds = ((_LEADS, _LEAD), (_VOWELS, _VOWEL), (_TAILS, _TAIL))
    return "".join(
        chr(first + all_of.index(letter)) for letter, (all_of, first) in zip(letters, kinds, strict=False)
    )
