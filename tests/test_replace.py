"""Edits keep columns where they were."""

from __future__ import annotations

import pytest

from redactor.codecs.json_string import JSON_STRING
from redactor.codecs.plain import PLAIN
from redactor.model import Action, Decision, Nature, Segment
from redactor.replace import replace


class Fixed:
    """Replaces every value by the same bytes."""

    def __init__(self, new: bytes) -> None:
        self.new = new

    def apply(self, action: Action, entity: str, value: bytes) -> bytes:
        return self.new


def _line(text: bytes, value: bytes, new: bytes, nature: Nature = Nature.MACHINE) -> bytes:
    start = text.index(value)
    segment = Segment(0, len(text), text, PLAIN, 1, nature=nature)
    decision = Decision(start, start + len(value), "IP_ADDRESS", Action.PSEUDONYMISE, 0.9, "rule")
    edits, left = replace(segment, [decision], Fixed(new), text)
    for edit in reversed(edits):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    assert not left
    return text


@pytest.mark.parametrize(
    ("text", "new", "after"),
    [
        (b"a 10.1.1.1    up\n", b"10.200.30.4", b"a 10.200.30.4 up\n"),
        (b"a 10.1.1.1    up\n", b"9.1.1.1", b"a 9.1.1.1     up\n"),
        (b"a 10.1.1.1 up\n", b"10.200.30.4", b"a 10.200.30.4 up\n"),
        (b"a    10.1.1.1\n", b"10.20.1.1", b"a   10.20.1.1\n"),
        (b"   10.1.1.1 up\n", b"10.20.1.1", b"   10.20.1.1 up\n"),
        (b"a 10.1.1.1  up\n", b"10.200.300.4", b"a 10.200.300.4  up\n"),
        (b"10.1.1.1", b"10.20.1.1", b"10.20.1.1"),
    ],
)
def test_padding_gives_and_takes(text: bytes, new: bytes, after: bytes) -> None:
    """In a padded column the line keeps its width and one blank stays; indentation is never touched."""
    assert after == _line(text, b"10.1.1.1", new)


def test_prose_has_no_columns() -> None:
    """In prose two blanks are two blanks."""
    assert _line(b"see 10.1.1.1  there", b"10.1.1.1", b"9.9.9.9", Nature.PROSE) == b"see 9.9.9.9  there"


def test_decoded_text_is_edited_where_it_stands() -> None:
    """The edit of a JSON string is in source offsets, escaped again."""
    raw = rb"a\n\"x\" b"
    text = JSON_STRING.decode(raw)
    segment = Segment(100, 100 + len(raw), text, JSON_STRING, 1, label="a")
    start = text.index(b'"x"')
    decision = Decision(start, start + 3, "SECRET", Action.SUPPRESS, 0.9, "rule")
    (edit,), _ = replace(segment, [decision], Fixed(b'"yy"'), raw)

    assert raw.index(rb"\"x\"") == edit.start - 100
    assert rb"\"yy\"" == edit.replacement


def test_what_has_no_other_form_is_left() -> None:
    """A value that is replaced by itself is no edit but is told."""
    text = b"127.0.0.1"
    segment = Segment(0, 9, text, PLAIN, 1)
    decision = Decision(0, 9, "IP_ADDRESS", Action.PSEUDONYMISE, 0.9, "rule")

    assert ([], [decision]) == replace(segment, [decision], Fixed(text), text)
