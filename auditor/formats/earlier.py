"""Earlier audits, as a report shows them: a line of dated verdicts, what changed, and because of whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.formats import words
from auditor.formats.clean import MAX_QUOTE, begun, visible
from auditor.messages import N_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.history import Changed
    from auditor.history.timeline import Stage
    from auditor.messages.catalogue import Catalogue

MAX_STAGES: Final = 12
"""Stages of the line that are shown; the oldest go first. A history has them all."""
MAX_CHANGES: Final = 8
"""Changes that are told of one stage."""

PILES: Final[Mapping[str, str]] = {
    "newly_found": N_("Newly found"),
    "gone": N_("Gone"),
    "rules_added": N_("Found by a rule that was added"),
    "rules_removed": N_("Gone with a rule that was removed"),
}
CAUSES: Final[Mapping[str, str]] = {
    "tool": N_("because the tool changed"),
    "rules": N_("because our rules changed, not the tool"),
    "platform-terms": N_("because the terms of platforms or laws changed, not the tool"),
}
WHAT: Final[Mapping[str, str]] = {
    "finding": N_("Finding"),
    "access": N_("It asks for"),
    "claim": N_("It says that it"),
}


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One thing that changed."""

    what_word: str
    """Finding, "It asks for" or "It says that it"."""
    title: str
    """What is new, gone or stands otherwise."""
    quote: str
    """The tool's own words, or ""."""


@dataclass(frozen=True, slots=True)
class GroupShown:
    """What changed in one way because of one cause."""

    pile: str
    """newly_found, gone, rules_added or rules_removed."""
    pile_word: str
    """The same in words."""
    cause: str
    """tool, rules or platform-terms."""
    cause_word: str
    """The same in words."""
    changes: tuple[ChangeShown, ...]
    """At least one."""


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
    groups: tuple[GroupShown, ...]
    """What changed since the stage before it, at most :data:`MAX_CHANGES` things."""
    more: int
    """How many further changes there were."""


def earlier_shown(stages: Sequence[Stage], translations: Catalogue) -> tuple[StageShown, ...]:
    """Return the line, oldest first; the last one is the report's own. Pure."""
    shown = stages[-MAX_STAGES:]
    return tuple(
        _stage(stage, translations, now=number == len(shown)) for number, stage in enumerate(shown, 1)
    )


def _stage(stage: Stage, translations: Catalogue, *, now: bool) -> StageShown:
    piles = stage.difference.piles if stage.difference else ()
    changes = [(pile, change) for pile, found in piles for change in found]
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
        groups=tuple(_groups(changes[:MAX_CHANGES], translations)),
        more=max(0, len(changes) - MAX_CHANGES),
    )


def _other_day(seen: dt.date, date: dt.date, translations: Catalogue) -> str:
    return words.long_date(seen, translations) if seen != date else ""


def _groups(changes: Sequence[tuple[str, Changed]], translations: Catalogue) -> Iterator[GroupShown]:
    """Put changes of one pile and one cause together, in the order in which the first of each comes."""
    together: dict[tuple[str, str], list[Changed]] = {}
    for pile, change in changes:
        together.setdefault((pile, change.cause.value), []).append(change)
    for (pile, cause), found in together.items():
        yield GroupShown(
            pile=pile,
            pile_word=translations.gettext(PILES[pile]),
            cause=cause,
            cause_word=translations.gettext(CAUSES[cause]),
            changes=tuple(_change(change, translations) for change in found),
        )


def _change(change: Changed, translations: Catalogue) -> ChangeShown:
    return ChangeShown(
        what_word=translations.gettext(WHAT[change.what]),
        title=begun(change.title, change.id),
        quote=visible(change.quote, MAX_QUOTE) if change.what == "claim" else "",
    )
