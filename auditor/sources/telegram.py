"""The page of a bot, channel or person on t.me: a name, what it says of itself, and how many follow it.

Names of elements as public readers of such pages use them (``tgme_page_title``, ``tgme_page_description``,
``tgme_page_extra``; read 2026-11-26). What a bot asks for shows only in the chat with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from auditor.errors import NotFound, UnreadableTarget
from auditor.messages import N_
from auditor.model import Link, Listing, NotAnalysed, TextKind
from auditor.sources.charset import decode
from auditor.sources.fallback import page_text
from auditor.sources.markup import Index, links_in, shown, words
from auditor.sources.origin import origin
from auditor.sources.record import source_record, whole_characters
from auditor.sources.values import line, texts
from auditor.sources.webpage.links import downloads
from auditor.sources.webpage.style import Budget, style_tree
from auditor.sources.webpage.tree import build
from auditor.sources.webpage.visible import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document
    from auditor.sources.webpage.tree import Element, Tree

_HOSTS: Final = ("t.me", "telegram.me", "telegram.dog")
_NAME: Final = re.compile(r"^/@?([A-Za-z]\w{3,31})(?:/\w{1,64})?/?$")
_OPENS: Final = re.compile(rb"tg://resolve\?domain=([A-Za-z]\w{3,31})(?=[\"'&])")
_NO_NAMES: Final = frozenset(
    {"addstickers", "addemoji", "addtheme", "joinchat", "proxy", "share", "login", "socks"}
)
_PAGE: Final = b"tgme_page"
_OWN: Final = "tgme_"
_TITLE: Final = "tgme_page_title"
_ABOUT: Final = "tgme_page_description"
_BOT: Final = "bot"
_MAX_LINKS: Final = 50
_CHAT = NotAnalysed(
    check="access",
    reason=N_("The page of a bot does not show what it asks for; that shows in the chat with it."),
    source=0,
)


class TelegramPage:
    """The source that reads the pages of names on Telegram."""

    kind: Final = "telegram-page"

    def recognises(self, document: Document) -> bool:
        """By its address, or by the elements of a saved page and the name that its button opens."""
        return name_of(document) is not None

    def read(self, document: Document) -> Listing:
        """Return what the page says of the bot, channel or person.

        Raises:
            NotFound: Nobody has this name, or it does not want to be seen.
            UnreadableTarget: There is nothing in it that could be audited.
        """
        name = name_of(document) or ""
        index = Index(build(whole_characters(decode(document)[0]), document.target))
        title, about = words(index.first(_TITLE)), index.first(_ABOUT)
        if title is None:
            if _PAGE in document.body:
                raise NotFound(N_(f"Telegram shows nobody by the name {name}"))
            return page_text(document, self.kind, known={"url": f"https://t.me/{name}"})
        links = list(links_in([about] if about is not None else []))[:_MAX_LINKS]
        parts = (
            (title, TextKind.TITLE, "name"),
            (shown(about) if about is not None else None, TextKind.DESCRIPTION, "description"),
        )
        return Listing(
            kind=self.kind,
            name=line(title),
            url=f"https://t.me/{name}",
            package=f"@{name}",
            installs=_followers(words(index.first("tgme_page_extra"))),
            texts=texts(parts),
            access=_CHAT,
            links=tuple(Link(url=url, label=label) for url, label in links),
            observations=tuple(downloads(links)),
            not_read=(_CHAT,),
            sources=(source_record(document, self.kind, "page elements"),),
        )


def name_of(document: Document) -> str | None:
    """Return the name that a page of t.me is about, or None where it is no such page."""
    found = origin(document)
    if found is not None and found.host in _HOSTS:
        match = _NAME.match(found.path)
        return None if match is None or match[1].lower() in _NO_NAMES else match[1]
    # A saved page may say nowhere which address it had, but its button opens the app at the name.
    if found is None and document.address is None and _PAGE in document.body:
        opens = _OPENS.search(document.body)
        return opens[1].decode("ascii") if opens is not None and _is_telegrams(document) else None
    return None


def _is_telegrams(document: Document) -> bool:
    """Whether all that a page shows stands in elements of the site, and what is read of it is shown."""
    try:
        tree = build(whole_characters(decode(document)[0]), document.target)
    except UnreadableTarget:  # whoever reads it as a web page says why
        return False
    rendering = render(tree, style_tree(tree, dict(document.styles), Budget()))
    index = Index(tree)
    read = (index.first(name) for name in (_TITLE, _ABOUT))
    if not all(element is None or rendering.shows(element) for element in read):
        return False
    own = (rendering.text_in(element, len(document.body)) for element in _outermost(tree))
    everything = rendering.text_in(tree.root, len(document.body))
    return 0 < len("".join(everything.split())) <= len("".join("".join(own).split()))


def _outermost(tree: Tree) -> Iterator[Element]:
    """Yield the site's elements that stand in no other of them."""
    inside: set[int] = set()
    for element in tree.elements:
        above = element.parent is not None and element.parent.index in inside
        own = any(name.startswith(_OWN) for name in element.classes)
        if above or own:
            inside.add(element.index)
        if own and not above:
            yield element


def _followers(said: str | None) -> str | None:
    """Return ``12 345 monthly users``, ``987 subscribers``; the line may hold the name instead."""
    return line(said) if said is not None and re.search(r"\d", said) and not said.startswith("@") else None
