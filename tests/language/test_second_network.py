"""The encoder in NumPy: numbers in four bits, its formulas, and windows that do not disturb each other."""

from __future__ import annotations

import math
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from auditor.language.second.network import Blocks, Network, gelu, normalise, softmax
from auditor.language.second.weights import network_of
from tests.language.tiny_reader import PIECES, TAGS, WIDTH, four_bits, tiny_arrays

Floats = NDArray[np.float32]
NETWORK = network_of(tiny_arrays(), pooling=1.0)
WINDOWS = st.lists(st.integers(0, len(PIECES) - 1), min_size=1, max_size=128)
VALUES = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 4), st.integers(1, 20)),
    elements=st.floats(-30, 30, width=32),
)


def decode(block: bytes) -> list[float]:
    """Q4_0 in plain Python: a scale, then 16 bytes whose low halves come first, then their high halves."""
    (scale,) = struct.unpack("<e", block[:2])
    halves = [byte & 15 for byte in block[2:]] + [byte >> 4 for byte in block[2:]]
    return [scale * (half - 8) for half in halves]


def test_numbers_in_four_bits_are_those_of_q4_0() -> None:
    """Block by block, the numbers are a plain decoding's."""
    raw = four_bits(np.random.default_rng(1), 5, 96)

    expected = [[number for block in row for number in decode(block.tobytes())] for row in raw]

    np.testing.assert_array_equal(Blocks(raw).rows(slice(None)), np.array(expected, np.float32))


def test_a_block_known_by_heart_is_decoded() -> None:
    """A scale of one half, and the sixteen nibbles up and down."""
    block = struct.pack("<e", 0.5) + bytes(low | (15 - low) << 4 for low in range(16))

    (row,) = Blocks(np.frombuffer(block, np.uint8).reshape(1, 1, 18)).rows(slice(None)).tolist()

    assert row == [0.5 * (low - 8) for low in range(16)] + [0.5 * (7 - low) for low in range(16)]


def test_rows_are_picked_in_the_order_asked_for() -> None:
    """One row can be asked for twice."""
    blocks = Blocks(four_bits(np.random.default_rng(2), 6, 64))
    whole = blocks.rows(slice(None))

    picked = blocks.rows(np.array([4, 0, 4]))

    np.testing.assert_array_equal(picked, whole[[4, 0, 4]])
    assert picked.dtype == np.float32


@given(VALUES)
def test_normalising_is_layer_normalisation(values: Floats) -> None:
    """Each row less its mean over its standard deviation, times the gain, plus the offset."""
    width = values.shape[-1]
    gain = np.linspace(0.5, 2, width, dtype=np.float32)
    offset = np.linspace(-1, 1, width, dtype=np.float32)
    exact = values.astype(np.float64)
    centred = exact - exact.mean(-1, keepdims=True)
    spread = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)

    normal = normalise(values, gain, offset)

    told_apart = np.broadcast_to(spread > 1e-3, values.shape)  # nearly equal numbers are mostly rounding
    np.testing.assert_allclose(
        normal[told_apart], (centred / spread * gain + offset)[told_apart], rtol=1e-3, atol=1e-2
    )
    assert normal.dtype == np.float32


@given(VALUES)
def test_softmax_is_its_formula(values: Floats) -> None:
    """Shares of the exponentials, which add up to one."""
    powers = np.exp(values.astype(np.float64))

    shares = softmax(values)

    np.testing.assert_allclose(shares, powers / powers.sum(-1, keepdims=True), rtol=1e-4, atol=1e-7)
    np.testing.assert_allclose(shares.sum(-1), 1, rtol=1e-5)


def test_softmax_of_large_numbers_does_not_overflow() -> None:
    """Only differences count."""
    assert softmax(np.array([1e4, 1e4, -1e4], np.float32)).tolist() == [0.5, 0.5, 0.0]


@given(st.floats(-30, 30, width=32))
def test_the_activation_is_gelu(value: float) -> None:
    """In its tanh form, which is within a thousandth of the exact one."""
    inner = math.sqrt(2 / math.pi) * (value + 0.044715 * value**3)

    found = float(gelu(np.array([value], np.float32))[0])

    assert found == pytest.approx(0.5 * value * (1 + math.tanh(inner)), abs=1e-5)
    assert found == pytest.approx(0.5 * value * (1 + math.erf(value / math.sqrt(2))), abs=1e-3)


