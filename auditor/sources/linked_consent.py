"""What consent links ask for that stand among other things: on a page, in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from auditor.errors import UnreadableTarget
from auditor.limits import MAX_URL_CHARACTERS
from auditor.messages import N_
from auditor.model import RETURN_LABEL, AccessRequest, Link, Listing, Observation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Placed = TypeVar("_Placed", AccessRequest, Observation)
_MAX_CONSENT: Final = 40
_MAX_ADDRESSES: Final = 20_000
_ADDRESS: Final = re.compile(r"(?i)\bhttps?://[^\s\"'<>`|]+")
_BRACKETS: Final = {")": "(", "]": "[", "}": "{"}


class LinkedConsent(NamedTuple):
    """A consent link, read where it stands."""

    where: str
    listing: Listing

    @property
    def address(self) -> str:
        """The page that it leads to, without what it asks for there."""
        return (self.listing.sources[0].url or self.listing.sources[0].target).split("?")[0]

    def access(self) -> tuple[AccessRequest, ...]:
        """Return what it asks for, with the place of the link."""
        return tuple(self._placed(request) for request in self.listing.access_requests)

    def observations(self) -> tuple[Observation, ...]:
        """Return what was seen of it, with the place of the link."""
        return tuple(self._placed(seen) for seen in self.listing.observations)

    def returns(self) -> tuple[Link, ...]:
        """Return where it sends the user back to."""
        return tuple(link for link in self.listing.links if link.label == RETURN_LABEL)

    def _placed(self, item: _Placed) -> _Placed:
        return item.model_copy(update={"where": f"{self.where}, {item.where}".strip(", ")})


def linked_consents(found: Iterable[tuple[str, str]]) -> tuple[LinkedConsent, ...]:
    """Return the consent links among ``found``, which are addresses with the words of their links."""
    from auditor.sources import consent  # noqa: PLC0415  # needs the rule set, which most pages do not

    labels: dict[str, str] = {}
    for url, label in found:
        labels.setdefault(url, label)
    listings: list[LinkedConsent] = []
    for url in consent.consent_links_in(labels)[:_MAX_CONSENT]:
        label = labels[url]
        where = N_(f"link “{label}”") if label else "link"
        try:
            listings.append(LinkedConsent(where, consent.read_link(url)))
        except UnreadableTarget:
            continue
    return tuple(listings)


def lone_link(text: str) -> Listing | None:
    """Return what a text that is one consent link and nothing else asks for; None for any other text.

    Such a link often comes with its scopes still parted by plain spaces.
    """
    line = text.strip()
    if "\n" in line or len(line) > MAX_URL_CHARACTERS or not line.startswith(("http://", "https://")):
        return None
    from auditor.sources import consent  # noqa: PLC0415  # as above

    return consent.read_link(line) if consent.is_consent_link(line) else None


def addresses_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the web addresses in ``text`` as people and Markdown write them, with no words of a link."""
    for number, found in enumerate(_ADDRESS.finditer(text)):
        if number == _MAX_ADDRESSES:
            return
        if len(found[0]) <= MAX_URL_CHARACTERS:
            yield _without_end(found[0]).replace("&amp;", "&"), ""


def _without_end(url: str) -> str:
    """Return ``url`` without the full stop or closing bracket of the sentence around it."""
    while url:
        last = url[-1]
        opening = _BRACKETS.get(last)
        if last not in ".,;:!?*_" and (opening is None or url.count(last) <= url.count(opening)):
            return url
        url = url[:-1]
    return url
