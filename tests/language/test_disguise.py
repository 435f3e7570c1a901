"""Disguised words are read, and said to be disguised; ordinary writing is left alone."""

# ruff: noqa: RUF001, RUF003 -- letters that look like others are what this is about

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.model import Certainty, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.language import Reader

PLAIN = "See who saved your TikTok video"


@pytest.mark.parametrize(
    "disguised",
    [
        "See who s@ved your TikTok video",
        "See who 5aved your T1kT0k v1deo",
        "See who s a v e d your TikTok video",
        "See who s.a.v.e.d your TikTok video",
        "See who s-a-v-e-d your TikTok video",
        "See who sаvеd your TikTok video",  # Cyrillic а and е
        "See who sa\u200bved your TikTok video",
        "See who saaaaved your TikTok video",
        "ＳＥＥ ＷＨＯ ＳＡＶＥＤ ＹＯＵＲ ＴＩＫＴＯＫ ＶＩＤＥＯ",
        "𝗦𝗲𝗲 𝘄𝗵𝗼 𝘀𝗮𝘃𝗲𝗱 𝘆𝗼𝘂𝗿 𝗧𝗶𝗸𝗧𝗼𝗸 𝘃𝗶𝗱𝗲𝗼",
        "See-who-saved-your-TikTok-video",
        "see.who.saved.your.tiktok.video",
    ],
)
def test_a_disguise_does_not_lose_the_claim(
    claims_of: Callable[[str], dict[str, tuple[Certainty, str]]], disguised: str
) -> None:
    """However the words are written, the claim is the same."""
    assert "reveals-savers" in claims_of(PLAIN)
    assert "reveals-savers" in claims_of(disguised)


def test_a_disguise_is_reported_with_what_it_was_read_as(reader: Reader) -> None:
    """The words as written and as read are kept: somebody hid them from filters."""
    text = "See who s@ved your TikTok video"
    disguises = reader.read([Text(content=text)]).disguises

    assert [(text[d.start : d.end], d.read_as) for d in disguises] == [("s@ved", "saved")]


@pytest.mark.parametrize(
    "text",
    [
        "See who saved your TikTok video",
        "Ver. 2.0 saves your TikTok video at tool.example for $5!",
        "I a m o k",
    ],
)
def test_ordinary_writing_is_no_disguise(reader: Reader, text: str) -> None:
    """Prices, versions, addresses and capitals hide nothing."""
    assert reader.read([Text(content=text)]).disguises == ()
