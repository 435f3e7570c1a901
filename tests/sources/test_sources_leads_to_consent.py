"""An address that leads to a consent page is read as the link it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from auditor.errors import LeadsToConsent
from auditor.sources import read

if TYPE_CHECKING:
    from collections.abc import Mapping

LINK = (
    "https://www.tiktok.com/v2/auth/authorize/?client_key=aw1&scope=user.info.basic"
    "&response_type=code&state=q8zT5rW1&redirect_uri=https://tool.example/cb"
)


class Redirecting:
    """A fetcher for whom every address leads to the consent page."""

    def get(self, url: str, *, accept: str = "") -> NoReturn:  # noqa: ARG002 - the protocol has it
        """Stop before the consent page, as the real one does."""
        raise LeadsToConsent(f"{url} leads to a consent page", LINK)

    def post(self, url: str, *, form: Mapping[str, str]) -> NoReturn:  # noqa: ARG002 - the protocol has it
        """Never asked."""
        raise AssertionError(url)


def test_a_short_link_to_a_consent_page_is_read_as_that_page() -> None:
    """The consent page itself is not opened; its link says what is asked for."""
    listing = read(["https://short.example/x"], fetcher=Redirecting())

    assert [request.id for request in listing.access_requests] == ["tiktok:user.info.basic"]
    assert listing.sources[0].kind == "consent-link"
