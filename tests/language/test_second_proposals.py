"""Proposals: quotes are words of one sentence, and of a long text only what passes the gate is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.language.gate import Gate
from auditor.language.second.network import Network, Read
from auditor.language.second.pieces import Pieces
from auditor.language.second.proposals import Proposal, SecondReader
from auditor.language.second.weights import Card, network_of
from auditor.limits import MAX_CLOSELY_READ_CHARACTERS
from tests.language.tiny_reader import CLAIMS, FIELDS, PIECES, PURPOSES, TAGS, tiny_arrays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.language.second.glance import Glance

CARD = Card.model_validate(FIELDS | {"weights": ""})
VOCABULARY = Pieces(PIECES, [0.0] * 4 + [-5.0 - len(piece) for piece in PIECES[4:]], unknown=3)
TINY = SecondReader(network_of(tiny_arrays(), pooling=1.0), VOCABULARY, CARD)
OPEN, SHUT = Gate({}, -1_000, ["en"]), Gate({}, 1_000, ["en"])
WHO = PIECES.index("▁who")

TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            ["see who saved your video", ". ", "\n", " ", "🔥", "•", "漢字", "\u200b", "s a v e d "]
        ),
        st.text(max_size=8),
    ),
    max_size=20,
).map("".join)


class Marked(Network):
    """Gives each piece of a window odds by its number and keeps the windows that it reads."""

    odds: dict[int, float]
    output: int
    seen: list[Sequence[int]]

    def __init__(self, odds: dict[int, float], output: int = 0) -> None:
        object.__setattr__(self, "odds", odds)
        object.__setattr__(self, "output", output)
        object.__setattr__(self, "seen", [])

    def read(self, windows: Sequence[Sequence[int]], glance: Glance | None = None) -> dict[int, Read]:
        """Odds for one output; the others are far-fetched."""
        assert glance is None
        return {row: self._read(window) for row, window in enumerate(windows)}

    def _read(self, window: Sequence[int]) -> Read:
        self.seen.append(window)
        pieces = np.full((len(window), len(TAGS)), -20, np.float32)
        pieces[:, self.output] = [self.odds.get(number, -20) for number in window]
        return Read(pieces, pieces.max(0), np.zeros(len(TAGS), np.float32))


def quoted(text: str, **odds: float) -> str | None:
    """What is quoted where pieces have such odds, by name; ``_`` is the space, ``unknown`` any other."""
    names = {"_": "▁", "unknown": "<unk>"}
    numbered = {PIECES.index(names.get(name, name)): value for name, value in odds.items()}
    proposal = SecondReader(Marked(numbered), VOCABULARY, CARD).read(text, OPEN).get(CLAIMS[0])
    return text[proposal.start : proposal.end] if proposal else None


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_proposal_quotes_words_of_the_text(text: str) -> None:
    """No quote is empty, begins or ends with white space, or reaches beyond the text."""
    for claim, proposal in TINY.read(text, OPEN).items():
        quote = text[proposal.start : proposal.end]

        assert claim == proposal.claim
        assert 0 <= proposal.start < proposal.end <= len(text)
        assert quote == quote.strip()


@pytest.mark.parametrize("text", ["", " ", " \n ", "\u200b"])
def test_a_text_without_words_states_nothing(text: str) -> None:
    """There is nothing that could be quoted."""
    assert quoted(text, _=9.0, unknown=9.0) is None


@pytest.mark.parametrize(
    ("text", "odds", "quote"),
    [
        ("xx who xx", {"▁who": 5.0}, "who"),
        ("who xx saved", {"▁who": 5.0, "▁saved": 4.0}, "who xx saved"),
        ("who xx saved", {"▁who": 5.0, "▁saved": 1.9}, "who"),  # more than 3 less sure
        ("who x saved", {"▁who": -3.0, "▁saved": -4.1}, "who"),  # so unlikely that nobody asks
        ("who abc saved", {"▁who": 5.0, "▁saved": 4.0}, "who abc saved"),  # four doubtful pieces between
        ("who abcd saved", {"▁who": 5.0, "▁saved": 4.0}, "who"),  # five
        ("who. saved", {"▁who": 5.0, "▁saved": 4.0}, "who"),  # another sentence
        ("who\nsaved", {"▁who": 4.0, "▁saved": 5.0}, "saved"),
        ("xx", {"▁who": 5.0}, None),
        ("who", {"▁who": -4.1}, None),
    ],
)
def test_the_quote_is_what_is_nearly_as_sure_within_the_sentence(
    text: str, odds: dict[str, float], quote: str | None
) -> None:
    """A few doubtful pieces are bridged."""
    assert quoted(text, **odds) == quote


def test_white_space_is_never_the_surest() -> None:
    """Where a space is surer than all else, words are quoted."""
    assert quoted("who saved ", _=9.0, **{"▁saved": 5.0}) == "saved"
    assert quoted("who  ü saved", _=9.0, **{"▁saved": 5.0}) == "ü saved"
    assert quoted("漢 who", _=9.0, unknown=1.0, **{"▁who": 2.0}) == "漢 who"


def test_a_proposal_says_how_sure_it_is() -> None:
    """Odds and plainness are those of the window."""
    reader = SecondReader(Marked({WHO: 5.0}), VOCABULARY, CARD)

    assert reader.read("xx who", OPEN) == {
        CLAIMS[0]: Proposal(CLAIMS[0], 3, 6, 5.0, 0.0, top=3, reach=(3, 6), peak=(3, 6))
    }


def test_of_several_windows_the_surest_is_quoted() -> None:
    """One proposal a claim."""
    text = "xx who xx. " + "abc. " * 60 + "saved xx."

    assert quoted(text, **{"▁who": 2.0, "▁saved": 3.0}) == "saved"
    assert quoted(text, **{"▁who": 3.0, "▁saved": 2.0}) == "who"


def test_a_text_of_one_window_is_read_whatever_the_gate_says() -> None:
    """The gate was asked about it already."""
    assert CLAIMS[0] in SecondReader(Marked({WHO: 5.0}), VOCABULARY, CARD).read("xx who", SHUT)


def test_of_a_long_text_only_windows_that_pass_are_read() -> None:
    """The rest would cost much and state nothing."""
    text = "abc. " * 300 + "see who saved your video. " + "abc. " * 300
    gate = Gate({"who": 400, "saved": 400}, 700, ["en"])
    network = Marked({WHO: 5.0})

    reader = SecondReader(network, VOCABULARY, CARD)

    assert reader.read(text, SHUT) == {}
    assert network.seen == []
    assert CLAIMS[0] in reader.read(text, gate)
    assert all(WHO in window for window in network.seen)


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    """What stands within reach is proposed, what stands beyond is not."""
    filler = "abc. " * (MAX_CLOSELY_READ_CHARACTERS // 5)

    assert quoted(filler[:-50] + "who." + filler, **{"▁who": 5.0}) == "who"
    assert quoted(filler + "who.", **{"▁who": 5.0}) is None


def test_reading_is_a_function() -> None:
    """The same text gives the same proposals, also of an encoder that reads windows in groups."""
    text = "see who saved your video. " * 200

    assert TINY.read(text, OPEN) == TINY.read(text, OPEN)


@given(TEXTS, st.sets(st.sampled_from([*PURPOSES, "use-tasks"])))
@settings(max_examples=100, deadline=None)
def test_only_purposes_that_are_asked_for_are_proposed(text: str, wanted: set[str]) -> None:
    """Each with words of the text, and sure enough; what the weights do not know is never found."""
    for purpose, proposal in TINY.purposes(text, wanted).items():
        assert purpose in wanted & set(PURPOSES)
        assert proposal.odds >= CARD.likely[purpose]
        assert text[proposal.start : proposal.end].strip()


def test_claims_are_the_first_outputs_and_purposes_the_last() -> None:
    """What one output marks is read as that tag and as no other."""
    for number, tag in enumerate(TAGS):
        reader = SecondReader(Marked({WHO: 5.0}, output=number), VOCABULARY, CARD)

        assert list(reader.read("see who saved", OPEN)) == ([tag] if tag in CLAIMS else [])
        assert list(reader.purposes("see who saved", PURPOSES)) == ([tag] if tag in PURPOSES else [])
