"""Google Play: details page, data-safety page, and the answer that lists an app's permissions."""

from auditor.sources.google_play.data_safety import GooglePlayDataSafety
from auditor.sources.google_play.network import play_companions
from auditor.sources.google_play.page import GooglePlayPage
from auditor.sources.google_play.permissions import GooglePlayPermissions

__all__ = ["GooglePlayDataSafety", "GooglePlayPage", "GooglePlayPermissions", "play_companions"]
