"""Cut a folded text into tokens and sentences. Tokens keep their span in the original text."""

# ruff: noqa: RUF001 -- signs of other scripts are meant

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from auditor.language.fold import Folded

UNSPACED = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Letters of scripts without spaces, as ranges: no sign shows there where a word ends."""
_LETTER = rf"[^\W_{UNSPACED}]"
_NUMBER = rf"\d+(?:[.,]\d{{1,3}})*[km]?(?!{_LETTER})"
"""1,000 2.5 10k"""
_WORD = rf"{_LETTER}+(?:'{_LETTER}+)*"
"""With inner apostrophes."""
_TOKEN = re.compile(
    rf"[{UNSPACED}]"  # scripts without spaces: one each
    rf"|{_NUMBER}|{_WORD}"
    r"|\n+|\.{2,}|[^\w\s]|_"
)
_WORDS = re.compile(rf"[{UNSPACED}]|{_NUMBER}|{_WORD}")
_SENTENCE_END = frozenset(".!?…。！？؟।")
_BULLETS = frozenset("•●▪◦‣·*✓✔✅➤►▶→⭐★☆🔥✨|¦")
_CLAUSE_MARKS = frozenset(',;:—()[]"，、；：()')
_WRAP_COLUMN = 50
_ELLIPSIS = 3
_LONGEST_JOINING = 6
"""Tokens of a joining word."""
_LONGEST_SENTENCE = 160
"""Tokens after which a sentence is cut, whatever stands there: what is done with a sentence may cost the
square of its length."""
_JOINTS = frozenset("-_")
_DOTTED_WORDS = 3


class Token(NamedTuple):
    """A word, a sign or a line break. ``text`` is folded; ``start`` and ``end`` count original characters."""

    text: str
    start: int
    end: int
    glued: bool
    """Whether no white space stands before it."""

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters or digits."""
        return self.text[0].isalnum()


class SentenceSpan(NamedTuple):
    """Tokens ``start`` to ``end`` (not included) make a sentence; ``closing`` is the sign that ends it."""

    start: int
    end: int
    closing: str
    own_line: bool
    """Whether it stands alone on its line, as a heading or a bullet."""


def words(folded: str) -> list[str]:
    """The words among the tokens of a folded text, in order; numbers are none."""
    return [word for word in _WORDS.findall(folded) if word[0].isalnum() and not word[0].isdigit()]


def words_among(tokens: Iterable[Token]) -> list[str]:
    """The same of a text that is cut already."""
    return [token.text for token in tokens if token.is_word and not token.text[0].isdigit()]


def tokenise(folded: Folded) -> list[Token]:
    """Cut into tokens, in order."""
    tokens = []
    last_end = -1
    origin = folded.origin
    for match in _TOKEN.finditer(folded.text):
        start, end = match.span()
        first, past = (start, end) if origin is None else (origin[start], origin[end - 1] + 1)
        tokens.append(Token(match.group(), first, past, start == last_end))
        last_end = end
    return tokens


def without_joints(tokens: list[Token], words: AbstractSet[str]) -> list[Token]:
    """Drop the signs that join words: hyphens and underscores, and dots where they stand for spaces.

    Args:
        tokens: Tokens of one text.
        words: Every word that the lexicon knows; ``who.saved.your`` is three, ``tool.example`` an address.
    """
    dots = _dots_for_spaces(tokens, words)
    kept = []
    for index, token in enumerate(tokens):
        inner = 0 < index < len(tokens) - 1 and token.glued and tokens[index + 1].glued
        if not (inner and token.text in _JOINTS) and index not in dots:
            kept.append(token)
    return kept


def _dots_for_spaces(tokens: list[Token], words: AbstractSet[str]) -> set[int]:
    """The dots between the first words of a run of words parted by dots, where at least three are known."""
    dots: set[int] = set()
    index = 0
    while index < len(tokens):
        first = index
        while (
            index + 2 < len(tokens)
            and tokens[index + 1].text == "."
            and tokens[index + 1].glued
            and tokens[index + 2].glued
        ):
            index += 2
        known = list(takewhile(lambda at: tokens[at].text in words, range(first, index + 1, 2)))
        if len(known) >= _DOTTED_WORDS:
            dots.update(at + 1 for at in known[:-1])
        index += 1
    return dots


def _is_soft_wrap(
    tokens: list[Token], index: int, original: str, line_start: int, joining: AbstractSet[str]
) -> bool:
    """Whether a sentence goes on after a line break.

    It does after a long line, where the next begins with a small letter; and where a word joins the two.
    """
    if len(tokens[index].text) > 1 or index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    if original[following.start].islower():
        wrapped = tokens[index].start - line_start >= _WRAP_COLUMN
        if wrapped or (following.text in joining and index > 0 and tokens[index - 1].is_word):
            return True
    return following.is_word and _ends_joining(tokens, index, joining)


def _ends_joining(tokens: list[Token], end: int, joining: AbstractSet[str]) -> bool:
    """Whether a joining word stands before a token; some scripts have a token for each letter."""
    last = ""
    for token in reversed(tokens[max(0, end - _LONGEST_JOINING) : end]):
        last = token.text + last
        if not token.is_word or last in joining:
            return token.is_word
        if not token.glued:
            break
    return False


def _ends_sentence(tokens: list[Token], index: int) -> bool:
    """Whether a sign ends a sentence: not inside a number, an address or an abbreviation."""
    text = tokens[index].text
    if text[0] not in _SENTENCE_END or len(text) > _ELLIPSIS:
        return False  # a longer run of dots leads over to a price or a page
    if text == "." and index + 1 < len(tokens):
        following = tokens[index + 1]
        if following.glued and following.is_word:
            return False
        if index and len(tokens[index - 1].text) == 1 and tokens[index - 1].text.isalpha():
            return index == 1 or tokens[index - 2].text != "."
    return True


def split_sentences(
    tokens: list[Token], original: str, joining: AbstractSet[str] = frozenset()
) -> list[SentenceSpan]:
    """Group tokens into sentences; line breaks and bullets end one too, soft-wrapped lines do not.

    Args:
        tokens: Of a whole text.
        original: The text as it was found.
        joining: Words with which no sentence ends.
    """
    spans: list[SentenceSpan] = []
    start, line_start, fresh_line = 0, 0, True

    def close(end: int, past: int, closing: str, *, ends_line: bool) -> None:
        nonlocal start, fresh_line
        if end > start:
            spans.append(SentenceSpan(start, end, closing, fresh_line and ends_line))
            fresh_line = ends_line
        start = past

    index = 0
    while index < len(tokens):
        text = tokens[index].text
        if index - start >= _LONGEST_SENTENCE:
            close(index, index, "", ends_line=False)
        if text[0] == "\n":
            if not _is_soft_wrap(tokens, index, original, line_start, joining):
                close(index, index + 1, "", ends_line=True)
                fresh_line = True
            line_start = tokens[index].end
        elif text in _BULLETS:
            close(index, index + 1, "", ends_line=True)
            fresh_line = True
        elif _ends_sentence(tokens, index):
            past = index + 1
            closing = text[0]
            while past < len(tokens) and tokens[past].text[0] in "!?.\"')":
                closing = "?" if tokens[past].text[0] == "?" else closing
                past += 1
            at_line_end = past >= len(tokens) or tokens[past].text[0] == "\n"
            close(index, past, closing, ends_line=at_line_end)
            index = past - 1
        index += 1
    close(len(tokens), len(tokens), "", ends_line=True)
    return spans


def is_clause_mark(text: str) -> bool:
    """Whether the token's text is a sign that parts clauses."""
    return text in _CLAUSE_MARKS
