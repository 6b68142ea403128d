"""What looked at one line of an attachment, what matched, what refused it and why, and what was decided.

line ─► every rule: pattern · boundaries · validators ─┐
     ─► labels, tables, lexicon, names (the detector)  ├─► Look ─► by token ─► words
     ─► policy: threshold, action, dictionary, overlap ┘

It holds the line's own text, for the eyes of whoever asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from recognizers.common_words import is_ordinary
from recognizers.labels import meaning
from recognizers.rule import Rule, Verdict
from recognizers.scan import Confirmer, for_kind
from redactor.case import Equipment
from redactor.detect.networks import NETWORK
from redactor.errors import UsageError
from redactor.model import Action, Decision, Finding, MediaType, Segment, Source
from redactor.plan.reasons import reason, reasons

_TOKEN = re.compile(rb"[^\s,;\"'()\[\]{}<>|]+")
_EDGE = b".:="


class Look(NamedTuple):
    """One thing that looked at a stretch of the line, and what came of it."""

    start: int
    end: int
    verdict: str
    """`found` · `refused` · `below` · `kept` · `lost` · `replaced`."""
    rule: str
    entity: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the line with all that looked at it; `becomes` is empty where it stays."""

    text: str = field(repr=False)
    column: int
    looks: tuple[Look, ...]
    verdict: str
    why: str
    becomes: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Explained:
    """A line with its tokens."""

    text: str = field(repr=False)
    kind: str
    rules: int
    """How many rules looked."""
    labels: tuple[str, ...]
    tokens: tuple[Token, ...]


def explain(source: Source, media: MediaType, line: int, equipment: Equipment, rules: Iterable[Rule]) -> Explained:
    """Explain the line of that number, in an attachment of a case that is learnt."""
    rules = for_kind(rules, media.kind)
    parts = list(_parts(source, media, line, equipment))
    if not parts:
        raise UsageError(f"there is no text on line {line}", "lines count from 1")
    known = reasons(rules)
    tokens, labels = list[Token](), list[str]()
    for segment, low, high, findings in parts:
        looks = [*_refused(segment.text[low:high], low, rules), *_told(segment, low, high, findings, equipment, known)]
        tokens += _tokens(segment, low, high, looks, equipment)
        labels += [segment.label] if segment.label else []
        labels += [each.label for each in segment.fields if low <= each.start < high]
    text = " ".join(segment.text[low:high].decode("utf-8", "backslashreplace") for segment, low, high, _ in parts)
    return Explained(text, media.kind, len(rules), tuple(dict.fromkeys(labels)), tuple(tokens))


def _parts(
    source: Source, media: MediaType, line: int, equipment: Equipment
) -> Iterator[tuple[Segment, int, int, list[Finding]]]:
    """The stretches of segments that stand on the line, with the findings of the whole segment."""
    reader = equipment.formats[media.format]
    detector = equipment.detectors.detector(media.kind, equipment.lexicon, equipment.dictionary)
    for segment, findings in detector.detect(reader.read(source, media, equipment.config.limits)):
        if segment.line > line:
            return
        start = 0
        for _ in range(line - segment.line):
            start = segment.text.find(b"\n", start) + 1
            if not start:
                break
        else:
            end = segment.text.find(b"\n", start)
            end = len(segment.text) if end < 0 else end
            yield segment, start, end - segment.text[start:end].endswith(b"\r"), findings


def _refused(line: bytes, base: int, rules: Iterable[Rule]) -> Iterator[Look]:
    """Where a rule's pattern matches, and a boundary or a validator says no."""
    for rule in rules:
        confirmer, ends = Confirmer(rule), (0, len(line))
        matched = set()
        for start, end, low, high in confirmer.matches(line, ends, ends):
            matched.add((start, end))
            whose = _who_refuses(rule, line[low:high], start - low, end - low)
            if whose:
                yield Look(base + start, base + end, "refused", rule.id, rule.entity, 0.0, whose)
        if rule.before or rule.after:
            bare = Confirmer(replace(rule, before="", after=""))
            for start, end, _, _ in bare.matches(line, ends, ends):
                if not any(start < other[1] and other[0] < end for other in matched):
                    why = "a letter, digit or mark that may not touch it does"
                    yield Look(base + start, base + end, "refused", rule.id, rule.entity, 0.0, why)


