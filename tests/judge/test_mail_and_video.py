"""Mail programs and camera tools that say what they do are not blamed for asking what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.judge import audit
from auditor.model import Listing, Need

if TYPE_CHECKING:
    from auditor.rulebook import Rulebook

MAILBOX = "google:https://mail.google.com/"
GMAIL = "google:https://www.googleapis.com/auth/gmail."
FILM = ("android.permission.CAMERA", "android.permission.RECORD_AUDIO")


def verdicts(rulebook: Rulebook, text: str, *access: str) -> list[Need]:
    """What is thought of each access of a tool that says this."""
    listing = Listing.model_validate({"texts": [text], "access": list(access)})
    return [one.verdict for one in audit(listing, rulebook).access]


@pytest.mark.parametrize(
    ("text", "access"),
    [
        ("A mail app for Gmail and others. Read, write and search all your mail.", (MAILBOX,)),
        ("Read and send email in one place.", (MAILBOX,)),
        ("Collects offers from Gmail on one board and drafts replies.", (GMAIL + "readonly", GMAIL + "send")),
        (
            "Send letters from your own Gmail address and see all replies.",
            (GMAIL + "readonly", GMAIL + "send"),
        ),
        ("Finds newsletters in your inbox and unsubscribes you.", (GMAIL + "modify",)),
        ("Film vertical clips with a teleprompter.", FILM),
        ("Shoot vertical videos with filters.", FILM),
        ("Record or import a clip.", FILM),
    ],
)
def test_what_the_text_states_is_needed(rulebook: Rulebook, text: str, access: tuple[str, ...]) -> None:
    """The function explains all of it."""
    assert set(verdicts(rulebook, text, *access)) == {Need.NEEDED}


@pytest.mark.parametrize(
    ("text", "access"),
    [
        ("Unread mail in Gmail at a glance.", GMAIL + "send"),
        ("Unsubscribe from newsletters with one tap.", GMAIL + "settings.sharing"),
        ("A mail app for Gmail.", GMAIL + "settings.sharing"),
        ("Send us an email with your questions about our wallpapers.", MAILBOX),
        ("Watch short clips all day.", "android.permission.RECORD_AUDIO"),
    ],
)
def test_more_than_that_is_not(rulebook: Rulebook, text: str, access: str) -> None:
    """Who counts mail need not send any, and who sorts it need not let others in."""
    assert verdicts(rulebook, text, access) == [Need.EXCESSIVE]


def test_grave_mail_access_can_be_explained(rulebook: Rulebook) -> None:
    """What a mail program ordinarily asks for is explained, save who else gets the mail."""
    needed = {need for purpose in rulebook.purposes.values() for need in purpose.needs}
    yielded = {c for rule in rulebook.access.values() for c in rule.yields if c.startswith("google.mail-")}
    assert yielded - needed == {"google.mail-settings"}
