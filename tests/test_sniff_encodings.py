"""Laws of encodings: what text is read as, and what is not guessed at."""

from __future__ import annotations

import pytest

from redactor.model import MediaType
from redactor.sniff import sniff
from redactor.source import BytesSource


def _sniff(data: bytes) -> MediaType:
    return sniff(BytesSource(data, "file"))


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Grüße aus München, Straße gesperrt.\n".encode() * 3, "utf-8"),
        ("Grüße aus München, Straße gesperrt.\n".encode("cp1252") * 3, "cp1252"),
        ("Señor Nuñez está aquí, ¿verdad? – 50 €\n".encode("cp1252") * 3, "cp1252"),
        ("é\n".encode() * 60 + b"user \xff\xfe logged in\n" * 2, "utf-8"),
        (b"plain line\n" * 30 + b"bad \xff byte\n", "utf-8"),
        (b"\x1b[31mred\x1b[0m text of a terminal\n" * 5, "utf-8"),
        (b"a line of a log\n" * 40 + b"\0\0", "utf-8"),
    ],
)
def test_eight_bit_text_is_told_apart(data: bytes, encoding: str) -> None:
    """Accents of a code page are not UTF-8, a few bad, zero or escape bytes are no binary content."""
    media = _sniff(data)

    assert encoding == media.encoding
    assert media.format


@pytest.mark.parametrize(
    "data",
    [
        "Привет, как дела сегодня?\n".encode("cp1251") * 9,
        "hello\n".encode("utf-32"),
        "hello you\n".encode("utf-32-be") * 9,
    ],
)
def test_other_encodings_are_not_read(data: bytes) -> None:
    """Text in an encoding without a reader is unsupported, never guessed at."""
    assert ("unsupported", "", "") == (_sniff(data).kind, _sniff(data).format, _sniff(data).encoding)
