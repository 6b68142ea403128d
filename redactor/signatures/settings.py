"""TOML and HCL: settings with quoted strings under tables or in blocks.

Sources: TOML 1.0, the HCL native syntax specification (HashiCorp).
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.signatures._sample import Guess, Sample

_TABLE = re.compile(rb"\s*\[\[?\s*[\w.\"'-]+(?:\s*\.\s*[\w\"'-]+)*\s*\]\]?\s*(?:#.*)?$")
_PAIR = re.compile(
    rb"\s*[\w.\"'-]+\s*=\s*(?:\"\"\"|'''|\"[^\"]*\"|'[^']*'|\[|\{|true\b|false\b|[-+]?\d[\w.:+-]*\s*(?:#|$)|inf\b|nan\b)"
)
_BARE = re.compile(rb"\s*[\w.-]+\s*=\s*(?![\s\"'\[{]|true\b|false\b|[-+\d]|inf|nan)\S")
_QUOTED = re.compile(rb"\s*[\w.\"'-]+\s*=\s*[\"'\[{]")
_REST = re.compile(rb"\s*(?:#|[\]}\"',])|\s+\S")
_BLOCK = re.compile(
    rb"\s*(?:resource|data|variable|output|provider|module|terraform|locals|backend|required_providers|job|group|task"
    rb"|listener|storage|seal|source|build|path|server|client|moved|import|check|policy|check)"
    rb"(?:\s+\"[^\"]*\"){0,2}\s*\{(?:.*\})?\s*$"
)
_ENDED, _SET_INSIDE = re.compile(rb".*;\s*$"), re.compile(rb"\s+[\w-]+\s+=\s")
_LONG = re.compile(rb"=\s*(\"\"\"|''')")
_INSIDE = re.compile(rb"\s*(?:[\w\"-]+(?:\s+\"[^\"]*\")*\s*(?:=|\{|:)|[\]})]|#|//|/\*|\*|\"|<<)|\s+\S|[A-Z_]+$")


def guess(sample: Sample) -> Guess | None:
    """TOML where values are quoted under tables; HCL where blocks of its products open."""
    if not sample.lines:
        return None
    return _hcl(sample) or _toml(sample)


def _hcl(sample: Sample) -> Guess | None:
    blocks = sample.count(_BLOCK)
    named = sample.ends_with(".tf", ".hcl", ".tfvars", ".nomad")
    if sample.share(_INSIDE) < 0.95 or not (blocks or (named and sample.count(_PAIR))):
        return None
    if not named and (sample.count(_ENDED) or not sample.count(_SET_INSIDE)):
        return None
    return Guess("text", "hcl", "hcl", 0.97 if named else 0.94, (f"{blocks} blocks of HCL",))


def _toml(sample: Sample) -> Guess | None:
    lines = _outside(sample.lines)
    tables, pairs, quoted = (sum(bool(form.match(line)) for line in lines) for form in (_TABLE, _PAIR, _QUOTED))
    named = sample.ends_with(".toml")
    formed = sum(bool(_TABLE.match(line) or _PAIR.match(line) or _REST.match(line)) for line in lines)
    if any(map(_BARE.match, lines)) or formed < 0.95 * len(lines) or not pairs:
        return None
    if not named and not (tables and quoted > 1 and 2 * quoted > pairs):
        return None
    return Guess("text", "toml", "toml", 0.97, (f"{tables} tables and {pairs} pairs of TOML",))


def _outside(lines: tuple[bytes, ...]) -> list[bytes]:
    """The lines that are not inside of a string of several lines."""
    found: list[bytes] = []
    quote = b""
    for line in lines:
        if quote:
            quote = b"" if quote in line else quote
            continue
        found.append(line)
        opened = _LONG.search(line)
        if opened and line.count(opened[1]) % 2:
            quote = opened[1]
    return found
