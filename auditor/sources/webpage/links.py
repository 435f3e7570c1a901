"""Where a page leads: files to install, consent pages, stores, payment, its privacy policy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin, urlsplit

from auditor.limits import MAX_URL_CHARACTERS
from auditor.messages import N_
from auditor.model import AccessRequest, Link, Observation
from auditor.owners import site_of
from auditor.sources.linked_consent import linked_consents
from auditor.sources.record import without_secrets
from auditor.sources.webpage.visible import Rendering, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.sources.webpage.tree import Element, Tree

_DOWNLOADS: Final = {
    "page.package-download": (".apk", ".apks", ".apkm", ".xapk", ".aab", ".ipa"),
    "page.program-download": (".exe", ".msi", ".dmg", ".pkg", ".appimage", ".deb", ".rpm"),
    "page.profile-download": (".mobileconfig", ".mobileprovision"),
    "page.extension-download": (".crx", ".xpi"),
    "page.script-download": (".user.js",),
}
_STORES: Final = ("f-droid.org", "addons.mozilla.org", "greasyfork.org", "sleazyfork.org")
"""Sites that hand out files of their own: what stands there is no download from outside a store."""
_MAX_LINKS: Final = 400
_PAYMENT: Final = re.compile(
    r"(?i)^https?://(?:www\.)?(?:paypal\.me/|paypal\.com/(?:donate|paypalme|cgi-bin)|buy\.stripe\.com/|"
    r"checkout\.stripe\.com/|cash\.app/|gumroad\.com/|[\w-]+\.gumroad\.com/|commerce\.coinbase\.com/|"
    r"pay\.[\w.-]+/|[\w-]+\.lemonsqueezy\.com/|checkout\.[\w.-]+/|nowpayments\.io/|cryptomus\.com/)"
)
_PRIVACY_LABEL: Final = re.compile(
    r"(?i)\bprivacy\b|datenschutz|privacidad|confidentialité|privacidade|\bgizlilik\b|конфиденциальност|"
    r"kebijakan privasi|"
    r"プライバシー|개인정보|隐私|隱私|prywatnoś|quyền riêng tư|ความเป็นส่วนตัว|الخصوصية|गोपनीयता"
)
_PRIVACY_ADDRESS: Final = re.compile(r"(?i)[/_.-]privacy|privacypolicy|datenschutz")


@dataclass(frozen=True, slots=True)
class Led:
    """Where a page leads, and what its consent links ask for."""

    links: tuple[Link, ...]
    access: tuple[AccessRequest, ...]
    observations: tuple[Observation, ...]
    privacy_policy: str | None
    consent_links: int


def read_links(tree: Tree, rendering: Rendering, base: str | None) -> Led:
    """Return where the page leads. ``base`` is its address, where that is known."""
    found = list(_addresses(tree, rendering, base))
    access: list[AccessRequest] = []
    observations = [*downloads(found), *_payments(found)]
    consents = linked_consents(found)
    for linked in consents:
        access += linked.access()
        observations.append(Observation(id="page.links-consent", value=linked.address, where=linked.where))
        observations += linked.observations()
    returns = [link for linked in consents for link in linked.returns()]
    policy = _policy(found)
    observations += _policy_observations(policy, base)
    links = [Link(url=without_secrets(url), label=label) for url, label in found if url.startswith("http")]
    unique = {link.url: link for link in reversed([*links[:_MAX_LINKS], *returns])}
    return Led(tuple(reversed(unique.values())), tuple(access), tuple(observations), policy, len(consents))


def base_of(tree: Tree, address: str | None) -> str | None:
    """Return what relative addresses on the page are relative to."""
    element = tree.first("base")
    declared = "" if element is None else element.get("href").strip()
    return _joined(address, declared) or address if declared else address


def _joined(base: str | None, reference: str) -> str | None:
    """Return the address that is meant, cut to a sane length; None where it is none, or its host is cut."""
    try:
        joined = urljoin(base or "", reference.strip())
        shown = joined[:MAX_URL_CHARACTERS]
        whole = urlsplit(shown).netloc == urlsplit(joined).netloc
    except ValueError:
        return None
    return shown if shown and whole else None


def _addresses(tree: Tree, rendering: Rendering, base: str | None) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for element in tree.tagged("a", "area", "form", "button", "iframe"):
        name = {"form": "action", "button": "formaction", "iframe": "src"}.get(element.tag, "href")
        reference = re.sub(r"[\t\n\r]", "", element.get(name)).strip()
        if not reference or reference.startswith("#") or (element.tag == "form" and _is_search(element)):
            continue
        url = _joined(base, reference)
        if url is not None and url not in seen:
            seen.add(url)
            yield url, _label(element, rendering)


def _is_search(form: Element) -> bool:
    return form.get("role") == "search"


def _label(element: Element, rendering: Rendering) -> str:
    if element.tag in ("form", "iframe"):
        return ""
    words = text_of(element, rendering) or element.get("aria-label") or element.get("title")
    return " ".join(words.split())[:200]


def downloads(found: Iterable[tuple[str, str]]) -> Iterator[Observation]:
    """Yield what is offered as a file to install, out of addresses and the words of their links."""
    for url, label in found:
        path = unquote(url.split("?")[0].split("#")[0]).lower()
        if site_of(_host(url)) in _STORES or _host(url) in _STORES:
            continue
        for observation, endings in _DOWNLOADS.items():
            # A store's or a code host's page about the file is no download of it.
            if path.endswith(endings) and "/blob/" not in path:
                where = N_(f"link “{label}”") if label else "link"
                yield Observation(id=observation, value=without_secrets(url), where=where)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _payments(found: list[tuple[str, str]]) -> Iterator[Observation]:
    for url, label in found:
        if _PAYMENT.match(url):
            where = N_(f"link “{label}”") if label else "link"
            yield Observation(
                id="page.external-payment", value=without_secrets(url.split("?")[0]), where=where
            )


def _policy(found: list[tuple[str, str]]) -> str | None:
    pages = [(url, label) for url, label in found if url.startswith(("http://", "https://"))]
    by_label = (url for url, label in pages if _PRIVACY_LABEL.search(label))
    by_address = (url for url, _ in pages if _PRIVACY_ADDRESS.search(urlsplit(url).path))
    return next(by_label, None) or next(by_address, None)


def _policy_observations(policy: str | None, base: str | None) -> Iterator[Observation]:
    where = N_("privacy policy")
    if policy is None:
        return
    if policy.startswith("http://"):
        yield Observation(id="listing.privacy-policy-insecure", value=policy, where=where)
    own, host = urlsplit(base or "").hostname, urlsplit(policy).hostname
    if own and host and site_of(own) != site_of(host):
        yield Observation(id="listing.privacy-policy-other-site", value=policy, where=where)
