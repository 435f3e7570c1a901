"""Where the boxes of the picture stand and how its lines run, once their order is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.formats.boxes import BAND_GAP, EDGES, GAP, HEAD, STUB, Box, Column, Join, Line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def tops(
    boxes: Mapping[str, Box], joins: Sequence[Join], order: Mapping[Column, Sequence[str]]
) -> dict[str, int]:
    """Give each box its top: band by band, the middle first, the others beside what they are joined to."""
    found: dict[str, int] = {}
    floor = HEAD
    for band in sorted({box.band for box in boxes.values()}):
        inside = {column: [boxes[k] for k in keys if boxes[k].band == band] for column, keys in order.items()}
        if band == 0:
            bottom = _place_rows(inside, floor, found)
        else:
            bottom = _place_stack(inside["asks"], floor, found, {})
            middles = {box.key: found[box.key] + box.height // 2 for box in inside["asks"]}
            for column in ("says", "gives"):
                wanted = _wanted(joins, middles)
                bottom = max(bottom, _place_stack(inside[column], floor, found, wanted))
        floor = bottom + BAND_GAP
    return found


def _place_rows(inside: Mapping[Column, Sequence[Box]], floor: int, tops: dict[str, int]) -> int:
    """Place the first band: each promise on a row of its own with its means and its socket."""
    top = floor
    for rank in sorted({box.rank for column in inside.values() for box in column}):
        row = [box for column in inside.values() for box in column if box.rank == rank]
        height = max(box.height for box in row)
        for box in row:
            tops[box.key] = top + (height - box.height) // 2
        top += height + GAP
    return top - GAP


def _place_stack(boxes: Sequence[Box], floor: int, tops: dict[str, int], wanted: Mapping[str, int]) -> int:
    """Stack boxes from ``floor`` down, together as near to their wanted middles as their order allows."""
    offsets = [0]
    for box in boxes:
        offsets.append(offsets[-1] + box.height + GAP)
    starts: list[int] = []
    for box, offset in zip(boxes, offsets, strict=False):
        hoped = wanted[box.key] - box.height // 2 - offset if box.key in wanted else None
        starts.append(max(floor, (starts[-1] if starts else floor) if hoped is None else hoped))
    for box, start, offset in zip(boxes, _rising(starts), offsets, strict=False):
        tops[box.key] = start + offset
    return max((tops[box.key] + box.height for box in boxes), default=floor - GAP)


def _rising(values: Sequence[int]) -> list[int]:
    """Return the nearest sequence that never falls: falling runs become their mean."""
    runs: list[tuple[int, int]] = []
    for value in values:
        runs.append((value, 1))
        while len(runs) > 1 and runs[-2][0] * runs[-1][1] > runs[-1][0] * runs[-2][1]:
            total, count = runs.pop()
            runs[-1] = (runs[-1][0] + total, runs[-1][1] + count)
    return [total // count for total, count in runs for _ in range(count)]


def _wanted(joins: Sequence[Join], middles: Mapping[str, int]) -> dict[str, int]:
    """Return the mean of ``middles`` over what each other box is joined to."""
    near: dict[str, list[int]] = {}
    for join in joins:
        for mine, other in ((join.start, join.end), (join.end, join.start)):
            if other in middles:
                near.setdefault(mine, []).append(middles[other])
    return {key: sum(found) // len(found) for key, found in near.items()}


def lines(boxes: Mapping[str, Box], joins: Sequence[Join]) -> list[Line]:
    """Return the drawn lines, quiet ones first, so that loud ones lie on top."""
    ports = _ports(boxes, joins)
    drawn = [
        Line(j.look, _curve(boxes[j.start], boxes[j.end], ports[n]), _ring(j, boxes[j.end], ports[n][1]))
        for n, j in enumerate(joins)
    ]
    for box in boxes.values():
        if box.look == "loose":
            x, y = EDGES["asks"][0], box.top * 2 + box.height
            drawn.append(Line("stub", f"M{x - STUB} {_half(y)}H{x}", f"M{x - STUB} {_half(y)}h.01"))
    loudness = {"explains": 0, "gives": 1, "nowhere": 2, "loose": 3, "stub": 4}
    return sorted(drawn, key=lambda line: loudness[line.look])


def _ports(boxes: Mapping[str, Box], joins: Sequence[Join]) -> list[tuple[int, int]]:
    """Spread the ends of lines over the side of their box, in the order of where they go (half units)."""
    found = [[0, 0] for _ in joins]
    for side, (mine, other) in enumerate((("start", "end"), ("end", "start"))):
        for box in boxes.values():
            here = [n for n, join in enumerate(joins) if getattr(join, mine) == box.key]
            here.sort(key=lambda n: (_middle(boxes[getattr(joins[n], other)]), n))
            for at, n in enumerate(here, start=1):
                found[n][side] = box.top * 2 + box.height * 2 * at // (len(here) + 1)
    return [(start, end) for start, end in found]


def _middle(box: Box) -> int:
    return box.top * 2 + box.height


def _curve(start: Box, end: Box, port: tuple[int, int]) -> str:
    x1, x2 = EDGES[start.column][1], EDGES[end.column][0]
    y1, y2 = _half(port[0]), _half(port[1])
    middle = (x1 + x2) // 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"


def _ring(join: Join, end: Box, port: int) -> str:
    return f"M{EDGES[end.column][0]} {_half(port)}h.01" if join.look == "nowhere" else ""


def _half(twice: int) -> str:
    return f"{twice // 2}.5" if twice % 2 else str(twice // 2)
