"""Passwords, passphrases and keys that a name and a sign give away: `password=x`, `"apiKey": "x"`."""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._values import argument, called, placeholder, strong, tokenlike
from recognizers.rule import Rule, Verdict

WORDS = (
    r"(?:pass[-_ ]?words?|passwd|pass[-_ ]?phrase|pass[-_ ]?code|[-_a-z0-9]pwd|passwort|kennwort"
    r"|mot[-_ ]de[-_ ]passe|contrase(?:\xc3\xb1|\xf1|n)a|senha|wachtwoord|l(?:\xc3\xb6|\xf6|o)senord"
    r"|passord(?:et)?|adgangskode|salasana|has(?:\xc5\x82|l)o|heslo|parola|jelsz(?:\xc3\xb3|o)|sifre|secret"
    r"|shared[-_ ]?secret|client[-_ ]?secret|secret[-_ ]?(?:access[-_ ]?)?key|api[-_ ]?(?:key|secret|token)"
    r"|access[-_ ]?(?:key|secret)"
    r"|app[-_ ]?(?:key|secret|password)|auth[-_ ]?(?:key|secret)|account[-_ ]?key|private[-_ ]?key"
    r"|encryption[-_ ]?key|signing[-_ ]?(?:key|secret)|master[-_ ]?key|shared[-_ ]?(?:access[-_ ]?)?key"
    r"|pre[-_ ]?shared[-_ ]?key|license[-_ ]?key|licence[-_ ]?key|storage[-_ ]?key|webhook[-_ ]?secret"
    r"|session[-_ ]?(?:key|secret)|cookie[-_ ]?secret|recovery[-_ ]?(?:key|code)|bind[-_ ]?(?:pw|cred"
    r"(?:ential)?s?)"
    r"|rootpw|userpw|ldappw|dbpass|db[-_]pass|[a-z]{2,12}[-_]pass|passkey|otp[-_ ]?secret|totp[-_ ]?secret"
    r"|community[-_ ]?string|unlock[-_ ]?code)"
)
_SUFFIX = (
    r"(?:[-_ ]?(?:hash|value|text|plain|plaintext|base64|b64|enc|encrypted|digest|old|new|current"
    r"|confirm|confirmation|sha256|[0-9]{1,2}))?"
)
_KEY = rf"(?:{WORDS}|(?:^|[^0-9A-Za-z])(?:pass|psk|pwd|puk)){_SUFFIX}"
_TOKENS = (
    r"(?:token|credential|bearer|jwt|nonce|signature|assertion|saml[-_]?response|code[-_]verifier|authkey|sessionid"
    r"|session[-_]id|csrf|xsrf|hmac|[-_.]key|(?:^|[^0-9A-Za-z])(?:otp|pin|sid|salt|key))"
)
TRIGGER = (
    "pass", "pwd", "wort", "mdp", "contrase", "senha", "wachtw", "senord", "adgangsk", "salasana", "has.{0,2}o",
    "heslo", "parola", "jelsz", "sifre", "secret", "key", "token", "bind.?pw", "bind.?cred", "rootpw", "userpw",
    "ldappw", "psk", "recovery.?code", "community.?string", "unlock.?code", "puk",
)  # fmt: skip
_STEMS = "|".join(TRIGGER)
ASSIGNED = rf"(?:{_STEMS})[-_ a-z0-9\x80-\xff]*[\"'\]]{{0,2}}[ \t]*[=:]"
"""A stem of a key, the rest of the key, and the sign behind it."""
_BARE_KEY = re.compile(rb"(?:^|[^0-9A-Za-z_.-])key[\"']?[ \t]*[=:][ \t]*[\"']?$", re.IGNORECASE)
_SESSION_KEY = re.compile(rb"(?:session[-_]?id|sid)[\"']?[ \t]*[=:][ \t]*[\"']?$", re.IGNORECASE)
_HANDLE = re.compile(rb"[0-9a-f]{8}")
"""What a counter or a short handle of a connection looks like."""
_DIRECTORY = re.compile(rb"(?:OLD)?PWD=$")
_SIGN = r"[ \t]*(?:=>|:=|==|[=:])[ \t]*"
_CLOSE = r"[\"'\]]{0,2}"


