"""What changed between two audits of a tool: four piles, and for each change the one cause that it has.

A change is put into one of two pairs of piles by whether it is for the worse, and into "rules added" or
"rules removed" where it comes of a rule that the other audit's rules do not have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.history.causes import judged
from auditor.history.standing import NOT_THERE, What, standings
from auditor.history.steps import Cause, Step
from auditor.model import Identifier, Level, Model, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.history.standing import Key, Rank, Standing
    from auditor.model import Audit


class Changed(Model):
    """One thing that is new, gone, or stands otherwise."""

    what: What
    """What kind of thing it is."""
    id: Identifier
    """Of the rule, the access or the claim."""
    title: Sentence
    """The same in words."""
    before: str
    """How it stood, such as "high, certain"; "" where it was not there."""
    after: str
    """How it stands now; "" where it is gone."""
    quote: str = ""
    """The tool's own words, or the value seen."""
    cause: Cause
    """Whose change it is; exactly one."""
    because: tuple[str, ...] = ()
    """What exactly changed: sources, rules, clauses, versions."""


class Difference(Model):
    """What changed between two audits. Each change stands in one pile."""

    level_before: Level
    """Level of the earlier audit."""
    level_after: Level
    """Level of the later audit."""
    score_before: int
    """Score of the earlier audit."""
    score_after: int
    """Score of the later audit."""
    newly_found: tuple[Changed, ...] = ()
    """New or worse."""
    gone: tuple[Changed, ...] = ()
    """Gone or milder."""
    rules_added: tuple[Changed, ...] = ()
    """New or worse because of a rule that was not there before."""
    rules_removed: tuple[Changed, ...] = ()
    """Gone or milder because a rule was taken back."""

    @property
    def piles(self) -> tuple[tuple[str, tuple[Changed, ...]], ...]:
        """The four piles with their names, in the order in which they are told."""
        names = ("newly_found", "gone", "rules_added", "rules_removed")
        return tuple((name, getattr(self, name)) for name in names)

    @property
    def changes(self) -> tuple[Changed, ...]:
        """All changes, pile after pile."""
        return tuple(change for _, pile in self.piles for change in pile)


def diff(before: Audit, after: Audit, steps: Sequence[Step] = ()) -> Difference:
    """Return what changed from ``before`` to ``after``. Pure.

    Args:
        before: The earlier audit.
        after: The later audit.
        steps: What is known of the way between them: each begins where the one before it ends. Without
            them causes are inferred; what can't be told apart is never put down to the tool.
    """
    way = tuple(steps) or (Step(before, after),)
    piles: dict[str, list[Changed]] = {}
    for pile, change in _changes(way):
        piles.setdefault(pile, []).append(change)
    return Difference(
        level_before=before.verdict.level,
        level_after=after.verdict.level,
        score_before=before.verdict.score,
        score_after=after.verdict.score,
        **{pile: tuple(changes) for pile, changes in piles.items()},
    )


def _changes(way: Sequence[Step]) -> Iterator[tuple[str, Changed]]:
    stops = [standings(way[0].before), *(standings(step.after) for step in way)]
    was, now = stops[0], stops[-1]
    for key in sorted({*was, *now}, key=_order(was, now)):
        if _rank(was, key) != _rank(now, key):
            at = _turn([_rank(stop, key) for stop in stops])
            yield _told(key, way[at], was.get(key), now.get(key))


def _rank(stop: dict[Key, Standing], key: Key) -> Rank:
    return stop[key].rank if key in stop else NOT_THERE


def _order(was: dict[Key, Standing], now: dict[Key, Standing]) -> Callable[[Key], tuple[object, ...]]:
    """Order findings before access before claims, and the worst first."""

    def place(key: Key) -> tuple[object, ...]:
        worst = max(_rank(was, key), _rank(now, key))
        kinds: tuple[What, ...] = ("finding", "access", "claim")
        return kinds.index(key[0]), tuple(-part for part in worst), key[1]

    return place


def _turn(ranks: Sequence[Rank]) -> int:
    """Return the last step that brought a thing to where it stands in the end."""
    last, worse = ranks[-1], ranks[-1] > ranks[0]
    for at in range(len(ranks) - 2, -1, -1):
        here, there = ranks[at], ranks[at + 1]
        if (here < last <= there) if worse else (here > last >= there):
            return at
    raise AssertionError(ranks)  # pragma: no cover - a way from one rank to another crosses it


def _told(key: Key, step: Step, was: Standing | None, now: Standing | None) -> tuple[str, Changed]:
    worse = (was.rank if was else NOT_THERE) < (now.rank if now else NOT_THERE)
    told = judged(key, step, worse=worse)
    shown = now or was
    assert shown is not None  # noqa: S101 - one of both audits has it
    change = Changed(
        what=key[0],
        id=key[1],
        title=shown.title,
        before=was.words if was else "",
        after=now.words if now else "",
        quote=shown.quote,
        cause=told.cause,
        because=told.because,
    )
    pairs = {False: ("gone", "newly_found"), True: ("rules_removed", "rules_added")}
    return pairs[told.of_a_rule][worse], change
