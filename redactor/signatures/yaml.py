"""YAML: keys that nest, lists, document markers; the bodies of block scalars may be anything.

Sources: YAML 1.2, the Kubernetes API conventions (`apiVersion`, `kind`).
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.signatures._sample import Guess, Sample

_KEY = rb"(?:[\w.$<{][\w.$/@{}() +-]{0,80}|\"[^\"]{1,80}\"|'[^']{1,80}')"
_LINE = re.compile(
    rb"\s*(?:- )*(?:" + _KEY + rb":(?: \S|$)|- ?\S|-$|#|---(?: |$)|\.\.\.$|%YAML|[\]}\[{?]|\{\{)"
    rb"|\s+[\w\"'$].*[^;{]$"
)
_KEYED = re.compile(rb"\s*(?:- )*" + _KEY + rb":(?: [^ ]|$)")
_LIST = re.compile(rb"\s*- +[\w\"'{]+")
_NEST = re.compile(rb"\s*(?:- )*[\w.\"'/-]+:$")
_DEEPER = re.compile(rb"(?: {2,8}|\s*- )[\w.\"'/-]+(?::(?: \S|$)|)")
_BODY = re.compile(rb"( *)(?:- )*.*(?:: |- )(?:![\w!-]+ )?[|>][-+1-9]{0,2}(?: #.*)?$")
_HEADER = re.compile(rb"---(?: |$)|%YAML ")
_FRONT = re.compile(rb"---\r?\n(?:.*\n){1,40}?---\r?\n[ \t\r\n]*(?=\S)(?![\w\"'.-]+:[ \r\n]|- |#[^ #]|---)")
_ALIGNED = re.compile(rb"\s*[A-Z][\w ]*: {2,}\S")


def guess(sample: Sample) -> Guess | None:
    """Nearly all lines have the form of YAML, and more than form speaks for it."""
    lines = _outside(sample.lines)
    if not lines or _FRONT.match(sample.head):
        return None
    named = sample.ends_with(".yaml", ".yml")
    keyed = sum(bool(_KEYED.match(line)) for line in lines)
    formed = sum(bool(_LINE.match(line)) for line in lines) / len(lines)
    heads = {line.split(b":")[0] for line in lines}
    kubernetes = {b"apiVersion", b"kind"} <= heads or {b"- apiVersion", b"  kind"} <= heads
    started = bool(_HEADER.match(lines[0]))
    nested = sum(bool(_NEST.match(one) and _DEEPER.match(two)) for one, two in zip(lines, lines[1:], strict=False))
    listed = sum(bool(_LIST.match(line)) for line in lines)
    if sum(bool(_ALIGNED.match(line)) for line in lines) > len(lines) / 4:
        return None
    proof = kubernetes or (named and formed > 0.8) or (started and keyed > 1) or (nested > 1 and listed > 1)
    if not proof or formed < (0.8 if named else 0.9) or keyed + listed < len(lines) / 4:
        return None
    if any(line.startswith(b"\t") for line in lines):
        return None
    return Guess("text", "yaml", "kubernetes-yaml" if kubernetes else "yaml", 0.93, ("nested YAML keys and lists",))


def _outside(lines: tuple[bytes, ...]) -> list[bytes]:
    """The lines that are no body of a block scalar."""
    found: list[bytes] = []
    inside = -1
    for line in lines:
        indent = len(line) - len(line.lstrip(b" "))
        if 0 <= inside < indent:
            continue
        body = _BODY.match(line)
        inside = len(body[1]) if body else -1
        found.append(line)
    return found
