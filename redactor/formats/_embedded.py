"""Text inside of a structured value: JSON, assignments, whole files; and what of it people wrote.

{"a": "b"}            fields by path                      --token=x   NAME=x     one field
several lines         fields as in a transcript, or all lines where the key says that they are secret
"""

from __future__ import annotations

from collections.abc import Iterator

from recognizers import lazy_re as re
from redactor.errors import FormatError, LimitError
from redactor.formats import _transcript
from redactor.formats._json_lexer import KEY, Lexer, Span
from redactor.formats._keywords import SECRET, Keywords
from redactor.formats._words import joined
from redactor.model import Field, Nature

SEALED = "sealed secret value"
"""The label that makes a secret of whatever stands there (`recognizers.labels.SEALED`)."""
_TOLD = "/secret data/"
"""How the JSON lexer may call what a Secret holds."""
_ASSIGNMENT = re.compile(rb"(?:--?)?([A-Za-z_][\w.-]*)=(?!=)[\"']?([^\n]*?)[\"']?")
_NAMED_STRING = re.compile(
    rb"(?<![\w$.-])[\"']?([A-Za-z_$][\w$.-]{0,63}+)[\"']?\s{0,20}[:=]\s{0,20}"
    rb"(?:\"((?:[^\"\\\n]|\\.)*+)\"|'((?:[^'\\\n]|\\.)*+)')"
)
_LINE = re.compile(rb"(?![ \t]*(?:\$ANSIBLE_VAULT;|-----(?:BEGIN|END) ))[^\r\n]+")
"""A line, but not one that says that a vault (Ansible's documentation of its format) or a key (RFC 7468) begins."""
_WRITTEN = re.compile(
    r"(?i)(?:^|[/_. -])(?:description|descr?|comments?|notes?|remarks?|summary|body|content|abstract|feedback)$"
)
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]{2,}[,.]? [A-Za-z\x80-\xff]+[,.]? [A-Za-z\x80-\xff]{2,}")
_COMMENTED = re.compile(rb"([A-Za-z_][\w.-]*)[ \t]*[:=][ \t]+[\"']?(\S[^\r\n]*?)[\"']?[ \t]*")
_MACHINE = re.compile(rb"(?m)^[ \t]*\S{1,40}[ \t]*[=:{][ \t]*\S|^[ \t]*[{}\[\]#!$<]|[;{}]\r?$|\d\d:\d\d:\d\d")


def nature(text: bytes, label: str) -> Nature:
    """Whether a value is what people write: its key says so, and it has several words."""
    return Nature.PROSE if _WRITTEN.search(label) and _WORDS.search(text) else Nature.MACHINE


def note(text: bytes) -> Nature:
    """Whether a comment is a sentence."""
    return Nature.PROSE if _WORDS.search(text) and not _MACHINE.search(text) else Nature.MACHINE


def commented(text: bytes, label: str) -> tuple[Field, ...]:
    """The field of a setting that was commented out."""
    match = _COMMENTED.fullmatch(text)
    return (Field(*match.span(2), joined(label, match[1].decode())),) if match else ()


def inner(text: bytes, label: str, keywords: Keywords, depth: int) -> tuple[Field, ...]:
    """The fields of a value's text under the label of the value; ascending and disjoint."""
    first = text[:1]
    if first in (b"{", b"[") and (found := json(text, label, depth)):
        return found
    if b"\n" in text:
        if secret(label, keywords):
            return lines(text, label)
        found = tuple(_transcript.fields(text, keywords, config=False))
        return tuple(field._replace(label=joined(label, field.label)) for field in found)
    match = _ASSIGNMENT.fullmatch(text) if b"=" in text else None
    return (Field(*match.span(2), joined(label, match[1].decode())),) if match else ()


def program(text: bytes) -> tuple[Field, ...]:
    """The strings of a program under the names that they are given."""
    return tuple(
        Field(*match.span(which), match[1].decode())
        for match in _NAMED_STRING.finditer(text)
        if match.end(which := 2 if match.start(2) >= 0 else 3) > match.start(which)
    )


def secret(label: str, keywords: Keywords) -> bool:
    """Whether the last part of a label is a word for secrets."""
    last = label.rpartition("/")[2].lower().replace("_", "-").encode()
    return last == SEALED.encode() or keywords.of(last.replace(b" ", b"-")) == SECRET


def lines(text: bytes, label: str) -> tuple[Field, ...]:
    """Every line as a field of its own."""
    return tuple(
        Field(*match.span(), label)
        for match in _LINE.finditer(text)
        if _begins(text, match.start()) and not match[0].isspace()
    )


def _begins(text: bytes, at: int) -> bool:
    return at == 0 or text[at - 1] in b"\r\n"


def json(text: bytes, label: str, depth: int) -> tuple[Field, ...]:
    """The values of a text that is JSON; none where it only looks like that."""
    lexer = Lexer(depth, label)
    try:
        _, spans = lexer.feed(text, last=True)
    except (FormatError, LimitError):
        return ()
    return tuple(_values(text, spans)) if lexer.complete else ()


def _values(text: bytes, spans: list[Span]) -> Iterator[Field]:
    """The values; what a Kubernetes Secret holds is secret whatever it says."""
    secrets = {
        label.rpartition("/")[0]
        for start, end, label, sort, _ in spans
        if sort != KEY and text[start:end] == b"Secret" and label.rpartition("/")[2] == "kind"
    }
    for start, end, label, sort, _ in spans:
        if sort != KEY:
            yield Field(start, end, sealed_label(label, secrets))


def sealed_label(label: str, secrets: set[str]) -> str:
    """The label of a value, or one that seals it where it is data of one of the objects `secrets`."""
    if _TOLD in f"/{label}":
        return f"{label}/{SEALED}"
    for above in secrets:
        below = label[len(above) :].lstrip("/") if label.startswith(above) else ""
        if below.startswith(("data/", "stringData/")):
            return f"{label}/{SEALED}"
    return label
