"""What the second reader finds explains access only where it may, and never more than it read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.judge import audit
from auditor.judge.access import trained_purposes
from auditor.model import Listing, Need

if TYPE_CHECKING:
    from auditor.model import AccessRequest, Audit
    from auditor.rulebook import Rulebook

CONTACTS = "android.permission.READ_CONTACTS"
TRAINED = ("use-contacts", "use-camera", "use-settings", "use-storage")
GERMAN = (
    "Wähle einen Freund aus deinem Adressbuch und schick ihm das Rezept. Die App ist in zwei Größen zu haben."
)
NOTHING = "Ein Farbenspiel für die Pause: lege Reihen aus gleichen Steinen und sammle Punkte für jede Reihe."


def audited(rulebook: Rulebook, text: str, *access: str) -> Audit:
    """The audit of a tool that says and asks for this."""
    return audit(Listing.model_validate({"texts": [text], "access": list(access)}), rulebook)


def requests(*access: str) -> tuple[AccessRequest, ...]:
    """Requests as a listing has them."""
    return tuple(Listing.model_validate({"access": list(access)}).access_requests)


def needs(result: Audit) -> dict[str, Need]:
    """Verdicts by access."""
    return {access.id: access.verdict for access in result.access}


def test_a_function_explains_its_access_in_another_language(rulebook: Rulebook) -> None:
    """The purpose is shown with its own words."""
    result = audited(rulebook, GERMAN, CONTACTS)

    assert needs(result) == {CONTACTS: Need.NEEDED}
    (purpose,) = result.purposes
    assert purpose.id == "use-contacts"
    assert "Adressbuch" in purpose.quote


def test_no_access_is_called_excessive_in_another_language(rulebook: Rulebook) -> None:
    """There too little is seen of what would explain it."""
    result = audited(rulebook, NOTHING, CONTACTS, "chrome:cookies", "firefox:data:healthInfo")

    assert set(needs(result).values()) == {Need.UNKNOWN}
    assert all("do not look for every reason" in item.reason for item in result.access)
    assert [item for item in result.not_analysed if item.check == "purposes"]


@pytest.mark.parametrize(
    ("access", "stated", "wanted"),
    [
        ([CONTACTS], [], {"use-contacts"}),
        ([CONTACTS], ["find-friends"], set()),
        (["android.permission.MODIFY_AUDIO_SETTINGS"], [], set()),  # harms nobody
        (["chrome:cookies"], [], set()),  # no trained purpose needs it
        (["android.permission.BIND_ACCESSIBILITY_SERVICE"], [], set()),  # yields more than one could explain
        (["never:heard.of"], [], set()),
        ([], [], set()),
    ],
)
def test_the_second_reader_is_asked_only_where_it_could_explain(
    rulebook: Rulebook, access: list[str], stated: list[str], wanted: set[str]
) -> None:
    """Not where words of the rules explain an access, nor where it needs no explanation."""
    assert trained_purposes(requests(*access), stated, TRAINED, rulebook) == wanted


def test_only_purposes_that_the_weights_know_are_looked_for(rulebook: Rulebook) -> None:
    """Nor are those looked for that the rules do not mark."""
    assert trained_purposes(requests(CONTACTS), [], ["never-heard-of", "manage-contacts"], rulebook) == set()


def test_words_of_a_claim_explain_nothing(rulebook: Rulebook) -> None:
    """A promise that nobody can keep is no reason for the contacts."""
    result = audited(rulebook, "See who from your contacts saved your TikTok videos.", CONTACTS)

    assert [claim.id for claim in result.claims] == ["reveals-savers"]
    assert needs(result) == {CONTACTS: Need.EXCESSIVE}


def test_a_promise_said_twice_explains_nothing_where_it_is_not_quoted(rulebook: Rulebook) -> None:
    """Only one sentence is quoted for a claim; the other one is no ordinary function either."""
    text = (
        "See the names behind your bookmarks. FanLens shows which accounts added your TikTok to their "
        "favourites, ranks your top savers and sends you an alert."
    )

    result = audited(rulebook, text, CONTACTS)

    assert needs(result) == {CONTACTS: Need.EXCESSIVE}


@pytest.mark.parametrize(
    "text",
    [
        "Works without access to your contacts.",
        "Die App liest deine Kontakte nie und lädt sie nie hoch.",
        "Nunca leemos tu agenda de contactos.",
    ],
)
def test_a_denial_explains_nothing_in_any_language(rulebook: Rulebook, text: str) -> None:
    """Saying that contacts are left alone is no reason to ask for them."""
    assert Need.NEEDED not in needs(audited(rulebook, text, CONTACTS)).values()
