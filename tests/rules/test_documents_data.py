"""The shipped documents, findings, claims, means and advice: whole, dated, and in bearable words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest
import yaml

from auditor.model import Deliverable, Grade, Model
from auditor.rulebook.schema import (
    AdviceRule,
    ClaimRule,
    ClauseRule,
    Condition,
    DocumentRule,
    FindingRule,
    MeansRule,
    QuestionRule,
)

RULES: Final = Path(__file__).resolve().parents[2] / "rules"

IMPOSSIBLE: Final = {
    "reveals-savers",
    "reveals-profile-viewers",
    "reveals-video-viewers",
    "reveals-private-content",
    "reveals-messages",
    "reveals-blockers",
    "reveals-contact-details",
}
AGAINST_TERMS: Final = {
    "reveals-unfollowers",
    "fake-engagement",
    "wants-credentials",
    "scrapes-data",
    "bypasses-privacy",
    "automates-actions",
}
DECEPTIVE: Final = {"claims-affiliation", "claims-undetectable", "gated-by-task"}

FORMULA: Final = "no permission, scope or API gives any third-party app this"

BANNED: Final = re.compile(
    r"\b(?:scam\w*|malware|steal\w*|stolen|lies|lying|liars?|safe|guarantee\w*|tiktok never shows)\b",
    re.IGNORECASE,
)

Record = TypeVar("Record", bound=Model)


def _read(paths: list[Path], section: str, model: type[Record]) -> list[Record]:
    found = []
    for path in sorted(paths):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [model.model_validate(record) for record in data.get(section, ())]
    return found


DOCUMENTS: Final = _read(list(RULES.glob("documents/*.yaml")), "documents", DocumentRule)
FINDINGS: Final = _read(list(RULES.glob("findings/*.yaml")), "findings", FindingRule)
CLAIMS: Final = _read([RULES / "claims.yaml"], "claims", ClaimRule)
MEANS: Final = _read([RULES / "means.yaml"], "means", MeansRule)
ADVICE: Final = _read([RULES / "advice.yaml"], "advice", AdviceRule)
QUESTIONS: Final = _read([RULES / "advice.yaml"], "questions", QuestionRule)

CLAUSES: Final[list[tuple[DocumentRule, ClauseRule]]] = [
    (document, clause) for document in DOCUMENTS for clause in document.clauses
]
BY_ID: Final = {clause.id: (document, clause) for document, clause in CLAUSES}
CITED: Final = {reference for finding in FINDINGS for reference in finding.references}


def _ids(records: list[Any]) -> list[str]:
    return [record.id for record in records]


def _parts(condition: Condition) -> list[Condition]:
    """The plain conditions inside one that must hold; negated ones are left out."""
    inner = [*condition.all_, *condition.any_]
    return [plain for part in inner for plain in _parts(part)] if inner else [condition]


def _facts(name: str) -> dict[str, Any]:
    for folder in Path(__file__).resolve().parents:
        for path in (folder / "shared" / "facts").glob(name):
            loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
            return loaded
    pytest.skip("the collected facts are not on this machine")


def _words(text: str) -> str:
    return " ".join(text.split())


def test_ids_are_not_shared() -> None:
    """Documents, clauses, findings and rows of the means table are each found by their own id."""
    for ids in (_ids(DOCUMENTS), [clause.id for _, clause in CLAUSES], _ids(FINDINGS), _ids(MEANS)):
        assert sorted(set(ids)) == sorted(ids)


def test_claims_are_the_sixteen_of_the_design() -> None:
    """Each claim counts as the design says while nothing hands out what it needs."""
    expected = {
        **dict.fromkeys(IMPOSSIBLE, Deliverable.IMPOSSIBLE),
        **dict.fromkeys(AGAINST_TERMS, Deliverable.AGAINST_TERMS),
        **dict.fromkeys(DECEPTIVE, Deliverable.DECEPTIVE),
    }

    assert expected == {claim.id: claim.otherwise for claim in CLAIMS}


def test_impossible_claims_name_what_they_need() -> None:
    """Their verdict follows from the capability matrix, so each names a row of it."""
    assert set() == {claim.id for claim in CLAIMS if claim.id in IMPOSSIBLE and claim.needs is None}


def test_every_claim_has_a_finding() -> None:
    """No claim is read without consequence."""
    named = {finding.when.claim for finding in FINDINGS}

    assert named >= IMPOSSIBLE | AGAINST_TERMS | DECEPTIVE


def test_every_claim_has_a_row_of_means_that_always_fits() -> None:
    """The last row of a claim asks for nothing, so that a report always says what the means are."""
    last = {claim: row for row in MEANS for claim in row.claims}

    assert set(_ids(CLAIMS)) == set(last)
    assert [row.id for row in last.values() if row.when is not None or row.access_known is not None] == []


def test_takeover_is_tried_first_for_impossible_claims() -> None:
    """The gravest means decides, as the first row that fits counts."""
    first = {claim: row for row in reversed(MEANS) for claim in row.claims}

    assert {"takeover"} == {first[claim].id for claim in IMPOSSIBLE}


@pytest.mark.parametrize("finding", FINDINGS, ids=_ids(FINDINGS))
def test_a_finding_cites_a_dated_clause(finding: FindingRule) -> None:
    """Every reference exists once only, and one at least was read rather than remembered."""
    assert len(set(finding.references)) == len(finding.references)
    documents = [BY_ID[reference][0] for reference in finding.references]

    assert any(document.confidence in ("high", "medium") and document.date for document in documents)


@pytest.mark.parametrize("finding", FINDINGS, ids=_ids(FINDINGS))
def test_a_finding_explains_itself_in_two_sentences(finding: FindingRule) -> None:
    """One sentence for what was seen, one for why it matters."""
    assert len(re.findall(r"[.!?](?=\s|$)", finding.explanation)) >= 2
    assert finding.advice.endswith(".")


@pytest.mark.parametrize("finding", FINDINGS, ids=_ids(FINDINGS))
def test_a_grave_finding_has_words_for_the_verdict(finding: FindingRule) -> None:
    """Findings of low and above can head a verdict, so they continue the sentence "This tool …"."""
    if finding.severity.rank >= Grade.LOW.rank:
        assert re.fullmatch(r"[a-z].*[^.]", finding.headline)


@pytest.mark.parametrize("finding", FINDINGS, ids=_ids(FINDINGS))
def test_a_match_says_which_evidence_it_expects(finding: FindingRule) -> None:
    """An example without a quote would hold whatever the rule fired on."""
    for example in finding.examples.match:
        listing = yaml.safe_dump(list(example.listings), allow_unicode=True, width=10_000)

        assert example.quote
        assert example.quote in listing or example.targets  # of several targets one may be silent


def test_there_are_enough_findings() -> None:
    """The number that the rule set began with; it may grow."""
    assert len(FINDINGS) >= 91


def test_impossible_claims_are_critical_and_say_so_exactly() -> None:
    """Their findings lead to "avoid" and use the one formula that is agreed."""
    rules = [rule for rule in FINDINGS if rule.when.claim in IMPOSSIBLE]

    assert {rule.when.claim for rule in rules} == IMPOSSIBLE
    for rule in rules:
        assert rule.severity == Grade.CRITICAL
        assert FORMULA in rule.explanation


def test_savers_cite_the_stores_on_impossible_functions() -> None:
    """Google Play, Apple, the Chrome Web Store and TikTok's developer terms all speak of it."""
    (rule,) = [rule for rule in FINDINGS if rule.id == "promises-savers"]

    assert {"gp-impossible", "as-116", "cws-impossible", "dev-misleading"} <= set(rule.references)


