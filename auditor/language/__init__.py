"""Understanding texts: which claims and purposes a text states, with exact quotes. Words live in ``rules/``."""
