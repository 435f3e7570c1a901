"""Audits made by hand, one for each kind of report. The tools in them are invented."""

from __future__ import annotations

import datetime as dt

from sample_avoid import avoid
from sample_parts import GDPR, INSTEAD, READ_AT, STAMP, access, evidence

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

_NOUNS = (
    "contacts",
    "calendar",
    "camera",
    "microphone",
    "place",
    "call log",
    "photos",
    "files",
    "clipboard",
    "Wi-Fi",
    "Bluetooth",
    "alarms",
)


def sixty() -> Audit:
    """A tool that asks for sixty permissions, twenty of them explained."""
    grades = (Grade.CRITICAL, Grade.HIGH, Grade.HIGH, Grade.MEDIUM, Grade.LOW, Grade.NONE)
    asked = tuple(
        access(
            f"android.permission.NUMBER_{n}",
            f"use your {_NOUNS[n % 12]} in way {n}",
            grades[n % 6],
            yields=(
                (f"gift.{n % 30}", f"what your {_NOUNS[n % 12]} hold, part {n % 30}"),
                (f"gift.{n % 7}", f"what your {_NOUNS[n % 7]} hold, part {n % 7}"),
            ),
            by=("download-videos", "reminders")[: 1 + n % 2] if n % 3 == 0 else (),
            warning="use this" if n % 2 else None,
        )
        for n in range(60)
    )
    return avoid().model_copy(update={"access": asked, "id": "sixty"})


def caution() -> Audit:
    """A scheduler with a consent link: one scope too many, one unknown, and a likely deceptive claim."""
    base = avoid()
    asked = (
        access(
            "tiktok:user.info.basic",
            "see your name and picture",
            Grade.LOW,
            kind="tiktok",
            yields=(("id", "your display name and picture"),),
            by=("download-videos",),
            warning="Read your profile info (avatar, display name)",
        ),
        access(
            "tiktok:video.publish",
            "post videos for you",
            Grade.MEDIUM,
            kind="tiktok",
            yields=(("post", "posting to your profile"),),
            by=("reminders",),
            warning="Post content to TikTok",
        ),
        access(
            "tiktok:comment.list.manage",
            "answer and hide comments",
            Grade.MEDIUM,
            kind="tiktok",
            yields=(("comments", "comments under your videos"),),
        ),
        access(
            "tiktok:made.up",
            "do something that no list explains",
            Grade.LOW,
            kind="tiktok",
            verdict=Need.UNKNOWN,
        ),
    )
    finding = base.findings[2].model_copy(
        update={
            "rule": "scope-unexplained",
            "severity": Grade.MEDIUM,
            "title": "It wants to manage comments, and nothing it says explains that",
            "evidence": (Evidence(quote="comment.list.manage", where="scope of the consent link"),),
            "references": (GDPR,),
        }
    )
    return base.model_copy(
        update={
            "id": "planner",
            "tool": Tool(
                name="PostPlanner",
                publisher="Example Tools",
                url="https://www.tiktok.com/v2/auth/authorize/?client_key=x",
            ),
            "verdict": Verdict(
                level=Level.CAUTION,
                score=38,
                headline="Be careful: it asks to manage your comments and does not say what for.",
                reasons=(
                    Reason(
                        text="Nothing it says needs this.",
                        quote="comment.list.manage",
                        rule="scope-unexplained",
                    ),
                ),
                certainty=Certainty.LIKELY,
                completeness=Completeness(looked=5, of=6, enough=True),
                table=(
                    ScoreRow(
                        rule="scope-unexplained",
                        severity=Grade.MEDIUM,
                        certainty=Certainty.CERTAIN,
                        level=Level.CAUTION,
                        points=38,
                    ),
                ),
            ),
            "claims": (base.claims[3],),
            "access": asked,
            "findings": (finding,),
            "set_aside": (),
            "expired_exceptions": (),
            "handed_over": (
                "You would let it see your display name and your picture.",
                "You would let it post videos to your profile.",
                "You would let it answer, hide and delete comments. You may untick this.",
            ),
            "sources": (
                SourceRecord(
                    target="https://www.tiktok.com/v2/auth/authorize/?client_key=x",
                    kind="consent-link",
                    sha256="1a" * 32,
                ),
            ),
        }
    )


