"""What is wrong inside a package, told between the readers of packages. Never leaves them."""

from __future__ import annotations


class Damaged(Exception):
    """A part of a package is not as its format says. ``str(error)`` completes "the package is damaged: …"."""
