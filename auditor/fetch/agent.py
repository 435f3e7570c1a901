"""The name under which we ask, and whom to write to about it."""

from __future__ import annotations

import os
import re
from typing import Final

from auditor import __version__
from auditor.errors import UsageError

TOKEN: Final = "saveraudit"  # noqa: S105 - a name, no secret
"""What robots.txt calls us by."""

USER_AGENT: Final = f"{TOKEN}/{__version__} (reads single public pages at a person's request)"
"""Where nobody has said whom to write to."""

VARIABLE: Final = "SAVERAUDIT_CONTACT"
_CONTACT: Final = re.compile(r"(?:https?://|mailto:)?[A-Za-z0-9][A-Za-z0-9.@:/_+~-]{2,198}")


def user_agent(contact: str | None = None) -> str:
    """Return what the header ``User-Agent`` says.

    Args:
        contact: An address of a page or a mailbox of whoever runs this; by default the environment variable
            ``SAVERAUDIT_CONTACT``.

    Raises:
        UsageError: It is no such address.
    """
    given = (os.environ.get(VARIABLE, "") if contact is None else contact).strip()
    if not given:
        return USER_AGENT
    if not _CONTACT.fullmatch(given):
        hint = f"Set {VARIABLE} to a page or a mailbox, such as https://reports.example or me@mail.example."
        raise UsageError(f"{given[:80]!r} is no address to write to", hint=hint)
    return f"{TOKEN}/{__version__} (reads single public pages; contact: {given})"
