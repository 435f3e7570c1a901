"""Saveraudit as a library: three functions, typed and documented; errors with status and advice."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

import pytest

import auditor
from auditor import errors, resources
from auditor.errors import AuditorError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_three_functions_work_from_the_top() -> None:
    """Read, load, audit, as the README says."""
    from auditor import audit, load_rulebook, read  # noqa: PLC0415 - the import is what is tested

    result = audit(read(["see who saved your TikTok"]), load_rulebook())

    assert isinstance(result, auditor.Audit)
    assert result.verdict.level == "avoid"


@pytest.mark.parametrize("name", auditor.__all__)
def test_every_public_name_exists_and_is_documented(name: str) -> None:
    """All that __all__ lists can be imported."""
    value = getattr(auditor, name)

    assert name == "__version__" or inspect.getdoc(value)


def test_the_list_of_public_names_is_sorted_and_closed() -> None:
    """What is not listed is not there."""
    assert list(auditor.__all__) == sorted(auditor.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        auditor.nonsense  # noqa: B018 - the look-up is what is tested


def test_each_error_stands_in_the_tree_and_knows_its_status() -> None:
    """A new error must be drawn in the module's docstring."""
    tree = set(re.findall(r"\b[A-Z]\w+", errors.__doc__ or ""))
    classes = [
        kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, AuditorError)
    ]

    assert {kind.__name__ for kind in classes} <= tree
    for kind in classes:
        assert kind.__doc__
        assert kind.exit_status == (2 if issubclass(kind, UsageError) else 3)


def test_an_error_takes_its_own_advice() -> None:
    """Else that of its kind."""
    assert errors.NotFound("no page").hint == errors.NotFound.default_hint
    assert errors.NotFound("no page", hint="").hint == ""
    leads = errors.LeadsToConsent("it leads on", "https://www.tiktok.com/v2/auth/authorize/")
    assert leads.url.endswith("/authorize/")


def test_an_installation_without_its_rules_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to do about it."""
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "auditor")
    with pytest.raises(UsageError, match="rules") as caught:
        resources.folder("rules")

    assert "pip install" in caught.value.hint
