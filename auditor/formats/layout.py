"""Order of the picture: three columns of boxes, arranged so that few lines cross. The same every time.

Barycentre sweeps put each box near what it is joined to; the order with the fewest crossings is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from auditor.formats.boxes import EDGES, GAP, HEAD, Box, Column, Join, Picture
from auditor.formats.placing import lines, tops

if TYPE_CHECKING:
    from collections.abc import Sequence

_SWEEPS: Final = 8


@dataclass(slots=True)
class _Plan:
    """Working state: the order of each column."""

    boxes: dict[str, Box]
    joins: Sequence[Join]
    order: dict[Column, list[str]] = field(default_factory=dict)

    def positions(self) -> dict[str, int]:
        return {key: at for keys in self.order.values() for at, key in enumerate(keys)}

    def crossings(self) -> int:
        """Count pairs of lines that cross between neighbouring columns."""
        at = self.positions()
        count = 0
        for left in ("says", "asks"):
            pairs = sorted((at[j.start], at[j.end]) for j in self.joins if self._spans(j, left))
            count += sum(a[0] < b[0] and a[1] > b[1] for n, a in enumerate(pairs) for b in pairs[n + 1 :])
        return count

    def _spans(self, join: Join, left: str) -> bool:
        return self.boxes[join.start].column == left and join.look != "nowhere"

    def sweep(self, column: Column) -> None:
        """Order one column by the mean position of what its boxes are joined to."""
        at = self.positions()
        keys = self.order[column]
        near: dict[str, list[int]] = {key: [] for key in keys}
        for join in self.joins:
            for mine, other in ((join.start, join.end), (join.end, join.start)):
                if mine in near:
                    near[mine].append(at[other])

        def place(key: str) -> tuple[int, int, float, int]:
            box = self.boxes[key]
            mean = sum(near[key]) / len(near[key]) if near[key] else float(at[key])
            return (box.band, box.rank, mean, at[key])

        self.order[column] = sorted(keys, key=place)


def arrange(boxes: Sequence[Box], joins: Sequence[Join]) -> Picture:
    """Order, place and join ``boxes``. The same input gives the same picture."""
    plan = _Plan({box.key: box for box in boxes}, joins)
    for column in EDGES:
        mine = [box for box in boxes if box.column == column]
        plan.order[column] = [box.key for box in sorted(mine, key=lambda box: (box.band, box.rank))]
    best, fewest = dict(plan.order), plan.crossings()
    for _ in range(_SWEEPS):
        for column in ("gives", "says", "asks", "gives"):
            plan.sweep(column)
        if plan.crossings() < fewest:
            best, fewest = dict(plan.order), plan.crossings()
    plan.order = best
    return _drawn(plan, fewest)


def _drawn(plan: _Plan, crossings: int) -> Picture:
    found = tops(plan.boxes, plan.joins, plan.order)
    placed = {key: replace(plan.boxes[key], top=top) for key, top in found.items()}
    boxes = tuple(placed[key] for column in EDGES for key in plan.order[column])
    height = max((box.top + box.height for box in boxes), default=HEAD) + GAP
    return Picture(boxes, tuple(lines(placed, plan.joins)), height, crossings)
