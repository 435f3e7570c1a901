"""Facts that a manifest shows, without judgement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from auditor.model import Observation
from auditor.sources.extension.code import policy_observations
from auditor.sources.extension.manifest import CHROME, Family, Manifest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.rulebook import HostPattern
    from auditor.sources.extension.container import Wrapping

_STORES: Final = ("google.com", "googleapis.com", "microsoft.com", "opera.com", "mozilla.org")
"""Hosts of the stores that update what they distribute: https://clients2.google.com/service/update2/crx,
https://edge.microsoft.com/extensionwebstorebase/v1/crx, https://extension-updates.opera.com/…"""

_HOST: Final = re.compile(r"(?i)https?://([^/?#@:\\]+)(?::\d+)?(?:[/?#]|$)")
_EVERYWHERE: Final = "all-sites"
_EVERY_FILE: Final = frozenset({"*", "/*", "*.*", "**", "**/*"})
_MOST: Final = 20


def observations_of(manifest: Manifest, family: Family, wrapping: Wrapping | None) -> tuple[Observation, ...]:
    """Return the facts, each once, at most twenty of a kind."""
    found = [
        *_update(manifest, family),
        *_scripts(manifest.content_scripts()),
        *_open_to_all(manifest),
        *_files_for_all(manifest),
        *policy_observations(manifest),
        *_versions(manifest, family),
        *_signature(manifest, wrapping),
    ]
    return tuple(kept(found))


def kept(found: Iterable[Observation]) -> Iterator[Observation]:
    """Yield each observation once, at most twenty of a kind."""
    counts: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    for one in found:
        if (one.id, one.value) not in seen and counts.get(one.id, 0) < _MOST:
            seen.add((one.id, one.value))
            counts[one.id] = counts.get(one.id, 0) + 1
            yield one


def _update(manifest: Manifest, family: Family) -> Iterator[Observation]:
    gecko = manifest.gecko.get("update_url")
    own = gecko if isinstance(gecko, str) else None
    for where, address in (
        ("update_url", manifest.text("update_url") if family == CHROME else None),
        ("browser_specific_settings.gecko.update_url", own),
    ):
        if address and not in_store(address):
            yield Observation(id="extension.updates-outside-store", value=quoted(address), where=where)


def in_store(address: str) -> bool:
    """Whether ``address`` is of a store's own server."""
    host = _HOST.match(address)
    return host is not None and any(
        host[1].lower() == store or host[1].lower().endswith(f".{store}") for store in _STORES
    )


def _scripts(patterns: Iterable[str]) -> Iterator[Observation]:
    """Yield the pages of TikTok that its scripts are made for, rather than every page."""
    for pattern in patterns:
        domain = _reached(pattern).domain
        if domain == "tiktok.com" or domain.endswith(".tiktok.com"):
            yield Observation(id="extension.script-on-tiktok", value=quoted(pattern), where="content_scripts")


def _reached(pattern: str) -> HostPattern:
    """Return what a pattern reaches, by the same reading as the rules have."""
    from auditor.rulebook.hosts import classify_host  # noqa: PLC0415  # pages need no rules to be read

    return classify_host(pattern)


def _open_to_all(manifest: Manifest) -> Iterator[Observation]:
    """Yield what lets every site talk to it or load all of its files.

    https://developer.chrome.com/docs/extensions/reference/manifest/externally-connectable (read 2026-11-26)
    """
    outside = manifest.mapping("externally_connectable")
    for pattern in manifest.strings_in(outside, "matches"):
        if _reached(pattern).scope == _EVERYWHERE:
            where = "externally_connectable"
            yield Observation(id="extension.open-to-every-site", value=quoted(pattern), where=where)


def _files_for_all(manifest: Manifest) -> Iterator[Observation]:
    """Yield that every site may load every file of it, and so can tell who has it.

    https://developer.chrome.com/docs/extensions/reference/manifest/web-accessible-resources (read 2026-11-26)
    """
    for entry in manifest.listed("web_accessible_resources"):
        if isinstance(entry, dict):
            sites = manifest.strings_in(entry, "matches")
            to_all = any(_reached(site).scope == _EVERYWHERE for site in sites)
            names = manifest.strings_in(entry, "resources") if to_all else []
        else:
            names = [entry] if isinstance(entry, str) else []
        if not _EVERY_FILE.isdisjoint(names):
            yield Observation(
                id="extension.files-for-every-site", value="*", where="web_accessible_resources"
            )


def _versions(manifest: Manifest, family: Family) -> Iterator[Observation]:
    if manifest.version == 2 and family == CHROME:  # noqa: PLR2004  # the format's number
        value = f"manifest_version: {quoted(manifest.data.get('manifest_version'), 20)}"
        yield Observation(id="extension.old-manifest", value=value, where="manifest_version")


def _signature(manifest: Manifest, wrapping: Wrapping | None) -> Iterator[Observation]:
    """Yield that a packed extension lacks the Web Store's signature. Other stores show by their updates."""
    if wrapping is None or wrapping.by_store is not False:
        return
    address = manifest.text("update_url")
    if address is None or not in_store(address) or "google" in address:
        value = "no signature with the key of the Chrome Web Store"
        yield Observation(id="extension.no-store-signature", value=value, where="signature")
