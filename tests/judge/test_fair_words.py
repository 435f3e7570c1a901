"""Of an honest tool whose text leaves access unexplained, a report says just that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from auditor.model import Category, Level

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Audit
    from auditor.rulebook import Rulebook

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
    for words in ("TikTok", "promises", "restart the phone"):
        assert words not in said
        assert words in also
