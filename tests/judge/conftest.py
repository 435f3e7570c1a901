"""What the tests of judging share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from auditor.judge import audit
from auditor.model import Audit, Listing
from auditor.rulebook import Rulebook, load_rulebook

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The shipped rules."""
    return load_rulebook()


@pytest.fixture(scope="session")
def judge(rulebook: Rulebook) -> Callable[..., Audit]:
    """Audit a listing described by keywords."""

    def run(**fields: Any) -> Audit:
        return audit(Listing.model_validate(fields), rulebook)

    return run
