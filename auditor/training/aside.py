"""Which labelled texts are kept for choosing thresholds."""

from __future__ import annotations

import hashlib

ONE_IN = 10


def is_aside(text: str) -> bool:
    """Whether a text is kept aside: one in ten, by its hash."""
    return hashlib.sha256(text.encode()).digest()[0] % ONE_IN == 0
