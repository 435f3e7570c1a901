"""Whose host is it: the provider's own, one that carries the provider's name, or somebody else's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import idna

from auditor.sources.consent.shapes import one_apart, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.rulebook.schema_providers import Provider

_MAX_HOST: Final = 253
_NAME: Final = re.compile(r"[a-z0-9._-]+")
_ENCODED: Final = "xn--"
_DOTS: Final = str.maketrans({"\u3002": ".", "\uff0e": ".", "\uff61": "."})
_NEAR_LENGTH: Final = 6
"""Names shorter than this are compared exactly: too many honest words are one letter away."""


class Host(NamedTuple):
    """One host, in the form that is looked up and in the form that a browser may show."""

    ascii: str
    """Lower case; letters of other scripts as ``xn--``."""
    shown: str
    """With letters of other scripts."""

    @property
    def international(self) -> bool:
        """Whether it has letters beyond ASCII."""
        return not self.shown.isascii()

    @property
    def both(self) -> str:
        """The host as looked up, with what it looks like beside it where the two differ."""
        return f"{self.ascii} ({self.shown})" if self.international else self.ascii

    def within(self, domains: Iterable[str]) -> bool:
        """Whether it is one of ``domains`` or stands below one. What is no name at all is neither."""
        if not _NAME.fullmatch(self.ascii):
            return False
        return any(self.ascii == domain or self.ascii.endswith(f".{domain}") for domain in domains)


@lru_cache(maxsize=4096)
def read_host(written: str) -> Host:
    """Return the host that a browser would ask for ``written``. Never raises."""
    host = unicodedata.normalize("NFKC", written[:_MAX_HOST].translate(_DOTS)).lower().rstrip(".")
    labels = host.split(".")
    return Host(".".join(map(_to_ascii, labels)), ".".join(map(_to_shown, labels)))


def _to_ascii(label: str) -> str:
    if label.isascii():
        return label
    try:
        return idna.encode(label, uts46=True).decode("ascii")
    except UnicodeError:  # no registry would accept it; it can still be shown
        return _ENCODED + label.encode("punycode").decode("ascii")


def _to_shown(label: str) -> str:
    if not label.startswith(_ENCODED):
        return label
    try:
        return idna.decode(label)
    except UnicodeError:
        return _leniently(label)


def _leniently(label: str) -> str:
    try:
        return label.removeprefix(_ENCODED).encode("ascii").decode("punycode").lower()
    except UnicodeError:
        return label


def owner(host: Host, providers: Iterable[Provider]) -> Provider | None:
    """Return the provider whose own ``host`` is."""
    return next((provider for provider in providers if host.within(provider.domains)), None)


def carried_name(host: Host, providers: Iterable[Provider]) -> Provider | None:
    """Return the provider whose name ``host`` carries, spelled out or imitated."""
    labels = host.shown.split(".")
    for near in (False, True):
        for provider in providers:
            if any(_carries(label, provider.names, near=near) for label in labels):
                return provider
    return None


def named_in(words: str, providers: Iterable[Provider]) -> Provider | None:
    """Return the provider whose name or domain ``words``, which is no host, carries."""
    return next(
        (
            provider
            for provider in providers
            if any(domain in words.lower() for domain in provider.domains)
            or _carries(words, provider.names, near=False)
        ),
        None,
    )


def _carries(label: str, names: Iterable[str], *, near: bool) -> bool:
    skeletons = {skeleton(name) for name in names}
    if not near:
        whole = skeleton(label)
        return any(name in whole for name in skeletons)
    tokens = [skeleton(token) for token in re.split("[-_]", label)]
    return any(len(name) >= _NEAR_LENGTH and one_apart(token, name) for token in tokens for name in skeletons)
