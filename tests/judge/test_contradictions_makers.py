"""Who makes a tool, where its consent leads, whose its policy is: sources that name others are findings."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from tests.judge.several_targets import CONSENT, POLICY, both_sides, one, outcome, package, rules, site, store
from tests.sources.android.build_package import files_of as files_of_package
from tests.sources.android.build_package import manifest, write_zip
from tests.sources.android.build_signing import block as signing_block
from tests.sources.android.build_signing import der

if TYPE_CHECKING:
    from tests.judge.several_targets import Auditing


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
