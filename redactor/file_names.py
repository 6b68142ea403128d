"""Names of attachments: what is sensitive in them is replaced as it is in their contents."""

from __future__ import annotations

from redactor.case import Equipment
from redactor.codecs.plain import PLAIN
from redactor.decide import decide
from redactor.model import Finding, Nature, Segment
from redactor.replace import replace

SUFFIX = 8
"""An ending of up to so many characters behind the last dot is an extension, and no part of a host name."""


def redact_name(name: str, equipment: Equipment) -> tuple[str, bool]:
    """The relative path with sensitive parts replaced, and whether that changed it; directories are names as well."""
    new = "/".join(redact_part(part, equipment)[0] for part in name.split("/"))
    return new, new != name


def redact_part(part: str, equipment: Equipment) -> tuple[str, frozenset[str]]:
    """One part of a path with what is sensitive replaced, and the values that were, case-folded."""
    detector = equipment.detectors.detector("text", equipment.lexicon, equipment.dictionary)
    stem, dot, extension = part.rpartition(".")
    if not dot or len(extension) > SUFFIX or not extension.isalnum():
        stem, dot, extension = part, "", ""
    text = stem.encode("utf-8", "surrogateescape")
    segment = Segment(0, len(text), text, PLAIN, 1, nature=Nature.PROSE)
    _, findings = next(iter(detector.detect([segment])))
    findings = _apart([finding for finding in findings if not _plain_word(finding, text)])
    edits, _ = replace(segment, decide(text, findings, equipment.policy, equipment.spared), equipment.replacer, text)
    gone = {text[edit.value_start : edit.value_end] for edit in edits}
    for edit in reversed(edits):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    new = text.decode("utf-8", "surrogateescape").replace("/", "_") + dot + extension
    return new, frozenset(value.decode("utf-8", "surrogateescape").casefold() for value in gone)


def _apart(findings: list[Finding]) -> list[Finding]:
    """Without the shapes that swallow a value the case knows: of `auth-srv7` and `srv7_2025-03-04` it is `srv7`."""
    known = [finding for finding in findings if finding.rule == "case-lexicon"]
    return [
        finding
        for finding in findings
        if finding.rule != "host-by-role"
        or not any(
            finding.start <= each.start and each.end <= finding.end and each[:2] != finding[:2] for each in known
        )
    ]


def _plain_word(finding: Finding, text: bytes) -> bool:
    """A host or account that is a mere word (`mail`, `nextcloud`) names many a folder that has nothing to do with it."""
    word = text[finding.start : finding.end]
    return finding.rule == "case-lexicon" and finding.entity in ("HOSTNAME", "USERNAME") and word.isalpha()
