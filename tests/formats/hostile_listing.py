"""One listing whose every field tries something, as an audit that the shipped rules made of it.

What it tries: markup and scripts, addresses that run, SVG, the end of a JSON-LD script, Markdown, formulas,
terminal codes, direction marks, line breaks in headings, arguments of templates and messages.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from auditor.judge import audit
from auditor.model import (
    AccessRequest,
    Audit,
    Image,
    Link,
    Listing,
    NotAnalysed,
    Observation,
    SourceRecord,
    Statement,
    Text,
    TextKind,
)
from auditor.rulebook import load_rulebook

ATTACKS = (
    "<script>alert('x1')</script>",
    "</script><script>alert('x2')</script>",
    "<!--<script>",
    "</style><style>@import 'https://evil.example/x.css';*{background:url(https://evil.example/y)}</style>",
    "<img src=https://evil.example/p.png onerror=alert('x3')>",
    "<svg xmlns='http://www.w3.org/2000/svg' onload=alert('x4')><animate onbegin=alert('x5')></svg>",
    "]]></desc></title></svg><script>alert('x6')</script>",
    "\" onload=\"alert('x7')\" '><iframe srcdoc='<script>alert(1)</script>'>",
    "[click](javascript:alert('x8'))",
    "![p](https://evil.example/i.png)",
    "[d]: data:text/html,<script>alert('x9')</script>",
    "<javascript:alert('x10')> <https://evil.example/auto>",
    "https://evil.example/bare www.evil.example me@evil.example @everyone #1 :tada: GH-1",
    "```\n# heading\n\n---\n\n- item\n\n> quote\n\n1. one\n\n    code\n\n| a | b |\n|---|---|\n\n~~~\n",
    '\r\n=cmd|\'/c calc\'!A1\n+1+1\t-2+3,@SUM(A1);=HYPERLINK("https://evil.example")\r,"=1+1"',
    "\x1b]0;owned\x07\x1b[2J\x1b[31m\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\\x9b31m\x90q\x9c\x7f\x08",
    "\u202etxt.exe\u202c \u2066x \u2069\u2068 \u200e\u200f\u061c \u2028\u2029 \ufeff\u200b\u00ad\U000e0041",
    "{{ 7*7 }}{% raw %}{0} %(count)s %s ${x} \\[l\\](1) {=html} $x$",
)
"""Each of them alone is short enough that nothing is cut before it has been tried."""
ALL = " ".join(ATTACKS)
SAVERS = "See who saved your TikTok videos"
"""A promise that nobody can keep, so that findings, quotes and reviews come of the listing."""
READ_AT = dt.datetime(2026, 11, 22, 18, 4, tzinfo=dt.UTC)


def listing(attack: str = ALL) -> Listing:
    """Return a listing with ``attack`` in every field that is text."""
    pieces = [f"{attack} {SAVERS}. {attack}", f"Log in with your TikTok password. {attack}", attack]
    plain = Text(content=f"{SAVERS}.", where=attack)  # else none of the promises would be certain
    texts = [plain] + [
        Text(content=pieces[n % 3], kind=kind, where=attack, source=n) for n, kind in enumerate(TextKind)
    ]
    return Listing(
        id=attack,
        kind=attack[:500],
        name=f"{attack}",
        publisher=attack,
        publisher_url=f"javascript:{attack}",
        url=f"https://evil.example/{attack}",
        package=attack,
        category=attack,
        installs=attack,
        version=attack,
        price=attack,
        in_app_purchases=attack,
        privacy_policy=f"data:text/html,{attack}",
        permissions_url=f"javascript:{attack}",
        texts=tuple(texts),
        access=(
            AccessRequest(id="android.permission.READ_SMS", where=attack),
            AccessRequest(id=f"chrome:host:{attack}"[:500], where=attack),
            AccessRequest(id=f"tiktok:{attack}"[:500], where=attack),
        ),
        links=(Link(url=f"javascript:{attack}", label=attack),),
        images=(Image(url=f"data:image/svg+xml,{attack}", alt=attack),),
        observations=(Observation(id="page.password-field", value=attack, where=attack),),
        not_read=(NotAnalysed(check=attack[:500], reason=attack),),
        statements=tuple(
            Statement(field=field, value=attack, source=number)
            for field in ("publisher", "package", "redirect", attack[:200])
            for number in range(3)
        ),
        sources=tuple(
            SourceRecord(
                target=target,
                kind=attack[:500],
                url=url,
                retrieved_at=READ_AT,
                sha256=attack,
                read_with=attack,
            )
            for target, url in (
                (attack, f"javascript:{attack}"),
                (f"../../{attack}", None),
                ("https://evil.example/", "https://evil.example/plain"),
            )
        ),
    )


@cache
def hostile_audit() -> Audit:
    """Return what the shipped rules say of the listing with all attacks at once."""
    return audit(listing(), load_rulebook())


@cache
def each_alone() -> tuple[Audit, ...]:
    """Return the audit again for each attack, which then stands at the very beginning of every field."""
    return tuple(_with(hostile_audit(), attack) for attack in ATTACKS)


def _with(base: Audit, attack: str) -> Audit:
    """Put ``attack`` in the places of ``base`` that hold a listing's own strings."""
    said = f"{attack} {SAVERS}"
    findings = tuple(
        finding.model_copy(
            update={
                "evidence": tuple(
                    piece.model_copy(
                        update={"quote": said, "where": attack, "before": attack, "after": attack}
                    )
                    for piece in finding.evidence
                )
            }
        )
        for finding in base.findings
    )
    reasons = tuple(reason.model_copy(update={"quote": said}) for reason in base.verdict.reasons)
    claims = tuple(claim.model_copy(update={"quote": said}) for claim in base.claims)
    return base.model_copy(
        update={
            "id": attack,
            "tool": base.tool.model_copy(
                update={"name": attack, "publisher": attack, "url": attack, "package": attack}
            ),
            "verdict": base.verdict.model_copy(update={"reasons": reasons}),
            "claims": claims,
            "findings": findings,
            "not_analysed": (NotAnalysed(check=attack[:500], reason=attack),),
        }
    )
