"""Parts of distinguished names in certificates and directories: organisation, place, domain components, accounts.

C=DE, ST=Bremen, L=Bremen, O=Hansa Werft, CN=lt-koenig      /C=DE/L=Bremen/O=Hansa Werft      cn=svc,ou=x,dc=ad,dc=werft
"""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._tlds import ALL
from recognizers.common_words import is_ordinary
from recognizers.digits import zeroed
from recognizers.rule import Rule, Validator, Verdict

_TEXT = r"[0-9A-Za-z\x80-\xff](?:[^,/\"'=\n+;<>|\\]{0,62}[0-9A-Za-z.)\x80-\xff])?"
_ENDS = r"(?:[,/\"'+;<>\\\])]| [A-Z]{1,2} ?=|[ \t]*$)"
_OTHER = re.compile(rb"(?:^|[ ,/\"'=+:;{\[(])(?:CN|OU|DC|ST|L|O|C|cn|ou|dc|uid|emailAddress|serialNumber) ?= ?[^= ]")
_PUBLIC = re.compile(
    rb"(?i)(?:.*(?:digicert|let's encrypt|globalsign|sectigo|comodo|entrust|verisign|symantec|geotrust|thawte|godaddy|amazon"
    rb"|google|microsoft|apple|cisco|juniper|fortinet|palo alto|internet security research|internet widgits|isrg|baltimore"
    rb"|quovadis|usertrust|identrust|starfield|cloudflare|vmware|dell|hewlett|huawei|mikrotik|ubiquiti|red hat|kubernetes"
    rb"|system:|certum|buypass|swisssign|d-trust|t-systems|actalis|zerossl).*|none|unknown|default|example(?: .*)?|test|root ca)"
)
"""Whoever sells certificates or devices is no customer."""
_GENERIC = frozenset(label.encode() for label in ALL) | frozenset(b"ad corp dom forest root top".split())
_REFERENCE = "RFC 4514 and RFC 4519: distinguished names; X.509 subjects as OpenSSL prints them"
_KINDS = frozenset({"log", "cli", "text", "json", "ini", "config", "prose"})


def _company(line: bytes, start: int, end: int) -> Verdict:
    """Refuses what stands in no distinguished name, and those who sell certificates."""
    return Verdict.REFUSE if not _in_name(line, start, end) or _PUBLIC.fullmatch(line[start:end]) else Verdict.ABSTAIN


def _authority(line: bytes, start: int, end: int) -> Verdict:
    """As `_company`; refuses groups and roles that every directory has: ordinary words all of them."""
    words = re.findall(rb"[A-Za-z\x80-\xff]{3,}", line[start:end])
    return Verdict.REFUSE if all(is_ordinary(word.lower()) for word in words) else _company(line, start, end)


def _in_name(line: bytes, start: int, end: int) -> bool:
    """True where another attribute stands near."""
    near = line[max(0, start - 160) : start].rstrip()
    key = re.search(rb"[A-Za-z]{1,2} ?= ?$", line[max(0, start - 6) : start])
    head = near[: len(near) - len(key.group().strip())] if key else near
    return _OTHER.search(head) is not None or _OTHER.search(line, end, end + 160) is not None


def _component(line: bytes, start: int, end: int) -> Verdict:
    """Refuses last labels and what every directory is called."""
    if zeroed(line[start:end].lower()) in _GENERIC or not _in_name(line, start, end):
        return Verdict.REFUSE
    return Verdict.ABSTAIN


def _account(line: bytes, start: int, end: int) -> Verdict:
    value = line[start:end]
    ordinary = value.isalpha() and is_ordinary(value.lower()) or not re.search(rb"[A-Za-z]", value)
    return Verdict.REFUSE if ordinary or b"." in value and value.count(b".") > 1 else Verdict.ABSTAIN


def _rule(
    name: str,
    entity: str,
    pattern: str,
    trigger: str,
    examples: tuple[str, ...],
    near_misses: tuple[str, ...],
    validate: Validator,
) -> Rule:
    return Rule(
        id=name,
        entity=entity,
        pattern=pattern,
        trigger=trigger,
        before="",
        after="",
        validate=validate,
        blind=True,
        kinds=_KINDS,
        score=0.85,
        seeds=entity == "HOSTNAME",
        reference=_REFERENCE,
        examples=examples,
        near_misses=near_misses,
    )


