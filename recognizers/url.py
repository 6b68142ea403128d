"""What a URL gives away beside its host: user and password before the host, secrets and users in the query."""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._near import ABSTAIN, CONFIRM, REFUSE
from recognizers.rule import Rule, Verdict

_PLACEHOLDER = re.compile(
    rb"[*x.#_-]+|\$.*|\{.*|<.*|%[sd]|%\(.*|(?:null|none|nil|true|false|undefined|redacted|masked|hidden"
    rb"|filtered|removed)"
    rb"|\[?(?:redacted|filtered|masked|hidden)\]?",
    re.IGNORECASE,
)
_DIGEST = re.compile(rb"@sha[0-9]{3}:")
_SCHEME = r"[A-Za-z][0-9A-Za-z+.-]{0,19}://"
_WORD = r"[^\s/@:\"'<>`|\\,]"


def _secret(line: bytes, start: int, end: int) -> Verdict:
    """Refuses placeholders; what remains between `?name=` and the next delimiter is a secret whatever it looks like."""
    return REFUSE if _PLACEHOLDER.fullmatch(line[start:end]) else CONFIRM


def _user(line: bytes, start: int, end: int) -> Verdict:
    image = _DIGEST.match(line, end) is not None
    return REFUSE if image or _PLACEHOLDER.fullmatch(line[start:end]) or line[start:end] in (b"git", b"hg") else ABSTAIN


def _code(line: bytes, start: int, end: int) -> Verdict:
    """An authorisation code or state is long; `?code=404` is not."""
    text = line[start:end]
    if len(text) < 16 or text.isdigit() or _PLACEHOLDER.fullmatch(text):
        return REFUSE
    return ABSTAIN


_NAMES = (
    r"(?:[0-9A-Za-z]{1,20}[_.-])?(?:access_?|refresh_?|id_?|auth_?|api_?|session_?|csrf_?|xsrf_?|bearer_?"
    r"|device_?)?token"
    r"|(?:x-)?api[_-]?key|app[_-]?key|access[_-]?key(?:[_-]?id)?|AWSAccessKeyId|(?:client|app|api"
    r"|shared)[_-]?secret|secret"
    r"|pass(?:word|wd|phrase|code)?|pwd|psk|sig|signature|hmac|x-(?:amz|goog|oss)-(?:signature|credential"
    r"|security-token)"
    r"|jwt|auth|authorization|credential|sid|session_?id|sess|phpsessid|jsessionid|samlresponse|samlrequest|assertion"
    r"|subscription-key|hapikey|sharedaccesskey|otp|nonce_?key|private_?key|hash_?key"
)

RULES = (
    Rule(
        id="url-user",
        entity="USERNAME",
        pattern=rf"{_SCHEME}(?P<value>{_WORD}{{1,128}})(?::[^\s/@\"'<>`]{{0,256}})?@[^\s@]",
        trigger=r"://[^\s/\"'<>`]{1,400}@",
        after="",
        validate=_user,
        blind=True,
        seeds=True,
        reference="RFC 3986 section 3.2.1",
        examples=(
            "clone https://«alice»:s3cr3t@git.example.com/x.git",
            "ftp://«bob»@192.0.2.7/pub",
            "amqp://«svc-orders»:pw@mq.example.net:5672/%2f",
        ),
        near_misses=(
            "ssh://git@git.example.com/x",
            "http://${USER}:${PASS}@db.example.com",
            "https://example.com/@alice",
            "redis://:secret@cache.example.com",
            "docker-pullable://nginx@sha256:0a1b",
        ),
        worst="a://bbbb",
    ),
    Rule(
        id="url-password",
        entity="SECRET",
        pattern=rf"{_SCHEME}{_WORD}{{0,128}}:(?P<value>[^\s/@\"'<>`]{{1,256}}(?:@[^\s/@\"'<>`.]{{1,64}})?)@[^\s@]",
        trigger=r"://[^\s/\"'<>`]{1,400}@",
        after="",
        validate=_secret,
        blind=True,
        score=0.95,
        reference="RFC 3986 section 3.2.1 (deprecated there, in use everywhere)",
        examples=(
            "postgres://app:«p%40ss-Word1»@db.example.com:5432/app",
            "redis://:«hunter2»@192.0.2.3:6379/0",
            "https://alice:«a@b»@git.example.com/x",
        ),
        near_misses=("https://alice@host.example.com/", "http://user:***@host/", "mysql://app:${DB_PASS}@db/"),
        worst="a://b:ccc",
    ),
    Rule(
        id="url-query-secret",
        entity="SECRET",
        pattern=rf"[?&;](?:amp;)?(?:{_NAMES})=(?P<value>[^&\s\"'<>#;,)}}\]\\`|]+)",
        trigger=r"(?:tok|key|ret|pass|pwd|psk|word|wd|phrase|code|sig|ture|hmac|ial|jwt|auth|tion|sid|id|sess|"
        r"ponse|quest|otp|en)=",
        ignore_case=True,
        before="",
        after="",
        validate=_secret,
        blind=True,
        score=0.95,
        reference="RFC 6750 section 2.3; AWS Signature V4 query string; Azure SAS (`sig`); common API parameter names",
        examples=(
            "GET /v1/x?token=«abc123»&page=2 HTTP/1.1",
            "https://bucket.example.com/o?X-Amz-Signature=«0a1b2c»&x=1",
            "/cb?state=1&api_key=«k-1»",
            '?sv=2022&sig=«aB%2Fc%3D»"',
        ),
        near_misses=("?page=2&sort=asc", "?token=REDACTED", "&password=*****", "?design=blue&monkey=1", "?insid=1"),
        worst="?token=&key",
    ),
    Rule(
        id="url-query-code",
        entity="SECRET",
        pattern=r"[?&](?:code|state|nonce|ticket|code_verifier|key|h|hash|t)=(?P<value>[0-9A-Za-z._~%+/=-]{16,})",
        trigger=r"[?&](?:code|state|nonce|ticket|code_verifier|key|h|hash|t)=[0-9A-Za-z._~%+/=-]{16}",
        before="",
        after="",
        validate=_code,
        blind=True,
        score=0.7,
        reference="RFC 6749 section 4.1.2 (authorisation code, state), CAS protocol section 3.1 (ticket)",
        examples=(
            "/cb?code=«SplxlOBeZQQYbYS6WxSbIA»&x=1",
            "?service=a&ticket=«ST-1856339-aA5Yuvrxzpv8Tau1cYQ7»",
        ),
        near_misses=("?code=404", "?state=open", "?t=1700000000000000000"),
        worst="?code=aaaaaaaa",
    ),
    Rule(
        id="url-query-user",
        entity="USERNAME",
        pattern=r"[?&](?:user|username|user_?name|login|userid|user_id|uname|account|owner|j_username|samaccountname)="
        r"(?P<value>[0-9A-Za-z_\x80-\xff][0-9A-Za-z_.%+\x80-\xff-]{0,63})",
        trigger=r"(?:user|name|login|id|account|owner)=[0-9A-Za-z_\x80-\xff]",
        ignore_case=True,
        before="",
        validate=_user,
        blind=True,
        score=0.8,
        reference="RFC 3986 section 3.4; names of common login parameters",
        examples=("GET /login?user=«alice»&x=1", "/q?a=1&username=«bob.doe»"),
        near_misses=("?username=null&x=1", "?users=3", "user=alice"),
        worst="?user=&",
    ),
)
