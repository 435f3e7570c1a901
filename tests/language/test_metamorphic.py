"""What must happen to a claim when its text is changed: denied, attributed, disclaimed, disguised, moved."""

# ruff: noqa: RUF001 -- texts in many scripts

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.model import Certainty

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[str], dict[str, tuple[Certainty, str]]]

CLAIM = "reveals-savers"
STATED = {
    "en": "See who saved your TikTok videos, with names and dates.",
    "es": "Descubre quién guardó tus vídeos de TikTok, con nombres y fechas.",
    "pt": "Veja quem salvou seus vídeos do TikTok, com nomes e datas.",
    "fr": "Découvrez qui a enregistré vos vidéos TikTok, avec les noms et les dates.",
    "de": "Sieh, wer deine TikTok-Videos gespeichert hat, mit Namen und Datum.",
    "it": "Scopri chi ha salvato i tuoi video TikTok, con nomi e date.",
    "id": "Lihat siapa yang menyimpan video TikTok kamu, lengkap dengan nama dan tanggal.",
    "tr": "TikTok videolarını kimlerin kaydettiğini isim isim gör.",
    "ru": "Узнай, кто сохранил твои видео в TikTok, с именами и датами.",
    "ar": "اعرف من حفظ فيديوهاتك على تيك توك بالأسماء والتواريخ.",
    "hi": "देखिए आपके TikTok वीडियो किसने सेव किए, नाम और तारीख के साथ।",
    "vi": "Xem ai đã lưu video TikTok của bạn, kèm tên và ngày.",
    "ja": "あなたのTikTok動画を保存した人が名前と日付つきでわかります。",
    "ko": "내 틱톡 영상을 저장한 사람을 이름과 날짜까지 확인하세요.",
    "zh": "查看谁收藏了你的TikTok视频，附姓名和日期。",
    "pl": "Zobacz, kto zapisał twoje filmy na TikToku, z nazwami i datami.",
    "th": "ดูว่าใครบันทึกวิดีโอ TikTok ของคุณ พร้อมชื่อและวันที่",
}
DENIED = {
    "en": "No app can show you who saved your TikTok videos, and this one does not either.",
    "es": "Ninguna aplicación puede mostrarte quién guardó tus vídeos de TikTok, y esta tampoco.",
    "pt": "Nenhum aplicativo consegue mostrar quem salvou seus vídeos do TikTok, e este também não.",
    "fr": "Aucune application ne peut montrer qui a enregistré vos vidéos TikTok, et celle-ci non plus.",
    "de": "Keine App kann zeigen, wer deine TikTok-Videos gespeichert hat, auch diese nicht.",
    "it": "Nessuna app può mostrarti chi ha salvato i tuoi video TikTok, nemmeno questa.",
    "id": "Tidak ada aplikasi yang bisa menunjukkan siapa yang menyimpan video TikTok kamu, termasuk ini.",
    "tr": "Hiçbir uygulama TikTok videolarını kimlerin kaydettiğini gösteremez, bu uygulama da gösteremez.",
    "ru": "Ни одно приложение не может показать, кто сохранил твои видео в TikTok, и наше тоже.",
    "ar": "لا يمكن لأي تطبيق أن يعرض من حفظ فيديوهاتك على تيك توك، ولا هذا التطبيق.",
    "hi": "कोई भी ऐप नहीं दिखा सकता कि आपके TikTok वीडियो किसने सेव किए, यह ऐप भी नहीं।",
    "vi": "Không ứng dụng nào có thể cho bạn biết ai đã lưu video TikTok của bạn, kể cả ứng dụng này.",
    "ja": "あなたのTikTok動画を誰が保存したかを表示できるアプリはありません。このアプリにもできません。",
    "ko": "누가 내 틱톡 영상을 저장했는지 보여 줄 수 있는 앱은 없으며, 이 앱도 마찬가지입니다.",
    "zh": "没有任何应用能显示谁收藏了你的TikTok视频，本应用也不能。",
    "pl": "Żadna aplikacja nie pokaże, kto zapisał twoje filmy na TikToku, ta również nie.",
    "th": "ไม่มีแอปไหนแสดงได้ว่าใครบันทึกวิดีโอ TikTok ของคุณ แอปนี้ก็เช่นกัน",
}


@pytest.mark.parametrize("language", sorted(STATED))
def test_the_plain_claim_is_read_in_every_language(claims_of: Read, language: str) -> None:
    """Said in so many words, it is certain."""
    assert claims_of(STATED[language]).get(CLAIM, (None,))[0] is Certainty.CERTAIN


@pytest.mark.parametrize("language", sorted(DENIED))
def test_a_denial_clears_it_in_every_language(claims_of: Read, language: str) -> None:
    """Nobody is accused of what he denies."""
    assert CLAIM not in claims_of(DENIED[language])


@pytest.mark.parametrize("language", sorted(STATED))
def test_a_disclaimer_afterwards_changes_nothing(claims_of: Read, language: str) -> None:
    """“Not affiliated with TikTok”, “for entertainment only”."""
    text = f"{STATED[language]} Not affiliated with TikTok. For entertainment only."

    assert CLAIM in claims_of(text)


@pytest.mark.parametrize("attributed", [
    "Beware of apps that promise: “{}” They only want your password.",
    "⚠ Scam warning: sites say “{}” None of them can, they made the names up.",
    "News: regulators fined a company over ads that read “{}” Experts say no app has such data.",
])  # fmt: skip
def test_attributing_it_to_others_clears_or_softens(claims_of: Read, attributed: str) -> None:
    """Whoever warns of a claim does not make it."""
    found = claims_of(attributed.format(STATED["en"]))

    assert found.get(CLAIM, (None,))[0] is not Certainty.CERTAIN


@pytest.mark.parametrize("disguise", [
    lambda text: text.replace("s", "ѕ").replace("a", "а").replace("o", "о"),
    lambda text: text.replace("saved", "s4v3d").replace("TikTok", "T1kT0k"),
    "\u200b".join,
    lambda text: text.replace("saved", "s a v e d"),
    lambda text: text.replace("e", "е"),
    str.upper,
])  # fmt: skip
def test_a_disguise_does_not_lose_it(claims_of: Read, disguise: Callable[[str], str]) -> None:
    """Letters of other scripts, digits, invisible signs, spaces, capitals."""
    assert CLAIM in claims_of(disguise(STATED["en"]))


def test_it_is_found_among_honest_lines(claims_of: Read) -> None:
    """A line among fifteen others, at the beginning and at the end."""
    honest = "Schedule posts for the week.\nWrite captions with hashtags.\nExport a table of views.\n" * 5

    for text in (STATED["en"] + "\n" + honest, honest + STATED["en"]):
        assert CLAIM in claims_of(text)
