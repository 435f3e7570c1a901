"""Texts of several languages: each language's parts are read in theirs."""

# ruff: noqa: RUF001 -- full stops of other scripts

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from auditor.language import reader_for
from auditor.model import Text
from auditor.rulebook import load_rulebook

if TYPE_CHECKING:
    from auditor.language.spans import ClaimSpan

PROMISES = {
    "ar": "شاهد قائمة بأسماء من حفظوا مقاطعك على تيك توك.",
    "de": "Wir zeigen dir, welche Konten dein TikTok gespeichert haben.",
    "en": "We list the accounts that saved your TikTok.",
    "es": "Te mostramos qué cuentas guardaron tu TikTok.",
    "fr": "Nous affichons les comptes qui ont enregistré ton TikTok.",
    "hi": "हम दिखाते हैं कि आपका TikTok किन लोगों ने सेव किया।",
    "id": "Kami tampilkan akun siapa saja yang menyimpan TikTok kamu.",
    "it": "Ti mostriamo quali account hanno salvato il tuo TikTok.",
    "ja": "あなたのTikTokを保存したアカウントを一覧で表示します。",
    "ko": "당신의 틱톡을 저장한 계정 목록을 보여 드립니다.",
    "pl": "Pokazujemy, które konta zapisały twój film na TikToku.",
    "pt": "Mostramos quais contas salvaram o seu TikTok.",
    "ru": "Мы показываем, какие аккаунты сохранили твой ролик в TikTok.",
    "th": "เราแสดงรายชื่อบัญชีที่บันทึกคลิป TikTok ของคุณ",
    "tr": "TikTok videonu hangi hesapların kaydettiğini listeliyoruz.",
    "vi": "Chúng tôi liệt kê những tài khoản đã lưu video TikTok của bạn.",
    "zh": "我们列出收藏了你TikTok视频的账号。",
}
AROUND = {
    "en": "Keep a diary of your garden. Note what you sowed and when it rained, and take a picture. "
    "The calendar tells you when to water. You can print a page for your neighbours. It works without a "
    "connection, and there is no advertising. ",
    "de": "Führe ein Tagebuch über deinen Garten. Notiere, was du gesät hast und wann es geregnet hat. "
    "Der Kalender sagt dir, wann du gießen musst."
    " Du kannst eine Seite für die Nachbarn drucken. Es geht ohne Internet. ",
}


def savers_in(text: str) -> list[ClaimSpan]:
    """The claims to show savers, as the project's own reader finds them."""
    found = reader_for(load_rulebook()).read([Text(content=text)]).claims
    return [claim for claim in found if claim.claim == "reveals-savers"]


@pytest.mark.parametrize(("language", "around"), list(product(PROMISES, AROUND)))
def test_a_promise_in_another_language_is_found_among_honest_lines(language: str, around: str) -> None:
    """At the end and in the midst, however much stands around it; the quote is its own."""
    promise = PROMISES[language]
    for text in (f"{AROUND[around] * 2}\n\n{promise}", f"{AROUND[around] * 4}{promise} {AROUND[around]}"):
        found = savers_in(text)

        assert found
        assert all(text[claim.start : claim.end].strip() in promise for claim in found)


def test_honest_lines_of_two_languages_promise_nothing() -> None:
    """What is honest in each is honest together; a denial in the other language is one."""
    denial = "Wer dein TikTok gespeichert hat, zeigen wir nicht, denn das erfährt niemand."

    assert savers_in(f"{AROUND['en']}\n{AROUND['de']}\n{denial}\n{AROUND['en']}") == []
