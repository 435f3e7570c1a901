"""Auditing many listings: a stream in, a stream out, memory flat."""

from auditor.bulk.scan import ScanResult, scan

__all__ = ["ScanResult", "scan"]
