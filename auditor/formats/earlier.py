"""Earlier audits, as a report shows them: a line of dated verdicts, what changed, and because of whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.formats import words
from auditor.formats.clean import MAX_QUOTE, sentence_case, visible
from auditor.formats.words import N_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from gettext import NullTranslations

    from auditor.history import Changed
    from auditor.history.timeline import Stage

MAX_STAGES: Final = 12
"""Stages of the line that are shown; the oldest go first. A history has them all."""
MAX_CHANGES: Final = 8
"""Changes that are told of one stage."""

PILES: Final[Mapping[str, str]] = {
    "newly_found": N_("Newly found"),
    "gone": N_("Gone"),
    "rules_added": N_("Rule added"),
    "rules_removed": N_("Rule removed"),
}
CAUSES: Final[Mapping[str, str]] = {
    "tool": N_("The tool changed"),
    "rules": N_("Our rules changed, not the tool"),
    "platform-terms": N_("The terms of platforms or laws changed, not the tool"),
}
WHAT: Final[Mapping[str, str]] = {
    "finding": N_("Finding"),
    "access": N_("It asks for"),
    "claim": N_("It says that it"),
}


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One thing that changed."""

    pile: str
    """newly_found, gone, rules_added or rules_removed."""
    pile_word: str
    """The same in words."""
    what_word: str
    """Finding, "It asks for" or "It says that it"."""
    title: str
    """What is new, gone or stands otherwise."""
    quote: str
    """The tool's own words, or ""."""
    cause: str
    """tool, rules or platform-terms."""
    cause_word: str
    """The same in words."""


@dataclass(frozen=True, slots=True)
class StageShown:
    """One state of the tool in the line."""

    level: str
    """Level id."""
    level_word: str
    """The level in words."""
    date: str
    """When it was first seen so, in words."""
    date_iso: str
    """The same as 2026-11-22."""
    seen: str
    """When it was last seen so, in words; "" where that is the same day."""
    seen_iso: str
    """The same as 2026-11-22."""
    now: bool
    """Whether it is the state that the report tells of."""
    first: bool
    """Whether it is the first look at the tool."""
    changes: tuple[ChangeShown, ...]
    """What changed since the stage before it, at most :data:`MAX_CHANGES`."""
    more: int
    """How many further changes there were."""


def earlier_shown(stages: Sequence[Stage], translations: NullTranslations) -> tuple[StageShown, ...]:
    """Return the line, oldest first; the last one is the report's own. Pure."""
    shown = stages[-MAX_STAGES:]
    return tuple(
        _stage(stage, translations, now=number == len(shown)) for number, stage in enumerate(shown, 1)
    )


def _stage(stage: Stage, translations: NullTranslations, *, now: bool) -> StageShown:
    changes = stage.difference.changes if stage.difference else ()
    date, seen = stage.at.date(), stage.last_seen.date()
    return StageShown(
        level=stage.level.value,
        level_word=words.named(words.LEVELS, stage.level, translations),
        date=words.long_date(date, translations),
        date_iso=date.isoformat(),
        seen=_other_day(seen, date, translations),
        seen_iso=seen.isoformat(),
        now=now,
        first=stage.difference is None,
        changes=tuple(
            _change(pile, change, translations)
            for pile, changes_of in (stage.difference.piles if stage.difference else ())
            for change in changes_of
        )[:MAX_CHANGES],
        more=max(0, len(changes) - MAX_CHANGES),
    )


def _other_day(seen: dt.date, date: dt.date, translations: NullTranslations) -> str:
    return words.long_date(seen, translations) if seen != date else ""


def _change(pile: str, change: Changed, translations: NullTranslations) -> ChangeShown:
    return ChangeShown(
        pile=pile,
        pile_word=translations.gettext(PILES[pile]),
        what_word=translations.gettext(WHAT[change.what]),
        title=sentence_case(visible(change.title)),
        quote=visible(change.quote, MAX_QUOTE) if change.what == "claim" else "",
        cause=change.cause.value,
        cause_word=translations.gettext(CAUSES[change.cause]),
    )
