"""Which lines people wrote: the statistical tier sees only those, since on machine text it is slow and nearly always wrong.

line ──features──► score ──smoothed by its neighbours──► prose or machine
"""

from __future__ import annotations

from collections.abc import Sequence

from recognizers import lazy_re as re
from recognizers._words import words

_WORD = re.compile(r"(?<![\w./\\@-])[^\W\d_]{2,}(?:['’-][^\W\d_]+)*(?![\w/\\@=(])")
_MARKS = re.compile(r"[={}\[\]<>|;\\#$@^~`/%*+]|--|::|->")
_CAMEL = re.compile(r"[a-z][A-Z]|[A-Za-z]\d|\d[A-Za-z]{2}|\w_\w|\w\.\w")
_STAMP = re.compile(
    r"\s*(?:<\d+>)?(?:\[?\d{4}-\d\d-\d\d[T ]|\[?\d\d[:/.]\d\d[:/.]|[A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d|\*?[A-Z][a-z]{2} [A-Z][a-z]{2}\s+\d"
    r"|%[A-Z]|\[?(?:DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|TRACE|CRITICAL)\b|\s+at [\w$.]+\(|Traceback|  File \")"
)
_PROMPT = re.compile(r"\s*[\w.@:~/()-]{1,60}[#$]\s*\S|\s*>>>\s|\s*\w[\w.-]*>\s*(?:show|sh|en|conf|ping|display|get)\b")
_COLUMNS = re.compile(r"\S {2,}\S+ {2,}\S|\t\S+\t")
_FUNCTION = words(
    """
    the a an and or but of to in on at for with from by is are was were be been has have had will would can could i
    you he she it we they my your his her its our their this that these those not please as if when who what where
    how so der die das und ist nicht le la les et est un une el los y es en il di che
    """
)
_SENTENCE = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}[.!?,](?:\s|$)")
_ADDRESS = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w.-]+|https?://\S+|www\.\S+|\+?\(?\d[\d ()./-]{5,}\d"
    r"|\b[A-Z]{2}\d\d(?: ?[0-9A-Z]{2,4}){3,8}\b|\b[13][0-9A-Za-z]{25,}"
)
"""What people quote in a sentence without it being a machine's: mail addresses, links, telephone and account numbers."""
_QUOTE = re.compile(r"^(?:[>|]\s?)+")
LEAN = 0.25
"""How much a neighbour's score counts beside the line's own."""


def prose(lines: Sequence[str]) -> list[bool]:
    """For each line whether it is prose; empty lines are, and lean on nobody."""
    scores = [_score(line) for line in lines]
    near = list(scores)
    for at, score in enumerate(scores):
        if score is None:
            continue
        around = [scores[other] for other in (at - 1, at + 1) if 0 <= other < len(scores)]
        told = [other for other in around if other is not None]
        near[at] = score + LEAN * sum(told) / max(1, len(told))
    return [score is None or score > 0 for score in near]


def _score(line: str) -> float | None:
    """Above zero for prose, below for machine text; None for an empty line."""
    text = _QUOTE.sub("", line.strip())
    if not text:
        return None
    quoted = text
    text = _ADDRESS.sub(" ", text).strip() or "a quoted address"
    if _STAMP.match(quoted) or _PROMPT.match(quoted):
        return -2.0
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    visible = sum(not sign.isspace() for sign in text)
    odd = len(_MARKS.findall(text)) + sum(map(bool, map(_CAMEL.search, text.split()))) + 2 * len(_COLUMNS.findall(text))
    common = sum(word.lower() in _FUNCTION for word in words)
    score = 0.9 * letters / visible - 0.45
    score += min(0.5, 0.15 * common) + (0.15 if _SENTENCE.search(text) else 0.0)
    return score - min(1.2, 4.0 * odd / (len(words) + 3))
