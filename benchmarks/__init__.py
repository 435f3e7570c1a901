"""Speed and memory, measured where nobody fails for a slow machine."""
