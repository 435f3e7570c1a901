"""The order in which targets are joined, so that the order in which they were named changes nothing.

What somebody wrote by hand comes first, as it is meant; then what stores and makers say, packages, sites,
links and loose text. The name that a tool has in a report is the first that is known in this order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Listing

_LATER: Final = {
    "android-package": 2,
    "android-manifest": 2,
    "browser-extension": 2,
    "userscript": 2,
    "web-page": 3,
    "link-page": 3,
    "telegram-page": 3,
    "github-repository": 3,
    "github-release": 3,
    "consent-link": 4,
    "text": 5,
    "archive": 5,
    "privacy-policy": 6,
    "privacy-policy-gone": 6,
}
_FIRST: Final = "described"


def in_order(listings: Iterable[Listing]) -> list[Listing]:
    """Return ``listings`` in an order that depends on nothing but what they are."""
    return sorted(listings, key=_place)


def _place(listing: Listing) -> tuple[int, str, list[tuple[str, str, str]]]:
    rank = 0 if listing.kind == _FIRST else _LATER.get(listing.kind, 1)
    read = [(source.url or "", source.sha256, source.target) for source in listing.sources]
    return rank, listing.kind, read
