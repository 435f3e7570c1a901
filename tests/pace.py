"""Limits of time that mean the same on a slow machine, under coverage and beside other work."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from auditor.sources import Document, read_document

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN = ("<!doctype html><title>Planner</title>" + "<p>Plan your <b>posts</b>.</p>" * 2_000).encode()
USUAL = 0.1  # seconds a page like PLAIN takes on one slow core with nothing else to do


def plain_page() -> float:
    """The seconds of work that a harmless page of 4,000 elements takes here and now."""
    began = time.process_time()
    read_document(Document(target="plain.html", body=PLAIN))
    return time.process_time() - began


@contextmanager
def soon(seconds: float) -> Iterator[None]:
    """Fail if the block works for more than ``seconds``, on a machine of usual pace.

    Only work of this process counts, and where it was too much, what a plain page costs at that
    moment says how many times slower than usual everything is.
    """
    began = time.process_time()
    yield
    took = time.process_time() - began
    if took >= seconds:
        slower = max(1.0, plain_page() / USUAL)
        assert took < seconds * slower, f"{took:.1f} s of work, {slower:.1f} times slower than usual"
