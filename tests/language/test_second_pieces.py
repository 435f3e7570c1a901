"""Pieces: the likeliest way through each word, every character covered, at a cost that is linear."""

# ruff: noqa: RUF001 -- letters that look like others are what this is about

from __future__ import annotations

import sys
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language.second.pieces import Piece, Pieces
from auditor.language.second.prepare import prepare

if TYPE_CHECKING:
    from types import FrameType

UNKNOWN = 3
SCORES = {
    "<s>": 0.0,
    "<pad>": 0.0,
    "</s>": 0.0,
    "<unk>": 0.0,
    "▁": -3.0,
    "a": -4.0,
    "b": -4.5,
    "c": -5.0,
    "ab": -5.5,
    "bc": -6.25,
    "abc": -9.5,
    "▁a": -4.25,
    "▁ab": -8.0,
    "ca": -6.0,
    "da": -9.4,
    "abcab": -4.0,
    "▁who": -7.0,
    "▁Who": -7.5,
    "▁who's": -9.0,
}
VOCABULARY = Pieces(list(SCORES), list(SCORES.values()), UNKNOWN)
NAMES = list(SCORES)
UNKNOWN_SCORE = min(SCORES.values()) - 10.0
"""What a character that no piece covers costs: far more than any piece."""
WORDS = st.text("abcx", min_size=1, max_size=7)


def cut(text: str) -> list[Piece]:
    """Pieces of a text without disguises."""
    return VOCABULARY.cut(prepare(text, {}))


def names(text: str) -> list[str]:
    """The same by name."""
    return [NAMES[piece.id] for piece in cut(text)]


def score(name: str) -> float:
    """What a piece of a path is worth; a single character that is no piece is unknown."""
    return SCORES.get(name, UNKNOWN_SCORE)


def all_ways(word: str) -> list[list[str]]:
    """Every way to cut a word into pieces and unknown characters."""
    if not word:
        return [[]]
    fitting = [end for end in range(1, len(word) + 1) if end == 1 or word[:end] in SCORES]
    return [[word[:end], *rest] for end in fitting for rest in all_ways(word[end:])]


@given(WORDS)
def test_the_path_through_a_word_is_the_best_of_all(word: str) -> None:
    """No other way to cut it is worth more."""
    best = max(sum(map(score, way)) for way in all_ways("▁" + word))

    found = sum(UNKNOWN_SCORE if piece.id == UNKNOWN else SCORES[NAMES[piece.id]] for piece in cut(word))

    assert found == pytest.approx(best)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a", ["▁a"]),
        ("abc", ["▁a", "bc"]),
        ("ab", ["▁ab"]),
        ("ax", ["▁a", "<unk>"]),
        ("xx", ["▁", "<unk>", "<unk>"]),
        ("dabcab", ["▁", "da", "bc", "ab"]),  # an unknown character costs more than three pieces
        ("who a", ["▁who", "▁a"]),
        ("", ["▁"]),
        ("a ", ["▁a", "▁"]),
    ],
)
def test_words_are_cut_one_by_one(text: str, pieces: list[str]) -> None:
    """A space begins a word; what no piece covers is unknown, a character at a time."""
    assert names(text) == pieces


def test_a_piece_has_the_span_of_its_letters() -> None:
    """The space before a word is no part of it, unless it is a piece of its own."""
    assert cut("who  a") == [Piece(NAMES.index("▁who"), 0, 3), Piece(NAMES.index("▁a"), 5, 6)]
    assert cut("a  xa") == [
        Piece(NAMES.index("▁a"), 0, 1),
        Piece(NAMES.index("▁"), 1, 2),
        Piece(UNKNOWN, 3, 4),
        Piece(NAMES.index("a"), 4, 5),
    ]


def test_a_piece_of_a_disguised_word_has_the_span_of_the_disguise() -> None:
    """A quote shows what was written."""
    assert VOCABULARY.cut(prepare("a wh0 a", {(2, 5): "who"}))[1] == Piece(NAMES.index("▁who"), 2, 5)


@given(st.text(st.one_of(st.sampled_from("abcx \n\u200bｗｈｏﬁ"), st.characters()), max_size=60))
def test_pieces_cover_the_text(text: str) -> None:
    """Every character that is read lies in a piece, and pieces stand in order."""
    prepared = prepare(text, {})
    pieces = VOCABULARY.cut(prepared)
    covered = {at for piece in pieces for at in range(piece.start, piece.end)}
    letters = {
        at
        for character, start, end in zip(prepared.text, prepared.starts, prepared.ends, strict=True)
        for at in range(start, end)
        if character != "▁"
    }

    assert letters <= covered
    assert all(0 <= piece.start <= piece.end <= len(text) for piece in pieces)
    assert [piece.start for piece in pieces] == sorted(piece.start for piece in pieces)
    assert [piece.end for piece in pieces] == sorted(piece.end for piece in pieces)


@given(st.text("abcx ", max_size=500))
def test_names_of_the_pieces_spell_the_text(text: str) -> None:
    """Nothing is left out and nothing added."""
    prepared = prepare(text, {})

    spelled = "".join("x" if name == "<unk>" else name for name in names(text))

    assert spelled == prepared.text


def test_only_whole_words_in_lower_case_are_known_words() -> None:
    """To these words disguises are undone."""
    assert VOCABULARY.words == {"a", "ab", "who"}


def test_a_word_is_cut_after_200_characters() -> None:
    """So no page without a space is kept in memory; what is cut off goes on as the word does."""
    assert names("ca" * 150) == ["▁", *["ca"] * 99, "c", "a", *["ca"] * 50]


def _calls(text: str) -> int:
    """How many functions are called while a text is cut by a vocabulary that has seen no word yet."""
    vocabulary = Pieces(list(SCORES), list(SCORES.values()), UNKNOWN)
    prepared = prepare(text, {})
    calls = count()

    def tally(_frame: FrameType, event: str, _argument: object) -> None:
        if event in ("call", "c_call"):
            next(calls)

    sys.setprofile(tally)
    try:
        vocabulary.cut(prepared)
    finally:
        sys.setprofile(None)
    return next(calls)


@pytest.mark.parametrize("piece", ["a", "x", "abc", "漢"])
def test_a_word_of_10_000_characters_costs_ten_times_one_of_1_000(piece: str) -> None:
    """The cost is linear, whatever the word is made of: nothing repeats, so nothing is remembered."""
    word = "".join(chr(0x4E00 + number) if number % 3 == 0 else piece for number in range(10_000))[:10_000]

    short, long = _calls(word[:1_000]), _calls(word)

    assert long / short == pytest.approx(10, rel=0.1)
