"""Read targets (addresses, files, pasted text, consent links) into one :class:`~auditor.model.Listing`."""

from auditor.sources.interface import Document, Fetcher, Source, Target, TargetKind
from auditor.sources.reading import TARGET_CHECK, read, read_document
from auditor.sources.registry import SOURCES

__all__ = [
    "SOURCES",
    "TARGET_CHECK",
    "Document",
    "Fetcher",
    "Source",
    "Target",
    "TargetKind",
    "read",
    "read_document",
]
