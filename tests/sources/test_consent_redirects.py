"""Whether consent leads back to the tool's own site."""

from __future__ import annotations

import pytest

from auditor.model import Link, Listing, SourceRecord
from auditor.sources.consent import RETURN_LABEL, unrelated_redirects


def merged(**known: str) -> Listing:
    """A listing with a consent link that leads back to tool.example."""
    link = Link(url="https://www.tool.example/cb", label=RETURN_LABEL)
    source = SourceRecord(target="t", kind="consent-link", sha256="0" * 64)
    return Listing(links=(link, Link(url="https://other.example/")), sources=(source,), **known)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, []),
        ({"url": "https://tool.example/about"}, []),
        ({"url": "https://play.google.com/store/apps/details?id=x"}, []),
        ({"publisher_url": "https://maker.example/"}, ["www.tool.example"]),
        ({"url": "https://maker.example/", "privacy_policy": "https://docs.tool.example/privacy"}, []),
        ({"url": "https://one.co.uk/"}, ["www.tool.example"]),
    ],
)
def test_a_way_back_to_another_site(known: dict[str, str], expected: list[str]) -> None:
    """Seen only where the tool's own site is known; stores are nobody's own."""
    found = unrelated_redirects(merged(**known))
    assert [each.value for each in found] == expected
    assert {each.id for each in found} <= {"consent.redirect-host-unrelated"}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("a.co.uk", "b.co.uk", False),
        ("x.vercel.app", "y.vercel.app", False),
        ("a.b.example", "c.b.example", True),
    ],
)
def test_shared_endings_are_no_common_owner(first: str, second: str, same: bool) -> None:  # noqa: FBT001
    """Everybody may have a name under them."""
    link = Link(url=f"https://{first}/", label=RETURN_LABEL)
    listing = Listing(links=(link,), url=f"https://{second}/", access=())
    assert (unrelated_redirects(listing) == ()) is same
