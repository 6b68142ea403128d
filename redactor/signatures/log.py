"""Logs: lines that begin with a time, a priority or a level, and the traces between them.

Sources: RFC 3164, RFC 5424, Apache and nginx log module documentation, glog, logfmt (Heroku), systemd journalctl(1)
output modes, Python, Java, Go, .NET and Node stack traces, Cisco and Juniper system message formats.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.signatures._sample import Guess, Sample

_DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_TIME = rb"\d{1,2}[:.]\d\d[:.]\d\d"
_LEVEL = rb"(?:TRACE|DEBUG|DBG|INFO|INF|NOTICE|WARN|WARNING|WRN|ERROR|ERR|CRIT|CRITICAL|FATAL|ALERT|EMERG)"
_ISO = rb"\d{4}[-/.]\d\d[-/.]\d\d[T ,_-]{1,2}" + _TIME
_STAMPS: tuple[tuple[str, bytes], ...] = (
    ("syslog-rfc5424", rb"<\d{1,3}>\d "),
    ("syslog-rfc3164", rb"(?:<\d{1,3}>)?[*.]?" + _MONTH + rb" +\d{1,2}(?: \d{4})?,? " + _TIME),
    ("access-log", rb"\S+ \S+ \S.{0,60}? \[\d{1,2}/" + _MONTH + rb"/\d{4}:" + _TIME),
    ("access-log", rb'\S+ - - "?(?:GET|POST|PUT|HEAD|DELETE|OPTIONS|PATCH) /'),
    ("apache-error-log", rb"\[" + _DAY + rb" " + _MONTH + rb" +\d{1,2} " + _TIME),
    ("journald-json", rb'\{ ?"__CURSOR"'),
    ("journald-export", rb"__CURSOR="),
    ("cri-log", _ISO + rb"\.\d+(?:Z|[+-]\d\d:\d\d) (?:stdout|stderr) [FP] "),
    ("application-log", rb"\W{0,3}" + _ISO),
    ("application-log", rb"\W{0,2}\d{1,2}[-/. ](?:\d\d|" + _MONTH + rb")[-/. ]\d{2,4}[ ,:T]{1,2}" + _TIME),
    (
        "application-log",
        rb"\W{0,2}" + _DAY + rb",? (?:" + _MONTH + rb" +\d{1,2}|\d{1,2} " + _MONTH + rb") (?:\d{4} )?" + _TIME,
    ),
    ("application-log", rb"\[?\d{8}[-T ]" + _TIME),
    ("application-log", rb"\d{6} \d{2}:?\d\d:?\d\d "),
    ("application-log", rb"\[?" + _TIME + rb"[.,\]]\S* ?.*\b" + _LEVEL + rb"\b"),
    ("application-log", rb"[A-Z], \[\d{4}-\d\d-\d\dT"),
    ("application-log", rb"\[?" + _LEVEL + rb"\]?[ :|\t-]"),
    ("application-log", rb".{0,30}\d{4}[-/]\d\d[-/]\d\d[T ]" + _TIME + rb".{0,60}\b" + _LEVEL + rb"\b"),
    ("application-log", rb"(?:\x1b|\\x1b)?\S{0,8} ?\[[A-Z]\w+\] \d+ +- .{0,12}\d\d/\d\d/\d{4}, " + _TIME),
    ("application-log", rb"\S+ \S+(?: \S+){0,4} 1[0-9]{9} "),
    ("glog", rb"[IWEF]\d{4} " + _TIME),
    ("logfmt", rb"(?:time|ts|t|timestamp|level|lvl|msg)=(?:\"[^\"]*\"|\S+)(?: \w[\w.]*=|$)"),
    ("kernel-log", rb"(?:<\d>)?\[ *\d{1,8}\.\d{6}\] "),
    ("epoch-log", rb"\[?1[0-9]{9}(?:\.\d+)?\]?[ :|\t]"),
    ("android-log", rb"\d\d-\d\d " + _TIME + rb"\.\d+ +\d+"),
    ("windows-event-log", rb"(?:Log Name|Event ID|Source|Level):\s+\S"),
)
_FIRST = [(name, re.compile(pattern)) for name, pattern in _STAMPS]
_TRACE = re.compile(
    rb"\s+at [\w.$<>/]+ ?\(|Traceback \(most recent|\s+File \".*\", line \d+|Caused by: |"
    rb"goroutine \d+ \[|\s+\.\.\. \d+ more"
    rb"|(?:[\w.]+\.)?[A-Z]\w+(?:Exception|Error)\b|\s+at .+:\d+(?::\d+)?\)?$|\s*#\d+ +(?:0x)?[0-9a-f/]|"
    rb"panic: |\s+from \S+:\d+:in "
)
_RULED = re.compile(rb"[\s|+]*[-=]{4,}[\s|+=-]*$")
"""A rule below the first lines: a table, even where its rows begin with a time."""
_MESSAGE = re.compile(rb".{0,80}%[A-Z][A-Z0-9_]+-\d-[A-Z0-9_]+: ")


def guess(sample: Sample) -> Guess | None:
    """How many lines begin like log records, and in which dialect most of them do."""
    total = len(sample.lines)
    if not total or any(map(_RULED.match, sample.lines[1:4])):
        return None
    found: dict[str, int] = {}
    for line in sample.lines:
        name = _dialect(line)
        if name:
            found[name] = found.get(name, 0) + 1
    traces = found.pop("stack-trace", 0)
    records = sum(found.values())
    share, named = (records + traces) / total, sample.ends_with(".log", ".out", ".trace")
    why = [f"{records} of {total} lines begin like log records"] + (
        [f"{traces} lines of stack traces"] if traces else []
    )
    name = max(found, key=lambda key: found[key]) if found else "stack-trace" if traces else "log"
    if share >= 0.6 or (records > 2 and share >= 0.3 and _dialect(sample.lines[0])):
        return Guess("log", "text", name, min(0.97, 0.7 + 0.3 * share + 0.02 * named), tuple(why))
    if named:
        return Guess("log", "text", name, 0.62 + 0.3 * share, (*why, "named like a log"))
    return Guess("log", "text", name, 0.35 + 0.5 * share, tuple(why)) if share else None


def _dialect(line: bytes) -> str:
    for name, pattern in _FIRST:
        if pattern.match(line):
            return name
    if _MESSAGE.match(line):
        return "device-log"
    return "stack-trace" if _TRACE.match(line) else ""
