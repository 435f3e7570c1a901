"""Claims that read like a foul promise and are none, and foul tools that borrow their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Audit


def claims_of(result: Audit) -> set[str]:
    """The claims that were read."""
    return {claim.id for claim in result.claims}


@pytest.mark.parametrize(
    "text",
    [
        "PlanPost queues your TikToks with TikTok's official Posting API, so no ban risk for anyone.",
        "No bans, since everything on TikTok goes through the official API.",
        "Watch TikTok on holiday through our tunnel. Undetectable by most firewalls.",
    ],
)
def test_official_interfaces_and_networks_make_no_promise_of_hiding(
    judge: Callable[..., Audit], text: str
) -> None:
    """Who uses the platform's own interface hides nothing; a firewall is not TikTok."""
    assert "claims-undetectable" not in claims_of(judge(texts=[text]))


@pytest.mark.parametrize(
    "text",
    [
        "TikTok bot: fully undetectable, no ban, official API.",
        "TikTok bot on the official API, no ban, undetectable.",
        "Undetectable by TikTok and by firewalls.",
    ],
)
def test_the_same_words_excuse_no_promise_of_hiding(judge: Callable[..., Audit], text: str) -> None:
    """A bot that calls itself undetectable stays one, whatever interface it names."""
    assert "claims-undetectable" in claims_of(judge(texts=[text]))


def test_a_reason_for_a_switch_is_not_called_a_request(judge: Callable[..., Audit]) -> None:
    """A text that says what it uses the accessibility service for asks the reader to do nothing."""
    result = judge(texts=["A guard for families. It uses the accessibility service to pause games at night."])
    titles = [f.title for f in result.findings if f.rule == "says-switch-on-access"]

    assert titles == ["Says that it wants far-reaching access"]


@pytest.mark.parametrize(
    "text",
    [
        "Our engine steers past the TikTok filters, and they are none the wiser.",
        "TikTok knows about us and trusts us.",
    ],
)
def test_no_headline_says_that_it_says(judge: Callable[..., Audit], text: str) -> None:
    """What seems to be said is not said to be said a second time."""
    headline = judge(texts=[text]).verdict.headline

    assert "it seems that it" in headline
    assert "it seems that it says" not in headline


@pytest.mark.parametrize(
    "text",
    [
        "Find the phone number of any TikTok user.",
        "See any private TikTok account.",
        "See who saved your TikTok.",
    ],
)
def test_people_are_not_said_to_be_named_where_other_things_are_told(
    judge: Callable[..., Audit], text: str
) -> None:
    """One finding stands for six claims, so it speaks of none of their objects."""
    told = next(f for f in judge(texts=[text]).findings if f.rule == "publishes-other-people")

    assert "names" not in told.explanation + told.advice


def test_a_scope_is_not_held_against_policies_about_other_access(judge: Callable[..., Audit]) -> None:
    """A store's policy on apps and extensions says nothing of a scope on a website's consent page."""
    result = judge(
        texts=["Add captions to your TikTok videos."],
        access=["google:https://mail.google.com/", "tiktok:portability.all.single"],
    )
    cited = {r.clause for f in result.findings if f.rule == "excessive-critical-access" for r in f.references}

    assert "review-scopes" in cited
    assert cited.isdisjoint({"gp-perms", "android-special", "as-511iii", "cws-perms", "amo-4"})


def test_policies_stay_where_their_own_access_is_shown(judge: Callable[..., Audit]) -> None:
    """Each kind keeps the policies about it, also where several kinds are shown together."""
    result = judge(
        texts=["Add captions to your TikTok videos."],
        access=["android.permission.READ_SMS", "tiktok:portability.all.single"],
    )
    cited = {r.clause for f in result.findings if f.rule == "excessive-critical-access" for r in f.references}

    assert {"gp-perms", "review-scopes"} <= cited
    assert "cws-perms" not in cited