def high_risk() -> Audit:
    """The same tool with likely claims only."""
    base = avoid()
    verdict = base.verdict.model_copy(
        update={
            "level": Level.HIGH_RISK,
            "score": 71,
            "certainty": Certainty.LIKELY,
            "headline": "Keep your distance: it seems to promise a list that no app can be given.",
        }
    )
    return base.model_copy(update={"verdict": verdict, "set_aside": (), "expired_exceptions": ()})


def nothing_found() -> Audit:
    """An honest tool whose permissions could not be seen."""
    base = avoid()
    return base.model_copy(
        update={
            "id": "whereabouts",
            "tool": Tool(name="Whereabouts", publisher="Open Example", package="org.example.whereabouts"),
            "verdict": Verdict(
                level=Level.NOTHING_FOUND,
                score=4,
                headline="We saw nothing against it in what could be read; its permissions could not.",
                completeness=Completeness(looked=5, of=8, enough=True),
            ),
            "claims": (),
            "access": (),
            "access_known": False,
            "findings": (),
            "set_aside": (),
            "expired_exceptions": (),
            "if_installed": None,
            "not_analysed": (
                NotAnalysed(
                    check="android-permissions",
                    reason=(
                        "A saved Google Play page does not hold the permissions. Hand them in as a "
                        "second file."
                    ),
                ),
            ),
            "sources": base.sources[:1],
        }
    )


def not_analysed() -> Audit:
    """A page behind a wall."""
    return Audit(
        tool=Tool(url="https://wall.example/app"),
        verdict=Verdict(
            level=Level.NOT_ANALYSED,
            score=0,
            headline="Not enough could be read to say anything.",
            completeness=Completeness(looked=0, of=6, enough=False),
        ),
        not_analysed=(
            NotAnalysed(
                check="texts",
                reason=(
                    "A bot wall stood before the page. Save the page in your browser and hand in the file."
                ),
            ),
            NotAnalysed(check="access", reason="The listing does not say what the tool asks for."),
        ),
        sources=(
            SourceRecord(
                target="https://wall.example/app", kind="web-page", retrieved_at=READ_AT, sha256="00" * 32
            ),
        ),
        instead=INSTEAD,
        rulebook=STAMP,
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


def minimal() -> Audit:
    """What the very first version wrote: required fields and nothing else."""
    return Audit.model_validate_json(
        '{"schema":1,"tool":{},"verdict":{"level":"caution","score":30,"headline":"Be careful.",'
        '"completeness":{"looked":1,"of":2,"enough":true}},"rulebook":{"version":"1","digest":"0"}}'
    )


def right_to_left() -> Audit:
    """Quotes in Arabic and Turkish inside an English report."""
    base = avoid()
    text = "اعرف من حفظ فيديوهاتك على TikTok الآن. Videonuzu kimlerin kaydettiğini görün."
    quote = "اعرف من حفظ فيديوهاتك على TikTok"
    found = base.claims[0].model_copy(
        update={"quote": quote, "start": 0, "end": len(quote), "language": "ar"}
    )
    finding = base.findings[0].model_copy(update={"evidence": (evidence(quote, text),)})
    reason = base.verdict.reasons[0].model_copy(update={"quote": quote})
    return base.model_copy(
        update={
            "claims": (found, *base.claims[2:]),
            "findings": (finding, *base.findings[1:3]),
            "verdict": base.verdict.model_copy(update={"reasons": (reason, *base.verdict.reasons[1:])}),
            "tool": Tool(name="من حفظ", publisher="مثال"),
        }
    )


SAMPLES = {
    "avoid": avoid,
    "sixty": sixty,
    "high-risk": high_risk,
    "caution": caution,
    "nothing-found": nothing_found,
    "not-analysed": not_analysed,
    "hostile": hostile,
    "minimal": minimal,
    "right-to-left": right_to_left,
}
"""Name and maker of each sample."""
