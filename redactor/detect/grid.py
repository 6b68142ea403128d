"""The grid of a fixed-width table: where its columns are and what their headers say.

ruler with runs   ----  -------     the runs are the columns, a header is what stands above one
solid ruler       -------------     the header's own cells are the columns
bars              | a | b |         what stands between the bars
none              a     b           a line of two cells or more, of which one is a known label
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from recognizers import lazy_re as re
from recognizers.labels import Meaning, meaning, normalise

CELL = re.compile(rb"\S+(?: \S+)*")
TOKEN = re.compile(rb"\S+")
_RULER = re.compile(rb"[\s|+]*[-=~_]{2,}[-=~_\s|+:]*")
_RUN = re.compile(rb"[-=~_]{2,}|[-=]")
_SAMPLE, _HEADER_LINES, _HEADER_BYTES = 40, 3, 400
_NO_LIMIT = 1 << 30
_NUMBERED = re.compile(rb"(?i)\b(?:ipv?[46]|802\.1\w*|l[1-7]|md5|sha[0-9]*|port ?[12]|[a-z]{2,6}v[346])\b")
"""Words of headers that have digits."""
_SENTENCE = re.compile(rb":(?: |\Z)|[a-z]\.(?: |\Z)|=|\\")
_PAIR = re.compile(rb"[a-z#]\.*:(?: |\Z)")
_STATES = re.compile(rb"(?i)  (?:yes|no|never|enabled|disabled|up|down|true|false|none|all|n/a)(?:  |\s*\Z)")
"""Cells that are values and head no column."""
_COMMON = frozenset(
    b"""name id state status type mode role roles interface intf port ports idle uptime up time age vlan protocol
    proto index description descr address ip mac ipv4 ipv6 local remote peer vrf group priority speed duplex mtu
    line timeout expires expiry expiration method domain vsan slot level reason flags capability channel
    application location holdtime hold ttl tty pid command size owner prefix mask metric cost action service
    services login session""".decode().split()
)
"""What columns are called that tell nothing."""
Range = tuple[int, int]


class Column(NamedTuple):
    """A column: where its header stands [start, end), how far it may reach, and what the header says."""

    start: int
    end: int
    limit: int
    told: Meaning | None
    exact: bool = False
    """True where a ruler or bars give the borders."""
    barred: bool = False
    collapsed: bool = False
    """True where the blanks between columns are gone, so that only the order of cells counts."""
    label: str = ""
    """The header as it stands."""


def columns_at(text: bytes, spans: Sequence[Range], at: int, *, ruled_only: bool = False) -> tuple[list[Column], int]:
    """The columns of the table whose header ends at line `at`, and its first row; no columns where there is none."""
    line = text[slice(*spans[at])]
    if not line.strip() or len(line) > _HEADER_BYTES or is_ruler(line):
        return [], at
    if at + 1 < len(spans) and is_ruler(text[slice(*spans[at + 1])]):
        return _below_header(text, spans, at), at + 2
    if ruled_only or not _headerlike(line):
        return [], at
    cells = [match.group() for match in CELL.finditer(line)]
    known = any(meaning(_label(cell)) for cell in cells) or sum(_common(cell) for cell in cells) > 2
    if len(cells) < 2 or not known or (len(cells) == 2 and _paired(text, spans, at + 1)):
        return [], at
    return _headed(text, spans, [line], at + 1), at + 1


def is_header(line: bytes) -> bool:
    """True for a line that by its words alone is a header: most of its cells are what tables are headed with."""
    if not _headerlike(line):
        return False
    cells = [match.group() for match in CELL.finditer(line)]
    known = sum(_common(cell) or meaning(_label(cell)) is not None for cell in cells)
    return len(cells) > 2 and known > 2 and known * 5 >= len(cells) * 3


def _headerlike(line: bytes) -> bool:
    """True where nothing in a line looks like a value."""
    if b"  " not in line.strip() or len(line) > _HEADER_BYTES or _SENTENCE.search(line):
        return False
    return not any(48 <= byte <= 57 for byte in _NUMBERED.sub(b"", line)) and _STATES.search(line) is None


def _common(cell: bytes) -> bool:
    words = normalise(_label(cell)).replace("/", " ").split()
    return bool(words) and (words[-1] in _COMMON or words == ["port", "s"])


def _paired(text: bytes, spans: Sequence[Range], first: int) -> bool:
    """True where the lines below are `label  value` as well, so that what looks like a header is such a line."""
    for span in spans[first : first + _HEADER_LINES * 2]:
        cells = [match.group() for match in CELL.finditer(text[slice(*span)])]
        if len(cells) == 2 and meaning(_label(cells[0])) is not None and b" " in cells[0]:
            return True
    return False


def is_ruler(line: bytes) -> bool:
    """True for a line of dashes, equal signs or the like, with bars and blanks between them."""
    strokes = line.count(b"-") + line.count(b"=") + line.count(b"~")
    return strokes > 3 and _RULER.fullmatch(line) is not None


def _below_header(text: bytes, spans: Sequence[Range], at: int) -> list[Column]:
    """The columns of a header that has a ruler below it."""
    line, ruler = text[slice(*spans[at])], text[slice(*spans[at + 1])]
    if line.count(b"|") > 1:
        return _barred(line)
    if _PAIR.search(line):
        return []
    headers = _header_lines(text, spans, at)
    if len(_RUN.findall(ruler)) > 1:
        return _ruled(ruler, headers)
    if at + 3 < len(spans) and is_ruler(text[slice(*spans[at + 3])]):
        return []
    return _headed(text, spans, headers, at + 2)


def _label(cell: bytes) -> str:
    return cell.decode("latin-1").strip(" |:-*").replace("@", " at")


def _header_lines(text: bytes, spans: Sequence[Range], at: int) -> list[bytes]:
    """The header above a ruler: up to three lines, not past a blank line, another ruler or a sentence."""
    above: list[bytes] = []
    for index in range(at, max(-1, at - _HEADER_LINES), -1):
        line = text[slice(*spans[index])]
        if not line.strip() or is_ruler(line) or (index < at and b"  " not in line.strip() and line[:1].strip()):
            break
        above.insert(0, line)
    return above


def _ruled(ruler: bytes, headers: list[bytes]) -> list[Column]:
    """Columns from the runs of a ruler; a header is what stands above a run, line by line."""
    runs = [match.span() for match in _RUN.finditer(ruler)]
    last = headers[-1] if headers else b""
    if b"  " not in last.strip() and b"  " not in ruler.strip() and len(last.strip()) < len(ruler.strip()) * 3 // 4:
        return _partitioned(last, len(runs)) or []
    columns = []
    for index, (start, end) in enumerate(runs):
        limit = runs[index + 1][0] if index + 1 < len(runs) else _NO_LIMIT
        words = [
            token.group()
            for line in headers
            for token in TOKEN.finditer(line)
            if token.start() < max(end, min(limit, end + 1)) and token.end() > start
        ]
        label = _label(b" ".join(words))
        columns.append(Column(start, end, limit, meaning(label), exact=True, label=label))
    return columns


def _partitioned(header: bytes, count: int) -> list[Column]:
    """Columns of a header whose blanks are gone: the words cut into `count` labels so that most are known."""
    words = header.split()
    if not count <= len(words) <= 12:
        return []
    best: list[Meaning | None] = []
    for cuts in itertools.combinations(range(1, len(words)), count - 1):
        ends = (0, *cuts, len(words))
        told = [meaning(_label(b" ".join(words[low:high]))) for low, high in itertools.pairwise(ends)]
        if sum(_known(entry) for entry in told) > sum(_known(entry) for entry in best):
            best = told
    return [Column(number, number, _NO_LIMIT, told, collapsed=True) for number, told in enumerate(best)]


def _known(told: Meaning | None) -> int:
    return 0 if told is None else 1 if told.weak else 2


def _barred(line: bytes) -> list[Column]:
    """Columns between the bars of a boxed header."""
    bars = [index for index, byte in enumerate(line) if byte == 124]
    if bars[0] > 0 and line[: bars[0]].strip():
        bars.insert(0, -1)
    if line[bars[-1] + 1 :].strip():
        bars.append(len(line))
    return [
        Column(left + 1, right, right, meaning(label), exact=True, barred=True, label=label)
        for left, right in itertools.pairwise(bars)
        for label in [_label(line[left + 1 : right])]
    ]


def _headed(text: bytes, spans: Sequence[Range], headers: list[bytes], first: int) -> list[Column]:
    """Columns from a header's own cells; cells that the rows prove to be two columns are split."""
    if not headers:
        return []
    rows = [text[slice(*span)] for span in spans[first : first + _SAMPLE]]
    rows = rows[: next((index for index, row in enumerate(rows) if index and not row.strip()), len(rows))]
    rows = [row for row in rows if row.strip() and not is_ruler(row)]
    placed = _merged([[(*part, upper[slice(*part)]) for part in _parts(upper, rows)] for upper in headers])
    columns = []
    for index, (start, end, words) in enumerate(placed):
        limit = placed[index + 1][0] if index + 1 < len(placed) else _NO_LIMIT
        label, last = _label(b" ".join(words)), _label(words[-1])
        told = (meaning(_label(words[0])) if meaning(last) else None) or meaning(label) or meaning(last)
        columns.append(Column(start, end, limit, told, label=label))
    return columns


