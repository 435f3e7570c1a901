"""What the tests of reading share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.language import Reader, reader_for
from auditor.model import Certainty, Text
from auditor.rulebook import Rulebook, load_rulebook

if TYPE_CHECKING:
    from collections.abc import Callable

Found = dict[str, tuple[Certainty, str]]


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The shipped rules."""
    return load_rulebook()


@pytest.fixture(scope="session")
def reader(rulebook: Rulebook) -> Reader:
    """The reader that the shipped rules make."""
    return reader_for(rulebook)


@pytest.fixture(scope="session")
def claims_of(reader: Reader) -> Callable[[str], Found]:
    """Claims read in one text: id to certainty and quote."""

    def read(text: str) -> Found:
        reading = reader.read([Text(content=text)])
        return {claim.claim: (claim.certainty, text[claim.start : claim.end]) for claim in reading.claims}

    return read
