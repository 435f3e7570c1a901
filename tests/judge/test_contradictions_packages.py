"""What a package is and asks for, held against what its store lists and labels: findings on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.judge.several_targets import both_sides, listed, one, outcome, package, rules, store
from tests.sources import test_app_store, test_chrome_store
from tests.sources.extension_samples import manifest as extension_manifest
from tests.sources.extension_samples import packed
from tests.sources.test_google_play import PACKAGE

if TYPE_CHECKING:
    from tests.judge.several_targets import Auditing


def test_another_package_than_the_listed_one(audited: Auditing) -> None:
    """By its id, whichever target is named first."""
    other = package(package="com.example.savespy.mod")

    for targets in ((store(), other), (other, store())):
        assert both_sides(audited(*targets), "package-is-not-the-listed-one") == {
            (PACKAGE, "google-play"),
            ("com.example.savespy.mod", "android-package"),
        }


def test_the_listed_package_contradicts_nothing(audited: Auditing) -> None:
    """Which is said as a check that was made; what was not handed in does not apply."""
    result = audited(store(), package())

    assert outcome(result, "android-app") == "nothing-found"
    assert outcome(result, "extension") is None
    rest = next(check for check in result.checks if check.id == "contradictions")
    assert rest.outcome == "does-not-apply"
    assert "the extension that the store lists" in rest.detail


def test_one_target_alone_is_not_without_contradiction(audited: Auditing) -> None:
    """There was nothing to hold it against."""
    result = audited(store())

    assert [c.outcome for c in result.checks if c.id.startswith(("compare-", "contradictions"))] == [
        "does-not-apply"
    ]


def test_what_a_package_does_not_tell_was_not_compared(audited: Auditing) -> None:
    """An unpacked extension has no id: that is not "the same"."""
    result = audited(
        test_chrome_store.page(test_chrome_store.data()).body, packed({"manifest.json": extension_manifest()})
    )

    assert outcome(result, "extension") == "could-not-look"
    assert any(note.check == "compare-extension" for note in result.not_analysed)


def test_an_older_package_is_worth_a_word(audited: Auditing) -> None:
    """And no more."""
    result = audited(store(version="1.10"), package())

    assert both_sides(result, "package-older-than-listed") == {
        ("1.10", "google-play"),
        ("1.2.3", "android-package"),
    }
    assert one(result, "package-older-than-listed").severity == "info"


def test_a_package_that_asks_for_more_than_the_store_lists(audited: Auditing) -> None:
    """The list's silence is quoted beside the permission."""
    result = audited(store(), listed("full network access"), package("INTERNET", "READ_SMS"))

    assert both_sides(result, "package-asks-for-more") == {
        ("the store's list of permissions does not name it", "google-play-permissions"),
        ("android.permission.READ_SMS", "android-package"),
    }
    assert one(result, "package-asks-for-more").access == ("android.permission.READ_SMS",)


def test_a_list_that_nobody_read_is_no_silence(audited: Auditing) -> None:
    """The details page names no permissions at all."""
    result = audited(store(), package("READ_SMS"))

    assert "package-asks-for-more" not in rules(result)
    assert outcome(result, "android-access") == "could-not-look"


def test_a_list_in_words_that_nobody_knows_is_no_silence(audited: Auditing) -> None:
    """Play answers in the language that it is asked in."""
    result = audited(store(), listed("Kontakte lesen"), package("READ_CONTACTS"))

    assert "package-asks-for-more" not in rules(result)
    assert outcome(result, "android-access") == "could-not-look"


def test_no_data_collected_and_contacts(audited: Auditing) -> None:
    """The label is a claim: it counts as no evidence of access, and is held against the package."""
    label = [[None, "No data collected", [None, "Says the developer"]]]
    result = audited(store(data=label), package("READ_CONTACTS"))

    assert both_sides(result, "declares-no-data-but-asks") == {
        ("No data collected: Says the developer", "google-play"),
        ("android.permission.READ_CONTACTS", "android-package"),
    }
    assert [item.id for item in result.access] == ["android.permission.READ_CONTACTS"]


def test_no_data_collected_and_explained_contacts(audited: Auditing) -> None:
    """What stays on the phone is not collected, so this weighs less."""
    label = [[None, "No data collected"]]
    said = "Back up your contacts and restore the contacts in your address book on a new phone."
    result = audited(store(data=label, said=said), package("READ_CONTACTS"))

    assert "declares-no-data-but-asks" not in rules(result)
    assert one(result, "declares-no-data-but-can-read-it").severity == "low"


def test_a_label_that_names_some_data_is_no_denial(audited: Auditing) -> None:
    """And its first words do not leave out what stands behind "and 5 others"."""
    label = [[None, "This app may collect these data types", [None, "Location and 5 others"]]]
    result = audited(store(data=label), package("READ_CONTACTS"))

    assert not rules(result) & {
        "declares-no-data-but-asks",
        "declares-no-data-but-can-read-it",
        "label-leaves-out-access",
    }


def test_apples_label_against_a_package(audited: Auditing) -> None:
    """The label says "Data Not Collected", and the package asks for the place."""
    labels = {
        "items": [{"identifier": "DATA_NOT_COLLECTED", "title": "Data Not Collected", "categories": []}]
    }
    page = test_app_store.page(test_app_store.served({**test_app_store.SHELVES, "privacyTypes": labels})).body
    result = audited(page, package("ACCESS_FINE_LOCATION"))

    assert ("Data Not Collected", "app-store") in both_sides(result, "declares-no-data-but-asks")


def test_the_same_tool_on_two_platforms_is_one(audited: Auditing) -> None:
    """Ids of different platforms contradict nothing."""
    extension = packed({"manifest.json": extension_manifest(key="QUJD")})
    result = audited(store(), test_app_store.page(test_app_store.served()).body, extension)

    assert not rules(result) & {"package-is-not-the-listed-one", "sources-are-of-several-tools"}
