"""Permissions and host patterns of browser extensions as access ids: ``chrome:tabs``, ``chrome:host:…``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from auditor.limits import MAX_ACCESS
from auditor.messages import N_
from auditor.model import AccessRequest, NotAnalysed, Observation
from auditor.sources.merge import CODE
from auditor.sources.record import whole_characters, whole_strings
from auditor.sources.values import items

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MAX_ID: Final = 480
_MAX_SETTINGS: Final = 10
_CODE = NotAnalysed(
    check=CODE, reason=N_("Of the extension itself only its manifest was read, not its code."), source=0
)


class ShownByManifest(NamedTuple):
    """What the manifest that a store shows says: of listings, the fields of the same names."""

    access: tuple[AccessRequest, ...] | NotAnalysed
    observations: tuple[Observation, ...]
    not_read: tuple[NotAnalysed, ...]


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


def of_manifest(data: dict[str, Any] | None, unknown: NotAnalysed) -> ShownByManifest:
    """Return what the manifest on a page of a store for Chromium says, or ``unknown`` where none is."""
    from auditor.sources.extension import listing_of_manifest  # noqa: PLC0415  # most pages hold no manifest

    if data is None:
        return ShownByManifest(unknown, (), (unknown,))
    listing = listing_of_manifest(whole_strings(data), "chrome")
    requests = listing.access_requests
    return ShownByManifest(
        access=tuple(r.model_copy(update={"where": f"manifest, {r.where}"}) for r in requests),
        observations=tuple(o for o in listing.observations if o.id.startswith("extension.")),
        not_read=tuple(_CODE if note.check == CODE else note for note in listing.not_read),
    )


def unique(found: Iterable[AccessRequest]) -> tuple[AccessRequest, ...]:
    """Return each request once, the required one before the optional one, within the bound."""
    asked: dict[str, AccessRequest] = {}
    for request in found:
        known = asked.setdefault(request.id, request)
        if known.optional and not request.optional:
            asked[request.id] = request
    return tuple(asked.values())[:MAX_ACCESS]
