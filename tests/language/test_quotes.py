"""A quote says by itself what the tool is found to promise."""

# ruff: noqa: RUF001 -- Russian letters

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


OVER_LINES = [
    ("Find out who\nsaved your TikTok videos", "Find out who\nsaved your TikTok videos"),
    ("Find Out Who\nSaved Your TikTok Videos", "Find Out Who\nSaved Your TikTok Videos"),
    ("See who saved\nyour TikTok videos", "See who saved\nyour TikTok videos"),
    ("Discover everyone who saved your TikTok\nvideos this week", "who saved your TikTok\nvideos"),
    ("Descubre quién\nguardó tus videos de TikTok", "quién\nguardó tus videos de TikTok"),
    ("Sieh endlich, wer\ndeine TikToks gespeichert hat", "wer\ndeine TikToks gespeichert hat"),
    ("誰が\nあなたのTikTokを保存したか分かる", "誰が\nあなたのTikTokを保存したか分かる"),
    ("Премиум\nузнай, кто сохранил\nтвои видео в тиктоке", "кто сохранил\nтвои видео в тиктоке"),
]


@pytest.mark.parametrize(("text", "said"), OVER_LINES, ids=range(len(OVER_LINES)))
def test_a_sentence_on_two_lines_is_quoted_whole(claims_of: Read, text: str, said: str) -> None:
    """A heading that is set on two lines is one sentence."""
    _, quote = claims_of(text)["reveals-savers"]

    assert said in quote


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("See who saved your TikTok videos\nSee who viewed your profile", "See who saved your TikTok videos"),
        ("See who saved your TikTok videos\nNo login", "See who saved your TikTok videos"),
        ("- see who saved your TikTok videos\n- download them in HD", "see who saved your TikTok videos"),
        ("see who saved your TikTok videos\ndownload them in HD", "see who saved your TikTok videos"),
    ],
)
def test_the_next_item_of_a_list_is_not_quoted(claims_of: Read, text: str, line: str) -> None:
    """Each line says something of its own."""
    _, quote = claims_of(text)["reveals-savers"]

    assert quote in line
