"""What an audit rests on, kept so that a later change can be put down to one cause by trying it out.

The tool of then is judged again by the rules of now: first over what platforms gave and asked then, next over
what they give and ask now. What changes at the first is our doing, at the second that of the platforms; the
rest is the tool's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.evidence.kept_rules import kept_rules, with_platform_of
from auditor.history.standing import standings
from auditor.history.steps import Cause, Step
from auditor.judge import audit as judge

if TYPE_CHECKING:
    import datetime as dt

    from auditor.evidence.kept_rules import KeptRules
    from auditor.judge import ReviewedException
    from auditor.model import Audit, Listing
    from auditor.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Ground:
    """What an audit was made of: the arguments of :func:`auditor.audit`."""

    listing: Listing
    rulebook: Rulebook
    exceptions: tuple[ReviewedException, ...] = ()
    on: dt.date | None = None

    @property
    def rules(self) -> KeptRules:
        """What is kept of the rules."""
        return kept_rules(self.rulebook)

    def judging(self, listing: Listing, rulebook: Rulebook) -> Audit:
        """Audit another listing, or by other rules, and all else as here."""
        return judge(listing, rulebook, exceptions=self.exceptions, on=self.on)


@dataclass(frozen=True, slots=True)
class Before:
    """The state that a new one follows."""

    audit: Audit
    """As it was last seen."""
    listing: Listing
    rules: KeptRules | None


def steps_between(before: Before, audit: Audit, ground: Ground) -> tuple[Step, ...]:
    """Return the way from one state to the next, in steps in each of which one thing alone changes."""
    now = ground.judging(before.listing, ground.rulebook)
    if before.rules is None or before.audit.rulebook.digest == audit.rulebook.digest:
        # Without the rules of then, ours and those of platforms are not parted: the step says of none.
        ours = Cause.RULES if before.audit.rulebook.digest == audit.rulebook.digest else None
        way = [(before.audit, now, ours), (now, audit, Cause.TOOL)]
    else:
        middle = ground.judging(before.listing, with_platform_of(ground.rulebook, before.rules))
        way = [
            (before.audit, middle, Cause.RULES),
            (middle, now, Cause.PLATFORM),
            (now, audit, Cause.TOOL),
        ]
    moving = [step for step in way if standings(step[0]) != standings(step[1])] or way[-1:]
    return tuple(Step(*step, before.rules, ground.rules) for step in _joined(moving, before.audit, audit))


def _joined(
    way: list[tuple[Audit, Audit, Cause | None]], start: Audit, end: Audit
) -> list[tuple[Audit, Audit, Cause | None]]:
    """Close the gaps that steps leave in which nothing changed."""
    stops = [start, *(step[1] for step in way[:-1]), end]
    return [(stops[n], stops[n + 1], step[2]) for n, step in enumerate(way)]
