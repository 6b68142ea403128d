"""Names in prose: which lines people wrote, what words and model say of them, and which of it is believed.

    segment ──► lines ──gate──► stretches of prose ──NameModel──► spans ──judge──► findings in bytes
                          └───► machine lines: only `Ann Lee`, a given name and a surname, in capitals

A stretch's verdict depends on its text alone, so that remembering it changes nothing; it is remembered up to a cap.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence

from recognizers import lazy_re as re
from redactor.detect.name_judge import believed
from redactor.detect.name_model import NameModel, SpacyModel
from redactor.detect.name_people import people
from redactor.detect.name_phrases import Line, NameSpan
from redactor.detect.name_words import Lore, fold, is_given, is_surname
from redactor.detect.prose_gate import prose
from redactor.model import Finding

BLOCK = 6 << 10
"""Most characters of one stretch: the model's memory and Presidio's slower steps are bounded by it."""
REMEMBERED = 2_000
"""Stretches whose verdict is kept."""
NEAR = 80
"""Bytes on each side that decide on a full name in machine text."""
_SHAPED = re.compile(
    rb"(?<![\w./\\@:$\x80-\xff-])([A-Z\xc0-\xff][a-z\x80-\xff'-]+)"
    rb"(?= (?:[A-Z]\.? )?(?:[a-z]{2,3} )?([A-Z\xc0-\xff][a-z\x80-\xff'-]+)(?![\w/\\@(=]))"
)
_NO_CHARACTER = re.compile("[\udc80-\udcff]")
"""Bytes that are no UTF-8, as `surrogateescape` writes them: models refuse them."""


class Names:
    """The statistical tier; loads its model when the first prose comes.  Not thread-safe."""

    def __init__(self, model: str, make: Callable[[str], NameModel] = SpacyModel) -> None:
        self._name, self._make = model, make
        self._model: NameModel | None = None
        self._memo: OrderedDict[str, tuple[NameSpan, ...]] = OrderedDict()

    def find(self, text: bytes, *, written: bool = False) -> list[Finding]:
        """The names in a segment; `written` where it is known to be prose, not a machine's lines."""
        if not written:
            return sorted(self._shaped(text))
        decoded = text.decode("utf-8", "surrogateescape")
        found = [
            span
            for start, stretch in stretches(_NO_CHARACTER.sub("\ufffd", decoded))
            for span in self._moved(stretch, start)
        ]
        return sorted(_in_bytes(found, decoded, text))

    def _moved(self, stretch: str, start: int) -> Iterator[NameSpan]:
        for span in self._verdict(stretch):
            yield span._replace(start=span.start + start, end=span.end + start)

    def _verdict(self, stretch: str) -> tuple[NameSpan, ...]:
        """What is believed of a stretch; a pure function of its text."""
        if len(stretch.split(None, 1)) < 2:
            return ()  # a single word by itself tells nobody's name, and is not worth a model
        known = self._memo.get(stretch)
        if known is None:
            if self._model is None:
                self._model = self._make(self._name)
            known = tuple(believed(stretch, self._model.detect([stretch])[0], self._model.lore))
            if len(self._memo) >= REMEMBERED:
                self._memo.popitem(last=False)
            self._memo[stretch] = known
        return known

    def _shaped(self, text: bytes) -> Iterator[Finding]:
        """Full names in machine text: a given name and a surname beside it, both written as names are."""
        for match in _SHAPED.finditer(text):
            first, family = (part.decode("utf-8", "replace") for part in match.groups())
            if is_given(fold(first)) and is_surname(fold(family)):
                start = max(text.rfind(b"\n", 0, match.start()) + 1, match.start() - NEAR)
                end = text.find(b"\n", match.end(2), match.end(2) + NEAR)
                end = match.end(2) + NEAR if end < 0 else end
                yield from _on_line(text[start:end], start, match.start(), match.end(2))


def _on_line(raw: bytes, offset: int, low: int, high: int) -> Iterator[Finding]:
    """The person of a machine line that the bytes [low, high) of its text showed, if it stands there as one."""
    row = raw.decode("utf-8", "surrogateescape")
    for span in people(Line.of(row), Lore()):
        if span.rule == "name-full":
            start = offset + len(row[: span.start].encode("utf-8", "surrogateescape"))
            end = offset + len(row[: span.end].encode("utf-8", "surrogateescape"))
            if start <= low and high <= end:
                yield Finding(start, end, span.entity, span.score, span.rule)


def stretches(text: str) -> Iterator[tuple[int, str]]:
    """The runs of prose lines with their offsets, at most BLOCK characters each; a longer line is cut at blanks."""
    lines = text.split("\n")
    start = at = 0
    run: list[str] = []
    for line, wanted in zip(lines, prose(lines), strict=True):
        if run and (not wanted or at - start + len(line) > BLOCK):
            yield start, "\n".join(run)
            run = []
        if wanted and len(line) > BLOCK:
            yield from _cut(line, at)
        elif wanted:
            start = start if run else at
            run.append(line)
        at += len(line) + 1
    if run:
        yield start, "\n".join(run)


def _cut(line: str, offset: int) -> Iterator[tuple[int, str]]:
    """A long line in pieces that end behind a blank where there is one."""
    at = 0
    while at < len(line):
        end = line.rfind(" ", at + BLOCK // 2, at + BLOCK) + 1 if at + BLOCK < len(line) else len(line)
        end = end or at + BLOCK
        yield offset + at, line[at:end]
        at = end


def _in_bytes(spans: Sequence[NameSpan], text: str, raw: bytes) -> Iterator[Finding]:
    """The spans as findings: places in characters become places in bytes."""
    if raw.isascii():
        yield from (Finding(*span) for span in spans)
        return
    places = sorted({place for span in spans for place in span[:2]})
    there, at, size = {}, 0, 0
    for place in places:
        size += len(text[at:place].encode("utf-8", "surrogateescape"))
        there[place], at = size, place
    for start, end, entity, score, rule in spans:
        yield Finding(there[start], there[end], entity, score, rule)
