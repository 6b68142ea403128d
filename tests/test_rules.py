"""The laws every rule of every module of `recognizers` obeys, each tested where the rule stands."""

from __future__ import annotations

import gc
import re
import time
from functools import cache
from itertools import chain
from random import Random

import hyperscan
import pytest
import re2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import recognizers
from recognizers.rule import Rule, Validator, Verdict, expected
from recognizers.scan import lines, scan
from redactor.detect.shapes import weakened

RULES = recognizers.rules()
TEXTS = [expected(example)[0] for rule in RULES for example in rule.examples + rule.near_misses]
LINES = sorted({text[start:end] for text in TEXTS for start, end in lines(text)})
FRAGMENTS = sorted(set(chain.from_iterable(re.split(rb"(?<=[\s,;=:/])", line) for line in LINES)))

every_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])


def _flags(rule: Rule) -> int:
    return re.MULTILINE | (re.IGNORECASE if rule.ignore_case else 0)


def _bare(rule: Rule) -> str:
    return rule.pattern.replace("(?P<value>", "(?:")


def _triggered(rule: Rule, line: bytes, compiled: list[re.Pattern[bytes]]) -> bool:
    return any(pattern.search(line) for pattern in compiled)


@every_rule
def test_examples_are_found_exactly(rule: Rule) -> None:
    """A rule finds the marked values of its examples, byte for byte, and nothing else there."""
    for example in rule.examples:
        text, spans = expected(example)

        assert list(spans) == [(start, end) for start, end, *_ in scan([rule], text)], example
        assert spans, example


@every_rule
def test_near_misses_are_not_found(rule: Rule) -> None:
    """A rule finds nothing in its near misses."""
    for near in rule.near_misses:
        assert scan([rule], near.encode()) == [], near


@every_rule
def test_a_rule_says_where_it_comes_from_and_what_it_is_not(rule: Rule) -> None:
    """A rule names its entity and its reference, and has at least two examples and two near misses."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.id)
    assert re.fullmatch(r"[A-Z]+(_[A-Z]+)*", rule.entity)
    assert len(rule.reference) > 5
    assert len(set(rule.examples)) >= 2
    assert len(set(rule.near_misses)) >= 2
    assert 0.0 < rule.score <= 1.0


@every_rule
def test_a_pattern_stays_in_the_common_subset(rule: Rule) -> None:
    """Pattern and triggers have no look-around, back-reference, inline flag or possessive quantifier; one group."""
    assert {"value"} == set(rule.compiled().groupindex)
    for pattern in (rule.pattern, *rule.triggers()):
        assert pattern.isascii()
        assert not re.search(r"(?<!\\)\(\?(?!:|P<value>)", pattern)
        assert not re.search(r"(?<!\\)(?:\\\\)*\\(?:[1-9]|[AZzGKk])", pattern)
        assert not re.search(r"(?<!\\)[*+?}]\+", pattern)


@every_rule
def test_every_engine_compiles_it(rule: Rule) -> None:
    """Pattern and triggers compile for `re`, google-re2 (Latin-1) and hyperscan (block mode)."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    options.case_sensitive = not rule.ignore_case
    for pattern in (_bare(rule), *rule.triggers()):
        assert re2.compile(b"(?m)" + pattern.encode(), options)
        assert re.compile(pattern.encode(), _flags(rule))

    assert _hyperscan(rule).size() > 0


@cache
def _hyperscan(rule: Rule) -> hyperscan.Database:
    flags = hyperscan.HS_FLAG_MULTILINE | (hyperscan.HS_FLAG_CASELESS if rule.ignore_case else 0)
    triggers = [trigger.encode() for trigger in rule.triggers()]
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(expressions=triggers, ids=list(range(len(triggers))), flags=[flags] * len(triggers))
    return database


@every_rule
def test_hyperscan_fires_on_the_examples(rule: Rule) -> None:
    """Hyperscan reports at least one trigger on every line of an example in which a value is found."""
    database = _hyperscan(rule)
    hits: list[int] = []
    for example in rule.examples:
        text, _ = expected(example)
        for start, end in lines(text):
            line, hits = text[start:end], []
            if rule.compiled().search(line):
                database.scan(line, match_event_handler=lambda *event: hits.append(event[0]))  # noqa: B023

                assert hits, example


