"""Permissions and host patterns of browser extensions as access ids: ``chrome:tabs``, ``chrome:host:…``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from auditor.limits import MAX_ACCESS
from auditor.model import AccessRequest
from auditor.sources.record import whole_characters
from auditor.sources.values import items

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MAX_ID: Final = 480
_REQUIRED: Final = (("permissions", False), ("host_permissions", False))
_OPTIONAL: Final = (("optional_permissions", True), ("optional_host_permissions", True))
_MAX_SCRIPTS: Final = 500
_MAX_SETTINGS: Final = 10


def access_id(kind: str, permission: str) -> str:
    """Return the id of a permission or host pattern: host patterns have a scheme or mean all addresses."""
    value = whole_characters(permission.strip())
    is_host = "://" in value or value in ("<all_urls>", "*")
    return f"{kind}:host:{value}"[:_MAX_ID] if is_host else f"{kind}:{value}"[:_MAX_ID]


def requests(kind: str, values: Any, where: str, *, optional: bool = False) -> Iterator[AccessRequest]:
    """Yield a request for each permission in ``values``, a list out of a manifest or a store's answer."""
    for value in items(values)[:MAX_ACCESS]:
        for name in _named(value):
            if name.strip():
                yield AccessRequest(id=access_id(kind, name), where=where, optional=optional)


def _named(value: Any) -> Iterator[str]:
    """Yield the permissions that one entry stands for: itself, or the keys of an object with settings.

    ``{"fileSystem": ["write"]}`` asks for ``fileSystem`` and ``fileSystem.write``.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, settings in list(value.items())[:_MAX_SETTINGS]:
            yield name
            named = (each for each in items(settings)[:_MAX_SETTINGS] if isinstance(each, str))
            yield from (f"{name}.{each}" for each in named if each.isalpha())


def manifest_requests(kind: str, manifest: Any) -> Iterator[AccessRequest]:
    """Yield what a ``manifest.json`` asks for: permissions, hosts, and where its scripts run.

    https://developer.chrome.com/docs/extensions/reference/manifest
    """
    if not isinstance(manifest, dict):
        return
    for key, optional in (*_REQUIRED, *_OPTIONAL):
        yield from requests(kind, manifest.get(key), f"manifest, {key}", optional=optional)
    for script in items(manifest, "content_scripts")[:_MAX_SCRIPTS]:
        if isinstance(script, dict):
            yield from requests(kind, script.get("matches"), "manifest, content_scripts")


def unique(found: Iterable[AccessRequest]) -> tuple[AccessRequest, ...]:
    """Return each request once, the required one before the optional one, within the bound."""
    asked: dict[str, AccessRequest] = {}
    for request in found:
        known = asked.setdefault(request.id, request)
        if known.optional and not request.optional:
            asked[request.id] = request
    return tuple(asked.values())[:MAX_ACCESS]
