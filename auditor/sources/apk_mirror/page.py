"""The page of an app on a mirror: by JSON-LD and Open Graph, then by elements, then as text.

What a page names is what the site says: a mirror's publisher is whom it calls so, not who put the file there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from auditor.errors import EmptyTarget
from auditor.limits import MAX_ACCESS
from auditor.messages import N_
from auditor.model import AccessRequest, Image, Link, Listing, Observation, TextKind
from auditor.owners import site_of
from auditor.sources.android_labels import permission_of
from auditor.sources.android_names import is_android_name
from auditor.sources.apk_mirror.aptoide import NO_PERMISSIONS, app_in_page, listing_of
from auditor.sources.apk_mirror.elements import of_elements, of_open_graph
from auditor.sources.apk_mirror.facts import Facts, of_linked
from auditor.sources.apk_mirror.sites import HOSTS, SITES
from auditor.sources.browser_access import unique
from auditor.sources.charset import decode
from auditor.sources.embedded import app_data
from auditor.sources.fallback import ABSENT, page_text
from auditor.sources.origin import origin, parts_of
from auditor.sources.record import source_record, whole_characters
from auditor.sources.values import texts
from auditor.sources.webpage.tree import build

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.sources.apk_mirror.sites import Site
    from auditor.sources.interface import Document
    from auditor.sources.origin import Origin

_MAX_ID: Final = 480
_WHOLE_TEXT: Final = N_(
    "The description was not found where such pages have it, so all of the page's text was read."
)


def place_of(document: Document) -> tuple[Site, Origin, str | None] | None:
    """Return the site that an app's page stands on, its address, and the app's id if that names one."""
    if document.address is None and not any(host.encode() in document.body for host in HOSTS):
        return None
    found = origin(document)
    if found is None:
        return None
    for site in SITES:
        if _stands_on(found.host, site) and (match := site.path.match(found.path)) is not None:
            return site, found, match.groupdict().get("package")
    return None


def _stands_on(host: str, site: Site) -> bool:
    if not site.below:
        return host in site.hosts
    return any(host.endswith(f".{each}") for each in site.hosts)


class ApkMirrorPage:
    """The source that reads pages of apps on the sites of :mod:`auditor.sources.apk_mirror.sites`."""

    kind: Final = "apk-mirror"

    def recognises(self, document: Document) -> bool:
        """By the address that the document has or names as its own."""
        return place_of(document) is not None

    def read(self, document: Document) -> Listing:
        """Return the app's listing.

        Raises:
            UnreadableTarget: There is nothing in it that could be audited.
        """
        place = place_of(document)
        if place is None:
            raise EmptyTarget(N_(f"{document.target!r} holds no text"))
        site, found, package = place
        listing = _of_embedded(document, site) or _listing(document, site, Facts(package=package))
        url = f"https://{urlsplit(found.url).hostname}{found.path}"
        here = Observation(id="listing.apk-mirror", value=url, where=site.name)
        return listing.model_copy(update={"url": url, "observations": (here, *listing.observations)})


def _of_embedded(document: Document, site: Site) -> Listing | None:
    app = app_in_page(document.body) if site.kind == "aptoide" else None
    return None if app is None else listing_of(document, app, site.kind, "__NEXT_DATA__")


def _listing(document: Document, site: Site, known: Facts) -> Listing:
    tree = build(whole_characters(decode(document)[0]), document.target)
    linked, shown, graph = (
        of_linked(app_data(document.body), site),
        of_elements(tree, site),
        of_open_graph(tree),
    )
    description = shown.description or linked.description
    facts = known.then(linked).then(shown).then(graph)
    steps = [name for part, name in ((linked, "JSON-LD"), (shown, "page elements")) if part]
    if not steps and graph:
        steps = ["Open Graph"]
    fields = {**_fields(facts, site), "not_read": () if facts.permissions else (NO_PERMISSIONS,)}
    if facts.name is None or description is None:
        return _by_text(document, site, steps, fields)
    kind = TextKind.VISIBLE if site.editorial else TextKind.DESCRIPTION
    parts = (
        (facts.name, TextKind.TITLE, "name"),
        (facts.mod, kind, "mod info"),
        (description, kind, "description"),
        (linked.description, TextKind.META, "JSON-LD description"),
        (facts.changes, TextKind.CHANGES, N_("what's new")),
    )
    sources = (source_record(document, site.kind, ", ".join(steps)),)
    return Listing(**fields, texts=texts(_once(parts)), sources=sources)


def _once(parts: Iterable[tuple[str | None, TextKind, str]]) -> Iterable[tuple[str | None, TextKind, str]]:
    """Yield the parts without those whose words stand in one before."""
    said: list[str] = []
    for part in parts:
        if part[0] is not None and part[0] not in said:
            said.append(part[0])
            yield part


def _by_text(document: Document, site: Site, steps: list[str], fields: dict[str, Any]) -> Listing:
    """Return what the page shows, with the fields that were found otherwise."""
    shown = page_text(document, site.kind, reason=_WHOLE_TEXT if steps else ABSENT)
    known = {name: value for name, value in fields.items() if value not in (None, ()) and name != "not_read"}
    record = shown.sources[0]
    read_with = ", ".join([*steps, record.read_with])
    return shown.model_copy(
        update={
            **known,
            "name": fields["name"] or shown.name,
            "publisher": fields["publisher"],
            "access": fields["access"] if fields["not_read"] == () else shown.access,
            "links": tuple(link for link in shown.links if not _own(link.url, site)),
            "not_read": (*shown.not_read, *fields["not_read"]),
            "sources": (record.model_copy(update={"read_with": read_with}),),
        }
    )


def _fields(facts: Facts, site: Site) -> dict[str, Any]:
    maker_url = facts.publisher_url if facts.publisher_url and not _own(facts.publisher_url, site) else None
    return {
        "kind": site.kind,
        "name": facts.name,
        "publisher": facts.publisher,
        "publisher_url": maker_url,
        "package": facts.package,
        "version": facts.version,
        "updated": facts.updated,
        "category": facts.category,
        "rating": facts.rating,
        "ratings": facts.ratings,
        "installs": facts.installs,
        "price": facts.price,
        "access": _access(facts.permissions) if facts.permissions else NO_PERMISSIONS,
        "links": (Link(url=maker_url, label="Website"),) if maker_url else (),
        "images": tuple(Image(url=url) for url in facts.images),
    }


def _access(named: tuple[str, ...]) -> tuple[AccessRequest, ...]:
    """Return permissions that the page lists, by name or in Android's words; others are kept as they are."""
    return unique(
        AccessRequest(
            id=(label if is_android_name(label) else permission_of(label) or f"apk-mirror:{label}")[:_MAX_ID],
            where=N_(f"permissions: {label}")[:_MAX_ID],
        )
        for label in named[:MAX_ACCESS]
    )


def _own(url: str, site: Site) -> bool:
    """Whether ``url`` leads to the site itself: to another app, or to the file that it passes on."""
    found = parts_of(url)
    return found is not None and site_of(found.host) in (*site.hosts, *site.files)
