"""Word lists as text: easier to read and to extend than a list of literals."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """The phrases of a text that commas separate, each with single blanks."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))
