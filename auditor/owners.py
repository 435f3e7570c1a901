"""Whose a web address is: the host, and the part of it that one owner registers."""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

import idna

from auditor.limits import MAX_URL_CHARACTERS

_SHARED: Final = frozenset(
    {
        "appspot.com", "azurewebsites.net", "blogspot.com", "cloudfront.net", "firebaseapp.com", "fly.dev",
        "github.io", "gitlab.io", "glitch.me", "herokuapp.com", "loca.lt", "netlify.app", "ngrok-free.app",
        "ngrok.app", "ngrok.io", "onrender.com", "pages.dev", "railway.app", "repl.co", "replit.app",
        "run.app", "supabase.co", "surge.sh", "trycloudflare.com", "vercel.app", "web.app", "webflow.io",
        "wixsite.com", "workers.dev",
    }
)  # fmt: skip
"""Sites on which everybody may have a name of their own."""
_SECOND_LEVELS: Final = frozenset(
    {"ac", "co", "com", "edu", "go", "gob", "gov", "mil", "ne", "net", "or", "org"}
)
_COUNTRY: Final = 2
_NAME: Final = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+")


def without_dress(address: str) -> str:
    """Return an address without what its writings may differ in: scheme, ``www.``, fragment, last slash."""
    return address.partition("#")[0].partition("://")[2].rstrip("/").removeprefix("www.")


def site_of(host: str) -> str:
    """Return the part of ``host`` that one owner registers: ``example.co.uk`` of ``www.example.co.uk``."""
    labels = host.split(".")
    ending = ".".join(labels[-2:])
    longer = ending in _SHARED or (
        len(labels[-1]) == _COUNTRY and labels[-2:-1] and labels[-2] in _SECOND_LEVELS
    )
    return ".".join(labels[-3:] if longer else labels[-2:])


def host_of(url: str) -> str | None:
    """Return the host of a web address, in ASCII and lower case.

    None where it is no web address, where its host is not filled in (``https://{host}/``), and for the
    user's own computer, which is nobody's site.
    """
    try:
        parts = urlsplit(url[:MAX_URL_CHARACTERS].strip())
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return _named(host.rstrip("."))
    return None if address.is_loopback else str(address)


def owner_of(url: str) -> str | None:
    """Return the registered part of the host of ``url``, or the bare address that it is; None as above."""
    host = host_of(url)
    if host is None or ":" in host or host.replace(".", "").isdigit():
        return host
    return site_of(host)


def _named(host: str) -> str | None:
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except UnicodeError:
            return None
    if _NAME.fullmatch(host) is None or host.endswith(".localhost"):
        return None
    return host
