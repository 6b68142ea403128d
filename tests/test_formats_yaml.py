"""YAML: every byte is in a segment or is structure, scalars are those that PyYAML reads, secrets are known by kind."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
import yaml as reference
from hypothesis import given
from hypothesis import strategies as st

import redactor
from recognizers.labels import SEALED, meaning
from redactor.codecs import PLAIN
from redactor.codecs.yaml_scalar import YAML_DOUBLE, YAML_SINGLE, YamlBlock
from redactor.errors import LimitError, WithheldError
from redactor.formats import _embedded, yaml
from redactor.limits import Limits
from redactor.model import Codec, MediaType, Nature, Segment
from redactor.source import BytesSource

STRUCTURE = b" \t\r\n-?:,[]{}'\"|>+.0123456789"
"""Bytes that may stand between segments; digits are indentation indicators."""
STYLES: tuple[str | None, ...] = (None, "'", '"', "|", ">")


def read(data: bytes, encoding: str = "utf-8", limits: Limits | None = None) -> list[Segment]:
    media = MediaType("text", "yaml", "yaml", encoding, 1.0)
    return list(yaml.read(BytesSource(data, "x.yaml"), media, limits or Limits()))


def values(data: bytes) -> list[tuple[str, str]]:
    return [(segment.label, segment.text.decode()) for segment in read(data) if not segment.key]


def scalars(data: bytes) -> list[bytes]:
    """The texts of keys and values without blanks, which folding changes."""
    found = [segment for segment in read(data) if segment.text[:1] not in b"#" and segment.text]
    return [text for segment in found if (text := re.sub(rb"\s+", b"", segment.text))]


def judged(data: bytes) -> list[bytes]:
    """What PyYAML says of the same."""
    events = reference.parse(data.decode())
    texts = [event.value.encode() for event in events if isinstance(event, reference.ScalarEvent)]
    return [text for raw in texts if (text := re.sub(rb"\s+", b"", raw))]


def test_a_scalar_has_the_path_of_its_keys() -> None:
    """Block and flow, sequences left out, quotes off, comments and names without a label."""
    assert [
        ("", "# by alice"),
        ("a/b", "one"),
        ("a/c d", "it's"),
        ("a/list", "x"),
        ("a/list/y", "1000"),
        ("flow/k", "v\tw"),
        ("flow", "z"),
        ("", "&here"),
        ("anchor", "val"),
        ("", "*here"),
    ] == values(
        b"# by alice\na:\n  b: one\n  'c d': 'it''s'\n  list:\n  - x\n  - y: 1000\n"
        b'flow: [{k: "v\\tw"}, z]\nanchor: &here val\nalias: *here\n'
    )


def test_lines_that_belong_together_are_one_segment() -> None:
    """Folded plain and quoted scalars keep their line ends; a block's indentation is structure."""
    assert [("p", "one\n  two"), ("q", "a\n  b"), ("", "l1\n  l2\n\nl3"), ("last", "x")] == values(
        b"p: one\n  two\nq: 'a\n  b'\nb: |2-\n  l1\n    l2\n\n  l3\n\nlast: x\n"
    )


def test_neighbours_tell_what_a_value_is() -> None:
    """`value` goes by the `name` beside it, in any order; assignments in a scalar have a field."""
    assert ("env/DB_PASSWORD", "x") in values(b"env:\n- value: x\n  name: DB_PASSWORD\n")
    assert ("env/A", "y") in values(b"env: [{name: A, value: y}]\n")
    segment = read(b"environment:\n- DB_PASSWORD=abc\n")[-1]

    assert [("environment/DB_PASSWORD", b"abc")] == [(f.label, segment.text[f.start : f.end]) for f in segment.fields]


SECRETS = [
    b"data:\n  a: dHJ1ZQ==\nkind: Secret\n",
    b"kind: Secret\nstringData: {a: 'true'}\n",
    b"kind: List\nitems:\n- data:\n    a: |\n      12\n  kind: Secret\n",
    b"x: {kind: Secret, data: {a: password}}\n",
    b"a: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n",
    b"a: !!binary c2VjcmV0\n",
    b"kind: ConfigMap\nbinaryData: {a: c2VjcmV0}\n",
    b'meta: \'{"kind": "Secret", "data": {"a": "info"}}\'\n',
]


