"""F-Droid: the page of a package, and the answer that lists its versions."""

from auditor.sources.f_droid.answer import FDroidAnswer, f_droid_companions
from auditor.sources.f_droid.page import FDroidPage

__all__ = ["FDroidAnswer", "FDroidPage", "f_droid_companions"]
