"""Stretches of many lines that are one value: banners, PEM blocks, hexadecimal certificates, public keys.

A stretch that is never closed is what stands on its first line: the lines after it are read as they are.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.formats._words import Walk, head, joined

BOUND = 1 << 18
"""Longest stretch that is looked for."""
_BANNER = re.compile(
    rb"[ \t]*(?:set[ \t]+)?(?:banner|header)(?:[ \t]+(?:motd|login|exec|incoming|shell|legal|asdm|copyright"
    rb"|prompt-timeout|slip-ppp|lcd|config-save|pre-login|post-login|information|file))*[ \t]*"
)
_PEM = re.compile(rb"-----BEGIN ([A-Z0-9 ]{1,40})-----")
_HEX_LINE = re.compile(rb"[ \t]*(?:[0-9A-Fa-f]{2,8}[ \t]*)+\r?\n?")
_BASE64_LINE = re.compile(rb"[ \t]*[A-Za-z0-9+/=]{16,}[ \t]*\r?\n?")
_PUBLIC = re.compile(rb"(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\S+)[ \t]+([A-Za-z0-9+/=]{16,})(?:[ \t]+([^\s\"';]+))?")
_CERTIFICATE = re.compile(rb"[ \t]*certificate(?:[ \t]+\S+){0,3}[ \t]*\r?\Z")


class Stanzas:
    """Finds the stretches that begin on a line; remembers where each delimiter stands next, so that cost is linear."""

    __slots__ = ("_next", "_walk")

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._next: dict[bytes, int] = {}

    def take(self, start: int, end: int, section: str) -> int:
        """Append what begins on the line `[start, end)`; the offset behind it, or -1 where nothing does."""
        line = self._walk.text[start:end]
        low = line.lower()
        if b"-----begin" in low:
            return self._pem(start, end, section)
        if b"ssh-" in low or b"ecdsa-" in low:
            return self._public_key(start, end, section)
        if b"certificate" in low or b"key-string" in low or b"public-key-code" in low:
            return self._block(start, end, line, section)
        match = _BANNER.match(line)
        if match is None:
            return -1
        return self._banner(start + match.end(), end, joined(section, head(line[: match.end()]) or "banner"))

    def _find(self, what: bytes, start: int) -> int:
        """The first offset of `what` at or after `start`, within the bound; -1 where there is none."""
        known = self._next.get(what, start)
        if known < start or what not in self._next:
            known = self._walk.text.find(what, start, self._walk.stop)
            self._next[what] = known = self._walk.stop + BOUND if known < 0 else known
        return known if known < start + BOUND and known < self._walk.stop else -1

    def _banner(self, start: int, end: int, label: str) -> int:
        text = self._walk.text
        rest = text[start:end].rstrip(b"\r")
        if not rest.strip():
            return self._until(end + 1, b"\nEOF", start, end, label)
        mark = rest[:2] if rest[:1] == b"^" else rest[:1]
        word = mark.isalnum() and rest[1:2].strip() != b""
        if word or mark in (b'"', b"\\"):
            self._walk.add(start + (mark == b'"'), end - (rest[-1:] == b'"' and len(rest) > 1), label)
            return end + 1
        if mark.isalnum():
            return self._until(start + 1, b"\n" + mark, start + 1, end, label)
        return self._until(start + len(mark), mark, start + len(mark), end, label)

    def _until(self, search: int, mark: bytes, start: int, end: int, label: str) -> int:
        """A stretch from `start` to the next `mark`; where there is none, to `end`, the end of its first line."""
        stop = self._find(mark, max(start, search - 1))
        if stop < 0:
            self._walk.add(start, end, label)
            return end + 1
        self._walk.add(start, stop, label)
        return self._walk.line_end(stop + 1 if mark[:1] == b"\n" else stop) + 1

    def _pem(self, start: int, end: int, section: str) -> int:
        match = _PEM.search(self._walk.text, start, end)
        if match is None:
            return -1
        label = joined(section, "pem/" + match.group(1).decode("ascii").lower())
        return self._until(match.end(), b"-----END ", match.end(), end, label)

    def _public_key(self, start: int, end: int, section: str) -> int:
        match = _PUBLIC.search(self._walk.text, start, end)
        if match is None:
            return -1
        self._walk.add(*match.span(1), joined(section, "ssh-public-key"))
        if match.start(2) >= 0:
            self._walk.add(*match.span(2), joined(section, "ssh-public-key/comment"))
        return end + 1

    def _block(self, start: int, end: int, line: bytes, section: str) -> int:
        """Hexadecimal or base64 lines up to the first that is neither; -1 where none follow."""
        pattern = _HEX_LINE if _CERTIFICATE.match(line) or b"public-key-code" in line.lower() else _BASE64_LINE
        text, pos, bound = self._walk.text, end + 1, min(self._walk.stop, end + BOUND)
        while pos < bound:
            stop = self._walk.line_end(pos)
            if not pattern.fullmatch(text, pos, stop):
                break
            pos = stop + 1
        if pos == end + 1:
            return -1
        self._walk.add(end + 1, min(pos, self._walk.stop), joined(section, head(line)))
        return pos
