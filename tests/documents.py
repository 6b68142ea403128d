"""Small office documents and a PDF, written by hand as the standards want them, with something sensitive in every corner."""

from __future__ import annotations

from tests.boxes import CONFIG, HOST, USER, zipped

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_CORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Krasimira Petrova</dc:creator></cp:coreProperties>'
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(200))


def _package(files: dict[str, str | bytes]) -> bytes:
    named = {"[Content_Types].xml": _TYPES, "_rels/.rels": _TYPES, "docProps/core.xml": _CORE, **files}
    return zipped(*((name, data.encode() if isinstance(data, str) else data) for name, data in named.items()))


def docx(picture: bytes = b"") -> bytes:
    """Words cut over runs, a table, a header, a comment with its author, a deleted passage."""
    host = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in (HOST[:3], HOST[3:7], HOST[7:]))
    rows = "".join(
        f"<w:tr><w:tc><w:p><w:r><w:t>{name}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{value}</w:t></w:r></w:p></w:tc></w:tr>"
        for name, value in (("Hostname", HOST), ("Management address", "192.0.2.217"), ("Status", "up"))
    )
    body = (
        f"<w:p>{host}<w:r><w:t xml:space='preserve'> lost its uplink &amp; came back.</w:t></w:r></w:p>"
        f"<w:p><w:r><w:t>hostname {HOST}</w:t></w:r></w:p><w:tbl>{rows}</w:tbl>"
        f"<w:p><w:del w:author='Krasimira Petrova'><w:r><w:delText>{USER} did it</w:delText></w:r></w:del></w:p>"
    )
    files: dict[str, str | bytes] = {
        "word/document.xml": f"{_HEAD}<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/header1.xml": f"{_HEAD}<w:hdr {_W}><w:p><w:r><w:t>Report on 192.0.2.217</w:t></w:r></w:p></w:hdr>",
        "word/comments.xml": f"{_HEAD}<w:comments {_W}><w:comment w:author='Krasimira Petrova'><w:p><w:r>"
        f"<w:t>write to kpetrova@example.com</w:t></w:r></w:p></w:comment></w:comments>",
    }
    return _package(files | ({"word/media/image1.png": picture} if picture else {}))


def xlsx() -> bytes:
    """Shared and inline strings, numbers, an empty column, a formula with its value, a note, one that looks like DDE."""
    strings = [
        "Hostname",
        "Management address",
        "Owner",
        HOST,
        "192.0.2.217",
        "kpetrova@example.com",
        "=cmd|'/c calc'!A1",
    ]
    shared = "".join(f"<si><r><t>{text[:4]}</t></r><r><t>{text[4:]}</t></r></si>" for text in strings)
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c>'
        '<c r="E1" t="inlineStr"><is><t>Ports</t></is></c></row>'
        '<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" t="s"><v>4</v></c><c r="D2" t="s"><v>5</v></c>'
        '<c r="E2"><f>20+28</f><v>48</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>other-sw2</t></is></c><c r="B3" t="s"><v>6</v></c><c r="E3"><v>-4.5</v></c></row>'
    )
    return _package(
        {
            "xl/workbook.xml": f"{_HEAD}<workbook {_S}/>",
            "xl/worksheets/sheet1.xml": f"{_HEAD}<worksheet {_S}><sheetData>{rows}</sheetData></worksheet>",
            "xl/sharedStrings.xml": f"{_HEAD}<sst {_S}>{shared}</sst>",
            "xl/comments1.xml": f"{_HEAD}<comments {_S}><authors><author>{USER}</author></authors><commentList><comment>"
            f"<text><r><t>ask kpetrova@example.com</t></r></text></comment></commentList></comments>",
            "xl/connections.xml": f"{_HEAD}<connections {_S}><connection><dbPr connection='Server={HOST}'/></connection></connections>",
        }
    )


def pptx() -> bytes:
    """A slide and its notes."""
    slide = "<p:sld {}><p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sld>"
    return _package(
        {
            "ppt/presentation.xml": _TYPES,
            "ppt/slides/slide1.xml": _HEAD + slide.format(_A, f"hostname {HOST}"),
            "ppt/notesSlides/notesSlide1.xml": _HEAD + slide.format(_A, "ask kpetrova@example.com"),
        }
    )


def odt() -> bytes:
    """Text, a span within a word, a table, an annotation, a tracked change."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("text", "text"), ("table", "table"))
    )
    rows = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{cell}</text:p></table:table-cell>' for cell in row)}</table:table-row>"
        for row in (("Hostname", "Management address"), (HOST, "192.0.2.217"))
    )
    body = (
        f"<text:tracked-changes><text:p>{USER} did it</text:p></text:tracked-changes>"
        f"<text:p>hostname {HOST[:4]}<text:span>{HOST[4:]}</text:span></text:p>"
        f"<text:p>two<text:s/>words<office:annotation><text:p>ask kpetrova@example.com</text:p></office:annotation></text:p>"
        f"<table:table>{rows}</table:table>"
    )
    content = f"{_HEAD}<office:document-content {names}><office:body>{body}</office:body></office:document-content>"
    return zipped(
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.encode()),
        ("meta.xml", f"{_HEAD}<m>Krasimira Petrova</m>".encode()),
        method=0,
    )


def pdf(*pages: str) -> bytes:
    """A PDF with a line of text for each line of each page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        lines = " ".join(f"({line}) Tj T*" for line in page.split("\n"))
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {lines} ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    objects.append(b"<< /Author (Krasimira Petrova) /Title (%s) >>" % HOST.encode())
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        len(out),
    )
    return out + head + table + end


REPORT = CONFIG.decode()
