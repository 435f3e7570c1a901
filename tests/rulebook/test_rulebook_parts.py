"""Parts as data: which words a reason names is changed in a rule file, and faults say where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.language import reader_for
from auditor.model import Text
from auditor.rulebook import Rulebook, examine, load_rulebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Folder = Callable[..., Path]


def part(words: str = "“{words}” asks", **fields: str) -> str:
    """Return a file with one part."""
    told = {"id": "asked", "words": f'"{words}"', "concepts": "[who]"} | fields
    return "parts:\n  - {" + ", ".join(f"{name}: {value}" for name, value in told.items()) + "}\n"


def test_a_user_s_own_words_stand_in_a_reason(folder: Folder) -> None:
    """A part that exists is replaced, and the digest changes with it."""
    own = load_rulebook(folder(a=part("“{words}” wants names", replaces="true")))
    (claim,) = reader_for(own).read([Text(content="See who saved your TikTok videos.")]).claims

    assert "“who” wants names, " in claim.reason
    assert own.digest != load_rulebook().digest


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (part(concepts="[whom-so]"), "no language has the concept 'whom-so'"),
        (
            part(claims="[reveals-saver]"),
            "no claim has the id 'reveals-saver', did you mean 'reveals-savers'?",
        ),
        (part("asks for {words}"), "'words' begin with “{words}”"),
        (part("“{words}” is “it”"), "'words' begin with “{words}”"),
        (part("“{words}” asks, and asks"), "'words' are half a sentence"),
        (part("“{words}” asks."), "'words' are half a sentence"),
    ],
)
def test_what_is_wrong_with_a_part_is_said_with_its_line(text: str, fault: str, folder: Folder) -> None:
    """Of another id, so that it is a part of its own."""
    problems = examine(folder(a=text.replace("id: asked", "id: own")))[1]

    assert [problem.line for problem in problems] == [2]
    assert fault in str(problems[0])


def test_every_claim_has_parts(shipped: Rulebook) -> None:
    """Two at least, which it names; those without claims would serve all."""
    for claim in shipped.claims:
        assert sum(claim in record.claims for record in shipped.parts.values()) >= 2, claim


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    """The shipped rules."""
    return load_rulebook()
