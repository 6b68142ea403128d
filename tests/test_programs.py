"""The C of `redactor._patterns` finds what `re` finds, on whatever line, and plays plans as the Python beside it does."""

from __future__ import annotations

import re
import struct
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import recognizers
from recognizers.rule import expected
from redactor import native
from redactor.detect import plans
from redactor.detect.plans import Line, Plans, Step, store
from redactor.detect.programs import Programs, program
from redactor.model import Finding

pytestmark = pytest.mark.skipif(native.patterns is None, reason="not built: no compiler, or REDACTOR_NATIVE=0")
RULES = recognizers.rules()
LINES = tuple(dict.fromkeys(expected(text)[0] for rule in RULES for text in (*rule.examples, *rule.near_misses)))
PIECES = st.sampled_from(
    [
        b"10.0.0.1",
        b"password ",
        b"=",
        b'"',
        b"\\",
        b" ",
        b"user",
        b"@",
        b".example.com",
        b"::",
        b"1a:",
        b"\xff",
        b"\r",
        b"key",
        b"0",
    ]
)


@pytest.fixture(scope="module", name="every")
def every_program(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    """The programs of all rules, made anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REDACTOR_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        return Programs(RULES)


def by_re(numbers: list[int], line: bytes) -> list[tuple[int, int, int]]:
    """What `re` finds with the rules of these numbers."""
    spans = ((number, match.span("value")) for number in numbers for match in COMPILED[number].finditer(line))
    return [(number, *span) for number, span in spans if span[0] < span[1]]


COMPILED = [rule.compiled() for rule in RULES]


def test_nearly_every_rule_has_a_program(every: Programs) -> None:
    """What stays with `re` is told by name, so that a rule does not become slow unseen."""
    assert {RULES[number].id for number in range(len(RULES)) if number not in every.made} <= {"sentence-passwd-line"}


def test_programs_find_on_all_examples_what_re_finds(every: Programs) -> None:
    """All rules with a program on the lines of all rules: the same matches in the same order."""
    numbers = sorted(every.made)
    for line in LINES[::5]:
        assert every.find(line, 0, len(line), numbers) == by_re(numbers, line)


@given(st.lists(st.one_of(PIECES, st.sampled_from(LINES), st.binary(max_size=4)), max_size=8).map(b"".join), st.data())
@settings(max_examples=200, deadline=None)
def test_programs_find_on_noise_what_re_finds(every: Programs, line: bytes, data: st.DataObject) -> None:
    """Any bytes, some of them what rules look for."""
    line = line.replace(b"\n", b" ")
    numbers = data.draw(st.lists(st.sampled_from(sorted(every.made)), max_size=40, unique=True))
    assert every.find(line, 0, len(line), numbers) == by_re(numbers, line)


ATOMS = st.sampled_from(
    ["a", "b", "[ab]", "[^a]", ".", r"\s", r"\S", r"\b", "^", "$", "[0-9]", "é".encode().decode("latin-1")]
)
REPEATS = st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "*?", "+?", "??", "{0,2}?"])
PATTERNS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=6).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, REPEATS).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
    ),
    max_leaves=10,
)


@given(PATTERNS, PATTERNS, PATTERNS, st.text("abB 01\n", max_size=14), st.sampled_from([0, re.IGNORECASE]), st.data())
@settings(max_examples=600, deadline=None)
def test_any_pattern_matches_as_in_re(
    before: str, value: str, after: str, text: str, flag: int, data: st.DataObject
) -> None:
    """Whatever has a program gives the matches of `re`, also within a range of a longer text."""
    pattern = f"(?<![b1])(?:{before}(?P<value>{value}){after})(?![a])".encode("latin-1")
    flags = re.MULTILINE | flag
    made = program(pattern, flags)
    if not made:
        return
    raw = text.encode()
    low = data.draw(st.integers(0, len(raw)))
    high = data.draw(st.integers(low, len(raw)))
    spans = [match.span("value") for match in re.compile(pattern, flags).finditer(raw, low, high)]
    found = native.patterns.Patterns(1, lambda _: made).find(raw, low, high, [0])  # type: ignore[union-attr]
    assert found == [(0, *span) for span in spans if span[0] < span[1]]


@given(st.binary(max_size=200))
def test_an_unsound_program_is_refused(noise: bytes) -> None:
    """Bytes that are no program never run: jumps outside of the code, sets that are not there, a code without an end."""
    matcher = native.patterns.Patterns(1, lambda _: noise)  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="not sound"):
        matcher.find(b"some text", 0, 9, [0])


def test_a_damaged_table_is_made_anew(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept for the next process is used only as it was written."""
    monkeypatch.setenv("REDACTOR_CACHE_DIR", str(tmp_path))
    few = RULES[:3]
    Programs(few)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-1] + b"\0\0")
    again = Programs(few)
    assert again.made == {0, 1, 2}
    assert kept.read_bytes()[32:].startswith(struct.pack("I", again._sizes[0]))


def _judge(line: bytes, start: int, end: int, score: float, context: bool) -> float:
    """Refuses an even number, or where the line has a say, a line that ends in 7."""
    if context:
        return 0.0 if line.endswith(b"7") else score
    return score if line[start:end].isdigit() and int(line[start:end]) % 2 else 0.0


PLAN = {
    b"id 00": (Step(3, 5, "OTHER_ID", 0.5, "plain", None, False), Step(3, 5, "OTHER_ID", 0.6, "odd", _judge, False)),
    b"": (),
    b"at 0 x0\r": (
        Step(3, 4, "OTHER_ID", 0.7, "line", _judge, True),
        Step(~0, 0, "OTHER_ID", 0.8, "anew", _judge, True),
    ),
}
NUMBER = re.compile(rb"(?P<value>[1-5])", re.MULTILINE)


def _both() -> tuple[Any, Plans]:
    matcher = native.patterns.Patterns(1, lambda _: program(NUMBER.pattern, NUMBER.flags))  # type: ignore[union-attr]
    quick = store(matcher, lambda _number, _line: ())
    return quick, Plans(lambda _, line: (match.span() for match in NUMBER.finditer(line)))


@given(
    st.lists(
        st.sampled_from([b"id 12", b"id 13", b"id 7", b"", b"at 7 x1\r", b"at 2 x9\r", b"at 1 x7", b"\r", b"x"]),
        max_size=12,
    )
)
def test_plans_are_played_alike(lines: list[bytes]) -> None:
    """The C and the Python find the same, and miss the plans of the same lines."""
    quick, slow = _both()
    text = b"\n".join(lines)
    for kept in (quick, slow):
        kept.learn(PLAN)
    found, fresh = quick.play(text)
    assert (found, fresh) == slow.play(text)
    assert all(type(one) is Finding for one in found)
    some: list[Line] = [(at, size) for at, size in plans._lines(text) if size > 2]
    assert quick.play(text, some) == slow.play(text, some)


def test_plans_forget_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """More shapes than there is room for: those that were not used lately are forgotten, the others known."""
    monkeypatch.setattr(plans, "PLANS", 4)
    quick, slow = _both()
    for kept in (quick, slow):
        kept.learn({b"a": (), b"b": (), b"c": ()})
        kept.learn({b"d": (), b"e": ()})
        assert kept.play(b"a\nd\ne") == ([], [])
        kept.learn({b"f": (), b"g": ()})
        assert kept.play(b"a\nb\nc\nd\ne\nf\ng") == ([], [(2, 1), (4, 1)])
        kept.clear()
        assert kept.play(b"d") == ([], [(0, 1)])