@pytest.mark.parametrize("data", SECRETS)
def test_what_is_sealed_is_secret_whatever_it_says(data: bytes) -> None:
    """Data of a Kubernetes Secret (the kind may follow it), vaults and binaries: a word as harmless as `true` too."""
    found = [segment for segment in read(data) if not segment.key]
    labels = {label for s in found for label in (s.label, *(field.label for field in s.fields))}
    sealed = [label for label in labels if label.endswith(_embedded.SEALED)]

    assert 1 == len(sealed)
    told = meaning(sealed[0])
    assert told is not None and ("SECRET", True) == (told.entity, told.whole)


def test_nothing_else_is_sealed() -> None:
    """A ConfigMap's data, and what stands beside a Secret in a list, is data like any other."""
    data = b"- {kind: ConfigMap, data: {a: b}}\n- {kind: Secret, type: x}\n- {kind: Pod, data: {c: d}}\n"

    assert not any(SEALED in segment.label for segment in read(data))


def test_people_write_comments_and_descriptions() -> None:
    """Sentences are prose; settings that were commented out are fields."""
    one, _, two, three = read(b"# call the duty officer first\ndescription: run by our night shift\n# password: x1\n")

    assert [Nature.PROSE, Nature.PROSE, Nature.MACHINE] == [one.nature, two.nature, three.nature]
    assert ["password"] == [field.label for field in three.fields]


def test_segments_are_places_in_the_source() -> None:
    """With a byte order mark, CRLF, UTF-16 and code page 1252: segments decode from their own bytes and know the line."""
    text = "a: 'ö'\r\nb: |\r\n  x\r\n  y\r\n# ü\r\n"
    for encoding, mark in (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("cp1252", b"")):
        data = mark + text.encode({"utf-8-sig": "utf-8"}.get(encoding, encoding))
        found = read(data, encoding)

        assert ["a", "ö", "b", "x\r\ny", "# ü"] == [segment.text.decode() for segment in found]
        assert [1, 1, 2, 3, 5] == [segment.line for segment in found]
        assert all(s.text == s.codec.decode(data[s.start : s.end]) for s in found)


