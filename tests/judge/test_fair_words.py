"""Of an honest tool whose text leaves access unexplained, a report says just that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from auditor.model import Category, Level

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Audit
    from auditor.rulebook import Rulebook
    from tests.judge.several_targets import Auditing

TRANSLATOR: Final = (
    "Translate text between a hundred languages, by typing, speaking or taking a picture of it."
)
ASKED: Final = [
    "android.permission.READ_SMS",
    "android.permission.SYSTEM_ALERT_WINDOW",
    "android.permission.READ_CALL_LOG",
    "android.permission.BIND_ACCESSIBILITY_SERVICE",
    "android.permission.BIND_NOTIFICATION_LISTENER_SERVICE",
    "android.permission.BIND_DEVICE_ADMIN",
    "android.permission.QUERY_ALL_PACKAGES",
    "android.permission.REQUEST_INSTALL_PACKAGES",
    "android.permission.MANAGE_EXTERNAL_STORAGE",
    "android.permission.READ_CONTACTS",
    "android.permission.READ_PHONE_STATE",
    "chrome:cookies",
    "chrome:host:<all_urls>",
    "chrome:userScripts",
    "google:https://mail.google.com/",
    "x:dm.read",
]
FAIR: Final = (
    "asks ", "could ", "would ", "can ", "does not say", "is a package", "comes as", "is built",
)  # fmt: skip
"""How a sentence about unexplained access may begin: with what is asked, or what that makes possible."""


@pytest.fixture(scope="module")
def translator(judge: Callable[..., Audit]) -> Audit:
    """It asks for much, and its text explains little of it."""
    return judge(name="Polyglot", texts=[TRANSLATOR], access=ASKED)


def test_titles_and_headlines_say_what_is_asked_for_and_not_what_is_done(
    translator: Audit, rulebook: Rulebook
) -> None:
    """Nobody saw it read a message: it asks to, and does not say what for."""
    for finding in translator.findings:
        headline = rulebook.findings[finding.rule].headline
        assert finding.title.lower().startswith(FAIR), finding.title
        assert not headline or headline.startswith(FAIR), headline
        assert finding.category is not Category.IMPOSSIBLE_CLAIM


def test_the_level_rests_on_what_is_not_explained(translator: Audit) -> None:
    """Such access is a high risk by the table; the first reason says that no reason is given for it."""
    assert translator.verdict.level is Level.HIGH_RISK
    assert "nothing it says explains" in translator.verdict.reasons[0].text
    assert "nothing it says explains" in translator.verdict.headline
    assert "There may be a reason" in translator.findings[0].explanation


def test_advice_speaks_of_no_promise_and_no_tiktok_login_where_there_was_none(
    judge: Callable[..., Audit],
) -> None:
    """Permissions are taken back; a TikTok password has nothing to do with it."""
    phone = judge(name="Polyglot", texts=[TRANSLATOR], access=["android.permission.READ_SMS"])
    promised = judge(texts=["See who saved your TikTok videos."], access=["android.permission.READ_SMS"])
    assert phone.if_installed
    assert promised.if_installed
    said, also = (" ".join(each.if_installed.steps) for each in (phone, promised) if each.if_installed)

    assert "take back what nothing that it says explains" in said
    assert "If you do not need the app" in said
    for words in ("TikTok", "quote what it says", "restart the phone"):
        assert words not in said
        assert words in also


SIGN_UP = b"""<!doctype html><html lang=en><head><title>SaveRadar</title></head><body><h1>SaveRadar</h1>
<p>See who saved your TikTok video.</p><form action="/login" method=post>
<label>E-mail <input name=email type=email></label><label>Password <input type=password name=password></label>
<button>Sign in to SaveRadar</button></form></body></html>"""
NOW = "Change your TikTok password now"
IF_TYPED = "Change your TikTok password if you typed it"


def test_a_password_of_the_tool_s_own_is_not_called_tiktok_s(audited: Auditing) -> None:
    """A page with accounts of its own asked for no TikTok password; who typed it there anyway is told."""
    result = audited(SIGN_UP)
    assert [item.id for item in result.access] == ["credential:own-account"]
    assert result.if_installed
    said = " ".join(result.if_installed.steps)

    assert NOW not in said
    assert IF_TYPED in said
    assert "quote what it says" in said


@pytest.mark.parametrize(
    ("credential", "said", "unsaid"),
    [
        ("tiktok-password", NOW, IF_TYPED),
        ("tiktok-session-cookie", NOW, IF_TYPED),
        ("tiktok-code", NOW, IF_TYPED),
        ("unclear-password", IF_TYPED, NOW),
        ("email-password", "password of the mailbox", "Change your TikTok password"),
        ("other-network-password", "password of the other network", "TikTok"),
    ],
)
def test_advice_fits_the_password_that_was_asked_for(
    judge: Callable[..., Audit], credential: str, said: str, unsaid: str
) -> None:
    """Only who was asked for TikTok's changes TikTok's for that reason."""
    result = judge(name="Planner", texts=["Plan posts."], access=[f"credential:{credential}"])
    assert result.if_installed
    steps = " ".join(result.if_installed.steps)

    assert said in steps
    assert unsaid not in steps
