"""The glance: which windows are read to the end, by what their first layers look like."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import RuleError
from auditor.language.second.lazy import CARD, GLANCE, LazyReader
from auditor.language.second.weights import glance_of, load_second_reader, network_of
from tests.accuracy.measure import load
from tests.language.tiny_reader import (
    PIECES,
    tiny_arrays,
    tiny_glance,
    write_tiny_glance,
    write_tiny_reader,
)

if TYPE_CHECKING:
    from pathlib import Path

NETWORK = network_of(tiny_arrays(), pooling=1.0)
WINDOWS = st.lists(st.lists(st.integers(0, len(PIECES) - 1), min_size=1, max_size=40), min_size=1, max_size=5)
AT_CARD = r"^rules/second-reader/card\.json:1: "


@cache
def lazy() -> LazyReader:
    """The project's own second reader."""
    return LazyReader("")


def by_hand(after: int, states: np.ndarray) -> float:
    """The same numbers, added up one by one."""
    arrays = {
        name.removeprefix(f"{after}."): array.astype(np.float64) for name, array in tiny_glance().items()
    }
    seen = [sum(column) / len(column) for column in states.T] + [max(column) for column in states.T]
    even = [
        (value - mean) / spread
        for value, mean, spread in zip(seen, arrays["mean"], arrays["spread"], strict=True)
    ]
    features = [
        max(0.0, sum(value * weight for value, weight in zip(even, column, strict=True)) + bias)
        for column, bias in zip(arrays["hidden"].T, arrays["hidden_bias"], strict=True)
    ]
    return float(
        sum(feature * weight for feature, weight in zip(features, arrays["out"], strict=True)) + 0.25
    )


@settings(max_examples=40, deadline=None)
@given(WINDOWS)
def test_a_window_is_read_on_where_every_look_at_it_is_high_enough(windows: list[list[int]]) -> None:
    """Before the first layer and after it; those that are left are read as without the glance."""
    worth = [
        row
        for row, window in enumerate(windows)
        if all(by_hand(after, NETWORK.begin([window], after)[0]) >= 0 for after in (0, 1))
    ]
    read = NETWORK.read(windows, glance_of(tiny_glance()))

    assert list(read) == worth
    whole = NETWORK.read(windows)
    for row, each in read.items():
        np.testing.assert_allclose(each.text, whole[row].text, atol=1e-4)
        np.testing.assert_allclose(each.pieces, whole[row].pieces, atol=1e-4)


def test_the_higher_the_threshold_the_fewer_are_read() -> None:
    """All of them, some, none."""
    windows = [[0, number, 2] for number in range(4, len(PIECES))]
    middle = float(np.median([by_hand(0, NETWORK.begin([window], 0)[0]) for window in windows]))
    read = [
        set(NETWORK.read(windows, glance_of(tiny_glance(threshold)))) for threshold in (-1_000, middle, 1_000)
    ]

    assert read[0] == set(range(len(windows)))
    assert read[0] > read[1] > read[2] == set()
    assert len(read[1]) <= len(windows) // 2 + 1


def test_the_glance_that_the_card_names_is_loaded(tmp_path: Path) -> None:
    """A card that names none has none, and all is read."""
    named = write_tiny_glance(tmp_path)
    load_second_reader(tmp_path, write_tiny_reader(tmp_path, glance=named))
    (tmp_path / GLANCE).unlink()

    load_second_reader(tmp_path, write_tiny_reader(tmp_path))


def test_another_glance_than_the_card_names_is_refused(tmp_path: Path) -> None:
    """It decides what is read at all."""
    folder = tmp_path / "second-reader"
    digest = write_tiny_reader(folder, glance=write_tiny_glance(folder))
    write_tiny_glance(folder, **{"1.threshold": np.float16(9)})

    with pytest.raises(RuleError, match=AT_CARD + "the glance is not the one that the card names"):
        load_second_reader(folder, digest)


def test_a_missing_glance_and_one_that_lacks_a_part_are_rule_errors(tmp_path: Path) -> None:
    """They say which file, or what is missing."""
    folder = tmp_path / "second-reader"
    digest = write_tiny_reader(folder, glance=write_tiny_glance(folder))
    (folder / GLANCE).unlink()
    with pytest.raises(RuleError, match=AT_CARD + f"the second reader can't be read: .*{GLANCE}"):
        load_second_reader(folder, digest)

    folder.mkdir(exist_ok=True)
    np.savez(folder / GLANCE, allow_pickle=False, **{n: a for n, a in tiny_glance().items() if n != "1.out"})
    named = hashlib.sha256((folder / GLANCE).read_bytes()).hexdigest()
    with pytest.raises(RuleError, match=AT_CARD + r"the weights can't be used: .*1\.out"):
        load_second_reader(folder, write_tiny_reader(folder, glance=named))


def test_what_it_spares_of_our_texts_is_what_claims_nothing() -> None:
    """Long plain listings for creators are mostly spared; of short promises hardly one is."""
    assert json.loads((lazy()._folder / CARD).read_bytes())["glance"]  # noqa: SLF001 -- it ships with one
    gate, reader = lazy().gate, lazy().reader
    plain = [row["text"] for row in load("development") if row["id"].split("-")[1] == "pl"][::6]
    promises = [
        row["text"]
        for row in load("development")
        if len(row["text"]) < 200 and any(c["id"] == "reveals-savers" for c in row["claims"])
    ][::60]
    assert len(plain) > 50
    assert len(promises) > 100

    spared = [text for text in plain if not reader.read(text, gate)]
    lost = [
        text
        for text in promises
        if "reveals-savers" in reader.read(text, gate, closely=True)
        and "reveals-savers" not in reader.read(text, gate)
    ]

    assert len(spared) > 0.8 * len(plain)
    assert len(lost) <= 0.01 * len(promises)
