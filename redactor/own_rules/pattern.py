"""A regular expression of Python's or Presidio's as patterns for rules, by way of its syntax tree.

    text ─re's parser─► tree ─► exact     on bytes, one case rule, groups only where they are referred to
                             ├► relaxed   in the common subset; matches wherever the exact one does, and more
                             └► trigger   the relaxed one without what it may do without at either end

Look-around, atomic groups and conditions have no relaxed form, so they are left out there; a back-reference becomes the
group that it repeats.  A letter outside of ASCII stands for its UTF-8 bytes.  `.` is one byte, lines are matched alone.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

_parser: Any = importlib.import_module("re._parser")  # the syntax tree has no public name
_MANY = 32
"""Repeats beyond this count are left open in relaxed patterns: automata grow with them."""
_WORD = "0-9A-Za-z_\\x80-\\xff"
_SETS = {"DIGIT": "0-9", "WORD": _WORD, "SPACE": "\\x09-\\x0d\\x20"}
_AT = {"BEGINNING": "^", "BEGINNING_STRING": "^", "END": "$", "END_STRING": "$", "BOUNDARY": "\\b",
       "NON_BOUNDARY": "\\B"}  # fmt: skip
_ZERO_WIDTH = frozenset(("AT", "ASSERT", "ASSERT_NOT"))
_OTHER_SCRIPTS = "[\\xc2-\\xf4][\\x80-\\xbf]{1,3}"
ANYTHING = "[^\\x0a]"
"""The trigger of a pattern that has none: every line is looked at."""

Item = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class Patterns:
    """What a rule needs of a regular expression; `relaxed` is empty where the exact one is in the common subset."""

    exact: str
    relaxed: str
    trigger: str


class PatternError(ValueError):
    """A regular expression that cannot be a rule; the message says why and never quotes data."""


@dataclass(frozen=True, slots=True)
class _Mode:
    """How a tree is written down."""

    flags: int
    exact: bool
    value: int
    """The group that holds the value; 0: the whole match."""
    groups: frozenset[int] = frozenset()
    """Groups that something refers to."""
    bodies: dict[int, Sequence[Item]] = field(default_factory=dict)


def patterns(text: str, *, ignore_case: bool) -> Patterns:
    """Read a regular expression; raises `PatternError` where it is broken, may match nothing, or spans lines."""
    try:
        tree = _parser.parse(text, re.IGNORECASE if ignore_case else 0)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(f"is no regular expression ({getattr(error, 'msg', type(error).__name__)})") from None
    value = tree.state.groupdict.get("value", 0)
    bodies: dict[int, Sequence[Item]] = {}
    used: set[int] = set()
    outside = _survey(tree, bodies, used)
    if value and (value in used or (bodies[value].getwidth()[0] == 0)):  # type: ignore[attr-defined]  # a subpattern
        raise PatternError("has a group `value` that may be empty, or that is referred to")
    if tree.getwidth()[0] == 0:
        raise PatternError("may match nothing at all")
    mode = _Mode(tree.state.flags, True, value, frozenset(used), bodies)
    loose = replace(mode, exact=False)
    exact, relaxed = _whole(tree, mode), _whole(tree, loose)
    return Patterns(exact, relaxed if outside else "", _trigger(list(tree), loose) or ANYTHING)


def escaped(word: str) -> str:
    """A regular expression for a literal text."""
    return re.escape(word)


def _survey(items: Iterable[Item], bodies: dict[int, Sequence[Item]], used: set[int]) -> bool:
    """Note groups and what refers to them; true where something is outside of the common subset."""
    outside = False
    for op, told in items:
        name = str(op)
        outside = outside or name in ("ASSERT", "ASSERT_NOT", "GROUPREF", "GROUPREF_EXISTS", "ATOMIC_GROUP",
                                      "POSSESSIVE_REPEAT")  # fmt: skip
        if name == "SUBPATTERN" and told[0]:
            bodies[told[0]] = told[3]
        if name in ("GROUPREF", "GROUPREF_EXISTS"):
            used.add(told if name == "GROUPREF" else told[0])
        if name == "LITERAL" and told in (10, 13):
            raise PatternError("spans lines; rules are matched line by line")
        for inner in _inner(name, told):
            outside = _survey(inner, bodies, used) or outside
    return outside


def _inner(name: str, told: Any) -> list[Sequence[Item]]:
    """The subtrees of an item."""
    if name == "SUBPATTERN":
        return [told[3]]
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return [told[2]]
    if name == "BRANCH":
        return list(told[1])
    if name in ("ASSERT", "ASSERT_NOT"):
        return [told[1]]
    if name == "ATOMIC_GROUP":
        return [told]
    return [part for part in told[1:] if part is not None] if name == "GROUPREF_EXISTS" else []


def _whole(tree: Sequence[Item], mode: _Mode) -> str:
    written = _sequence(tree, mode)
    return written if mode.value else f"(?P<value>{written})"


def _sequence(items: Iterable[Item], mode: _Mode) -> str:
    return "".join(_item(str(op), told, mode) for op, told in items)


def _item(name: str, told: Any, mode: _Mode) -> str:
    """One item of a tree, written down."""
    write = _WRITERS.get(name)
    if write is None:
        raise PatternError(f"uses {name.lower().replace('_', ' ')}, which rules do not have")
    return write(name, told, mode)


def _literal(_: str, told: Any, mode: _Mode) -> str:
    if told > 127:
        forms = {chr(told), chr(told).lower(), chr(told).upper()} if mode.flags & re.IGNORECASE else {chr(told)}
        return "(?:" + "|".join(_bytes(form) for form in sorted(forms)) + ")"
    character = chr(told)
    if mode.flags & re.IGNORECASE and character.isalpha():
        return f"[{character.lower()}{character.upper()}]"
    return _byte(told)


def _byte(code: int) -> str:
    return chr(code) if code < 128 and chr(code).isalnum() else f"\\x{code:02x}"


def _bytes(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode("utf-8", "surrogatepass"))


def _set(_: str, told: Any, mode: _Mode) -> str:
    """A bracketed class: ASCII as it is, members of other scripts as their bytes beside it."""
    negated = str(told[0][0]) == "NEGATE"
    body, others = [], list[str]()
    for op, member in told[1:] if negated else told:
        plain, foreign = _member(str(op), member, mode)
        body.append(plain)
        others += foreign
    inside = "".join(body)
    if negated:
        return f"[^{inside}\\x0a]"
    if not others:
        return f"[{inside}]"
    return "(?:" + "|".join(([f"[{inside}]"] if inside else []) + sorted(set(others))) + ")"


def _member(name: str, told: Any, mode: _Mode) -> tuple[str, list[str]]:
    """A member of a class: its part in ASCII, and sequences of bytes for the rest."""
    if name == "CATEGORY":
        return _category(str(told).removeprefix("CATEGORY_")), []
    low, high = (told, told) if name == "LITERAL" else told
    others = []
    if high > 127:
        few = high - max(low, 128) < 64
        named = "".join(chr(code) for code in range(max(low, 128), high + 1)) if few else ""
        named += named.swapcase() if mode.flags & re.IGNORECASE else ""
        others = [_bytes(character) for character in named] if few else [_OTHER_SCRIPTS]
    if low > 127:
        return "", others
    return _ascii_range(low, min(high, 127), fold=bool(mode.flags & re.IGNORECASE)), others


def _ascii_range(low: int, high: int, *, fold: bool) -> str:
    made = _byte(low) if low == high else f"{_byte(low)}-{_byte(high)}"
    if fold:
        for first, last, shift in ((65, 90, 32), (97, 122, -32)):
            start, end = max(low, first), min(high, last)
            if start <= end:
                made += f"{chr(start + shift)}-{chr(end + shift)}" if start < end else chr(start + shift)
    return made


def _category(name: str) -> str:
    if name.startswith("NOT_"):
        return {"NOT_DIGIT": "\\x00-\\x09\\x0b-/:-\\xff", "NOT_SPACE": "\\x00-\\x08\\x0e-\\x1f!-\\xff",
                "NOT_WORD": "\\x00-\\x09\\x0b-/:-@\\x5b-\\x5e\\x60\\x7b-\\x7f"}[name]  # fmt: skip
    return _SETS[name]


def _group(_: str, told: Any, mode: _Mode) -> str:
    number, add, remove, body = told
    inner = _sequence(body, replace(mode, flags=(mode.flags | add) & ~remove))
    if number and number == mode.value:
        return f"(?P<value>{inner})"
    if mode.exact and number in mode.groups:
        return f"(?P<{_name(number)}>{inner})"
    return f"(?:{inner})"


def _name(number: int) -> str:
    """Letters only: who makes patterns blind to digits must not see one."""
    return "g" + "".join(chr(97 + int(digit)) for digit in str(number))


def _repeat(name: str, told: Any, mode: _Mode) -> str:
    low, high, body = told
    inner = _sequence(body, mode)
    if not inner:
        return ""
    unbounded = str(high) == "MAXREPEAT"
    if not mode.exact:
        unbounded = unbounded or high > _MANY
        low = min(low, _MANY)
    count = {(0, True): "*", (1, True): "+"}.get((low, unbounded)) or f"{{{low},{'' if unbounded else high}}}"
    lazy = {"MIN_REPEAT": "?", "POSSESSIVE_REPEAT": "+"}.get(name, "") if mode.exact else ""
    return f"(?:{inner}){count}{lazy}"


def _branch(_: str, told: Any, mode: _Mode) -> str:
    return "(?:" + "|".join(_sequence(branch, mode) for branch in told[1]) + ")"


def _look(name: str, told: Any, mode: _Mode) -> str:
    if not mode.exact:
        return ""
    direction, body = told
    kind = ("<" if direction < 0 else "") + ("=" if name == "ASSERT" else "!")
    return f"(?{kind}{_sequence(body, mode)})"


def _reference(_: str, told: Any, mode: _Mode) -> str:
    return f"(?P={_name(told)})" if mode.exact else f"(?:{_sequence(mode.bodies[told], replace(mode, value=-1))})"


def _condition(_: str, told: Any, mode: _Mode) -> str:
    number, yes, no = told
    first, second = _sequence(yes, mode), _sequence(no or (), mode)
    return f"(?({_name(number)}){first}|{second})" if mode.exact else f"(?:{first}|{second})"


_WRITERS: dict[str, Callable[[str, Any, _Mode], str]] = {
    "LITERAL": _literal,
    "NOT_LITERAL": lambda _, told, mode: _set("IN", [("NEGATE", None), ("LITERAL", told)], mode),
    "ANY": lambda *_: ANYTHING,
    "IN": _set,
    "SUBPATTERN": _group,
    "MAX_REPEAT": _repeat,
    "MIN_REPEAT": _repeat,
    "POSSESSIVE_REPEAT": _repeat,
    "BRANCH": _branch,
    "ATOMIC_GROUP": lambda _, told, mode: f"(?{'>' if mode.exact else ':'}{_sequence(told, mode)})",
    "ASSERT": _look,
    "ASSERT_NOT": _look,
    "AT": lambda _, told, mode: _AT[str(told).removeprefix("AT_")],
    "GROUPREF": _reference,
    "GROUPREF_EXISTS": _condition,
}


def _trigger(items: list[Item], mode: _Mode) -> str:
    """The relaxed pattern, with what repeats at its ends cut to what must be there; empty where nothing must."""
    mode = replace(mode, value=-1)
    for end in (-1, 0):
        while items and (_plain_group(items[end]) or str(items[end][0]) in _ZERO_WIDTH or _least(items[end]) is None):
            body = _plain_group(items[end])
            items[end:] = [*body, *(items[1:] if end == 0 else ())]
        if items:
            items[end] = _least(items[end]) or items[end]
    return _sequence(items, mode)


def _plain_group(item: Item) -> list[Item]:
    """The items of a group that changes no flags; none for anything else."""
    op, told = item
    return list(told[3]) if str(op) == "SUBPATTERN" and not told[1] and not told[2] else []


def _least(item: Item) -> Item | None:
    """A repeat cut to its least count; None where that is none."""
    op, told = item
    if str(op) not in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return item
    return (op, (told[0], told[0], told[2])) if told[0] else None
