"""A lossless JSON lexer (RFC 8259): where every string, number and key stands, and the path that leads to it.

It checks the grammar as it goes.  Beyond RFC 8259 it takes several values in a row, `NaN` and `Infinity`, and control
characters other than line ends inside of strings.  Texts are fed in pieces; a token that a piece cuts off is left.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.codecs import JSON_STRING
from redactor.errors import FormatError, LimitError
from redactor.formats import _json_names as names

_SPACE = rb"[ \t\r\n]*+"
_STRING = rb'"([^"\\\r\n]*+(?:\\.[^"\\\r\n]*+)*+)"'
_LITERAL = rb"(-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?|true|false|null|NaN|-?Infinity)(?![\w.+-])"
_TOKEN = re.compile(
    _SPACE + rb"(?:" + _STRING + _SPACE + rb"(:)?|([][{},])|" + _LITERAL + rb")" + _SPACE,
)
_DELIMITER = re.compile(rb'[\s,:"{}\[\]]')
_SHORT = 3
"""Numbers of up to this many characters are structure: nothing that short singles anybody out."""
_LETTERS = 0x41

_WANT_VALUE, _WANT_KEY, _WANT_COMMA, _WANT_CLOSE = 1, 2, 4, 8

Span = tuple[int, int, str, int, int]
"""(start, end, label, sort, line) of a string's inside, a key's inside or a literal; half-open, in the text fed."""
STRING, KEY, _MARK, LITERAL = 1, 2, 3, 4
"""The sorts of span, which are the numbers of the token's last group."""