RULES: tuple[Rule, ...] = (
    _rule(
        "subject-organisation",
        "ORGANIZATION",
        rf"(?:^|[ ,/\"'(:=+])O ?= ?\"?(?P<value>{_TEXT}){_ENDS}",
        r"O ?= ?\"?[0-9A-Za-z\x80-\xff]",
        ("VERIFY OK: depth=0, C=DE, L=Kiel, O=«Hansa Werft», CN=lt7", "subject=/C=DE/O=«Werft AG»/CN=x"),
        ("O=DigiCert Inc, CN=DigiCert Global Root", "gcc -O=2 x", "O=alone here"),
        _company,
    ),
    _rule(
        "subject-authority",
        "ORGANIZATION",
        r"(?:^|[ ,/\"'(:=+])CN ?= ?\"?(?P<value>[0-9A-Za-z\x80-\xff][^ ,/\"'=\n+;<>|\\]{0,40}(?: [0-9A-Za-z\x80-\xff][^ ,/\"'=\n+;<>|\\]{0,40}){1,5})"
        rf"{_ENDS}",
        r"CN ?= ?\"?[0-9A-Za-z\x80-\xff]",
        ("Issuer: C = DE, O = x, CN = «Stadt Gera Interne CA»", "issuer=/C=DE/CN=«Werft Bremerhaven Root CA 2»"),
        ("CN=Domain Admins,DC=example", "O=DigiCert Inc, CN=DigiCert Global Root", "CN=vpn7, O=x"),
        _authority,
    ),
    _rule(
        "subject-locality",
        "LOCATION",
        rf"(?:^|[ ,/\"'(:=+])L ?= ?\"?(?P<value>{_TEXT}){_ENDS}",
        r"L ?= ?\"?[0-9A-Za-z\x80-\xff]",
        ("depth=0, C=DE, ST=Bremen, L=«Bremerhaven», O=x, CN=y", "subject=/C=DE/L=«Kiel»/O=x"),
        ("URL=http://x", "L=alone", "TTL = 64, CN = y"),
        _company,
    ),
    _rule(
        "subject-state",
        "LOCATION",
        rf"(?:^|[ ,/\"'(:=+])(?:ST|S|street) ?= ?\"?(?P<value>[A-Z\x80-\xff][^,/\"'=\n+;<>|\\]{{1,60}}[0-9A-Za-z\x80-\xff]){_ENDS}",
        r"(?:S|ST|street) ?= ?\"?[A-Z\x80-\xff]",
        ("depth=0, C=DE, ST=«Bremen», L=x, CN=y", "subject= /C=DE/ST=«Some Land»/O=x"),
        ("DST=192.0.2.1", "ST=Alone", "S=12, CN=y"),
        _company,
    ),
    _rule(
        "domain-component",
        "HOSTNAME",
        r"(?:^|[ ,/\"'(:=+\\])[Dd][Cc]=(?P<value>[0-9A-Za-z_\x80-\xff][0-9A-Za-z_\x80-\xff-]{1,62})",
        r"[Dd][Cc]=[0-9A-Za-z_\x80-\xff]",
        ("ou=people,dc=ad,dc=«seeblick»,dc=example", "CN=x,OU=y,DC=«werft»,DC=com"),
        ("dc=com,dc=net", "dc=1", "dc=alone"),
        _component,
    ),
    _rule(
        "directory-account",
        "USERNAME",
        r"(?:^|[ \"'(=:])(?:[Cc][Nn]|[Uu][Ii][Dd])=(?P<value>[0-9A-Za-z_][0-9A-Za-z_.$-]{1,62}),(?:[A-Za-z]{1,12}=[^,\n]{1,80},){0,8}[Dd][Cc]=",
        r"(?:[Cc][Nn]|[Uu][Ii][Dd])=[0-9A-Za-z_][0-9A-Za-z_.$-]{1,62},",
        ("cn=«svc_sssd»,ou=Dienste,dc=ad,dc=werft", 'binddn "uid=«hkoenig»,ou=people,dc=x"'),
        ("cn=users,dc=ad,dc=werft", "cn=config", "cn=Domain Admins,dc=x"),
        _account,
    ),
)
