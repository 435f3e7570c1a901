"""Answers of services in JSON: by which marks they are known, and the value in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from auditor.sources.charset import decode
from auditor.sources.embedded import loaded
from auditor.sources.origin import stands_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.sources.interface import Document

_BLANKS: Final = b"\xef\xbb\xbf \t\r\n"
_SNIFFED: Final = 64


def is_answer(document: Document, host: str, path: str, *keys: Iterable[bytes]) -> bool:
    """Whether ``document`` is an answer of a service.

    Args:
        document: As it was received.
        host: Of the service.
        path: How paths of the service begin.
        keys: How a saved answer is known, which names no address: by all keys of one of these groups.
    """
    if document.address is not None:
        return answers(document, (host,), path)
    return any(has_keys(document, group) for group in keys)


def answers(document: Document, hosts: Iterable[str], path: str) -> bool:
    """Whether a document that has an address comes from one of a service's ``hosts``, below ``path``."""
    found = stands_at(document, *hosts)
    return found is not None and found.path.startswith(path)


def has_keys(document: Document, keys: Iterable[bytes], starts: tuple[bytes, ...] = (b"{",)) -> bool:
    """Whether ``document`` begins as JSON with one of ``starts``, and has all of ``keys`` in it."""
    start = document.body[:_SNIFFED].lstrip(_BLANKS)
    return start.startswith(starts) and all(key in document.body for key in keys)


def value_in(document: Document) -> Any:
    """Return the value in a JSON document, or None where it is none."""
    return loaded(decode(document, prescan=False)[0])
