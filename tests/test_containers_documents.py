"""Laws of documents: all their text goes out redacted, and nothing but their text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redactor.advice import unread
from redactor.errors import WithheldError
from redactor.model import MediaType, Reason
from redactor.signatures import binary
from tests import documents
from tests.boxes import CONFIG, ORIGINALS, redacted, refusal, zip_of, zipped
from tests.test_containers_fuzz import damaged

OFFICE = {"docx": documents.docx(), "xlsx": documents.xlsx(), "pptx": documents.pptx(), "odt": documents.odt()}
CORNERS = (*ORIGINALS, b"Petrova", b"kpetrova@example.com")
PDF = documents.pdf(CONFIG.decode(), "see kpetrova@example.com")
ALONE, _ = redacted(CONFIG, "running.cfg")


def texts(data: bytes, kind: str) -> dict[str, str]:
    """The files in the copy of a document."""
    archive = zip_of(redacted(data, f"report.{kind}")[0])
    return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize("kind", OFFICE)
def test_no_corner_of_a_document_keeps_an_original(kind: str) -> None:
    """Text, tables, headers, comments; properties, authors, deleted passages, connections are not there at all."""
    copy, _ = redacted(OFFICE[kind], f"report.{kind}")
    told = "\n".join(texts(OFFICE[kind], kind).values()).encode()

    assert b"hostname " in told.lower() or b"hostname," in told.lower()
    assert [] == [value for value in CORNERS if value in told or value in copy]


def test_a_value_that_is_cut_over_runs_is_one_value() -> None:
    """Word cuts words where it likes; the host's pseudonym is the same wherever it stands."""
    text = texts(OFFICE["docx"], "docx")["document.txt"]
    host = text.split("hostname ")[1].split()[0]

    assert f"{host} lost its uplink & came back.\n" == text[: text.index("\n") + 1]
    assert f"Hostname \t{host}" in " \t".join(text.split("\n")[2].split()) or f"\t{host}" in text


def test_a_sheet_is_a_table_of_what_it_shows() -> None:
    """Cells stand in their columns, values of formulas as values, and nothing is there that a program would run."""
    rows = texts(OFFICE["xlsx"], "xlsx")["sheet-1.csv"].split("\n")

    assert "Hostname,Management address,,Owner,Ports" == rows[0]
    assert rows[1].endswith(",48") and 4 == rows[1].count(",")
    assert rows[2].endswith(",'=cmd|'/c calc'!A1,,,-4.5")


def test_a_picture_in_a_document_is_a_placeholder() -> None:
    """It can show anything; the text goes."""
    copy, withheld = redacted(documents.docx(documents.PICTURE), "report.docx")

    assert ["unsupported-format"] == withheld
    assert ["document.txt", "image1.png.withheld.txt"] == zip_of(copy).namelist()


def test_a_pdf_is_its_text() -> None:
    """Page by page; neither its title nor its author nor anything that is no text."""
    copy, _ = redacted(PDF, "report.pdf")

    assert copy.startswith(b"[page 1]\n" + ALONE.rstrip()) and b"[page 2]\nsee " in copy
    assert [] == [value for value in CORNERS if value in copy]


def test_a_pdf_of_pictures_or_an_encrypted_one_is_withheld() -> None:
    """What shows something but has no text is not passed as an empty file."""
    empty = (
        documents.pdf("").replace(b"() Tj T*", b"/I Do   ").replace(b"/Font << /F1 3 0 R >>", b"/XObject << /I 3 0 R>>")
    )
    locked = PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (x) /P -4 >>")

    assert [Reason.UNSUPPORTED, Reason.ENCRYPTED] == [refusal(empty, "a.pdf"), refusal(locked, "a.pdf")]
    assert Reason.DAMAGED == refusal(PDF[:200], "a.pdf")


def test_documents_that_declare_entities_are_withheld() -> None:
    """No office program writes a document type; who does wants something expanded."""
    laughs = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w><p><t>&b;</t></p></w>'
    data = zipped(("[Content_Types].xml", b"<T/>"), ("word/document.xml", laughs))

    assert Reason.UNSUPPORTED == refusal(data, "a.docx")
    assert Reason.LIMIT == refusal(
        zipped(("[Content_Types].xml", b"<T/>"), ("word/document.xml", b"<p>" * 5000 + b"</p>" * 5000)), "a.docx"
    )


@pytest.mark.parametrize("kind", [*OFFICE, "xml"])
def test_a_damaged_document_never_passes_an_original(kind: str) -> None:
    """Neither the package nor the XML in it can be damaged so that something passes unread, or something breaks."""
    inner = zip_of(OFFICE["docx"])

    @settings(max_examples=12, suppress_health_check=list(HealthCheck))
    @given(damaged(inner.read("word/document.xml") if kind == "xml" else OFFICE[kind]))
    def law(data: bytes) -> None:
        if kind == "xml":
            data = zipped(("[Content_Types].xml", b"<T/>"), ("word/document.xml", data))
        try:
            copy, _ = redacted(data, "a.docx", seconds=5)
        except WithheldError as error:
            assert error.reason is not Reason.INTERNAL
            return
        told = b"\n".join(zip_of(copy).read(name) for name in zip_of(copy).namelist())
        assert b"192.0.2.217\n" not in told and b"Petrova" not in told

    law()


@settings(max_examples=2)
@given(st.integers(8, len(PDF) - 40), st.binary(min_size=1, max_size=40))
def test_a_damaged_pdf_never_passes_an_original(at: int, junk: bytes) -> None:
    """Whatever its reader makes of it, only what was scanned goes."""
    try:
        copy, _ = redacted(PDF[:at] + junk + PDF[at + len(junk) :], "a.pdf")
    except WithheldError:
        return
    assert b" 192.0.2.217 " not in copy and b"Petrova" not in copy


def test_what_is_not_read_has_a_hint_that_fits() -> None:
    """Every kind of binary content that is known by its magic says what to do instead."""
    for magic, name in (
        (b"\xd4\xc3\xb2\xa1", "tshark"),
        (b"SQLite format 3\0", "sqlite3"),
        (b"7z\xbc\xaf\x27\x1c", "zip"),
    ):
        with pytest.raises(WithheldError) as caught:
            redacted(magic + bytes(range(256)), "x")
        assert name in caught.value.hint
    for _, _, kind, name in binary._MAGIC:
        assert unread(MediaType(kind, "", name, "", 1.0))
