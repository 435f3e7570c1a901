"""A script's page on Greasy Fork, and what the site tells of it as JSON.

Names of elements and of fields: https://github.com/greasyfork-org/greasyfork (``views/scripts``,
``Script#serializable_hash``; commit 1d67914a of 2026-08-19).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from auditor.errors import LayoutChanged
from auditor.messages import N_
from auditor.model import AccessRequest, Link, Listing, NotAnalysed, Observation, TextKind
from auditor.sources.answer import answers, has_keys, value_in
from auditor.sources.browser_access import unique
from auditor.sources.charset import decode
from auditor.sources.companion import companion
from auditor.sources.fallback import page_text
from auditor.sources.markup import Index, links_in, shown, words
from auditor.sources.merge import SCRIPT_GRANTS
from auditor.sources.origin import page_at, parts_of, stands_at
from auditor.sources.record import source_record, whole_characters
from auditor.sources.userscript.places import EVERYWHERE, called, patterns_of
from auditor.sources.userscript.script import KIND, Userscript
from auditor.sources.values import at, count_of, day_of, items, line, plain, texts, web_url
from auditor.sources.webpage.tree import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document, Fetcher
    from auditor.sources.webpage.tree import Element

HOSTS: Final = ("greasyfork.org", "sleazyfork.org", "cn-greasyfork.org")
_APIS: Final = tuple(f"api.{host}" for host in HOSTS)
_PAGE: Final = re.compile(r"^/(?:[A-Za-z-]{2,8}/)?scripts/(\d{1,12})(?:-[^/.]*)?/?$")
_KEYS: Final = (b'"code_url"', b'"total_installs"', b'"good_ratings"')
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MAX_PLACES: Final = 400
_SCRIPT: Final = "text/javascript,application/javascript;q=0.9,text/plain;q=0.8,*/*;q=0.1"
_GRANTS = NotAnalysed(
    check=SCRIPT_GRANTS,
    reason=N_(
        "The page does not list what the script may do beyond where it runs; hand in the script itself "
        "(its address ends in .user.js), or the page's address."
    ),
    source=0,
)


class GreasyForkPage:
    """The source that reads a script's page."""

    kind: Final = "greasy-fork"

    def recognises(self, document: Document) -> bool:
        """By the address that the document has or names as its own."""
        return page_at(document, HOSTS, _PAGE) is not None

    def read(self, document: Document) -> Listing:
        """Return what the page says of the script, by its elements or else as text.

        Raises:
            UnreadableTarget: There is nothing in it that could be audited.
        """
        index = Index(build(whole_characters(decode(document)[0]), document.target))
        info = index.with_id("script-info")
        name = next((e for e in info.descendants() if e.tag == "h2"), None) if info is not None else None
        if name is None:
            return page_text(document, self.kind)
        return self._listing(document, index, words(name))

    def _listing(self, document: Document, index: Index, name: str | None) -> Listing:
        found = stands_at(document, *HOSTS)
        author = _last(index, "script-show-author")
        installs = words(_last(index, "script-show-total-installs"))
        about = index.with_id("additional-info")
        parts = (
            (name, TextKind.TITLE, "name"),
            (words(index.with_id("script-description")), TextKind.DESCRIPTION, "description"),
            (shown(about) if about is not None else None, TextKind.DESCRIPTION, N_("additional information")),
        )
        install = install_link(index)
        return Listing(
            kind=self.kind,
            name=line(name),
            publisher=line(words(author)),
            publisher_url=None,
            url=found.url if found is not None else None,
            installs=f"{installs} installs" if installs else None,
            version=line(words(_last(index, "script-show-version"))),
            updated=_updated(_last(index, "script-show-updated-date")),
            texts=texts(parts),
            access=unique(_places(_last(index, "script-show-applies-to"))),
            links=tuple([Link(url=install, label="Install")] if install else [])
            + tuple(
                Link(url=url, label=label) for url, label in links_in([about] if about is not None else [])
            ),
            observations=tuple(_anti_features(_last(index, "script-antifeatures"))),
            not_read=(_GRANTS,),
            sources=(source_record(document, self.kind, "page elements"),),
        )


