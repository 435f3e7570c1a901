"""Several targets of one tool, as bytes: what they say against each other comes out as findings."""

from __future__ import annotations

import json
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.judge import audit
from auditor.sources import read
from tests.sources import test_app_store, test_chrome_store
from tests.sources.android.build_package import apk, asks, manifest, write_zip
from tests.sources.android.build_package import files_of as files_of_package
from tests.sources.android.build_signing import block as signing_block
from tests.sources.android.build_signing import der
from tests.sources.extension_samples import manifest as extension_manifest
from tests.sources.extension_samples import packed
from tests.sources.test_google_play import DETAILS, PACKAGE, answer, play

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from auditor.model import Audit, Finding
    from auditor.rulebook import Rulebook

    Auditing = Callable[..., Audit]

CONSENT = (
    "https://www.tiktok.com/v2/auth/authorize/?client_key=aw123&scope=user.info.basic,video.list"
    "&response_type=code&redirect_uri=https%3A%2F%2F{host}%2Fback&state=x9Kq27LmPz"
)


@pytest.fixture
def audited(tmp_path: Path, rulebook: Rulebook) -> Auditing:
    """Write each target to a file, unless it is a link, and audit them together."""

    def run(*targets: bytes | str) -> Audit:
        given = []
        for number, target in enumerate(targets):
            if isinstance(target, str):
                given.append(target)
                continue
            path = tmp_path / f"target-{number}{_ending(target)}"
            path.write_bytes(target)
            given.append(str(path))
        return audit(read(given), rulebook)

    return run


def _ending(body: bytes) -> str:
    if body.startswith(b"PK"):
        return ".apk" if b"classes.dex" in body else ".zip"
    return ".html" if body.lstrip()[:1] == b"<" else ".txt"


def store(**changed: Any) -> bytes:
    """A page of Google Play; ``data`` its rows on data, ``said`` its description."""
    details = dict(DETAILS)
    details[136, 1] = changed.pop("data", [])
    details[72, 0, 1] = changed.pop("said", "Add captions to your videos.")
    details |= {(140, 0, 0, 0): changed.pop("version", "1.2.3"), (68, 0): changed.pop("maker", "X Ltd")}
    assert not changed
    return play(details).body


def listed(*labels: str) -> bytes:
    """Play's list of permissions."""
    return answer([[["Other", None, [[None, label] for label in labels], []]]]).body


def package(*permissions: str, **attributes: Any) -> bytes:
    """A package that asks for permissions."""
    return apk(manifest(*asks(*permissions), **attributes))


def site(words: str, address: str = "https://x.example/", title: str = "A tool") -> bytes:
    """A page saved from ``address``."""
    return (
        f'<!doctype html><html><head><title>{title}</title><link rel="canonical" href="{address}"></head>'
        f"<body><p>{words}</p></body></html>"
    ).encode()


def one(result: Audit, rule: str) -> Finding:
    """The only finding of a rule."""
    (found,) = [finding for finding in result.findings if finding.rule == rule]
    return found


def rules(result: Audit) -> set[str]:
    """Ids of all findings."""
    return {finding.rule for finding in result.findings}


def both_sides(result: Audit, rule: str) -> set[tuple[str, str]]:
    """Quotes of a finding, each with the kind of the source that it names."""
    return {(e.quote, result.sources[e.source].kind) for e in one(result, rule).evidence}


def outcome(result: Audit, comparison: str) -> str | None:
    """The outcome of a comparison's check."""
    return next((c.outcome for c in result.checks if c.id == f"compare-{comparison}"), None)


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


def test_the_site_names_another_developer(audited: Auditing) -> None:
    """Only likely: trade names and agencies exist."""
    words = "Plan your posts in a calendar.</p><p>© 2026 Brave Otter Studio. All rights reserved."
    result = audited(store(maker="Quiet Fox Ltd"), site(words))

    found = one(result, "names-other-developer")
    assert {("Quiet Fox Ltd", "google-play"), ("© 2026 Brave Otter Studio", "web-page")} <= both_sides(
        result, "names-other-developer"
    )
    assert (found.severity, found.certainty) == ("low", "likely")
    assert audited(store(maker="Brave Otter"), site(words)).findings != result.findings
    assert "names-other-developer" not in rules(audited(store(maker="BraveOtter GmbH"), site(words)))


def _certificate(organisation: str) -> bytes:
    name = der(0x31, der(0x30, der(0x06, b"\x55\x04\x0a"), der(0x0C, organisation.encode())))
    fields = (der(0x02, b"\1"), der(0x30), der(0x30), der(0x30), der(0x30, name))
    return der(0x30, der(0x30, der(0xA0, der(0x02, b"\2")), *fields), der(0x30), der(0x03, b"\0"))


@pytest.mark.parametrize(
    ("signer", "expected"),
    [("Brave Otter Inc.", True), ("Quiet Fox", False), ("Google Inc.", False), ("Android", False)],
)
def test_the_certificate_names_another_developer(
    audited: Auditing,
    signer: str,
    expected: bool,  # noqa: FBT001
) -> None:
    """Names that everybody's certificate may carry are compared with nobody's."""
    signed = write_zip(files_of_package(manifest()), block=signing_block(v2=[_certificate(signer)]))
    result = audited(store(maker="Quiet Fox Ltd"), signed)

    assert ("names-other-developer" in rules(result)) is expected


