"""Weighing: which claims stand, and how certain, when the grammar and the second reader were asked."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language.grounds import Doubt, Ground
from auditor.language.second.proposals import Proposal
from auditor.language.second.weights import Card
from auditor.language.spans import ClaimSpan
from auditor.language.weigh import weigh
from auditor.model import Certainty
from tests.language.tiny_reader import CLAIMS, FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable

CERTAIN, LIKELY = Certainty.CERTAIN, Certainty.LIKELY
KNOWN, UNKNOWN = "reveals-savers", "gated-by-task"
CARD = Card.model_validate(
    FIELDS
    | {
        "weights": "",
        "purposes": (),
        "likely": dict.fromkeys(CLAIMS, 1.0),
        "certain": 3.0,
        "certain_alone": 5.0,
        "plain": 0.5,
        "grammar_likely": 1.5,
        "grammar_certain": 4.0,
    }
)

ODDS = st.floats(-25, 25)
PLAIN = st.floats(-10, 10)
GRAMMAR = st.sampled_from([None, LIKELY, CERTAIN])
CARDS = st.fixed_dictionaries(
    {
        "likely": st.floats(-4, 4).map(lambda odds: {KNOWN: odds}),
        "certain": st.floats(-4, 8),
        "certain_alone": st.floats(-4, 8),
        "plain": st.floats(-4, 4),
        "grammar_likely": st.floats(-2, 6),
        "grammar_certain": st.floats(-2, 12),
    }
).map(lambda fields: CARD.model_copy(update=fields))
RANK = {None: 0, LIKELY: 1, CERTAIN: 2}


def span(certainty: Certainty, claim: str = KNOWN) -> ClaimSpan:
    """What the grammar finds in the third text."""
    return ClaimSpan(claim, certainty, 2, 10, 20, "en", Ground.STATED, direct=True)


def proposal(odds: float, plain: float, claim: str = KNOWN) -> Proposal:
    """What the second reader proposes."""
    return Proposal(claim, 4, 18, odds, plain)


def weighed(
    grammar: Certainty | None, proposed: Proposal | None, card: Card = CARD, claim: str = KNOWN
) -> Certainty | None:
    """How certain one claim is in the end; None where it does not stand."""
    found = [span(grammar, claim)] if grammar else []
    standing = weigh(found, {claim: proposed} if proposed else {}, card, (2, "en"))
    assert len(standing) <= 1
    return standing[0].certainty if standing else None


@pytest.mark.parametrize(
    ("grammar", "odds", "plain", "outcome"),
    [
        # The second reader alone: likely from odds of 1, certain from odds of 5 with plain words.
        (None, 0.9, 9.0, None),
        (None, 1.0, 0.4, LIKELY),
        (None, 1.0, 9.0, LIKELY),
        (None, 4.9, 0.5, LIKELY),
        (None, 5.0, 0.4, LIKELY),
        (None, 5.0, 0.5, CERTAIN),
        (None, 9.0, -9.0, LIKELY),
        # The grammar finds it implied, which adds 1.5 to the odds of its standing.
        (LIKELY, -0.6, 9.0, None),
        (LIKELY, -0.5, -9.0, LIKELY),
        (LIKELY, -0.5, 9.0, LIKELY),
        (LIKELY, 4.9, 0.5, LIKELY),
        (LIKELY, 5.0, 0.4, LIKELY),
        (LIKELY, 5.0, 0.5, CERTAIN),
        (LIKELY, 9.0, -9.0, LIKELY),
        # The grammar finds it in so many words, which adds 4; certain from a sum of 3.
        (CERTAIN, -3.1, 9.0, None),
        (CERTAIN, -3.0, -9.0, LIKELY),
        (CERTAIN, -1.1, 9.0, LIKELY),
        (CERTAIN, -1.0, -9.0, CERTAIN),
        (CERTAIN, 9.0, 9.0, CERTAIN),
    ],
)
def test_odds_and_plain_words_decide(
    grammar: Certainty | None, odds: float, plain: float, outcome: Certainty | None
) -> None:
    """The whole table, just under and at each threshold."""
    assert weighed(grammar, proposal(odds, plain)) is outcome


@pytest.mark.parametrize(
    ("ground", "odds", "regained", "stands"),
    [
        (Ground.COUNTERED, -3.0, 0.0, True),
        (Ground.COUNTERED, -3.1, 0.0, False),
        (Ground.COUNTERED, None, 0.0, False),
        (Ground.COUNTERED, -0.6, 3.0, False),  # by itself its sentence says it, where it stands it does not
        (Ground.DANGLED, -3.1, 0.0, True),
        (Ground.DANGLED, None, 0.0, True),
    ],
)
def test_a_turn_stands_unless_it_is_far_fetched(
    ground: Ground,
    odds: float | None,
    regained: float,
    stands: bool,  # noqa: FBT001 -- the expected answer
) -> None:
    """Structure decides both, but a turn may be misread; a sum of odds that suffices is not at issue."""
    found = replace(span(LIKELY), ground=ground)
    proposed = {KNOWN: replace(proposal(odds, 0.0), regained=regained)} if odds is not None else {}

    assert bool(weigh([found], proposed, CARD, (2, "en"))) is stands


@pytest.mark.parametrize("grammar", [LIKELY, CERTAIN])
def test_what_the_second_reader_thinks_far_fetched_does_not_stand(grammar: Certainty) -> None:
    """It proposes nothing where the odds are very low, and then the grammar does not suffice."""
    assert weighed(grammar, None) is None


@pytest.mark.parametrize(("bonus", "outcome"), [(20.9, None), (21.0, LIKELY), (23.0, CERTAIN)])
def test_a_grammar_that_is_worth_enough_stands_alone(bonus: float, outcome: Certainty | None) -> None:
    """The card says what the grammar is worth; no proposal counts as odds of -20."""
    assert weighed(CERTAIN, None, CARD.model_copy(update={"grammar_certain": bonus})) is outcome


@given(GRAMMAR, CARDS)
def test_a_claim_that_the_card_does_not_know_is_the_grammar_s_alone(
    grammar: Certainty | None, card: Card
) -> None:
    """It passes as it was found."""
    found = [span(grammar, UNKNOWN)] if grammar else []

    assert weigh(found, {}, card, (2, "en")) == found


def test_nothing_found_and_nothing_proposed_is_nothing() -> None:
    """Nothing comes from nothing."""
    assert weigh([], {}, CARD, (0, "en")) == []


def test_what_the_grammar_found_keeps_its_place_and_ground() -> None:
    """Only the certainty changes."""
    (kept,) = weigh([span(CERTAIN)], {KNOWN: proposal(-2.0, 0.0)}, CARD, (2, "en"))

    assert kept == replace(span(LIKELY), doubt=Doubt.TRAINED)


@pytest.mark.parametrize(("plain", "certainty"), [(1.0, CERTAIN), (0.0, LIKELY)])
def test_what_is_proposed_alone_has_the_proposal_s_place(plain: float, certainty: Certainty) -> None:
    """The quote is the second reader's, what it rests on says so, and where it is surest is kept."""
    standing = weigh([], {KNOWN: replace(proposal(5.0, plain), peak=(5, 9))}, CARD, (7, "th"))

    found = ClaimSpan(KNOWN, certainty, 7, 4, 18, "th", Ground.TRAINED, direct=False, peak=(5, 9))
    assert standing == [found]