@pytest.mark.parametrize(
    "condition", [{"claim": "wants-credentials"}, {"access": "credential:tiktok-password"}], ids=str
)
def test_terms_of_all_regions_stand_against_giving_a_login(condition: dict[str, str]) -> None:
    """Asked for in words or by a field, a TikTok login is against the terms everywhere."""
    wanted = Condition.model_validate(condition)
    (rule,) = [rule for rule in FINDINGS if rule.when == wanted]

    assert rule.category == "terms-of-service"
    assert rule.severity == Grade.CRITICAL
    assert {"password-us", "password-eea", "password-row"} <= set(rule.references)


def test_an_uncited_clause_says_why() -> None:
    """A clause either grounds a finding or says why a breach can't be seen from outside."""
    silent = [clause.id for _, clause in CLAUSES if clause.id not in CITED and not clause.not_visible]
    needless = [clause.id for _, clause in CLAUSES if clause.id in CITED and clause.not_visible]

    assert (silent, needless) == ([], [])


def test_quotes_are_short() -> None:
    """A verbatim quote has at most 25 words."""
    assert [clause.id for _, clause in CLAUSES if len(clause.quote.split()) > 25] == []


def test_words_that_accuse_are_absent() -> None:
    """Reports say what was seen; quotes of others are theirs."""
    said = [
        *(text for claim in CLAIMS for text in (claim.title, claim.explanation)),
        *(text for _, clause in CLAUSES for text in (clause.says, clause.not_visible)),
        *(t for rule in FINDINGS for t in (rule.title, rule.explanation, rule.advice, rule.headline)),
        *(text for row in MEANS for text in (row.creator, row.researcher)),
        *(text for advice in ADVICE for text in (advice.title, *(step.text for step in advice.steps))),
        *(text for asked in QUESTIONS for text in (asked.question, asked.answer)),
    ]

    assert [text for text in said if BANNED.search(text)] == []


