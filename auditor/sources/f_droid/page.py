"""The page of a package on f-droid.org, by its elements or else as text.

Names of elements: https://github.com/f-droid/fdroid-website (``_layouts/package.html``, commit ab4533fe of
2025-05-08).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from auditor.limits import MAX_ACCESS
from auditor.messages import N_
from auditor.model import AccessRequest, Link, Listing, NotAnalysed, Observation, TextKind
from auditor.sources.android_labels import permission_of
from auditor.sources.android_names import NAME
from auditor.sources.browser_access import unique
from auditor.sources.charset import decode
from auditor.sources.fallback import page_text
from auditor.sources.markup import Index, links_in, shown, words
from auditor.sources.merge import ANDROID_PERMISSIONS
from auditor.sources.origin import page_at
from auditor.sources.record import source_record, whole_characters
from auditor.sources.values import day_of, line, texts, web_url
from auditor.sources.webpage.tree import build

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from auditor.sources.interface import Document
    from auditor.sources.webpage.tree import Element

HOST: Final = "f-droid.org"
_PACKAGE: Final = re.compile(rf"^/(?:[A-Za-z_-]{{2,10}}/)?packages/({NAME})/?$")
_WRITTEN: Final = re.compile(r"[A-Z][a-z]{2,8} \d{1,2}, \d{4}|\d{4}-\d\d-\d\d")
_MAX_ID: Final = 480
_MAX_LINKS: Final = 100
_NO_LIST = NotAnalysed(
    check=ANDROID_PERMISSIONS,
    reason=N_(
        "The list of permissions was not found where the pages of F-Droid have it; hand in the package."
    ),
    source=0,
)


def package_of(document: Document) -> str | None:
    """Return the package that the page's own address names."""
    match = page_at(document, (HOST,), _PACKAGE)
    return None if match is None else match[1]


class FDroidPage:
    """The source that reads the pages of packages."""

    kind: Final = "f-droid"

    def recognises(self, document: Document) -> bool:
        """By the address that the document has or names as its own."""
        return package_of(document) is not None

    def read(self, document: Document) -> Listing:
        """Return the package's listing.

        Raises:
            UnreadableTarget: There is nothing in it that could be audited.
        """
        package = package_of(document)
        url = f"https://{HOST}/packages/{package}/"
        index = Index(build(whole_characters(decode(document)[0]), document.target))
        name, about = words(index.first("package-name")), index.first("package-description")
        if name is None or about is None:
            listing = page_text(document, self.kind, known={"package": package, "url": url})
            return listing.model_copy(update={"not_read": (*listing.not_read, _NO_LIST)})
        return _listing(document, index, (name, about, url, package))


def _listing(document: Document, index: Index, known: tuple[str, Element, str, str | None]) -> Listing:
    name, about, url, package = known
    latest = index.with_id("latest")
    header = next((e for e in _below(latest) if "package-version-header" in e.classes), None)
    access = _access(latest)
    news = index.first("package-whats-new")
    parts = (
        (name, TextKind.TITLE, "name"),
        (words(index.first("package-summary")), TextKind.META, "summary"),
        (shown(about), TextKind.DESCRIPTION, "description"),
        (shown(news) if news is not None else None, TextKind.CHANGES, N_("what's new")),
    )
    links = [(address, label) for address, label in links_in(index.with_class("package-link")) if label]
    return Listing(
        kind=FDroidPage.kind,
        name=line(name),
        publisher=_author(index),
        publisher_url=web_url(links[1][0]) if len(links) > 1 and "spdx.org" in links[0][0] else None,
        url=url,
        package=package,
        version=_version(header),
        updated=_added(header),
        price="Free",
        texts=texts(parts),
        access=access if access is not None else _NO_LIST,
        links=tuple(Link(url=address, label=label) for address, label in links)[:_MAX_LINKS],
        observations=tuple(_anti_features(index)),
        not_read=() if access is not None else (_NO_LIST,),
        sources=(source_record(document, FDroidPage.kind, "page elements"),),
    )


def _below(element: Element | None) -> list[Element]:
    return [] if element is None else element.descendants()


def _access(latest: Element | None) -> tuple[AccessRequest, ...] | None:
    """Return what the newest version asks for; None where the page does not list it.

    The page shows Android's words for a permission where it has some, in the page's language, and else the
    permission itself. Words that stand for no single permission are kept as they are.
    """
    elements = _below(latest)
    if any("no-permissions" in element.classes for element in elements):
        return ()
    if not any("package-version-permissions-list" in element.classes for element in elements):
        return None
    labels = [line(words(element)) for element in elements if "permission-label" in element.classes]
    return unique(_request(label) for label in labels[:MAX_ACCESS] if label is not None)


def _request(label: str) -> AccessRequest:
    named = re.fullmatch(r"[A-Za-z]\w*(?:\.\w+)+", label)
    permission = label if named is not None else permission_of(label)
    return AccessRequest(
        id=(permission or f"f-droid:{label}")[:_MAX_ID], where=N_(f"permissions: {label}")[:_MAX_ID]
    )


def _author(index: Index) -> str | None:
    """Return the maker's name: the row of the links with a mail address, or without any link."""
    for row in index.with_class("package-link")[:3]:
        link = next((element for element in row.descendants() if element.tag == "a"), None)
        if link is not None and not link.get("href").startswith("mailto:"):
            continue
        said = words(link) if link is not None else (words(row) or "").partition(":")[2]
        return None if said is None or "@" in said else line(said)
    return None


def _version(header: Element | None) -> str | None:
    anchor = next((element for element in _below(header) if element.tag == "a" and element.get("name")), None)
    return line(anchor.get("name")) if anchor is not None else None


def _added(header: Element | None) -> dt.date | None:
    found = _WRITTEN.search(words(header) or "")
    return day_of(found[0]) if found is not None else None


def _anti_features(index: Index) -> Iterator[Observation]:
    for element in index.with_class("anti-feature-link")[:30]:
        if (said := line(words(element))) is not None:
            yield Observation(id="listing.anti-feature", value=said, where="anti-features")
