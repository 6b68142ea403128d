"""Why something was found, in words: from the rule that found it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recognizers.rule import Rule

MARKED = "marked-by-hand"
"""The rule of what a person marked in a review."""
_FIXED = {
    "case-lexicon": "proved elsewhere in the case, or named by the dictionary, and found again here",
    "pem-block": "the body of a PEM block",
    MARKED: "marked by a person in a review",
}
_PREFIXES = (
    ("label-own-", "a label of your own says so"),
    ("label-hint-", "its label suggests it, and the value looks the part"),
    ("label-", "its label says so"),
    ("column-hint-", "its column's header suggests it, and the values look the part"),
    ("column-", "its column's header says so"),
    ("company-", "the columns beside it tell what it is"),
    ("mould-", "it has the shape of the serial numbers around it"),
    ("name-", "a name in running text"),
    ("presidio-", "a Presidio recognizer of your own found it"),
)


def reasons(rules: Iterable[Rule]) -> Mapping[str, str]:
    """The reason of every rule of the table, by its id."""
    return {rule.id: _of(rule) for rule in rules}


def reason(rule: str, known: Mapping[str, str]) -> str:
    """Why `rule` finds what it finds; `known` are the table's."""
    told = known.get(rule) or _FIXED.get(rule)
    return told or next((words for prefix, words in _PREFIXES if rule.startswith(prefix)), "a detector found it")


def _of(rule: Rule) -> str:
    checked = ", and a check of the value did not refuse it" if rule.check or rule.validate else ""
    return f"matches {rule.reference}{checked}" if rule.reference else f"matches {rule.id}"
