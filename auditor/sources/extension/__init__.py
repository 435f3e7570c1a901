"""Browser extensions as targets: CRX, XPI, ZIP, an unpacked folder, a manifest alone."""

from auditor.sources.extension.folder import folder_document, is_unpacked
from auditor.sources.extension.source import BrowserExtension, listing_of_manifest

__all__ = ["BrowserExtension", "folder_document", "is_unpacked", "listing_of_manifest"]