class Lexer:
    """Reads one stream of JSON values; raises `FormatError` where it is none, `LimitError` where it is too deep."""

    __slots__ = (
        "_deepest", "_key", "_label", "_labels", "_later", "_names", "_naming", "_objects", "_pairs", "_sealed", "_values", "_wants",
        "line", "sound",
    )  # fmt: skip

    def __init__(self, deepest: int, label: str = "", line: int = 1) -> None:
        self._deepest = deepest
        self._label = label
        self._labels: list[str] = []
        self._objects: list[bool] = []
        self._names: list[str] = []
        self._pairs: list[bool] = []
        self._key = ""
        self._naming = self._later = self._sealed = False
        self._values = 0
        self._wants = _WANT_VALUE
        self.line = line
        """1-based number of the line at which the next piece begins."""
        self.sound: tuple[int, list[Span]] = (0, [])
        """Of the last piece fed: where the last value in it ends, and its spans, of which some may lie behind that."""

    @property
    def complete(self) -> bool:
        """True where everything opened is closed, and there was something."""
        return not self._objects and self._values > 0

    def feed(self, text: bytes, *, last: bool) -> tuple[int, list[Span]]:
        """The spans of all tokens that `text` holds completely, and how many bytes of it they took.

        The rest is to be fed again, with more behind it; the `last` piece is taken to its end.
        """
        self.sound = (0, spans := list[Span]())
        position, counted, size, cut = 0, 0, len(text), False
        for token in _TOKEN.finditer(text):
            start, end = token.span()
            cut = start == position and end == size and not last
            if cut or start != position:
                break
            sort = token.lastindex or 0
            if (self._later or self._sealed) and not self._settled(text, token, sort, last=last):
                cut = True
                break
            if sort == _MARK:
                self._mark(text[token.start(_MARK)])
            else:
                low, high = token.span(1 if sort == KEY else sort)
                label = self._name(text[low:high]) if sort == KEY else self._scalar(text, low, high, sort)
                if high > low and (sort != LITERAL or (high - low > _SHORT and text[low] < _LETTERS)):
                    self.line += text.count(b"\n", counted, low)
                    counted = low
                    spans.append((low, high, label, sort, self.line))
            position = end
            if sort != KEY:
                self.sound = position, spans
        self.line += text.count(b"\n", counted, position)
        if position < size and not cut:
            _judge(text[position:].lstrip(b" \t\r\n"), last=last)
        return position, spans

    def _name(self, raw: bytes) -> str:
        if not self._wants & _WANT_KEY:
            raise FormatError("a name where JSON has none")
        self._wants = _WANT_VALUE
        above = self._labels[-1]
        key = JSON_STRING.decode(raw).decode("utf-8", "replace")
        self._key, self._naming = key, names.names_neighbour(key)
        self._later = not self._names[-1] and names.later(key)
        self._sealed = not self._names[-1] and names.sealed(key)
        self._label = names.label(above, key, self._names[-1], all_alike=self._pairs[-1])
        return self._label

    def _scalar(self, text: bytes, low: int, high: int, sort: int) -> str:
        """The label of a string or literal, which may name its neighbour."""
        label = self._value()
        if self._naming and sort == STRING:
            self._names[-1] = names.of(self._key, text[low:high]) or self._names[-1]
        elif self._pairs and self._pairs[-1] and not self._objects[-1]:
            label, self._names[-1] = self._of_pair(label, text[low:high] if sort == STRING else b"")
        self._naming = self._later = self._sealed = False
        return label

    def _settled(self, text: bytes, token: re.Match[bytes], sort: int, *, last: bool) -> bool:
        """Take the label from what follows, where that may tell; False where it is cut off."""
        if self._later and sort == STRING:
            return self._named_later(text, token.end(), last=last)
        if self._sealed and sort == _MARK:
            return self._named_sealed(text, token.start(_MARK), last=last)
        return True

    def _named_later(self, text: bytes, end: int, *, last: bool) -> bool:
        """Take the label from a neighbour that follows the string which ends at `end`; False where it is cut off."""
        name = names.behind(self._key, text, end, last=last)
        if name:
            self._label = names.label(self._labels[-1], self._key, name, all_alike=self._pairs[-1])
        return name is not None

    def _named_sealed(self, text: bytes, at: int, *, last: bool) -> bool:
        """Take the label of an object from the kind that follows it; False where it is cut off."""
        seals = names.seals(text, at, last=last)
        if seals:
            self._label = names.label(self._labels[-1], self._key, "Secret", all_alike=False)
        return seals is not None

    def _of_pair(self, label: str, raw: bytes) -> tuple[str, str]:
        """The label of a part of a pair, and what the next part is called."""
        name = self._names[-1]
        if not name:
            return label, names.named(raw)
        return names.label(label, "value", name, all_alike=names.alike(label)), name

    def _value(self) -> str:
        if not self._wants & _WANT_VALUE:
            raise FormatError("a value where JSON has none")
        self._values += 1
        self._wants = _WANT_COMMA | _WANT_CLOSE if self._objects else _WANT_VALUE
        return self._label

    def _mark(self, mark: int) -> None:
        if mark in b"{[":
            label = self._value()
            if len(self._objects) >= self._deepest:
                raise LimitError("JSON is nested deeper than allowed")
            self._pairs.append(self._paired(label, mark))
            self._labels.append(label)
            self._objects.append(mark == 0x7B)
            self._names.append("")
            self._naming = self._later = self._sealed = False
            self._wants = _WANT_CLOSE | (_WANT_KEY if mark == 0x7B else _WANT_VALUE)
        elif mark == 0x2C:
            if not self._wants & _WANT_COMMA:
                raise FormatError("a comma where JSON has none")
            self._label = self._labels[-1]
            self._wants = _WANT_KEY if self._objects[-1] else _WANT_VALUE
        else:
            if not self._wants & _WANT_CLOSE or self._objects[-1] != (mark == 0x7D):
                raise FormatError("a bracket where JSON has none")
            self._label = self._labels.pop()
            self._objects.pop()
            self._names.pop()
            self._pairs.pop()
            self._wants = _WANT_COMMA | _WANT_CLOSE if self._objects else _WANT_VALUE

    def _paired(self, label: str, mark: int) -> bool:
        """Whether what opens is a pair in a list of pairs, or an object whose values are cookies."""
        listed = bool(self._objects) and not self._objects[-1]
        if mark == 0x5B:
            return listed and names.pairs(label)
        return not listed and names.alike(label)


def _judge(rest: bytes, *, last: bool) -> None:
    """Raise `FormatError` where `rest` is no beginning of a token, or nothing will follow it."""
    if rest and (last or (b"\n" in rest if rest[0] == 0x22 else _DELIMITER.search(rest, 1))):
        raise FormatError("bytes that are no JSON")
