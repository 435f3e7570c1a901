"""Whether the site that the user is sent back to is the tool's own: seen only beside the tool's listing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.messages import N_
from auditor.model import Observation
from auditor.sources.blanks import BLANK
from auditor.sources.consent.addresses import address_of, is_loopback
from auditor.sources.consent.hosts import read_host
from auditor.sources.consent.parts import split_link

if TYPE_CHECKING:
    from auditor.model import Listing

RETURN_LABEL: Final = N_("where you are sent after consent")
"""Label of a link to such an address."""

_STORES: Final = (
    "addons.mozilla.org", "apps.apple.com", "chrome.google.com", "chromewebstore.google.com",
    "itunes.apple.com", "microsoftedge.microsoft.com", "play.google.com",
)  # fmt: skip
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


def site_of(host: str) -> str:
    """Return the part of ``host`` that one owner registers: ``example.co.uk`` of ``www.example.co.uk``."""
    labels = host.split(".")
    ending = ".".join(labels[-2:])
    longer = ending in _SHARED or (
        len(labels[-1]) == _COUNTRY and labels[-2:-1] and labels[-2] in _SECOND_LEVELS
    )
    return ".".join(labels[-3:] if longer else labels[-2:])


def unrelated_redirects(listing: Listing) -> tuple[Observation, ...]:
    """Return the addresses of consent links in ``listing`` that belong to a site other than the tool's.

    Call it on the listing that several targets were merged into. The tool's own sites are those of its
    address, its publisher and its privacy policy; stores are nobody's own. Without any of them nothing is
    known, and nothing is returned.
    """
    own = {
        site_of(host)
        for url in (listing.url, listing.publisher_url, listing.privacy_policy)
        if (host := _host(url)) and host not in _STORES
    }
    if not own:
        return ()
    source = next((i for i, each in enumerate(listing.sources) if each.kind == "consent-link"), 0)
    back = dict.fromkeys(
        host for link in listing.links if link.label == RETURN_LABEL and (host := _host(link.url))
    )
    return tuple(
        Observation(id="consent.redirect-host-unrelated", value=host, where="redirect_uri", source=source)
        for host in back
        if site_of(host) not in own and not is_loopback(host)
    )


def _host(url: str | None) -> str | None:
    """Return the host of a web address, or None where there is none or it is not filled in."""
    parts = split_link(url or "")
    if not parts.web or not parts.host or BLANK in parts.host:
        return None
    return parts.host if address_of(parts.host) else read_host(parts.host).ascii
