"""The verdict follows from the cells: one changed cell of the matrix changes all that rests on it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.formats.html import HtmlFormat
from auditor.formats.options import FormatOptions
from auditor.formats.terminal import TerminalFormat
from auditor.judge import audit, understand
from auditor.judge.verdict import BANDS, level_of
from auditor.model import Category, Deliverable, Level, Listing, Need
from auditor.rulebook import load_rulebook
from auditor.rulebook.lint_matrix import unguarded_claims
from auditor.rulebook.schema_matrix import Answer, Cell
from auditor.rulebook.selftest import run_examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.language import Reading
    from auditor.model import Audit
    from auditor.rulebook import Rulebook

RULES = Path(__file__).parent.parent.parent / "rules"
SAVERS = "tiktok.video.savers"
TEXTS = ("See who saved your TikTok videos.",)
BASIC = ("tiktok:user.info.basic",)
NOBODY = "no permission, scope or API gives any third-party app this"
RESTING_ON_SAVERS = {
    "promises-savers",
    "claim-with-takeover-access",
    "charges-for-impossible",
    "empty-promise",
    "publishes-other-people",
}


def listing(texts: tuple[str, ...] = TEXTS, access: tuple[str, ...] | None = BASIC) -> Listing:
    """A tool that says and asks for this."""
    asked = None if access is None else list(access)
    return Listing.model_validate({"name": "Keepwatch", "texts": list(texts), "access": asked})


def rules_of(result: Audit) -> set[str]:
    """The rules that fired."""
    return {finding.rule for finding in result.findings}


def with_answers(book: Rulebook, answers: Mapping[tuple[str, str], Answer | None]) -> Rulebook:
    """The rules with other cells, by row and surface; None takes a cell away."""
    rows = dict(book.capabilities)
    for (row_id, surface), answer in answers.items():
        row = rows[row_id]
        kept = tuple(cell for cell in row.cells if cell.surface != surface)
        given_there = next((cell for cell in row.cells if cell.surface == surface), None)
        if answer is not None:
            assert given_there is not None
            kept = (*kept, Cell(**{**dict(given_there), "answer": answer}))
        rows[row_id] = row.model_copy(update={"cells": kept})
    other = replace(book, capabilities=rows)
    vars(other)["digest"] = book.digest  # texts are read by the same reader, which is found by the digest
    return other


@pytest.fixture(scope="module")
def shipped_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the rules in which one word is other: Login Kit gives the accounts that saved a video."""
    folder = tmp_path_factory.mktemp("day") / "rules"
    shutil.copytree(RULES, folder, ignore=shutil.ignore_patterns("second-reader", "*.npz"))
    matrix = folder / "capabilities" / "tiktok.yaml"
    text = matrix.read_text("utf-8")
    cell = '{surface: login-kit, answer: "no", note: No scope yields anything about who saves.'
    assert text.count(cell) == 1
    matrix.write_text(text.replace(cell, cell.replace('"no"', '"yes"')), "utf-8")
    return folder


@pytest.fixture(scope="module")
def that_day(shipped_day: Path) -> Rulebook:
    """The copied rules, loaded."""
    return load_rulebook(base=shipped_day)


def test_one_cell_changes_finding_level_score_headline_and_reasons(
    rulebook: Rulebook, that_day: Rulebook
) -> None:
    """Before: stay away. After: what TikTok gives to tools is no false promise."""
    before, after = audit(listing(), rulebook), audit(listing(), that_day)

    assert before.verdict.level is Level.AVOID
    assert "promises-savers" in rules_of(before)
    assert (after.verdict.level, after.verdict.score) == (Level.NOTHING_FOUND, 0)
    assert rules_of(after) == set()
    assert (after.verdict.reasons, after.verdict.table) == ((), ())
    assert "promises" not in after.verdict.headline
    (claim,) = after.claims
    assert claim.deliverable is Deliverable.POSSIBLE
    assert claim.given_by == ("Login Kit (Log in with TikTok)",)
    assert claim.means_kind == "perhaps-by-interface"
    assert before.claims[0].given_by == ()


