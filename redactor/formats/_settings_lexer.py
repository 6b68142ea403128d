"""TOML and HCL: keys, values, comments and blocks with the path that leads to them; the two share most of their form.

    [servers.alpha]              resource "aws_instance" "web" {
    ip = "192.0.2.1"               ami = "ami-1"                     resource/aws_instance/web/ami → ami-1
    dns = ["a", "b"]               tags = { Name = "x" }             …/tags/Name → x
                                 }
It forgives: what fits no rule is a value without a key, so that every letter is in some item.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import NamedTuple

from recognizers import lazy_re as re
from redactor.errors import LimitError


class Sort(enum.Enum):
    """What an item is."""

    KEY = enum.auto()
    VALUE = enum.auto()
    WORD = enum.auto()
    """A bare word: a number, a date, a reference, an operator's operand."""
    COMMENT = enum.auto()
    BODY = enum.auto()
    """The lines of a here-document or of a string over several lines, as they are."""


class Item(NamedTuple):
    """Text [start, end) that is not structure; `escaped` where backslashes are escapes."""

    start: int
    end: int
    sort: Sort
    label: str
    escaped: bool = False


class _Frame(NamedTuple):
    """An open bracket: what closes it, and the path of what is in it; `keyed` where there are keys in it."""

    closer: bytes
    label: str
    keyed: bool


_TOKEN = re.compile(
    rb"(?P<blank>[ \t\r\f\v]++|\\?\n)"
    rb"|(?P<comment>#[^\r\n]*|//[^\r\n]*|/\*.*?(?:\*/|\Z))"
    rb"|<<[-~]?[ \t]*\"?(?P<tag>[A-Za-z_]\w*)\"?[ \t]*\r?\n"
    rb"|\"\"\"(?P<lines>(?:[^\"\\]|\\.|\"(?!\"\"))*+\"{0,2})\"\"\"|'''(?P<raw>(?:[^']|'(?!''))*+'{0,2})'''"
    rb"|\"(?P<string>(?:[^\"\\$\n]|\\.|\$(?!\{)|\$\{[^{}\"\n]*+(?:\"[^\"\n]*+\"[^{}\"\n]*+)*+\}|\$)*+)\""
    rb"|'(?P<literal>[^'\n]*+)'"
    rb"|(?P<mark>[][{}()=:,])"
    rb"|(?P<word>[^\s\"'#\[\]{}()=:,]++(?::++[^\s\"'#\[\]{}()=:,]++)*+|[\"'])",
    re.DOTALL,
)
_TABLE = re.compile(rb"[ \t]*\[{1,2}([^\[\]\r\n#]+)\]{1,2}[ \t]*(?=#|\r?\n|\r?\Z)")
_PART = re.compile(rb"\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|([^\s.\"']+)")
_CLOSER = {b"{": b"}", b"[": b"]", b"(": b")"}
_OUTER = re.compile(r"/(?:default|value)$")
_KIND = re.compile(r"^(?:variable|output|env|environment|parameter|input)/")
LONGEST = 128


