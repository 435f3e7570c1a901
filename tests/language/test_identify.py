"""Which language a short text is taken for; none of these lines stands in the texts that are learned from."""

# ruff: noqa: RUF001 -- Turkish has two letters i

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.language import language_rules
from auditor.language.fold import fold
from auditor.language.grammar import compile_grammar
from auditor.language.identify import Identifier
from auditor.language.tokens import words
from auditor.model import Text

if TYPE_CHECKING:
    from auditor.language import Reader
    from auditor.rulebook import Rulebook

SHORT = {
    "tr": [
        "Vapurdaki martıları sayıp günlüğüne işler.",
        "Reçeteleri tarayıp eczanedeki karşılığını bulur.",
        "Kanepedeki kediyi mırıldanınca filme alır.",
        "Kütüphanedeki yerini ayırtıp masaları gezer.",
    ],
    "de": ["Kerzenreste einschmelzen, Dochte zuschneiden.", "Kaffeebohnen wiegen, Mahlgrade vergleichen."],
    "pl": [
        "Nagrywamy dyktanda, poprawiamy błędy ortograficzne.",
        "Rozpoznajemy ptasie odgłosy nagrane podczas spacerów.",
    ],
    "it": ["Cantate stonati, correggiamo soltanto sbadigli."],
    "uz": ["Kitoblarni saralaydi, rasmlarni kichraytiradi."],
    "az": ["Şəkilləri kiçildir, mahnıları səsləndirir."],
}


@pytest.fixture(scope="module")
def identifier(rulebook: Rulebook) -> Identifier:
    """Tells the languages of the shipped rules apart."""
    return Identifier(compile_grammar(language_rules(rulebook)).languages)


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in SHORT.items() for text in texts])
def test_a_line_without_common_words_is_known_by_how_its_words_end(
    identifier: Identifier, code: str, text: str
) -> None:
    """Of all languages, as the one that it is written in."""
    language = identifier.identify(words(fold(text).text), text)

    assert language is not None
    assert language.code == code


@pytest.mark.parametrize(
    "text",
    [
        "Keresztrejtvények, szókígyók, fejtörők sokasága.",
        "Xxqz brtk wvnp lmkr zzgh.",
        "Sadam strbtol pqavunk zqir owtt.",
    ],
)
def test_words_of_no_known_language_stay_unknown(reader: Reader, text: str) -> None:
    """A few endings that chance to be alike make no language."""
    assert "language" in {gap.check for gap in reader.read([Text(content=text)]).not_analysed}
