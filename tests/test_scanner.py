"""Every engine, by shapes or not, finds what the specification finds."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import recognizers
from recognizers import scan as law
from recognizers.digits import is_blind, weaken
from recognizers.rule import expected
from redactor.detect.scanner import ENGINES, Scanner, choose
from redactor.errors import UsageError

RULES = recognizers.rules()
TEXTS = [expected(example)[0] for rule in RULES for example in (*rule.examples, *rule.near_misses)]


@pytest.fixture(scope="module", params=ENGINES)
def scanner(request: pytest.FixtureRequest) -> Scanner:
    """A scanner of every rule, for each engine."""
    return Scanner(RULES, request.param)


def _without_blocks(scanner: Scanner, text: bytes) -> list[law.Span]:
    return [span for span in scanner.scan(text) if span[4] != "pem-block"]


def test_all_examples_at_once(scanner: Scanner) -> None:
    """The examples of all rules, as the lines of one text, give the spans of the specification."""
    text = b"\n".join(TEXTS[::4])

    assert law.scan(RULES, text) == _without_blocks(scanner, text)


def test_a_shape_seen_before_gives_what_it_would_by_itself(scanner: Scanner) -> None:
    """Lines that differ from known ones in their digits only are judged by their own digits."""
    dice = random.Random(1)
    for text in TEXTS[:: len(TEXTS) // 60]:
        other = bytes(dice.choice(b"0123456789") if 48 <= byte <= 57 else byte for byte in text)
        scanner.scan(text)

        assert law.scan(RULES, other) == _without_blocks(scanner, other)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([b"10.1.2.3", b"user=", b"alice", b" ", b":", b"\r\n", b"\n", b"sw-1", b"7", b'"', b"\xff"])
    )
)
def test_any_text(scanner: Scanner, parts: list[bytes]) -> None:
    """The law holds for any text, whatever its line ends."""
    text = b"".join(parts)

    assert law.scan(RULES, text) == _without_blocks(scanner, text)


@pytest.mark.parametrize("size", [law.PIECE - 40, law.PIECE, law.PIECE + 1, 3 * law.PIECE])
def test_long_lines(scanner: Scanner, size: int) -> None:
    """A line longer than a piece gives the spans of the specification, at its borders, too."""
    text = (b"x" * 37 + b" 10.1.2.3 user=alice ") * (size // 40)

    assert law.scan(RULES, text) == _without_blocks(scanner, text)


def test_windows_do_not_matter(scanner: Scanner) -> None:
    """Scanning line by line finds what scanning all at once finds."""
    lines = TEXTS[::9]
    text = b"\n".join(lines)
    single, at = [], 0
    for line in lines:
        single += [(s + at, e + at, *rest) for s, e, *rest in _without_blocks(scanner, line)]
        at += len(line) + 1

    assert single == [tuple(span) for span in _without_blocks(scanner, text)]


@pytest.mark.parametrize(
    ("pattern", "blind"),
    [
        (r"[0-9]{1,3}\.[0-9]", True),
        (r"25[0-5]", False),
        (r"v[12]c", False),
        (r"[^0-9a]\x80{2}", True),
        (r"\$6\$", False),
    ],
)
def test_blind_to_digits(pattern: str, blind: bool) -> None:
    """A pattern is blind where no place of it takes some digits and not others; its weakened form always is."""
    assert blind == is_blind(pattern)
    assert is_blind(weaken(pattern))


def test_an_unknown_engine_is_a_usage_error() -> None:
    """Naming an engine that there is not says which there are."""
    with pytest.raises(UsageError) as caught:
        choose("pcre")

    assert "hyperscan" in caught.value.hint