@pytest.mark.parametrize(("regained", "outcome"), [(0.0, CERTAIN), (2.0, CERTAIN), (2.1, LIKELY)])
def test_a_certain_claim_must_hold_where_it_stands(regained: float, outcome: Certainty) -> None:
    """A sentence that is plain by itself may be taken back by what stands around it."""
    assert weighed(CERTAIN, replace(proposal(1.0, -9.0), regained=regained)) is outcome
    assert weighed(None, replace(proposal(7.0, 9.0), regained=regained)) is outcome


def test_claims_are_weighed_each_by_itself() -> None:
    """One claim's odds say nothing of another's."""
    found = [span(LIKELY), span(CERTAIN, "fake-engagement"), span(LIKELY, UNKNOWN)]
    proposals = {
        KNOWN: proposal(9.0, 9.0),
        "fake-engagement": proposal(-9.0, 0.0, "fake-engagement"),
        "wants-credentials": proposal(2.0, 9.0, "wants-credentials"),
    }

    standing = weigh(found, proposals, CARD, (2, "en"))

    assert [(each.claim, each.certainty) for each in standing] == [
        (KNOWN, CERTAIN),
        (UNKNOWN, LIKELY),
        ("wants-credentials", LIKELY),
    ]


def _worth(grammar: Certainty | None, card: Card) -> float:
    return {None: 0.0, LIKELY: card.grammar_likely, CERTAIN: card.grammar_certain}[grammar]


