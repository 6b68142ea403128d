"""Settings: INI, `.env`, Java properties, systemd units, registry exports, `key: value` files.

Segments: every value (inside its quotes), every key and section name, every comment, and every other line as a whole.
Structure: the byte order mark, white space and line ends between those, separators, quotes around values and keys,
section brackets, comment marks, `export`, `set`, and the backslash that continues a line.
"""

from __future__ import annotations

from collections.abc import Iterator

from recognizers import lazy_re as re
from redactor.formats._ini_lines import Lines
from redactor.formats._lines import whole_text
from redactor.limits import Limits
from redactor.model import Field, MediaType, Nature, Segment, Source

NAME = "ini"
DOC = "INI, .env, properties, systemd units and other key = value files, by section and key"
_PAIR = re.compile(rb"(?<=\")([A-Za-z_]\w*)=([^\"]+)|([A-Za-z_]\w*)=(\"[^\"]*\"|'[^']*'|[^\s\"']+)")


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """A segment for each value, name, comment and other line; the label is `section/key`.

    Lines that continue a value have its label; a value that was commented out has one, too.
    """
    offset, raw, codec = whole_text(source, media, limits)
    text = codec.decode(raw)
    spans = list(Lines(text).spans())
    located = codec.locate(raw, [place for span in spans for place in (span.start, span.end)])
    for number, span in enumerate(spans):
        value = text[span.start : span.end]
        low, high = located[2 * number], located[2 * number + 1]
        fields = () if span.key else _environment(value, span.label)
        nature = Nature.PROSE if span.prose else Nature.MACHINE
        yield Segment(offset + low, offset + high, value, codec, span.line, span.label, nature, fields, span.key)


def _environment(value: bytes, label: str) -> tuple[Field, ...]:
    """The pairs inside a value: `Environment=NAME=value …` of systemd, `orders = host=a user=b`, `web1 ansible_user=c`."""
    if b"=" not in value:
        return ()
    pairs = [(pair, pair.lastindex or 0) for pair in _PAIR.finditer(value)]
    if len(pairs) < 2 and label.rpartition("/")[2].lower() != "environment" and " " not in label.rpartition("/")[2]:
        return ()
    return tuple(Field(*pair.span(group), f"{label}/{pair[group - 1].decode()}") for pair, group in pairs)
