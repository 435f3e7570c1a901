"""The fullest sample: a tool to be avoided, with three promises and eight accesses."""

from __future__ import annotations

import datetime as dt

from sample_parts import (
    CHECKS,
    GDPR,
    IF_INSTALLED,
    INSTEAD,
    PLAY,
    QUESTIONS,
    READ_AT,
    STAMP,
    TERMS_EEA,
    TERMS_US,
    access,
    claim,
    evidence,
    purpose,
)

from auditor.model import (
    Audit,
    Category,
    Certainty,
    Completeness,
    Deliverable,
    Evidence,
    Finding,
    Grade,
    Level,
    NotAnalysed,
    Reason,
    ScoreRow,
    SetAside,
    SourceRecord,
    Tool,
    Verdict,
)


def avoid() -> Audit:
    """A tool with three impossible or forbidden claims and eight accesses."""
    number = ("contacts", "names and numbers in your contacts")
    codes = ("codes", "login codes that arrive as messages")
    saves = claim(
        "reveals-savers",
        "tells which people saved your video",
        "shows you exactly who saved your TikTok videos",
        Deliverable.IMPOSSIBLE,
        "Nothing it asks for leads there. It could only try by taking over your account.",
    )
    viewers = claim(
        "reveals-profile-viewers",
        "tells who viewed your profile",
        "show you who viewed your profile",
        Deliverable.IMPOSSIBLE,
        "Nothing it asks for leads there.",
    )
    password = claim(
        "wants-credentials",
        "asks for your TikTok password",
        "Log in with your TikTok user name and password",
        Deliverable.AGAINST_TERMS,
    )
    official = claim(
        "claims-affiliation",
        "is a partner of TikTok",
        "the official TikTok partner app",
        Deliverable.DECEPTIVE,
        sure=False,
    )
    asked = (
        access(
            "credential:tiktok-password",
            "have your TikTok password",
            Grade.CRITICAL,
            kind="credential",
            yields=(
                ("tiktok.account.control", "everything you can do in your account"),
                ("tiktok.messages.own", "your direct messages"),
            ),
            takeover=True,
        ),
        access(
            "android.permission.BIND_ACCESSIBILITY_SERVICE",
            "read the screen and press buttons for you",
            Grade.CRITICAL,
            yields=(
                ("screen", "everything on your screen"),
                ("tiktok.account.control", "everything you can do in your account"),
                codes,
            ),
            warning="have full control of your device",
            takeover=True,
        ),
        access(
            "android.permission.READ_SMS",
            "read your text messages",
            Grade.CRITICAL,
            yields=(codes, ("sms", "your text messages")),
            warning="send and view SMS messages",
            takeover=True,
        ),
        access(
            "android.permission.READ_CONTACTS",
            "read your contacts",
            Grade.HIGH,
            yields=(number,),
            warning="access your contacts",
        ),
        access(
            "android.permission.INTERNET",
            "use the internet",
            Grade.NONE,
            yields=(("net", "sending and fetching data"),),
            by=("download-videos",),
        ),
        access(
            "android.permission.READ_MEDIA_VIDEO",
            "read your videos",
            Grade.MEDIUM,
            yields=(("videos", "all videos on your phone"),),
            by=("download-videos",),
            warning="access photos and videos on this device",
        ),
        access(
            "android.permission.POST_NOTIFICATIONS",
            "show notifications",
            Grade.LOW,
            yields=(("notify", "messages on your screen"),),
            by=("reminders",),
            warning="send you notifications",
        ),
        access(
            "android.permission.WAKE_LOCK",
            "keep the phone awake",
            Grade.NONE,
            yields=(("awake", "running while the screen is off"),),
            by=("reminders", "download-videos"),
        ),
    )
    findings = (
        Finding(
            rule="impossible-savers",
            category=Category.IMPOSSIBLE_CLAIM,
            severity=Grade.CRITICAL,
            certainty=Certainty.CERTAIN,
            title="It promises the names of people who saved your video",
            explanation=(
                "No permission, scope or API gives any third-party app this. What it shows you "
                "instead comes from somewhere else, and you cannot tell from where."
            ),
            evidence=(evidence("shows you exactly who saved your TikTok videos"),),
            references=(PLAY,),
            advice="Do not pay for a list, and do not act on one: nobody on it needs to have saved anything.",
            claims=("reveals-savers",),
        ),
        Finding(
            rule="wants-password",
            category=Category.TERMS_OF_SERVICE,
            severity=Grade.CRITICAL,
            certainty=Certainty.CERTAIN,
            title="It asks for your TikTok password",
            explanation=(
                "Whoever holds your password can post, write and delete as you. Sharing it also "
                "breaks TikTok’s terms, so a ban would hit you."
            ),
            evidence=(evidence("Log in with your TikTok user name and password"),),
            references=(TERMS_US, TERMS_EEA),
            advice="Type your password on tiktok.com and in the TikTok app, and nowhere else.",
            access=("credential:tiktok-password",),
        ),
        Finding(
            rule="sms-unexplained",
            category=Category.EXCESSIVE_ACCESS,
            severity=Grade.CRITICAL,
            certainty=Certainty.CERTAIN,
            title="It wants to read your text messages, and nothing it says explains that",
            explanation=(
                "Login codes of TikTok and of your bank arrive there. With your password and "
                "such a code, an account changes hands in a minute."
            ),
            evidence=(Evidence(quote="android.permission.READ_SMS", where="permission list", source=1),),
            references=(GDPR,),
            advice=(
                "Refuse, and take it back if you have agreed: phone Settings › Apps › SaveSpy › Permissions."
            ),
            access=("android.permission.READ_SMS",),
        ),
        Finding(
            rule="impossible-viewers",
            category=Category.IMPOSSIBLE_CLAIM,
            severity=Grade.HIGH,
            certainty=Certainty.LIKELY,
            title="It promises the names of people who viewed your profile",
            explanation=(
                "TikTok shows some profile views inside its own app, to those who opted in. No "
                "permission, scope or API gives any third-party app this."
            ),
            evidence=(
                Evidence(
                    quote="wh\u200bo vi3wed your pr0file",
                    where="button 2",
                    before="Tap to see ",
                    after=" today",
                    read_as="who viewed your profile",
                ),
                evidence("show you who viewed your profile"),
            ),
            references=(PLAY,),
            advice="Use TikTok’s own profile view history.",
            claims=("reveals-profile-viewers",),
        ),
    )
    return Audit(
        id="savespy",
        tool=Tool(
            name="SaveSpy",
            publisher="Example Apps",
            url="https://savespy.example/get",
            package="example.savespy",
        ),
        verdict=Verdict(
            level=Level.AVOID,
            score=96,
            headline="Stay away: it promises a list that no app can be given, and asks for your password.",
            reasons=(
                Reason(
                    text="No permission, scope or API gives any third-party app this.",
                    quote="shows you exactly who saved your TikTok videos",
                    rule="impossible-savers",
                ),
                Reason(
                    text="Whoever holds your password can act as you, and sharing it breaks TikTok’s terms.",
                    quote="Log in with your TikTok user name and password",
                    rule="wants-password",
                ),
                Reason(
                    text="Login codes arrive in your text messages, and nothing it says needs them.",
                    quote="android.permission.READ_SMS",
                    rule="sms-unexplained",
                ),
            ),
            certainty=Certainty.CERTAIN,
            completeness=Completeness(looked=7, of=9, enough=True),
            table=tuple(
                ScoreRow(rule=f.rule, severity=f.severity, certainty=f.certainty, level=level, points=points)
                for f, level, points in zip(
                    findings,
                    (Level.AVOID, Level.AVOID, Level.HIGH_RISK, Level.HIGH_RISK),
                    (80, 10, 4, 2),
                    strict=True,
                )
            ),
        ),
        claims=(saves, viewers, password, official),
        purposes=(
            purpose("download-videos", "download videos", "Download any video without a watermark"),
            purpose("reminders", "remind you of things", "get a reminder when a video does well"),
        ),
        access=asked,
        access_known=True,
        findings=findings,
        set_aside=(
            Finding(
                rule="name-has-tiktok",
                category=Category.TERMS_OF_SERVICE,
                severity=Grade.LOW,
                certainty=Certainty.CERTAIN,
                title="Its name carries the word TikTok",
                explanation="App names must not refer to the platform.",
                evidence=(Evidence(quote="SaveSpy for TikTok", where="title"),),
                references=(TERMS_US,),
                advice="Nothing for you to do.",
                set_aside=SetAside(
                    reason="The maker has renamed it; the stores follow within a month.",
                    reviewer="M. Example",
                    expires=dt.date(2027, 1, 31),
                ),
            ),
        ),
        expired_exceptions=("sms-unexplained for SaveSpy ended on 2026-10-01.",),
        not_analysed=(
            NotAnalysed(check="images", reason="Six pictures were not read; claims can stand in them too."),
            NotAnalysed(
                check="data-safety", reason="The saved page does not hold what the maker declared about data."
            ),
        ),
        checks=CHECKS,
        if_installed=IF_INSTALLED,
        instead=INSTEAD,
        questions=QUESTIONS,
        sources=(
            SourceRecord(
                target="savespy.html",
                kind="google-play",
                url="https://savespy.example/get?ref=a",
                retrieved_at=READ_AT,
                sha256="9f" * 32,
                read_with="JSON-LD",
            ),
            SourceRecord(
                target="permissions.json",
                kind="google-play-permissions",
                retrieved_at=READ_AT,
                sha256="3c" * 32,
            ),
        ),
        rulebook=STAMP,
        tool_version="0.1.0",
    )
