"""Laws of mail: every header and body is read whatever spells it, and what nobody changed keeps its bytes."""

from __future__ import annotations

import base64
import email
import quopri
from email.header import Header
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from redactor.containers import _mime_words as words
from redactor.errors import FormatError
from redactor.model import Reason
from redactor.placeholder import text as placeholder
from redactor.sniff import sniff
from redactor.source import BytesSource
from tests.boxes import CONFIG, HOST, ORIGINALS, USER, redacted, refusal

ALONE, _ = redacted(CONFIG, "running.cfg")
HEAD = "From: Ann <ann@example.com>\nTo: b@example.com\nDate: Wed, 4 Mar 2026 05:12:30 +0000\nMIME-Version: 1.0\n"
LINES = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=90), max_size=5)


def message(text: str = "plain words\n", **kinds: str) -> EmailMessage:
    """A mail as Python's own library writes one."""
    made = EmailMessage()
    made["From"], made["To"] = "Ann Lee <ann.lee@example.com>", "support@example.com"
    made["Date"], made["Subject"] = "Wed, 04 Mar 2026 05:12:30 +0000", "about nothing"
    made.set_content(text, **kinds)
    return made


@given(LINES, st.sampled_from(("\n", "\r\n")))
@example(["ends with blank ", "=", "\tx", "." * 200], "\r\n")
def test_quoted_printable_comes_back(lines: list[str], end: str) -> None:
    """What is spelled decodes to what it stands for, in lines of at most 76 characters; others agree."""
    text = (end.join(lines) + end).encode()
    spelled = words.quoted_printable(text, ("y" + end).encode() * text.count(b"\n"))

    assert text == words.unquote_printable(spelled)
    assert text == quopri.decodestring(spelled)
    assert all(len(line.rstrip(b"\r")) <= 76 for line in spelled.split(b"\n"))


def test_a_line_that_did_not_change_keeps_its_spelling() -> None:
    """Others may escape what need not be, and break where they like."""
    raw = b"=48ello there, th=\r\nis is so=66t=\r\n broken\r\nand changed\r\n"
    text = words.unquote_printable(raw)

    assert b"Hello there, this is soft broken\r\nand changed\r\n" == text
    assert raw == words.quoted_printable(text, raw)
    assert raw.replace(b"changed", b"chosen") == words.quoted_printable(text.replace(b"changed", b"chosen"), raw)


@given(st.binary(max_size=300), st.sampled_from((20, 60, 64, 72, 76)), st.sampled_from((b"\n", b"\r\n")))
def test_base64_keeps_the_layout_of_its_lines(data: bytes, width: int, end: bytes) -> None:
    """Encoded as it was, it is the same bytes."""
    text = base64.b64encode(data)
    raw = b"".join(text[at : at + width] + end for at in range(0, len(text), width))

    assert data == words.unbase64(raw)
    assert raw == words.base64_lines(data, raw) or not data


@pytest.mark.parametrize("raw", [b"YWJj!!", b"YWJ", b"YW=Jj", b"YWJj\0"])
def test_base64_that_hides_something_is_damaged(raw: bytes) -> None:
    """Characters that decoders skip are a place to hide in."""
    with pytest.raises(FormatError):
        words.unbase64(raw)


@given(st.text(st.characters(codec="utf-8", categories=("L", "Zs")), min_size=1, max_size=30), st.booleans())
def test_encoded_words_are_read_and_written(text: str, known: bool) -> None:
    """A header of any letters decodes to them; written again it is ASCII and decodes to the same."""
    text = " ".join((text if known else text.encode("iso-8859-15", "ignore").decode("iso-8859-15")).split())
    coded = Header(text, "utf-8" if known else "iso-8859-15", maxlinelen=900).encode() if text else ""
    plain = words.decode_header_line(f"Subject: {coded}".encode())
    again = words.encode_header_line(plain)

    assert again.isascii()
    assert plain == words.decode_header_line(again)
    if known and "=?" in coded:
        assert f"Subject: {text}".encode() == plain


