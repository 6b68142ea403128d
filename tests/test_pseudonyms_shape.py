"""Laws of redactor.pseudonyms.shape, alphabet and permutation."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from redactor.pseudonyms.alphabet import alphabet, lower
from redactor.pseudonyms.permutation import Step
from redactor.pseudonyms.prf import Prf
from redactor.pseudonyms.shape import Shapes, changeable, is_hex
from redactor.pseudonyms.words import RESERVED

PRF = Prf.of(b"shape test secret".ljust(32, b"."))
SHAPES = Shapes(PRF)
ONE_WAY = Shapes(PRF.derive("other"), one_way=True)
LETTERS = [bytes([byte]) for byte in b"abcdefghijklmnopqrstuvwxyz"]
PINNED = [
    "idpm-pj4",
    "KQU7372L5UD",
    "Müxrmx",
    "Щбмкдм",
    "鰳权",
    "f9b66d3359",
    "kpaujfrqqwmoemvgefletpxiozfurtiizjbthvow",
]


def _classes(value: bytes) -> list[object]:
    """What must not change: separators, and of every other character its kind, case and size in UTF-8."""
    text = value.decode("utf-8", "surrogateescape")
    return [
        (alphabet(lower(char))[:1], len(char.encode("utf-8", "surrogateescape"))) if alphabet(lower(char)) else char
        for char in text
    ]


@pytest.mark.parametrize("n", [2, 3, 7, 100, 1024, 1025, 5000])
def test_a_step_is_one_cycle(n: int) -> None:
    """A step moves every number, and walking it visits all of them: a bijection without fixed point."""
    step, seen, number = Step(PRF, b"cycle", n), set(), 0
    for _ in range(n):
        assert step(number) != number
        number = step(number)
        seen.add(number)

    assert set(range(n)) == seen
    assert set(range(n)) == {step.shuffle(number) for number in range(n)}


@given(st.integers(2, 2**64 - 1), st.data())
def test_a_step_stays_in_its_domain(n: int, data: st.DataObject) -> None:
    """Up to 2**64 a number maps to another of [0, n)."""
    if n > 4000:
        number = data.draw(st.integers(0, n - 1))
        found = Step(PRF, b"domain", n)(number)

        assert 0 <= found < n
        assert number != found


@pytest.mark.parametrize(
    "values",
    [
        LETTERS,
        [b"%d" % number for number in range(10)],
        [b"%d" % number for number in range(100, 1000)],
        [b"0%d" % number for number in range(10)],
        [b"".join(pair) for pair in product(LETTERS, LETTERS) if b"".join(pair).decode() not in RESERVED],
        [b"%s-%d" % pair for pair in product(LETTERS, range(10))],
        [chr(code).encode() for code in range(0x3B1, 0x3CA) if code != 0x3C2],
    ],
    ids=["letter", "digit", "number", "padded", "two-letters", "label", "greek"],
)
def test_small_domains_are_permuted(values: list[bytes]) -> None:
    """Over a whole domain no two values share a pseudonym, no value is its own, none leaves its shape."""
    images = [SHAPES.replace("law", value) for value in values]

    assert len(set(values)) == len(set(images))
    assert not any(value == image for value, image in zip(values, images, strict=True))
    assert [_classes(value) for value in values] == [_classes(image) for image in images]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=20) | st.text(max_size=12).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"\xe9\xa0")
@example("Stra\u00dfe \u0130\u0131\u017f \u03a3\u03c2".encode())
@example("\u0672".encode())
@example(b"")
def test_any_bytes_keep_their_shape(value: bytes) -> None:
    """Whatever the bytes: length, separators, scripts and invalid bytes stay, and the value changes if it can."""
    for shapes in (SHAPES, ONE_WAY):
        found = shapes.replace("law", value)

        assert len(value) == len(found)
        if not is_hex(lower(value.decode("utf-8", "surrogateescape"))):
            assert _classes(value) == _classes(found)
        if changeable(value):
            folded = [text.decode("utf-8", "replace").casefold() for text in (value, found)]
            assert value != found
            assert folded[0] != folded[1] or b"\xef\xbf\xbd" in folded[0].encode() or value.strip(b"0") == b""
        else:
            assert value == found


@given(st.from_regex(r"[a-z]{1,6}-[a-z0-9]{1,6}", fullmatch=True))
@settings(max_examples=100, deadline=None)
def test_case_is_put_back(value: str) -> None:
    """Capital, mixed and small spellings of a value have one pseudonym, in their own case."""
    found = SHAPES.replace("law", value.encode())
    mixed = "".join(char.upper() if place % 2 else char for place, char in enumerate(value))

    assert found.upper() == SHAPES.replace("law", value.upper().encode())
    assert found == SHAPES.replace("law", mixed.encode()).lower()
    if not is_hex(value):
        back = SHAPES.replace("law", mixed.encode()).decode()
        assert [char.isupper() for char in mixed] == [char.isupper() for char in back]


@given(st.integers(10, 10**25))
def test_a_number_gains_no_leading_zero(number: int) -> None:
    """A number that starts with another digit does so afterwards, wherever it stands; one padded with 0 keeps one."""
    assert SHAPES.replace("law", b"%d" % number)[:1] != b"0"
    assert SHAPES.replace("law", b"sw%d-x" % number)[2:3] != b"0"
    assert SHAPES.replace("law", b"0%d" % number)[:1] == b"0"


@given(st.from_regex(r"[0-9a-f]{4}[0-9][a-f][0-9a-f]{2,20}", fullmatch=True))
@settings(max_examples=100, deadline=None)
def test_hex_stays_hex(value: str) -> None:
    """An id of hex digits is one afterwards, in its case, and other ids never become one."""
    assert is_hex(SHAPES.replace("law", value.encode()).decode())
    assert (
        SHAPES.replace("law", value.upper().encode()).decode() == SHAPES.replace("law", value.encode()).decode().upper()
    )
    assert not is_hex(SHAPES.replace("law", value.replace("a", "g").encode() + b"z").decode())


def test_no_result_reads_as_a_keyword() -> None:
    """Over all words of three letters none becomes a reserved word."""
    images = {SHAPES.replace("law", b"".join(triple)) for triple in product(LETTERS[:9], LETTERS, LETTERS[:9])}

    assert not images & {word.encode() for word in RESERVED}


def test_domains_and_keys_are_independent() -> None:
    """Another domain or another key gives other pseudonyms; the same gives the same."""
    value = b"customer-core-switch-7"
    other = Shapes(Prf.of(b"another secret".ljust(32, b".")))

    assert SHAPES.replace("a", value) == Shapes(PRF).replace("a", value)
    assert 4 == len({shapes.replace(domain, value) for shapes in (SHAPES, other) for domain in ("a", "b")})


def test_pseudonyms_do_not_depend_on_the_machine() -> None:
    """Fixed key, fixed values, fixed results: a change here breaks every case that is already pseudonymised."""
    values = ["core-sw1", "FOC2134X0AB", "Müller", "Иванов", "山田", "deadbeef01", "x" * 40]

    assert PINNED == [SHAPES.replace("pinned", value.encode()).decode() for value in values]
