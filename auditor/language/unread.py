"""What of the texts was not read, or not closely, in words: of translations only once for all of them."""

from __future__ import annotations

from collections import defaultdict
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from auditor.limits import MAX_CLOSELY_READ_CHARACTERS, MAX_TEXT_CHARACTERS
from auditor.messages import N_
from auditor.model import NotAnalysed, Text, TextKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.language.grammar import Language
    from auditor.language.state import TextState


_MOST_NAMED = 4
"""Texts that are named one by one; of more their number is told."""


class Why(Enum):
    """Name of the check, the words for one text, the words for several."""

    UNKNOWN_LANGUAGE = (
        "language",
        N_("The language of {it} could not be told, so it was not read for claims."),
        N_("The language of {them} could not be told, so they were not read for claims."),
    )
    UNREAD_LANGUAGE = (
        "language",
        N_("{it} is in {languages}, which is not read for claims yet."),
        N_("{them} are not read for claims yet: they are in {languages}."),
    )
    UNREAD_PART = (
        "language",
        N_("A part of {it} is in {languages}, which is not read for claims yet."),
        N_("Parts of {them} are not read for claims yet: they are in {languages}."),
    )
    NO_PURPOSES = (
        "purposes",
        N_("{it} is in {languages}, which is not read for what explains access yet."),
        N_("{them} are not read for what explains access yet: they are in {languages}."),
    )
    FEW_PURPOSES = (
        "purposes",
        N_(
            "{it} is in {languages}: we see there only plain reasons for contacts, microphone and a few "
            "more, so no access is called unexplained."
        ),
        N_(
            "{them} are in {languages}: we see there only plain reasons for contacts, microphone and a few "
            "more, so no access is called unexplained."
        ),
    )
    TOO_LONG = (
        "texts",
        N_(f"{{it}} is longer than {MAX_TEXT_CHARACTERS:,} characters; only that much of it was read."),
        N_(f"{{them}} are longer than {MAX_TEXT_CHARACTERS:,} characters; only that much of each was read."),
    )
    NOT_CLOSELY = (
        "texts",
        N_(
            f"{{it}} is longer than {MAX_CLOSELY_READ_CHARACTERS:,} characters; the rest was read for plain "
            "words only."
        ),
        N_(
            f"{{them}} are longer than {MAX_CLOSELY_READ_CHARACTERS:,} characters; the rest of each was read "
            "for plain words only."
        ),
    )


class Gap(NamedTuple):
    """What is missing of one text."""

    number: int
    """The text's, from 0."""
    text: Text
    why: Why
    language: str = ""


def unread(index: int, text: Text, language: Language | None) -> Gap:
    """That a text was not read, as its language is unknown or not read yet."""
    if language is None:
        return Gap(index, text, Why.UNKNOWN_LANGUAGE)
    return Gap(index, text, Why.UNREAD_LANGUAGE, language.name)


def left_out(state: TextState, text: Text, beside: Language | None, *, trained: bool) -> Iterator[Gap]:
    """What of a text was not read, or not closely, or not for what explains access.

    Args:
        state: The text while it is read.
        text: The text.
        beside: The language of a part of it, which is not read.
        trained: Whether the second reader knows purposes in its language.
    """
    if beside is not None:
        yield Gap(state.index, text, Why.UNREAD_PART, beside.name)
    if not state.language.is_read_for_purposes:
        why = Why.FEW_PURPOSES if trained else Why.NO_PURPOSES
        yield Gap(state.index, text, why, state.language.name)
    if len(text.content) > MAX_TEXT_CHARACTERS:
        yield Gap(state.index, text, Why.TOO_LONG)
    elif state.worth and len(text.content) > MAX_CLOSELY_READ_CHARACTERS:
        yield Gap(state.index, text, Why.NOT_CLOSELY)


def told(gaps: Iterable[Gap], *, of_translations: bool) -> tuple[NotAnalysed, ...]:
    """Say what is missing.

    Args:
        gaps: What is missing, text by text.
        of_translations: Whether reasons for access are missed in translations too, as they are where the
            originals could not be read.
    """
    originals: defaultdict[Why, list[Gap]] = defaultdict(list)
    translations: defaultdict[Why, list[Gap]] = defaultdict(list)
    for gap in gaps:
        if gap.text.kind is not TextKind.TRANSLATION:
            originals[gap.why].append(gap)
        elif of_translations or gap.why not in (Why.NO_PURPOSES, Why.FEW_PURPOSES):
            translations[gap.why].append(gap)
    of_originals = (_said(of_one, _named(of_one)) for of_one in originals.values())
    return (*of_originals, *(_said(of_one, _counted(of_one)) for of_one in translations.values()))


def _said(gaps: list[Gap], them: str) -> NotAnalysed:
    first = gaps[0]
    check, one, many = first.why.value
    if len(gaps) == 1:
        return NotAnalysed(check=check, reason=one.format(it=_name(first), languages=first.language))
    languages = _listed(sorted({gap.language for gap in gaps}))
    return NotAnalysed(check=check, reason=many.format(them=them, languages=languages))


def _name(gap: Gap) -> str:
    number = gap.number + 1
    return f"“{gap.text.where or N_(f'text {number}')}”"


def _named(gaps: list[Gap]) -> str:
    """A few by their names, many by their number."""
    names = [_name(gap) for gap in gaps]
    return _listed(names) if len(set(names)) == len(names) <= _MOST_NAMED else N_(f"{len(gaps)} texts")


def _counted(gaps: list[Gap]) -> str:
    return N_(f"{len(gaps)} translations")


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
