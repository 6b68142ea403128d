"""The C of `redactor._native` gives what the Python beside it gives, on whatever input."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redactor import native
from redactor._filter import Originals
from redactor._originals import compared
from redactor._spans import Sweep, outside, spans
from redactor.codecs import for_encoding
from redactor.decide import decide
from redactor.errors import RedactorError
from redactor.model import Action, Decision, Edit, Finding, Segment
from redactor.replace import replace
from redactor.rescan import changed_lines
from redactor.source import BytesSource
from redactor.spellings import spellings

core: Any = native.core
pytestmark = pytest.mark.skipif(core is None, reason="not built: no compiler, or REDACTOR_NATIVE=0")
USERS = ("decide", "replace", "rescan", "_spans", "_originals", "_filter")
ENTITIES = ("IP_ADDRESS", "HOSTNAME", "URL", "SECRET")
LAX = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
TEXT = st.text("ab \nX1.:-_=/é\t\r", max_size=60).map(str.encode)
VALUES = (
    ("IP_ADDRESS", b"192.0.2.77"),
    ("IP_ADDRESS", b"2001:db8::4d:1"),
    ("MAC_ADDRESS", b"02:00:5e:10:00:4d"),
    ("HOSTNAME", b"edge-13.site.example.com"),
    ("HOSTNAME", b"core7"),
    ("EMAIL_ADDRESS", b"ann.lee@example.com"),
    ("PERSON", "Zoë Quince".encode()),
    ("PERSON", "王小明先生".encode()),
    ("USERNAME", b"jquince"),
    ("SECRET", b"s3cr3t-Pa$$w0rd!"),
    ("SERIAL_NUMBER", b"FOC-1234-X9Z"),
    ("PHONE_NUMBER", b"+49 30 90182-0999"),
    ("CREDIT_CARD", b"4111 1111 1111 1111"),
)
NOISE = (
    b"GET /api?a=1&b=2;",
    b"04/Mar/2025:10:00:00",
    b"dfs.DataNode",
    b"120.0.6099.71",
    b"C:\\Temp\\x",
    b"%2Fetc",
    b"&amp;",
)


def _both(ask: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """What C and what Python answer; an error counts as its text."""

    def told() -> Any:
        try:
            return ask()
        except RedactorError as error:
            return type(error), str(error)

    in_c = told()
    with monkeypatch.context() as patch:
        for user in USERS:
            patch.setattr(f"redactor.{user}.core", None)
        return in_c, told()


def _ranges(size: int, *, apart: bool) -> st.SearchStrategy[list[tuple[int, int]]]:
    """Ascending ranges of a text, disjoint if `apart`."""
    if apart:
        cuts = st.lists(st.integers(0, size), max_size=12).map(sorted)
        return cuts.map(lambda at: list(zip(at[::2], at[1::2], strict=False)))
    pair = st.tuples(st.integers(0, size), st.integers(0, size)).map(lambda ends: (min(ends), max(ends)))
    return st.lists(pair, max_size=8).map(sorted)


class _Policy:
    def action(self, entity: str) -> Action:
        return Action.KEEP if entity == "URL" else Action.PSEUDONYMISE

    def threshold(self, entity: str) -> float:
        return 0.6 if entity == "SECRET" else 0.4


class _Replacer:
    def apply(self, action: Action, entity: str, value: bytes) -> bytes:
        return value if b"X" in value else value[:1] + b"r" * (len(value) * 3 % 5)


def _edits(text: bytes, ranges: list[tuple[int, int]], new: bytes) -> list[Edit]:
    return [
        Edit(start, end, new[: start % 4], start, end, "HOSTNAME", "suppress", 1.0, "rule", 1) for start, end in ranges
    ]


@LAX
@given(st.data(), TEXT)
def test_decide(data: st.DataObject, text: bytes) -> None:
    """Overlaps, thresholds and spared values are settled alike."""
    score = st.sampled_from((0.3, 0.5, 0.9))
    findings = [
        Finding(start, end, data.draw(st.sampled_from(ENTITIES)), data.draw(score), data.draw(st.sampled_from("rs")))
        for start, end in data.draw(_ranges(len(text), apart=False))
    ]
    spared = frozenset({b"a", b"x1"}) if data.draw(st.booleans()) else frozenset()
    with pytest.MonkeyPatch.context() as patch:
        in_c, in_python = _both(lambda: decide(text, findings, _Policy(), spared), patch)

    assert in_python == in_c


@LAX
@given(st.data(), TEXT)
def test_replace(data: st.DataObject, text: bytes) -> None:
    """Replacements, padding, lines and what is left are alike."""
    decisions = [
        Decision(start, end, "HOSTNAME", data.draw(st.sampled_from((Action.KEEP, Action.SUPPRESS))), 1.0, "rule")
        for start, end in data.draw(_ranges(len(text), apart=True))
    ]
    segment = Segment(7, 7 + len(text), text, for_encoding("utf-8"), 3)
    with pytest.MonkeyPatch.context() as patch:
        in_c, in_python = _both(lambda: replace(segment, decisions, _Replacer(), text), patch)

    assert in_python == in_c


@LAX
@given(st.data(), TEXT, st.binary(min_size=4, max_size=4))
def test_spans_and_what_lies_between(data: st.DataObject, text: bytes, new: bytes) -> None:
    """Edits and keeps lie alike, and what lies between them is the same."""
    edits = _edits(text, data.draw(_ranges(len(text), apart=True)), new)
    keeps = data.draw(_ranges(len(text), apart=True))
    copy = BytesSource(_spliced(text, edits), "copy")

    def ask() -> Any:
        parts = [(part.text(), part.pieces()[0]) for part in outside(copy, spans(edits, keeps))]
        return list(spans(edits, keeps)), parts

    with pytest.MonkeyPatch.context() as patch:
        in_c, in_python = _both(ask, patch)

    assert in_python == in_c
    assert all(joined == spelt for joined, spelt in in_c[1])


def _spliced(text: bytes, edits: list[Edit]) -> bytes:
    out, at = b"", 0
    for edit in edits:
        out += text[at : edit.start] + edit.replacement
        at = edit.end
    return out + text[at:]


@LAX
@given(st.data(), TEXT, st.binary(min_size=4, max_size=4))
def test_suspects(data: st.DataObject, text: bytes, new: bytes) -> None:
    """A finding that C does not suspect is settled."""
    edits = _edits(text, data.draw(_ranges(len(text), apart=True)), new)
    copy = BytesSource(_spliced(text, edits), "copy")
    findings = [Finding(*ends, "URL", 1.0, "rule") for ends in data.draw(_ranges(copy.size, apart=False))]
    suspected = Sweep(copy, spans(edits, [])).suspects(0, copy.size, findings)
    sweep = Sweep(copy, spans(edits, []))
    unsettled = [finding for finding in findings if not sweep.settled(finding.start, finding.end)]

    assert set(unsettled) <= set(suspected)


@LAX
@given(st.data(), TEXT, st.binary(min_size=4, max_size=4), st.integers(1, 9))
def test_compared(data: st.DataObject, text: bytes, new: bytes, window: int) -> None:
    """Copies are accepted with the same originals and hash, or refused in the same words, whatever the window."""
    edits = _edits(text, data.draw(_ranges(len(text), apart=True)), new)
    spoilt = data.draw(st.sampled_from((b"", b"x")))
    if edits and data.draw(st.booleans()):
        edits.insert(0, edits[-1])
    copy = BytesSource(_spliced(text, edits) + spoilt, "copy")

    def ask() -> Any:
        digest = hashlib.sha256()
        values = [value for _, some in compared(BytesSource(text, "source"), copy, edits, digest) for value in some]
        return values, digest.hexdigest()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("redactor._originals.WINDOW", window)
        in_c, in_python = _both(ask, patch)

    assert in_python == in_c


@LAX
@given(st.data(), TEXT, st.binary(min_size=4, max_size=4), st.integers(0, 9))
def test_changed_lines(data: st.DataObject, text: bytes, new: bytes, near: int) -> None:
    """The same lines are looked at again."""
    edits = _edits(text, data.draw(_ranges(len(text), apart=True)), new)
    copy = _spliced(text, edits)
    cut = copy.rfind(b"\n", 0, len(copy) // 2) + 1
    plain = for_encoding("utf-8")
    segments = [Segment(0, cut, copy[:cut], plain, 1), Segment(cut, len(copy), copy[cut:], plain, 1)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("redactor.rescan.NEAR", near)
        in_c, in_python = _both(lambda: list(changed_lines(segments, edits)), patch)

    assert in_python == in_c


def _texts(data: st.DataObject) -> Iterator[bytes]:
    """Texts in which originals stand in some spelling, whole or cut, among other things."""
    for _ in range(data.draw(st.integers(1, 4))):
        pieces = []
        for _ in range(data.draw(st.integers(0, 3))):
            all_ways = list(spellings(*data.draw(st.sampled_from(VALUES))))
            spelling = data.draw(st.sampled_from(all_ways))
            pieces.append(spelling[data.draw(st.integers(0, 1)) :])
        pieces += data.draw(st.lists(st.sampled_from(NOISE) | TEXT | st.binary(max_size=12), max_size=4))
        glue = data.draw(st.sampled_from((b" ", b"", b"\n", b"=", b"/", "é".encode(), b"x", b":")))
        yield glue.join(data.draw(st.permutations(pieces)))


@settings(LAX, max_examples=400)
@given(st.data(), st.lists(st.sampled_from(VALUES), min_size=1, unique=True))
def test_find(data: st.DataObject, values: list[tuple[str, bytes]]) -> None:
    """Originals are found in the same texts and places, however often and in whatever order they are asked for."""
    texts = list(_texts(data))

    def ask() -> Any:
        filed = Originals()
        for entity, value in values:
            filed.add(entity, value)
        return [(bool(filed.find(text)), list(filed.places(text)) if filed.find(text) else []) for text in texts]

    with pytest.MonkeyPatch.context() as patch:
        in_c, in_python = _both(ask, patch)

    assert in_python == in_c


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("wanted", (b"ab", [(0, 3, "URL", 1.0, "r")], {}, lambda _: (0.1, "keep"), frozenset(), "keep", Decision)),
        ("wanted", (b"ab", [(0, 1)], {}, lambda _: (0.1, "keep"), frozenset(), "keep", Decision)),
        ("wanted", (b"ab", [(0, 1, "URL", 1.0, "r")], {}, lambda _: 1, frozenset(), "keep", Decision)),
        ("clusters", ([(2, 1, "URL", "keep", 1.0, "r")], None, "keep")),
        ("edits", (b"ab", [(1, 9, "URL", "x", 1.0, "r")], None, {"x"}, {}, 9, 0, 1, True, Edit, None)),
        ("edits", (b"ab", [(0, 1, "URL", "x", 1.0, "r")], lambda *_: "s", {"x"}, {}, 9, 0, 1, True, Edit, None)),
        ("between", (b"ab", 0, 0, 3, [])),
        ("between", (b"ab", 2, 1, 2, [])),
        ("uncovered", ([(0, 1, "URL", 1.0, "r")], -1, [])),
        ("stretch", (b"ab", 0, 3, [], 0)),
        ("stretch", (b"ab", 0, 0, [], -1)),
        ("Sieve", ([], [(b"ab", 1, 3)], [], False, False, False, False)),
        ("Sieve", (["ab"], [], [], False, False, False, False)),
    ],
)
def test_wrong_arguments_raise(name: str, args: tuple[Any, ...]) -> None:
    """What does not fit raises; no byte outside of an object is read."""
    with pytest.raises((TypeError, ValueError)):
        getattr(core, name)(*args)


def test_the_environment_chooses() -> None:
    """`REDACTOR_NATIVE=0` leaves everything to Python."""
    asked = subprocess.run(
        [sys.executable, "-c", "from redactor.native import core; print(core)"],
        env={**os.environ, "REDACTOR_NATIVE": "0"},
        capture_output=True,
        check=True,
    )

    assert b"None" == asked.stdout.strip()
