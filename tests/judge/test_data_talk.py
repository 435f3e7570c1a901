"""Who only says that data is collected, shared or at risk has explained no access."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.judge import audit
from auditor.model import Listing, Need

if TYPE_CHECKING:
    from auditor.rulebook import Rulebook

SMS = "android.permission.READ_SMS"
CALLS = "android.permission.READ_CALL_LOG"
CONTACTS = "android.permission.READ_CONTACTS"
PLACE = "android.permission.ACCESS_FINE_LOCATION"
SERVICE = "android.permission.BIND_ACCESSIBILITY_SERVICE"
NOTICES = "android.permission.BIND_NOTIFICATION_LISTENER_SERVICE"
GERMAN = (
    "Schöne Bilder für dein Telefon, jede Woche neu. "
    "Wir sammeln deine Kontakte aus dem Adressbuch und geben sie weiter."
)


def verdicts(rulebook: Rulebook, text: str, *access: str) -> set[Need]:
    """What is thought of the access of a tool that says this."""
    listing = Listing.model_validate({"texts": [text], "access": list(access)})
    return {one.verdict for one in audit(listing, rulebook).access}


@pytest.mark.parametrize(
    ("text", "access"),
    [
        (
            "Themes. We collect SMS, call history and location for our partners.",
            (SMS, CALLS, PLACE),
        ),
        ("Themes. We gather your contacts and share them with advertisers.", (CONTACTS, SMS)),
        ("Privacy policy: the app may access your text messages and call log.", (SMS, CALLS)),
        ("Thieves can read your text messages. Our themes look fine.", (SMS,)),
        ("Themes. Your contacts are safe with us.", (CONTACTS,)),
        ("Themes. Permissions: contacts, SMS.", (CONTACTS, SMS)),
        ("Themes. This app needs the SMS permission.", (SMS,)),
        ("Themes. To work, turn on the accessibility service.", (SERVICE,)),
        ("Themes. Please turn on notification access.", (NOTICES,)),
    ],
)
def test_naming_data_explains_nothing(rulebook: Rulebook, text: str, access: tuple[str, ...]) -> None:
    """A tool can't talk its access down by saying what it takes."""
    assert verdicts(rulebook, text, *access) == {Need.EXCESSIVE}


@pytest.mark.parametrize(
    ("text", "access"),
    [
        ("We collect your contacts so that you can find friends who play.", CONTACTS),
        ("The app needs access to your contacts to invite friends.", CONTACTS),
        ("It may access your text messages to back them up.", SMS),
        ("Share your location with your partner.", PLACE),
        ("The app can read your text messages aloud.", SMS),
        ("Lock with two taps. Uses the accessibility service to lock the screen.", SERVICE),
        ("Notification access is used to read your alerts aloud.", NOTICES),
    ],
)
def test_a_function_explains_in_such_a_sentence_too(rulebook: Rulebook, text: str, access: str) -> None:
    """Who says what the data is for has said it."""
    assert verdicts(rulebook, text, access) == {Need.NEEDED}


def test_the_trained_reader_takes_it_back_too(rulebook: Rulebook) -> None:
    """In a language without words for functions, the sentence explains nothing either."""
    assert verdicts(rulebook, GERMAN, CONTACTS) == {Need.UNKNOWN}
    stated = "Wähle Freunde aus deinem Adressbuch und schick ihnen Bilder."
    assert verdicts(rulebook, stated, CONTACTS) == {Need.NEEDED}
