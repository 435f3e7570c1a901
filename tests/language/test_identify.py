"""Which language a short text is taken for; none of these lines stands in the texts that are learned from."""

# ruff: noqa: RUF001 -- Turkish has two letters i

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.model import Text

if TYPE_CHECKING:
    from auditor.language import Reader

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
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in SHORT.items() for text in texts])
def test_a_line_without_common_words_is_known_by_how_its_words_end(
    reader: Reader, code: str, text: str
) -> None:
    """So it is read."""
    assert "language" not in {gap.check for gap in reader.read([Text(content=text)]).not_analysed}, code


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
