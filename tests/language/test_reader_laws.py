"""Laws of reading: quotes equal their spans, reading is a function, and its cost is linear."""

# ruff: noqa: RUF001 -- letters that look like others are what this is about

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.judge import audit
from auditor.language import reader_for
from auditor.model import Listing, Text
from auditor.rulebook import load_rulebook

if TYPE_CHECKING:
    from types import FrameType

RULEBOOK = load_rulebook()
READER = reader_for(RULEBOOK)

PIECES = st.sampled_from(
    [
        "See who saved your TikTok", "find out who viewed your profile", " ", "\n", "👀🔖", "é", "e\u0301",
        "ﬁ",
        "مرحبا", "\u202e", "\u200b", "s a v e d", "s@ved", "ｓａｖｅｄ", "İ", "ß",
        "names behind your saves!", "?",
        "don't ", "Log in with your TikTok password. ", "x", "𝓼𝓪𝓿𝓮𝓭", "...", "1,000 followers", "'", '"', "ก",
        "漢字",
        "🏳️\u200d🌈",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=14).map("".join)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_each_quote_is_its_span(text: str) -> None:
    """``quote == texts[text][start:end]`` with emoji, right-to-left letters and combining marks."""
    listing = Listing(texts=(Text(content="An app."), Text(content=text)))

    result = audit(listing, RULEBOOK)

    for claim in result.claims:
        assert claim.quote == listing.texts[claim.text].content[claim.start : claim.end]
    for purpose in result.purposes:
        assert purpose.quote == listing.texts[purpose.text].content[purpose.start : purpose.end]
    for finding in result.findings:
        for piece in finding.evidence:
            if piece.text is not None:
                assert piece.quote == listing.texts[piece.text].content[piece.start : piece.end]


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_reading_is_a_function(text: str) -> None:
    """The same text gives the same reading."""
    assert READER.read([Text(content=text)]) == READER.read([Text(content=text)])


def _calls(text: str) -> int:
    """How many functions are called while a text is read: a cost that no other program disturbs."""
    count = 0

    def tally(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tally)
    try:
        READER.read([Text(content=text)])
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece", ["see who saved your video and ", "a ", "s a v e d ", "who who who ", "(", "not ", "'\" ", "x\n"]
)
def test_cost_is_linear_in_hostile_text(piece: str) -> None:
    """Four times the text costs about four times the work, whatever is repeated."""
    short, long = _calls(piece * 500), _calls(piece * 2000)

    assert long / short < 6
