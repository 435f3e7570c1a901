"""Android: packages (APK, XAPK, APKS, APKM) and a manifest alone, in letters or in binary XML."""

from auditor.sources.android.source import AndroidManifest, AndroidPackage

__all__ = ["AndroidManifest", "AndroidPackage"]
