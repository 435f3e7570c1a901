"""Join what several targets say of one tool into one listing."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, TypeVar

from auditor.limits import MAX_ACCESS, MAX_TEXTS
from auditor.messages import N_
from auditor.model import ACCESS_NOT_STATED, AccessRequest, Listing, NotAnalysed
from auditor.sources.statements import stated

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

_T = TypeVar("_T")

_SINGLE: Final = (
    "id",
    "name",
    "publisher",
    "publisher_url",
    "url",
    "package",
    "category",
    "installs",
    "rating",
    "ratings",
    "version",
    "updated",
    "released",
    "price",
    "in_app_purchases",
    "privacy_policy",
    "permissions_url",
)
ANDROID_PERMISSIONS: Final = "android-permissions"
"""The check that a store page leaves open and a permissions answer or the package itself closes."""
_ANDROID: Final = ("google-play-permissions", "android-package")
"""Kinds of source that tell an app's permissions."""
EXTENSION_PERMISSIONS: Final = "extension-permissions"
"""The check that an extension's store page leaves open and its manifest or the store's answer closes."""
CODE: Final = "code"
"""The check that an extension's store page leaves open; what is said of its package says more."""
_PACKED: Final = "browser-extension"
SCRIPT_GRANTS: Final = "script-permissions"
"""The check that a userscript's page leaves open and the script itself closes."""
PRIVACY_LABELS: Final = "privacy-labels"
"""The check that an answer of the App Store leaves open and its page closes."""
STORE_DATA: Final = "store-data"
"""The check of the note that a store page's data could not be read, so that its text had to do."""
_ANSWERS: Final = {
    "app-store-lookup": ("app-store",),
    "aptoide-api": ("aptoide",),
    "edge-addon-api": ("edge-addon",),
    "f-droid": ("f-droid-api",),
    "firefox-addon-api": ("firefox-addon",),
    "userscript": ("greasy-fork", "greasy-fork-data"),
}
"""Which kinds of source tell what others tell, and better than those where their data was not read."""


def merge(listings: Sequence[Listing]) -> Listing:
    """Return one listing. The first known value counts; lists are joined, without duplicates.

    Args:
        listings: At least one, in the order in which the user named their targets.
    """
    if len(listings) == 1:
        return listings[0]
    offsets = [0, *accumulate(len(listing.sources) for listing in listings)]
    parts = [_shifted(listing, offset) for listing, offset in zip(listings, offsets, strict=False)]
    access, dropped = _access(parts)
    best = _without_poor_pages(parts)
    texts = _unique((t for p in best for t in p.texts), lambda t: (t.content, t.kind))
    single = {name: _first_known([*best, *parts], name) for name in _SINGLE}
    not_read = [*_still_open(parts, access), *dropped, *_cut(len(texts), MAX_TEXTS, "texts", N_("texts"))]
    return Listing(
        kind=parts[0].kind,
        **single,
        texts=texts[:MAX_TEXTS],
        access=access,
        links=_unique((link for p in parts for link in p.links), lambda link: link.url),
        images=_unique((image for p in parts for image in p.images), lambda image: image.url),
        observations=_unique((o for p in parts for o in p.observations), lambda o: (o.id, o.value)),
        not_read=_unique(not_read, lambda note: (note.check, note.reason)),
        sources=tuple(source for p in parts for source in p.sources),
        statements=stated(parts, offsets),
    )


def _answered(parts: Sequence[Listing]) -> frozenset[str]:
    """Return the kinds of source in whose place another one of ``parts`` tells better."""
    telling = (part for part in parts if part.texts and not _notes(part, STORE_DATA))
    return frozenset(kind for part in telling for kind in _ANSWERS.get(part.kind, ()))


def _without_poor_pages(parts: Sequence[Listing]) -> list[Listing]:
    """Return the parts without store pages of which only the text was read, where the store answered too.

    Such a text also holds other people's reviews and other tools' names.
    """
    answered = _answered(parts)
    return [part for part in parts if not (part.kind in answered and _notes(part, STORE_DATA))]


def _first_known(parts: Sequence[Listing], name: str) -> Any:
    return next((value for p in parts if (value := getattr(p, name)) is not None), None)


def _unique(items: Iterable[_T], key: Callable[[_T], Hashable]) -> tuple[_T, ...]:
    seen: dict[Hashable, _T] = {}
    for item in items:
        seen.setdefault(key(item), item)
    return tuple(seen.values())


def _shifted(listing: Listing, offset: int) -> Listing:
    """Return ``listing`` with its source indexes moved by ``offset``."""
    if offset == 0:
        return listing
    changes: dict[str, Any] = {
        field: tuple(_moved(item, offset) for item in getattr(listing, field))
        for field in ("texts", "observations", "not_read", "statements")
    }
    changes["access"] = (
        tuple(_moved(item, offset) for item in listing.access_requests)
        if listing.access_known
        else listing.access
    )
    return listing.model_copy(update=changes)


def _moved(item: Any, offset: int) -> Any:
    return item if item.source is None else item.model_copy(update={"source": item.source + offset})


def _access(
    parts: Sequence[Listing],
) -> tuple[tuple[AccessRequest, ...] | NotAnalysed, tuple[NotAnalysed, ...]]:
    """Return what is asked for (unknown only where no part knows any), and a note on what was cut."""
    if not any(part.access_known for part in parts):
        return ACCESS_NOT_STATED, ()
    asked: dict[str, AccessRequest] = {}
    for request in (request for part in parts for request in part.access_requests):
        known = asked.setdefault(request.id, request)
        if known.optional and not request.optional:
            asked[request.id] = request
    return tuple(asked.values())[:MAX_ACCESS], _cut(len(asked), MAX_ACCESS, "access", N_("requests"))


def _cut(length: int, bound: int, check: str, what: str) -> tuple[NotAnalysed, ...]:
    if length <= bound:
        return ()
    return (NotAnalysed(check=check, reason=N_(f"Only the first {bound:,} of {length:,} {what} were kept.")),)


def _still_open(
    parts: Sequence[Listing], access: tuple[AccessRequest, ...] | NotAnalysed
) -> list[NotAnalysed]:
    """Return the notes on what was not read, without those that another target answers."""
    requests = () if isinstance(access, NotAnalysed) else access
    closed = set()
    if any(
        part.kind in _ANDROID or (part.kind == "aptoide-api" and part.access_known) for part in parts
    ) or any(request.id.startswith("android.") for request in requests):
        closed.add(ANDROID_PERMISSIONS)
    if any(request.id.startswith(("chrome:", "firefox:")) for request in requests) or any(
        part.kind in ("firefox-addon-api", "edge-addon-api", _PACKED) and part.access_known for part in parts
    ):
        closed.add(EXTENSION_PERMISSIONS)
    if any(part.kind == "userscript" and part.access_known for part in parts):
        closed.add(SCRIPT_GRANTS)
    if any(p.kind == "app-store" and p.texts and not _notes(p, PRIVACY_LABELS, STORE_DATA) for p in parts):
        closed.add(PRIVACY_LABELS)
    answered = _answered(parts)
    packed = any(part.kind == _PACKED for part in parts)
    return [
        note
        for part in parts
        for note in part.not_read
        if note.check not in closed
        and not (note.check == STORE_DATA and part.kind in answered)
        and not (note.check == CODE and packed and part.kind != _PACKED)
    ]


def _notes(part: Listing, *checks: str) -> bool:
    return any(note.check in checks for note in part.not_read)
