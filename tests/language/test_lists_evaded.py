"""Promises that every reader understands and that a list, a mark or a heading around them must not hide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.language.state import TextState
from auditor.model import Text
from tests.pace import soon

if TYPE_CHECKING:
    from auditor.language.reader import Reader

P = "the names of everyone who saved your TikTok videos"
HIDING = [
    f"We promise you:\n- {P}",
    f"No scam, just results:\n- {P}",
    f"They said it couldn't be done:\n- {P}",
    f"Not included: surveys; included: {P}",
    f"Not included: surveys / included: {P}",
    f"Not included: guesswork - see {P}.",
    f"Not included: guesswork, see {P}!",
    f"Excluded: nobody, see {P}",
    f"What's missing: nothing, see {P}",
    f"Surveys not included:\nSee {P} in one tap.\n",
    f"Ads aren't included:\nSee {P}.",
    f"Root access is not supported:\nSee {P} in one tap.\nExport them all.",
    f"Not included:\n- Surveys\n- Ads\n**What you get**\n- {P}",
    f"Not included:\nSurveys\nAds\nIncluded:\n{P}",
    f"Not included:\n- Surveys\n## Included\n- {P}",
    f"Not included:\n⛔ Surveys\n⭐ INCLUDED\n⭐ {P}",
    f"Not included:\n- Surveys\n✅ {P}",
    f"- Not included:\n    - Surveys\n- {P}",
    f"Not included:\n- Surveys\n- But you get {P}",
    f"What analytics don't show you:\n- {P}",
    f"What you can't see without Kalimo:\n- {P}",
    f"Things you never get to see in your stats:\n- {P}",
    f"What you don't know about your fans:\n- {P}",
    f"What no tool can show you - we are the first:\n- {P}",
    f"What no tool can show you:\n- {P}\n\nKalimo puts them all on one page, free of charge.",
    f"What you won't find in the app store:\n- {P}",
    f"No exclusions:\n- {P}",
    f"What's not to love:\n- {P}",
    f"Never:\n- guess again: see {P}",
    f"✅ Free\n❌ Surveys\u2028{P}",
    f"✅ Free\n❌ Surveys\r{P}\r",
    f"✅ Free\n❌ Tired of guessing? See {P}. Works for any account.",
    f"✅ Free\nKalimo is the tool for creators. See {P}. Export them, thank them. Surveys ❌",
    f"✅ Free\n❌ Before: you see a number. Now: see {P} 👍",
    f"✅ Free\n{P} | ❌ no survey | ❌ no root",
    f"✅ Free\n❌ Ads\n{P} | 0",
    f"| Feature | Ads | Survey |\n|---|---|---|\n| {P} | ❌ | ❌ |",
    f"☒ {P}\n☑ Live updates\n☐ Dark mode",
    f"❎ {P}\n✅ Live updates",
    f"Features\n• Ads not included\n• See {P}\n• Export",
    f"Ads not included\n- {P}\n- Export",
    f"- We never track\n- {P}",
    f"Funciones\n• Anuncios no incluidos\n• {P}\n• Exportar",
    f"Funktionen\n• Werbung nicht enthalten\n• {P}\n• Export",
    f"Other apps:\n✅ Counts\n❌ See {P}\n\nKalimo:\n✅ Both",
    f"TikTok alone\n✅ Number of saves\n❌ {P}\n\nWith Kalimo you have it all.",
    f"| a | TikTok | Other apps |\n|--|--|--|\n| Counts | ✅ | ✅ |\n| {P} | ❌ | ❌ |\n\nKalimo has both.",
    f"| a | Kalimo | Ads |\n|--|--|--|\n| Saves | ✅ | ✅ |\n| {P} | ❌ gone there, not here | ❌ |",
    f"✅ Free\n❌ No survey to see {P}",
    f"✅ Free\n❌ Never miss {P}",
    f"✅ Free\n❌ Nothing hides {P}",
    f"Not included:\n- Surveys, but you get {P}",
    f"Not included:\n- Guesswork. You get {P}",
    f"Not included:\n- Surveys\n- Included: {P}",
    f"No incluye:\n- Anuncios, pero sí {P}",
    f"Nicht enthalten:\n- Werbung, aber {P}",
    f"Not included:\nSurveys\n\nIncluded\nSee {P}",
    f"Not included:\nSurveys\nAds\n\nWhat you get\n{P}",
    f"Not included:\n\n\n\n\n\n\n{P}",
    f"Not included: surveys, adverts, hidden fees, long waiting lines\n{P}",
    f"Not included: surveys 👉 {P}",
    f"Not included: surveys => {P}",
    f"Not included: ads, just {P}",
    f"Not included: ads and surveys, only {P}",
    f"Not included: ads (included are {P})",
    f"Surveys not included :) {P}",
    f"We don't offer less:\n- {P}",
    f"We never do things by halves:\n- {P}",
    f"We don't have secrets:\n- {P}",
    f"It doesn't have ads:\n- {P}",
    f"What we never promise, we deliver:\n- {P}",
    f"Excluded are ads, included are:\n- {P}",
    f"Never planned, now live:\n- {P}",
    f"Not available in stores, only here:\n- {P}",
    f"Not possible before Kalimo:\n- {P}",
    f"No ofrecemos menos:\n- {P}",
    f"Nicht möglich ohne uns:\n- {P}",
    f"Not included in the trial:\n- {P}",
    f"What we don't do for free:\n- {P}",
    f"Not available: {P}? Think again, it is.",
    f"Not included: {P}? Of course included!",
    f"Not available:\n- {P}\nJust kidding! All there.",
    f"What we never do:\n- hide {P} from you",
    f"Not included:. You get:\n- {P}",
    f"1) Can I see {P}?\n2) Is it free?\n\n1) Without a doubt.\n2) Yes.",
]


def _taken_back(reader: Reader, text: str) -> list[tuple[int, int]]:
    opened = reader._opener.open(0, Text(content=text), purposes=False, closely=True)  # noqa: SLF001 -- before claims
    return opened.taken_back if isinstance(opened, TextState) else []


@pytest.mark.parametrize("text", HIDING)
def test_no_frame_hides_a_promise(reader: Reader, text: str) -> None:
    """Each of these was lost once, or would be with a looser rule."""
    at = text.index(P)
    assert not any(start < at + len(P) and at < end for start, end in _taken_back(reader, text))


@pytest.mark.parametrize(
    "line",
    [
        "Not included:\n",
        "- ❌ a\n",
        "a | ❌ | ✅\n",
        "1. A?\n",
        "1. No.\n",
        ":",
        "\r",
        "a|" + " " * 50 + "x\n",
        "✅ ❌\n",
    ],
    ids=["heading", "cross", "row", "question", "answer", "colon", "break", "cell", "tick"],
)
def test_the_time_that_lists_take_grows_with_the_text(reader: Reader, line: str) -> None:
    """Whatever a text repeats."""
    text = "See who saved your TikTok. " + line * (60_000 // len(line))
    with soon(6.0):
        _taken_back(reader, text)
