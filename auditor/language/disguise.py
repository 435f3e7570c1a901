"""Undo what is written for people but not for filters.

Look-alike letters, digits for letters, letters set apart or repeated. A change gives a known word; what no
list knows is guessed at only where digits stand among letters, a letter is drawn out, or alphabets meet.
"""

# ruff: noqa: RUF001 -- letters that look like others are what this is about

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from auditor.language.apart import Joiner, by_known
from auditor.language.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from auditor.language.apart import Segment

LOOK_ALIKES = {
    "а": "a", "в": "b", "е": "e", "ё": "e", "з": "3", "и": "u", "к": "k", "м": "m", "н": "h", "о": "o",
    "р": "p", "с": "c", "т": "t", "у": "y", "х": "x", "ѕ": "s", "і": "i", "ј": "j", "һ": "h", "ԁ": "d",
    "ԛ": "q", "ԝ": "w", "ь": "b", "п": "n", "г": "r", "ѵ": "v", "ɡ": "g", "ɑ": "a", "ı": "i", "ӏ": "l",
    "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t",
    "υ": "u", "χ": "x", "ω": "w", "γ": "y", "σ": "o", "ς": "s",
}  # fmt: skip
"""Letters of other scripts by the Latin letter they look like."""

SUBSTITUTES = {
    "@": "a", "4": "a", "8": "b", "3": "e", "€": "e", "1": "il", "!": "i", "|": "il", "0": "o", "5": "s",
    "$": "s", "7": "t", "+": "t", "9": "g", "6": "bg", "2": "z", "(": "c", "*": "aeiou",
}  # fmt: skip
"""Digits and signs by the letters they stand for."""

_MOST_READINGS = 32
_LONGEST_GLUED = 20
"""Tokens that are looked at together as one disguised word."""
_REPEATED = re.compile(r"(.)\1{2,}")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{3,}")
_DIGITS_INSIDE = re.compile(r"[^\W\d_]+(?:[013457@$]+[^\W\d_]+)+")
_FEWEST_LETTERS = 4
"""Letters, or digits in their place, of a word that nobody knows and that is yet read as one."""


CYRILLIC = {
    "a": "а", "b": "в", "c": "с", "e": "е", "h": "н", "k": "к", "m": "м", "n": "п", "o": "о", "p": "р",
    "r": "г", "t": "т", "u": "и", "x": "х", "y": "у",
    "0": "о", "3": "з", "4": "ч", "6": "б", "@": "а",
}  # fmt: skip
"""Cyrillic letters by what looks like them."""
_HOLDS_CYRILLIC = re.compile("[а-яё]")


def _latin(text: str) -> str:
    return "".join(LOOK_ALIKES.get(character, character) for character in text)


def _mixed(text: str) -> bool:
    return not text.isascii() and any(character in LOOK_ALIKES for character in text)


def _readings(text: str) -> list[str]:
    """What a word could stand for, most plausible first."""
    options = [SUBSTITUTES.get(character, character) for character in text]
    count = 1
    for option in options:
        count *= len(option)
    return ["".join(letters) for letters in product(*options)] if count <= _MOST_READINGS else []


def _plain_word(text: str, words: AbstractSet[str]) -> str | None:
    """The known word that ``text`` is a disguise of, or None."""
    if text in words or len(text) == 1:
        return None
    candidate = _latin(text) if _mixed(text) else text
    if candidate != text and candidate in words:
        return candidate
    if any(character in SUBSTITUTES for character in candidate) and not candidate.isdigit():
        for reading in _readings(candidate):
            if reading in words:
                return reading
    if _REPEATED.search(candidate):
        for width in (r"\1", r"\1\1"):
            shorter = _REPEATED.sub(width, candidate)
            if shorter in words:
                return shorter
    return None


def _unknown_word(text: str) -> str | None:
    """A word that no list knows, without a letter drawn out, digits or letters of another script in it."""
    if _DRAWN_OUT.search(text):
        return _DRAWN_OUT.sub(r"\1", text)
    if _HOLDS_CYRILLIC.search(text):
        return _cyrillic(text)
    if len(text) >= _FEWEST_LETTERS and _DIGITS_INSIDE.fullmatch(text):
        return "".join(SUBSTITUTES.get(character, character)[0] for character in text)
    return None


def _cyrillic(text: str) -> str | None:
    """A word of Cyrillic letters with some in it that only look like such."""
    plain = "".join(CYRILLIC.get(character, character) for character in text)
    own = len(_HOLDS_CYRILLIC.findall(text))
    mixed = plain != text and 2 * own >= len(text) and all(_HOLDS_CYRILLIC.match(each) for each in plain)
    return plain if mixed else None


def _glue_signs(tokens: list[Token], words: AbstractSet[str]) -> list[Token]:
    """Join words with the signs that stand for letters in them: ``s @ ved`` came as three glued tokens."""
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        end = index + 1
        has_sign = tokens[index].text in SUBSTITUTES
        while (
            end < len(tokens) and end - index < _LONGEST_GLUED and tokens[end].glued and _joins(tokens[end])
        ):
            has_sign = has_sign or tokens[end].text in SUBSTITUTES
            end += 1
        if has_sign and end - index > 1 and _joins(tokens[index]):
            text = "".join(token.text for token in tokens[index:end])
            plain = _plain_word(text, words) or _plain_word(text.rstrip("!"), words)
            if plain:
                out.append(Token(plain, tokens[index].start, tokens[end - 1].end, tokens[index].glued))
                index = end
                continue
        out.append(tokens[index])
        index += 1
    return out


def _joins(token: Token) -> bool:
    return token.is_word or token.text in SUBSTITUTES


def _spellings(spelled: str) -> Iterator[str]:
    """What letters that were set apart could stand for: themselves first."""
    latin = _latin(spelled)
    yield spelled
    if latin != spelled:
        yield latin
    yield from _readings(latin)


def undisguise(
    tokens: list[Token],
    content: str,
    words: AbstractSet[str],
    segment: Segment | None = None,
    *,
    guess: bool = True,
) -> tuple[list[Token], dict[tuple[int, int], str]]:
    """Replace disguised words by plain ones.

    Args:
        tokens: Tokens of one text.
        content: The text as it was found.
        words: Every word that the lexicon knows.
        segment: Cuts letters that were set apart into words; by default into those that the lexicon knows.
        guess: Whether words that no list knows are undone too.

    Returns:
        The tokens, spans unchanged, and what was undone: original span to plain word.
    """
    disguised: dict[tuple[int, int], str] = {}
    glued = _glue_signs(tokens, words)
    out = []
    for token in glued:
        plain = _plain_word(token.text, words) if token.is_word else None
        if guess and token.is_word and plain is None and token.text not in words:
            plain = _unknown_word(token.text)
        if plain:
            disguised[(token.start, token.end)] = plain
            token = Token(plain, token.start, token.end, token.glued)  # noqa: PLW2901 - the same token, plain
        out.append(token)
    if len(glued) != len(tokens):
        known = {(token.start, token.end) for token in tokens}
        disguised |= {(t.start, t.end): t.text for t in glued if (t.start, t.end) not in known}
    joiner = Joiner(content, words, _spellings, segment or by_known(words))
    return joiner.join(out, disguised), disguised
