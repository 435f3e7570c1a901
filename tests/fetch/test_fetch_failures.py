"""The closed list of failures: a sentence and advice each, and no error that is not on it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import auditor.fetch
from auditor import errors
from auditor.errors import UnreadableTarget
from auditor.fetch.failures import Failure, failed, passes

ROOM = Path(auditor.fetch.__file__).parent
ADVICE = ("save", "online", "hand in")


@pytest.mark.parametrize("failure", list(Failure))
def test_each_has_a_sentence_and_advice(failure: Failure) -> None:
    """One line, without the library's words; what to do instead."""
    error = failed(failure, "tool.example", "503")
    sentence = str(error)

    assert isinstance(error, UnreadableTarget)
    assert error.failure == failure.value
    assert "\n" not in sentence
    assert not sentence.endswith(".")
    assert any(word in error.hint.lower() for word in ADVICE)
    assert error.hint.endswith(".")


def test_a_host_in_braces_is_no_template() -> None:
    """Names come from strangers."""
    assert "{what}" in str(failed(Failure.GONE, "{what}", "{host}"))


def test_the_time_to_wait_is_told() -> None:
    """In seconds or minutes."""
    assert "in 40 seconds" in failed(Failure.TOO_OFTEN, "a.example", 429, after=40).hint
    assert "in 60 minutes" in failed(Failure.TOO_OFTEN, "a.example", 429, after=3_600).hint


def test_only_what_may_pass_is_tried_again() -> None:
    """A page that is gone stays gone."""
    assert passes(failed(Failure.UNAVAILABLE, "a.example", 503))
    assert not passes(failed(Failure.GONE, "a.example", 404))
    assert not passes(errors.NotFound("there is no file 'x'"))


def test_no_other_error_is_made_in_this_room() -> None:
    """Every fault of the network goes through the list; a wish of the user and a consent page are none."""
    kinds = {name for name in vars(errors) if name[0].isupper()} - {"LeadsToConsent", "UsageError"}
    made = [
        f"{path.name}:{node.lineno}"
        for path in ROOM.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds
    ]

    assert made == []
