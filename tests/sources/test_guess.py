"""The encoding of old pages that declare none is guessed; whoever declares one is believed."""

# ruff: noqa: RUF001 -- texts in many scripts

from __future__ import annotations

import pytest
import webencodings
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.judge import audit
from auditor.rulebook import Rulebook, load_rulebook
from auditor.sources import Document, read_document
from auditor.sources.charset import decode
from auditor.sources.guess import guess

RUSSIAN = "Узнайте, кто сохранил ваше видео в TikTok."
JAPANESE = "TikTokの動画が保存された回数だけを表示します。誰が保存したかは表示しません。"
PLAIN = {
    "euc-kr": "틱톡 TikTok 저장 횟수만 보여 줍니다. 이름은 보여 주지 않습니다.",
    "big5": "TikTok 影片收藏次數統計工具，我們不顯示任何人的名字。",
    "gb18030": "统计TikTok视频被收藏的次数，我们不显示任何人的名字。",
    "shift_jis": JAPANESE,
    "euc-jp": JAPANESE,
    "windows-1251": RUSSIAN,
    "koi8-r": RUSSIAN,
    "windows-1253": "Δείτε ποιος αποθήκευσε τα βίντεό σας στο TikTok.",
    "windows-1255": "ראו כמה פעמים נשמרו הסרטונים שלכם בטיקטוק.",
    "windows-1256": "تعرف على عدد مرات حفظ مقاطع الفيديو الخاصة بك على تيك توك.",
    "windows-874": "ดูว่าวิดีโอ TikTok ของคุณถูกบันทึกกี่ครั้ง ไม่ต้องใช้รหัสผ่าน",
    "windows-1254": "TikTok videolarınızın kaç kez kaydedildiğini gösterir. Şifreniz gerekmez.",
    "windows-1252": "Voilà combien de fois vos vidéos TikTok ont été enregistrées, c’est très simple.",
}
SHORT = {
    "euc-kr": "틱톡 저장 횟수",
    "big5": "影片收藏次數",
    "gb18030": "我们的视频收藏次数",
    "shift_jis": "だれが保存したか",
    "euc-jp": "だれが保存したか",
    "windows-1251": "Кто сохранил",
    "koi8-r": "Кто сохранил",
    "windows-874": "ใครบันทึกวิดีโอ",
}
WESTERN = (
    "Café",
    "à côté, été",
    "Für größere Übersicht",
    "¿Quién guardó tus vídeos? ¡Señor!",
    "Não é difícil: são só três ações",
    "© 2024 – Price: 3 €",
    "It’s “great” — see who saved your videos",
    "Það er þú, ég á við þig",
    "•••••••••• ———————— ……………………",
    "æøå ÆØÅ: så får du se",
)


def bytes_in(text: str, encoding: str) -> bytes:
    """Return ``text`` as the standard writes it in ``encoding``."""
    return bytes(webencodings.encode(text, encoding))


def page(text: str) -> str:
    """Return an old page that says nothing about itself."""
    return f"<html><head><title>TikTok</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("encoding", PLAIN)
@pytest.mark.parametrize("times", [1, 30, 3_000])
def test_an_undeclared_encoding_is_known_by_the_text(encoding: str, times: int) -> None:
    """A sentence is enough, and no length is too much."""
    html = page(f"{PLAIN[encoding]} " * times)
    assert decode(Document(target="x", body=bytes_in(html, encoding))) == (html, encoding)


@pytest.mark.parametrize("encoding", SHORT)
def test_a_few_words_are_enough_in_other_scripts(encoding: str) -> None:
    """A heading tells it too."""
    assert decode(Document(target="x", body=bytes_in(SHORT[encoding], encoding)))[0] == SHORT[encoding]


def test_turkish_in_its_older_encoding_is_known() -> None:
    """ISO-8859-9 is a part of windows-1254, and the standard takes it for that."""
    body = PLAIN["windows-1254"].encode("iso-8859-9")
    assert decode(Document(target="x", body=body)) == (PLAIN["windows-1254"], "windows-1254")


@pytest.mark.parametrize("text", WESTERN)
def test_western_text_stays_windows_1252(text: str) -> None:
    """However short, and whatever signs are in it."""
    assert decode(Document(target="x", body=text.encode("cp1252"))) == (text, "windows-1252")


def test_names_in_markup_and_scripts_do_not_count() -> None:
    """Only the text is weighed."""
    html = f"<script>var a = '{PLAIN['windows-1252'] * 50}'</script><!-- é --><p title='é'>{RUSSIAN}</p>"
    body = html.encode("cp1252", "ignore").replace(b"<p ", b"<p x ") + RUSSIAN.encode("cp1251")
    assert guess(body) == "windows-1251"


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_decode_the_same_way_twice(body: bytes) -> None:
    """Nothing raises, and nothing hangs on chance."""
    document = Document(target="x", body=body)
    assert decode(document) == decode(document)


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_utf_8_is_never_guessed_at(text: str) -> None:
    """Text that is valid in it is in it."""
    body = b"<p>" + text.encode()
    assert decode(Document(target="x", body=body), prescan=False) == (f"<p>{text}", "utf-8")


@pytest.mark.parametrize("encoding", PLAIN)
def test_what_is_declared_is_believed(encoding: str) -> None:
    """Rightly or wrongly, as browsers do."""
    body = bytes_in(PLAIN[encoding], encoding)
    assert decode(Document(target="x", body=body, charset="iso-8859-5"))[1] == "iso-8859-5"


@pytest.mark.parametrize(
    "body", [b"<" * 200_000, b"<script></script" * 12_000, b"<!--" * 50_000, b"<a" * 90_000]
)
def test_markup_that_never_ends_is_passed_in_one_go(body: bytes) -> None:
    """Looking for its end from every place would take hours."""
    assert guess(body) is None


@pytest.mark.parametrize("encoding", sorted(set(PLAIN) - {"windows-1251", "koi8-r", "windows-1253"}))
def test_an_old_page_is_accused_of_nothing_that_it_does_not_say(encoding: str, rulebook: Rulebook) -> None:
    """Letters of another encoding are no words. The others do promise to show who saved a video."""
    listing = read_document(Document(target="old.html", body=bytes_in(page(PLAIN[encoding]), encoding)))
    assert audit(listing, rulebook).findings == ()


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_a_promise_in_an_old_encoding_is_quoted_as_it_is_written(encoding: str, rulebook: Rulebook) -> None:
    """Not in the letters of another one."""
    listing = read_document(Document(target="old.html", body=bytes_in(page(RUSSIAN), encoding)))
    quotes = [e.quote for f in audit(listing, rulebook).findings for e in f.evidence]
    assert any("кто сохранил ваше видео" in (quote or "") for quote in quotes)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    """Return the shipped rules."""
    return load_rulebook()
