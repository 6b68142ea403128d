"""Makes detectors by kind of attachment, each scanner once; what is compiled lives as long as the worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from recognizers.rule import Rule
from redactor.detect.detector import Detector, NameFinder, SegmentFinder, TextScanner
from redactor.detect.lexicon import Lexicon
from redactor.detect.networks import NETWORK, network
from redactor.detect.networks import RULES as NETWORK_RULES
from redactor.detect.scanner import Scanner, choose
from redactor.model import Finding, Nature, Segment

SeenNetwork = tuple[int, int, int]
"""(version, network as a number, prefix length)."""
_TEACHING = ("label-", "column-")
_HINTS = ("label-hint-", "column-hint-")
_NAMED = frozenset(("name-full", "name-initials", "name-line", "name-cue"))
"""Rules that find a person in prose whom the whole case may know: a full name, or a cue; not the model by itself."""


class Detectors:
    """All detectors of one worker.  `scanner` makes the scanner of a kind; `names` finds names, if they are sought;
    `own` are the user's finders."""

    def __init__(
        self,
        rules: Sequence[Rule],
        engine: str,
        *,
        names: NameFinder | None = None,
        scanner: Callable[[Sequence[Rule], str], TextScanner] | None = None,
        own: Sequence[SegmentFinder] = (),
    ) -> None:
        self.engine = choose("re" if engine == "presidio" else engine)
        self._rules = rules
        self._names = names
        self._own = tuple(own)
        self._make = scanner or (lambda chosen, kind: Scanner(chosen, self.engine, kind))
        self._scanners: dict[str, TextScanner] = {}
        self._learners: dict[str, Scanner] = {}
        self._seeds = frozenset(rule.id for rule in rules if rule.seeds)
        self._teaching: dict[str, bool] = {}

    def detector(self, kind: str, lexicon: Lexicon | None, dictionary: Lexicon | None) -> Detector:
        """The detector for attachments of `kind` in a case whose lexicon is known."""
        if kind not in self._scanners:
            self._scanners[kind] = self._make([*self._rules, *NETWORK_RULES], kind)
        return Detector(kind, self._scanners[kind], self.engine, lexicon, dictionary, self._names, self._own)

    def survey(
        self, kind: str, segments: Iterable[Segment], lexicon: Lexicon, networks: set[SeenNetwork]
    ) -> list[tuple[Segment, list[Finding]]]:
        """Look at all segments of a small attachment once: learn from them, and give them back with what they show."""
        detector = self.detector(kind, None, None)
        kept = []
        for segment, findings in detector.look(segments):
            self._take(segment, findings, lexicon, networks)
            kept.append((segment, [finding for finding in findings if finding.entity != NETWORK]))
        return kept

    def learn(self, kind: str, segments: Iterable[Segment], lexicon: Lexicon, networks: set[SeenNetwork]) -> None:
        """Learn from a large attachment: only the anchors are looked for, and nothing is kept."""
        if kind not in self._learners:
            seeds = [rule for rule in self._rules if rule.seeds]
            self._learners[kind] = Scanner([*seeds, *NETWORK_RULES], self.engine, kind)
        for segment, findings in Detector(kind, self._learners[kind], self.engine, own=self._own).look(segments):
            self._take(segment, findings, lexicon, networks)

    def _take(self, segment: Segment, findings: list[Finding], lexicon: Lexicon, networks: set[SeenNetwork]) -> None:
        """Teach the lexicon and note the networks of one segment."""
        text = segment.text
        for start, end, entity, _, rule in findings:
            if entity == NETWORK:
                seen = network(text[start:end])
                if seen is not None:
                    networks.add(seen)
            elif self._teaches(rule):
                lexicon.learn(entity, text[start:end], rule)
        if self._names is not None and segment.nature is Nature.PROSE:
            for finding in self._names.find(text, written=True):
                if finding.rule in _NAMED:
                    lexicon.learn(finding.entity, text[finding.start : finding.end], finding.rule)

    def _teaches(self, rule: str) -> bool:
        known = self._teaching.get(rule)
        if known is None:
            labelled = rule.startswith(_TEACHING) and not rule.startswith(_HINTS)
            known = self._teaching[rule] = rule in self._seeds or labelled
        return known
