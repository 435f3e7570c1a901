"""Archives with several APKs of one app: XAPK (APKPure), APKS (bundletool, SAI), APKM (APKMirror).

The base APK says what the app is and asks for; Android takes permissions from no other, but services and
other parts from all of them: ``parseSplitApk`` in
https://android.googlesource.com/platform/frameworks/base/+/android-10.0.0_r36/core/java/android/content/pm/PackageParser.java
The layout of APKS: https://developer.android.com/tools/bundletool (read 2026-11-26); of the others none is
published.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from auditor.errors import TooLarge
from auditor.limits import MAX_INNER_PACKAGE_BYTES, MAX_SPLIT_MANIFEST_BYTES
from auditor.messages import N_
from auditor.model import NotAnalysed
from auditor.sources.android.apk import App, read_apk, read_parts
from auditor.sources.android.archive import open_archive
from auditor.sources.blob import Held
from auditor.sources.damage import Damaged

if TYPE_CHECKING:
    from auditor.sources.android.archive import Archive
    from auditor.sources.android.components import Component
    from auditor.sources.blob import Blob
    from auditor.sources.zip.directory import Member

_APK: Final = re.compile(r"[^/]+\.apk", re.IGNORECASE)
_BASES: Final = ("base.apk", "base-master.apk", "universal.apk")
_CONFIGURATION: Final = re.compile(r"(?:split_)?config\.|.*\.config\.", re.IGNORECASE)
_STANDALONE: Final = "standalones/"
"""Where bundletool puts whole apps for old phones, each the same but for its pictures."""
_MAX_READ: Final = 16
"""APKs of one archive that are read."""


def inner_packages(archive: Archive) -> list[Member]:
    """Return the APKs in ``archive``, the likeliest base first."""
    found = [each for each in archive.members if _APK.fullmatch(each.name.rpartition("/")[2])]
    whole = [each for each in found if each.name.startswith(_STANDALONE)]
    parts = [each for each in found if not each.name.startswith(_STANDALONE)]
    return sorted(parts or whole[:1], key=_order)


def _order(member: Member) -> tuple[int, bool, int]:
    name = member.name.rpartition("/")[2].lower()
    base = _BASES.index(name) if name in _BASES else len(_BASES)
    return base, _CONFIGURATION.match(name) is not None, -member.size


def read_packages(archive: Archive) -> App:
    """Return what the APKs in ``archive`` say together.

    Raises:
        Damaged: There is none that could be the base.
        TooLarge: The only ones that could be are over their bounds.
    """
    reader = _Reader(archive)
    base: App | None = None
    members = inner_packages(archive)
    for member in members[:_MAX_READ]:
        base = reader.read(member, base)
    if base is None:
        raise reader.trouble or Damaged(N_("there is no base APK in it"))
    if len(members) > _MAX_READ:
        reader.note(N_(f"Only the first {_MAX_READ} of {len(members)} APKs in it were read."))
    parts = (*base.manifest.components, *reader.parts)
    manifest = replace(base.manifest, components=tuple(dict.fromkeys(parts)))
    return replace(base, manifest=manifest, notes=(*base.notes, *reader.notes))


class _Reader:
    """Reads one APK after the other within one bound on what is unpacked into memory."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._room = MAX_INNER_PACKAGE_BYTES
        self.parts: list[Component] = []
        self.notes: list[NotAnalysed] = []
        self.trouble: Damaged | TooLarge | None = None

    def read(self, member: Member, base: App | None) -> App | None:
        """Return the base: ``base``, or ``member`` where there is none yet and it is no part of an app."""
        try:
            inner = open_archive(self._open(member))
            if base is None:
                app = read_apk(inner)
                if app.manifest.split is None:
                    return app
                self.parts += app.manifest.components
            else:
                self.parts += read_parts(inner, MAX_SPLIT_MANIFEST_BYTES)
        except (Damaged, TooLarge) as error:
            self.trouble = self.trouble or error
            reason = N_("it is too large") if isinstance(error, TooLarge) else str(error)
            self.note(N_(f"{member.name} in it could not be read: {reason}."))
        return base

    def note(self, reason: str) -> None:
        self.notes.append(NotAnalysed(check="inner-package", reason=reason, source=0))

    def _open(self, member: Member) -> Blob:
        blob = self._archive.open(member, self._room)
        self._room -= blob.size if isinstance(blob, Held) else 0
        return blob
