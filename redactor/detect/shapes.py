"""Shapes: lines that differ only in their digits are matched once.

    line ─digits made 0─► shape ──known──► plan ──► findings
                            └──new──► engine ─► rules that may match ─► plan

Logs repeat themselves: of a thousand lines most share a shape with an earlier one.  Where a pattern treats all digits
alike (`recognizers.digits`), its matches on one line are those on every line of the shape, so the plan holds them;
validators that look at digits are asked for each line anew, and rules whose pattern tells digits apart are run anew on
every line of a shape on which they could match.  The result is that of `recognizers.scan.scan`, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from recognizers import scan as law
from recognizers.rule import Rule, Validator, Verdict
from recognizers.scan import Confirmer, Range, Span
from redactor.detect.plans import MASK, Judge, Line, Step, store
from redactor.detect.programs import Match, Programs, blind, weakened
from redactor.model import Finding
from redactor.native import patterns

AT_ONCE = 10_000
"""Most lines that are planned together."""


class Candidates(Protocol):
    """An engine: names the rules that may match on a piece of a text.

    One that sees the whole text at once has `events` too: where triggers end, as `Patterns.lines` takes them.
    """

    def candidates(self, text: bytes) -> Iterator[tuple[Range, Range, Sequence[int]]]:
        """(line, piece, rule numbers), pieces in ascending order."""
        ...


class Work(NamedTuple):
    """How the candidate rules of a line are run: those with a program together, the others one by one."""

    exact: tuple[int, ...]
    weakened: tuple[int, ...]
    single: tuple[int, ...]
    plannable: bool
    """False where one of them can only be run line by line by `re`."""


class Told(NamedTuple):
    """What becomes of the matches of a rule that is blind to digits."""

    entity: str
    score: float
    rule: str
    validate: Validator | None
    """To be asked once for the whole shape."""
    asked: Judge | None
    """To be asked for each line."""
    context: bool


class Shapes:
    """The plans of the shapes seen so far, for one set of rules and one engine."""

    def __init__(self, rules: Sequence[Rule], engine: Candidates) -> None:
        self._engine = engine
        self._confirmers = [Confirmer(rule) for rule in rules]
        self._told = [_told(confirmer) for confirmer in self._confirmers]
        self._programs = Programs(rules) if patterns is not None else None
        self.plans = store(self._programs and self._programs.matcher, self._matches)
        self._events: Callable[[bytes], list[int]] | None = getattr(engine, "events", None)
        self._ways = self._programs.ways() if self._programs is not None else b""
        self._work: dict[tuple[int, ...], Work] = {}
        self._blind: dict[int, bool] = {}
        self._weak: dict[int, Confirmer] = {}

    def findings(self, text: bytes) -> list[Finding]:
        """All matches in `text`, unsorted."""
        found, fresh = self.plans.play(text)
        for start in range(0, len(fresh), AT_ONCE):
            lines = fresh[start : start + AT_ONCE]
            self.plans.learn(self._planned(text, lines))
            more, unplanned = self.plans.play(text, lines)
            found += more
            for at, size in unplanned:
                self._by_itself(text[at : at + size], at, found)
        return found

    def _planned(self, text: bytes, lines: list[Line]) -> dict[bytes, tuple[Step, ...]]:
        """Plans for the shapes of lines, told by one line each; a line of several pieces has none."""
        masked = text.translate(MASK)
        shapes = {masked[at : at + size]: at for at, size in lines if size <= law.PIECE}
        sample = b"\n".join(text[at : at + len(shape)] for shape, at in shapes.items())
        masked = b"\n".join(shapes)
        by_start = self._in_c(masked, sample) if self._ways and self._events else self._one_by_one(masked, sample)
        plans, at = {}, 0
        for shape in shapes:
            plan = by_start.get(at, ())
            if plan is not None:
                plans[shape] = plan
            at += len(shape) + 1
        return plans

    def _in_c(self, masked: bytes, sample: bytes) -> dict[int, tuple[Step, ...] | None]:
        """Plans by where their lines start in `sample`; `masked` is the same with every digit 0."""
        assert self._programs is not None and self._programs.matcher is not None and self._events is not None
        made: dict[int, tuple[Step, ...] | None] = {}
        for low, high, found, anew, left in self._programs.matcher.lines(
            masked, sample, self._events(masked), self._ways
        ):
            if not all(map(self._is_blind, left)):
                made[low] = None
                continue
            steps: list[Step] = []
            if found:
                self._matched(found, sample[low:high], low, steps)
            steps += map(self._anew, anew)
            for number in left:
                self._alone(number, masked, sample, (low, high), steps)
            made[low] = _ordered(steps)
        return made

    def _one_by_one(self, masked: bytes, sample: bytes) -> dict[int, tuple[Step, ...] | None]:
        """What `_in_c` does, for the other engines and without C."""
        return {
            line[0]: self._steps(tuple(numbers), masked, sample, line)
            for line, _, numbers in self._engine.candidates(masked)
        }

    def _steps(self, numbers: tuple[int, ...], masked: bytes, sample: bytes, line: Range) -> tuple[Step, ...] | None:
        """The plan of the line `sample[line)`, whose shape is `masked[line)`, for the rules that may match on it."""
        work = self._work.get(numbers)
        if work is None:
            work = self._work[numbers] = self._divided(numbers)
        if not work.plannable:
            return None
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
        return _ordered(steps)

    def _divided(self, numbers: tuple[int, ...]) -> Work:
        if self._programs is None:
            return Work((), (), numbers, plannable=True)
        made, partial, count = self._programs.made, self._programs.partial, len(self._confirmers)
        single = tuple(number for number in numbers if number not in made)
        return Work(
            tuple(number for number in numbers if number in made and number not in partial),
            tuple(number + count for number in numbers if number in made and number in partial),
            single,
            plannable=all(self._is_blind(number) for number in single),
        )

    def _is_blind(self, number: int) -> bool:
        known = self._blind.get(number)
        if known is None:
            known = self._blind[number] = blind(self._confirmers[number].rule)
        return known

    def _alone(self, number: int, masked: bytes, sample: bytes, line: Range, steps: list[Step]) -> None:
        """What a rule without a program contributes."""
        if self._is_blind(number):
            matches = self._confirmers[number].matches(sample, line, line)
            found = [(number, start, end) for start, end, _, _ in matches]
            self._matched(found, sample[line[0] : line[1]], line[0], steps)
        elif next(self._weakened(number).matches(masked, line, line), None) is not None:
            steps.append(self._anew(number))

    def _anew(self, number: int) -> Step:
        """A rule that has to be run on every line of the shape."""
        rule = self._confirmers[number].rule
        return Step(~number, 0, rule.entity, rule.score, rule.id, self._confirmers[number].judge, True)

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

    def _matches(self, number: int, line: bytes) -> Iterable[Range]:
        """The matches of a rule on a line."""
        whole = (0, len(line))
        return (match[:2] for match in self._confirmers[number].matches(line, whole, whole))

    def _weakened(self, number: int) -> Confirmer:
        """The rule made blind to digits: where it does not match a shape, the rule matches no line of it."""
        weak = self._weak.get(number)
        if weak is None:
            weak = self._weak[number] = Confirmer(weakened(self._confirmers[number].rule))
        return weak

    def _by_itself(self, line: bytes, at: int, found: list[Finding]) -> None:
        """A line without a plan, matched as it stands."""
        spans: list[Span] = []
        for ends, piece, numbers in self._engine.candidates(line):
            for number in numbers:
                self._confirmers[number].confirm(line, ends, piece, spans)
        found += [Finding(start + at, end + at, entity, score, rule) for start, end, entity, score, rule in spans]


def _ordered(steps: list[Step]) -> tuple[Step, ...]:
    return tuple(sorted(steps, key=_place)) if len(steps) > 1 else tuple(steps)


def _place(step: Step) -> tuple[int, int, str]:
    return step.start, step.end, step.entity


def _told(confirmer: Confirmer) -> Told:
    rule = confirmer.rule
    context = rule.validate is not None and not rule.blind
    asked = confirmer.judge if context or rule.check is not None else None
    return Told(rule.entity, rule.score, rule.id, rule.validate if rule.blind else None, asked, context)
