"""Verify: five laws, each broken by hand, each noticed; nothing of a value in what is said of it."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import io
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from redactor import _originals, _spans
from redactor.errors import VerificationError
from redactor.model import Check, Edit, Finding, Segment
from redactor.spellings import spellings
from redactor.verify import Unsettled, Verified, verify
from redactor.write import splice

EVERYWHERE = frozenset(
    {"IP_ADDRESS", "MAC_ADDRESS", "EMAIL_ADDRESS", "SECRET", "SERIAL_NUMBER"}
    | {"PHONE_NUMBER", "CREDIT_CARD", "IBAN", "OTHER_ID", "HOSTNAME"}
)
MARK = re.compile(rb"\{([A-Z_]+):([^|}]*)\|([^}]*)\}")
VALUES = {
    "IP_ADDRESS": (b"192.0.2.55", b"198.51.100.7"),
    "MAC_ADDRESS": (b"00:53:00:aa:bb:0c", b"02:53:00:11:22:33"),
    "EMAIL_ADDRESS": (b"jane.roe@example.com", b"kobu.tix@example.net"),
    "SECRET": (b"Tr0ub4dor&3", b"Xx0xx0xxx&0"),
    "SERIAL_NUMBER": (b"FDO-0000A0BC", b"QWE-1111Z9YX"),
    "PHONE_NUMBER": (b"+49 30 5550 1007", b"+49 30 5550 9998"),
    "CREDIT_CARD": (b"4111 1111 1111 1111", b"4222 2222 2222 2222"),
    "IBAN": (b"DE00 1234 5678 9012", b"DE11 9999 8888 7777"),
    "OTHER_ID": (b"00000000-0000-4000-8000-00000000000a", b"11111111-1111-4111-8111-11111111111b"),
    "HOSTNAME": (b"core-sw1.example.com", b"dolu-kx4.example.net"),
}


class Bytes:
    """A source in memory."""

    name = "case/app.log"

    def __init__(self, data: bytes) -> None:
        self.data, self.size = data, len(data)

    def read_at(self, offset: int, size: int) -> bytes:
        return self.data[offset : offset + size]

    def windows(self, size: int) -> Iterator[bytes]:
        for at in range(0, len(self.data), size):
            yield self.data[at : at + size]


class Plain:
    """Text is its bytes."""

    name = "plain"

    def decode(self, raw: bytes) -> bytes:
        return raw

    def encode(self, text: bytes) -> bytes:
        return text

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        return list(offsets)


class Wide(Plain):
    """UTF-16, little end first, no letters beyond the basic plane."""

    name = "utf-16-le"

    def decode(self, raw: bytes) -> bytes:
        return raw.decode("utf-16-le").encode()

    def encode(self, text: bytes) -> bytes:
        return text.decode().encode("utf-16-le")

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        text = self.decode(raw)
        return [len(text[:offset].decode().encode("utf-16-le")) for offset in offsets]


def prepared(marked: bytes, codec: Plain | None = None) -> tuple[Bytes, list[Edit]]:
    """A source and its edits from text in which `{ENTITY:value|replacement}` marks them."""
    encode = (codec or Plain()).encode
    data, edits, at = b"", [], 0
    for found in MARK.finditer(marked):
        data += encode(marked[at : found.start()])
        value, line = encode(found[2]), data.count(b"\n") + 1
        ends = len(data), len(data) + len(value)
        edits.append(Edit(*ends, encode(found[3]), *ends, found[1].decode(), "pseudonymise", 0.9, "some-rule", line))
        data, at = data + value, found.end()
    return Bytes(data + encode(marked[at:])), edits


def written(source: Bytes, edits: Iterable[Edit]) -> Bytes:
    out = io.BytesIO()
    splice(source, edits, out)
    return Bytes(out.getvalue())


def lines(source: Any) -> Iterator[bytes]:
    yield b"%d" % source.data.count(b"\n")


def scan(
    copy: Any, findings: Iterable[Finding] = (), codec: Plain | None = None
) -> Iterator[tuple[Segment, list[Finding]]]:
    codec = codec or Plain()
    yield Segment(0, copy.size, codec.decode(copy.data), codec, 1), list(findings)


def verified(source: Bytes, edits: list[Edit], copy: Bytes | None = None, **options: Any) -> Verified:
    given: dict[str, Any] = {
        "keeps": [],
        "rescan": scan,
        "shape": lines,
        "everywhere": EVERYWHERE,
        "exempt": lambda edit: False,
        "secret": b"k" * 32,
    }
    return verify(source, written(source, edits) if copy is None else copy, edits, **{**given, **options})


def refused(check: str, call: Callable[[], object]) -> VerificationError:
    """The call is refused by that check."""
    with pytest.raises(VerificationError) as caught:
        call()

    assert check == caught.value.check
    return caught.value


def left(call: Callable[[], object], check: str = "absent") -> list[tuple[int, int]]:
    """The source ranges that the call says are not settled."""
    error = refused(check, call)
    assert isinstance(error, Unsettled)
    return [(loose.start, loose.end) for loose in error.findings]


LOG = b"Oct  1 10:00:00 {HOSTNAME:core-sw1|dolu-kx4} sshd: from {IP_ADDRESS:192.0.2.55|198.51.100.7} port 22\n"


def test_sound_copy_is_verified() -> None:
    """A copy that keeps all laws has its hash, its size and one count a law."""
    source, edits = prepared(LOG * 3)
    copy = written(source, edits)
    proof = verified(source, edits)

    assert (copy.name, copy.size, hashlib.sha256(copy.data).hexdigest()) == (proof.name, proof.size, proof.sha256)
    assert (
        Check("untouched", copy.size),
        Check("changed", 6),
        Check("absent", 6),
        Check("redetect", 0),
        Check("parses", 1),
    ) == proof.checks


def test_empty_source_is_verified() -> None:
    """Nothing in, nothing out, nothing wrong."""
    assert 0 == verified(Bytes(b""), []).size


def test_only_verify_makes_a_verified() -> None:
    """Neither the constructor nor a changed copy of a real one makes another."""
    proof = verified(*prepared(LOG))

    with pytest.raises(TypeError):
        Verified("a", 0, "", (), Bytes(b""), object())
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(proof, sha256="0" * 64)
    with pytest.raises(dataclasses.FrozenInstanceError):
        proof.sha256 = "0" * 64  # type: ignore[misc]


@given(st.data())
def test_any_changed_byte_is_noticed(data: st.DataObject) -> None:
    """A byte of the copy that is another, is missing or is too many breaks *untouched*, inside of edits too."""
    source, edits = prepared(LOG * 2)
    copy = written(source, edits).data
    at = data.draw(st.integers(0, len(copy) - 1))
    byte = data.draw(st.binary(min_size=1, max_size=1))
    assume(byte != copy[at : at + 1])

    for sabotaged in (copy[:at] + byte + copy[at + 1 :], copy[:at] + copy[at + 1 :], copy[:at], copy + byte):
        refused("untouched", lambda broken=sabotaged: verified(source, edits, Bytes(broken)))  # type: ignore[misc]


@pytest.mark.parametrize("ends", [(5, 3, 3, 5), (-1, 2, -1, 2), (0, 99, 0, 99), (0, 4, 2, 6)])
def test_unsound_edits_are_noticed(ends: tuple[int, int, int, int]) -> None:
    """Edits that leave the source, or values that leave their edit, prove nothing."""
    start, end, first, last = ends
    edit = Edit(start, end, b"x", first, last, "SECRET", "suppress", 0.9, "some-rule", 1)

    refused("untouched", lambda: verified(Bytes(b"0123456789"), [edit], Bytes(b"")))


def test_touching_longer_and_empty_replacements_are_sound() -> None:
    """Edits may touch, grow, shrink and vanish."""
    source, edits = prepared(b"a {SECRET:s3cret-1|x}{SECRET:s3cret-2|much longer than it was}{SECRET:s3cret-3|} b\n")

    assert 3 == verified(source, edits).checks[1].looked_at


@pytest.mark.parametrize("new", [b"core-sw1", b"CORE-Sw1", b"core-sw1  "])
def test_edit_that_changes_nothing_is_noticed(new: bytes) -> None:
    """An original in other case, or with other padding, is still the original."""
    refused("changed", lambda: verified(*prepared(b"on {HOSTNAME:core-sw1|%b} up\n" % new)))


def test_edit_that_only_folds_another_script_is_noticed() -> None:
    """Case is every script's case."""
    refused("changed", lambda: verified(*prepared("on {PERSON:МОСКВА|москва} up\n".encode())))


