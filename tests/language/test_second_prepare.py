"""What the second reader is given: plain characters, disguises undone, each with the way back."""

# ruff: noqa: RUF001 -- letters that look like others are what this is about

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language.second.prepare import SPACE, Prepared, plain_character, prepare

Disguised = tuple[str, dict[tuple[int, int], str]]
TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from(" \t\n\u200b\ufe0f\u3000ｓ𝓼ⓢ🅰🅂ﬁ…¨½㌀漢กé\u0301▁")), max_size=40
)


@st.composite
def disguises(draw: st.DrawFn) -> Disguised:
    """A text with spans of it, overlapping ones too, and the words that they stand for."""
    text = draw(TEXTS.filter(bool))
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 6))
    spans = draw(st.lists(places.map(lambda place: (place[0], min(sum(place), len(text)))), max_size=4))
    return text, {span: draw(st.text("abcdefgh", min_size=1, max_size=6)) for span in spans}


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("saved", "▁saved"),
        ("Saved", "▁Saved"),
        ("ｓａｖｅｄ", "▁saved"),
        ("𝓼𝓪𝓿𝓮𝓭", "▁saved"),
        ("ⓢⓐⓥⓔⓓ", "▁saved"),
        ("🆂🅰🆅🅴🅳", "▁saved"),
        ("🅂🄰🅅🄴🄳", "▁saved"),
        ("🅢🅐🅥🅔🅓", "▁saved"),
        ("sa\u200bv\u00aded", "▁saved"),
        ("\u202esaved\u202c", "▁saved"),
        ("❤\ufe0f", "▁❤"),
        ("ﬁnd", "▁find"),
        ("wait…", "▁wait..."),
        ("who  saved\u00a0\n\u3000it", "▁who▁saved▁it"),
        ("who\u2003saved\u1680it", "▁who▁saved▁it"),
        ("  who ", "▁who▁"),
        ("sаvеd", "▁sаvеd"),
        ("sävéd", "▁sävéd"),
        ("", "▁"),
    ],
)
def test_what_reads_the_same_is_prepared_the_same(written: str, plain: str) -> None:
    """Width, style and invisible characters are gone; case, accents and alphabets stay as they are."""
    assert prepare(written, {}).text == plain


def test_a_disguise_is_replaced_by_its_word_and_nothing_else_is() -> None:
    """Each character of the plain word leads back to the whole disguise."""
    text = "who s@ved it"

    prepared = prepare(text, {(4, 9): "saved"})

    assert prepared.text == "▁who▁saved▁it"
    assert {text[prepared.starts[at] : prepared.ends[at]] for at in range(5, 10)} == {"s@ved"}
    assert [text[prepared.starts[at] : prepared.ends[at]] for at in range(1, 4)] == ["w", "h", "o"]


def test_of_two_disguises_that_overlap_the_first_is_undone() -> None:
    """No character is read twice."""
    assert prepare("s a v e d", {(0, 5): "sav", (2, 9): "aved"}).text == "▁sav▁e▁d"


def test_a_plain_text_is_its_own_preparation_behind_a_space() -> None:
    """The space in front stands for nothing in the text."""
    assert prepare("saved", {}) == Prepared("▁saved", (0, 0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5))


@given(disguises())
def test_each_character_leads_back_to_a_span_of_the_text(given_text: Disguised) -> None:
    """Only the space in front has an empty span."""
    text, disguised = given_text

    prepared = prepare(text, disguised)

    assert len(prepared.text) == len(prepared.starts) == len(prepared.ends)
    assert (prepared.text[0], prepared.starts[0], prepared.ends[0]) == (SPACE, 0, 0)
    spans = list(zip(prepared.starts, prepared.ends, strict=True))[1:]
    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(disguises())
def test_spans_never_go_backward(given_text: Disguised) -> None:
    """Characters of the text are read in order, and those of one span stand together."""
    prepared = prepare(*given_text)
    spans = list(zip(prepared.starts, prepared.ends, strict=True))[1:]

    assert spans == sorted(spans)
    assert all(before == after or before[1] <= after[0] for before, after in pairwise(spans))


@given(TEXTS)
def test_a_character_is_what_it_is_in_plain(text: str) -> None:
    """What is prepared for a span is the plain form of the characters in it."""
    prepared = prepare(text, {})

    for character, start, end in zip(prepared.text[1:], prepared.starts[1:], prepared.ends[1:], strict=True):
        assert character in plain_character(text[start:end])


@given(TEXTS)
def test_no_two_spaces_stand_in_a_row(text: str) -> None:
    """However much white space there is, it is one space."""
    assert SPACE * 2 not in prepare(text, {}).text


@given(TEXTS)
def test_preparing_loses_only_what_cannot_be_seen(text: str) -> None:
    """Every character with a plain form is read, white space once."""
    prepared = prepare(text, {})
    whole = SPACE + "".join(map(plain_character, text))

    assert prepared.text.replace(SPACE, "") == whole.replace(SPACE, "")
    assert prepared.text.split(SPACE) == [
        "",
        *(part for part in whole.split(SPACE)[1:-1] if part),
        *whole.split(SPACE)[1:][-1:],
    ]