def _parts(line: bytes, rows: list[bytes]) -> list[Range]:
    return [part for match in CELL.finditer(line) for part in _split(match.start(), match.group(), rows)]


def _merged(lines: list[list[tuple[int, int, bytes]]]) -> list[tuple[int, int, list[bytes]]]:
    """The columns under the cells of several header lines; what stands over two columns is a title and none itself."""
    columns = [(start, end, [words]) for start, end, words in lines[-1]]
    for cells in reversed(lines[:-1]):
        if len(cells) < 2 and len(columns) > 1:
            continue
        for start, end, words in cells:
            below = [number for number, column in enumerate(columns) if column[0] < end and start < column[1]]
            if not below:
                columns.append((start, end, [words]))
            elif len(below) == 1:
                low, high, known = columns[below[0]]
                columns[below[0]] = (min(low, start), max(high, end), [words, *known])
        columns.sort(key=lambda column: column[0])
    return columns


def _split(start: int, cell: bytes, rows: list[bytes]) -> list[Range]:
    """Split a header cell where every row has a blank and most rows start a token right behind it."""
    parts, low = [], 0
    for match in re.finditer(b" ", cell):
        gap = start + match.start()
        blank = all(row[gap : gap + 1] in (b" ", b"") for row in rows)
        starts = sum(row[gap + 1 : gap + 2].strip() != b"" for row in rows)
        if rows and blank and starts * 2 > len(rows):
            parts.append((start + low, gap))
            low = match.end()
    return [*parts, (start + low, start + len(cell))]
