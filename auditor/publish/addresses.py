"""Addresses that a publisher gives: of the site, and of whoever answers for it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_SITE_CHARACTERS: Final = re.compile(r"[A-Za-z0-9._~:/%+@-]+")
_MAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_MOST: Final = 300


def checked_site(url: str) -> str:
    """Return the address of a site, with a slash at its end.

    Raises:
        ValueError: It is no plain http or https address.
    """
    parts = _split(url)
    if parts is None:
        raise ValueError(
            f"'url' is {url[:60]!r}: write the address of the site, such as https://reports.example/"
        )
    return url.rstrip("/") + "/"


def checked_contact(contact: str) -> str:
    """Return a mailbox or a page.

    Raises:
        ValueError: It is neither.
    """
    bare = contact.removeprefix("mailto:")
    if len(bare) <= _MOST and _MAIL.fullmatch(bare):
        return bare
    if _split(contact) is None:
        raise ValueError(
            f"'contact' is {contact[:60]!r}: write a mailbox or the address of a page, "
            "so that whoever is reported on can reply"
        )
    return contact


def href_of(contact: str) -> str:
    """Return what a link to a checked contact leads to."""
    return contact if "://" in contact else f"mailto:{contact}"


def path_of(url: str) -> str:
    """Return the path of a checked site, ``/`` or ``/reports/``."""
    return urlsplit(url).path or "/"


def _split(url: str) -> object | None:
    if len(url) > _MOST or not _SITE_CHARACTERS.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    named = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    below = ".." not in parts.path.split("/") and "//" not in parts.path
    return parts if named and below and (port is None or port > 0) else None