def standing(value: bytes, spelling: bytes) -> bytes:
    """The spelling as it stands in a file: the inner part of a base64 code never stands alone."""
    for before in range(3):
        for text in (value, value.lower(), value.upper()):
            code = base64.b64encode(b" " * before + text + b" ")
            if len(spelling) > 6 and spelling in code:
                return code
    return spelling


SPELT = [
    pytest.param(entity, standing(value, spelling), id=f"{entity}-{number}")
    for entity, (value, _) in VALUES.items()
    for number, spelling in enumerate(spellings(entity, value))
]


@pytest.mark.parametrize(("entity", "spelling"), SPELT)
def test_original_in_any_spelling_is_noticed(entity: str, spelling: bytes) -> None:
    """Whatever `spellings` knows is found in the copy, and its place is told: a word, at worst its line."""
    old, new = VALUES[entity]
    marked = b"first {%b:%b|%b} here\nthen <" % (entity.encode(), old, new)
    source, edits = prepared(marked + spelling + b"> there\n")
    begin = source.data.rindex(b"<") + 1
    ranges = left(lambda: verified(source, edits))

    assert ranges
    assert all(begin - 6 <= start < end <= source.size - 1 for start, end in ranges)
    assert any(start < begin + len(spelling) and begin < end for start, end in ranges)