def test_consent_that_leads_to_a_strangers_site(audited: Auditing) -> None:
    """Neither the store's nor the site's: with both addresses quoted."""
    result = audited(site("Plan your posts."), CONSENT.format(host="collect.example"), store())

    quotes = both_sides(result, "consent-redirect-host-unrelated")
    assert ("https://collect.example/back", "consent-link") in quotes
    assert ("https://x.example/", "web-page") in quotes


@pytest.mark.parametrize("host", ["x.example", "login.x.example", "127.0.0.1:8080"])
def test_consent_that_leads_back(audited: Auditing, host: str) -> None:
    """To the tool's own site, in whichever target that stands, or to the user's own computer."""
    for targets in (
        (site("Plan your posts."), CONSENT.format(host=host)),
        (site("Plan.", "https://other.example/"), CONSENT.format(host=host), store()),
    ):
        assert "consent-redirect-host-unrelated" not in rules(audited(*targets))


def test_the_users_order_hides_no_foreign_site(audited: Auditing) -> None:
    """Formerly the first target's address alone counted as the tool's own."""
    targets = (site("Plan.", "https://one.example/"), site("Plans.", "https://x.example/"))
    link = CONSENT.format(host="x.example")

    for order in permutations((*targets, link)):
        assert "consent-redirect-host-unrelated" not in rules(audited(*order))


POLICY = (
    "This privacy policy applies to the Calm Garden app for phones. We keep logs of requests for a month. "
    * 5
)


def test_a_policy_about_another_app(audited: Auditing) -> None:
    """Known as the tool's policy because the store links it, and quoted where it says whose it is."""
    result = audited(store(), site(POLICY, "https://x.example/privacy"))

    assert (
        "privacy policy applies to the Calm Garden", "web-page",
    ) in both_sides(result, "policy-is-about-another")  # fmt: skip
    assert ("SaveSpy", "google-play") in both_sides(result, "policy-is-about-another")


def test_a_policy_of_the_tool(audited: Auditing) -> None:
    """Also where its name is written apart."""
    own = POLICY.replace("Calm Garden", "Save Spy")
    result = audited(store(), site(own, "https://x.example/privacy"))

    assert not rules(result) & {"policy-is-about-another", "policy-does-not-mention-tool"}
    assert outcome(result, "policy-mentions") == "nothing-found"


def test_a_policy_that_was_not_handed_in_was_not_looked_at(audited: Auditing) -> None:
    """The store links one; nobody read it."""
    result = audited(store(), package())

    assert outcome(result, "policy-mentions") is None
    rest = next(check for check in result.checks if check.id == "contradictions")
    assert "the privacy policy mentions this tool" in rest.detail


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Fast and free. No permissions required.", True),
        ("Schnell. Benötigt keine Berechtigungen.", True),
        ("Fast and free. No root permission required.", False),
        ("Fast. No permissions needed until you post.", False),
        ("Are no permissions required?", False),
    ],
)
def test_promises_of_no_permissions(
    audited: Auditing,
    said: str,
    expected: bool,  # noqa: FBT001
) -> None:
    """Read in fixed turns of phrase, by language."""
    result = audited(store(said=said), package("READ_CONTACTS"))

    assert ("promises-no-permissions" in rules(result)) is expected


def test_a_promise_is_quoted_where_it_stands(audited: Auditing) -> None:
    """With its place in the text, and the certainty of a reading."""
    result = audited(store(said="Quick. No login required."), CONSENT.format(host="x.example"))
    found = one(result, "promises-no-login")
    said, *asked = found.evidence

    assert (said.quote, said.where, found.certainty) == ("No login required", "description", "likely")
    assert said.text is not None
    assert {each.quote for each in asked} >= {"tiktok:video.list"}


def _content(result: Audit) -> list[tuple[Any, ...]]:
    """Findings without the numbers of sources and texts, which are places in a list."""
    return [
        (
            finding.rule, finding.severity, finding.certainty, finding.access, finding.claims,
            [(e.quote, e.where, e.before, result.sources[e.source].sha256) for e in finding.evidence],
        )
        for finding in result.findings
    ]  # fmt: skip


TARGETS: list[bytes | str] = [
    store(data=[[None, "No data collected"]], said="No permissions required. See who saved your videos!"),
    listed("full network access"),
    package("READ_SMS", "INTERNET", package="com.example.other"),
    site("Plan your posts. Developed by Brave Otter Studio."),
    site(POLICY, "https://x.example/privacy"),
    CONSENT.format(host="collect.example"),
    json.dumps({"name": "SaveSpy", "publisher": "Quiet Fox", "texts": ["No login required."]}).encode(),
    b"A bot that shows who saved your video. Log in with your TikTok password.",
]


@given(
    chosen=st.lists(st.sampled_from(range(len(TARGETS))), min_size=2, max_size=4, unique=True), data=st.data()
)
@settings(max_examples=25, deadline=None)
def test_the_order_of_targets_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, rulebook: Rulebook, chosen: list[int], data: st.DataObject
) -> None:
    """Neither findings nor verdict, checks or the tool's name."""
    folder = tmp_path_factory.mktemp("order")
    named: list[str] = []
    for number in chosen:
        target = TARGETS[number]
        if isinstance(target, bytes):
            path = folder / f"{number}{_ending(target)}"
            path.write_bytes(target)
        named.append(target if isinstance(target, str) else str(path))
    other = data.draw(st.permutations(named))
    first, second = audit(read(named), rulebook), audit(read(other), rulebook)

    assert _content(first) == _content(second)
    assert (first.verdict, first.tool, first.checks) == (second.verdict, second.tool, second.checks)
    assert first.model_dump_json() == second.model_dump_json()
