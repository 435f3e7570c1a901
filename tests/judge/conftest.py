"""What the tests of judging share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from auditor.judge import audit
from auditor.model import Audit, Listing
from auditor.rulebook import Rulebook, load_rulebook
from auditor.sources import read
from tests.judge.several_targets import ending

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.judge.several_targets import Auditing


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


@pytest.fixture
def audited(tmp_path: Path, rulebook: Rulebook) -> Auditing:
    """Write each target to a file, unless it is a link, and audit them together."""

    def run(*targets: bytes | str) -> Audit:
        given = []
        for number, target in enumerate(targets):
            if isinstance(target, str):
                given.append(target)
                continue
            path = tmp_path / f"target-{number}{ending(target)}"
            path.write_bytes(target)
            given.append(str(path))
        return audit(read(given), rulebook)

    return run
