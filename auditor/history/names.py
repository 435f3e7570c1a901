"""By which name a tool is remembered."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from auditor.errors import HistoryError
from auditor.limits import MAX_TOOL_KEY

if TYPE_CHECKING:
    from auditor.model import Audit

_NO_NAME = "Give it one with --as NAME, always the same."


def as_kept(name: str) -> str:
    """Return a name as a history writes it: letters with marks are one character, however they were typed."""
    return unicodedata.normalize("NFC", name)


def checked(name: str) -> str:
    """Return ``name`` if a history can keep it.

    Raises:
        HistoryError: It is empty, too long, or holds characters that nobody can type.
    """
    name = as_kept(name)
    if not name.strip() or name != name.strip():
        raise HistoryError(f"{name!r} is no name for a tool", hint=_NO_NAME)
    if len(name) > MAX_TOOL_KEY:
        raise HistoryError(f"a tool's name has at most {MAX_TOOL_KEY} characters", hint=_NO_NAME)
    if any(unicodedata.category(character) in ("Cc", "Cs", "Cn") for character in name):
        raise HistoryError(f"{name!r} holds characters that can't be typed", hint=_NO_NAME)
    return name


def name_for(audit: Audit) -> str:
    """Return what a tool is remembered by where the user gives no name: what changes least comes first.

    Raises:
        HistoryError: The audit names its tool nowhere.
    """
    tool = audit.tool
    for name in (audit.id, tool.package, _without_scheme(tool.url), tool.name):
        if name and name.strip():
            return checked(" ".join(name.split())[:MAX_TOOL_KEY].strip())
    raise HistoryError("this tool has no name to remember it by", hint=_NO_NAME)


def _without_scheme(url: str | None) -> str:
    return (url or "").split("?")[0].rpartition("://")[2].rstrip("/")