class GreasyForkData:
    """The source that reads the JSON that the site gives at ``/scripts/<number>.json``."""

    kind: Final = "greasy-fork-data"

    def recognises(self, document: Document) -> bool:
        """By JSON with the keys of its objects, which no other address gives."""
        if document.address is not None and not answers(document, (*HOSTS, *_APIS), "/"):
            return False
        return has_keys(document, _KEYS)

    def read(self, document: Document) -> Listing:
        """Return what it says of the script.

        Raises:
            LayoutChanged: It is no answer of a known shape.
        """
        value = value_in(document)
        if not isinstance(value, dict) or line(value.get("name")) is None:
            raise LayoutChanged(
                N_(f"{document.target!r} is an answer of Greasy Fork whose shape is not known")
            )
        return self._listing(document, value)

    def _listing(self, document: Document, value: dict[str, Any]) -> Listing:
        installs = count_of(value.get("total_installs"))
        authors = [line(user.get("name")) for user in items(value, "users") if isinstance(user, dict)]
        links = (("code_url", "Install"), ("support_url", "Support"), ("contribution_url", "Contributions"))
        found = [(web_url(value.get(key)), label) for key, label in links]
        return Listing(
            kind=self.kind,
            name=line(value.get("name")),
            publisher=", ".join(name for name in authors[:10] if name) or None,
            url=web_url(value.get("url")),
            installs=None if installs is None else f"{installs:,} installs",
            version=line(value.get("version")),
            updated=day_of(value.get("code_updated_at")),
            released=day_of(value.get("created_at")),
            texts=texts(
                (
                    (line(value.get("name")), TextKind.TITLE, "name"),
                    (plain(value.get("description")), TextKind.DESCRIPTION, "description"),
                )
            ),
            links=tuple(Link(url=url, label=label) for url, label in found if url is not None),
            not_read=(_GRANTS,),
            sources=(source_record(document, self.kind, "JSON"),),
        )


def install_link(index: Index) -> str | None:
    """Return the address of the script that the page's button installs."""
    for element in index.with_class("install-link"):
        url = web_url(element.get("href"))
        if url is not None and element.get("data-install-format") in ("", "js"):
            return url
    return None


def userscript_companions(document: Document, fetcher: Fetcher) -> Iterator[Listing]:
    """Yield what the script itself says if ``document`` is its page on Greasy Fork or its data."""
    if GreasyForkPage().recognises(document):
        url = install_link(Index(build(whole_characters(decode(document)[0]), document.target)))
    elif document.address is not None and GreasyForkData().recognises(document):
        url = web_url(at(value_in(document), "code_url"))
    else:
        return
    found = parts_of(url) if url is not None else None
    if found is None or not found.host.endswith(HOSTS):
        return
    script = found.url
    yield companion(
        lambda: Userscript().read(fetcher.get(script, accept=_SCRIPT)),
        KIND,
        SCRIPT_GRANTS,
        N_("The script itself could not be read"),
    )


def _last(index: Index, name: str) -> Element | None:
    """Return the value of a row of the page's facts: the ``dd``, whose ``dt`` has the same class."""
    return next((element for element in index.with_class(name) if element.tag == "dd"), None)


def _updated(element: Element | None) -> Any:
    for part in element.descendants() if element is not None else ():
        if part.has("datetime"):
            return day_of(part.get("datetime"))
    found = _DAY.search(words(element) or "")
    return day_of(found[0]) if found is not None else None


def _places(element: Element | None) -> Iterator[AccessRequest]:
    if element is None:
        return
    rows = [e for e in element.descendants() if e.tag == "li"][:_MAX_PLACES]
    for row in rows:
        shown_as = words(row) or ""
        is_rule = "/" in shown_as or "*" in shown_as
        for pattern in patterns_of(shown_as) if is_rule else filter(None, (called(shown_as),)):
            yield AccessRequest(id=f"{KIND}:host:{pattern}"[:480], where=N_(f"applies to {shown_as}")[:200])
    if not rows:
        yield AccessRequest(id=f"{KIND}:host:{EVERYWHERE}", where=N_(f"applies to: {words(element)}")[:200])


def _anti_features(element: Element | None) -> Iterator[Observation]:
    for part in element.descendants() if element is not None else ():
        if part.has("title") and (name := words(part)):
            value = f"{name}: {part.get('title')}"
            yield Observation(id="listing.anti-feature", value=str(line(value)), where="antifeatures")
