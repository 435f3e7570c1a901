"""The page of a repository: its README as the description, with all that it links to.

GitHub renders the README into the page itself (``article.markdown-body``, for plain text ``div.plain``).
Nothing of the page around it is read as the tool's words, and the repository's code is not read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from auditor.errors import EmptyTarget
from auditor.messages import N_
from auditor.model import Listing, NotAnalysed, Text, TextKind
from auditor.sources.charset import decode
from auditor.sources.fallback import page_text
from auditor.sources.markup import Index, words
from auditor.sources.origin import page_at
from auditor.sources.record import source_record, whole_characters
from auditor.sources.values import line, texts
from auditor.sources.webpage import WebPage
from auditor.sources.webpage.tree import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document
    from auditor.sources.webpage.tree import Tree

HOST: Final = "github.com"
_REPOSITORY: Final = re.compile(
    r"^/([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/([A-Za-z0-9._-]{1,100})"
    r"(?:/?$|/(tree|blob)/[^?#]{1,600}$|/(releases)(?:/(?:tag/[^?#]{1,300}|latest))?/?$)"
)
_NO_OWNERS: Final = frozenset(
    {
        "about", "apps", "collections", "contact", "customer-stories", "enterprise", "events", "explore",
        "features", "login", "marketplace", "notifications", "orgs", "pricing", "readme", "search",
        "security", "settings", "site", "sponsors", "stars", "topics", "trending", "users",
    }
)  # fmt: skip
"""First parts of addresses that are the site's own and nobody's name."""
_MAX_NOTES: Final = 30
_MAX_MARKUP: Final = 4_000_000
"""Characters of all release notes of a page; notes inside notes would count again and again."""
_README: Final = ("article.markdown-body", "div.markdown-body", "div.plain")
_ABOUT: Final = re.compile(r"^Contribute to .{1,200} development by creating an account on GitHub\.?$")
CODE = NotAnalysed(
    check="repository-code",
    reason=N_("The repository's code was not read; what it says of itself was."),
    source=0,
)
_NO_README = NotAnalysed(check="readme", reason=N_("The page shows no README that could be read."), source=0)


def repository_of(document: Document) -> tuple[str, str, bool] | None:
    """Return owner, repository and whether the page is about releases; None where it is no such page."""
    match = page_at(document, (HOST,), _REPOSITORY)
    if match is None or match[1].lower() in _NO_OWNERS:
        return None
    return match[1], match[2], match[4] is not None


class GitHubPage:
    """The source that reads the pages of repositories and of their releases."""

    kind: Final = "github-repository"

    def recognises(self, document: Document) -> bool:
        """By the address that the document has or names as its own."""
        return repository_of(document) is not None

    def read(self, document: Document) -> Listing:
        """Return the repository's listing.

        Raises:
            UnreadableTarget: There is nothing in it that could be audited.
        """
        owner, name, releases = repository_of(document) or ("", "", False)
        url = f"https://{HOST}/{owner}/{name}"
        tree = build(whole_characters(decode(document)[0]), document.target)
        shown = [
            listing for part in _parts(tree, all_of_them=releases) if (listing := _read(part, document, url))
        ]
        about = _about(tree, f"{owner}/{name}")
        if not shown and about is None:
            listing = page_text(document, self.kind, known={"url": url, "publisher": owner, "name": name})
            return listing.model_copy(update={"not_read": (*listing.not_read, _NO_README, CODE)})
        where, kind = (
            (N_("release notes"), TextKind.CHANGES) if releases else ("README", TextKind.DESCRIPTION)
        )
        found = tuple(_renamed(text, kind, where) for part in shown for text in part.texts)
        head = texts(((name, TextKind.TITLE, "name"), (about, TextKind.META, "about")))
        return Listing(
            kind=self.kind,
            name=name,
            publisher=owner,
            publisher_url=f"https://{HOST}/{owner}",
            url=url,
            privacy_policy=next((part.privacy_policy for part in shown if part.privacy_policy), None),
            texts=(*head, *found),
            access=shown[0].access if shown else Listing().access,
            links=tuple(link for part in shown for link in part.links),
            images=tuple(image for part in shown for image in part.images),
            observations=tuple(o for part in shown for o in part.observations),
            not_read=(CODE,) if shown else (_NO_README, CODE),
            sources=(source_record(document, self.kind, "README" if shown else "page elements"),),
        )


def _parts(tree: Tree, *, all_of_them: bool) -> Iterator[str]:
    """Yield the markup of the README, or of all notes where the page is about releases."""
    found = next((nodes for selector in _README if (nodes := tree.parser.css(selector))), [])
    left = _MAX_MARKUP
    for node in found[: _MAX_NOTES if all_of_them else 1]:
        markup = node.html or ""
        left -= len(markup)
        if left < 0 and all_of_them:
            return
        yield markup


def _read(markup: str, document: Document, url: str) -> Listing | None:
    """Return what a part of the page says, asks for and leads to, or None where there is nothing in it."""
    part = replace(
        document, body=markup.encode(), url=url, final_url=None, media_type="text/html", charset="utf-8"
    )
    try:
        return WebPage().read(part)
    except EmptyTarget:
        return None


def _renamed(text: Text, kind: TextKind, where: str) -> Text:
    visible = text.kind is TextKind.VISIBLE
    return text.model_copy(update={"kind": kind, "where": where}) if visible else text


def _about(tree: Tree, repository: str) -> str | None:
    """Return the line that describes the repository: in the side bar, else what the page tells machines."""
    aside = words(Index(tree).first("f4"))
    for element in tree.tagged("meta"):
        if element.get("property") == "og:description" or (
            element.get("name") == "description" and not aside
        ):
            said = line(element.get("content").removesuffix(f" - {repository}"))
            if said is not None and _ABOUT.match(said) is None:
                return said
    return aside
