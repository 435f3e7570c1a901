"""What a manifest says, by name. Values of another kind than browsers take count as absent and are reported.

https://developer.chrome.com/docs/extensions/reference/manifest and
https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/manifest.json (read 2026-11-26).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Family = str
"""``chrome`` or ``firefox``: the kind that ids of access begin with."""

CHROME: Final = "chrome"
FIREFOX: Final = "firefox"
MAX_LISTED: Final = 5_000
"""Entries of one list that are read; the longest real list of hosts seen has 1,500."""

_MAX_QUOTED: Final = 60
_MAX_DIGITS: Final = 20

_GECKO: Final = ("browser_specific_settings", "applications")
_CHROME_STORES: Final = ("google.com", "googleapis.com", "microsoft.com", "opera.com")


@dataclass(frozen=True)
class Manifest:
    """A manifest, read on demand."""

    data: Mapping[str, Any]
    faults: dict[str, None] = field(default_factory=dict)
    """Keys whose value is of no kind that a browser takes, in the order in which they were met."""
    ignored: dict[str, None] = field(default_factory=dict)
    """Entries, quoted, that browsers take for no permission and no site and leave out."""

    @cached_property
    def version(self) -> int:
        """2 or 3. What is missing or no number counts as 2, which browsers once took it for.

        A number in quotes is what its maker meant, though browsers refuse it.
        """
        stated = self.data.get("manifest_version")
        if stated is not None and not isinstance(stated, (int, float)):
            self._fault("manifest_version")
        if isinstance(stated, str) and len(stated) <= _MAX_DIGITS and stated.strip().isdecimal():
            stated = int(stated)
        return 3 if isinstance(stated, (int, float)) and stated >= 3 else 2  # noqa: PLR2004

    @cached_property
    def gecko(self) -> Mapping[str, Any]:
        """What is meant for Firefox alone, or an empty mapping."""
        for name in _GECKO:
            inner = self.mapping(name).get("gecko")
            if isinstance(inner, dict):
                return inner
        return {}

    @cached_property
    def family(self) -> Family:
        """For whose browser it is, where the packaging does not tell.

        What it names for Firefox alone decides, unless it also updates from a store for Chromium.
        """
        update = self.text("update_url") or ""
        for_chrome = "key" in self.data or any(store in update for store in _CHROME_STORES)
        has_gecko = any(
            "gecko" in self.mapping(name) or "gecko_android" in self.mapping(name) for name in _GECKO
        )
        return FIREFOX if has_gecko and not for_chrome else CHROME

    def text(self, *keys: str) -> str | None:
        """Return the text under ``keys``, trimmed; None where there is none."""
        value: Any = self.data
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None and not isinstance(value, (str, dict)):
            self._fault(keys[0])
        return value.strip() or None if isinstance(value, str) else None

    def mapping(self, key: str) -> Mapping[str, Any]:
        """Return the object under ``key``, or an empty one."""
        value = self.data.get(key)
        if value is not None and not isinstance(value, dict):
            self._fault(key)
        return value if isinstance(value, dict) else {}

    def listed(self, key: str) -> list[Any]:
        """Return the list under ``key``, or an empty one, up to :data:`MAX_LISTED` entries."""
        return self.listed_in(self.data, key)

    def listed_in(self, data: Mapping[str, Any], key: str) -> list[Any]:
        """Return the list under ``key`` of a part of the manifest."""
        value = data.get(key)
        if value is not None and not isinstance(value, list):
            self._fault(key)
        return value[:MAX_LISTED] if isinstance(value, list) else []

    def strings_in(self, data: Mapping[str, Any], key: str) -> list[str]:
        """Return the texts in the list under ``key`` of a part of the manifest."""
        values = self.listed_in(data, key)
        if not all(isinstance(value, str) for value in values):
            self._fault(key)
        return [value for value in values if isinstance(value, str)]

    def content_scripts(self) -> Iterator[str]:
        """Yield the patterns of pages in which its scripts run."""
        for script in self.listed("content_scripts"):
            if isinstance(script, dict):
                yield from self.strings_in(script, "matches")
            else:
                self._fault("content_scripts")

    def ignore(self, entry: Any) -> None:
        """Remember ``entry`` of a list as one that browsers leave out."""
        words = quoted(entry, _MAX_QUOTED)
        self.ignored.setdefault(f'"{words}"' if isinstance(entry, str) else words)

    def _fault(self, key: str) -> None:
        self.faults.setdefault(key)


def quoted(value: Any, most: int = 300) -> str:
    """Return a piece of a manifest as evidence: a text as it stands, anything else as JSON, cut."""
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return words if len(words) <= most else f"{words[: most - 1]}…"
