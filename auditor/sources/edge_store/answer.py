"""The answer of Edge Add-ons about one extension (``getproductdetailsbycrxid``), with the manifest in it.

Its fields are those that public readers of it use (RSSHub ``routes/microsoft/addon.ts`` and others; read
2026-11-26). Edge's permissions are Chrome's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from auditor.errors import LayoutChanged
from auditor.messages import N_
from auditor.model import Image, Link, Listing, NotAnalysed, Observation, TextKind
from auditor.sources.answer import is_answer, value_in
from auditor.sources.browser_access import of_manifest
from auditor.sources.embedded import loaded
from auditor.sources.merge import EXTENSION_PERMISSIONS
from auditor.sources.record import source_record
from auditor.sources.values import count_of, day_of, items, line, prose, rating_of, text_at, texts, web_url

if TYPE_CHECKING:
    from auditor.sources.interface import Document

HOST: Final = "microsoftedge.microsoft.com"
ANSWERS: Final = "/addons/getproductdetailsbycrxid/"
NUMBER: Final = re.compile(r"[a-p]{32}")
_KEYS: Final = (b'"manifest"', b'"developer"', b'"crxId"')
_OTHER_KEYS: Final = (b'"manifest"', b'"developer"', b'"activeInstallCount"')
_MAX_MANIFEST: Final = 500_000
_MAX_IMAGES: Final = 40
NO_MANIFEST = NotAnalysed(
    check=EXTENSION_PERMISSIONS,
    reason=N_(
        "What was read of the store holds no manifest of the extension; hand in its address or package."
    ),
    source=0,
)


class EdgeAddonAnswer:
    """The source that reads the store's answers."""

    kind: Final = "edge-addon-api"

    def recognises(self, document: Document) -> bool:
        """By the address of the service, else by JSON with the keys of its answers."""
        return is_answer(document, HOST, ANSWERS, _KEYS, _OTHER_KEYS)

    def read(self, document: Document) -> Listing:
        """Return the extension's listing.

        Raises:
            LayoutChanged: It is no answer of a known shape.
        """
        value = value_in(document)
        if not isinstance(value, dict) or line(value.get("name")) is None:
            raise LayoutChanged(
                N_(f"{document.target!r} is an answer of Edge Add-ons whose shape is not known"),
                hint="Hand in the address of the store page, or the package.",
            )
        return _listing(document, value)


def _listing(document: Document, value: dict[str, Any]) -> Listing:
    manifest = _manifest(value)
    shown = of_manifest(manifest, NO_MANIFEST)
    number = _number(document, value)
    users = count_of(value.get("activeInstallCount"))
    ratings = count_of(value.get("ratingCount"))
    policy = web_url(value.get("privacyUrl"))
    site = web_url(value.get("publisherWebsiteUri"))
    parts = (
        (line(value.get("name")), TextKind.TITLE, "name"),
        (prose(value.get("shortDescription")), TextKind.META, N_("short description")),
        (prose(value.get("description")), TextKind.DESCRIPTION, "description"),
    )
    return Listing(
        kind=EdgeAddonAnswer.kind,
        name=line(value.get("name")),
        publisher=line(value.get("developer")),
        publisher_url=site,
        url=f"https://{HOST}/addons/detail/{number}" if number else document.address,
        package=number,
        category=line(value.get("category")),
        installs=None if users is None else f"{users:,} users",
        rating=rating_of(value.get("averageRating")) if ratings != 0 else None,
        ratings=ratings,
        version=line(value.get("version") or (manifest or {}).get("version")),
        updated=day_of(_whole(value.get("lastUpdateDate"))),
        privacy_policy=policy,
        texts=texts(parts),
        access=shown.access,
        links=(Link(url=site, label="Website"),) if site else (),
        images=tuple(Image(url=url) for url in _images(value))[:_MAX_IMAGES],
        observations=(*_observations(value, policy), *shown.observations),
        not_read=shown.not_read,
        sources=(source_record(document, EdgeAddonAnswer.kind, "API"),),
    )


def _manifest(value: dict[str, Any]) -> dict[str, Any] | None:
    found = value.get("manifest")
    if isinstance(found, str) and len(found) < _MAX_MANIFEST:
        found = loaded(found.removeprefix("\ufeff"))
    return found if isinstance(found, dict) else None


def _number(document: Document, value: dict[str, Any]) -> str | None:
    own = text_at(value, "crxId")
    if own is not None and NUMBER.fullmatch(own):
        return own
    found = NUMBER.search((document.address or "").partition(ANSWERS)[2])
    return None if found is None else found[0]


def _whole(value: Any) -> Any:
    """Return seconds without their fraction, which the store gives."""
    return int(value) if isinstance(value, float) and 0 < value < 1e10 else value  # noqa: PLR2004  # a year away


def _images(value: dict[str, Any]) -> list[str]:
    given = [text_at(shot, "uri") or text_at(shot, "url") for shot in items(value, "screenshots")]
    urls = (f"https:{url}" if url is not None and url.startswith("//") else url for url in given)
    return [found for url in urls if (found := web_url(url)) is not None]


def _observations(value: dict[str, Any], policy: str | None) -> tuple[Observation, ...]:
    if policy is not None and policy.startswith("http://"):
        return (Observation(id="listing.privacy-policy-insecure", value=policy, where=N_("privacy policy")),)
    if policy is None and "privacyUrl" in value:
        return (Observation(id="listing.no-privacy-policy", where=N_("store answer")),)
    return ()
