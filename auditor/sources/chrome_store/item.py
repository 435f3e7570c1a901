"""One extension by the places where the store's data keeps it.

Places in the block ``ds:0`` as two public readers found them on live pages of August and October 2026; both
agree on all that is used here but the data that is handled, the privacy policy and the maker's legal name,
which one of them compared with the text of fifteen pages. A value that is not of the expected kind is absent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from auditor.sources.embedded import block, loaded, positions
from auditor.sources.values import at, count_of, day_of, items, line, plain, rating_of, text_at, web_url

if TYPE_CHECKING:
    import datetime as dt

_ID: Final = re.compile(r"[a-p]{32}")
_GONE: Final = [5]
"""What the block holds where the store has no such item (the code of "not found")."""
_HANDLED: Final = {
    1: "Personally identifiable information",
    2: "Health information",
    3: "Financial and payment information",
    4: "Authentication information",
    5: "Personal communications",
    6: "Location",
    7: "Web history",
    8: "User activity",
    9: "Website content",
}
_POLICY: Final = 33
_PICTURE: Final = 1
_MAX_MANIFEST: Final = 500_000


@dataclass(frozen=True, slots=True)
class Item:
    """One extension as the store describes it."""

    name: str
    number: str | None = None
    """Its id: 32 letters from a to p."""
    publisher: str | None = None
    homepage: str | None = None
    category: str | None = None
    users: str | None = None
    rating: float | None = None
    ratings: int | None = None
    version: str | None = None
    updated: dt.date | None = None
    price: str | None = None
    summary: str | None = None
    description: str | None = None
    privacy_policy: str | None = None
    policy_place: bool = False
    """Whether the layout has a place for the privacy policy, so that an empty one means none is given."""
    handled: tuple[str, ...] = ()
    """Kinds of data that the maker says the extension handles."""
    manifest: dict[str, Any] | None = None
    images: tuple[str, ...] = ()


def is_gone(body: bytes) -> bool:
    """Whether the page is the store's answer for an item that does not exist."""
    found = positions(body)
    return "ds:0" in found and block(body, found["ds:0"]) == _GONE


def item_of(body: bytes, number: str | None) -> Item | None:
    """Return the extension in the page's data, or None where there is none of a known shape.

    Args:
        body: The page.
        number: The id in the page's address; data about another item does not count.
    """
    found = positions(body)
    for key in sorted(found, key=lambda key: (key != "ds:0", key))[:20]:
        data = block(body, found[key])
        own = text_at(data, 0, 0)
        if own is not None and _ID.fullmatch(own) and number in (None, own) and line(at(data, 0, 2)):
            return _item(data, own)
    return None


def _item(data: Any, number: str) -> Item:
    head = at(data, 0)
    users = count_of(at(head, 14))
    ratings = count_of(at(head, 4))
    manifest = text_at(head, 18)
    value = loaded(manifest) if manifest is not None and len(manifest) < _MAX_MANIFEST else None
    return Item(
        name=str(line(at(head, 2))),
        number=number,
        publisher=line(text_at(data, 10, 5) or text_at(data, 10, 7)),
        homepage=web_url(at(head, 7)),
        category=line(at(head, 11, 0)),
        users=None if users is None else f"{users:,} users",
        rating=rating_of(at(head, 3)) if ratings else None,
        ratings=ratings,
        version=line(at(data, 13)),
        updated=day_of(at(data, 14, 0)),
        summary=plain(at(head, 6)),
        description=plain(at(data, 6)),
        privacy_policy=web_url(at(data, _POLICY)),
        policy_place=isinstance(data, list) and len(data) > _POLICY,
        handled=tuple(_HANDLED[code] for code in items(data, 7) if type(code) is int and code in _HANDLED),
        manifest=value if isinstance(value, dict) else None,
        images=tuple(
            url
            for media in items(data, 5)[:40]
            if at(media, 0) == _PICTURE and (url := web_url(at(media, 1)))
        ),
    )
