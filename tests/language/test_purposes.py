"""Ordinary functions that texts state, and the access which they explain."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from auditor.language import language_rules, reader_for
from auditor.model import Grade, Text
from auditor.rulebook import load_rulebook
from tests.accuracy import access as verdicts

if TYPE_CHECKING:
    from auditor.language.schema import ReadingExample
    from auditor.rulebook.book import Rulebook

GRAVE = (Grade.HIGH, Grade.CRITICAL)
GROUPS = {
    "device.contacts": "CONTACTS",
    "device.calendar": "CALENDAR",
    "device.microphone": "MICROPHONE",
    "device.camera": "CAMERA",
    "device.sms": "SMS",
    "device.send-sms": "SMS",
    "device.call-log": "CALL_LOG",
    "device.location": "LOCATION",
}
FLOORS = {"CONTACTS": (0.70, 0.40), "CALENDAR": (0.68, 0.80), "CAMERA": (0.70, 0.72), "SMS": (0.68, 0.70)}
"""Precision and recall against labels that are loose.

Links to Facebook count there as contacts, while "share it with friends by e-mail", who is calling and
friends' birthdays count only as messages, calls or nothing.
"""


@cache
def rules() -> Rulebook:
    """The project's own rules."""
    return load_rulebook()


@cache
def examples() -> tuple[ReadingExample, ...]:
    """The English examples that name purposes."""
    records = [record for record in language_rules(rules()) if record.code == "en"]
    return tuple(e for record in records for e in record.examples if e.purposes or e.not_purposes)


def read(text: str) -> set[str]:
    """Ids of the purposes that one text states."""
    return {purpose.purpose for purpose in reader_for(rules()).read([Text(content=text)]).purposes}


def explained(text: str) -> set[str]:
    """Groups of access that the purposes of one text explain."""
    needs = {capability for purpose in read(text) for capability in rules().purposes[purpose].needs}
    return {GROUPS[capability] for capability in needs if capability in GROUPS}


def test_each_purpose_has_an_example_and_a_near_miss() -> None:
    """Every purpose that texts can state is shown once as stated and once as nearly stated."""
    stated = {purpose for example in examples() for purpose in example.purposes}
    missed = {purpose for example in examples() for purpose in example.not_purposes}
    expected = {
        purpose.id for purpose in rules().purposes.values() if not purpose.always and not purpose.trained
    }
    assert expected <= stated
    assert expected <= missed


def test_examples_are_read_as_they_say() -> None:
    """What an example states is read in it, and what it comes close to is not."""
    faults = [
        example.text
        for example in examples()
        for found in (read(example.text),)
        if not found.issuperset(example.purposes) or not found.isdisjoint(example.not_purposes)
    ]
    assert faults == []


def test_quotes_are_cut_from_the_text() -> None:
    """A purpose is shown with the very words that state it."""
    text = "It is small. Import friends from your phone book, then play."
    quotes = {text[p.start : p.end] for p in reader_for(rules()).read([Text(content=text)]).purposes}
    assert "phone book" in quotes
    assert all(quote in text for quote in quotes)


def test_what_every_tool_may_do_explains_nothing_grave() -> None:
    """No access of high danger is explained by merely running."""
    ordinary = {need for purpose in rules().purposes.values() if purpose.always for need in purpose.needs}
    assert ordinary
    grave = [rule.id for rule in rules().access.values() if rule.yields and rule.danger in GRAVE]
    assert [name for name in grave if ordinary.issuperset(rules().access[name].yields)] == []


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("The tool does not record audio.", "MICROPHONE"),
        ("We never record your voice.", "MICROPHONE"),
        ("The camera is used for codes, microphones not used.", "MICROPHONE"),
        ("Works without access to your contacts.", "CONTACTS"),
        ("Your contacts are never uploaded.", "CONTACTS"),
        ("No calendar access needed.", "CALENDAR"),
        ("It can't read your text messages.", "SMS"),
    ],
)
def test_a_denial_explains_nothing(text: str, group: str) -> None:
    """Saying that something is not done is no reason to ask for it."""
    assert group not in explained(text)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Contact us at any hour.", "CONTACTS"),
        ("If a user contacts you, answer kindly.", "CONTACTS"),
        ("Phone: contact our office in Hamburg.", "CONTACTS"),
        ("Prices hold for the calendar year.", "CALENDAR"),
        ("Converts dates to the Hijri calendar.", "CALENDAR"),
        ("Beat the record of your sister.", "MICROPHONE"),
        ("A voice coach tells you when to breathe.", "MICROPHONE"),
        ("Share your score via SMS.", "CONTACTS"),
        ("Answer the dictator.", "MICROPHONE"),
    ],
)
def test_a_mere_mention_explains_nothing(text: str, group: str) -> None:
    """The word alone is not the function."""
    assert group not in explained(text)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Invite friends from your contacts.", "CONTACTS"),
        ("You never lose your contacts again.", "CONTACTS"),
        ("Blocks callers who are not in your contacts.", "CONTACTS"),
        ("Send the recipe to your friends via email.", "CONTACTS"),
        ("Assign a melody to a contact.", "CONTACTS"),
        ("Add the concert to your calendar.", "CALENDAR"),
        ("Reminds you of upcoming events and birthdays.", "CALENDAR"),
        ("A month view with all appointments.", "CALENDAR"),
        ("Blow into the mic to put out the candle.", "MICROPHONE"),
        ("The parrot repeats everything you say.", "MICROPHONE"),
        ("Search by voice.", "MICROPHONE"),
        ("Tune your violin with a chromatic tuner.", "MICROPHONE"),
    ],
)
def test_a_function_explains_its_access(text: str, group: str) -> None:
    """Said in other words than the examples, the function is read all the same."""
    assert group in explained(text)


