"""Makes detectors by kind of attachment, each scanner once; what is compiled lives as long as the worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from recognizers.rule import Rule

from redactor.detect.detector import Detector, NameFinder, TextScanner
from redactor.detect.lexicon import Lexicon
from redactor.detect.networks import RULES as NETWORK_RULES
from redactor.detect.networks import networks
from redactor.detect.scanner import Scanner, choose
from redactor.model import Finding, Segment

SeenNetwork = tuple[int, int, int]
_TEACHING = ("label-", "column-")
_HINTS = ("label-hint-", "column-hint-")


class Detectors:
    """All detectors of one worker.  `scanner` makes the scanner of a kind; `names` finds names, if they are sought."""

    def __init__(
        self,
        rules: Sequence[Rule],
        engine: str,
        *,
        names: NameFinder | None = None,
        scanner: Callable[[Sequence[Rule], str], TextScanner] | None = None,
    ) -> None:
        self.engine = choose("re" if engine == "presidio" else engine)
        self._rules = rules
        self._names = names
        self._make = scanner or (lambda chosen, kind: Scanner(chosen, self.engine, kind))
        self._scanners: dict[str, TextScanner] = {}
        self._learners: dict[str, Scanner] = {}
        self._seeds = frozenset(rule.id for rule in rules if rule.seeds)

    def detector(self, kind: str, lexicon: Lexicon | None, dictionary: Lexicon | None) -> Detector:
        """The detector for attachments of `kind` in a case whose lexicon is known."""
        if kind not in self._scanners:
            self._scanners[kind] = self._make(self._rules, kind)
        return Detector(kind, self._scanners[kind], self.engine, lexicon, dictionary, self._names)

    def learn(self, kind: str, segments: Iterable[Segment], lexicon: Lexicon) -> Iterator[SeenNetwork]:
        """Teach `lexicon` what strong anchors prove in these segments; yields the networks seen on the way."""
        if kind not in self._learners:
            seeds = [rule for rule in self._rules if rule.seeds]
            self._learners[kind] = Scanner([*seeds, *NETWORK_RULES], self.engine, kind)
        detector = Detector(kind, self._learners[kind], self.engine)
        for segment, findings in detector.detect(segments):
            text = segment.text
            spans = [tuple(finding) for finding in findings]
            yield from networks(text, spans)  # type: ignore[arg-type]
            for finding in findings:
                if self._teaches(finding):
                    lexicon.learn(finding.entity, text[finding.start : finding.end], finding.rule)

    def _teaches(self, finding: Finding) -> bool:
        rule = finding.rule
        return rule in self._seeds or (rule.startswith(_TEACHING) and not rule.startswith(_HINTS))