@given(st.sampled_from(sorted(EVERYWHERE)), st.one_of(st.binary(max_size=24), st.text(max_size=12).map(str.encode)))
def test_any_original_is_noticed_as_it_was(entity: str, value: bytes) -> None:
    """Whatever its bytes, an original of one line that is not short is noticed where it stands alone."""
    value = b"v@l" + value.replace(b"\n", b" ").replace(b"\x1e", b" ") + b"?1"
    edit = Edit(0, len(value), b"x", 0, len(value), entity, "suppress", 0.9, "some-rule", 1)
    source = Bytes(value + b" and\n" + value + b"\n")

    ranges = left(lambda: verified(source, [edit]))
    assert any(start <= len(value) + 5 + len(value) // 2 <= end for start, end in ranges)


@pytest.mark.parametrize(
    "around",
    [
        b"//%b:443/x",
        b"ip-%b.internal",
        b"%b.51000 >",
        b"a,%b,b",
        "“%b”".encode(),
        "地址%b段".encode(),
        b"vlan10_%b_",
        b"v=%b;",
        b"iso.3.6.1.2.1.4.20.1.1.%b",
        b"u@%b",
        b"%b-192.0.2.99",
    ],
)
def test_original_inside_of_longer_words_is_noticed(around: bytes) -> None:
    """An address hides behind no scheme, port, quote, script or object identifier."""
    source, edits = prepared(b"{IP_ADDRESS:192.0.2.55|198.51.100.7} up\n" + around % b"192.0.2.55" + b"\n")

    assert left(lambda: verified(source, edits))


@pytest.mark.parametrize(
    "hidden",
    [
        b"eyJob3N0IjoiMTkyLjAuMi41NSIsInVwIjoxfQ==",
        b"%7B%22ip%22%3A%22192%2E0%2E2%2E55%22%7D",
        b"7b226970223a223139322e302e322e3535227d",
        rb"ip=\u0031\u0039\u0032\u002e0.2.55",
        b"ip=192&#46;0&period;2&#x2e;55",
        b"fe80::192-0-2-55",
        b"1\x009\x002\x00.\x000\x00.\x002\x00.\x005\x005\x00",
        b"TVRreUxqQXVNaTQxTlE=",
    ],
    ids=["base64-json", "percent", "hex", "json", "html", "dashed", "utf-16", "base64-twice"],
)
def test_original_inside_of_encoded_stretches_is_noticed(hidden: bytes) -> None:
    """What an encoded stretch decodes to is looked at like the rest, twice deep."""
    source, edits = prepared(b"{IP_ADDRESS:192.0.2.55|198.51.100.7} up\n" + hidden + b"\n")

    assert left(lambda: verified(source, edits))


def test_interface_id_of_a_mac_is_noticed() -> None:
    """A link-local address that a MAC address made gives it away."""
    source, edits = prepared(b"{MAC_ADDRESS:00:53:00:aa:bb:0c|02:53:00:11:22:33} has fe80::253:ff:feaa:bb0c/64\n")

    assert [(22, 44)] == [(start, min(end, 44)) for start, end in left(lambda: verified(source, edits))]


@pytest.mark.parametrize(
    "line",
    [
        b"version 17.3.4.1, 192.0.2.5 and 192.0.2.155 and 0.192.0.2.56, 192.0.2",
        b"2024-10-01T10:00:00.192Z 12:34:56 std::vector<a::b> 1.3.6.1.2.1.4.20",
        b"counters 192 0 2 55, 192,0,2,55 and 3221226039 in, connection established, Zm9vYmFyYmF6",
        b"hex 7b2269703a2231303a3030227d %41%42%43 &amp; \\u00e9\\n core-sw12 core_sw1x xcore-sw1",
    ],
)
def test_near_misses_are_left_alone(line: bytes) -> None:
    """Parts of an original, longer values, numbers in columns and encoded other things are no originals."""
    source, edits = prepared(LOG + line + b"\n")

    assert verified(source, edits)


def test_original_of_another_line_is_noticed_where_it_stands() -> None:
    """The range is the source's, whatever the edits before it did to the copy."""
    source, edits = prepared(b"{SECRET:s3cret-one|x}\n{SECRET:s3cret-two|a longer one} s3cret-two\nS3CRET-ONE again\n")

    assert [(22, 32), (33, 43)] == left(lambda: verified(source, edits))


def test_names_of_other_scripts_are_noticed() -> None:
    """Values without ASCII letters, and those with some, are found in other case and between their script's letters."""
    for name, again in (("Jürgen Möß", "JÜRGEN MÖß"), ("田中太郎", "担当は田中太郎です"), ("Ольга", "ОЛЬГА")):
        source, edits = prepared(f"by {{PERSON:{name}|Xx Yyyy}}\nand {again}.\n".encode())

        assert left(lambda s=source, e=edits: verified(s, e, everywhere=frozenset({"PERSON"})))  # type: ignore[misc]


def test_many_names_of_common_words_are_told_apart() -> None:
    """Where all words of many originals stand, only those that stand as a whole are noticed."""
    edits_text = b"".join(b"{HOSTNAME:web-%03d-db|xxx-xxx-xx}\n" % number for number in range(60))
    words = b" ".join(b"%03d" % number for number in range(60))
    source, edits = prepared(edits_text + b"web db " + words + b"\nWEB-007-DB\n")

    assert [(source.size - 11, source.size - 1)] == left(lambda: verified(source, edits))


def test_block_is_sought_by_its_long_words() -> None:
    """Of a key block every long line must be gone, also when only one of them is left."""
    key = b"MIIEpAIBAAKCAQEA0syntheticKey0000\nbm90IGEgcmVhbCBrZXksIG9ubHkgYQ==\n"
    source, edits = prepared(b"{SECRET:%b|(dropped)\n\n}\nbm90IGEgcmVhbCBrZXksIG9ubHkgYQ==\n" % key)

    assert left(lambda: verified(source, edits, shape=lambda any_source: []))


@pytest.mark.parametrize(
    ("value", "options"),
    [
        (b"cisco", {"exempt": lambda edit: edit.rule == "some-rule"}),
        (b"abc", {}),
        (b"10042", {}),
        (b"s3cret-one", {"everywhere": frozenset({"HOSTNAME"})}),
        (b"s3cret-one", {"keeps": [(21, 31)]}),
    ],
    ids=["ordinary", "short", "small-number", "not-everywhere", "kept"],
)
def test_exempt_originals_may_stand(value: bytes, options: dict[str, Any]) -> None:
    """Ordinary words, short values, entities that are sensitive only in place, and kept places: let be, and counted."""
    source, edits = prepared(b"password: {SECRET:%b|zzzzzz}\n" % value)
    source = Bytes(source.data + b" " * (21 - source.size) + value + b"\n")
    absent = verified(source, edits, **options).checks[2]

    assert (0 if options.get("everywhere") else 1) == absent.exempt


@pytest.mark.parametrize("value", [b"3221226039", b"0xc0000237"])
def test_address_that_was_a_number_is_noticed_as_one(value: bytes) -> None:
    """What was written as a number must not stand as that number, nor dotted."""
    source, edits = prepared(b"{IP_ADDRESS:%b|198.51.100.7} up\n%b\n192.0.2.55\n" % (value, value))

    assert 2 == len(left(lambda: verified(source, edits)))


def test_pseudonym_may_equal_another_original() -> None:
    """Inside of an edit an original may stand by chance."""
    marked = b"{IP_ADDRESS:192.0.2.1|192.0.2.2} {IP_ADDRESS:192.0.2.2|192.0.2.1}\n"

    assert verified(*prepared(marked))
    assert verified(*prepared(marked, Wide()), rescan=lambda copy: scan(copy, codec=Wide()))


def test_utf16_source_is_read_as_text() -> None:
    """In UTF-16 an original is found by its letters, a finding is placed by its bytes."""
    source, edits = prepared("{PERSON:田中太郎|山山山山} é\n田中太郎 {SECRET:s3cret|zzzzzz} S3CRET\n".encode(), Wide())
    again = source.data.index("田中太郎".encode("utf-16-le"), 10)
    secret = source.data.index("S3CRET".encode("utf-16-le"))
    call: dict[str, Any] = {"everywhere": frozenset({"PERSON", "SECRET"}), "shape": lambda any_source: []}

    expected = [(again, again + 8), (secret, secret + 12)]
    assert expected == left(lambda: verified(source, edits, rescan=lambda copy: scan(copy, codec=Wide()), **call))


SCANNED = b"{SECRET:s3cr|yyyyyyyyyyyyyyyy}@{SECRET:s3crt|zzzz} up, {SECRET:s3crets|} found-me and kept-one\n"


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (b"found-me", (23, 31)),
        (b"zzzz up", (5, 13)),
        (b"yyyy@zzzz up, ", (0, 15)),
        (b"up", (11, 13)),
        (b"up,  found", (11, 28)),
        (b"and kept", (32, 40)),
        (b"one\n", None),
        (b"yyyyyyyyyyyyyyyy", None),
        (b"zz", None),
        (b"@", None),
        (b"yyyyyyyyyyyyyyyy@zzzz", None),
        (b"kept-one", None),
        (b"kept", None),
    ],
)
def test_finding_is_in_an_edit_or_a_keep_or_unsettled(finding: bytes, expected: tuple[int, int] | None) -> None:
    """What a rescan finds lies in edits or keeps, punctuation aside, or goes back as a range of the source."""
    source, edits = prepared(SCANNED)
    copy = written(source, edits)
    at = copy.data.index(finding)
    found = Finding(at, at + len(finding), "PERSON", 0.7, "ner")
    keep = source.data.index(b"kept-one")
    call = {"keeps": [(keep, keep + 8)], "rescan": lambda again: scan(again, [found])}

    if expected is None:
        assert 1 == verified(source, edits, **call).checks[3].looked_at
    else:
        error = refused("redetect", lambda: verified(source, edits, **call))
        assert isinstance(error, Unsettled)
        assert [(*expected, "PERSON", 0.7, "ner")] == list(error.findings)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.integers(0, 6)), max_size=8), st.data())