@pytest.mark.parametrize(
    ("text", "access"),
    [
        (
            "A bot for automation that likes clips.",
            "android.permission.BIND_ACCESSIBILITY_SERVICE",
        ),
        ("Share the clip via SMS.", "android.permission.READ_SMS"),
        ("Click the icon, then export the cookies.", "chrome:cookies"),
        ("Sign in with Google.", "google:https://mail.google.com/"),
        ("Download any clip without watermark.", "android.permission.MANAGE_EXTERNAL_STORAGE"),
    ],
)
def test_grave_access_is_not_explained_in_passing(text: str, access: str) -> None:
    """What a bot, a share button or a sign-in says is no reason for the gravest access."""
    needs = {need for purpose in read(text) for need in rules().purposes[purpose].needs}
    assert not needs.issuperset(rules().access[access].yields)


def _material() -> list[dict[str, Any]]:
    for folder in Path(__file__).resolve().parents:
        path = folder / "shared/data/description_permission/acnet_even.jsonl"
        if path.is_file():
            return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return []


@pytest.mark.material
def test_labelled_sentences_are_read_as_well_as_before() -> None:
    """Agreement with loose human labels does not fall."""
    rows = [row for row in _material() if int(row["app_id"]) % 4]
    if not rows:
        pytest.skip("the labelled sentences are not here")
    right, read_as, labelled = Counter[str](), Counter[str](), Counter[str]()
    for row in rows:
        found, wanted = explained(row["sentence"].replace("#", ",")), set(row["groups"])
        right.update(found & wanted)
        read_as.update(found)
        labelled.update(wanted)
    for group, (precision, recall) in FLOORS.items():
        assert right[group] / read_as[group] >= precision, group
        assert right[group] / labelled[group] >= recall, group


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("The torch was carried through forty villages.", "camera"),
        ("A compass for your career: forty questions and an honest answer.", "location"),
        ("The gallery in Florence shows paintings.", "storage"),
        ("Needs 60 MB of free space on your device.", "storage"),
        ("No GPS, no ads, no account.", "location"),
        ("No camera needed: type the code by hand.", "camera"),
        ("Does not change any settings of your phone.", "settings"),
        ("Save the incoming and outgoing call lists as Excel.", "phone"),
        ("Puts the caller on hold from the wrist.", "microphone"),
    ],
)
def test_what_only_looks_like_a_function_explains_nothing(text: str, group: str) -> None:
    """Other senses of a word and denials are no reason, whichever of the two readers comes across them."""
    assert group not in verdicts.explained(text)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Choose friends from your contacts and take photos.", "camera"),
        ("Hold the phone over the menu and read it in English.", "camera"),
        ("Aim at the box to see if the product is vegan.", "camera"),
        ("Exports the logbook as CSV for your tax adviser.", "storage"),
        ("Never forget where you parked the car.", "location"),
        ("The widget counts the calls you haven't answered.", "call_log"),
    ],
)
def test_plain_words_are_not_doubted(text: str, group: str) -> None:
    """Nor are negations of what users do denials of what the tool does."""
    assert group in verdicts.explained(text)