def _who_refuses(rule: Rule, line: bytes, start: int, end: int) -> str:
    """Which of a rule's validators refuses a match; nothing where none does."""
    if rule.validate is not None and rule.validate(line, start, end) is Verdict.REFUSE:
        return f"{_called(rule.validate)} says that this is none, here"
    if rule.check is not None and rule.check(line[start:end]) is Verdict.REFUSE:
        return f"{_called(rule.check)} says that this value is none"
    return ""


def _called(validator: object) -> str:
    name = getattr(validator, "__name__", "")
    return f"the validator {name.strip('_')}" if name.strip("_") not in ("", "<lambda>") else "the validator"


def _told(
    segment: Segment, low: int, high: int, findings: list[Finding], equipment: Equipment, known: dict[str, str] | object
) -> Iterator[Look]:
    """What was found on the line, and what the policy made of it."""
    from redactor.decide import decide

    policy = equipment.policy
    findings = [each for each in findings if each.entity != NETWORK]
    decisions = decide(segment.text, findings, policy, equipment.spared)
    for each in findings:
        if not (low <= each.start and each.end <= high):
            continue
        why = reason(each.rule, known)  # type: ignore[arg-type]  # a mapping
        yield Look(*each[:2], "found", each.rule, each.entity, each.score, why)
        if each.score < policy.threshold(each.entity):
            floor = f"the policy asks for {policy.threshold(each.entity):.2f} of {each.entity}"
            yield Look(*each[:2], "below", each.rule, each.entity, each.score, floor)
        elif (each.start, each.end, each.entity, each.rule) not in {(*d[:3], d.rule) for d in decisions}:
            winner = next((d for d in decisions if d.start < each.end and each.start < d.end), None)
            by = f"{winner.entity} by {winner.rule} is longer or surer" if winner else "another finding covers it"
            yield Look(*each[:2], "lost", each.rule, each.entity, each.score, by)


def _tokens(segment: Segment, low: int, high: int, looks: list[Look], equipment: Equipment) -> Iterator[Token]:
    """The words of the line, each with what looked at it and what becomes of it."""
    from redactor.decide import decide

    wanted = [finding for finding in _findings(looks)]
    decisions = decide(segment.text, wanted, equipment.policy, equipment.spared)
    for match in _TOKEN.finditer(segment.text, low, high):
        start, end = match.span()
        while end > start and segment.text[end - 1] in _EDGE:
            end -= 1
        if start == end:
            continue
        near = tuple(look for look in looks if look.start < end and start < look.end)
        mine = [each for each in decisions if each.start < end and start < each.end]
        verdict, why, becomes = _verdict(segment.text[start:end], mine, near, segment.text, equipment)
        yield Token(
            segment.text[start:end].decode("utf-8", "backslashreplace"), start - low + 1, near, verdict, why, becomes
        )


def _findings(looks: Iterable[Look]) -> list[Finding]:
    return sorted(
        Finding(each.start, each.end, each.entity, each.score, each.rule) for each in looks if each.verdict == "found"
    )


def _verdict(
    value: bytes, mine: list[Decision], near: tuple[Look, ...], text: bytes, equipment: Equipment
) -> tuple[str, str, str]:
    """What becomes of a token: (verdict, why, the replacements)."""
    if mine:
        kept, news = list[tuple[Decision, bytes]](), list[tuple[Decision, bytes]]()
        for decision in mine:
            old = text[decision.start : decision.end]
            new = (
                equipment.replacer.apply(decision.action, decision.entity, old)
                if decision.action is not Action.KEEP
                else old
            )
            (kept if new == old else news).append((decision, new))
        if news:
            told = "; ".join(f"{each.action} {each.entity} by {each.rule}" for each, _ in news)
            return "replaced", told, " ".join(new.decode("utf-8", "backslashreplace") for _, new in news)
        decision = kept[0][0]
        if decision.action is not Action.KEEP:
            return "kept", f"{decision.entity} that has no other form, such as a special address", ""
        spared = text[decision.start : decision.end].lower() in equipment.spared
        why = "a decision or the dictionary keeps it" if spared else f"the policy keeps {decision.entity}"
        return "kept", why, ""
    if any(each.verdict == "below" for each in near):
        return "stays", "found, but below the policy's threshold", ""
    if any(each.verdict == "refused" for each in near):
        return "stays", "what matched was refused", ""
    return "stays", _plain(value), ""


def _plain(value: bytes) -> str:
    """Why nothing looked at a token twice."""
    if is_ordinary(value.lower()):
        return "an ordinary word: no rule matches, and the lexicon takes none"
    if meaning(value.decode("latin-1")) is not None:
        return "no rule matches; it is itself a label"
    return "no rule, label, table or lexicon knows it"
