"""HAR, what a browser recorded of its traffic (HTTP Archive 1.2): JSON whose headers, cookies and parameters have names.

Read as JSON; besides, a body that is base64 of something that is no text (a picture, a font, compressed data) cannot be
read, so its label makes a secret of it: it is replaced as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from redactor.formats import json
from redactor.formats._inside import UNREAD
from redactor.limits import Limits
from redactor.model import MediaType, Segment, Source

NAME = "har"
DOC = "HAR: headers, cookies, parameters and bodies of recorded requests, by name"
_BODY = re.compile(r"(?i)(?:.*/)?(?:content|postdata)/text")
_LETTERS = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
_WORDS = re.compile(rb"[a-z]{24,}|[A-Z]{24,}|[0-9]{24,}")


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """The segments of the JSON; those of bodies that no one can read are labelled as secrets."""
    for segment in json.read(source, media, limits):
        body = not segment.key and not segment.whole and _BODY.fullmatch(segment.label)
        if body and _LETTERS.fullmatch(segment.text) and not _WORDS.fullmatch(segment.text):
            segment = replace(segment, label=f"{segment.label.rpartition('/')[0]}/{UNREAD}")
        yield segment
