"""The permissions that an app gets asked for, counted as ``aapt dump badging`` counts them.

Beside what the manifest names, Android gives old apps what they had before it was asked for:
``doDump`` in
https://android.googlesource.com/platform/frameworks/base/+/android-10.0.0_r36/tools/aapt/Command.cpp
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.model import AccessRequest
from auditor.sources.record import whole_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


class Asked(NamedTuple):
    """One permission, and where it comes from in words."""

    name: str
    where: str


def asked_for(manifest: Manifest) -> Iterator[Asked]:
    """Yield each permission that the manifest names, in its order, then those that Android adds."""
    for permission in manifest.permissions:
        yield Asked(permission.name, _place(permission))
    yield from _implied(manifest)


def requests(asked: Iterable[Asked], *, optional: bool = False) -> Iterator[AccessRequest]:
    """Yield ``asked`` as access requests: each name once, with up to three of its places."""
    places: dict[str, list[str]] = {}
    for name, where in asked:
        known = places.setdefault(whole_characters(name)[:_MAX_NAME], [])
        if where not in known:
            known.append(where)
    for name, where_all in places.items():
        yield AccessRequest(id=name, where="; ".join(where_all[:_MAX_PLACES]), optional=optional)


def _place(permission: UsesPermission) -> str:
    until = "" if permission.max_sdk is None else f", up to API level {permission.max_sdk}"
    spared = "" if permission.required else ", not required"
    return f"{permission.tag}{until}{spared}"


def _implied(manifest: Manifest) -> Iterator[Asked]:
    """Yield what Android adds. Only plain ``uses-permission`` counts here, as in aapt."""
    named = {each.name: each for each in manifest.permissions if each.tag == "uses-permission"}
    old = manifest.target is not None and manifest.target < _DONUT
    if old and _WRITE_STORAGE not in named:
        yield Asked(_WRITE_STORAGE, "added by Android, since the app targets an API level below 4")
    if old and _PHONE not in named:
        yield Asked(_PHONE, "added by Android, since the app targets an API level below 4")
    if _READ_STORAGE not in named and (old or _WRITE_STORAGE in named):
        yield Asked(_READ_STORAGE, "added by Android beside WRITE_EXTERNAL_STORAGE" + _until(named))
    if manifest.target is not None and manifest.target < _JELLY_BEAN:
        for contacts, calls in _CALL_LOG:
            if contacts in named and calls not in named:
                beside = contacts.removeprefix(_A)
                yield Asked(
                    calls, f"added by Android beside {beside}, since the app targets below API level 16"
                )


def _until(named: dict[str, UsesPermission]) -> str:
    write = named.get(_WRITE_STORAGE)
    return "" if write is None or write.max_sdk is None else f", up to API level {write.max_sdk}"