def assigned(line: bytes, start: int, end: int) -> Verdict:
    """Refuses placeholders, words of messages after a colon (`Password: required`) and references to files."""
    value = line[start:end]
    sign = line[:start].rstrip(b" \t\"'")[-1:]
    if value[:1] == b"/" and _DIRECTORY.search(line, max(0, start - 7), start):
        return Verdict.REFUSE
    if _module(line, start, end) or called(line, end):
        return Verdict.REFUSE
    if sign == b":" and b"//" in value[:8]:
        return Verdict.REFUSE
    if (
        sign == b":"
        and not strong(value)
        and line[:start].rstrip(b"\"'").endswith(b" ")
        and line[end:].strip(b" \t\"',;.}")
    ):
        return argument(line, start, end) if line[start - 1 : start] in (b'"', b"'") else Verdict.REFUSE
    return argument(line, start, end)


def _module(line: bytes, start: int, end: int) -> bool:
    """True for a service and its stage in the brackets of PAM: `pam_unix(passwd:chauthtok)`."""
    return line[start - 1 : start] == b":" and line[end : end + 1] == b")" and b"(" in line[max(0, start - 24) : start]


def named_token(line: bytes, start: int, end: int) -> Verdict:
    """As `tokenlike`; what is called just `key` must be long and hold no colon, as keys of caches do."""
    value = line[start:end]
    if _SESSION_KEY.search(line, max(0, start - 24), start) and (value.isdigit() or _HANDLE.fullmatch(value)):
        return Verdict.REFUSE
    if _BARE_KEY.search(line, max(0, start - 24), start) and (len(value) < 16 or b":" in value or b"_" in value):
        return Verdict.REFUSE
    return tokenlike(line, start, end)


def quoted(line: bytes, start: int, end: int) -> Verdict:
    """Refuses placeholders, and texts that explain (three words or more that hold no digit)."""
    value = line[start:end]
    if placeholder(value) or (value.count(b" ") > 2 and not strong(value.replace(b" ", b""))):
        return Verdict.REFUSE
    return Verdict.ABSTAIN


