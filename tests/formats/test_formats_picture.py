"""The picture: everything has its place, nothing overlaps, few lines cross, much folds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import SAMPLES

from auditor.formats import words
from auditor.formats.boxes import Box, Join, Picture, lines_needed
from auditor.formats.layout import arrange
from auditor.formats.picture import picture
from auditor.formats.view import report_view

COLUMNS = ("says", "asks", "gives")


def drawn(name: str) -> Picture:
    """Return the picture of one sample."""
    return picture(SAMPLES[name](), words.ENGLISH)


def assert_apart(found: Picture) -> None:
    """Boxes of a column stand under each other and inside of the picture."""
    for name in COLUMNS:
        boxes = sorted(found.column(name), key=lambda box: box.top)
        assert all(above.top + above.height <= below.top for above, below in pairwise(boxes))
        assert all(box.top >= 0 and box.top + box.height <= found.height for box in boxes)


@pytest.mark.parametrize("name", list(SAMPLES))
def test_boxes_never_overlap(name: str) -> None:
    """In each sample every column is a stack."""
    assert_apart(drawn(name))


@pytest.mark.parametrize("name", list(SAMPLES))
def test_the_same_audit_is_drawn_the_same(name: str) -> None:
    """Order, places and lines are equal on every run."""
    assert drawn(name) == drawn(name)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Box], list[Join]]:
    """Draw boxes in three columns and bands, and lines between neighbouring columns."""
    boxes = [
        Box(f"{column[0]}{n}", column, "loose", draw(st.integers(0, 3)), n, draw(st.integers(4, 30)))  # type: ignore[arg-type]
        for column in COLUMNS
        for n in range(draw(st.integers(0, 6)))
    ]
    pairs = [
        (a, b) for a in boxes for b in boxes if (a.column, b.column) in (("says", "asks"), ("asks", "gives"))
    ]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return boxes, [Join(a.key, b.key, "gives") for a, b in chosen]


@given(graphs())
def test_any_graph_can_be_drawn(graph: tuple[list[Box], list[Join]]) -> None:
    """Whatever is joined to whatever, each box is placed once, apart from others, and each line drawn."""
    boxes, joins = graph
    found = arrange(boxes, joins)

    assert sorted(box.key for box in found.boxes) == sorted(box.key for box in boxes)
    assert sum(line.look == "gives" for line in found.lines) == len(joins)
    assert_apart(found)


def test_lines_that_need_not_cross_do_not() -> None:
    """Three pairs given in mixed order come out side by side."""
    says = [Box(f"s{n}", "says", "purpose", 3, 0, 10) for n in range(3)]
    asks = [Box(f"a{n}", "asks", "explained", 3, 0, 10) for n in range(3)]
    joins = [Join("s0", "a2", "explains"), Join("s1", "a0", "explains"), Join("s2", "a1", "explains")]

    assert arrange([*says, *asks], joins).crossings == 0


def test_a_promise_that_nobody_can_keep_ends_in_an_empty_socket() -> None:
    """Its line leads past the means to a ring beside "Nobody is given this"."""
    found = drawn("avoid")
    sockets = [box.title for box in found.column("gives") if box.look == "socket"]

    assert sockets[:2] == ["Nobody is given this"] * 2
    assert sum(bool(line.ring) for line in found.lines if line.look == "nowhere") == 4


def test_unexplained_access_hangs_loose_above_the_rest() -> None:
    """It has a loose end and no line on its left, and stands above all explained access."""
    found = drawn("avoid")
    loose = [box for box in found.column("asks") if box.look == "loose"]
    explained = [box for box in found.column("asks") if box.look == "explained"]

    assert [box.strong for box in loose] == [True] * 4
    assert max(box.top for box in loose) < min(box.top for box in explained)
    assert not [box for box in loose if box.back]
    assert sum(line.look == "stub" for line in found.lines) == 4


def test_purposes_join_the_access_they_explain() -> None:
    """The labels that phones show in place of lines name both ends."""
    found = drawn("avoid")
    notify = next(box for box in found.boxes if box.title == "Show notifications")

    assert notify.back == ("get a reminder when a video does well",)
    assert notify.joins == ("Messages on your screen",)


def test_access_that_needs_no_words_is_not_drawn_as_unexplained() -> None:
    """What an unsaid purpose explains is joined to a box that says so, in the picture and in the table."""
    audit = SAMPLES["avoid"]()
    unsaid = audit.access[4].model_copy(update={"justified_by": ("run-as-app", "other-basics")})
    changed = audit.model_copy(update={"access": (unsaid,)})
    found = picture(changed, words.ENGLISH)

    assert [box.title for box in found.column("says") if box.look == "implied"] == [words.IMPLIED]
    assert [box.back for box in found.column("asks") if box.look == "explained"] == [(words.IMPLIED,)]
    assert report_view(changed, words.ENGLISH).access[0].explained_by == (words.IMPLIED,)


def test_sixty_permissions_fold() -> None:
    """Few boxes stand singly; folded ones count what they hold, and together they hold all sixty."""
    found = drawn("sixty")
    boxes = [box for box in found.column("asks") if box.look in ("loose", "explained", "fold")]
    folded = [int(box.title.split()[0]) for box in boxes if " more, danger:" in box.title]

    assert len(boxes) <= 18
    assert len(boxes) - len(folded) + sum(folded) == 60
    assert len(found.column("gives")) <= 24


def test_unknown_access_is_said_and_not_drawn_as_none() -> None:
    """What could not be seen is not drawn as if nothing were asked for."""
    audit = SAMPLES["nothing-found"]()
    known = audit.model_copy(update={"access_known": True})

    assert [box.title for box in drawn("nothing-found").column("asks")] == [
        "We could not see what it asks for."
    ]
    assert [box.title for box in picture(known, words.ENGLISH).column("asks")] == ["It asks for nothing."]


@given(st.text(alphabet="ab 漢", max_size=80), st.integers(4, 30))
def test_line_counts_are_never_too_low(text: str, width: int) -> None:
    """A text takes at least as many lines as its letters need."""
    size = sum(2 if c == "漢" else 1 for c in text.replace(" ", ""))

    assert lines_needed(text, width) * width >= size
