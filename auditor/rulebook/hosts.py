"""What a host pattern of a browser extension reaches: all sites, one domain, local files or else."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.rulebook.schema_access import HostClass

HOST_KINDS: Final = ("chrome", "firefox", "userscript")
"""Kinds of access that have host patterns."""

_WEB: Final = frozenset({"*", "http", "https", "http*", "ws", "wss", "ftp"})
_HOST: Final = re.compile(r"(\*\.)?([^*\s/]+)")
_PORT: Final = re.compile(r":(?:\d{1,5}|\*)$")
_SECOND_LEVELS: Final = frozenset(
    {"ac", "co", "com", "edu", "go", "gob", "gov", "mil", "ne", "net", "or", "org"}
)
_LOCAL_NAMES: Final = frozenset({"localhost", "local", "internal", "test", "example", "invalid", "lan"})
_COUNTRY_LETTERS: Final = 2


class HostScope(StrEnum):
    """How far a pattern reaches."""

    ALL_SITES = "all-sites"
    DOMAIN = "domain"
    LOCAL_FILES = "local-files"
    OTHER = "other"


class HostPattern(NamedTuple):
    """A pattern, read."""

    scope: HostScope
    domain: str = ""
    """The domain asked for, where the scope is one domain; else empty."""
    subdomains: bool = False
    """Whether everything below the domain is asked for as well."""


class HostMatch(NamedTuple):
    """The class that a pattern falls into, the domain that it names (or an empty string), and how deep."""

    rule: HostClass
    domain: str
    subdomains: bool = False

    def platform_warning(self, kind: str) -> str | None:
        """Return what the browser of this ``kind`` tells at installation, or None where it tells nothing.

        Where ``install_warnings`` has words for sites of this kind, those count instead.
        """
        words = self.rule.platform_warning.get(kind)
        if self.subdomains:
            words = self.rule.platform_warning_below.get(kind, words)
        return None if words is None else words.replace("{domain}", self.domain)


def classify_host(pattern: str) -> HostPattern:
    """Return what ``pattern`` reaches. Patterns that no browser accepts count as ``other``.

    A pattern over a whole ending (``*://*.com/*``, ``https://*.co.uk/*``) reaches so many sites that it
    counts as all sites.
    """
    pattern = pattern.strip().lower()
    if pattern in ("<all_urls>", "*"):
        return HostPattern(HostScope.ALL_SITES)
    scheme, separator, rest = pattern.partition("://")
    if scheme == "file" and separator:
        return HostPattern(HostScope.LOCAL_FILES)
    if scheme not in _WEB or not separator:
        return HostPattern(HostScope.OTHER)
    return _classify_web(_PORT.sub("", rest.partition("/")[0]).rstrip("."))


def _classify_web(host: str) -> HostPattern:
    if host in ("*", "*.*"):
        return HostPattern(HostScope.ALL_SITES)
    if not (match := _HOST.fullmatch(host)):
        return HostPattern(HostScope.OTHER)
    wildcard, domain = match[1] is not None, match[2]
    if wildcard and _is_ending(domain):
        return HostPattern(HostScope.ALL_SITES)
    return HostPattern(HostScope.DOMAIN, domain, wildcard)


def _is_ending(domain: str) -> bool:
    return ending_of(f"x.{domain}") == domain


def ending_of(host: str) -> str:
    """Return what registries hand names out below: ``com`` of ``www.tiktok.com``, ``co.uk`` of ``bbc.co.uk``.

    Empty for an ending itself, an IP address and a name that stands in no public directory. An
    approximation of the Public Suffix List that knows the common second levels.
    """
    *above, last = host.split(".")
    if not above or last in _LOCAL_NAMES or not last[:1].isalpha():
        return ""
    second = above[-1]
    if len(last) != _COUNTRY_LETTERS or second not in _SECOND_LEVELS:
        return last
    return f"{second}.{last}" if len(above) > 1 else ""


def first_class(classes: Iterable[HostClass], pattern: str) -> HostMatch | None:
    """Return the first of ``classes`` that ``pattern`` falls into, or None."""
    host = classify_host(pattern)
    for rule in classes:
        if _fits(rule, host):
            return HostMatch(rule, host.domain, host.subdomains)
    return None


def _fits(rule: HostClass, host: HostPattern) -> bool:
    if rule.match == "any-of-domains":
        inside = (host.domain == domain or host.domain.endswith(f".{domain}") for domain in rule.domains)
        return host.scope is HostScope.DOMAIN and any(inside)
    return rule.match in ("other", host.scope.value)
