"""Several targets of one tool, as bytes, and what an audit of them says: for tests of contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sources.android.build_package import apk, asks, manifest
from tests.sources.test_google_play import DETAILS, answer, play

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Audit, Finding

    Auditing = Callable[..., Audit]

CONSENT = (
    "https://www.tiktok.com/v2/auth/authorize/?client_key=aw123&scope=user.info.basic,video.list"
    "&response_type=code&redirect_uri=https%3A%2F%2F{host}%2Fback&state=x9Kq27LmPz"
)
POLICY = (
    "This privacy policy applies to the Calm Garden app for phones. We keep logs of requests for a month. "
    * 5
)


def ending(body: bytes) -> str:
    """The ending of a file with this content."""
    if body.startswith(b"PK"):
        return ".apk" if b"classes.dex" in body else ".zip"
    return ".html" if body.lstrip()[:1] == b"<" else ".txt"


def store(**changed: Any) -> bytes:
    """A page of Google Play; ``data`` its rows on data, ``said`` its description."""
    details = dict(DETAILS)
    details[136, 1] = changed.pop("data", [])
    details[72, 0, 1] = changed.pop("said", "Add captions to your videos.")
    details |= {(140, 0, 0, 0): changed.pop("version", "1.2.3"), (68, 0): changed.pop("maker", "X Ltd")}
    assert not changed
    return play(details).body


def listed(*labels: str) -> bytes:
    """Play's list of permissions."""
    return answer([[["Other", None, [[None, label] for label in labels], []]]]).body


def package(*permissions: str, **attributes: Any) -> bytes:
    """A package that asks for permissions."""
    return apk(manifest(*asks(*permissions), **attributes))


def site(words: str, address: str = "https://x.example/", title: str = "A tool") -> bytes:
    """A page saved from ``address``."""
    return (
        f'<!doctype html><html><head><title>{title}</title><link rel="canonical" href="{address}"></head>'
        f"<body><p>{words}</p></body></html>"
    ).encode()


def one(result: Audit, rule: str) -> Finding:
    """The only finding of a rule."""
    (found,) = [finding for finding in result.findings if finding.rule == rule]
    return found


def rules(result: Audit) -> set[str]:
    """Ids of all findings."""
    return {finding.rule for finding in result.findings}


def both_sides(result: Audit, rule: str) -> set[tuple[str, str]]:
    """Quotes of a finding, each with the kind of the source that it names."""
    return {(e.quote, result.sources[e.source].kind) for e in one(result, rule).evidence}


def outcome(result: Audit, comparison: str) -> str | None:
    """The outcome of a comparison's check."""
    return next((c.outcome for c in result.checks if c.id == f"compare-{comparison}"), None)