@given(GRAMMAR, ODDS, PLAIN, CARDS)
def test_no_claim_is_certain_below_the_threshold(
    grammar: Certainty | None, odds: float, plain: float, card: Card
) -> None:
    """Stated by the grammar it needs a sum, without that it needs odds and plain words."""
    outcome = weighed(grammar, proposal(odds, plain), card)
    total = odds + _worth(grammar, card)
    alone = odds >= card.certain_alone and plain >= card.plain

    if not alone and (grammar is not CERTAIN or total < card.certain):
        assert outcome is not CERTAIN
    if total < card.likely[KNOWN]:
        assert outcome is None


@given(GRAMMAR, st.tuples(ODDS, ODDS).map(sorted), PLAIN, CARDS)
def test_higher_odds_never_make_a_claim_less_certain(
    grammar: Certainty | None, odds: list[float], plain: float, card: Card
) -> None:
    """Monotone in the odds; no proposal is the lowest there are."""
    lower, higher = (weighed(grammar, proposal(each, plain), card) for each in odds)

    assert RANK[lower] <= RANK[higher]


@given(GRAMMAR, ODDS, st.tuples(PLAIN, PLAIN).map(sorted), CARDS)
def test_plainer_words_never_make_a_claim_less_certain(
    grammar: Certainty | None, odds: float, plain: list[float], card: Card
) -> None:
    """Monotone in plainness, which never decides whether a claim stands."""
    lower, higher = (weighed(grammar, proposal(odds, each), card) for each in plain)

    assert RANK[lower] <= RANK[higher]
    assert (lower is None) == (higher is None)


def outcomes(grammars: Iterable[Certainty | None]) -> set[Certainty | None]:
    """All that a grid of odds and plainness comes to."""
    grid = product(grammars, range(-22, 10), range(-2, 3))
    return {weighed(grammar, proposal(odds, plain)) for grammar, odds, plain in grid}


@pytest.mark.parametrize("grammar", [None, LIKELY, CERTAIN])
def test_every_outcome_is_within_reach_of_the_second_reader(grammar: Certainty | None) -> None:
    """Whatever the grammar finds, it can be overruled and borne out."""
    assert outcomes([grammar]) == {None, LIKELY, CERTAIN}


def test_nothing_is_certain_by_the_second_reader_alone_where_tiktok_is_never_named() -> None:
    """Of a tool that may have nothing to do with TikTok, a claim in other words is likely at most."""
    proposed = {KNOWN: proposal(9.0, 9.0)}

    (named,) = weigh([], proposed, CARD, (0, "fr"))
    (unnamed,) = weigh([], proposed, CARD, (0, "fr"), named=False)

    assert (named.certainty, unnamed.certainty) == (Certainty.CERTAIN, Certainty.LIKELY)


@pytest.mark.parametrize(
    ("more", "grammar", "odds", "outcome"),
    [
        ({"en": {KNOWN: 1.0}}, None, 1.9, None),
        ({"en": {KNOWN: 1.0}}, None, 2.0, LIKELY),
        ({"en": {KNOWN: 1.0}}, LIKELY, 0.4, None),
        ({"en": {KNOWN: 1.0}}, LIKELY, 0.5, LIKELY),
        ({"de": {KNOWN: 1.0}}, None, 1.0, LIKELY),
        ({"en": {UNKNOWN: 1.0}}, None, 1.0, LIKELY),
        ({"en": {KNOWN: -0.5}}, None, 0.5, LIKELY),
    ],
)
def test_a_language_may_ask_for_more(
    more: dict[str, dict[str, float]], grammar: Certainty | None, odds: float, outcome: Certainty | None
) -> None:
    """Than the others do, or for less; of the second reader and of the grammar alike."""
    assert weighed(grammar, proposal(odds, -9.0), CARD.model_copy(update={"more_in": more})) is outcome
