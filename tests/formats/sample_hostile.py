"""A sample in which every string of a stranger tries something."""

from __future__ import annotations

import datetime as dt

from sample_parts import READ_AT

from auditor.model import (
    AccessJudged,
    AdviceShown,
    Audit,
    CapabilityShown,
    Category,
    Certainty,
    Check,
    ClaimFound,
    Completeness,
    Deliverable,
    Evidence,
    Finding,
    Grade,
    Level,
    Need,
    NotAnalysed,
    PurposeFound,
    Reason,
    Reference,
    RulebookStamp,
    ScoreRow,
    SetAside,
    SourceRecord,
    Tool,
    Verdict,
)

NASTY = (
    '</style></title><script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">x</a>'
    "{{ 7*7 }}{% raw %}<!-- --><svg onload=alert(4)>[l](javascript:alert(5))`**b**` =cmd|'/c'!A1 "
    "\x1b[31mred\x1b]0;title\x07\x1b]8;;https://evil.example\x1b\\ "
    "\u202egnp.exe\u2066x\u2069 \x00\x08\x9b31m \u200b\ufeff\u00ad "
    "e" + "\u0301" * 60 + " "
)


def hostile() -> Audit:
    """Every string of a stranger tries something; some are huge."""
    nasty, huge = NASTY, NASTY * 40 + "W" * 50_000
    proof = Evidence(
        quote=huge, where=nasty, source=7, text=0, start=0, end=5, before=nasty, after=nasty, read_as=nasty
    )
    bad = Reference(
        clause="x",
        document=nasty,
        publisher=nasty,
        section=nasty,
        region=nasty,
        date=dt.date(2026, 1, 1),
        url="javascript:alert(6)//" + nasty,
        says=nasty,
        quote=nasty,
    )
    worse = bad.model_copy(update={"url": "https://user:pw@evil.example/\u202e"})
    finding = Finding(
        rule="r" * 500,
        category=Category.DECEPTION,
        severity=Grade.HIGH,
        certainty=Certainty.CERTAIN,
        title=nasty,
        explanation=huge,
        evidence=(proof,) * 9,
        references=(bad, worse),
        advice=nasty,
        claims=("reveals-savers",),
    )
    asked = AccessJudged(
        id=("chrome:host:" + nasty)[:500],
        kind="chrome",
        title=huge,
        danger=Grade.HIGH,
        platform_warning=nasty,
        explanation=nasty,
        yields=(CapabilityShown(id="c", title=huge),),
        justified_by=("p\x1b",),
        verdict=Need.EXCESSIVE,
        reason=nasty,
    )
    return Audit(
        id=nasty,
        tool=Tool(name=huge, publisher=nasty, url="https://evil.example/" + huge, package=nasty),
        verdict=Verdict(
            level=Level.AVOID,
            score=100,
            headline=nasty,
            reasons=(Reason(text=nasty, quote=huge, rule="r" * 500),) * 5,
            certainty=Certainty.CERTAIN,
            completeness=Completeness(looked=900, of=1000, enough=True),
            table=(
                ScoreRow(
                    rule="z" * 500,
                    severity=Grade.HIGH,
                    certainty=Certainty.CERTAIN,
                    level=Level.AVOID,
                    points=100,
                ),
            ),
        ),
        claims=(
            ClaimFound(
                id="reveals-savers",
                title=nasty,
                certainty=Certainty.CERTAIN,
                quote=huge,
                text=0,
                start=0,
                end=5,
                language='en" onload="alert(7)',
                deliverable=Deliverable.IMPOSSIBLE,
                reason=f"“{nasty}” is {nasty}, “who” asks for persons; {nasty}; {huge}.",
                means=nasty,
            ),
        ),
        purposes=(PurposeFound(id="p\x1b", title=nasty, quote=huge, text=0, start=0, end=5),),
        access=(asked,),
        access_known=True,
        findings=(finding,),
        set_aside=(
            finding.model_copy(
                update={"set_aside": SetAside(reason=nasty, reviewer=nasty, expires=dt.date(2027, 1, 1))}
            ),
        ),
        expired_exceptions=(nasty,),
        not_analysed=(NotAnalysed(check=nasty, reason=huge),),
        checks=(Check(id="c", title=nasty, outcome="found", detail=nasty),),
        handed_over=(nasty,),
        if_installed=AdviceShown(id="a", title=nasty, steps=(nasty,)),
        instead=AdviceShown(id="b", title=nasty, steps=(nasty,)),
        questions=((nasty, nasty),),
        sources=(
            SourceRecord(
                target=nasty,
                kind="x</p>",
                url="data:text/html,<script>alert(8)</script>",
                retrieved_at=READ_AT,
                sha256=nasty,
                read_with=nasty,
            ),
        )
        * 2,
        rulebook=RulebookStamp(version=nasty, digest=nasty),
        tool_version=nasty,
    )
