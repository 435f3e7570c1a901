"""Claims that read like a foul promise and are none, and foul tools that borrow their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.judge.verdict import reaches
from auditor.model import Deliverable, Level

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Audit


def rules_of(result: Audit) -> set[str]:
    """The rules that fired."""
    return {finding.rule for finding in result.findings}


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


def test_reading_your_messages_explains_the_access_to_them(judge: Callable[..., Audit]) -> None:
    """Who says that it reads your messages has said what the access is for; the whole archive is more."""
    texts = ["With your agreement we summarise your TikTok direct messages every Monday."]
    messages = judge(texts=texts, access=["tiktok:portability.directmessages.ongoing"])
    archive = judge(texts=texts, access=["tiktok:portability.all.ongoing"])

    assert not rules_of(messages) & {"hands-over-direct-messages", "excessive-critical-access"}
    assert {"hands-over-direct-messages", "excessive-critical-access"} <= rules_of(archive)


def test_a_promise_not_to_read_messages_explains_nothing(judge: Callable[..., Audit]) -> None:
    """The words alone are no reason."""
    result = judge(
        texts=["Captions for TikTok. We never read your direct messages."],
        access=["tiktok:portability.directmessages.ongoing"],
    )

    assert "hands-over-direct-messages" in rules_of(result)


def test_sending_messages_reads_none(judge: Callable[..., Audit]) -> None:
    """The scope to send gives no conversation, and an unexplained one stays as grave as it was."""
    result = judge(texts=["Captions for TikTok."], access=["tiktok:message.list.send"])

    assert [cap.id for item in result.access for cap in item.yields] == ["tiktok.own.messages-send"]
    assert "writes-messages-as-you" in rules_of(result)
    assert not rules_of(result) & {"hands-over-direct-messages", "reads-business-messages"}
    assert result.verdict.level is Level.HIGH_RISK


OFFICIAL = [
    "tiktok:message.list.send",
    "tiktok:message.list.read",
    "tiktok:comment.list",
    "tiktok:comment.list.manage",
]


def test_answers_through_the_official_interface_are_no_forbidden_automation(
    judge: Callable[..., Audit],
) -> None:
    """The scopes are TikTok's own, and the text says what they are for."""
    result = judge(
        texts=["Answers comments and messages of your TikTok shop through the official Messaging API."],
        access=OFFICIAL,
    )

    assert not claims_of(result)
    assert not rules_of(result)


def test_the_official_interface_excuses_no_bot(judge: Callable[..., Audit]) -> None:
    """Who likes and follows besides is automated, whatever interface it names for answers."""
    result = judge(
        texts=["Our TikTok bot likes and follows automatically and answers messages by the official API."],
        access=OFFICIAL,
    )

    assert {"automates-account", "automation-with-write-access"} <= rules_of(result)
    assert result.verdict.level is Level.HIGH_RISK


COMPARES = "Compares two of your own TikTok data downloads on your computer and prints who unfollowed you."


@pytest.mark.parametrize("access", [None, [], ["chrome:storage"], ["android.permission.INTERNET"]])
def test_comparing_your_own_download_breaks_no_terms(
    judge: Callable[..., Audit], access: list[str] | None
) -> None:
    """Our own advice tells readers to do just this."""
    result = judge(texts=[COMPARES], access=access)

    assert [(claim.id, claim.deliverable) for claim in result.claims] == [
        ("reveals-unfollowers", Deliverable.POSSIBLE)
    ]
    assert "promises-unfollowers" not in rules_of(result)
    assert not reaches(result.verdict.level, Level.CAUTION)
    assert "deliverability" not in {missing.check for missing in result.not_analysed}
    assert result.instead is not None
    assert not any("interface of its own" in step for step in result.instead.steps)


@pytest.mark.parametrize(
    ("more", "access"),
    [
        ("", ["credential:tiktok-password"]),
        ("", ["tiktok:user.info.stats"]),
        ("", ["chrome:cookies"]),
        ("", ["chrome:host:*://*.tiktok.com/*"]),
        ("", ["android.permission.READ_CONTACTS"]),
        (" Type in your TikTok password to begin.", None),
        (" We scrape TikTok profiles for the rest.", None),
    ],
)
def test_a_data_download_in_the_text_is_no_excuse(
    judge: Callable[..., Audit], more: str, access: list[str] | None
) -> None:
    """A tool that wants a login, a scope or cookies besides does not work on the download alone."""
    result = judge(texts=[COMPARES + more], access=access)

    assert "promises-unfollowers" in rules_of(result)
    assert reaches(result.verdict.level, Level.CAUTION)


def test_who_needs_no_download_gets_its_names_elsewhere(judge: Callable[..., Audit]) -> None:
    """The words in the contrary sense excuse nothing."""
    text = "See who unfollowed you on TikTok: no need to open your TikTok data download and compare."

    assert "promises-unfollowers" in rules_of(judge(texts=[text], access=[]))
