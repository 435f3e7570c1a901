"""Claims that read like a foul promise and are none, and foul tools that borrow their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Audit


def claims_of(result: Audit) -> set[str]:
    """The claims that were read."""
    return {claim.id for claim in result.claims}


@pytest.mark.parametrize(
    "text",
    [
        "PlanPost queues your TikToks with TikTok's official Posting API, so no ban risk for anyone.",
        "No bans, since everything on TikTok goes through the official API.",
        "Watch TikTok on holiday through our tunnel. Undetectable by most firewalls.",
    ],
)
def test_official_interfaces_and_networks_make_no_promise_of_hiding(
    judge: Callable[..., Audit], text: str
) -> None:
    """Who uses the platform's own interface hides nothing; a firewall is not TikTok."""
    assert "claims-undetectable" not in claims_of(judge(texts=[text]))


@pytest.mark.parametrize(
    "text",
    [
        "TikTok bot: fully undetectable, no ban, official API.",
        "TikTok bot on the official API, no ban, undetectable.",
        "Undetectable by TikTok and by firewalls.",
    ],
)
def test_the_same_words_excuse_no_promise_of_hiding(judge: Callable[..., Audit], text: str) -> None:
    """A bot that calls itself undetectable stays one, whatever interface it names."""
    assert "claims-undetectable" in claims_of(judge(texts=[text]))
