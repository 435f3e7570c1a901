"""Patterns: each piece of the notation, and the cost of matching."""

from __future__ import annotations

import pytest

from auditor.language.candidates import matches
from auditor.language.fold import fold
from auditor.language.lexicon import LexiconBuilder
from auditor.language.pattern import compile_pattern, concepts_of
from auditor.language.sentence import Sentence
from auditor.language.tokens import SentenceSpan, tokenise


def sentence(text: str, **concepts: list[str]) -> Sentence:
    """A sentence with the given concepts marked in it."""
    builder = LexiconBuilder()
    for concept, terms in concepts.items():
        builder.add("en", concept, terms)
    tokens = tokenise(fold(text))
    return Sentence(tokens, SentenceSpan(0, len(tokens), "", own_line=True), builder.build().find(tokens))


def found(notation: str, text: str, **concepts: list[str]) -> list[str]:
    """The words that a pattern matches."""
    where = sentence(text, **concepts)
    return [" ".join(where.words[s:e]) for s, e in matches(compile_pattern(notation), where)]


@pytest.mark.parametrize(
    ("notation", "text", "expected"),
    [
        ("who saved", "see who saved it", ["who saved"]),
        ("who has? saved", "who has saved, who saved", ["who has saved", "who saved"]),
        ("very* good", "very very good", ["very very good", "very good", "good"]),
        ("who .. saved", "who of them saved", ["who of them saved"]),
        ("who .. saved", "who of all of them saved", []),
        ("who ..5 saved", "who of all of them saved", ["who of all of them saved"]),
        ("who .. saved", "who (saved", []),
        ("(a b|c) d", "a b d and c d", ["a b d", "c d"]),
        ("(a|b)? c", "b c", ["b c", "c"]),
        ("^ saved", "saved saved", ["saved"]),
        ("saved $", "saved it, saved", ["saved"]),
        ("# followers", "1,000 followers 10k followers", ["1,000 followers", "10k followers"]),
    ],
)
def test_notation(notation: str, text: str, expected: list[str]) -> None:
    """Each element of the notation matches what it says."""
    assert found(notation, text) == expected


def test_concepts_match_any_of_their_terms_and_forms() -> None:
    """Braces expand, a star is a beginning, terms may have several words."""
    terms = {"save": ["sav{e,ed}", "add to favorites", "bookmark*"]}

    assert found("<save>", "save, saved, add to favorites, bookmarking, saver", **terms) == [
        "save",
        "saved",
        "add to favorites",
        "bookmarking",
    ]


@pytest.mark.parametrize("notation", ["(a", "a)", "", "<a", "a (b|"])
def test_broken_notation_is_refused(notation: str) -> None:
    """A notation that can't be read is an error that quotes it."""
    with pytest.raises(ValueError, match="pattern"):
        compile_pattern(notation)


def test_concepts_are_listed() -> None:
    """The loader can check that each concept of a pattern exists."""
    assert concepts_of("<a|b> (c|<d>)? ..") == {"a", "b", "d"}


@pytest.mark.parametrize("notation", ["a ..9 a ..9 a ..9 a ..9 a ..9 b", "(a|a)* (a|a)* (a|a)* (a|a)* b"])
def test_gaps_do_not_multiply(notation: str) -> None:
    """A pattern that fails late visits no more positions than its length times its gaps."""
    where = sentence("a " * 60)
    pattern = compile_pattern(notation)
    most = 0
    positions = {0}
    for step in pattern.steps:
        positions = step(where, positions)
        most = max(most, len(positions))

    assert not positions
    assert most <= len(where.words) + 1
