"""The table of levels, clause by clause, through the whole audit: one listing for each clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from auditor.judge import audit
from auditor.judge.verdict import BANDS
from auditor.model import Certainty, Level
from auditor.sources import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Audit
    from auditor.rulebook import Rulebook

CAPTIONS = "Add captions to your TikTok videos and save them as drafts."
GAME = "A quiet game about trees. Plant them, water them and watch them grow."
LOOK_ALIKE = (
    "https://tiktok.com.login.example/v2/auth/authorize/?client_key=aw1&scope=user.info.basic"
    "&response_type=code&redirect_uri=https://tool.example/cb&state=k3j4h5k2jh45k2j3h"
)
HONEST_LINK = (
    "https://www.tiktok.com/v2/auth/authorize/?client_key=aw1&scope=user.info.basic"
    "&response_type=code&redirect_uri=https://tool.example/cb&state=k3j4h5k2jh45k2j3h"
)

AVOID: dict[str, dict[str, Any]] = {
    "savers": {"texts": ["See who saved your TikTok videos."]},
    "profile viewers": {"texts": ["Find out who viewed your TikTok profile."]},
    "video viewers": {"texts": ["See which accounts watched your TikTok videos."]},
    "messages": {"texts": ["Read anyone's TikTok messages."]},
    "private content": {"texts": ["View private TikTok accounts without following them."]},
    "blockers": {"texts": ["See who blocked you on TikTok."]},
    "contact details": {"texts": ["Get the phone number of any TikTok user."]},
    "the password, in words": {"texts": ["Enter your TikTok password to continue."]},
    "the cookie, in words": {"texts": ["Paste your TikTok sessionid cookie here."]},
    "the code, in words": {"texts": ["Enter your TikTok verification code to continue."]},
    "the password, as a field": {"access": ["credential:tiktok-password"]},
    "the cookie, as a field": {"access": ["credential:tiktok-session-cookie"]},
    "the code, as a field": {"access": ["credential:tiktok-code"]},
    "such a claim with access to take the account over": {
        "texts": ["See who saved your TikTok videos."],
        "access": ["android.permission.READ_SMS"],
    },
    "such a claim beside an honest function": {"texts": [CAPTIONS, "See who saved your TikTok videos."]},
}
HIGH_RISK: dict[str, dict[str, Any]] = {
    "an impossible claim, only likely": {"texts": ["Who saved your TikTok?"]},
    "the same with access to take the account over": {
        "texts": ["Who saved your TikTok?"],
        "access": ["android.permission.READ_SMS"],
    },
    "sold engagement": {"texts": ["Buy 1000 TikTok followers."]},
    "exchanged engagement": {"texts": ["Like for like: exchange TikTok likes with other users."]},
    "bots": {"texts": ["Automatically follow and like TikTok users."]},
    "scraping with the user's login": {
        "texts": ["We scrape TikTok profiles and comments."],
        "access": ["chrome:cookies", "chrome:host:*://*.tiktok.com/*"],
    },
    "SMS": {"texts": [CAPTIONS], "access": ["android.permission.READ_SMS"]},
    "accessibility": {"texts": [CAPTIONS], "access": ["android.permission.BIND_ACCESSIBILITY_SERVICE"]},
    "notification listener": {
        "texts": [CAPTIONS],
        "access": ["android.permission.BIND_NOTIFICATION_LISTENER_SERVICE"],
    },
    "accessibility, as a service of a package": {
        "texts": [CAPTIONS],
        "observations": [{"id": "android.service", "value": "android.permission.BIND_ACCESSIBILITY_SERVICE"}],
    },
    "cookies with all sites": {"texts": [GAME], "access": ["chrome:cookies", "chrome:host:<all_urls>"]},
    "the same in Firefox": {"texts": [GAME], "access": ["firefox:cookies", "firefox:host:<all_urls>"]},
    "direct messages": {"texts": [CAPTIONS], "access": ["tiktok:portability.directmessages.single"]},
    "direct messages, on a link alone": {"access": ["tiktok:portability.directmessages.ongoing"]},
}
CAUTION: dict[str, dict[str, Any]] = {
    "dangerous access that is unexplained": {
        "texts": [CAPTIONS],
        "access": ["android.permission.READ_CONTACTS"],
    },
    "critical access, and no text to explain it": {"access": ["android.permission.READ_SMS"]},
    "task gates": {"texts": ["Complete a survey to unlock your results."]},
    "untouchability": {"texts": ["100% undetectable by TikTok."]},
    "false affiliation": {"texts": ["We are an official TikTok partner."]},
    "grey areas of the terms": {"texts": ["We scrape TikTok profiles and comments."]},
    "an offer to break the terms, only likely": {
        "texts": ["500 new TikTok followers a day, no effort, no content."]
    },
}
NOTHING_FOUND: dict[str, dict[str, Any]] = {
    "nothing at all": {"texts": [GAME], "access": []},
    "access that is explained": {
        "texts": ["Schedule and publish your TikTok videos."],
        "access": ["tiktok:user.info.basic", "tiktok:video.publish"],
    },
    "ordinary access": {"texts": [CAPTIONS], "access": ["android.permission.INTERNET"]},
    "nothing above low": {"texts": [CAPTIONS], "access": ["android.permission.READ_PHONE_STATE"]},
    "the number of saves": {"texts": ["See how many people saved your TikTok videos."]},
    "a denial": {"texts": ["No app can show you who saved your TikTok videos."]},
    "access alone, and none": {"access": []},
}
NOT_ANALYSED: dict[str, dict[str, Any]] = {
    "a name alone": {"name": "Caption Helper", "texts": [], "access": None},
    "a language that is not read": {
        "texts": ["Ontdek wie je TikTok-video's heeft opgeslagen en wie elke dag je profiel bekijkt."]
    },
}
TABLE = [
    pytest.param(level, fields, id=f"{level.value}: {clause}")
    for level, clauses in {
        Level.AVOID: AVOID,
        Level.HIGH_RISK: HIGH_RISK,
        Level.CAUTION: CAUTION,
        Level.NOTHING_FOUND: NOTHING_FOUND,
        Level.NOT_ANALYSED: NOT_ANALYSED,
    }.items()
    for clause, fields in clauses.items()
]


@pytest.mark.parametrize(("level", "fields"), TABLE)
def test_each_clause_of_the_table_leads_to_its_level(
    judge: Callable[..., Audit], level: Level, fields: dict[str, Any]
) -> None:
    """And score, table and certainty agree with it."""
    verdict = judge(**fields).verdict

    assert verdict.level is level, (verdict.headline, verdict.table)
    assert BANDS[level][0] <= verdict.score <= BANDS[level][1]
    if level is Level.AVOID:
        assert verdict.certainty is Certainty.CERTAIN


def test_a_look_alike_login_is_avoided_and_the_real_page_is_not(rulebook: Rulebook) -> None:
    """The same link on TikTok's own host, and on somebody else's."""
    imitation, real = (audit(read([link]), rulebook).verdict.level for link in (LOOK_ALIKE, HONEST_LINK))

    assert imitation is Level.AVOID
    assert real is Level.NOTHING_FOUND


@pytest.mark.parametrize("fields", NOTHING_FOUND.values(), ids=NOTHING_FOUND)
def test_where_nothing_is_found_all_that_could_not_be_looked_at_is_listed(
    judge: Callable[..., Audit], fields: dict[str, Any]
) -> None:
    """Nothing above low, and each check that was not made has its reason."""
    result = judge(**fields)

    assert all(finding.severity.rank <= 1 for finding in result.findings)
    left = [check for check in result.checks if check.outcome == "could-not-look"]
    assert bool(left) == bool(result.not_analysed)
    assert ("could not look at" in result.verdict.headline) == bool(left)
