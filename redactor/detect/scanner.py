"""The rules at speed: an engine chooses which rules to run where, `recognizers.scan` decides what they find.

    text ──shapes──► new shapes ──engine──► (line, rule) candidates ──Confirmer──► spans

An engine looks for the rules' triggers, made blind to digits; they are necessary conditions, so every engine gives the
spans of `recognizers.scan.scan`, byte for byte, and they differ in speed only.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from recognizers import scan as law
from recognizers.digits import weaken
from recognizers.pem import blocks
from recognizers.rule import Rule
from recognizers.scan import Range
from redactor.detect.database import Expressions, cached
from redactor.detect.shapes import Shapes
from redactor.errors import UsageError
from redactor.model import Finding

SHIFT = 12
"""Bits of a rule's number in an event."""
ENGINES = ("hyperscan", "re2", "re")


class Engine(Protocol):
    """Chooses candidates: for each line that needs a look, in order, `(line, piece, rule numbers)`."""

    def candidates(self, text: bytes) -> Iterator[tuple[Range, Range, Sequence[int]]]:
        """Every (piece, rule) where the rule may match, pieces in ascending order."""
        ...


class ReEngine:
    """Every rule on every piece: the specification itself."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._all = range(len(rules))

    def candidates(self, text: bytes) -> Iterator[tuple[Range, Range, Sequence[int]]]:
        """All of them."""
        for line in law.lines(text):
            for piece in law.pieces(text, *line):
                yield line, piece, self._all


class Re2Engine:
    """google-re2: one set search per piece (with its surroundings) names the rules that may match."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        import re2

        self._sets = []
        for ignore_case in (False, True):
            options = re2.Options()
            options.encoding = re2.Options.Encoding.LATIN1
            options.case_sensitive = not ignore_case
            options.one_line = False
            options.max_mem = 1 << 30
            chosen = re2.Set.SearchSet(options)
            numbers = []
            for number, rule in enumerate(rules):
                if rule.ignore_case is ignore_case:
                    for trigger in rule.triggers():
                        chosen.Add(f"(?m:{weaken(trigger)})".encode("ascii"))
                        numbers.append(number)
            if numbers:
                chosen.Compile()
                self._sets.append((chosen, numbers))

    def candidates(self, text: bytes) -> Iterator[tuple[Range, Range, Sequence[int]]]:
        """The rules with a trigger inside the piece or what a match of it may use around it."""
        for line in law.lines(text):
            for piece in law.pieces(text, *line):
                around = text[max(line[0], piece[0] - law.BACK) : min(line[1], piece[1] + law.AHEAD)]
                numbers = {names[index] for chosen, names in self._sets for index in chosen.Match(around) or ()}
                if numbers:
                    yield line, piece, sorted(numbers)


class HyperscanEngine:
    """hyperscan: one pass over the whole text reports where triggers end; no per-line call at all."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        key = [(rule.triggers(), rule.ignore_case) for rule in rules]
        self._database = cached(key, lambda: _expressions(rules)) if rules else None

    def candidates(self, text: bytes) -> Iterator[tuple[Range, Range, Sequence[int]]]:
        """The pieces (and their neighbours on a long line) in which a trigger ends."""
        yield from _group(text, self.events(text))

    def events(self, text: bytes) -> list[int]:
        """Where triggers end, ascending, as `end << 12 | number of the rule`."""
        if self._database is None:
            return []
        events: list[int] = []
        append = events.append

        def on_match(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            append(end << SHIFT | number)

        self._database.scan(text, match_event_handler=on_match)
        events.sort()
        return events


def _expressions(rules: Sequence[Rule]) -> Expressions:
    """The triggers of the rules, blind to digits, each reporting its rule's number."""
    rows = [
        (weaken(trigger).encode("ascii"), number, rule.ignore_case)
        for number, rule in enumerate(rules)
        for trigger in rule.triggers()
    ]
    return Expressions(*zip(*rows, strict=True))


def _group(text: bytes, events: list[int]) -> Iterator[tuple[Range, Range, Sequence[int]]]:
    """Events as candidates line by line."""
    start, stop, line_end = 0, -1, -1
    numbers: list[int] = []
    ends: list[int] = []
    find, rfind = text.find, text.rfind
    for event in events:
        end, number = event >> SHIFT, event & (1 << SHIFT) - 1
        if end > line_end:
            if numbers:
                yield from _pieces(text, start, stop, numbers, ends)
            start = rfind(b"\n", 0, end - 1) + 1
            line_end = find(b"\n", end - 1)
            line_end = len(text) if line_end < 0 else line_end
            stop = line_end - (line_end > start and text[line_end - 1] == 13)
            numbers, ends = [number], [end]
        elif stop - start > law.PIECE:
            numbers.append(number)
            ends.append(end)
        elif number not in numbers:
            numbers.append(number)
    if numbers:
        yield from _pieces(text, start, stop, numbers, ends)


def _pieces(
    text: bytes, start: int, stop: int, numbers: list[int], ends: list[int]
) -> Iterator[tuple[Range, Range, Sequence[int]]]:
    """The candidates of one line; on a line of several pieces each event counts for its piece and both neighbours."""
    line = (start, stop)
    if stop - start <= law.PIECE:
        yield line, line, numbers
        return
    cuts = list(law.pieces(text, start, stop))
    chosen: list[set[int]] = [set() for _ in cuts]
    at = 0
    for end, number in zip(ends, numbers, strict=True):
        while at + 1 < len(cuts) and end > cuts[at][1]:
            at += 1
        for near in range(max(0, at - 1), min(len(cuts), at + 2)):
            chosen[near].add(number)
    for piece, wanted in zip(cuts, chosen, strict=True):
        if wanted:
            yield line, piece, sorted(wanted)


_BUILDERS: dict[str, Callable[[Sequence[Rule]], Engine]] = {
    "hyperscan": HyperscanEngine,
    "re2": Re2Engine,
    "re": ReEngine,
}
_MODULES = {"hyperscan": "hyperscan", "re2": "re2", "re": "re"}


def prefilter(rules: Sequence[Rule], engine: str) -> Engine:
    """The engine alone: it names the lines on which a trigger matches."""
    return _BUILDERS[choose(engine)](rules)


class Scanner:
    """A set of rules made ready; not thread-safe (one hyperscan scratch), one per worker."""

    def __init__(self, rules: Sequence[Rule], engine: str = "auto", kind: str = "") -> None:
        self.rules = law.for_kind(rules, kind)
        self.engine_name = choose(engine)
        self._shapes = Shapes(self.rules, _BUILDERS[self.engine_name](self.rules))

    def scan(self, text: bytes) -> list[Finding]:
        """What the rules find in `text`, sorted; the bodies of PEM-like blocks are one SECRET each."""
        found = self._shapes.findings(text)
        if b"----" in text:
            found += [Finding(start, end, "SECRET", 1.0, "pem-block") for start, end in blocks(text)]
        found.sort()
        return found


def choose(engine: str) -> str:
    """The engine to use: `auto` takes the fastest that is installed; naming one that is not is a UsageError.

    `presidio`, the reference mode, has a scanner of its own; what runs beside it runs on `re`.
    """
    if engine == "presidio":
        return "re"
    if engine == "auto":
        return next(name for name in ENGINES if importlib.util.find_spec(_MODULES[name]))
    if engine not in ENGINES:
        raise UsageError(f"unknown engine {engine}", f"choose one of: auto, {', '.join(ENGINES)}, presidio")
    if not importlib.util.find_spec(_MODULES[engine]):
        raise UsageError(f"the engine {engine} is not installed", "use --engine auto")
    return engine
