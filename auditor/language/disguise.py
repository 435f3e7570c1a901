"""Undo what is written for people but not for filters.

Look-alike letters, digits for letters, letters set apart or repeated. A change is made only where it gives
a known word.
"""

# ruff: noqa: RUF001 -- letters that look like others are what this is about

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from auditor.language.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

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


def _is_letter(token: Token) -> bool:
    return len(token.text) == 1 and (token.text.isalnum() or token.text in "@$!|")


def _spelled_run(tokens: list[Token], index: int) -> tuple[int, list[int]]:
    """From ``index``, the run of single letters with at most one sign between them: its end and letters."""
    letters = [index]
    at = index + 1
    while at < len(tokens):
        if _is_letter(tokens[at]):
            letters.append(at)
            at += 1
        elif tokens[at].text in "-._·*~" and at + 1 < len(tokens) and _is_letter(tokens[at + 1]):
            at += 1
        else:
            break
    return letters[-1] + 1, letters


def _segment(letters: str, words: AbstractSet[str]) -> list[int] | None:
    """Ends of known words that together spell ``letters``, longest words first; None where they don't."""
    ends_at: dict[int, list[int]] = {len(letters): []}
    for start in range(len(letters) - 1, -1, -1):
        for end in range(min(len(letters), start + 16), start, -1):
            part = letters[start:end]
            known = part in words and (len(part) > 1 or part in "ai")
            if (
                end in ends_at
                and known
                and (start not in ends_at or len(ends_at[end]) + 1 < len(ends_at[start]))
            ):
                ends_at[start] = [end, *ends_at[end]]
    return ends_at.get(0)


_SHORTEST_RUN = 3
_LONGEST_RUN = 120


def _join_spelled(
    tokens: list[Token], words: AbstractSet[str], disguised: dict[tuple[int, int], str]
) -> list[Token]:
    """Join letters that were set apart: ``s a v e d``, ``s.a.v.e.d``."""
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        if not _is_letter(tokens[index]):
            out.append(tokens[index])
            index += 1
            continue
        end, letters = _spelled_run(tokens, index)
        plain = None
        if _SHORTEST_RUN <= len(letters) <= _LONGEST_RUN:
            spelled = "".join(_latin(tokens[i].text) for i in letters)
            for reading in (spelled, *_readings(spelled)[:_MOST_READINGS]):
                plain = _segment(reading, words)
                if plain:
                    break
        if plain:
            start = 0
            for stop in plain:
                first, last = tokens[letters[start]], tokens[letters[stop - 1]]
                word = reading[start:stop]
                out.append(Token(word, first.start, last.end, glued=False))
                if stop - start > 1:
                    disguised[(first.start, last.end)] = word
                start = stop
        else:
            out.extend(tokens[index:end])
        index = end
    return out


def undisguise(
    tokens: list[Token], words: AbstractSet[str]
) -> tuple[list[Token], dict[tuple[int, int], str]]:
    """Replace disguised words by plain ones.

    Args:
        tokens: Tokens of one text.
        words: Every word that the lexicon knows.

    Returns:
        The tokens, spans unchanged, and what was undone: original span to plain word.
    """
    disguised: dict[tuple[int, int], str] = {}
    glued = _glue_signs(tokens, words)
    out = []
    for token in glued:
        plain = _plain_word(token.text, words) if token.is_word else None
        if plain:
            disguised[(token.start, token.end)] = plain
            token = Token(plain, token.start, token.end, token.glued)  # noqa: PLW2901 - the same token, plain
        out.append(token)
    if len(glued) != len(tokens):
        known = {(token.start, token.end) for token in tokens}
        disguised |= {(t.start, t.end): t.text for t in glued if (t.start, t.end) not in known}
    return _join_spelled(out, words, disguised), disguised
