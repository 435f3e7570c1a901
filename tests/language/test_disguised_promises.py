"""A promise is found however it is disguised, in every language, and the disguise is reported."""

# ruff: noqa: RUF001 -- letters that look like others are what this is about

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.language.glyphs import disguised_words
from auditor.model import Text
from tests.language.disguises import DISGUISES
from tests.language.test_metamorphic import CLAIM, STATED

if TYPE_CHECKING:
    from auditor.language import Reader

CASES = [
    (way, language)
    for way in DISGUISES
    for language in sorted(STATED)
    if DISGUISES[way](STATED[language]) != STATED[language]
]
NAMES_ALONE = {
    "full width",
    "mathematical",
    "circled",
    "small capitals",
    "look-alikes",
    "digits",
    "drawn out",
}
"""Ways that change hardly more than the name of TikTok where words have no Latin letters."""
NOT_LATIN = {"ar", "ja", "ko", "zh", "th", "hi"}
NOTHING_TO_REPORT = {("zero-width spaces", language) for language in ("ja", "th", "zh")}
"""Lines may break at such spaces there; and a name is no promise."""
NOTHING_TO_REPORT |= {(way, language) for way in NAMES_ALONE for language in NOT_LATIN}


@pytest.mark.parametrize(("way", "language"), CASES)
def test_a_disguised_promise_is_found(reader: Reader, way: str, language: str) -> None:
    """And quoted as it stands there."""
    text = DISGUISES[way](STATED[language])
    claims = [claim for claim in reader.read([Text(content=text)]).claims if claim.claim == CLAIM]

    assert len(claims) == 1


@pytest.mark.parametrize(("way", "language"), [case for case in CASES if case not in NOTHING_TO_REPORT])
def test_the_disguise_of_a_promise_is_reported(reader: Reader, way: str, language: str) -> None:
    """Somebody hides it from filters."""
    assert reader.read([Text(content=DISGUISES[way](STATED[language]))]).disguises


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("می‌خواهید ببینید", "fa"),
        ("हिन्दी में क्‍या और क्‌ष", "hi"),
        ("See 👩‍💻 and 👨‍👩‍👧 who saved it", "en"),
        ("Donau\u00addampf\u00adschiff\u00adfahrt", "de"),
        ("ＴｉｋＴｏｋを保存した人", "ja"),
        ("틱톡을 저장한 사람 ㅋㅋㅋㅋ ㅠㅠ", "ko"),
        ("\u1110\u1175\u11a8\u1110\u1169\u11a8", "ko"),
        ("ดู\u200bคน\u200bที่\u200bบันทึก", "th"),
        ("The set ℝ, №5, ½ and ① are signs.", "en"),
        ("A\u200b word break at a space", "en"),
        ("naïve café, Ångström, İstanbul", "en"),
    ],
)
def test_what_is_usual_in_a_script_is_no_disguise(text: str, language: str) -> None:
    """Joiners, soft hyphens, full-width letters among kana, decomposed Hangul."""
    assert list(disguised_words(text, 0, len(text), language)) == []


def test_words_written_so_are_one_disguise_with_their_plain_words() -> None:
    """From the first of them to the last."""
    text = "see 𝘄𝗵𝗼 𝘀𝗮𝘃𝗲𝗱 your vi\u200bdeos"

    found = [(text[start:end], plain) for start, end, plain in disguised_words(text, 0, len(text), "en")]

    assert found == [("𝘄𝗵𝗼 𝘀𝗮𝘃𝗲𝗱", "who saved"), ("vi\u200bdeos", "videos")]