@given(st.lists(WINDOWS, min_size=2, max_size=4))
@settings(max_examples=40, deadline=None)
def test_windows_read_together_are_read_as_each_alone(windows: list[list[int]]) -> None:
    """What fills a window up to the longest changes nothing."""
    together = NETWORK.read(windows)

    assert list(together) == list(range(len(windows)))
    for window, read in zip(windows, together.values(), strict=True):
        (alone,) = NETWORK.read([window]).values()
        np.testing.assert_allclose(read.pieces, alone.pieces, atol=1e-4)
        np.testing.assert_allclose(read.text, alone.text, atol=1e-4)
        np.testing.assert_allclose(read.plain, alone.plain, atol=1e-4)


@given(WINDOWS)
@settings(max_examples=20, deadline=None)
def test_each_piece_and_the_window_get_odds_for_each_claim(window: list[int]) -> None:
    """In 32 bits, all of them numbers."""
    (read,) = NETWORK.read([window]).values()

    assert read.pieces.shape == (len(window), len(TAGS))
    assert read.text.shape == read.plain.shape == (len(TAGS),)
    for values in (read.pieces, read.text, read.plain):
        assert values.dtype == np.float32
        assert np.isfinite(values).all()


@given(WINDOWS)
@settings(max_examples=20, deadline=None)
def test_a_window_s_odds_are_those_of_its_pieces_added_up(window: list[int]) -> None:
    """The logarithm of the sum of their exponentials, less what is taken off for many doubtful pieces."""
    (read,) = NETWORK.read([window]).values()
    exact = np.log(np.exp(read.pieces.astype(np.float64)).sum(0)) - NETWORK.pooling

    np.testing.assert_allclose(read.text, exact, atol=1e-4)


def by_formula(network: Network, window: list[int]) -> list[float]:
    """The window's odds from the formulas of the paper, in 64 bits and one piece and head at a time."""

    def normal(values: NDArray[Any], gain: Floats, offset: Floats) -> NDArray[Any]:
        normal: NDArray[Any] = (values - values.mean()) / np.sqrt(values.var() + 1e-12)
        return normal * gain + offset

    words = network.words.rows(np.array(window)).astype(np.float64)
    hidden = [
        normal(word + place, *network.norm) for word, place in zip(words, network.positions, strict=False)
    ]
    part = WIDTH // network.heads
    for layer in network.layers:
        three = [each @ layer.qkv + layer.qkv_bias for each in hidden]
        mixed = []
        for asking in three:
            heads = []
            for head in range(network.heads):
                query, key, value = (
                    slice(at * WIDTH + head * part, at * WIDTH + (head + 1) * part) for at in range(3)
                )
                shares = np.exp([asking[query] @ each[key] / math.sqrt(part) for each in three])
                heads.append(shares / shares.sum() @ np.array([each[value] for each in three]))
            mixed.append(np.concatenate(heads))
        for at, heard in enumerate(mixed):
            middle = normal(hidden[at] + heard @ layer.out + layer.out_bias, *layer.norm)
            inner = middle @ layer.up + layer.up_bias
            inner = 0.5 * inner * (1 + np.tanh(math.sqrt(2 / math.pi) * (inner + 0.044715 * inner**3)))
            hidden[at] = normal(middle + inner @ layer.down + layer.down_bias, *layer.norm_after)
    head_ = network.head
    odds = [(each - head_.mean) / head_.spread @ head_.stated + head_.stated_bias for each in hidden]
    return list(np.log(np.exp(odds).sum(0)) - network.pooling)


def test_the_network_is_the_encoder_of_the_paper() -> None:
    """Attention by head, two normalisations a layer, and a linear head."""
    window = [0, 31, 32, 33, 7, 3, 9, 2]

    (read,) = NETWORK.read([window]).values()

    assert read.text.tolist() == pytest.approx(by_formula(NETWORK, window), abs=1e-3)
