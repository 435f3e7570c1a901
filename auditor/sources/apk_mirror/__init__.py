"""Sites that pass on Android packages, and stores beside Google's. A new one is a record in ``sites``."""
