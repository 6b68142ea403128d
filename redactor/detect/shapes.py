"""Shapes: lines that differ only in their digits are matched once.

    line ─digits made 0─► shape ──known──► plan ──► spans
                            └──new──► engine ─► rules that may match ─► plan

Logs repeat themselves: of a thousand lines most share a shape with an earlier one.  Where a pattern treats all digits
alike (`recognizers.digits`), its matches on one line are those on every line of the shape, so the plan holds them;
validators that look at digits are asked for each line anew, and rules whose pattern tells digits apart are run anew on
every line of a shape on which they could match.  The result is that of `recognizers.scan.scan`, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from recognizers import scan as law
from recognizers.digits import is_blind
from recognizers.rule import Rule, Validator, Verdict
from recognizers.scan import Confirmer, Range, Span
from redactor.detect.programs import Match, Programs, weakened
from redactor.native import patterns

MASK = bytes(48 if 48 <= byte <= 57 else byte for byte in range(256))
PLANS, PLAN_BYTES = 20_000, 4 << 20
"""Most shapes that are remembered at once, and the bytes of all of them together."""


class Candidates(Protocol):
    """An engine: names the rules that may match on a piece of a text."""

    def candidates(self, text: bytes) -> Iterator[tuple[Range, Range, Sequence[int]]]:
        """(line, piece, rule numbers), pieces in ascending order."""
        ...


class Step(NamedTuple):
    """Part of a plan: a match relative to the line's start, or (start negative) rule `~start`, to be run on the line."""

    start: int
    end: int
    entity: str
    score: float
    rule: str
    confirmer: Confirmer | None
    """None where nothing is left to ask."""
    context: bool
    """True where `validate` has to be asked for each line."""


class Work(NamedTuple):
    """How the candidate rules of a line are run: those with a program together, the others one by one."""

    exact: tuple[int, ...]
    weakened: tuple[int, ...]
    single: tuple[int, ...]


class Told(NamedTuple):
    """What becomes of the matches of a rule that is blind to digits."""

    entity: str
    score: float
    rule: str
    validate: Validator | None
    """To be asked once for the whole shape."""
    asked: Confirmer | None
    """To be asked for each line."""
    context: bool