def test_ranges_go_back_to_where_they_came_from(shape: list[tuple[int, int, int]], data: st.DataObject) -> None:
    """A finding between edits comes back with the same bytes, whatever stands before it."""
    marked = b"".join(b"%b{SECRET:%b|%b}" % (b"." * gap, b"0" * old, b"z" * new) for gap, old, new in shape)
    place = data.draw(st.integers(0, len(shape)))
    parts = re.split(rb"(?<=})", marked)
    source, edits = prepared(b"".join(parts[:place]) + b"(here)" + b"".join(parts[place:]))
    call = {
        "rescan": lambda again: scan(
            again, [Finding(again.data.index(b"here"), again.data.index(b"here") + 4, "X", 1, "r")]
        )
    }
    at = source.data.index(b"here")

    assert [(at, at + 4)] == left(lambda: verified(source, edits, **call), "redetect")


def test_all_that_is_left_comes_back_at_once() -> None:
    """Originals and findings that are left come back in one list, ascending, so that one round can settle them."""
    source, edits = prepared(b"new-one {SECRET:s3cret-one|x} s3cret-one\n")
    call = {"rescan": lambda copy: scan(copy, [Finding(0, 7, "PERSON", 0.7, "ner")])}

    assert [(0, 7), (19, 29)] == left(lambda: verified(source, edits, **call))


