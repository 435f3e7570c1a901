"""An answer of the store's API, asked for or saved as a file: one add-on, or a search that found one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from auditor.errors import LayoutChanged, NotFound, UnreadableTarget
from auditor.messages import N_
from auditor.sources.answer import is_answer, value_in
from auditor.sources.firefox_addons.addon import addon_listing, is_addon
from auditor.sources.values import items, line, text_at

if TYPE_CHECKING:
    from auditor.model import Listing
    from auditor.sources.interface import Document

HOST: Final = "addons.mozilla.org"
_KEYS: Final = (b'"current_version"', b'"guid"', b'"slug"', b'"authors"')


class FirefoxAddonAnswer:
    """The source that reads the API's answers."""

    kind: Final = "firefox-addon-api"

    def recognises(self, document: Document) -> bool:
        """By the API's address, else by JSON with the keys of its objects."""
        return is_answer(document, HOST, "/api/", _KEYS)

    def read(self, document: Document) -> Listing:
        """Return the add-on's listing.

        Raises:
            NotFound: The store says that there is no such add-on, or a search found none.
            LayoutChanged: It is no answer of a known shape.
            UnreadableTarget: A search found several.
        """
        value = value_in(document)
        return addon_listing(document, self._addon(document, value), self.kind, "API")

    def _addon(self, document: Document, value: Any) -> dict[str, Any]:
        found = [item for item in items(value, "results") if is_addon(item)] or [value]
        if len(found) > 1:
            names = ", ".join(str(line(item["slug"])) for item in found[:5])
            raise UnreadableTarget(
                N_(f"{document.target!r} lists {len(found)} add-ons, not one ({names} …)"),
                hint="Hand in the address of the add-on that you mean.",
            )
        if is_addon(found[0]):
            addon: dict[str, Any] = found[0]
            return addon
        if isinstance(value, dict) and (value.get("results") == [] or text_at(value, "detail")):
            raise NotFound(
                N_(f"addons.mozilla.org has no such add-on: {line(value.get('detail')) or 'none found'}")
            )
        raise LayoutChanged(
            N_(f"{document.target!r} is an answer of addons.mozilla.org whose shape is not known"),
            hint="Hand in the address of the store page.",
        )
