"""Tell consent links from other links, and whose page they lead to or pretend to lead to."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.limits import MAX_URL_CHARACTERS
from auditor.sources.blanks import BLANK
from auditor.sources.consent.hosts import Host, carried_name, named_in, owner, read_host
from auditor.sources.consent.parts import LinkParts, fully_decoded, split_link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from auditor.rulebook import Rulebook
    from auditor.rulebook.schema_providers import AuthorizePage, Provider

CLIENT: Final = (
    "client_key",
    "client_id",
    "app_id",
    "clientid",
    "client-id",
    "app_key",
    "service_id",
    "bot_id",
)
REDIRECT: Final = (
    "redirect_uri", "redirect_url", "redirecturi", "redirect-uri", "return_to", "callback_url",
    "oauth_callback",
)  # fmt: skip
_ASKING: Final = (*REDIRECT, "scope", "scopes", "response_type", "code_challenge")
_HINT: Final = re.compile(
    r"(?i)oauth|authori[sz]|(?<![a-z])auth(?![a-z])|authenticate|consent|client.?(?:id|key)"
    r"|app_(?:id|key)|service_id|bot_id|%3d"
)
"""Cheap first look: a link without any of these is no consent link, and needs no rules to say so."""
_AUTHORIZE: Final = frozenset({"authorize", "authorise", "authorization", "authorisation"})
_OAUTH: Final = frozenset({"oauth", "oauth2", "auth", "authenticate", "connect", "consent"})
_NO_PAGE: Final = frozenset({"token", "access_token", "refresh_token", "revoke", "introspect", "callback"})


_DISTINCT: Final = 2
"""Slashes inside a path that is long enough to be told from others."""


class Standing(StrEnum):
    """How the link's host relates to the provider."""

    PAGE = "page"
    """A consent page of the provider's own that the rules list."""
    DOMAIN = "domain"
    """The provider's own site, and a page that the rules do not list."""
    LOOK_ALIKE = "look-alike"
    """Another site whose host carries the provider's name."""
    USERINFO = "userinfo"
    """Another site; the provider's name stands before an ``@``."""
    SHAPE = "shape"
    """Another site; path and parameters are those of the provider's own page."""
    UNKNOWN = "unknown"
    """A service that the rules do not know."""


class ConsentLink(NamedTuple):
    """A link, recognised as one that asks for consent."""

    text: str
    """The link itself, without what it was wrapped in."""
    parts: LinkParts
    host: Host
    provider: Provider | None
    page: AuthorizePage | None
    standing: Standing
    outer: str = ""
    """The link of another site that it was wrapped in, where it was."""

    @property
    def genuine(self) -> bool:
        """Whether it leads to the provider's own site."""
        return self.standing in (Standing.PAGE, Standing.DOMAIN)


@cache
def default_rulebook() -> Rulebook:
    """Return the shipped rules, loaded once."""
    from auditor.rulebook import load_rulebook  # noqa: PLC0415  # most links need no rules

    return load_rulebook()


def may_ask(url: str) -> bool:
    """Whether a first look at ``url`` leaves it open that it asks for consent."""
    return len(url) <= MAX_URL_CHARACTERS and _HINT.search(url) is not None


def recognise(url: str, providers: Collection[Provider]) -> ConsentLink | None:
    """Return what consent ``url`` asks for and whose page it is on, or None where it asks for none.

    A link that only leads on to a consent page (a redirector, a provider's own login page) counts as the
    link that it leads to.
    """
    if not may_ask(url):
        return None
    parts = split_link(url)
    return _direct(url, parts, providers) or _wrapped(url, parts, providers)


def recognise_bare(url: str, providers: Collection[Provider]) -> ConsentLink | None:
    """Return the same as :func:`recognise`, without looking inside ``url``."""
    return _direct(url, split_link(url), providers) if may_ask(url) else None


def as_address(value: str) -> str | None:
    """Return the value of a parameter, decoded, where it is a web address."""
    value = value.strip()
    if ":" not in value and "%3a" in value.lower():
        value = fully_decoded(value)
    return value if value[:8].lower().startswith(("http://", "https://", "//")) else None


