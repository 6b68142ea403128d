"""Grammar of service configurations: a directive at the start of a line, then one argument or a list of them."""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._log import host, user
from recognizers.common_words import is_ordinary
from recognizers.rule import Rule, Validator, Verdict

SERVICE = frozenset({"cli", "config", "ini", "text", "prose"})
"""Where a service's configuration may stand: as a file, printed on a terminal, or pasted into a ticket."""
LEAD = "^[ \\t]{0,24}"
NAME = r"[0-9A-Za-z_\x80-\xff](?:[0-9A-Za-z_.\x80-\xff-]{0,62}[0-9A-Za-z_\x80-\xff])?"
ACCOUNT = r"[A-Za-z0-9_\x80-\xff](?:[0-9A-Za-z_.@\\\x80-\xff-]{0,62}[0-9A-Za-z_$\x80-\xff])?"
SECRET = r"[^\s\"';]{1,128}"
_SETTING = re.compile(rb"\.(?:conf|cfg|crt|pem|key|sock|txt|log|d)\Z|[A-Z]?[a-z]+(?:_[a-z]+)*_(?:name|host|domain)\Z")


def server(line: bytes, start: int, end: int) -> Verdict:
    """Refuse what is no host's name, a file's name, and the name of another setting."""
    value = line[start:end]
    if _SETTING.search(value) or line[max(0, start - 1) : start] in (b"$", b"{"):
        return Verdict.REFUSE
    return host(line, start, end)


def singular(line: bytes, start: int, end: int) -> Verdict:
    """Refuse moreover ordinary words: for directives that are words of a sentence themselves."""
    return Verdict.REFUSE if is_ordinary(line[start:end]) else server(line, start, end)


def account(line: bytes, start: int, end: int) -> Verdict:
    """Refuse accounts that come with a product, variables and groups."""
    return Verdict.REFUSE if line[max(0, start - 1) : start] in (b"$", b"@", b"%", b"+") else user(line, start, end)


def listed(
    name: str,
    entity: str,
    directives: str,
    sample: str,
    *,
    validate: Validator,
    reference: str,
    words: tuple[str, ...],
    separator: str = "[ \\t]{1,8}",
    between: str = " ",
    opening: str = "[ \\t]{1,8}",
    item: str = NAME,
) -> tuple[Rule, ...]:
    """One rule for each place of a list behind a directive: a pattern finds one value a match.

    `sample` is the directive as it is written in the examples, with all that stands before the list; `words` are
    example values, one more rule for each.
    """
    skipped = "[^\\s,;#\"']{1,128}" + separator
    rules = []
    for place in range(len(words)):
        marked = [f"«{word}»" if at == place else word for at, word in enumerate(words)]
        rules.append(
            Rule(
                id=f"{name}-{place + 1}" if place else name,
                entity=entity,
                pattern=rf"{LEAD}(?:{directives}){opening}(?:{skipped}){{{place}}}[\"']?(?P<value>{item})(?:[\s,;\"']|$)",
                trigger=rf"^[ \t]{{0,24}}(?:{directives})[ \t=]",
                before="",
                after="",
                validate=validate,
                kinds=SERVICE,
                seeds=True,
                score=0.9,
                reference=reference,
                examples=(sample + between.join(marked), "\t" + sample + between.join(marked[: place + 1])),
                near_misses=(sample.strip() + between.join(words[:place]), f"# {sample}" + between.join(words)),
            )
        )
    return tuple(rules)
