"""What the YAML lexer gives out, and the expressions that tell the tokens of YAML 1.2 apart."""

from __future__ import annotations

import enum
from typing import NamedTuple

from recognizers import lazy_re as re


class Sort(enum.Enum):
    """What an item is: a key, a value, a comment, or a name that YAML itself gives (anchor, alias, tag, directive)."""

    KEY = enum.auto()
    VALUE = enum.auto()
    COMMENT = enum.auto()
    NAME = enum.auto()


class Style(enum.Enum):
    """How a scalar is written."""

    PLAIN = enum.auto()
    SINGLE = enum.auto()
    DOUBLE = enum.auto()
    BLOCK = enum.auto()


class Item(NamedTuple):
    """Text [start, end) that is not structure; quotes and indicators are."""

    start: int
    end: int
    sort: Sort
    style: Style
    home: int
    """The entry (a key of a mapping) whose value it is or belongs to; 0 is the document."""
    indent: int = 0
    """Of a block scalar's lines."""
    sealed: bool = False
    """True where a tag says that all of it is secret or encoded: `!vault`, `!!binary`."""


class Entry(NamedTuple):
    """A key of a mapping: the path down to it, its own name, its mapping's number, the entry that the mapping is in."""

    label: str
    key: str
    mapping: int
    parent: int


class Open(NamedTuple):
    """An open block collection: its column, whether it is a mapping, its number, the entry its values belong to."""

    indent: int
    mapping: int
    """0 where it is a sequence."""
    home: int


BLANKS = re.compile(rb"[ \t]*")
LINE_END = re.compile(rb"[ \t]*(?:\r?\n|\r?\Z)")
NEXT_LINE = re.compile(rb"[^\n]*\n?")
COMMENT = re.compile(rb"#[^\r\n]*")
INDICATOR = re.compile(rb"[-?:](?=[ \t\r\n]|\Z)")
DOCUMENT = re.compile(rb"(?:---|\.\.\.)(?=[ \t\r\n]|\Z)")
PROPERTY = re.compile(rb"!<[^>\r\n]*>|[&!][^\s,\[\]{}]*")
ALIAS = re.compile(rb"\*[^\s,\[\]{}]+")
QUOTED = {
    34: re.compile(rb"\"((?:[^\"\\]|\\.)*+)\"", re.DOTALL),
    39: re.compile(rb"'((?:[^']|'')*+)'(?!')", re.DOTALL),
}
PLAIN = re.compile(rb"(?:[^ \t\r\n:#]|:(?![ \t\r\n]|\Z)|(?<![ \t\r\n])#|[ \t]++(?!#|\r?\n|\r?\Z|:(?:[ \t\r\n]|\Z)))++")
"""A plain scalar where a key may stand: up to `: ` or ` #`."""
PLAIN_REST = re.compile(rb"(?:[^ \t\r\n]|[ \t]++(?!#|\r?\n|\r?\Z))++")
"""A plain scalar behind its key: up to ` #`."""
PLAIN_FLOW = re.compile(
    rb"(?:[^ \t\r\n:#,\[\]{}]|:(?![ \t\r\n,\[\]{}]|\Z)|(?<![ \t\r\n])#|[ \t]++(?![\r\n#,\[\]{}]|\Z|:(?:[ \t\r\n,\[\]{}]|\Z)))++"
)
KEY_COLON = re.compile(rb"[ \t]*:(?=[ \t\r\n]|\Z)")
FLOW_COLON = re.compile(rb"[ \t]*:(?=[ \t\r\n,\[\]{}]|\Z)")
JSON_COLON = re.compile(rb"\s*:")
FLOW_GAP = re.compile(rb"[ \t\r\n,]*")
BLOCK_HEADER = re.compile(rb"[|>](?:([1-9])[+-]?|[+-]([1-9])?)?(?:[ \t]+(#[^\r\n]*)?|[ \t]*)\r?(?:\n|\Z)")
BLOCK_LINE = re.compile(rb"[A-Za-z_][\w./-]*:(?:[ \t]|\r?\n)|- ")
"""What shows that a flow collection was never closed: a line of a block one, not further in."""
SEALED = (b"!vault", b"!!binary", b"!<tag:yaml.org,2002:binary>", b"!encrypted")
