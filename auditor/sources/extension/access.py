"""What a manifest asks for, as ids of access: ``chrome:tabs``, ``firefox:host:*://*/*``, ``google:…``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from auditor.limits import MAX_ACCESS
from auditor.messages import N_
from auditor.model import AccessRequest, NotAnalysed
from auditor.sources.extension.manifest import CHROME, FIREFOX, Family, Manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MAX_ID: Final = 512
_MAX_SHOWN: Final = 3
_OVERRIDES: Final = (
    ("chrome_url_overrides", ("newtab",)),
    ("chrome_settings_overrides", ("homepage", "search_provider", "startup_pages")),
)
"""Keys by which it takes over parts of the browser; browsers tell of some of them as of permissions."""

Asked = tuple[str, str, bool]
"""Id, the key in which it stands, whether it is asked for only later."""


def access_of(
    manifest: Manifest, family: Family
) -> tuple[tuple[AccessRequest, ...], tuple[NotAnalysed, ...]]:
    """Return what ``manifest`` asks for, each once, and a note on what was left out."""
    found: dict[str, AccessRequest] = {}
    left_out = 0
    for access_id, where, optional in _asked(manifest, family):
        known = found.get(access_id)
        if len(access_id) > _MAX_ID or (known is None and len(found) >= MAX_ACCESS):
            left_out += 1
        elif known is None or (known.optional and not optional):
            found[access_id] = AccessRequest(id=access_id, where=where, optional=optional)
    notes = tuple(NotAnalysed(check="access", reason=each, source=0) for each in _notes(manifest, left_out))
    return tuple(found.values()), notes


def _notes(manifest: Manifest, left_out: int) -> Iterator[str]:
    if left_out:
        yield N_(f"{left_out:,} of the permissions were not read: they are too many or too long.")
    if manifest.ignored:
        shown = ", ".join(list(manifest.ignored)[:_MAX_SHOWN]) + ", …" * (len(manifest.ignored) > _MAX_SHOWN)
        yield N_(f"What browsers take for no permission and no site was left out, as they do: {shown}")


def _asked(manifest: Manifest, family: Family) -> Iterator[Asked]:
    yield from _named(manifest, family, "permissions", optional=False)
    if manifest.version != 2:  # noqa: PLR2004  # Manifest V2 has hosts among its permissions
        yield from _hosts(manifest, family, "host_permissions", optional=False)
    for pattern in _texts(manifest, manifest.content_scripts()):
        yield f"{family}:host:{pattern}", "content_scripts", False
    yield from _named(manifest, family, "optional_permissions", optional=True)
    if manifest.version != 2:  # noqa: PLR2004  # as above
        yield from _hosts(manifest, family, "optional_host_permissions", optional=True)
    yield from _taken_over(manifest, family)
    yield from _sent_away(manifest, family)
    for scope in manifest.strings_in(manifest.mapping("oauth2"), "scopes"):
        yield f"google:{scope.strip()}", "oauth2.scopes", True


def _named(manifest: Manifest, family: Family, key: str, *, optional: bool) -> Iterator[Asked]:
    """Yield permissions; in Manifest V2, and among Firefox's optional ones, hosts stand with them."""
    takes_hosts = manifest.version == 2 or (family == FIREFOX and optional)  # noqa: PLR2004
    for entry in manifest.listed(key):
        if not isinstance(entry, (str, dict)):
            manifest.ignore(entry)
        for name in _names(entry):
            if not is_host(name):
                yield f"{family}:{name}", key, optional
            elif takes_hosts:
                yield f"{family}:host:{name}", key, optional


def is_host(permission: str) -> bool:
    """Whether an entry among permissions is a pattern of hosts."""
    return permission == "<all_urls>" or "/" in permission


def _names(entry: Any) -> Iterator[str]:
    """Yield the permissions of one entry: ``{"fileSystem": ["write"]}`` stands for two."""
    if isinstance(entry, str):
        if entry.strip():
            yield entry
    elif isinstance(entry, dict):
        for name, values in entry.items():
            yield name
            if isinstance(values, list):
                yield from (f"{name}.{value}" for value in values if isinstance(value, str))


def _hosts(manifest: Manifest, family: Family, key: str, *, optional: bool) -> Iterator[Asked]:
    for pattern in _texts(manifest, manifest.listed(key)):
        yield f"{family}:host:{pattern}", key, optional


def _texts(manifest: Manifest, patterns: Iterable[Any]) -> Iterator[str]:
    """Yield those of ``patterns`` that are text; it is asked for also where a browser gives nothing."""
    for pattern in patterns:
        if isinstance(pattern, str):
            yield pattern
        else:
            manifest.ignore(pattern)


def _taken_over(manifest: Manifest, family: Family) -> Iterator[Asked]:
    if manifest.text("devtools_page"):
        yield f"{family}:devtools_page", "devtools_page", False
    for key, parts in _OVERRIDES:
        inner = manifest.mapping(key)
        for part in parts:
            if inner.get(part):
                yield f"{family}:{key}.{part}", key, False


def _sent_away(manifest: Manifest, family: Family) -> Iterator[Asked]:
    """Yield what an extension for Firefox says that it sends to its maker."""
    if family == CHROME:
        return
    declared = manifest.gecko.get("data_collection_permissions")
    if not isinstance(declared, dict):
        return
    for key, optional in (("required", False), ("optional", True)):
        for name in manifest.strings_in(declared, key):
            if name != "none":
                yield f"{family}:data:{name}", "data_collection_permissions", optional
