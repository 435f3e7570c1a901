"""The second reader's files: the weights that the card names, and the card that the rules name."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from auditor.errors import RuleError
from auditor.language.second import LazyReader
from auditor.language.second.lazy import CARD, SIEVE
from auditor.language.second.network import Blocks
from auditor.language.second.weights import WEIGHTS, load_second_reader, network_of
from tests.language.tiny_reader import (
    CLAIMS,
    FIELDS,
    LAYERS,
    WIDTH,
    tiny_arrays,
    tiny_sieve,
    write_tiny_reader,
    write_tiny_sieve,
)

if TYPE_CHECKING:
    from pathlib import Path

AT_CARD = r"^rules/second-reader/card\.json:1: "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a second reader stands."""
    return tmp_path / "second-reader"


def test_a_folder_whose_digests_are_right_is_loaded(folder: Path) -> None:
    """With the card as it is written."""
    digest = write_tiny_reader(folder)

    reader = load_second_reader(folder, digest)

    assert reader.card.claims == CLAIMS
    assert reader.card.likely == FIELDS["likely"]
    assert reader.card.weights == hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()


def test_without_a_digest_any_card_is_loaded(folder: Path) -> None:
    """Training writes a card before the rules name it."""
    write_tiny_reader(folder)

    assert load_second_reader(folder).card.claims == CLAIMS


def test_another_card_than_the_rules_name_is_refused(folder: Path) -> None:
    """A threshold that somebody changed changes what is published."""
    digest = write_tiny_reader(folder)
    write_tiny_reader(folder, certain=-9.0)

    with pytest.raises(RuleError, match=AT_CARD + "this is not the card that the rulebook names"):
        load_second_reader(folder, digest)


def test_other_weights_than_the_card_names_are_refused(folder: Path) -> None:
    """One bit is enough."""
    digest = write_tiny_reader(folder)
    raw = bytearray((folder / WEIGHTS).read_bytes())
    raw[len(raw) // 2] ^= 1
    (folder / WEIGHTS).write_bytes(raw)

    with pytest.raises(RuleError, match=AT_CARD + "the weights are not those that the card names"):
        load_second_reader(folder, digest)


def test_the_sieve_that_the_card_names_is_loaded(folder: Path) -> None:
    """A card that names none has none: then all that passes the gate is read."""
    digest = write_tiny_reader(folder, sieve=write_tiny_sieve(folder))

    sieve = load_second_reader(folder, digest).sieve

    assert sieve is not None
    assert sieve.threshold == float(tiny_sieve()["threshold"])
    assert load_second_reader(folder, write_tiny_reader(folder)).sieve is None


def test_another_sieve_than_the_card_names_is_refused(folder: Path) -> None:
    """It decides what is read at all."""
    digest = write_tiny_reader(folder, sieve=write_tiny_sieve(folder))
    write_tiny_sieve(folder, threshold=np.float16(9))

    with pytest.raises(RuleError, match=AT_CARD + "the sieve is not the one that the card names"):
        load_second_reader(folder, digest)


def test_a_missing_sieve_is_a_rule_error(folder: Path) -> None:
    """It says which file."""
    digest = write_tiny_reader(folder, sieve=write_tiny_sieve(folder))
    (folder / SIEVE).unlink()

    with pytest.raises(RuleError, match=AT_CARD + f"the second reader can't be read: .*{SIEVE}"):
        load_second_reader(folder, digest)


def test_a_sieve_that_lacks_a_part_is_a_rule_error(folder: Path) -> None:
    """Though the card names it."""
    write_tiny_sieve(folder)
    np.savez(folder / SIEVE, allow_pickle=False, **{n: a for n, a in tiny_sieve().items() if n != "far"})
    named = hashlib.sha256((folder / SIEVE).read_bytes()).hexdigest()

    with pytest.raises(RuleError, match=AT_CARD + "the weights can't be used: .*far"):
        load_second_reader(folder, write_tiny_reader(folder, sieve=named))


@pytest.mark.parametrize("missing", [CARD, WEIGHTS])
def test_a_missing_file_is_a_rule_error(folder: Path, missing: str) -> None:
    """It says which."""
    digest = write_tiny_reader(folder)
    (folder / missing).unlink()

    with pytest.raises(RuleError, match=AT_CARD + f"the second reader can't be read: .*{missing}"):
        load_second_reader(folder, digest)


@pytest.mark.parametrize("written", ["", "{", "[]", "{}", json.dumps(FIELDS | {"weights": "", "more": 1})])
def test_a_card_that_is_none_is_a_rule_error(folder: Path, written: str) -> None:
    """Fields missing, fields that nobody knows, or no JSON at all."""
    write_tiny_reader(folder)
    (folder / CARD).write_text(written, "utf-8")

    with pytest.raises(RuleError, match=AT_CARD + "the second reader can't be read"):
        load_second_reader(folder)


def test_weights_that_lack_a_part_are_a_rule_error(folder: Path) -> None:
    """Though the card names them."""
    write_tiny_reader(folder)
    arrays = {name: values for name, values in tiny_arrays().items() if name != "positions"}
    np.savez(folder / WEIGHTS, allow_pickle=False, **arrays)
    weights = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
    (folder / CARD).write_text(json.dumps(FIELDS | {"weights": weights}), "utf-8")

    with pytest.raises(RuleError, match=AT_CARD + "the weights can't be used: .*positions"):
        load_second_reader(folder)


def test_weights_that_are_no_archive_are_a_rule_error(folder: Path) -> None:
    """A card may name whatever it likes."""
    write_tiny_reader(folder)
    (folder / WEIGHTS).write_bytes(b"weights")
    named = json.dumps(FIELDS | {"weights": hashlib.sha256(b"weights").hexdigest()})
    (folder / CARD).write_text(named, "utf-8")

    with pytest.raises(RuleError, match=AT_CARD + "the weights can't be used"):
        load_second_reader(folder)


def test_a_lazy_reader_loads_when_it_is_asked_and_only_once(folder: Path) -> None:
    """Making one costs nothing, and a missing folder hurts only who asks."""
    lazy = LazyReader(write_tiny_reader(folder), folder)

    assert lazy.reader is lazy.reader
    with pytest.raises(RuleError, match=AT_CARD):
        _ = LazyReader("", folder / "nowhere" / "second-reader").reader


def test_matrices_in_four_and_in_eight_bits_become_plain_ones() -> None:
    """They are turned to multiply from the right."""
    arrays = tiny_arrays()

    first, second = network_of(arrays, 1.0).layers

    np.testing.assert_array_equal(first.qkv, Blocks(arrays["layer0.qkv"]).rows(slice(None)).T)
    scale = arrays["layer1.up.scale"].astype(np.float32)
    expected = [[value * scale[row] for value in values] for row, values in enumerate(arrays["layer1.up"])]
    np.testing.assert_allclose(second.up, np.array(expected, np.float32).T, rtol=1e-6)


def test_a_network_has_the_layers_that_are_stored() -> None:
    """Every weight in 32 bits."""
    network = network_of(tiny_arrays(), 1.0)

    assert len(network.layers) == LAYERS
    assert network.positions.dtype == network.layers[1].down.dtype == np.float32
    assert network.layers[0].qkv.shape == (WIDTH, 3 * WIDTH)