@pytest.mark.parametrize("after", [[b"a", b"b"], [b"a", b"c", b"c"], [b"a", b"b", b"c", b"d"], []])
def test_changed_structure_is_noticed(after: list[bytes]) -> None:
    """Tokens that differ, are missing or are too many break *parses*."""
    source, edits = prepared(LOG)
    shapes = {id(source): [b"a", b"b", b"c"]}

    refused("parses", lambda: verified(source, edits, shape=lambda one: shapes.get(id(one), after)))


@pytest.mark.parametrize("block", [64, 79, 80, 81, 97, 1000])
@pytest.mark.parametrize(
    "filler", [b"some words\n", b"some words ", b"c3VjaCBzb21l"], ids=["lines", "words", "one-word"]
)
def test_blocks_do_not_show(block: int, filler: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever blocks end, and on lines longer than a block, an original is noticed once, half a word never."""
    monkeypatch.setattr(_spans, "BLOCK", block)
    monkeypatch.setattr(_spans, "OVERLAP", 32)
    for ahead in range(0, 24, 3):
        gap = b"x" * ahead
        text = b"{SECRET:s3cret-one|x} %b%b :s3cret-one: %b xs3cret-one s3cret-onex\n" % (gap, filler * 9, filler * 9)
        source, edits = prepared(text)
        at = source.data.index(b":s3cret-one:") + 1

        assert [(at, at + 10)] == left(lambda s=source, e=edits: verified(s, e))  # type: ignore[misc]


@pytest.mark.parametrize("cap", [1, 2, 7, 1000])
def test_more_originals_than_are_held_at_once_are_all_sought(cap: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few originals fit, each is sought; what is left comes back in one list, also from decoded text."""
    monkeypatch.setattr(_originals, "CAP", cap)
    marked = b"".join(b"{SECRET:s3cret-%d|x}\n" % number for number in range(20))
    for codec in (Plain(), Wide()):
        source, edits = prepared(marked + b"s3cret-3\ns3cret-17\n", codec)
        found = left(lambda s=source, e=edits, c=codec: verified(s, e, rescan=lambda copy: scan(copy, codec=c)))  # type: ignore[misc]

        assert [codec.encode(b"s3cret-3"), codec.encode(b"s3cret-17")] == [source.data[low:high] for low, high in found]


def test_time_is_linear_in_edits() -> None:
    """Four times the edits take about four times the time: 100,000 of them seconds, not minutes."""

    def seconds(count: int) -> float:
        line = b"10:00:00 up {IP_ADDRESS:192.0.%d.%d|198.51.100.%d} and {HOSTNAME:core-%dx|dolu-kx}\n"
        source, edits = prepared(
            b"".join(line % (n // 200 % 250, n % 200, n % 200, n % 999) for n in range(count // 200))
        )
        unit, shift = source.data, source.size
        many = [
            one._replace(start=one.start + at, end=one.end + at, value_start=one.start + at, value_end=one.end + at)
            for at in range(0, shift * 100, shift)
            for one in edits
        ]
        whole = Bytes(unit * 100)
        copy = written(whole, many)
        begun = time.process_time()
        verified(whole, many, copy)
        return time.process_time() - begun

    assert seconds(100_000) < 10 * max(seconds(25_000), 0.05)


@pytest.mark.parametrize("broken", ["untouched", "changed", "absent", "parses"])
def test_nothing_of_a_value_is_said(broken: str) -> None:
    """Neither messages nor reprs hold an original or the text around it."""
    new = b"S3CRET-one" if broken == "changed" else b"zzz"
    source, edits = prepared(
        b"pass {SECRET:s3cret-one|%b} %b\n" % (new, b"s3cret-one" if broken == "absent" else b"quiet")
    )
    copy = Bytes(written(source, edits).data[:-1] + b"!") if broken == "untouched" else None
    error = refused(broken, lambda: verified(source, edits, copy, shape=lambda any_source: [b"%d" % id(any_source)]))

    said = repr(error) + str(error) + repr(getattr(error, "findings", ())) + repr(verified(*prepared(LOG)))
    assert not re.search("s3cret|pass|quiet|core-sw1|dolu|192", said, re.IGNORECASE)