def test_one_cell_changes_advice_and_answers(rulebook: Rulebook, that_day: Rulebook) -> None:
    """What to do instead names the official way; nobody is told any more that there is none."""
    before, after = audit(listing(), rulebook), audit(listing(), that_day)
    assert before.instead
    assert after.instead

    assert "sends you to tiktok.com" in after.instead.steps[0]
    assert after.instead.steps[1:] == before.instead.steps
    assert before.if_installed is not None
    assert after.if_installed is None
    asked = {question for question, _ in before.questions} - {question for question, _ in after.questions}
    assert asked == {"Can another app tell me?", "Why not?"}


@pytest.mark.parametrize("access", [BASIC, (), None, ("credential:tiktok-password",)])
def test_reports_say_that_nothing_gives_it_only_while_that_is_so(
    rulebook: Rulebook, that_day: Rulebook, access: tuple[str, ...] | None
) -> None:
    """In every format, whatever else the tool asks for."""
    before, after = (audit(listing(access=access), book) for book in (rulebook, that_day))

    for form in (HtmlFormat(), TerminalFormat(FormatOptions(verbose=True))):
        text = " ".join(form.render(after).split())
        assert NOBODY not in text
        assert "nobody can keep" not in text
        assert "given this" not in text
    page = " ".join(HtmlFormat().render(before).split())
    assert NOBODY in page
    assert "This can be had through: Login Kit" in HtmlFormat().render(after)
    assert after.verdict.score <= before.verdict.score
    assert NOBODY not in after.model_dump_json()


def test_a_promise_that_can_be_kept_explains_what_it_needs(that_day: Rulebook) -> None:
    """A scope that yields the list is needed by a tool that says that it shows it."""
    scope = that_day.access["tiktok:video.list"].model_copy(update={"yields": (SAVERS,)})
    book = replace(that_day, access={**that_day.access, scope.id: scope})
    (item,) = audit(listing(access=(scope.id,)), book).access

    assert (item.verdict, item.justified_by) == (Need.NEEDED, ("reveals-savers",))


def test_examples_of_rules_follow_the_cell(that_day: Rulebook) -> None:
    """What had to match must not match any more, and says so itself."""
    results = list(run_examples(that_day, only=sorted(RESTING_ON_SAVERS)))

    assert [str(result) for result in results if not result.passed] == []
    assert {result.rule for result in results if result.kind == "match"} == RESTING_ON_SAVERS


def test_an_example_that_does_not_say_on_what_it_depends_is_named_with_its_line(
    shipped_day: Path, tmp_path: Path
) -> None:
    """Somebody's own rule over somebody's own cell."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.yaml").write_text(
        "findings:\n"
        "  - id: my-rule\n"
        "    title: Promises savers\n"
        "    category: impossible-claim\n"
        "    severity: low\n"
        "    when: {claim: reveals-savers, deliverable: impossible}\n"
        "    explanation: It does.\n"
        "    references: [scopes-no-savers]\n"
        "    advice: Leave it.\n"
        "    examples:\n"
        "      match:\n"
        '        - listing: {texts: ["See who saved your TikTok videos."]}\n'
        "      near_miss:\n"
        '        - listing: {texts: ["Captions."]}\n',
        "utf-8",
    )
    results = list(run_examples(load_rulebook(own, base=shipped_day), only=["my-rule"]))

    assert [result.passed for result in results] == [False, True]
    assert str(results[0]) == (
        f"{own}/mine.yaml:12: my-rule: match 1: the rule does not fire; by the matrix, reveals-savers can be "
        "kept today: an example that depends on a cell says so, as in 'while: {reveals-savers: impossible}'"
    )


@pytest.mark.parametrize(
    ("answer", "deliverable"),
    [
        (Answer.NO, Deliverable.IMPOSSIBLE),
        (Answer.COUNT_ONLY, Deliverable.IMPOSSIBLE),
        (Answer.OWN_DATA_ONLY, Deliverable.IMPOSSIBLE),
        (Answer.RESEARCHERS_ONLY, Deliverable.IMPOSSIBLE),
        (Answer.LIMITED, Deliverable.POSSIBLE),
        (Answer.YES, Deliverable.POSSIBLE),
        (Answer.DISPUTED, Deliverable.POSSIBLE),
        (None, Deliverable.POSSIBLE),
    ],
)
def test_what_each_answer_makes_of_the_promise(
    rulebook: Rulebook, answer: Answer | None, deliverable: Deliverable
) -> None:
    """A number, the user's own data and what researchers get keep no promise of names of others."""
    result = audit(listing(), with_answers(rulebook, {(SAVERS, "accounts-api"): answer}))
    open_question = [gap.reason for gap in result.not_analysed if gap.check == "deliverability"]

    assert result.claims[0].deliverable is deliverable
    assert ("promises-savers" in rules_of(result)) == (deliverable is Deliverable.IMPOSSIBLE)
    asked = (
        "The tool says that it tells which accounts saved a TikTok video; "
        "whether Accounts API of TikTok for Business gives what that needs is not known."
    )
    assert open_question == ([asked] if answer in (Answer.DISPUTED, None) else [])
    assert bool(result.claims[0].given_by) == (answer in (Answer.YES, Answer.LIMITED))