@given(st.text("ab:#- \n'\"|>{}[],&*!?%@\\~é\t.0", max_size=60))
def test_any_text_is_covered(text: str) -> None:
    """Whatever it is: segments ascend, and between them there is nothing but blanks, indicators and quotes."""
    data = text.encode()
    last = 0
    for segment in read(data):
        assert last <= segment.start < segment.end
        assert not data[last : segment.start].translate(None, STRUCTURE)
        last = segment.end

    assert not data[last:].translate(None, STRUCTURE)


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No input makes the reader fail otherwise than by withholding."""
    for encoding in ("utf-8", "utf-16-le", "cp1252"):
        try:
            found = read(data, encoding)
        except WithheldError:
            continue
        assert all(segment.text == segment.codec.decode(data[segment.start : segment.end]) for segment in found)


LEAVES = st.one_of(st.text("abz:#-'\"\\ \n{}é,&*!|>%@", max_size=12), st.integers(), st.booleans(), st.none())
KEYS = st.text("abc d.-'\"é:", min_size=1, max_size=6)
DOCUMENTS = st.recursive(
    LEAVES, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)), max_leaves=8
)


@given(DOCUMENTS, st.sampled_from(STYLES), st.sampled_from([None, True, False]), st.booleans(), st.integers(2, 6))
def test_scalars_are_those_that_pyyaml_reads(
    document: Any, style: str | None, flow: bool | None, starts: bool, indent: int
) -> None:
    """In every style of writing, keys and values are the same texts in the same order."""
    data = reference.safe_dump(
        document, default_style=style, default_flow_style=flow, explicit_start=starts, indent=indent, allow_unicode=True
    ).encode()
    names = (b"#", b"!!", b"&", b"*id")
    judgement = [text for text in judged(data) if not text.startswith(names)]

    assert judgement == [text for text in scalars(data) if not text.startswith(names)]


@given(DOCUMENTS, st.sampled_from(STYLES), st.text("abcdef.12", min_size=1, max_size=9))
def test_a_value_can_be_replaced_in_place(document: Any, style: str | None, new: str) -> None:
    """Writing a word over any quoted or block value changes that scalar and no other, for PyYAML as well."""
    data = reference.safe_dump(document, default_style=style, allow_unicode=True).encode()
    for segment in read(data):
        if segment.codec is not PLAIN and not segment.key:
            copy = data[: segment.start] + segment.codec.encode(new.encode()) + data[segment.end :]
            before, after = judged(data), judged(copy)
            assert new.encode() in after
            assert sorted(set(after) - set(before)) in ([], [new.encode()])


CODECS = [YAML_SINGLE, YAML_DOUBLE, YamlBlock(0), YamlBlock(3)]


@pytest.mark.parametrize("codec", CODECS, ids=["single", "double", "block-0", "block-3"])
@given(text=st.text(max_size=30))
def test_codecs_decode_what_they_encode(codec: Codec, text: str) -> None:
    """`decode(encode(t)) == t`."""
    raw = text.encode("utf-8", "surrogatepass")

    assert raw == codec.decode(codec.encode(raw))


@pytest.mark.parametrize("codec", CODECS, ids=["single", "double", "block-0", "block-3"])
@given(parts=st.lists(st.sampled_from(["a", "é", "''", "\\n", "\\x41", "\\u00e9", "\\U0001F600", "\n   ", "\n"])))
def test_locate_finds_each_character(codec: Codec, parts: list[str]) -> None:
    """For every offset of a character in the text: the raw bytes before it decode to the text before it."""
    raw = "".join(parts).encode()
    text = codec.decode(raw)
    offsets = [at for at in range(len(text) + 1) if at == len(text) or text[at] & 0xC0 != 0x80]
    places = codec.locate(raw, offsets)

    assert places == sorted(places) and places[0] == 0 and places[-1] == len(raw)
    assert [text[:at] for at in offsets] == [codec.decode(raw[:place]) for place in places]


def test_limits_hold() -> None:
    """Deep nesting in either form and too large a file raise `LimitError`; at the limit all is well."""
    for deep in (b"- " * 40 + b"x", b"[" * 40, b"a: " + b"{a: " * 39):
        assert read(deep, limits=Limits(depth=40)) != [] or deep.startswith(b"[")
        with pytest.raises(LimitError):
            read(deep, limits=Limits(depth=39))
    with pytest.raises(LimitError):
        read(b"a: b\n" * 100, limits=Limits(line_bytes=100))


def test_an_alias_bomb_is_as_small_as_it_looks() -> None:
    """Aliases are names: nine levels of nine are a hundred segments, not a billion."""
    levels = [b"l0: &l0 x"] + [b"l%d: &l%d [%s]" % (n, n, b", ".join([b"*l%d" % (n - 1)] * 9)) for n in range(1, 10)]

    assert 102 == len(read(b"\n".join(levels)))


@pytest.mark.parametrize(
    "unit", [b"- a\n", b"a: b\n", b"'", b'"\\"', b"{", b"[a, ", b"a\n ", b"- - ", b"| \n", b"? a\n", b"&a ", b"# \n"]
)
def test_time_is_linear(unit: bytes) -> None:
    """Twice the input costs about twice the time."""

    def seconds(size: int) -> float:
        started = time.process_time()
        read(unit * (size // len(unit)), limits=Limits(depth=1 << 20))
        return time.process_time() - started

    assert min(seconds(60_000) for _ in range(2)) <= 4 * min(seconds(30_000) for _ in range(2)) + 0.05


def test_a_copy_parses_to_the_same_structure() -> None:
    """The same keys, types and lengths of lists before and after, and Secrets that still are base64."""
    data = (
        b"kind: Secret\ndata:\n  a: QWJjK2RlZi8=\n  b: ab+/\n  c: dHJ1ZQ==\nhost: {name: db1.example.com, port: 22}\n"
        b"list: ['192.0.2.7', \"mac 02:00:5e:00:53:01\", 3, true, null]\n---\n- hostname: core-sw1\n  n: 1.5\n"
    )
    outcome = redactor.redact(data, filename="x.yaml", names=False)

    def shape(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: shape(value) for key, value in node.items()}
        return [shape(item) for item in node] if isinstance(node, list) else type(node)

    before, after = ([*reference.safe_load_all(text)] for text in (data, outcome.data))
    assert shape(before) == shape(after)
    assert before[0]["list"][2:] == after[0]["list"][2:] and before[0]["host"]["port"] == 22
    assert all(before[0]["data"][key] != after[0]["data"][key] for key in "abc")
    assert all(re.fullmatch(r"[A-Za-z0-9+/]+=*", value) for value in after[0]["data"].values())