@every_rule
def test_the_trigger_law_on_all_examples(rule: Rule) -> None:
    """Every line of any rule's examples or near misses on which a rule finds something has one of its triggers."""
    pattern = rule.compiled()
    compiled = [re.compile(trigger.encode(), _flags(rule)) for trigger in rule.triggers()]
    for line in LINES:
        if pattern.search(line) and not _triggered(rule, line, compiled):
            assert scan([rule], line) == [], line


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from([b" ", b"\t", b'"', b".", b"\xe9", b"::", b"-"])))
)
def test_the_trigger_law_on_any_line(parts: list[bytes]) -> None:
    """On any line spliced from examples: a rule that finds something has a trigger, and no match is empty."""
    line = b"".join(parts)[:400]
    for rule, pattern, compiled in COMPILED:
        found = [match.span("value") for match in pattern.finditer(line)]

        assert all(start < end for start, end in found), rule.id
        assert not found or _triggered(rule, line, compiled) or not scan([rule], line), rule.id


COMPILED = [
    (rule, rule.compiled(), [re.compile(trigger.encode(), _flags(rule)) for trigger in rule.triggers()])
    for rule in RULES
]


@every_rule
def test_a_trigger_has_no_line_end(rule: Rule) -> None:
    """No trigger holds the anchor `$`: before a carriage return the engines disagree on it."""
    for trigger in rule.triggers() if rule.trigger else ():
        bare = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "", trigger)

        assert "$" not in bare, trigger


@every_rule
def test_a_validator_that_is_blind_to_digits_is(rule: Rule) -> None:
    """Where a rule says `blind`, other digits in the places of digits never change its validator's verdict."""
    if not rule.blind:
        return
    assert rule.validate is not None
    pattern, random = weakened(rule).compiled(), Random(rule.id)
    texts = [expected(example)[0] for example in rule.examples + rule.near_misses]
    for line in [text[start:end] for text in texts for start, end in lines(text)] + random.sample(LINES, 60):
        for match in pattern.finditer(line):
            told = rule.validate(line, *match.span("value"))
            for _ in range(8):
                other = bytes(random.choice(b"0123456789") if 48 <= byte <= 57 else byte for byte in line)

                assert told is rule.validate(other, *match.span("value")), other


@every_rule
def test_never_matches_empty(rule: Rule) -> None:
    """A pattern does not match the empty text, nor does a trigger."""
    assert not rule.compiled().search(b"")
    assert not any(re.search(trigger.encode(), b"", _flags(rule)) for trigger in rule.triggers())


def _worst(rule: Rule, size: int) -> bytes:
    """One line of `size` bytes: the rule's own worst input, else its values run together and its examples."""
    if rule.worst:
        return (rule.worst.encode() * (size // len(rule.worst.encode()) + 1))[:size]
    text, spans = expected(rule.examples[0])
    value = text[slice(*spans[0])]
    row = b" ".join(expected(example)[0].replace(b"\n", b" ") for example in rule.examples) + b" "
    half = size // 2
    return (value * (half // len(value) + 1))[:half] + b" " + (row * (half // len(row) + 1))[:half]


def _seconds(rule: Rule, size: int) -> float:
    """CPU seconds of the faster of two scans, without the garbage collector, which has all the other tests to look at."""
    text, taken = _worst(rule, size), []
    gc.disable()
    try:
        for _ in range(2):
            started = time.process_time()
            scan([rule], text)
            taken.append(time.process_time() - started)
    finally:
        gc.enable()
    return min(taken)


@every_rule
def test_linear_on_its_worst_input(rule: Rule) -> None:
    """100 kB of the rule's worst input take under 2 CPU seconds, and half as much takes about half of it."""
    whole = _seconds(rule, 100_000)

    assert whole < 2.0
    assert whole < 0.3 or whole < 3.5 * _seconds(rule, 50_000) + 0.1


def test_a_validator_only_says_confirm_refuse_or_abstain() -> None:
    """A validator is pure: the same match gets the same verdict twice, and always a `Verdict`."""
    for rule, pattern, _ in COMPILED:
        validate: Validator | None = rule.validate
        if validate is None:
            continue
        for example in rule.examples + rule.near_misses:
            text, _spans = expected(example)
            for start, end in lines(text):
                line = text[start:end]
                for match in pattern.finditer(line):
                    first = validate(line, *match.span("value"))

                    assert isinstance(first, Verdict)
                    assert first is validate(line, *match.span("value"))