class Lexer:
    """Reads one text; `tables` where lines in brackets are headings (TOML)."""

    def __init__(self, text: bytes, deepest: int, *, tables: bool) -> None:
        self._text = text
        self._deepest = deepest
        self._tables = tables
        self._table = ""
        self._frames: list[_Frame] = []
        self._waiting: list[Item] = []
        self._key: str | None = None
        self._items: list[Item] = []

    def items(self) -> Iterator[Item]:
        """All items in order."""
        text, at, fresh = self._text, 0, True
        while at < len(text):
            table = _TABLE.match(text, at) if fresh and self._tables and not self._frames else None
            if table:
                self._heading(table)
                at = table.end()
            token = _TOKEN.match(text, at)
            if token is None:
                at += 1
                continue
            at = self._take(token)
            fresh = token[0] == b"\n" or (fresh and token.lastgroup == "blank")
            yield from self._items
            self._items.clear()
        self._settle()
        yield from self._items

    def _take(self, token: re.Match[bytes]) -> int:
        """One token; where the next begins."""
        kind, (start, end) = token.lastgroup or "", token.span()
        if kind == "comment":
            self._settle()
            self._items.append(Item(start, end, Sort.COMMENT, self._path()))
        elif kind == "tag":
            return self._heredoc(token)
        elif kind in ("lines", "raw"):
            self._put(Item(*token.span(kind), Sort.BODY, "", kind == "lines"))
        elif kind in ("string", "literal"):
            self._put(Item(*token.span(kind), Sort.VALUE, "", kind == "string"))
        elif kind == "word":
            self._put(Item(start, end, Sort.WORD, ""))
        elif kind == "mark":
            self._mark(token[0])
        elif token[0] == b"\n" and (not self._frames or self._frames[-1].keyed):
            self._settle()
        return end

    def _put(self, item: Item) -> None:
        """A word or string: a value where a key was, else it waits for what follows."""
        frame = self._frames[-1] if self._frames else None
        if self._key is not None or (frame and not frame.keyed):
            label = self._key if self._key is not None else self._path()
            if item.end > item.start:
                self._items.append(item._replace(label=_outer(label)))
        else:
            self._waiting.append(item)

    def _mark(self, mark: bytes) -> None:
        if mark in b"=:":
            if self._waiting and self._key is None:
                self._key = self._named()
        elif mark == b",":
            self._settle()
        elif mark in b"{[(":
            if len(self._frames) >= self._deepest:
                raise LimitError("settings are nested deeper than allowed")
            label = self._key if self._key is not None else self._named()
            self._frames.append(_Frame(_CLOSER[mark], label, mark == b"{"))
            self._key = None
        else:
            self._settle()
            if any(frame.closer == mark for frame in self._frames[-3:]):
                while self._frames.pop().closer != mark:
                    pass
            self._key = self._path() if self._frames and not self._frames[-1].keyed else None

    def _named(self) -> str:
        """The path down to what the waiting words and strings name; they are keys."""
        label = self._path()
        for item in self._waiting:
            raw = self._text[item.start : min(item.end, item.start + LONGEST)]
            parts = [raw] if item.sort is not Sort.WORD else [part[0] for part in _PART.finditer(raw)]
            for part in parts:
                shown = part.decode("utf-8", "replace").replace("/", " ")
                label = f"{label}/{shown}" if label else shown
        self._items += [item._replace(sort=Sort.KEY, label=label) for item in self._waiting if item.end > item.start]
        self._waiting.clear()
        return label

    def _settle(self) -> None:
        """A statement ends; words that named nothing are values."""
        path = self._path()
        self._items += [item._replace(label=path) for item in self._waiting if item.end > item.start]
        self._waiting.clear()
        self._key = None

    def _path(self) -> str:
        return self._frames[-1].label if self._frames else self._table

    def _heading(self, table: re.Match[bytes]) -> None:
        self._settle()
        parts = []
        for part in _PART.finditer(table[1]):
            group = part.lastindex or 0
            start = table.start(1) + part.start(group)
            parts.append(part[group][:LONGEST].decode("utf-8", "replace").replace("/", " "))
            if part[group]:
                self._items.append(Item(start, start + len(part[group]), Sort.KEY, "/".join(parts), group == 1))
        self._table = "/".join(parts)

    def _heredoc(self, token: re.Match[bytes]) -> int:
        """The lines up to the one that holds the tag alone; to the end where there is none."""
        close = re.compile(rb"^[ \t]*" + token["tag"] + rb"[ \t]*\r?$", re.MULTILINE).search(self._text, token.end())
        stop = close.start() if close else len(self._text)
        body = self._text[token.end() : stop].rstrip()
        self._put(Item(token.end(), token.end() + len(body), Sort.BODY, ""))
        return close.end() if close else len(self._text)


def _outer(label: str) -> str:
    """The default of a variable goes by the variable's name."""
    return _OUTER.sub("", label) if _KIND.match(label) else label
