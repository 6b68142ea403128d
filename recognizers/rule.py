"""A rule is data: what a value looks like, what refuses it, and where its format is defined.

A rule is matched line by line (`recognizers.scan` holds the exact law), on bytes: UTF-8, or any 8-bit encoding whose
upper half is letters.  Patterns are written in the subset that `re`, google-re2 and hyperscan share: no look-around, no
back-references, no possessive quantifiers, no inline flags, ASCII classes (`\\x80-\\xff` for letters of other scripts).
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from dataclasses import dataclass

WORD = "0-9A-Za-z_\\x80-\\xff"
"""Body of the class of bytes that make up a word, for `Rule.before` and `Rule.after`."""


class Verdict(enum.Enum):
    """What a validator says of a match: evidence for it, proof against it, or nothing."""

    CONFIRM = "confirm"
    REFUSE = "refuse"
    ABSTAIN = "abstain"


Validator = Callable[[bytes, int, int], Verdict]
"""`(line, start, end) -> Verdict`; the value is `line[start:end]`, the rest of the line is context.  Pure."""

Check = Callable[[bytes], Verdict]
"""`(value) -> Verdict`: what the value by itself says.  Pure; its verdicts are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way to find one entity: every match of `pattern` on a line whose boundaries hold and which nothing refuses.

    The named group `value` is what is found; the rest of the match is its context.  Examples mark each expected value
    with guillemets: `"hostname «core-sw1»"`.
    """

    id: str
    """Kebab-case, unique over all rules; stands in reports."""
    entity: str
    pattern: str
    reference: str
    """Where the format is defined (RFC, vendor document), in words."""
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]
    trigger: str | tuple[str, ...] = ()
    """Pattern(s) of which at least one matches on every line where the rule finds something; short, cheap, ending on a
    fixed or single character, so that hyperscan reports one event per value.  Empty: `pattern` itself."""
    relaxed: str = ""
    """Where `pattern` leaves the common subset: one of the subset that matches wherever it does; else empty."""
    foreign: bool = False
    """True for a pattern of a user's: it runs where it can be interrupted."""
    ignore_case: bool = False
    score: float = 0.85
    """Probability that a match is one, 0 to 1, before the validator speaks (confirm: 0.95 at least)."""
    before: str = WORD
    """Class body of bytes that may not stand directly before the match; empty: anything may."""
    after: str = WORD
    validate: Validator | None = None
    blind: bool = False
    """True where `validate` gives the same verdict whichever digits stand on the line (only where they stand counts)."""
    check: Check | None = None
    """A further validator that needs the value alone (a checksum, a range); both must not refuse."""
    kinds: frozenset[str] = frozenset()
    """Attachment kinds it runs on (`log cli config json ini prose text`); empty: all."""
    seeds: bool = False
    """True where the context proves the value, so that the case's lexicon may learn it."""
    worst: str = ""
    """A stretch whose repetition is this rule's worst input; empty: the tests derive one from the examples."""

    def triggers(self) -> tuple[str, ...]:
        """The trigger patterns, never empty."""
        if not self.trigger:
            return (self.pattern.replace("(?P<value>", "(?:"),)
        return (self.trigger,) if isinstance(self.trigger, str) else self.trigger

    def compiled(self) -> re.Pattern[bytes]:
        """The confirming pattern, compiled by `re`."""
        return re.compile(*self.source())

    def source(self) -> tuple[bytes, int]:
        """The confirming pattern with its boundaries and its flags for `re`, multi-line: `^` and `$` are line ends."""
        flags = re.MULTILINE | (re.IGNORECASE if self.ignore_case else 0)
        before = f"(?<![{self.before}])" if self.before else ""
        after = f"(?![{self.after}])" if self.after else ""
        return f"{before}(?:{self.pattern}){after}".encode("ascii"), int(flags)


def expected(example: str) -> tuple[bytes, tuple[tuple[int, int], ...]]:
    """Split an example into its text (UTF-8) and the byte ranges its guillemets mark."""
    text, spans, start = bytearray(), [], None
    for part in re.split("([«»])", example):
        if part == "«":
            start = len(text)
        elif part == "»":
            assert start is not None, "» without «"
            spans.append((start, len(text)))
            start = None
        else:
            text += part.encode()
    return bytes(text), tuple(spans)
