"""Credentials in HTTP messages: Authorization, API-key headers, cookies, session ids."""

from __future__ import annotations

import base64
import binascii

from recognizers import lazy_re as re
from recognizers._values import placeholder
from recognizers.rule import Rule, Verdict

_COOKIE = re.compile(
    rb"(?:^|[^0-9A-Za-z])(?:Set-)?Cookie[0-9]?(?:\\{0,8}[\"'])?(?:\]|[ \t]|,)*(?:[:=]|\\{0,8}[\"']?value)",
    re.IGNORECASE,
)
_ATTRIBUTES_TEXT = b"path domain expires max-age samesite version comment priority secure httponly partitioned"
_ATTRIBUTES = frozenset(_ATTRIBUTES_TEXT.split())
_NAME_BEFORE = re.compile(rb"[0-9A-Za-z_.%+^!#$&'*`|~-]{1,128}$")
_COOKIE_NAME = r"[0-9A-Za-z_.%+^!#$&'*`|~-]{1,128}"
_SIGN = r"(?:\\{0,8}[\"'])?[ \t]*(?:[:=]|=>|,[ \t]*(?:\\{0,8}[\"'])value(?:\\{0,8}[\"'])[ \t]*:)[ \t]*(?:\\{0,8}[\"'])?"


def basic(line: bytes, start: int, end: int) -> Verdict:
    """Confirms base64 of `user:password`; refuses what is no base64."""
    value = line[start:end]
    try:
        decoded = base64.b64decode(value + b"=" * (-len(value) % 4), validate=True)
    except (binascii.Error, ValueError):
        return Verdict.REFUSE
    return Verdict.CONFIRM if b":" in decoded else Verdict.ABSTAIN


def bearer(line: bytes, start: int, end: int) -> Verdict:
    """Refuses words of sentences: a token holds a digit or is long."""
    value = line[start:end]
    if placeholder(value) or (len(value) < 24 and not any(48 <= byte <= 57 for byte in value)):
        return Verdict.REFUSE
    return Verdict.ABSTAIN


def present(line: bytes, start: int, end: int) -> Verdict:
    """Refuses placeholders."""
    return Verdict.REFUSE if placeholder(line[start:end]) else Verdict.ABSTAIN


def opaque(line: bytes, start: int, end: int) -> Verdict:
    """As `present`; a plain number counts sessions."""
    return Verdict.REFUSE if line[start:end].isdigit() else present(line, start, end)


def _header_before(line: bytes, start: int) -> bool:
    """True where one of the first three mentions of cookies before `start` is the header's or field's name."""
    position = -1
    for _ in range(3):
        small, large = line.find(b"ookie", position + 1, start), line.find(b"OOKIE", position + 1, start)
        position = min(small, large) if small >= 0 and large >= 0 else max(small, large)
        if position < 0:
            return False
        if _COOKIE.search(line, max(0, position - 6), min(start, position + 40)) is not None:
            return True
    return False


def cookie(line: bytes, start: int, end: int) -> Verdict:
    """Refuses pairs that no cookie header precedes on the line, and attributes of cookies."""
    if not _header_before(line, start):
        return Verdict.REFUSE
    name = _NAME_BEFORE.search(line, max(0, start - 130), start - 1)
    if name is not None and name.group().lower() in _ATTRIBUTES:
        return Verdict.REFUSE
    return Verdict.REFUSE if placeholder(line[start:end]) else Verdict.ABSTAIN


