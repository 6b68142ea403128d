"""How the text of an attachment is encoded, or that it is none.

Unicode's byte order marks; UTF-8 by its own structure, a few bad bytes allowed; UTF-16 by where its zeros stand; the
rest is code page 1252 where the odd bytes stand next to letters as accents do.
"""

from __future__ import annotations

from recognizers import lazy_re as re

_MARKS = (
    (b"\xff\xfe\0\0", "?utf-32"),
    (b"\0\0\xfe\xff", "?utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"+/v8", "?utf-7"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\b\x07\x1b\0"))
_GOOD = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_ACCENT = re.compile(
    rb"(?<=[A-Za-z])[\xc0-\xff\x92\x9c]{1,2}(?=[A-Za-z\s.,;:!?\"')-]|$)"
    rb"|(?:(?<=\s)|^)[\xc0-\xfe](?=[A-Za-z])"
    rb"|[\x80\x82\x84\x85\x91-\x97\xa0-\xbf]"
)
_UNDEFINED = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])


def encoding_of(head: bytes, *, whole: bool) -> tuple[str, str]:
    """The encoding and what is remarkable about it; empty for binary content, `?name` for text that is not read."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, f"byte order mark of {encoding.lstrip('?')}"
    wide = _wide(head)
    if wide:
        return wide, f"zero bytes as in {wide.lstrip('?')} text"
    nulls, controls = head.count(0), len(head) - len(head.translate(None, _CONTROLS))
    if nulls > len(head) / 100 + 2 or controls > len(head) / 20 + 2:
        return "", "zero and control bytes as in binary content"
    strange = "stray zero or control bytes" if nulls or controls else ""
    if head.isascii():
        return "utf-8", strange
    return _eight_bit(head if whole else head[:-4], strange)


def _wide(head: bytes) -> str:
    """UTF-16 or UTF-32 without a mark: zeros in every second byte, or in three of four."""
    if len(head) < 4:
        return ""
    zeros = [head[place::4].count(0) * 4 / len(head) for place in range(4)]
    if min(zeros[1:]) > 0.9 > 0.1 > zeros[0] or min(zeros[:3]) > 0.9 > 0.1 > zeros[3]:
        return "?utf-32"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if max(even, odd) < 0.5 or min(even, odd) > 0.1:
        return ""
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = head[: len(head) & ~1].decode(encoding, "replace")
    printable = sum(char.isprintable() or char in "\t\r\n\x1b\f" for char in text)
    return encoding if printable > 0.9 * len(text) else ""


def _eight_bit(head: bytes, strange: str) -> tuple[str, str]:
    good = sum(len(match) for match in _GOOD.findall(head))
    bad = len(_HIGH.findall(_GOOD.sub(b"", head)))
    if not bad:
        return "utf-8", strange
    letters = sum(map(len, re.findall(rb"[A-Za-z]+", head)))
    if good >= bad and bad < len(head) / 20:
        return "utf-8", f"{bad} bytes that are no UTF-8"
    accents = sum(map(len, _ACCENT.findall(head)))
    if accents >= 0.8 * bad and bad < 0.5 * letters and not head.count(b"\0"):
        return "cp1252", "accented letters of an 8-bit code page"
    if bad < len(head) / 20:
        return "utf-8", f"{bad} bytes that are no UTF-8"
    if strange or sum(map(head.count, _UNDEFINED)) > bad / 30:
        return "", "bytes that are no text in any encoding known here"
    return "?unknown-encoding", "text in an encoding that is not read"


def decoded(raw: bytes, encoding: str) -> bytes:
    """A piece of the attachment as UTF-8, as well as may be: for looking only, never for reading."""
    if encoding in ("utf-8", "utf-8-sig"):
        return raw.removeprefix(b"\xef\xbb\xbf")
    return raw.decode(encoding, "replace").lstrip("\ufeff").encode("utf-8", "replace")