@pytest.mark.parametrize("surface", ["in-app", "research-api"])
def test_what_third_parties_cannot_use_keeps_no_promise(rulebook: Rulebook, surface: str) -> None:
    """TikTok's own app, and the interface for researchers alone."""
    for answer in Answer:
        book = with_answers(rulebook, {(SAVERS, surface): answer})

        assert book.deliverable("reveals-savers") is Deliverable.IMPOSSIBLE


def test_the_users_own_data_counts_where_the_row_is_about_the_user(rulebook: Rulebook) -> None:
    """An export of one's own favourites is what a claim about them would need."""
    claim = rulebook.claims["reveals-savers"].model_copy(update={"needs": "tiktok.own.favourites"})
    book = replace(rulebook, claims={**rulebook.claims, claim.id: claim})

    assert book.deliverable(claim.id) is Deliverable.POSSIBLE


def test_a_promise_against_the_terms_follows_its_own_row(rulebook: Rulebook) -> None:
    """Unfollowers: against the terms until an interface gives them, whatever becomes of savers."""
    said = listing(("See who unfollowed you on TikTok.",))
    lost = ("tiktok.followers.lost", "login-kit")
    today = audit(said, rulebook)
    other_row = audit(said, with_answers(rulebook, {(SAVERS, "login-kit"): Answer.YES}))
    own_row = audit(said, with_answers(rulebook, {lost: Answer.YES}))

    assert "promises-unfollowers" in rules_of(today) & rules_of(other_row)
    assert today.claims[0].deliverable is Deliverable.AGAINST_TERMS
    assert rules_of(own_row) == set()
    assert own_row.claims[0].deliverable is Deliverable.POSSIBLE


def test_claims_without_a_row_stay_what_they_are(rulebook: Rulebook) -> None:
    """Whatever TikTok ships, bought followers break the terms, and a survey is no proof."""
    everything = {
        (row.id, cell.surface): Answer.YES for row in rulebook.capabilities.values() for cell in row.cells
    }
    book = with_answers(rulebook, everything)

    for claim in book.claims.values():
        expected = claim.otherwise if claim.needs is None else Deliverable.POSSIBLE
        assert book.deliverable(claim.id) is expected


def test_every_rule_on_a_claim_of_the_matrix_follows_it(rulebook: Rulebook) -> None:
    """No shipped finding goes on accusing after the cell has changed."""
    assert list(unguarded_claims(rulebook, None)) == []  # type: ignore[arg-type]


