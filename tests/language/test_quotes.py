"""A quote says by itself what the tool is found to promise."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model import Certainty

Read = Callable[[str], dict[str, tuple[Certainty, str]]]

WITH_A_TURN = [
    ("TikTok hides who bookmarked your video. We don't.", "We don't"),
    ("TikTok won't tell you who collected your clip. Our bot? Gladly.", "Gladly"),
    ("TikTok verrät nicht, wer dein Video gespeichert hat. Wir schon.", "Wir schon"),
    ("TikTok ne dit pas qui a enregistré ta vidéo. Nous, si.", "Nous, si"),
]


@pytest.mark.parametrize(("text", "turn"), WITH_A_TURN, ids=[turn for _, turn in WITH_A_TURN])
def test_what_tiktok_withholds_is_quoted_with_the_turn(claims_of: Read, text: str, turn: str) -> None:
    """What the platform does not do is no promise until the tool says that it does."""
    _, quote = claims_of(text)["reveals-savers"]

    assert quote.startswith("TikTok")
    assert turn in quote


def test_no_quote_is_longer_for_a_sentence_that_follows(claims_of: Read) -> None:
    """A negation that says nothing of TikTok asks for no turn."""
    _, quote = claims_of("See who saved your TikTok, no password needed. Free for a week.")["reveals-savers"]

    assert "Free" not in quote
