"""PEM and its kin: the body between BEGIN and END is a secret, the two lines stay.

`RULES` find blocks on one line (escaped newlines, JSON); `blocks` finds the bodies of blocks that span lines.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers.rule import Rule

_BEGIN = re.compile(rb"-{4,5} ?BEGIN [0-9A-Za-z][0-9A-Za-z .#-]{0,62}-{4,5}|PuTTY-User-Key-File-[0-9]:")
_END = re.compile(rb"-{4,5} ?END [0-9A-Za-z]")
_PPK_LINES = re.compile(rb"(?:Public-Lines|Private-Lines|Private-MAC|Private-Hash):")
_PPK_BLANK = re.compile(rb"\r?\n[ \t>|]*\r?\n")

RULES = (
    Rule(
        id="pem-one-line",
        entity="SECRET",
        pattern=(
            r"-----BEGIN [0-9A-Z][0-9A-Z ]{0,40}-----(?:\\{1,8}[nr]| )*"
            r"(?P<value>[0-9A-Za-z+/=](?:[0-9A-Za-z+/=:,. ]|\\{1,8}[nr]|[0-9A-Za-z]-[0-9A-Za-z])*[0-9A-Za-z+/=])"
        ),
        reference="RFC 7468; newlines escaped as in JSON and .env files",
        examples=(
            r'"key":"-----BEGIN PRIVATE KEY-----\n«MIIEvQIBADAN\nBgkqhkiG9w0B»\n-----END PRIVATE KEY-----\n"',
            "-----BEGIN CERTIFICATE----- «MIIBszCCAVmg AwIBAgIUQ==» -----END CERTIFICATE-----",
        ),
        near_misses=("-----BEGIN CERTIFICATE-----", "-----END PRIVATE KEY-----", "--- BEGIN"),
        trigger="-----BEGIN ",
        score=0.97,
        before="",
        after="",
    ),
    Rule(
        id="pem-in-base64",
        entity="SECRET",
        pattern=r"(?P<value>LS0tLS1CRUdJTi[0-9A-Za-z+/=]{8,})",
        reference="RFC 4648: base64 of `-----BEGIN `, as in kubeconfig and pfSense backups",
        examples=(
            "<prv>«LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t»</prv>",
            "client-key-data: «LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ==»",
        ),
        near_misses=("LS0tLS1CRUdJTi", "LS0tLS1CRUdJTi short"),
        trigger="LS0tLS1CRUdJTi",
        score=0.97,
        before="",
    ),
)


def blocks(text: bytes) -> list[tuple[int, int]]:
    """Half-open ranges of the bodies of all blocks that span lines, ascending and disjoint.

    A body begins behind the line with BEGIN and ends where the line with END begins; without an END, and without a new
    BEGIN before it, it runs to the end of the text.  Indentation and prefixes of END lines stay outside.
    """
    found: list[tuple[int, int]] = []
    position, size = 0, len(text)
    while (begin := _BEGIN.search(text, position)) is not None:
        line_end = text.find(b"\n", begin.end())
        if begin.group().startswith(b"PuTTY"):
            body, position = _putty(text, begin.end())
        else:
            end = _END.search(text, begin.end())
            if end is not None and (line_end < 0 or end.start() < line_end):
                position = end.end()
                continue
            stop = size if end is None else text.rfind(b"\n", 0, end.start()) + 1
            body, position = (line_end + 1 if line_end >= 0 else size, stop), size if end is None else end.end()
        if body[0] < body[1]:
            found.append(body)
    return found


def _putty(text: bytes, start: int) -> tuple[tuple[int, int], int]:
    """The range from the first `…-Lines:` header of a PPK file to the end of its last header, and where to go on."""
    first = _PPK_LINES.search(text, start)
    blank = _PPK_BLANK.search(text, start)
    stop = blank.start() if blank is not None else len(text)
    if first is None or first.start() >= stop:
        return (stop, stop), stop
    line_end = text.find(b"\n", first.end())
    return (line_end + 1 if line_end >= 0 else stop, stop), stop