PROMISES = (
    "See who saved your TikTok videos.",
    "Find out who viewed your TikTok profile.",
    "See which accounts watched your TikTok videos.",
    "View private TikTok accounts without following them.",
    "Read anyone's TikTok messages.",
    "See who blocked you on TikTok.",
    "Get the phone number of any TikTok user.",
    "See who unfollowed you on TikTok.",
    "Enter your TikTok password to continue.",
    "Who saved your TikTok?",
    "Schedule your TikTok posts.",
)
ASKED = (
    "android.permission.READ_SMS",
    "com.android.vending.BILLING",
    "credential:tiktok-password",
    "tiktok:user.info.basic",
    "tiktok:portability.directmessages.single",
    "chrome:cookies",
)
ROWS = (
    "tiktok.video.savers",
    "tiktok.profile.viewers",
    "tiktok.video.viewers",
    "tiktok.account.private-content",
    "tiktok.messages.others",
    "tiktok.account.blockers",
    "tiktok.user.contact-details",
    "tiktok.followers.lost",
)
SURFACES = ("in-app", "login-kit", "accounts-api", "data-portability", "research-api", "public-web")
cells = st.dictionaries(
    st.tuples(st.sampled_from(ROWS), st.sampled_from(SURFACES)),
    st.sampled_from([*Answer, None]),
    max_size=10,
)
tools = st.builds(
    listing,
    st.sampled_from(
        [*((promise,) for promise in PROMISES), PROMISES[:4], PROMISES[4:8], PROMISES[7:], PROMISES]
    ),
    st.sampled_from([None, (), *((asked,) for asked in ASKED), ASKED]),
)


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    """Reading takes most of an audit's time and does not look at cells: each tool is read once."""
    readings: dict[str, Reading] = {}
    read = understand.read

    def reading_of(said: Listing, book: Rulebook, *, every_purpose: bool = True) -> Reading:
        key = f"{every_purpose}{said.model_dump_json()}"
        if key not in readings:
            readings[key] = read(said, book, every_purpose=every_purpose)
        return readings[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(understand, "read", reading_of)
        yield


@given(tool=tools, answers=cells)
@settings(max_examples=150, deadline=None)
def test_nothing_contradicts_the_cells_or_the_verdict(
    rulebook: Rulebook, tool: Listing, answers: dict[tuple[str, str], Answer | None]
) -> None:
    """Who is accused of the impossible promises it by these cells; the worst finding gives the level."""
    result = audit(tool, with_answers(rulebook, answers))
    verdict = result.verdict
    by_kind = {kind: {c.id for c in result.claims if c.deliverable is kind} for kind in Deliverable}
    worst = max(map(level_of, result.findings), key=lambda level: level.rank, default=Level.NOTHING_FOUND)

    for finding in result.findings:
        accused = set(finding.claims)
        assert not accused & by_kind[Deliverable.POSSIBLE], finding.rule
        if finding.category is Category.IMPOSSIBLE_CLAIM:
            assert accused
            assert accused <= by_kind[Deliverable.IMPOSSIBLE], finding.rule
    for claim in by_kind[Deliverable.IMPOSSIBLE] | by_kind[Deliverable.AGAINST_TERMS]:
        assert any(claim in finding.claims for finding in result.findings), claim
    assert verdict.level in (worst, Level.NOT_ANALYSED)
    assert verdict.level is worst or worst is Level.NOTHING_FOUND
    assert BANDS[verdict.level][0] <= verdict.score <= BANDS[verdict.level][1]
    assert {reason.rule for reason in verdict.reasons} <= rules_of(result)
    assert bool(verdict.certainty) == (verdict.level.rank >= Level.CAUTION.rank)
    if not by_kind[Deliverable.IMPOSSIBLE]:
        assert "no app can" not in verdict.headline
        assert NOBODY not in " ".join(claim.means for claim in result.claims)


@given(tool=tools, answers=cells, more=cells)
@settings(max_examples=150, deadline=None)
def test_more_that_is_given_is_never_more_risk(
    rulebook: Rulebook,
    tool: Listing,
    answers: dict[tuple[str, str], Answer | None],
    more: dict[tuple[str, str], Answer | None],
) -> None:
    """Cells that turn to yes raise no score and no level."""
    fewer = audit(tool, with_answers(rulebook, answers)).verdict
    opened = audit(tool, with_answers(rulebook, {**answers, **dict.fromkeys(more, Answer.YES)})).verdict

    assert opened.score <= fewer.score
    assert opened.level.rank <= fewer.level.rank
