"""Evidence: what an audit read, kept in one file, so that a stranger can check what was published."""

from auditor.evidence.bundle import Bundle, Judged, bundle_of, load_bundle, open_bundle
from auditor.evidence.recorder import Recorder
from auditor.evidence.replay import listing_of, outcomes

__all__ = [
    "Bundle",
    "Judged",
    "Recorder",
    "bundle_of",
    "listing_of",
    "load_bundle",
    "open_bundle",
    "outcomes",
]
