"""From a package to an audit: services count as access, a name is no description, findings hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.judge import audit
from auditor.model import Level, Listing, Need, Text
from auditor.rulebook import load_rulebook
from auditor.sources.merge import merge
from tests.sources.android.build_package import apk, asks, manifest, read_bytes
from tests.sources.android.build_table import number, write_table
from tests.sources.android.build_xml import Ref, node

if TYPE_CHECKING:
    from auditor.model import Audit
    from auditor.rulebook import Rulebook
    from tests.sources.android.build_xml import Node

LISTENER = "android.permission.BIND_NOTIFICATION_LISTENER_SERVICE"


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    """Return the rules."""
    return load_rulebook()


def package(root: Node, name: str = "Captions") -> Listing:
    """Return the listing of a package that shows itself under ``name``."""
    return read_bytes(apk(root, {"resources.arsc": write_table({1: {0: {"": name}}})}))


def rules(result: Audit) -> set[str]:
    """Return the findings."""
    return {finding.rule for finding in result.findings}


LISTENS = manifest(
    *asks("INTERNET"),
    app=node("application", node("service", a_name=".Ear", a_permission=LISTENER), a_label=Ref(number(1, 0))),
)


def test_a_service_counts_as_access_that_is_given_later(shipped: Rulebook) -> None:
    """With its name as its place, and one reason fewer to trust it."""
    listing = package(LISTENS)
    result = audit(listing, shipped)
    ear = next(each for each in result.access if each.id == LISTENER)

    assert LISTENER not in [request.id for request in listing.access_requests]
    assert (ear.optional, ear.takeover, ear.where) == (True, True, "AndroidManifest.xml, .Ear")
    assert "android-blocked-access" in rules(result)
    assert result.verdict.level is Level.CAUTION


def test_a_name_alone_explains_nothing_and_accuses_of_nothing(shipped: Rulebook) -> None:
    """Whether the access has a reason stays unknown, and that there was no description is said."""
    result = audit(package(LISTENS), shipped)

    assert {each.verdict for each in result.access if each.id == LISTENER} == {Need.UNKNOWN}
    assert "texts" in [gap.check for gap in result.not_analysed]
    assert "android-reads-notifications" not in rules(result)


def test_a_description_beside_the_package_explains_or_not(shipped: Rulebook) -> None:
    """A page and a package of one tool are judged together."""
    page = Listing(texts=(Text(content="Add captions to your TikTok videos."),))
    result = audit(merge([page, package(LISTENS)]), shipped)

    assert {each.verdict for each in result.access if each.id == LISTENER} == {Need.EXCESSIVE}
    assert "android-reads-notifications" in rules(result)


def test_a_name_that_promises_makes_a_claim(shipped: Rulebook) -> None:
    """The name under which an app shows itself is the tool's own word."""
    result = audit(package(LISTENS, "See who saved your TikTok videos"), shipped)

    assert [claim.id for claim in result.claims] == ["reveals-savers"]
    assert result.verdict.level is Level.AVOID


def test_an_old_package_that_gets_everything_at_once_is_named(shipped: Rulebook) -> None:
    """Only where that is dangerous; that it is old is said anyway."""
    dangerous, harmless = (
        package(manifest(*asks(name), target=22)) for name in ("READ_CONTACTS", "INTERNET")
    )

    assert {"android-asks-all-at-once", "android-old-target"} <= rules(audit(dangerous, shipped))
    assert "android-asks-all-at-once" not in rules(audit(harmless, shipped))


def test_an_ordinary_package_leads_to_no_warning(shipped: Rulebook) -> None:
    """That it is a file is said, and no more."""
    result = audit(package(manifest(*asks("INTERNET", "POST_NOTIFICATIONS"))), shipped)

    assert rules(result) == {"android-package-file"}
    assert result.verdict.level is Level.NOTHING_FOUND
