"""The reading is at least as good as it was, on the texts that it is tuned on and on those that it is not."""

from __future__ import annotations

import pytest

from tests.accuracy import access
from tests.accuracy.floors import fallen, falls
from tests.accuracy.measure import SETS, load, measure


@pytest.mark.parametrize("name", sorted(SETS))
def test_no_figure_is_below_its_floor(name: str) -> None:
    """Precision and recall of each claim reach what was pinned for exactly these texts."""
    assert falls(name, measure(name)) == []


def test_a_figure_falls_when_it_is_lower_or_gone() -> None:
    """Such a one needs a reason to be pinned, whether texts were added or not."""
    floors = {
        "lower": {"recall": 0.9},
        "gone": {"recall": 0.1},
        "same": {"recall": 0.5},
        "up": {"recall": 0.5},
    }
    now = {"lower": {"recall": 0.89}, "same": {"recall": 0.5}, "up": {"recall": 0.6}, "new": {"recall": 0.0}}

    assert fallen("hard", floors, now) == [
        "hard: recall of lower fell from 0.90 to 0.89",
        "hard: recall of gone fell from 0.10 to 0.00",
    ]


@pytest.mark.parametrize("name", sorted(SETS))
def test_labels_quote_their_texts(name: str) -> None:
    """Each labelled quote stands in its text, each id is there once, and no text twice."""
    rows = load(name)

    assert all(claim["quote"] in row["text"] for row in rows for claim in row["claims"])
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({row["text"] for row in rows}) == len(rows)


def test_the_sets_have_no_text_in_common() -> None:
    """What is tuned on is not what is measured on."""
    texts = [{row["text"] for row in load(name)} for name in SETS]

    assert sum(map(len, texts)) == len(set.union(*texts))


def test_access_is_explained_as_well_as_it_was() -> None:
    """Precision and recall of what sentences explain do not fall."""
    assert access.falls(access.measure(access.load(access.files()))) == []
