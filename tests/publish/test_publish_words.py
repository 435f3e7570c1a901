"""Words that pages do without: in every language of reports, in translations as they are shipped."""

# ruff: noqa: RUF001 -- letters of other languages are what this is about

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.messages.languages import LANGUAGES
from auditor.publish.fair_words import in_language
from auditor.rulebook import banned
from auditor.rulebook.banned import banned_in, languages

if TYPE_CHECKING:
    from pathlib import Path

HARSH = {
    "en": ("This is a scam.", "It is safe.", "It lies to you.", "They steal passwords.", "A fraudulent app."),
    "es": ("Es una estafa.", "Es segura.", "Miente.", "Roba contraseñas.", "Un fraude."),
    "pt-BR": ("É golpe.", "É seguro.", "Mente para você.", "Rouba senhas.", "Uma fraude."),
    "fr": ("C’est une arnaque.", "C’est sans danger.", "Elle ment.", "Elle vole ton compte.", "Une fraude."),
    "de": ("Das ist Betrug.", "Sie ist ungefährlich.", "Sie lügt.", "Sie stiehlt.", "Schadsoftware."),
    "id": ("Ini penipuan.", "Ini aman.", "Alat ini berbohong.", "Mencuri sandi.", "Dijamin."),
    "tr": ("Bu bir dolandırıcılık.", "Güvenli.", "Yalan.", "Şifreni çalıyor.", "Garantili."),
    "ar": ("هذا احتيال.", "إنه آمن.", "هذا كاذب.", "يسرق كلمة المرور.", "برمجيات خبيثة."),
}
FAIR = {
    "en": ("It says “guaranteed, safe”.", "We are sure.", "It promises what nobody is given."),
    "es": ("Dice «es seguro y sin estafas».", "Estamos seguros.", "Promete lo que nadie recibe."),
    "pt-BR": ("Ela diz “é seguro”.", "Somente isto.", "Promete o que ninguém recebe."),
    "fr": ("Elle dit « sans danger, pas une arnaque ».", "Nous sommes sûrs.", "Elle promet."),
    "de": ("Sie sagt „garantiert kein Betrug“.", "Wir sind sicher.", "Sie verspricht."),
    "id": ("Ia berkata “aman”.", "Kami yakin.", "Ia menjanjikan."),
    "tr": ("“Güvenli” diyor.", "Alet çalışır.", "Güvenlik ayarları."),
    "ar": ("يقول «آمن».", "نحن متأكدون.", "يعد بما لا يُعطى لأحد."),
}


def test_every_language_of_reports_has_words() -> None:
    """And samples here."""
    assert languages() == set(LANGUAGES) == set(HARSH) == set(FAIR)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_accuse_or_promise_are_found(language: str) -> None:
    """One in each sentence; none where somebody else is quoted, or the word means something else."""
    for sentence in HARSH[language]:
        assert len(list(banned_in(sentence, language))) == 1, sentence
    for sentence in FAIR[language]:
        assert list(banned_in(sentence, language)) == [], sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_shipped_translation_has_one(language: str) -> None:
    """Neither the program's own messages nor the texts of rules."""
    assert list(in_language(language)) == []


def test_a_harsh_translation_is_named(tmp_path: Path) -> None:
    """With its language, its file and the English text; names of access may have such words."""
    (tmp_path / "report.po").write_text(
        'msgid ""\nmsgstr "x"\n\nmsgid "Stay away"\nmsgstr "Das ist Betrug"\n\n'
        'msgctxt "access.title"\nmsgid "see"\nmsgstr "sehen, ob es gestohlen ist"\n',
        "utf-8",
    )
    (said,) = in_language("de", tmp_path)

    assert said.startswith("reports/messages/de/report.po: 'Betrug' stands in the translation of 'Stay away'")


def test_a_language_without_words_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It would go out unread."""
    monkeypatch.setattr(banned, "languages", frozenset)

    assert "no words for 'fr'" in next(iter(in_language("fr", tmp_path)))