def test_a_character_set_that_nobody_knows_withholds_the_mail() -> None:
    """What cannot be decoded cannot be scanned."""
    data = f"{HEAD}Subject: =?x-own?B?c29maWEtcnRyOQ==?=\n\nhello\n".encode()

    assert Reason.UNDECODABLE == refusal(data, "a.eml")


def test_attachments_at_any_depth_are_redacted() -> None:
    """In a part, in a mail in a mail, in an archive in it: what redacting the file alone gives."""
    inner = message()
    inner.add_attachment(CONFIG, maintype="application", subtype="octet-stream", filename=f"{HOST}.cfg")
    outer = message(f"{USER} sent it\n")
    outer.add_attachment(inner)
    copy, withheld = redacted(outer.as_bytes(), "a.eml")
    parts = [part.get_payload(decode=True) for part in email.message_from_bytes(copy).walk() if not part.is_multipart()]

    assert ([], ALONE) == (withheld, parts[-1])
    assert [] == [value for value in ORIGINALS if value in copy]


def test_the_structure_stays() -> None:
    """Types, boundaries, encodings and their order are those of the original."""
    mail = message("Grüße\n", cte="quoted-printable")
    mail.add_alternative("<p>Grüße</p>\n", subtype="html")
    mail.add_attachment(CONFIG, maintype="text", subtype="plain", filename="a.cfg")

    def shape(data: bytes) -> list[tuple[object, ...]]:
        found = email.message_from_bytes(data).walk()
        return [(part.get_content_type(), part.get_boundary(), part["Content-Transfer-Encoding"]) for part in found]

    data = mail.as_bytes()
    assert shape(data) == shape(redacted(data, "a.eml")[0])


def test_a_mail_without_anything_sensitive_keeps_every_byte() -> None:
    """Odd spellings, missing line ends, preambles and epilogues."""
    for body in ("", "no end", "a=20b\r\n.\r\n", "\n\n"):
        data = b"Date: Wed, 4 Mar 2026 05:12:30 +0000\nMIME-Version: 1.0\nFrom: root\n" + b"\n" + body.encode()

        assert (data, []) == redacted(data, "a.eml")


def test_a_part_that_is_withheld_says_so_in_its_place() -> None:
    """Headers stay, the body is the placeholder in the same encoding; the rest goes."""
    mail = message()
    mail.add_attachment(b"\x89PNG\r\n\x1a\n" + bytes(100), maintype="image", subtype="png", filename="a.png")
    copy, withheld = redacted(mail.as_bytes(), "a.eml")
    part = list(email.message_from_bytes(copy).walk())[-1]

    assert (["unsupported-format"], "image/png") == (withheld, part.get_content_type())
    assert placeholder(Reason.UNSUPPORTED) == part.get_payload(decode=True)


def test_names_of_headers_are_known_in_the_bodies() -> None:
    """A display name is a person's: it is gone from the text as well, as is a host it came through."""
    data = (
        HEAD.replace("Ann", "Zdravka Ilieva")
        + "Received: from LAPTOP-ZI77 by mx.example.com; x\n\nZdravka Ilieva, LAPTOP-ZI77\n"
    )
    from redactor import scan

    outcome = scan(data.encode(), filename="a.eml", names=False, engine="re")

    assert {"PERSON": 2, "HOSTNAME": 2}.items() <= {
        **outcome.counts,
        "HOSTNAME": min(2, outcome.counts["HOSTNAME"]),
    }.items()


@pytest.mark.parametrize(
    "text", ["From: me\nTo: you\n\nhello\n", "Date: now\nhostname x\n", "Subject: x\n\nFrom: y\nDate: z\n"]
)
def test_what_only_looks_like_a_mail_is_none(text: str) -> None:
    """A quoted head in a ticket is prose."""
    assert "eml" != sniff(BytesSource(text.encode(), "a.txt")).name
