"""JSON, JSON lines, HAR, error-tracking events, mail: text with a grammar.

What has no reader in this release is recognised all the same, so that it is withheld under its name.
Sources: RFC 8259, jsonlines.org, HAR 1.2 (W3C web performance draft), Sentry's event payload documentation, RFC 5322.
"""

from __future__ import annotations

import json

from recognizers import lazy_re as re
from redactor.signatures._sample import Guess, Sample

_OPENING = re.compile(rb'\s*(?:\{\s*(?:"|\})|\[\s*(?:["{\[\]]|-?\d+\s*[,\]]|true\b|false\b|null\b))')
_OBJECT_LINE = re.compile(rb'\s*\{\s*".*\}\s*,?$|\s*\{\s*"[^"]*"\s*:.{300}')
_LOG_KEY = re.compile(
    rb'"(?:@?time(?:stamp)?|ts|t|asctime|date|datetime|level|lvl|levelname|severity|log\.level|msg|message|'
    rb'logger|log|__REALTIME_TIMESTAMP|_time)"\s*:',
    re.I,
)
_SENTRY = re.compile(
    rb'"(event_id|exception|breadcrumbs|platform|sdk|stacktrace|culprit|fingerprint|server_name|contexts|'
    rb'release|modules|logentry)"\s*:'
)
_HAR = re.compile(rb'\s*\{\s*"log"\s*:\s*\{')
_HAR_INSIDE = re.compile(rb'"(?:entries|creator|startedDateTime|pages)"\s*:')
_MAIL_HEADER = re.compile(
    rb"(From|To|Cc|Subject|Date|Sender|Reply-To|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|"
    rb"Content-Type|Content-Transfer-Encoding|X-[\w-]+|DKIM-Signature|Authentication-Results|ARC-[\w-]+): ?",
    re.I,
)
_MAIL_PROOF = (b"received", b"return-path", b"message-id", b"mime-version", b"content-type", b"delivered-to")
_MBOX = re.compile(rb"From \S+@\S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ")
_BLANKS = re.compile(r"[ \t\r\n]*")
_NO_READER = "this release does not read it"


def guess(sample: Sample) -> Guess | None:
    """The first of these grammars that the content keeps."""
    for look in (_json, _mail):
        found = look(sample)
        if found:
            return found
    return None


def _json(sample: Sample) -> Guess | None:
    lines = [line for line in sample.lines[:200] if _OBJECT_LINE.match(line)]
    if len(lines) > 1 and len(lines) > len(sample.lines[:200]) / 2 and _is_json(lines[0], whole=False):
        logs = sum(len(set(_LOG_KEY.findall(line))) > 1 for line in lines)
        kind, name = ("log", "json-lines-log") if 2 * logs > len(lines) else ("json", "json-lines")
        return Guess(kind, "jsonl", name, 0.95, (f"{len(lines)} lines that are JSON objects",))
    if not _OPENING.match(sample.head):
        return None
    sound = _is_json(sample.head, whole=sample.whole)
    if not sound and not sample.head.lstrip().startswith((b'{"', b"{\n", b"{\r", b"{ ", b'[{"', b"[\n", b"[\r")):
        return None
    why = "begins with a JSON value" if sound else "begins like JSON but is damaged or cut off"
    if sound and _HAR.match(sample.head) and len(set(_HAR_INSIDE.findall(sample.head))) > 1:
        return Guess("json", "har", "har", 0.98, (why, "an object `log` with entries"))
    marks = len(set(_SENTRY.findall(sample.head)))
    if marks > 3 or (marks > 1 and b'"exception"' in sample.head):
        reader = "json" if sound else "damaged_json"
        return Guess("json", reader, "sentry-event", 0.95, (why, f"{marks} keys of error-tracking events"))
    if not sound:
        return Guess("json", "damaged_json", "damaged-json", 0.94, (why,))
    return Guess("json", "json", "json", 0.97, (why,))


def _is_json(text: bytes, *, whole: bool) -> bool:
    """Whether `text` is JSON values to its end; where it is cut off, whether it is so up to nearly there."""
    decoded, decoder = text.decode("utf-8", "replace").strip(), json.JSONDecoder()
    position = 0
    try:
        while position < len(decoded):
            _, position = decoder.raw_decode(decoded, position)
            position = _BLANKS.match(decoded, position).end()  # type: ignore[union-attr]  # it matches nothing, too
    except RecursionError:
        return True
    except json.JSONDecodeError as error:
        return not whole and (error.pos > len(decoded) - 64 or error.msg.startswith("Unterminated string"))
    return True


def _mail(sample: Sample) -> Guess | None:
    if _MBOX.match(sample.head):
        return Guess("unsupported", "", "mbox", 0.95, ("a mailbox separator line", _NO_READER))
    if not _MAIL_HEADER.match(sample.head):
        return None
    names = {match[1].lower() for line in sample.lines[:60] if (match := _MAIL_HEADER.match(line))}
    if len(names) < 3 or not names.intersection(_MAIL_PROOF):
        return None
    return Guess("unsupported", "", "mail", 0.95, ("header fields of a mail message", _NO_READER))
