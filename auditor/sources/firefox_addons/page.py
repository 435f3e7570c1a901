"""The store page of an add-on.

Its state (``redux-store-state``) holds the add-on in almost the shape of the API, in one language; its
names are those of addons-frontend (``reducers/versions.js``, commit 0f40cd86; read 2026-11-26).
Without it the page's text has to do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from auditor.sources.embedded import script_json
from auditor.sources.fallback import page_text
from auditor.sources.firefox_addons.addon import addon_listing
from auditor.sources.firefox_addons.answer import HOST
from auditor.sources.origin import page_at
from auditor.sources.values import at

if TYPE_CHECKING:
    from auditor.model import Listing
    from auditor.sources.interface import Document

_ADDON: Final = re.compile(r"^/(?:[A-Za-z0-9-]{1,12}/)?(?:(?:firefox|android)/)?addon/([^/]{1,250})")
_STATE: Final = "redux-store-state"


def slug_of(document: Document) -> str | None:
    """Return the part of a store page's address that names the add-on: a slug, a number or a GUID."""
    match = page_at(document, (HOST,), _ADDON)
    return None if match is None else match[1]


class FirefoxAddonPage:
    """The source that reads store pages."""

    kind: Final = "firefox-addon"

    def recognises(self, document: Document) -> bool:
        """By the address that the document has or names as its own."""
        return slug_of(document) is not None

    def read(self, document: Document) -> Listing:
        """Return the add-on's listing, from the page's state or else from its text.

        Raises:
            UnreadableTarget: There is nothing in it that could be audited.
        """
        addon = _from_state(script_json(document.body, _STATE), slug_of(document) or "")
        if addon is not None:
            return addon_listing(document, addon, self.kind, _STATE)
        return page_text(document, self.kind)


def _from_state(state: Any, slug: str) -> dict[str, Any] | None:
    """Return the add-on that the page is about, with its version where the API has it."""
    addons = at(state, "addons", "byID")
    number = at(state, "addons", "bySlug", slug.lower()) or at(state, "addons", "bySlug", slug)
    number = number or at(state, "addons", "byGUID", slug) or slug
    addon = at(addons, str(number)) if isinstance(number, (int, str)) else None
    if not isinstance(addon, dict) or not isinstance(addon.get("name"), (str, dict)):
        return None
    version = at(state, "versions", "byId", str(addon.get("currentVersionId")))
    file = at(version, "file") or at(version, "platformFiles", "all")
    current = {**version, "file": file} if isinstance(version, dict) else None
    if current is not None and "releaseNotes" in current:
        current["release_notes"] = current["releaseNotes"]
    return {**addon, "current_version": current}
