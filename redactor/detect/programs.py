"""The patterns of rules as programs for `redactor._patterns`: what `re` matches, without a Python call for each rule.

    pattern ─re's own parser─► tree ─► instructions of 32-bit words + sets of bytes + bytes that a match may begin with

An instruction is an operation and its operands; a jump names the word it goes to.  What `re` has and a rule hardly needs
(groups in repeats, repeats of what may be empty, look-around beyond a byte) has no program, and stays with `re`.
"""

from __future__ import annotations

import re
import struct
import sys
from array import array
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any

from recognizers.digits import is_blind, weaken
from recognizers.rule import Rule
from redactor import cache
from redactor.native import patterns

(
    _CHAR,
    _SET,
    _SPLIT,
    _LAZY,
    _JUMP,
    _SAVE,
    _BOL,
    _EOL,
    _WORD,
    _NOT_WORD,
    _NOT_BEHIND,
    _NOT_AHEAD,
    _MANY,
    _FEW,
    _SWITCH,
    _FAIL,
    _MATCH,
) = range(17)
_UNBOUNDED = 0xFFFFFFFF
Match = tuple[int, int, int]
"""(number of the rule, start, end of the value)."""
FORM = 4
"""Of the programs; another one where their meaning changes."""
FEW = 4
"""Fewer alternatives than these are tried one after the other: a table is longer than they are."""
LONGEST = 60_000
"""Words of a program; a pattern that needs more stays with `re`."""
_EVERY = frozenset(range(256))
_CATEGORY = {
    "CATEGORY_SPACE": frozenset(b" \t\n\r\f\v"),
    "CATEGORY_DIGIT": frozenset(b"0123456789"),
    "CATEGORY_WORD": frozenset(b"0123456789_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
}
_PLACE = {"AT_BEGINNING": _BOL, "AT_END": _EOL, "AT_BOUNDARY": _WORD, "AT_NON_BOUNDARY": _NOT_WORD}


class _NoProgramError(Exception):
    """The pattern has something that programs do not."""


class Programs:
    """The programs of numbered rules, kept between processes.

    A rule's own program stands under its number; of a rule that tells digits apart, the weakened pattern's stands under
    its number plus the number of rules.  What is not in `made` has neither, and is left to `re`.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        count = len(rules)
        name = cache.name(
            ".programs", FORM, sys.version_info[:2], sys.byteorder, [(rule.source(), rule.foreign) for rule in rules]
        )
        table = cache.load(name)
        if table is None:
            table = _table(rules)
            cache.save(name, table)
        self._sizes, self._table = struct.unpack_from(f"{2 * count}I", table), table
        self.made = frozenset(number for number in range(count) if self._sizes[number])
        self.partial = frozenset(number for number in range(count) if self._sizes[count + number])
        """Rules that tell digits apart."""
        self.matcher = patterns.Patterns(2 * count, self._load) if patterns is not None else None

    def ways(self) -> bytes:
        """For each rule: 1 where its own program tells its matches on a shape, 2 where the weakened one does, else 0."""
        return bytes((number in self.made) + (number in self.partial) for number in range(len(self._sizes) // 2))

    def find(self, text: bytes, low: int, high: int, numbers: Sequence[int]) -> list[Match]:
        """All matches in [low, high), by number as given, then by place."""
        assert self.matcher is not None
        found: list[Match] = self.matcher.find(text, low, high, numbers)
        return found

    def _load(self, number: int) -> bytes:
        start = 4 * len(self._sizes) + sum(self._sizes[:number])
        return self._table[start : start + self._sizes[number]]


def _table(rules: Sequence[Rule]) -> bytes:
    """Sizes, then programs: all own ones, then all weakened ones."""
    own, weak = [], []
    for rule in rules:
        made = b"" if rule.foreign else program(*rule.source())
        weak.append(b"" if blind(rule) or not made else program(*weakened(rule).source()))
        own.append(made if blind(rule) or weak[-1] else b"")
    return struct.pack(f"{2 * len(own)}I", *map(len, own + weak)) + b"".join(own + weak)


def blind(rule: Rule) -> bool:
    """True where the rule matches on one line of a shape exactly where it does on all; a back-reference never does."""
    return not rule.relaxed and is_blind(f"{rule.pattern}[{rule.before}][{rule.after}]")


def weakened(rule: Rule) -> Rule:
    """The rule with every place that takes some digits taking all, and neither boundary nor validator."""
    return replace(rule, pattern=weaken(rule.relaxed or rule.pattern), before="", after="", validate=None, check=None)


def program(pattern: bytes, flags: int) -> bytes:
    """The program of a rule's pattern, empty where it has none.

    Number of sets (32 bits), the bytes that a match may begin with and the sets (bitmaps of 256 bits), the words.
    """
    tree = import_module("re._parser").parse(pattern, flags)
    if tree.getwidth()[0] == 0 or not flags & re.MULTILINE:
        return b""
    made = _Program(tree.state.groupdict["value"], fold=bool(flags & re.IGNORECASE))
    try:
        made.items(tree, repeated=False)
        made.emit(_MATCH)
        first = made.leading(tree)[0]
    except _NoProgramError:
        return b""
    return struct.pack("I", len(made.sets)) + _bitmap(first) + b"".join(made.sets) + made.words()


def _bitmap(members: frozenset[int]) -> bytes:
    return sum(1 << byte for byte in members).to_bytes(32, "little")


class _Program:
    """One pattern on its way to a program; a set's number is its place in `sets`."""

    def __init__(self, value: int, *, fold: bool) -> None:
        self._value, self._fold = value, fold
        self._code: list[int] = []
        self.sets: dict[bytes, int] = {}

    def words(self) -> bytes:
        """The instructions, 32 bits a word, in this machine's byte order."""
        return array("I", self._code).tobytes()

    def emit(self, *words: int) -> int:
        """Append an instruction; where it stands."""
        if len(self._code) > LONGEST:
            raise _NoProgramError
        self._code += words
        return len(self._code) - len(words)

    def items(self, items: Any, *, repeated: bool) -> None:
        """Append what matches the items of a tree one after the other."""
        for name, value in items:
            handler = getattr(self, f"_{str(name).lower()}", None)
            if handler is None:
                raise _NoProgramError
            handler(value, repeated)

    def _literal(self, byte: int, _repeated: bool) -> None:
        members = self._members([("LITERAL", byte)])
        self.emit(_CHAR, byte) if len(members) == 1 else self.emit(_SET, self._set(members))

    def _not_literal(self, byte: int, _repeated: bool) -> None:
        self.emit(_SET, self._set(_EVERY - self._members([("LITERAL", byte)])))

    def _any(self, _value: None, _repeated: bool) -> None:
        self.emit(_SET, self._set(_EVERY - {10}))

    def _in(self, value: Any, _repeated: bool) -> None:
        self.emit(_SET, self._set(self._members(value)))

    def _at(self, value: Any, _repeated: bool) -> None:
        if str(value) not in _PLACE:
            raise _NoProgramError
        self.emit(_PLACE[str(value)])

    def _assert_not(self, value: Any, _repeated: bool) -> None:
        direction, inside = value
        single = _single(inside)
        if single is None:
            raise _NoProgramError
        self.emit(_NOT_BEHIND if direction < 0 else _NOT_AHEAD, self._set(self._members(single)))

    def _branch(self, value: Any, repeated: bool) -> None:
        """For each next byte, the alternatives that can begin with it, in order; a few are tried one after the other."""
        branches = value[1]
        if len(branches) < FEW:
            self._tried(branches, repeated)
            return
        switch = self.emit(_SWITCH, *[0] * 257)
        starts, ends = [], []
        for branch in branches:
            starts.append(len(self._code))
            self.items(branch, repeated=repeated)
            ends.append(self.emit(_JUMP, 0))
        leading = [self.leading(branch) for branch in branches]
        chains: dict[tuple[int, ...], int] = {}
        for byte in range(257):
            chosen = tuple(
                start for start, (first, empty) in zip(starts, leading, strict=True) if empty or byte in first
            )
            if chosen not in chains:
                chains[chosen] = self._chain(chosen)
            self._code[switch + 1 + byte] = chains[chosen]
        for end in ends:
            self._code[end + 1] = len(self._code)

    def _tried(self, branches: Any, repeated: bool) -> None:
        ends = []
        for branch in branches[:-1]:
            split = self.emit(_SPLIT, 0)
            self.items(branch, repeated=repeated)
            ends.append(self.emit(_JUMP, 0))
            self._code[split + 1] = len(self._code)
        self.items(branches[-1], repeated=repeated)
        for end in ends:
            self._code[end + 1] = len(self._code)

    def _chain(self, starts: tuple[int, ...]) -> int:
        """Code that tries the alternatives at `starts` one after the other."""
        begin = len(self._code)
        for start in starts[:-1]:
            split = self.emit(_SPLIT, 0)
            self.emit(_JUMP, start)
            self._code[split + 1] = len(self._code)
        self.emit(_JUMP, starts[-1]) if starts else self.emit(_FAIL)
        return begin

    def leading(self, items: Any) -> tuple[frozenset[int], bool]:
        """The bytes that what matches `items` may begin with, and whether it may be empty."""
        found: frozenset[int] = frozenset()
        for name, value in items:
            first, empty = self._leading_item(str(name), value)
            found |= first
            if not empty:
                return found, False
        return found, True

    def _leading_item(self, name: str, value: Any) -> tuple[frozenset[int], bool]:
        match name:
            case "IN":
                return self._members(value), False
            case "LITERAL" | "NOT_LITERAL":
                return self._members([(name, value)]), False
            case "ANY":
                return _EVERY - {10}, False
            case "SUBPATTERN":
                return self.leading(value[3])
            case "BRANCH":
                parts = [self.leading(branch) for branch in value[1]]
                return frozenset().union(*(first for first, _ in parts)), any(empty for _, empty in parts)
            case "MAX_REPEAT" | "MIN_REPEAT":
                first, empty = self.leading(value[2])
                return first, empty or value[0] == 0
            case _:
                return frozenset(), True

    def _subpattern(self, value: Any, repeated: bool) -> None:
        group, added, removed, inside = value
        saved = group == self._value
        if added or removed or (saved and repeated):
            raise _NoProgramError
        if saved:
            self.emit(_SAVE, 0)
        self.items(inside, repeated=repeated)
        if saved:
            self.emit(_SAVE, 1)

    def _max_repeat(self, value: Any, _repeated: bool) -> None:
        self._repeat(value, _MANY, _SPLIT)

    def _min_repeat(self, value: Any, _repeated: bool) -> None:
        self._repeat(value, _FEW, _LAZY)

    def _repeat(self, value: Any, loop: int, split: int) -> None:
        least, most, inside = int(value[0]), int(value[1]), value[2]
        unbounded = most >= _UNBOUNDED
        single = _single(inside)
        if single is not None:
            self.emit(loop, self._set(self._members(single)), least, _UNBOUNDED if unbounded else most)
            return
        if inside.getwidth()[0] == 0:
            raise _NoProgramError
        for _ in range(least):
            self.items(inside, repeated=True)
        skips = []
        for _ in range(1 if unbounded else most - least):
            at = self.emit(split, 0)
            skips.append(at)
            self.items(inside, repeated=True)
            if unbounded:
                self.emit(_JUMP, at)
        for at in skips:
            self._code[at + 1] = len(self._code)

    def _members(self, items: Any) -> frozenset[int]:
        """The bytes that a class takes; `re` folds the text and the class, never its negation."""
        negated, members = False, set[int]()
        for name, value in items:
            match str(name):
                case "NEGATE":
                    negated = True
                case "LITERAL":
                    members |= self._folded({value})
                case "NOT_LITERAL":
                    members |= _EVERY - self._folded({value})
                case "RANGE":
                    members |= self._folded(set(range(value[0], value[1] + 1)))
                case "CATEGORY" if str(value) in _CATEGORY:
                    members |= _CATEGORY[str(value)]
                case "CATEGORY" if str(value).replace("_NOT", "") in _CATEGORY:
                    members |= _EVERY - _CATEGORY[str(value).replace("_NOT", "")]
                case _:
                    raise _NoProgramError
        return _EVERY - members if negated else frozenset(members)

    def _folded(self, members: set[int]) -> set[int]:
        if not self._fold:
            return members
        return {byte for member in members for byte in (*bytes([member]).lower(), *bytes([member]).upper())}

    def _set(self, members: frozenset[int]) -> int:
        return self.sets.setdefault(_bitmap(members), len(self.sets))


def _single(items: Any) -> Any:
    """The class that `items` is, where it takes exactly one byte by one test; else None."""
    if len(items) != 1:
        return None
    name, value = items[0]
    match str(name):
        case "IN":
            return value
        case "LITERAL" | "NOT_LITERAL":
            return [(name, value)]
        case "ANY":
            return [("NOT_LITERAL", 10)]
        case _:
            return None
