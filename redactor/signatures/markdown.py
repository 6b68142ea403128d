"""Markdown: what its name promises and its marks keep, or headings, fences and links together.

Source: CommonMark 0.31.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.signatures._sample import Guess, Sample

_MARKS = (
    re.compile(rb"#{1,6} \S"),
    re.compile(rb" {0,3}(?:```|~~~)"),
    re.compile(rb".*\[[^\]\n]+\]\([^)\s]+\)"),
    re.compile(rb"\s*(?:[-*+]|\d+[.)]) +\S"),
    re.compile(rb".*\*\*[^*\n]+\*\*"),
    re.compile(rb"\s*\|.*\|$"),
    re.compile(rb"> "),
)
_HEADING, _FENCE, _LINK = _MARKS[:3]


def guess(sample: Sample) -> Guess | None:
    """A name ending and some mark, or three marks of which one is a heading with a fence or a link."""
    if not sample.lines:
        return None
    counts = [sample.count(mark) for mark in _MARKS]
    kinds = sum(count > 0 for count in counts)
    named = sample.ends_with(".md", ".markdown")
    plain = counts[0] and (counts[1] > 1 or counts[2])
    if not (named and kinds) and not (plain and kinds > 2 and counts[0] < len(sample.lines) / 2):
        return None
    why = f"{counts[0]} headings, {counts[1]} fences, {counts[2]} links"
    return Guess("text", "markdown", "markdown", 0.96 if named else 0.9, (why,))
