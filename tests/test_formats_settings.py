"""TOML and HCL: every letter is in a segment, values have the path of their tables or blocks, strings are whole."""

from __future__ import annotations

import json
import time
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import redactor
from redactor.codecs.quoted_lines import QUOTED_LINES
from redactor.errors import LimitError, WithheldError
from redactor.formats import hcl, toml
from redactor.limits import Limits
from redactor.model import MediaType, Nature, Segment
from redactor.source import BytesSource

STRUCTURE = b" \t\r\n\f\v\"'=:,.[](){}<>-~\\"
"""Bytes that may stand between segments, and the tags of here-documents."""


def read(data: bytes, name: str = "toml", encoding: str = "utf-8", limits: Limits | None = None) -> list[Segment]:
    media = MediaType("text", name, name, encoding, 1.0)
    return list((toml if name == "toml" else hcl).read(BytesSource(data, name), media, limits or Limits()))


def values(data: bytes, name: str = "toml") -> list[tuple[str, str]]:
    return [(segment.label, segment.text.decode()) for segment in read(data, name) if not segment.key]


def test_a_value_has_the_path_of_its_table_and_key() -> None:
    """Tables, arrays of tables, dotted and quoted keys, arrays over lines, inline tables; comments without a label."""
    assert [
        ("", "# c"),
        ("t", 'x"y'),
        ("s/a b/d/e", "1979-05-27T07:32:00Z"),
        ("s/a b/l", "p"),
        ("s/a b/l", "q"),
        ("s/a b/i/k", "v"),
        ("", "a\nb"),
        ("z/w", "x\\n"),
    ] == values(
        b"# c\nt = \"x\\\"y\"\n[s.\"a b\"]\nd.e = 1979-05-27T07:32:00Z\nl = [ 'p',\n  'q' ]\ni = { k = 'v' }\n"
        b"m = '''a\nb'''\n[[z]]\nw = 'x\\n'\n"
    )


def test_a_value_has_the_path_of_its_blocks() -> None:
    """Blocks with labels, objects with either separator, calls, templates, a variable's default under its name."""
    assert [
        ("variable/pw", "x"),
        ("resource/aws/web/tags/Name", "n"),
        ("resource/aws/web/tags/Env", "e"),
        ("resource/aws/web/f", "arg"),
        ("resource/aws/web/u", '${join("-", a)}/z'),
        ("", "    host a\n    b"),
        ("", "var.x"),
    ] == [
        pair
        for pair in values(
            b'variable "pw" { default = "x" }\nresource "aws" "web" {\n  tags = { Name = "n", Env: "e" }\n'
            b'  f = lower("arg")\n  u = "${join("-", a)}/z"\n  d = <<-EOT\n    host a\n    b\n  EOT\n  r = var.x\n}\n',
            "hcl",
        )
        if pair[1] != "lower"
    ]


def test_secrets_and_sentences_are_known() -> None:
    """All lines under a word for secrets are fields of it; comments that are sentences are prose."""
    comment, _, secret, old = read(b"# ask the duty officer first\npassword = '''a1\nb2'''\n# token = 'x1'\n")

    assert Nature.PROSE == comment.nature
    assert ["password", "password"] == [field.label for field in secret.fields]
    assert ["token"] == [field.label for field in old.fields]


@pytest.mark.parametrize("name", ["toml", "hcl"])
@given(text=st.text("ab=:\"'\\n[]{}(), #/*<-E\n.é$", max_size=60))
def test_any_text_is_covered(name: str, text: str) -> None:
    """Whatever it is: segments ascend and decode from their bytes; between them there are only marks and tags."""
    data, last, between = text.encode(), 0, b""
    for segment in read(data, name):
        assert last <= segment.start < segment.end
        assert segment.text == segment.codec.decode(data[segment.start : segment.end])
        between += data[last : segment.start]
        last = segment.end
    between += data[last:]
    if b"<<" not in data:
        assert not between.translate(None, STRUCTURE)


@given(st.binary(max_size=80), st.sampled_from(["toml", "hcl"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    """No input makes the reader fail otherwise than by withholding."""
    for encoding in ("utf-8", "utf-16-le", "cp1252"):
        try:
            read(data, name, encoding)
        except WithheldError:
            continue


LEAVES = st.one_of(st.text("abz\"'\\ \n{}é#=[]", max_size=10), st.integers(1000, 9999), st.booleans())
TABLES = st.dictionaries(
    st.text("abc_-", min_size=1, max_size=5), st.one_of(LEAVES, st.lists(LEAVES, max_size=3)), max_size=4
)


def strings(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [text for value in node.values() for text in strings(value)]
    if isinstance(node, list):
        return [text for value in node for text in strings(value)]
    return [node] if isinstance(node, str) and node else []


@given(TABLES, TABLES)
def test_strings_are_those_that_tomllib_reads(one: dict[str, Any], two: dict[str, Any]) -> None:
    """The same strings in the same order; JSON's spelling of strings, numbers and arrays is TOML's as well."""
    pairs = [
        [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in half.items()] for half in (one, two)
    ]
    data = "".join([*pairs[0], "[t_t]\n", *pairs[1]]).encode()

    assert strings(tomllib.loads(data.decode())) == [
        segment.text.decode() for segment in read(data) if not segment.key and segment.codec is QUOTED_LINES
    ]


@given(st.text(max_size=30))
def test_the_codec_decodes_what_it_encodes(text: str) -> None:
    """`decode(encode(t)) == t`, and lines stay lines."""
    raw = text.encode("utf-8", "surrogatepass")

    assert raw == QUOTED_LINES.decode(QUOTED_LINES.encode(raw))
    assert raw.count(b"\n") == QUOTED_LINES.encode(raw).count(b"\n")


def test_depth_is_limited() -> None:
    """Brackets nest to a limit."""
    read(b"a = " + b"[" * 30, limits=Limits(depth=30))
    with pytest.raises(LimitError):
        read(b"a = " + b"[" * 31, limits=Limits(depth=30))


@pytest.mark.parametrize(
    "unit", [b"a = 'b'\n", b'"', b"'''", b'"""', b"<<E\n", b"/*", b"[a]\n", b"a ", b'"${', b"a:", b"}"]
)
@pytest.mark.parametrize("name", ["toml", "hcl"])
def test_time_is_linear(unit: bytes, name: str) -> None:
    """Twice the input costs about twice the time."""

    def seconds(size: int) -> float:
        started = time.process_time()
        read(unit * (size // len(unit)), name, limits=Limits(depth=1 << 20))
        return time.process_time() - started

    assert min(seconds(40_000) for _ in range(2)) <= 4 * min(seconds(20_000) for _ in range(2)) + 0.05


def test_a_copy_parses_to_the_same_structure() -> None:
    """The same keys and types before and after, for tomllib."""
    data = b'[a]\nhost = "r1.example.com"\npassword = "x\\"\\\\y7\\u00e9"\nn = [1.5, 2024-01-01]\nm = """\nserial: FQ21X9\n"""\n'
    outcome = redactor.redact(data, filename="x.toml", names=False)
    before, after = (tomllib.loads(text.decode())["a"] for text in (data, outcome.data))

    assert [(key, type(value)) for key, value in before.items()] == [(key, type(value)) for key, value in after.items()]
    assert before["n"] == after["n"] and before["host"] != after["host"] and before["password"] != after["password"]