def _direct(url: str, parts: LinkParts, providers: Collection[Provider]) -> ConsentLink | None:
    if not parts.web or not parts.host:
        return None
    host = read_host(parts.host)
    provider = owner(host, providers)
    if provider is not None:
        return _on_own_site(url, parts, host, provider)
    return _elsewhere(url, parts, host, providers)


def _wrapped(url: str, parts: LinkParts, providers: Collection[Provider]) -> ConsentLink | None:
    if not parts.web or not parts.host:
        return None
    for each in parts.parameters:
        inner = as_address(each.value)
        link = None if inner is None else recognise_bare(inner, providers)
        if link is not None and link.provider is not None:
            own_login = owner(read_host(parts.host), [link.provider]) is not None
            return link if own_login else link._replace(outer=url)
    return None


def _on_own_site(url: str, parts: LinkParts, host: Host, provider: Provider) -> ConsentLink | None:
    page = next((page for page in provider.authorize if page.host == host.ascii and _at(parts, page)), None)
    if page is not None:
        return ConsentLink(url, parts, host, provider, page, Standing.PAGE)
    if not _asks(parts) and not (_path_asks(parts) and parts.parameters):
        return None
    page = next((page for page in provider.authorize if _at(parts, page)), None)
    return ConsentLink(url, parts, host, provider, page, Standing.DOMAIN)


def _elsewhere(url: str, parts: LinkParts, host: Host, providers: Collection[Provider]) -> ConsentLink | None:
    """Look at a host that belongs to no known provider."""
    asks = _asks(parts)
    shaped = _shape(parts, providers)
    if parts.userinfo and (named := named_in(parts.userinfo, providers)) and (asks or _path_asks(parts)):
        return ConsentLink(url, parts, host, named, _page_of(parts, named), Standing.USERINFO)
    if asks or shaped or _path_asks(parts):
        named = carried_name(host, providers)
        if named is not None:
            return ConsentLink(url, parts, host, named, _page_of(parts, named), Standing.LOOK_ALIKE)
    if not asks:
        return None
    if shaped is not None:
        return ConsentLink(url, parts, host, shaped, _page_of(parts, shaped), Standing.SHAPE)
    return ConsentLink(url, parts, host, None, None, Standing.UNKNOWN)


def _asks(parts: LinkParts) -> bool:
    """Whether the parameters are those of a consent page: who asks, and for what or where to return."""
    if parts.segments and parts.segments[-1] in _NO_PAGE:
        return False
    return parts.has(*CLIENT) and parts.has(*_ASKING)


def _path_asks(parts: LinkParts) -> bool:
    segments = parts.segments
    if not segments or segments[-1] in _NO_PAGE:
        return False
    if _AUTHORIZE.intersection(segments):
        return True
    return not _OAUTH.isdisjoint(segments) and parts.has(*CLIENT, *_ASKING)


def _at(parts: LinkParts, page: AuthorizePage) -> bool:
    """Whether the path is that of ``page``; ``*``, and a blank in the link, stand for any one segment."""
    wanted = [part for part in page.path.lower().split("/") if part]
    given = parts.segments
    return len(wanted) == len(given) and all(
        want in ("*", segment) or BLANK in segment for want, segment in zip(wanted, given, strict=True)
    )


def _page_of(parts: LinkParts, provider: Provider) -> AuthorizePage | None:
    """Return the page of ``provider`` that the link's path imitates."""
    return next((page for page in provider.authorize if _at(parts, page)), None)


def _shape(parts: LinkParts, providers: Iterable[Provider]) -> Provider | None:
    """Return the provider whose own path the link has together with a client parameter of its own.

    Short paths and ``client_id`` are everybody's. What is left may still be a sister of the provider's
    (Douyin's pages are built like TikTok's), so that the scopes have the last word in :mod:`.link`.
    """
    return next(
        (
            provider
            for provider in providers
            for page in provider.authorize
            if page.client_parameter != "client_id"
            and page.path.strip("/").count("/") >= _DISTINCT
            and parts.has(page.client_parameter)
            and _at(parts, page)
        ),
        None,
    )