class Shapes:
    """The plans of the shapes seen so far, for one set of rules and one engine."""

    def __init__(self, rules: Sequence[Rule], engine: Candidates) -> None:
        self._engine = engine
        self._confirmers = [Confirmer(rule) for rule in rules]
        self._told = [_told(confirmer) for confirmer in self._confirmers]
        self._programs = Programs(rules) if patterns is not None else None
        self._work: dict[tuple[int, ...], Work] = {}
        self._blind: dict[int, bool] = {}
        self._weak: dict[int, Confirmer] = {}
        self._plans: dict[bytes, tuple[Step, ...]] = {}
        self._bytes = 0

    def spans(self, text: bytes) -> list[Span]:
        """All matches in `text`, unsorted."""
        found: list[Span] = []
        known = self._plans.get
        new: list[tuple[int, bytes]] = []
        at = 0
        for shape in text.translate(MASK).split(b"\n"):
            plan = known(shape)
            if plan is None:
                new.append((at, shape))
            elif plan:
                self._play(text, at, len(shape), plan, found)
            at += len(shape) + 1
        if new:
            self._first_seen(text, new, found)
        return found

    def _play(self, text: bytes, at: int, size: int, plan: tuple[Step, ...], found: list[Span]) -> None:
        """Carry out a plan on the line of `size` bytes at `at`."""
        line = b""
        for start, end, entity, score, rule, confirmer, context in plan:
            if confirmer is None:
                found.append((at + start, at + end, entity, score, rule))
                continue
            line = line or text[at : at + size].removesuffix(b"\r")
            if start < 0:
                for low, high in self._matches(~start, line):
                    judged = confirmer.judge(line, low, high, score, context=context)
                    if judged:
                        found.append((at + low, at + high, entity, judged, rule))
            else:
                judged = confirmer.judge(line, start, end, score, context=context)
                if judged:
                    found.append((at + start, at + end, entity, judged, rule))

    def _matches(self, number: int, line: bytes) -> Iterator[Range]:
        """The matches of a rule on a line."""
        if self._programs is not None and number in self._programs.made:
            return (match[1:] for match in self._programs.find(line, 0, len(line), (number,)))
        return (match[:2] for match in self._confirmers[number].matches(line, (0, len(line)), (0, len(line))))

    def _first_seen(self, text: bytes, new: list[tuple[int, bytes]], found: list[Span]) -> None:
        """Make plans for shapes, one line each, and carry them out; a line of several pieces has none."""
        short = {shape: at for at, shape in new if len(shape) <= law.PIECE}
        made = self._plan(text, short)
        for at, shape in new:
            plan = made.get(shape)
            if plan is None:
                self._long(text[at : at + len(shape)], at, found)
            elif plan:
                self._play(text, at, len(shape), plan, found)
        self._bytes += sum(map(len, made))
        if len(self._plans) + len(made) > PLANS or self._bytes > PLAN_BYTES:
            self._plans.clear()
            self._bytes = sum(map(len, made))
        self._plans.update(made)

    def _plan(self, text: bytes, shapes: dict[bytes, int]) -> dict[bytes, tuple[Step, ...]]:
        """The plans of the shapes, each told by its line at the given place."""
        masked = b"\n".join(shapes)
        sample = b"\n".join(text[at : at + len(shape)] for shape, at in shapes.items())
        by_start: dict[int, tuple[Step, ...]] = {}
        for line, _, numbers in self._engine.candidates(masked):
            by_start[line[0]] = tuple(self._steps(tuple(numbers), masked, sample, line))
        plans, at = {}, 0
        for shape in shapes:
            plans[shape] = by_start.get(at, ())
            at += len(shape) + 1
        return plans

    def _steps(self, numbers: tuple[int, ...], masked: bytes, sample: bytes, line: Range) -> list[Step]:
        """The plan of the line `sample[line)`, whose shape is `masked[line)`, for the rules that may match on it."""
        work = self._work.get(numbers)
        if work is None:
            work = self._work[numbers] = self._divided(numbers)
        low, high = line
        steps: list[Step] = []
        if work.exact and self._programs is not None:
            found = self._programs.find(sample, low, high, work.exact)
            if found:
                self._matched(found, sample[low:high], low, steps)
        if work.weakened and self._programs is not None:
            for number in {match[0] for match in self._programs.find(masked, low, high, work.weakened)}:
                steps.append(self._anew(number - len(self._confirmers)))
        for number in work.single:
            self._alone(number, masked, sample, line, steps)
        return steps

    def _divided(self, numbers: tuple[int, ...]) -> Work:
        if self._programs is None:
            return Work((), (), numbers)
        made, partial, count = self._programs.made, self._programs.partial, len(self._confirmers)
        return Work(
            tuple(number for number in numbers if number in made and number not in partial),
            tuple(number + count for number in numbers if number in partial),
            tuple(number for number in numbers if number not in made),
        )

    def _alone(self, number: int, masked: bytes, sample: bytes, line: Range, steps: list[Step]) -> None:
        """What a rule without a program contributes."""
        rule, low = self._confirmers[number].rule, line[0]
        blind = self._blind.get(number)
        if blind is None:
            blind = self._blind[number] = is_blind(f"{rule.pattern}[{rule.before}][{rule.after}]")
        if blind:
            matches = self._confirmers[number].matches(sample, line, line)
            self._matched([(number, start, end) for start, end, _, _ in matches], sample[low : line[1]], low, steps)
        elif next(self._weakened(number).matches(masked, line, line), None) is not None:
            steps.append(self._anew(number))

    def _anew(self, number: int) -> Step:
        """A rule that has to be run on every line of the shape."""
        confirmer = self._confirmers[number]
        rule = confirmer.rule
        return Step(~number, 0, rule.entity, rule.score, rule.id, confirmer, True)

    def _matched(self, found: Sequence[Match], line: bytes, base: int, steps: list[Step]) -> None:
        """Matches of rules that are blind to digits, but for those that a validator refuses on every line of the shape."""
        told = self._told
        for number, start, end in found:
            entity, score, rule, validate, asked, context = told[number]
            start, end = start - base, end - base
            if validate is not None:
                verdict = validate(line, start, end)
                if verdict is Verdict.REFUSE:
                    continue
                if verdict is Verdict.CONFIRM and score < law.CONFIRMED:
                    score = law.CONFIRMED
            steps.append(Step(start, end, entity, score, rule, asked, context))

    def _weakened(self, number: int) -> Confirmer:
        """The rule made blind to digits: where it does not match a shape, the rule matches no line of it."""
        weak = self._weak.get(number)
        if weak is None:
            weak = self._weak[number] = Confirmer(weakened(self._confirmers[number].rule))
        return weak

    def _long(self, line: bytes, at: int, found: list[Span]) -> None:
        """A line of several pieces, matched as it stands."""
        spans: list[Span] = []
        for ends, piece, numbers in self._engine.candidates(line):
            for number in numbers:
                self._confirmers[number].confirm(line, ends, piece, spans)
        found += [(start + at, end + at, entity, score, rule) for start, end, entity, score, rule in spans]


def _told(confirmer: Confirmer) -> Told:
    rule = confirmer.rule
    context = rule.validate is not None and not rule.blind
    asked = confirmer if context or rule.check is not None else None
    return Told(rule.entity, rule.score, rule.id, rule.validate if rule.blind else None, asked, context)
