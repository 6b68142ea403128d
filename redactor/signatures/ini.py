"""Settings: INI, `.env`, Java properties, systemd units, registry exports.

Sources: systemd.syntax(7), java.util.Properties, Python configparser, REGEDIT exports (Microsoft).
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.signatures._sample import Guess, Sample

LARGEST = 8 << 20
"""Settings are read as a whole; what is larger than this is some other text with equals signs."""
_SECTION = re.compile(rb"\s*\[{1,2}[^\]\r\n=]{1,120}\]{1,2}\s*(?:[#;].*)?$")
_ASSIGNMENT = re.compile(
    rb"\s*(?:export |set )?(?:\"[^\"]+\"|@|"
    rb"[A-Za-z_.][\w.\-/\[\]:]*(?: [\w.-]+){0,3})[ \t]*[+:?]?=[ \t]*(?!=)"
)
_COMMENT = re.compile(rb"\s*[#;!]|\s*//")
_CONTINUED = re.compile(rb"\s+\S|-----(?:BEGIN|END) |[A-Za-z0-9+/=]{60,}$")
_ENV = re.compile(rb"(?:export )?[A-Z][A-Z0-9_]*=")
_UNIT = re.compile(rb"\[(?:Unit|Service|Install|Timer|Socket|Mount|Path|Network|Match|NetDev)\]$")
_PAIRS_IN_LINE = re.compile(rb"\s*\S+=\S+ \S+=\S*")
_ALIGNED = re.compile(rb"\s*[A-Z(][\w()/-]*(?: [\w()/-]+)+ *=|\s*\S+ {2,}= |\s*[A-Za-z]+ [a-zA-Z]+ = ")
"""Printed for people, in columns or with keys of several words: output of a command, not settings."""
_PROPERTY = re.compile(rb"\s*[a-z][\w-]*(?:\.[\w-]+)+ ?=")
_REGISTRY = re.compile(rb"(?:Windows Registry Editor Version|REGEDIT4)")

CEILING = 0.96
"""The surest it ever is: not asked where another family is surer already."""


def guess(sample: Sample) -> Guess | None:
    """Most lines are assignments, sections or comments, and one at least is an assignment."""
    total = len(sample.lines)
    sections, assignments, comments = (sample.count(mark) for mark in (_SECTION, _ASSIGNMENT, _COMMENT))
    if not assignments or sample.size > LARGEST:
        return None
    plain = [line for line in sample.lines if not _COMMENT.match(line) and not _ASSIGNMENT.match(line)]
    continued = sum(bool(_CONTINUED.match(line)) for line in plain) if assignments > 1 else 0
    share = (sections + assignments + comments + continued) / total
    named = sample.ends_with(".ini", ".env", ".properties", ".conf", ".cfg", ".service", ".reg", ".cnf", ".desktop")
    if (
        share < (0.5 if sample.ends_with(".properties") else 0.85)  # their separators are manifold: `=`, `:`, a blank
        or (assignments < 2 and not sections and not named)
        or (assignments + sections) * 5 < total - comments
    ):
        return None
    if not sections and (sample.share(_PAIRS_IN_LINE) > 0.3 or sample.count(_ALIGNED) > 0.3 * assignments):
        return None
    why = (f"{assignments} assignments, {sections} sections in {total} lines",)
    confidence = min(0.96, 0.5 + 0.3 * share + 0.1 * bool(sections) + 0.05 * named + 0.1 * (assignments > 3))
    return Guess("ini", "ini", _flavour(sample), confidence, why)


def _flavour(sample: Sample) -> str:
    if sample.count(_UNIT):
        return "systemd-unit"
    if sample.lines and _REGISTRY.match(sample.lines[0]):
        return "registry-export"
    if sample.count(_SECTION):
        return "ini"
    if sample.share(_ENV) > 0.4:
        return "env"
    return "properties" if sample.share(_PROPERTY) > 0.3 else "key-value"
