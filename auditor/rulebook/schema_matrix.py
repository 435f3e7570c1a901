"""The shape of the capability matrix: who is given what, by which of TikTok's surfaces."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Literal

from auditor.model import Identifier, Model, Sentence


class Answer(StrEnum):
    """What one surface gives of one datum."""

    YES = "yes"
    """Third parties are given it."""
    COUNT_ONLY = "count-only"
    """A number alone."""
    OWN_DATA_ONLY = "own-data-only"
    """Only what belongs to the account that consents."""
    RESEARCHERS_ONLY = "researchers-only"
    """Only researchers whom the platform has approved."""
    LIMITED = "limited"
    """Only a part, as the note says."""
    DISPUTED = "disputed"
    """Sources do not agree; it accuses nobody."""
    NO = "no"
    """It is not given."""


class Surface(Model):
    """A place where TikTok gives out data: a column of the capability matrix."""

    id: Identifier
    """Names the column."""
    title: Sentence
    """The same in words."""
    third_party: bool
    """Whether an ordinary third-party tool can be given data through it."""


class Cell(Model):
    """What one surface gives of one datum, with source and date."""

    surface: Identifier
    """Id of the column."""
    answer: Answer
    """What it gives."""
    note: str = ""
    """What the answer leaves out."""
    source: Sentence
    """Address of the document that shows it."""
    date: dt.date
    """When that was read."""


class Capability(Model):
    """A datum or an action: a row of the capability matrix, and what access yields and purposes need."""

    id: Identifier
    """Names the row: ``tiktok.video.savers``."""
    title: Sentence
    """The same in words: "who saved a video"."""
    about: Literal["self", "others", "device", "public", "account"]
    """Whose data it is, or where."""
    kind: Literal["data", "action"] = "data"
    """Whether it is something to know or something to do."""
    includes: tuple[Identifier, ...] = ()
    """Capabilities that come with it, so that a function that needs this one explains those too."""
    cells: tuple[Cell, ...] = ()
    """One for each surface; what a missing one means, :mod:`auditor.rulebook.matrix` says."""