RULES = (
    Rule(
        id="http-basic",
        entity="SECRET",
        pattern=r"Basic[ \t]+(?P<value>[0-9A-Za-z+/]{4,}={0,2})",
        reference="RFC 7617",
        examples=(
            "Authorization: Basic «YW5uOnNlY3JldA==»",
            '{ "name": "Authorization", "value": "Basic «YW5uOnNlY3JldA==»" }',
        ),
        near_misses=("Basic realm", "Basic auth failed", "Visual Basic 6.0", "WWW-Authenticate: Basic realm=x"),
        trigger="asic[ \t]",
        ignore_case=True,
        score=0.9,
        validate=lambda line, start, end: (
            Verdict.REFUSE
            if basic(line, start, end) is not Verdict.CONFIRM and b"uthorization" not in line[:start]
            else basic(line, start, end)
        ),
        after="0-9A-Za-z_=",
    ),
    Rule(
        id="http-authorization",
        entity="SECRET",
        pattern=(
            rf"Authorization{_SIGN}(?:(?:Bearer|Token|ApiKey|Api-Key|Negotiate|NTLM|Kerberos|OAuth"
            rf"|GenieKey|Key|JWT|PRIVATE-TOKEN|SSWS|Splunk|Bot|MAC|Hawk|Snowflake|Digest|AWS)[ \t]+)?"
            rf"(?P<value>[0-9A-Za-z+/_.~:=%-]{{6,}})"
        ),
        reference="RFC 9110 section 11.6.2, RFC 6750, RFC 4559",
        examples=(
            "Authorization: Bearer «abc.def-123~x»",
            "proxy-authorization: Negotiate «YIIJvwYGKwYBBQUC»",
            '{"name":"Authorization","value":"Token «0a1b2c3d»"}',
            r"{\"authorization\":\"Bearer «abc123def»\"}",
            "Authorization: «0a1b2c3d4e»",
        ),
        near_misses=(
            '"Example.Web.Authorization": "3.1.3.0"',
            "Authorization: ",
            "Authorization: Bearer",
            "aaa authorization exec default",
            "Authorization: Digest username=x",
        ),
        trigger="uthorization",
        ignore_case=True,
        score=0.93,
        before="0-9A-Za-z_.",
        after="0-9A-Za-z_=",
        validate=lambda line, start, end: (
            Verdict.REFUSE
            if line[start:end].lower()
            in (
                b"bearer",
                b"digest",
                b"negotiate",
                b"apikey",
                b"failed",
                b"granted",
                b"denied",
                b"header",
                b"required",
                b"aws4-hmac-sha256",
            )
            or line[start:end].startswith((b"username=", b"Credential="))
            else present(line, start, end)
        ),
    ),
    Rule(
        id="http-bearer",
        entity="SECRET",
        pattern=r"Bearer[ \t]+(?P<value>[0-9A-Za-z+/_.~=-]{8,})",
        reference="RFC 6750",
        examples=("curl -H 'X: Bearer «abc123def456»'", '"value": "Bearer «AbCdEfGhIjKlMnOpQrStUvWxYz»"'),
        near_misses=("bearer authentication", "the bearer of this", "Bearer token"),
        trigger="earer[ \t]",
        ignore_case=True,
        score=0.9,
        after="0-9A-Za-z_=",
        validate=bearer,
        blind=True,
    ),
    Rule(
        id="http-signature-parameter",
        entity="SECRET",
        pattern=(
            r"(?:Credential=|SignedHeaders=\S{1,400},[ \t]*Signature=|(?:response|nonce|cnonce|opaque"
            r"|oauth_token|oauth_signature|oauth_consumer_key|Signature|mac)=\")"
            r"(?P<value>[^\s\",;]{6,})"
        ),
        reference="RFC 7616 (Digest), RFC 5849 (OAuth 1.0), AWS Signature Version 4",
        examples=(
            'Authorization: Digest username="ann", response="«6629fae49393a05397450978507c4ef1»"',
            "Authorization: AWS4-HMAC-SHA256 "
            "Credential=«AKIAABCDEFGH234567AB/20310101/eu-west-1/s3/aws4_request», SignedHeaders=host",
        ),
        near_misses=('Digest realm="x"', 'response="ok"', "Credential="),
        trigger=("redential=", "ignature=", 'response="', 'nonce="', 'opaque="', "oauth_", 'mac="'),
        score=0.9,
        validate=present,
        blind=True,
        after="",
    ),
    Rule(
        id="http-key-header",
        entity="SECRET",
        pattern=(
            rf"(?:X-(?:Api-?Key|Auth-?Token|Auth-?Key|Access-?Token|Amz-Security-Token|Vault-Token|Csrf-?Token"
            rf"|Xsrf-?Token|Session-?(?:Id|Token)|Functions-Key|Goog-Api-Key|Token|Consul-Token|Subject-Token"
            rf"|JWT-Assertion|Plex-Token|Forwarded-Access-Token|Hub-Signature(?:-256)?)|Api-?Key|Private-Token"
            rf"|Job-Token|Ocp-Apim-Subscription-Key|DD-API-KEY|DD-APPLICATION-KEY|Circle-Token|Sec-WebSocket-Key"
            rf"|Fastly-Key|Auth-?Token)"
            rf"{_SIGN}(?P<value>[^\s\"'\\,;]{{6,}})"
        ),
        reference="Header names from the API references of AWS, Azure, GitLab, Vault, Datadog, Fastly",
        examples=(
            "X-Api-Key: «0a1b2c3d4e»",
            '{"name": "X-Auth-Token", "value": "«gAAAAABk»"}',
            "PRIVATE-TOKEN: «abc.def1»",
            "ocp-apim-subscription-key: «0a1b2c3d»",
        ),
        near_misses=("X-Api-Key: ***", "X-Api-Version: 2023-01-01", "X-Api-Key:"),
        trigger=("x-", "api-?key", "-token", "-key", "auth-?token"),
        ignore_case=True,
        score=0.95,
        before="0-9A-Za-z_",
        after="",
        validate=present,
        blind=True,
    ),
    Rule(
        id="first-cookie",
        entity="SECRET",
        pattern=rf"cookie2?{_SIGN}{_COOKIE_NAME}=\\{{0,8}}\"?(?P<value>[^\s;,\"\\]+)",
        reference="RFC 6265: cookie-pair",
        examples=(
            "Cookie: a=«1x»; sid=0a1b2c",
            "Set-Cookie: id=«b4gXb»; Expires=Thu, 31 Oct 2030 07:28:00 GMT; Path=/; Secure; HttpOnly",
            '{ "name": "Cookie", "value": "pass=«w1Xy2»; nc_token=z3Ab4" }',
            "cookie: theme=«dark»",
        ),
        near_misses=("cookie monster a=b", "a=b; c=d", "Set-Cookie: ", "Cookie: id=***"),
        trigger="ookie",
        ignore_case=True,
        score=0.95,
        before="0-9A-Za-z",
        after="",
        validate=present,
        blind=True,
    ),
    Rule(
        id="later-cookie",
        entity="SECRET",
        pattern=rf";[ \t]?{_COOKIE_NAME}=\\{{0,8}}\"?(?P<value>[^\s;,\"\\]+)",
        reference="RFC 6265: cookie-pair; attributes Path, Domain, Expires, Max-Age, SameSite stay",
        examples=(
            "Cookie: a=1x; sid=«0a1b2c»; t=«x»",
            '{ "name": "Cookie", "value": "pass=w1Xy2; nc_token=«z3Ab4»" }',
        ),
        near_misses=(
            "Set-Cookie: id=b4gXb; Path=/; Max-Age=3; Domain=example.com; SameSite=Lax",
            "cookies are a=b; c=d",
            "a=b; c=d",
        ),
        trigger=("ookie", "OOKIE"),
        score=0.93,
        before="",
        after="",
        validate=cookie,
        blind=True,
    ),
    Rule(
        id="session-id",
        entity="SECRET",
        pattern=(
            r"(?:JSESSIONID(?:SSO)?|PHPSESSID|ASPSESSIONID[A-Z]{8}|ASP\.NET_SessionId|\.ASPXAUTH"
            r"|\.AspNetCore\.[A-Za-z.]{3,40}|connect\.sid|laravel_session|CFID|CFTOKEN|SESSIONID|sessionid"
            r"|session_id|_session_id|SVPNCOOKIE|DSID|webvpn|MRHSession|NSC_[A-Za-z0-9_]{1,40}"
            r"|BIGipServer[^\s=;]{1,60}|AWSALB(?:CORS)?|ARRAffinity|csrftoken|XSRF-TOKEN|grafana_session"
            r"|_gitlab_session|wordpress_logged_in_[0-9a-f]{32}|PVEAuthCookie|SSESS[0-9a-f]{32})"
            r"[\"']?[ \t]*[=:][ \t]*[\"']?(?P<value>[^\s;,&\"'<>)\]}\\]{6,})"
        ),
        reference=(
            "Session cookies of servlet containers, PHP, ASP.NET, Django, Rails, F5, Citrix, Cisco "
            "and Fortinet gateways"
        ),
        examples=(
            "GET /a;JSESSIONID=«0A1B2C3D4E5F» HTTP/1.1",
            "PHPSESSID=«r2t5uvjq435r4q7ib3vtdjq120»",
            "session_id: «0a1b2c3d4e»",
        ),
        near_misses=("JSESSIONID", "session_id=7", "PHPSESSID=", "sessionid=88123311 proto=6"),
        trigger=(
            "SESS",
            "ession",
            "AUTH",
            "AspNetCore",
            "connect.sid",
            "CFID",
            "CFTOKEN",
            "DSID",
            "webvpn",
            "NSC_",
            "BIGip",
            "AWSALB",
            "ARRAff",
            "csrf",
            "XSRF",
            "COOKIE",
            "Cookie",
            "wordpress_",
        ),
        score=0.93,
        before="0-9A-Za-z",
        after="",
        validate=opaque,
        blind=True,
    ),
)
