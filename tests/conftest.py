"""Settings of all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Time is measured in benchmarks: a slow machine is no fault of what is tested.
settings.register_profile("saveraudit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("saveraudit")
