"""Laws of auditing that hold for any listing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.judge import audit
from auditor.judge.conditions import holds
from auditor.judge.facts import Facts
from auditor.model import Level, Listing, Need

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Audit
    from auditor.rulebook import Rulebook
    from auditor.rulebook.schema import FindingRule

SAID = [
    "See who saved your TikTok videos.",
    "Find out who viewed your profile!",
    "Log in with your TikTok password.",
    "Schedule your posts for the week.",
    "No app can show you who saved your video.",
    "100% undetectable, no survey.",
    "\u202eesrever \U0001f440 e\u0301 who saved your TikTok",
    "__MSG_appName__",
    "",
    "Tune your guitar with the microphone and keep your own tunings for later. " * 9,
]
ASKED = [
    "android.permission.READ_SMS",
    "android.permission.INTERNET",
    "tiktok:user.info.basic",
    "tiktok:portability.directmessages.single",
    "chrome:cookies",
    "chrome:host:<all_urls>",
    "credential:tiktok-password",
    "never:heard.of",
    ":",
    "a b\x00c",
]
listings = st.builds(
    lambda texts, access, name: Listing.model_validate({"texts": texts, "access": access, "name": name}),
    st.lists(st.sampled_from(SAID) | st.text(max_size=30), max_size=4),
    st.none() | st.lists(st.sampled_from(ASKED), max_size=5),
    st.none() | st.text(max_size=12),
)


@given(listing=listings)
@settings(max_examples=150, deadline=None)
def test_an_audit_agrees_with_itself(rulebook: Rulebook, listing: Listing) -> None:
    """Quotes are where they are said to be; reasons are findings; gaps lower completeness."""
    result = audit(listing, rulebook)
    rules = {finding.rule for finding in result.findings}
    could_not = [check for check in result.checks if check.outcome == "could-not-look"]

    for claim in result.claims:
        assert claim.quote == listing.texts[claim.text].content[claim.start : claim.end]
    assert {reason.rule for reason in result.verdict.reasons} <= rules
    assert [row.rule for row in result.verdict.table] == [finding.rule for finding in result.findings]
    assert bool(could_not) == (result.verdict.completeness.looked < result.verdict.completeness.of)
    assert bool(could_not) == bool(result.not_analysed)
    assert (result.verdict.level is Level.NOTHING_FOUND) <= (
        not any(f.severity.rank > 1 for f in result.findings)
    )


@given(listing=listings)
@settings(max_examples=60, deadline=None)
def test_the_same_listing_gives_the_same_bytes(rulebook: Rulebook, listing: Listing) -> None:
    """Pure: no clock, no chance, no memory of what was audited before."""
    first, second = (audit(listing, rulebook).model_dump_json() for _ in range(2))

    assert first == second


def test_a_placeholder_of_a_manifest_is_no_text(judge: Callable[..., Audit]) -> None:
    """Its words stand in another file, so nothing can be called unexplained."""
    asked: dict[str, Any] = {"access": ["chrome:proxy"]}
    unseen = judge(texts=["__MSG_appDescription__"], **asked)
    seen = judge(texts=["A quiet game about trees."], **asked)

    assert unseen.access[0].verdict is Need.UNKNOWN
    assert seen.access[0].verdict is Need.EXCESSIVE
    assert any("__MSG_appDescription__" in gap.reason for gap in unseen.not_analysed)
    assert unseen.verdict.level.rank < seen.verdict.level.rank


@pytest.mark.parametrize(("access_id", "kind"), [(":", "android"), ("x:y", "x"), ("a.b.C", "android")])
def test_access_that_no_rule_knows_is_unknown(judge: Callable[..., Audit], access_id: str, kind: str) -> None:
    """It is shown with its id, and nothing is said about it."""
    (item,) = judge(texts=["A quiet game about trees."], access=[access_id]).access

    assert (item.kind, item.verdict) == (kind, Need.UNKNOWN)
    assert item.title == access_id


def test_no_scope_but_a_consent_page_is_handed_over(judge: Callable[..., Audit]) -> None:
    """Passwords and permissions are not on a consent page."""
    asked = ["credential:tiktok-password", "android.permission.READ_SMS", "chrome:cookies"]

    assert judge(texts=["x"], access=asked).handed_over == ()
    assert len(judge(texts=["x"], access=[*asked, "tiktok:video.list"]).handed_over) == 1


def test_graver_findings_and_the_main_promise_come_first(judge: Callable[..., Audit]) -> None:
    """Savers, then the login, then what both mean together, then the other promises."""
    result = judge(
        texts=[
            "See who saved your TikTok videos and who viewed your profile. Log in with your TikTok password."
        ],
        access=["credential:tiktok-password", "credential:tiktok-session-cookie"],
    )
    ranks = [finding.severity.rank for finding in result.findings]
    order = [finding.rule for finding in result.findings]

    assert ranks == sorted(ranks, reverse=True)
    assert order[0] == "promises-savers"
    places = [
        order.index(rule)
        for rule in ("asks-tiktok-password", "claim-with-takeover-access", "promises-profile-viewers")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("access", "level"),
    [
        (["chrome:cookies", "chrome:host:<all_urls>"], Level.HIGH_RISK),
        (["chrome:host:<all_urls>"], Level.CAUTION),
        (["chrome:cookies"], Level.CAUTION),
        (["chrome:cookies", "chrome:host:*://mail.google.com/*"], Level.HIGH_RISK),
        (["firefox:cookies", "firefox:host:*://*.tiktok.com/*"], Level.HIGH_RISK),
        (["chrome:storage"], Level.NOTHING_FOUND),
    ],
    ids=[
        "cookies with all sites",
        "all sites",
        "cookies",
        "cookies with mail",
        "cookies with TikTok",
        "storage",
    ],
)
def test_how_grave_unexplained_reach_of_an_extension_is(
    judge: Callable[..., Audit], access: list[str], level: Level
) -> None:
    """Sessions on every site, or mail, are the high risk; either part alone asks for caution."""
    assert judge(texts=["A quiet game about trees."], access=access).verdict.level is level


def test_nothing_is_found_where_nothing_is_known(rulebook: Rulebook) -> None:
    """No rule fires without claims, purposes, access and observations, so none needs to be tried."""
    for known in (True, False):
        blank = Facts((), (), (), known, (), (), ())

        assert blank.are_blank
        assert [rule.id for rule in rulebook.findings.values() if _shows(rule, blank, rulebook)] == []


def _shows(rule: FindingRule, facts: Facts, rulebook: Rulebook) -> bool:
    match = holds(rule.when, facts, rulebook)
    return bool(match and match.evidence)


@given(listing=listings)
@settings(max_examples=60, deadline=None)
def test_only_purposes_depend_on_being_asked_for(rulebook: Rulebook, listing: Listing) -> None:
    """Leaving ordinary functions out changes nothing else, and nothing at all where access is asked for."""
    whole, brief = audit(listing, rulebook), audit(listing, rulebook, every_purpose=False)

    assert brief.model_copy(update={"purposes": whole.purposes}) == whole
    assert brief == whole or not listing.access_requests
