"""A lossless YAML lexer: where every scalar, key, comment and name stands, and the path of keys that leads to it.

    lines ──indentation──► open collections ──► node: properties, then quoted | plain | block | flow | alias
It forgives: templates, damaged and cut off documents are read line by line, and what no rule fits is a plain value, so
that every byte but blanks and indicators is in some item.  Aliases are names, never expanded.
"""

from __future__ import annotations

from collections.abc import Iterator

from recognizers import lazy_re as re
from redactor.errors import LimitError
from redactor.formats import _yaml_items as forms
from redactor.formats._yaml_flow import Flow
from redactor.formats._yaml_items import Entry, Item, Open, Sort, Style
from redactor.formats._yaml_nodes import Nodes, block_body, quoted


class Lexer:
    """Reads one text of YAML documents; raises `LimitError` where it is nested deeper than `deepest`."""

    __slots__ = ("_deepest", "_explicit", "_items", "_nodes", "_open", "_sealed", "_text")

    def __init__(self, text: bytes, deepest: int) -> None:
        self._text = text
        self._deepest = deepest
        self._nodes = Nodes(text)
        self._items: list[Item] = []
        self._open: list[Open] = []
        self._explicit = -1
        self._sealed = False

    @property
    def entries(self) -> list[Entry]:
        """All keys that were read so far; the first stands for the document."""
        return self._nodes.entries

    def items(self) -> Iterator[Item]:
        """All items in order."""
        text, position, size = self._text, 0, len(self._text)
        while position < size:
            at = _end(forms.BLANKS, text, position)
            line = position
            if end := forms.LINE_END.match(text, at):
                position = end.end()
            elif at == position and text[at] in b"-.%" and (marker := self._marker(at)) >= 0:
                position = self._node(marker, line) if not forms.LINE_END.match(text, marker) else self._next(marker)
            elif text[at] == 35:
                position = self._comment(at)
            else:
                position = self._line(at, line)
            yield from self._items
            self._items.clear()

    def _marker(self, at: int) -> int:
        """Behind a document marker or a directive; -1 where there is none."""
        text = self._text
        if text[at] == 37:
            end = _end(forms.PLAIN_REST, text, at)
            self._add(at, end, Sort.NAME)
            return end
        marker = forms.DOCUMENT.match(text, at)
        if marker is None:
            return -1
        self._open.clear()
        self._explicit, self._sealed = -1, False
        self._nodes.document()
        return _end(forms.BLANKS, text, marker.end())

    def _line(self, at: int, line: int) -> int:
        """The indicators at the beginning of a line, and the node behind them; the next line's offset."""
        text = self._text
        while indicator := forms.INDICATOR.match(text, at):
            if text[at] == 45:
                self._sequence(at - line)
            else:
                self._mapping(at - line)
                self._explicit = at - line if text[at] == 63 else -1
            at = _end(forms.BLANKS, text, indicator.end())
            if forms.LINE_END.match(text, at):
                return self._next(at)
        return self._node(at, line)

    def _node(self, at: int, line: int) -> int:
        """A node where a key may stand."""
        text, column = self._text, at - line
        at = self._properties(at)
        if forms.LINE_END.match(text, at) or text[at] in b"|>[{#":
            return self._value(at)
        start, end, style, after = self._scalar(at, forms.PLAIN)
        colon = forms.KEY_COLON.match(text, after)
        if colon is None and self._explicit < 0:
            return self._whole(start, end, style, after)
        column = column if colon is not None else self._explicit
        self._explicit = -1
        mapping = self._mapping(column)
        home = self._nodes.key(mapping.mapping, start, end, style)
        self._open[-1] = mapping._replace(home=home)
        self._add(start, end, Sort.KEY, style)
        return self._value(_end(forms.BLANKS, text, colon.end())) if colon else self._rest(after)

    def _value(self, at: int) -> int:
        """A node that is no key: the next line's offset."""
        text = self._text
        at = self._properties(at)
        if forms.LINE_END.match(text, at):
            return self._next(at)
        if text[at] == 35:
            return self._comment(at)
        if text[at] in b"|>" and (header := forms.BLOCK_HEADER.match(text, at)):
            if header[3]:
                self._add(*header.span(3), Sort.COMMENT)
            number = header[1] or header[2]
            start, end, indent, after = block_body(text, header.end(), self._column(), int(number) if number else 0)
            if start < end:
                self._add(start, end, Sort.VALUE, Style.BLOCK, indent)
            self._sealed = False
            return after
        if text[at] in b"[{":
            flow = Flow(text, self._nodes, self._deepest, self._column(), len(self._open))
            after = flow.read(at, self._home())
            self._items += [item._replace(sealed=self._sealed) for item in flow.items]
            return self._rest(after)
        return self._whole(*self._scalar(at, forms.PLAIN_REST))

    def _whole(self, start: int, end: int, style: Style, after: int) -> int:
        """A scalar that is no key; a plain one goes on over lines that are further in."""
        alias = style is Style.PLAIN and forms.ALIAS.fullmatch(self._text, start, end)
        if style is Style.PLAIN and not alias:
            end = after = self._continued(end)
        self._add(start, end, Sort.NAME if alias else Sort.VALUE, style)
        self._sealed = False
        return self._rest(after)

    def _continued(self, end: int) -> int:
        """Where a plain scalar that reaches `end` on its line really ends."""
        text, column = self._text, self._column()
        while line := forms.LINE_END.match(text, end):
            at = line.end()
            while (blank := forms.LINE_END.match(text, at)) and blank.end() > at:
                at = blank.end()
            first = _end(forms.BLANKS, text, at)
            if first >= len(text) or first - at <= column or text[first] == 35 or forms.DOCUMENT.match(text, at):
                break
            plain = forms.PLAIN.match(text, first)
            if plain is None or forms.KEY_COLON.match(text, plain.end()) or text[first] in b"{[":
                break
            end = plain.end()
        return end

    def _scalar(self, at: int, plain: re.Pattern[bytes]) -> tuple[int, int, Style, int]:
        """(start, end, style, where it ends with its quotes) of the scalar at `at`."""
        text = self._text
        if text[at] in forms.QUOTED and (found := quoted(text, at)):
            return found
        pattern = forms.ALIAS if text[at] == 42 and plain is forms.PLAIN else plain
        match = pattern.match(text, at) or forms.PLAIN_REST.match(text, at)
        end = match.end() if match else at + 1
        return at, end, Style.PLAIN, end

    def _properties(self, at: int) -> int:
        """Anchors and tags before a node; where the node itself begins."""
        while at < len(self._text) and self._text[at] in b"&!":
            match = forms.PROPERTY.match(self._text, at)
            end = match.end() if match else at + 1
            self._sealed = self._sealed or self._text[at:end] in forms.SEALED
            self._add(at, end, Sort.NAME)
            at = _end(forms.BLANKS, self._text, end)
        return at

    def _rest(self, at: int) -> int:
        """What follows a node on its line: nothing, a comment, or what no rule of YAML fits."""
        text = self._text
        at = _end(forms.BLANKS, text, at)
        if colon := forms.KEY_COLON.match(text, at):
            at = _end(forms.BLANKS, text, colon.end())
        if forms.LINE_END.match(text, at):
            return self._next(at)
        if text[at] == 35:
            return self._comment(at)
        match = forms.PLAIN_REST.match(text, at)
        end = match.end() if match else at + 1
        self._add(at, end, Sort.VALUE)
        return self._rest(end)

    def _comment(self, at: int) -> int:
        end = _end(forms.COMMENT, self._text, at)
        self._add(at, end, Sort.COMMENT)
        return self._next(end)

    def _next(self, at: int) -> int:
        return _end(forms.NEXT_LINE, self._text, at)

    def _add(self, start: int, end: int, sort: Sort, style: Style = Style.PLAIN, indent: int = 0) -> None:
        if end > start:
            sealed = self._sealed and sort is Sort.VALUE
            self._items.append(Item(start, end, sort, style, self._home(), indent, sealed))

    def _home(self) -> int:
        return self._open[-1].home if self._open else self._nodes.root

    def _column(self) -> int:
        return self._open[-1].indent if self._open else -1

    def _sequence(self, column: int) -> None:
        """A sequence has an entry at `column`."""
        while self._open and self._open[-1].indent > column:
            self._open.pop()
        if not self._open or self._open[-1].mapping or self._open[-1].indent < column:
            self._push(Open(column, 0, self._home()))

    def _mapping(self, column: int) -> Open:
        """The mapping that has a key at `column`, which is the innermost open collection then."""
        opened = self._open
        while opened and (opened[-1].indent > column or (opened[-1].indent == column and not opened[-1].mapping)):
            opened.pop()
        if not opened or opened[-1].indent < column:
            self._push(Open(column, self._nodes.mapping(self._home()), self._home()))
        return opened[-1]

    def _push(self, collection: Open) -> None:
        if len(self._open) >= self._deepest:
            raise LimitError("YAML is nested deeper than allowed")
        self._open.append(collection)


def _end(pattern: re.Pattern[bytes], text: bytes, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
