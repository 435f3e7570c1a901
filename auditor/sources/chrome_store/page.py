"""The page of an extension on the Chrome Web Store, saved or fetched.

Three ways of reading, the best first: the page's data with the manifest in it, the elements of pages until
2023, and the page's text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from auditor.errors import NotFound
from auditor.messages import N_
from auditor.model import Image, Link, Listing, NotAnalysed, Observation, TextKind
from auditor.sources.browser_access import of_manifest
from auditor.sources.charset import decode
from auditor.sources.chrome_store.item import Item, is_gone, item_of
from auditor.sources.chrome_store.older import older_item
from auditor.sources.fallback import page_text
from auditor.sources.merge import EXTENSION_PERMISSIONS
from auditor.sources.origin import page_at
from auditor.sources.record import source_record, whole_characters
from auditor.sources.values import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document

_HOSTS: Final = ("chromewebstore.google.com", "chrome.google.com")
_ITEM: Final = re.compile(r"^(?:/webstore)?/(?:u/\d+/)?detail/(?:[^/]{1,300}/)?([a-p]{32})(?:/|$)")
_NO_MANIFEST = NotAnalysed(
    check=EXTENSION_PERMISSIONS,
    reason=N_(
        "What was read of the store does not hold the extension's manifest; hand in its address on "
        "chromewebstore.google.com, or the package."
    ),
    source=0,
)
_DATA: Final = "AF_initDataCallback"
_ELEMENTS: Final = "page elements of the store until 2023"
_NOTHING: Final = "has disclosed that it will not collect or use your data"


def number_of(document: Document) -> str | None:
    """Return the id that the page's own address names, or None where it is no page of an extension."""
    match = page_at(document, _HOSTS, _ITEM)
    return None if match is None else match[1]


class ChromeStorePage:
    """The source that reads the pages of extensions."""

    kind: Final = "chrome-web-store"

    def recognises(self, document: Document) -> bool:
        """By the address that the document has or names as its own."""
        return number_of(document) is not None

    def read(self, document: Document) -> Listing:
        """Return the extension's listing.

        Raises:
            NotFound: The store says that there is no such extension.
            UnreadableTarget: There is nothing in it that could be audited.
        """
        number = number_of(document)
        item, read_with = item_of(document.body, number), _DATA
        if item is None and is_gone(document.body):
            raise NotFound(N_(f"the Chrome Web Store has no extension {number}"))
        if item is None and (b"itemprop" in document.body or b"e-f-w" in document.body):
            html = whole_characters(decode(document)[0])
            item, read_with = older_item(html, document.target, number), _ELEMENTS
        url = f"https://chromewebstore.google.com/detail/{number}"
        if item is None:
            listing = page_text(document, self.kind, known={"url": url, "package": number})
            return listing.model_copy(update={"not_read": (*listing.not_read, _NO_MANIFEST)})
        return self._listing(document, item, url, read_with)

    def _listing(self, document: Document, item: Item, url: str, read_with: str) -> Listing:
        shown = of_manifest(item.manifest, _NO_MANIFEST)
        parts = (
            (item.name, TextKind.TITLE, "name"),
            (item.summary, TextKind.META, "summary"),
            (item.description, TextKind.DESCRIPTION, "description"),
        )
        return Listing(
            kind=self.kind,
            name=item.name,
            publisher=item.publisher,
            publisher_url=item.homepage,
            url=url,
            package=item.number,
            category=item.category,
            installs=item.users,
            rating=item.rating,
            ratings=item.ratings,
            version=item.version,
            updated=item.updated,
            price=item.price,
            privacy_policy=item.privacy_policy,
            texts=texts(parts),
            access=shown.access,
            links=(Link(url=item.homepage, label="Website"),) if item.homepage else (),
            images=tuple(Image(url=image) for image in item.images),
            observations=(*_observations(document, item), *shown.observations),
            not_read=shown.not_read,
            sources=(source_record(document, self.kind, read_with),),
        )


def _observations(document: Document, item: Item) -> Iterator[Observation]:
    for kind in item.handled:
        yield Observation(id="listing.declares-data", value=kind, where=N_("privacy practices"))
    # Only the page's words say that nothing is collected; its data leaves the place empty then.
    if not item.handled and _NOTHING.encode() in document.body:
        yield Observation(id="listing.declares-no-data", value=_NOTHING, where=N_("privacy practices"))
    if item.policy_place and item.privacy_policy is None:
        yield Observation(id="listing.no-privacy-policy", where=N_("store page"))
    if item.policy_place and item.publisher is None:
        yield Observation(id="listing.developer-nameless", where=N_("store page"))
    if (item.privacy_policy or "").startswith("http://"):
        yield Observation(
            id="listing.privacy-policy-insecure", value=item.privacy_policy or "", where=N_("privacy policy")
        )