def test_the_six_questions_are_answered_shortly() -> None:
    """Two sentences or so each, in the order in which people ask."""
    expected = [
        "does-tiktok-tell",
        "can-another-app",
        "why-not",
        "how-to-know-audience",
        "what-to-measure",
        "is-the-count-reliable",
    ]

    assert expected == _ids(QUESTIONS)
    assert max(len(asked.answer.split()) for asked in QUESTIONS) <= 60


def test_advice_holds_for_everybody_and_for_some() -> None:
    """There is always something to do; what only some need has a condition."""
    installed, instead = ADVICE

    assert (installed.id, instead.id) == ("if-installed", "instead")
    assert any(step.when is None for step in installed.steps)
    assert any(step.when is not None for step in installed.steps)
    assert len(instead.steps) >= 7


def test_observations_that_findings_use_are_described() -> None:
    """A finding can't wait for a fact that no source reports."""
    known = {
        record["id"] for record in yaml.safe_load((RULES / "observations.yaml").read_text())["observations"]
    }
    used = {part.observation for rule in FINDINGS for part in _parts(rule.when) if part.observation}

    assert set() == used - known


@pytest.mark.material
@pytest.mark.parametrize("name", ["02_*.yaml", "06_*.yaml"])
def test_every_collected_clause_is_in_the_rules(name: str) -> None:
    """Each fact on terms and store policies became a clause, with its quote kept to the letter."""
    facts = {fact["id"]: _words(fact.get("quote", "")) for fact in _facts(name)["clauses"]}
    kept = {clause.fact: _words(clause.quote) for _, clause in CLAUSES if clause.fact in facts}

    assert facts == kept


@pytest.mark.material
def test_every_collected_law_is_in_the_rules() -> None:
    """Each row of privacy and consumer law became a clause."""
    facts = _facts("07_*.yaml")
    expected = {
        *(f"gdpr {row['article']}" for row in facts["gdpr"]),
        *(f"us {row['law']}" for row in facts["us"]),
        *("uk", "eprivacy", "eu_consumer"),
    }

    assert set() == expected - {clause.fact for _, clause in CLAUSES}
