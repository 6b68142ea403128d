"""Which patterns treat all digits alike: their matches on a line depend on where its digits stand, not on which they are.

A scanner may then look at one line of a shape (every digit made `0`) and know where the pattern matches on all of them.
`weaken` makes any pattern blind to digits: it matches wherever the pattern does, and more.
"""

from __future__ import annotations

from collections.abc import Iterator

from recognizers import lazy_re as re

_TOKEN = re.compile(
    r"""(?P<quantifier>\{[0-9]*,?[0-9]*\}) | (?P<group>\(\?[:A-Za-z<>P_]*) | (?P<hex>\\x[0-9a-fA-F]{2}) | (?P<escape>\\.)
    | (?P<set>\[\^?\]?(?:\\x[0-9a-fA-F]{2}|\\.|[^\]\\])*\]) | (?P<literal>.)""",
    re.VERBOSE | re.DOTALL,
)
_MEMBER = re.compile(r"(\\x[0-9a-fA-F]{2}|\\.|.)(?:-(\\x[0-9a-fA-F]{2}|\\[^dwsDWS]|[^\]]))?", re.DOTALL)
_ALL = frozenset("0123456789")
_ZEROS = bytes(48 if 48 <= byte <= 57 else byte for byte in range(256))


def zeroed(text: bytes) -> bytes:
    """The text with every digit made `0`: what a validator that is blind to digits may compare with a list of words."""
    return text.translate(_ZEROS)


def is_blind(pattern: str) -> bool:
    """True where the pattern has no place that takes some digits and not others."""
    return all(kind != "partial" for kind, _ in _parts(pattern))


def weaken(pattern: str) -> str:
    """The pattern with every place that takes some digits taking all of them."""
    return "".join(_weak(text) if kind == "partial" else text for kind, text in _parts(pattern))


def _parts(pattern: str) -> Iterator[tuple[str, str]]:
    """The pattern in order as (`partial` or `plain`, text)."""
    for match in _TOKEN.finditer(pattern):
        kind, text = match.lastgroup, match.group()
        digits: frozenset[str] = frozenset()
        if kind == "literal" and text.isdigit():
            digits = frozenset(text)
        elif kind == "hex" and chr(int(text[2:], 16)) in _ALL:
            digits = frozenset(chr(int(text[2:], 16)))
        elif kind == "escape" and text[1].isdigit():
            raise ValueError("rules have no back-references")
        elif kind == "set":
            digits = _in_set(text)
        yield ("partial" if digits and digits != _ALL else "plain"), text


def _in_set(text: str) -> frozenset[str]:
    """The digits that a bracketed class names (whether to take or to leave out)."""
    body = text[2:-1] if text.startswith("[^") else text[1:-1]
    found: set[str] = set()
    for low, high in _MEMBER.findall(body):
        if low in ("\\d", "\\w"):
            found |= _ALL
        elif not low.startswith("\\") or low.startswith("\\x"):
            first, last = _character(low), _character(high or low)
            found |= {digit for digit in _ALL if first <= digit <= last}
    return frozenset(found)


def _character(text: str) -> str:
    if text.startswith("\\x"):
        return chr(int(text[2:], 16))
    return text[-1]


def _weak(text: str) -> str:
    if not text.startswith("["):
        return "[0-9]"
    if text.startswith("[^"):
        left = "".join(part for part in re.findall(r"\\x[0-9a-fA-F]{2}|\\.|.", text[2:-1]) if not part.isdigit())
        return f"[^{left}]" if left else "."
    return f"[0-9{text[1:]}"
