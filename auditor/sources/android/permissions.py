"""The permissions that an app gets asked for, counted as ``aapt dump badging`` counts them.

Beside what the manifest names, Android gives old apps what they had before it was asked for:
``doDump`` in
https://android.googlesource.com/platform/frameworks/base/+/android-10.0.0_r36/tools/aapt/Command.cpp
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.messages import N_
from auditor.model import AccessRequest
from auditor.sources.record import whole_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.android.manifest import Manifest, UsesPermission

_A: Final = "android.permission."
_WRITE_STORAGE: Final = f"{_A}WRITE_EXTERNAL_STORAGE"
_READ_STORAGE: Final = f"{_A}READ_EXTERNAL_STORAGE"
_PHONE: Final = f"{_A}READ_PHONE_STATE"
_CALL_LOG: Final = (
    (f"{_A}READ_CONTACTS", f"{_A}READ_CALL_LOG"),
    (f"{_A}WRITE_CONTACTS", f"{_A}WRITE_CALL_LOG"),
)
_DONUT: Final = 4
"""Android 1.6, since which storage and phone state are asked for."""
_JELLY_BEAN: Final = 16
"""Android 4.1, since which the call log is apart from the contacts."""
_MAX_NAME: Final = 512
_MAX_PLACES: Final = 3


class _Asked(NamedTuple):
    """One permission, and where it comes from in words."""

    name: str
    where: str


def requests(manifest: Manifest) -> Iterator[AccessRequest]:
    """Yield each permission once: those that the manifest names, in its order, then what Android adds."""
    places: dict[str, list[str]] = {}
    for name, where in (*(_Asked(p.name, _place(p)) for p in manifest.permissions), *_implied(manifest)):
        known = places.setdefault(whole_characters(name)[:_MAX_NAME], [])
        if where not in known and len(known) < _MAX_PLACES:
            known.append(where)
    for name, where_all in places.items():
        yield AccessRequest(id=name, where="; ".join(where_all))


def _place(permission: UsesPermission) -> str:
    place, level = permission.tag, permission.max_sdk
    if permission.required:
        return place if level is None else N_(f"{place}, up to API level {level}")
    if level is None:
        return N_(f"{place}, not required")
    return N_(f"{place}, up to API level {level}, not required")


def _implied(manifest: Manifest) -> Iterator[_Asked]:
    """Yield what Android adds. Only plain ``uses-permission`` counts here, as in aapt."""
    named = {each.name: each for each in manifest.permissions if each.tag == "uses-permission"}
    old = manifest.target is not None and manifest.target < _DONUT
    if old and _WRITE_STORAGE not in named:
        yield _Asked(_WRITE_STORAGE, N_("added by Android, since the app targets an API level below 4"))
    if old and _PHONE not in named:
        yield _Asked(_PHONE, N_("added by Android, since the app targets an API level below 4"))
    if _READ_STORAGE not in named and (old or _WRITE_STORAGE in named):
        yield _Asked(_READ_STORAGE, _beside(named))
    if manifest.target is not None and manifest.target < _JELLY_BEAN:
        for contacts, calls in _CALL_LOG:
            if contacts in named and calls not in named:
                beside = contacts.removeprefix(_A)
                yield _Asked(
                    calls, N_(f"added by Android beside {beside}, since the app targets below API level 16")
                )


def _beside(named: dict[str, UsesPermission]) -> str:
    write = named.get(_WRITE_STORAGE)
    place = N_("added by Android beside WRITE_EXTERNAL_STORAGE")
    level = None if write is None else write.max_sdk
    return place if level is None else N_(f"{place}, up to API level {level}")
