"""Laws of the INI-like format: every byte is in a segment or known structure, and every value has its label."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.errors import LimitError
from redactor.formats import ini
from redactor.limits import Limits
from redactor.model import Field, MediaType, Nature, Segment
from redactor.source import BytesSource

_LIMITS = Limits()
_ENCODINGS = ["utf-8-sig", "utf-16", "cp1252"]
_LINES = st.sampled_from(
    ["[section]", "[a b] ; note", "key = value", 'KEY="va lue"', "export A='b'", "name: text", "; a few more words",
     "#x", "#old=value", "  continued", "path=C:\\x\\", "odd line", "", "=", "[", "\"", "k=\"open", "é=ü", "a=b # c",
     "\\", "k=", '"Reg"="x"', "set B=c", "! note", "// note"]
)  # fmt: skip
_STRUCTURE = re.compile(rb"(?:[\s=:+?\[\]\"'#;!/\\]|export|set)*")


def _read(text: str, encoding: str = "utf-8", limits: Limits = _LIMITS) -> list[Segment]:
    source = BytesSource(text.encode(encoding), "name")
    return list(ini.read(source, MediaType("ini", "ini", "x", encoding, 1.0), limits))


def _shown(text: str) -> list[tuple[str, str]]:
    return [(segment.label, segment.text.decode()) for segment in _read(text) if not segment.key]


@given(st.lists(_LINES, max_size=10), st.sampled_from(["\n", "\r\n"]), st.sampled_from(_ENCODINGS))
def test_every_byte_is_known(lines: list[str], newline: str, encoding: str) -> None:
    """Segments are ordered and decode to their text; only blanks, separators, quotes and marks lie between them."""
    text = newline.join(lines)
    data = text.encode(encoding)
    media = MediaType("ini", "ini", "x", {"utf-16": "utf-16-le"}.get(encoding, encoding), 1.0)

    found = list(ini.read(BytesSource(data, "name"), media, Limits()))

    between, last = [], {"utf-8-sig": 3, "utf-16": 2}.get(encoding, 0)
    for segment in found:
        assert last <= segment.start < segment.end
        assert segment.text == segment.codec.decode(data[segment.start : segment.end])
        assert segment.line == 1 + segment.codec.decode(data[: segment.start]).count(b"\n")
        between.append(data[last : segment.start])
        last = segment.end
    between.append(data[last:])
    assert _STRUCTURE.fullmatch(b"".join(between).replace(b"\0", b""))


def test_values_have_section_and_key() -> None:
    """The label is `section/key`; quotes, `export` and white space around the value are structure."""
    text = "top = 1\n[main]\nhost : srv.example.com\nexport TOKEN='a b'\nDisplay Name=\"x\"\n[b]\nk=\nz=y  \n"

    assert [
        ("top", "1"), ("main/host", "srv.example.com"), ("main/TOKEN", "a b"), ("main/Display Name", "x"), ("b/z", "y")
    ] == _shown(text)  # fmt: skip


def test_names_are_segments() -> None:
    """Sections and keys may hold names of people and hosts, so they are segments that say they are names."""
    found = [segment for segment in _read('[host "srv.example.com"]\nuser.jane = x\n') if segment.key]

    assert ['host "srv.example.com"', "user.jane"] == [segment.text.decode() for segment in found]


def test_values_go_on() -> None:
    """A backslash or an indented line continues a value under the same label; a new key ends it."""
    text = "opts = -a \\\n  -b \\\n  -c\nlist = x\n    y\n\n  z\npath = C:\\dir\\\nnext = 1\n"

    assert [
        ("opts", "-a"), ("opts", "-b"), ("opts", "-c"), ("list", "x"), ("list", "y"), ("", "z"), ("path", "C:\\dir"),
        ("next", "1"),
    ] == _shown(text)  # fmt: skip


def test_quotes_may_hold_lines() -> None:
    """A quoted value over several lines is one segment, but a stray quote does not swallow other settings."""
    block = "-----BEGIN TEST KEY-----\nAbC==\n-----END TEST KEY-----"

    assert [("KEY", block), ("B", "c")] == _shown(f'KEY="{block}"\nB=c\n')
    assert [("a", '"tis'), ("b", "c"), ("d", '"')] == _shown('a="tis\nb=c\nd="\n')


def test_comments_are_read() -> None:
    """Comments are segments, prose where they read like that; a value that was commented out keeps its label."""
    found = _read("[s]\n# Ask our admin about this server\n;password = hunter2\n#---\n# -> x\nk = v\n")

    assert [
        ("", "Ask our admin about this server", Nature.PROSE), ("s/password", "hunter2", Nature.MACHINE),
        ("", "---", Nature.MACHINE), ("", "-> x", Nature.MACHINE), ("s/k", "v", Nature.MACHINE),
    ] == [(each.label, each.text.decode(), each.nature) for each in found if not each.key]  # fmt: skip


def test_unit_environments_have_fields() -> None:
    """Variables that a systemd unit sets are fields with their own name."""
    (_, _, value) = _read('[Service]\nEnvironment=TOKEN=abc "NAME=a b"\n')

    assert (Field(6, 9, "Service/Environment/TOKEN"), Field(16, 19, "Service/Environment/NAME")) == value.fields


def test_settings_have_a_limit() -> None:
    """A file that is too large to be read as a whole is refused."""
    with pytest.raises(LimitError):
        _read("a=b\n" * 10, limits=Limits(line_bytes=39))
