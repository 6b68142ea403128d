"""A transcript becomes fields: prompts, `key: value` lines under headings, and the configurations that were shown.

text ─► stretches (from one prompt, or banner of a command, to the next)
          ├─ output of a command that shows a configuration, or reads like one ─► _blocks
          └─ any other output ─► _pairs, _columns
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.formats import _blocks
from redactor.formats._columns import Columns
from redactor.formats._keywords import Keywords
from redactor.formats._pairs import Pairs
from redactor.formats._prompts import prompts
from redactor.formats._words import Walk
from redactor.model import Field

_RULE = rb"(?:-{5,}|={5,}|`|\*{5,})"
_SECTION = re.compile(
    rb"(?m)^" + _RULE + rb"[ \t]*((?:show|display|get|diagnose|sh|cat)\b[^\n`=]*?)[ \t]*" + _RULE + rb"\r?$"
)
"""How a collection of outputs announces the next command."""
_SHOWS_CONFIG = re.compile(
    rb"(?:do[ \t]+)?(?:sh\w*|dis\w*|more|list|info|cat|wr\w*|/?export|get|tmsh|print)\b.*"
    rb"(?:run\w*|start\w*|conf\w*|cur\w*|saved?|this|commands|set|full|export|\.conf|\.cfg)\b"
    rb"|/?export\b|wr\w*[ \t]+t|show[ \t]*\Z|show[ \t]+(?:system|firewall|vpn|router|user|snmp)\b",
    re.IGNORECASE,
)
_CONFIG_LINE = re.compile(
    rb"(?m)^[ \t]*(?:interface \S|hostname \S|snmp-server |router \w|line (?:vty|con|aux)|username \S|aaa |crypto "
    rb"|ip route|no ip |ip (?:address|http|domain)|service |logging |ntp |access-list |set \S+ \S|config \w|edit \S"
    rb"|/ip |sysname |add \w+=|.*\{[ \t]*\r?$|.*;\r?$|enable (?:secret|password)|radius-server |tacacs|[!#]\r?$)"
)
_SHORT = re.compile(
    rb"[ \t]*(?:[a-z][a-z-]* ){0,3}(?:host-?name|sysname|user(?:-?name)?|community|password|secret|(?:[a-z]+-)?key)"
    rb" \S+\s*\Z"
)
"""A line of settings that reads like a command."""
_LOOK = 1 << 16
"""How much of a stretch decides whether it reads like a configuration."""
_SHARE = 4
"""At least every fourth line."""


def fields(text: bytes, keywords: Keywords, *, config: bool) -> list[Field]:
    """The fields of a text, ascending and disjoint; `config`: what no prompt introduces is a configuration as well."""
    walk, bounds = Walk(text, 0, len(text), keywords), [(0, 0, b"")]
    for prompt in prompts(text):
        walk.add(*prompt.host, "prompt/host")
        walk.add(*prompt.user, "prompt/user")
        _blocks.command(walk, *prompt.command)
        bounds.append((prompt.start, min(prompt.end + 1, len(text)), text[slice(*prompt.command)]))
    bounds += [(match.start(), match.end(), match.group(1)) for match in _SECTION.finditer(text)]
    bounds.sort()
    for index, (_, start, command) in enumerate(bounds):
        stop = bounds[index + 1][0] if index + 1 < len(bounds) else len(text)
        if config and not command or _is_config(text, start, stop, command):
            walk.fields += _blocks.fields(text, start, stop, keywords)
        elif start < stop:
            walk.fields += _output(text, start, stop, keywords)
    return _blocks.tidy(walk.fields)


def _is_config(text: bytes, start: int, stop: int, command: bytes) -> bool:
    """Whether the output in `text[start:stop)` is read as configuration."""
    if start >= stop:
        return False
    if _SHOWS_CONFIG.match(command):
        return True
    stop = min(stop, start + _LOOK)
    hits = sum(1 for _ in _CONFIG_LINE.finditer(text, start, stop))
    return hits >= 3 and hits * _SHARE >= text.count(b"\n", start, stop)


def _output(text: bytes, start: int, stop: int, keywords: Keywords) -> list[Field]:
    """The pairs of ordinary output."""
    walk = Walk(text, start, stop, keywords)
    pairs, columns = Pairs(walk), Columns(walk)
    while start < stop:
        end = walk.line_end(start)
        if pairs.line(start, end):
            columns.flush()
        else:
            columns.line(start, end, pairs)
            if _SHORT.match(text, start, end):
                _blocks.command(walk, start, end)
        start = end + 1
    columns.flush()
    return walk.fields
