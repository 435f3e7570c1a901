"""Words whose letters are not what they look like: invisible signs inside them, letters drawn otherwise.

People read them like any other word, filters that compare characters do not.
"""

# ruff: noqa: RUF001 -- letters that look like others are what this is about

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from auditor.language.characters import DRAWN, is_unseen
from auditor.language.jamo import syllables
from auditor.language.tokens import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD: Final = re.compile(r"\S+")
_OTHERWISE: Final = "\U0001d400-\U0001d7ff\u24b6-\u24e9" + "".join(DRAWN)
"""Mathematical letters, letters in circles and squares, small capitals."""
_DRAWN: Final = re.compile(f"[{_OTHERWISE}]")
_DRAWN_OR_WIDE: Final = re.compile(f"[{_OTHERWISE}Ａ-Ｚａ-ｚ]")
_STRUCK: Final = re.compile(r"\w[\u0334-\u0338]")
"""Letters with a stroke through them."""
_APART: Final = re.compile("[ㄱ-ㅣ]{2}")
_JOINERS: Final = "\u200c\u200d"
_BREAKS: Final = "\u200b\u2060"
_USUAL: Final = (
    (re.compile("[\u0600-\u0dff\u1000-\u109f]"), _JOINERS),
    (re.compile(f"[{UNSPACED}]"), _BREAKS + _JOINERS),
)
"""Scripts in whose words some signs that can't be seen are usual: Persian, Hindi; Thai, Japanese."""
_SOFT_HYPHEN: Final = "\u00ad"
_FEWEST: Final = 2
"""Letters of a word that must be drawn otherwise: one alone is a sign, as in ℝ or ①."""
_WHERE_FULL_WIDTH_IS_USUAL: Final = frozenset({"ja", "ko", "zh"})


def disguised_words(content: str, start: int, end: int, language: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of ``content[start:end]`` in which words are written so, with the plain words.

    Args:
        content: A text as it was found.
        start: Where to begin.
        end: Where to stop.
        language: Code of its language.
    """
    letters = _DRAWN if language in _WHERE_FULL_WIDTH_IS_USUAL else _DRAWN_OR_WIDE
    first = past = -1
    for word in _WORD.finditer(content, start, end):
        if _is_disguised(word[0], letters):
            first, past = (word.start() if first < 0 else first), word.end()
        elif first >= 0:
            yield first, past, _plain(content[first:past])
            first = -1
    if first >= 0:
        yield first, past, _plain(content[first:past])


def _is_disguised(word: str, drawn: re.Pattern[str]) -> bool:
    if word.isascii():
        return False
    apart = _APART.search(word) and any(syllables(word))
    otherwise = len(drawn.findall(word)) >= _FEWEST
    return bool(apart or otherwise or _STRUCK.search(word) or _holds_unseen(word))


def _holds_unseen(word: str) -> bool:
    """Whether a sign that can't be seen stands between two letters, where that is not usual."""
    before = ""
    unseen: list[str] = []
    for character in word:
        if character == _SOFT_HYPHEN:
            continue
        if is_unseen(character):
            unseen.append(character)
            continue
        if unseen and before.isalpha() and character.isalpha():
            usual = "".join(signs for script, signs in _USUAL if script.match(before))
            if any(sign not in usual for sign in unseen):
                return True
        before, unseen = character, []
    return False


def _plain(text: str) -> str:
    """The words as they look."""
    seen = "".join(DRAWN.get(each, each) for each in _STRUCK.sub(lambda found: found[0][0], text))
    seen = "".join(each for each in seen if not is_unseen(each))
    for start, end, syllable in reversed(list(syllables(seen))):
        seen = seen[:start] + syllable + seen[end:]
    return unicodedata.normalize("NFKC", seen)
