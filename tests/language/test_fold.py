"""Folding: what looks alike becomes alike, and every folded character leads back to where it stood."""

# ruff: noqa: RUF001 -- letters that look like others are what this is about

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language.fold import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("SAVED", "saved"),
        ("sävéd", "saved"),
        ("ｓａｖｅｄ", "saved"),
        ("𝓼𝓪𝓿𝓮𝓭", "saved"),
        ("ⓢⓐⓥⓔⓓ", "saved"),
        ("🆂🅰🆅🅴🅳", "saved"),
        ("sa\u200bv\u00aded", "saved"),
        ("\u202esaved\u202c", "saved"),
        ("s\u0336a\u0336ved", "saved"),
        ("don’t", "don't"),
        ("ﬁnd", "find"),
        ("İSTANBUL ısı", "istanbul isi"),
        ("كـتـاب", "كتاب"),
        ("Ａ\u00a0b", "a b"),
        ("が", "が"),
        ("हिन्दी", "हिन्दी"),
        ("\u1110\u1175\u11a8\u1110\u1169\u11a8", "틱톡"),
        ("ㅌㅣㄱㅌㅗㄱ", "틱톡"),
        ("ㄱㅏㅂㅅㅇㅣ", "갑ᄉ이"),
    ],
)
def test_what_reads_the_same_folds_the_same(written: str, folded: str) -> None:
    """Case, width, style, accents and invisible characters make no difference."""
    assert fold(written).text == folded


@given(st.text(max_size=60))
def test_every_folded_span_leads_back_into_the_text(text: str) -> None:
    """Spans of the folded text map to spans of the original that do not overlap out of order."""
    result = fold(text)
    spans = [result.span(index, index + 1) for index in range(len(result.text))]

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is its own folding."""
    once = fold(text).text

    assert fold(once).text == once


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=12))
def test_korean_letters_apart_make_the_same_syllables(word: str) -> None:
    """Decomposed text reads as composed, and each syllable leads back to all its letters."""
    apart = unicodedata.normalize("NFD", word)
    folded = fold(apart)

    assert folded.text == word
    spans = [folded.span(at, at + 1) for at in range(len(word))]
    assert "".join(unicodedata.normalize("NFC", apart[start:end]) for start, end in spans) == word