RULES = (
    Rule(
        id="password-assignment",
        entity="SECRET",
        pattern=(
            rf"{_KEY}{_CLOSE}{_SIGN}(?P<value>[^\s\"'<>,;&(){{}}\[\]]{{1,512}}"
            rf"(?:[,;&(){{}}\[\]<>][^\s\"'<>,;&(){{}}\[\]=:]{{1,64}}){{0,4}})"
        ),
        reference=(
            "Assignments in logs, shell, INI, properties and URL queries; key names as gitleaks' "
            "generic rule documents them"
        ),
        examples=(
            "DB_PASSWORD=«Word.1899»",
            "connect user=ann password=«hunter2», host=db",
            "passwd: «hunter2»",
            "GET /login?pwd=«hunter2»&next=/",
            "client_secret = «8f14e45fceea»",
            "api-key: «0a1b2c3d»",
            "Passwort: «Sommer2031»",
            "mot de passe : «soleil99»",
            "contraseña: «luna44»",
            "spring.datasource.password=«p4ss»",
            "password=«ab,cd!»",
            "secret_key=«base64:AbCd0123+/=»",
        ),
        near_misses=(
            "password: ",
            "Password required",
            "Failed password for ann",
            "password expired",
            "passwd: files sss",
            "passwd:     files systemd",
            "password=***",
            "password=${DB_PASSWORD}",
            "password=null",
            "password = None",
            "passwordPolicy: strict",
            "password_expired=false",
            "secretName: web-tls",
            "password=%s",
            "pam_unix(passwd:chauthtok): password changed",
            "PWD=/home/ann ; USER=root",
            "password=os.getenv('X')",
            "key=value",
            "monkey: banana1",
        ),
        trigger=ASSIGNED,
        ignore_case=True,
        score=0.85,
        before="",
        after="0-9A-Za-z_=:\\x80-\\xff",
        validate=assigned,
        blind=True,
    ),
    Rule(
        id="password-quoted",
        entity="SECRET",
        pattern=rf"{_KEY}{_CLOSE}{_SIGN}[urb]?\"(?P<value>(?:[^\"\\]|\\[^\n]){{1,512}})\"",
        reference="JSON (RFC 8259), YAML, source text, XML attributes",
        examples=(
            '{"user":"ann","password":"«two words»","x":1}',
            'secret_key = "«AbC dEf»"',
            '<add key="x" password="«a&amp;b»"/>',
            '"apiKey": "«0a1b2c3d»"',
            'password = "«it\'s»"',
        ),
        near_misses=(
            '"password": ""',
            '"password": "<redacted>"',
            '"password": null',
            '"passwordHint": "x1"',
            'password="${X}"',
        ),
        trigger=ASSIGNED,
        ignore_case=True,
        score=0.93,
        before="",
        after="",
        validate=quoted,
        blind=True,
    ),
    Rule(
        id="password-single-quoted",
        entity="SECRET",
        pattern=rf"{_KEY}{_CLOSE}{_SIGN}[urb]?'(?P<value>(?:[^'\\]|\\[^\n]){{1,512}})'",
        reference="Python, Ruby, shell and SQL literals in logs",
        examples=("{'user': 'ann', 'password': '«two words»'}", "export DB_PASSWORD='«a b c1»'"),
        near_misses=("{'password': ''}", "{'password': '***'}", "password='%s'"),
        trigger=ASSIGNED,
        ignore_case=True,
        score=0.93,
        before="",
        after="",
        validate=quoted,
        blind=True,
    ),
    Rule(
        id="password-escaped",
        entity="SECRET",
        pattern=rf"{_KEY}\\{{1,8}}[\"'][ \t]*[:=][ \t]*\\{{1,8}}[\"'](?P<value>[^\"'\\]{{1,512}})\\{{1,8}}[\"']",
        reference="JSON inside a JSON string, any number of times",
        examples=(
            r'{"msg":"{\"password\":\"«hunter2»\"}"}',
            r'"{\"data\":{\"password\":\"«ZXhhbXBs»\",\"token\":\"x\"}}"',
            r"\\\"client_secret\\\": \\\"«a b»\\\"",
        ),
        near_misses=(r"{\"password\":\"\"}", r"{\"password\":\"***\"}", r"{\"name\":\"x\"}"),
        trigger=rf"(?:{_STEMS})[-_ a-z0-9\x80-\xff]*\\{{1,8}}[\"'][ \t]*[=:]",
        ignore_case=True,
        score=0.93,
        before="",
        after="",
        validate=quoted,
        blind=True,
    ),
    Rule(
        id="token-assignment",
        entity="SECRET",
        pattern=rf"{_TOKENS}(?:\\{{0,8}}{_CLOSE}){_SIGN}(?:\\{{0,8}}[\"'])?(?P<value>[0-9A-Za-z_+/=.~%@!$*:-]{{8,}})",
        reference="Tokens and keys by name: OAuth 2.0 (RFC 6749), CSRF tokens, relay tokens",
        examples=(
            "Environment=RELAY_TOKEN=«rt-0a1b2c3d4e5f6071»",
            "access-token: «0a1b2c3d4e5f»",
            r'"{\"token\":\"«ZXhhbXBsZTE=»\"}"',
            "refresh_token=«1//0abcDEF»",
            '"csrf": "«a1B2c3D4e5F6»"',
        ),
        near_misses=(
            "Unexpected token: identifier",
            "token_type=bearer",
            "token=null",
            "key=/etc/ssl/private/site.key",
            "monkey=bananasplit",
            "pin=1234",
            "sessionid=88123311",
            "sid=8e0dbb1a 3dd1b0f2",
            "token = Name.Builtin.Pseudo",
            "primary key: customers",
            "key: user:123456:profile",
            "cache key=session_12345678",
        ),
        trigger=r"(?:token|credential|bearer|jwt|nonce|otp|pin|signature|assertion|saml[-_]?response|verifier|authkey"
        r"|session[-_]?id|sid|csrf|xsrf|hmac|salt|key)\\{0,8}[\"'\]]{0,2}[ \t]*[=:]",
        ignore_case=True,
        score=0.7,
        before="",
        after="",
        validate=named_token,
        blind=True,
    ),
)
