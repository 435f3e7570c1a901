"""A store gives name and description in fifty languages: what that changes, and what it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Level, Need, TextKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Audit

ENGLISH = "A colouring game for the break: put equal stones in rows and collect points for every row."
GERMAN = "Ein Farbenspiel für die Pause: lege Reihen aus gleichen Steinen und sammle Punkte für jede Reihe."
DUTCH = "Een kleurenspel voor de pauze: leg rijen van gelijke stenen en verzamel punten voor elke rij."
SWEDISH = "Ett färgspel för rasten: lägg rader av likadana stenar och samla poäng för varje rad du gör."
SPANISH = "Un juego de colores para la pausa: haz filas de piedras iguales y junta puntos por cada fila."
CONTACTS = "android.permission.READ_CONTACTS"


def translated(*contents: str) -> list[dict[str, str]]:
    """Texts of a listing that translate another."""
    return [
        {"content": content, "kind": TextKind.TRANSLATION.value, "where": f"description {number}"}
        for number, content in enumerate(contents)
    ]


def test_translations_do_not_hide_that_nothing_explains_an_access(judge: Callable[..., Audit]) -> None:
    """The original says what the others say; as many others in other languages leave it open."""
    original = judge(texts=[ENGLISH, *translated(GERMAN, SPANISH, DUTCH)], access=[CONTACTS])
    others = judge(texts=[ENGLISH, GERMAN, SPANISH, DUTCH], access=[CONTACTS])

    assert [item.verdict for item in original.access] == [Need.EXCESSIVE]
    assert [item.verdict for item in others.access] == [Need.UNKNOWN]
    assert not [gap for gap in original.not_analysed if gap.check == "purposes"]


def test_a_claim_of_a_translation_counts(judge: Callable[..., Audit]) -> None:
    """Who reads it in German is told it in German."""
    claim = "Melde dich mit deinem TikTok-Passwort an und sieh, wer deine TikTok-Videos gespeichert hat."

    assert judge(texts=[ENGLISH, *translated(claim)]).verdict.level is Level.AVOID


def test_translations_that_were_not_read_are_told_once(judge: Callable[..., Audit]) -> None:
    """And do not make the audit of the original void."""
    result = judge(texts=[ENGLISH, *translated(DUTCH, SWEDISH)])

    assert result.verdict.level is not Level.NOT_ANALYSED
    assert [gap.reason for gap in result.not_analysed if gap.check == "language"] == [
        "2 translations are not read for claims yet: they are in Dutch and Swedish."
    ]


def test_a_few_originals_of_one_kind_are_named_together(judge: Callable[..., Audit]) -> None:
    """One sentence for all of them, whatever their languages."""
    result = judge(texts=[ENGLISH, DUTCH, SWEDISH])

    assert [gap.reason for gap in result.not_analysed if gap.check == "language"] == [
        "“text 2” and “text 3” are not read for claims yet: they are in Dutch and Swedish."
    ]


def test_many_originals_of_one_kind_are_counted(judge: Callable[..., Audit]) -> None:
    """A page in pieces does not fill the report."""
    result = judge(texts=[DUTCH, SWEDISH] * 4)

    assert [gap.reason for gap in result.not_analysed if gap.check == "language"] == [
        "8 texts are not read for claims yet: they are in Dutch and Swedish."
    ]


def test_a_single_one_is_named(judge: Callable[..., Audit]) -> None:
    """Where it can be found."""
    result = judge(texts=[ENGLISH, *translated(DUTCH)])

    assert [gap.reason for gap in result.not_analysed if gap.check == "language"] == [
        "“description 0” is in Dutch, which is not read for claims yet."
    ]


def test_translations_speak_for_an_original_that_cannot_be_read(judge: Callable[..., Audit]) -> None:
    """All texts count then; what was not seen in the translations is told, once."""
    result = judge(texts=[DUTCH, *translated(GERMAN, SPANISH)], access=[CONTACTS])

    assert result.verdict.level is not Level.NOT_ANALYSED
    assert [item.verdict for item in result.access] == [Need.UNKNOWN]
    (gap,) = [gap for gap in result.not_analysed if gap.check == "purposes"]
    assert gap.reason.startswith("2 translations are in German and Spanish: ")
