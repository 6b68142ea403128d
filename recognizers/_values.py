"""What a secret's value may look like, and what is surely not one; shared by the rules for secrets.

A value that is a keyword of its command, a placeholder or half of a quoted string is refused.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers.digits import zeroed
from recognizers.rule import Verdict

TOKEN = r"[^\s\"']*[^\s\"',;]"
"""Body of an unquoted secret: no blanks, no quotes, not ending on punctuation."""
OPEN = r"[\"']?"
MARK = (
    r"(?:[024-9]|8a|10|14|ENC|cipher|simple|encrypted|encrypt|irreversible-cipher|ciphertext|ciphered|hash2?|hashed"
    r"|plain|plaintext|plain-text|clear|cleartext|clear-text|unencrypted|md5|sha|sha-?1|sha-?224|sha-?256"
    r"|sha-?384|sha-?512"
    r"|sha2-?256|sha2-?512|scrypt|pbkdf2|pbkdf2-sha512|bcrypt|cmac|hmac-md5|hmac-sha[0-9-]{0,6}|cmac-aes-128"
    r"|aes-?128-cmac"
    r"|ascii|ascii-text|hex|hexadecimal|string|value|text|data|wep40|wep104|type [0-9]|encryption-type [0-9])"
)
"""Words between a keyword and its secret that say how it is written."""

_PLACEHOLDER = re.compile(
    rb"(?:[*.#_x\xe2\x80\xa2-]{2,}|[X]{3,}|<[^<>]*>|\[[^\]]*\]|\{\{.*|\$\{.*|\$\(.*|%[sdrv]"
    rb"|%\(?[A-Za-z_]+\)?[s%]|@[A-Z_]+@|[A-Za-z]\w*(?:\.\w+)+\(.*|[A-Za-z]\w*_\w+\(.*|[0-9]{0,2}\*\(?"
    rb"|(?:self|this|cls|settings|config|cfg|options|opts|args|kwargs|request|params|process|ctx|env|os|System)\.[A-Za-z_][\w.]*|"
    rb"(?i:null|nil|none|undefined|true|false|yes|no|on|off|n/a|empty|unset|redacted|hidden|removed|masked|filtered"
    rb"|suppressed|secret|password|passwd|passphrase|string|enabled?|disabled?|set|not|changeme_placeholder))[\"',;.):}\]]*"
)
_KEYWORDS_TEXT = b"""
    access accounting address aes after age aging algorithm all allow an and any are as ascii at attempt
    attempts auth authentication authorization auto based be before behavior below between bits by bytes ca can
    cannot certificate chain change changed changes chars characters check cipher class clear client complexity
    config config-key configured control count create created days default delete des digits disable do does
    else enable encrypt encrypted encryption entry error exceeded exchange expiration expire expired expires
    expiry export exportable failed failure file for format from generate generated generation group has hash
    have hex history host hours id identity idle if import in incorrect info inform informs input interval
    interactive invalid ip ipv4 ipv6 is it join key keychain keys label length level lifetime line list local
    lockout log login lower-case lowercase management manager match max maximum md5 method min min-length
    minimum minutes mismatch missing mode modulus name nat new next nopassword not number of ok old only option
    options or out parameters password passwords per pki plain plain-text-password policy port pre-share prompt
    protect protocol public quality read receive recovery refresh rejected remote remove renew replace required
    reset restriction retries retry role rotation rsa rsa-sig ruleset sample secret secrets security send server
    service session set sha sha1 sha256 sha512 show signature simple size so source special ssh ssh-rsa state
    storage store strength string synchronized table terminal text that the this threshold time timeout times to
    token traps type unique update upper-case uppercase usage use used user username users using v1 v2c v3 valid
    validation value verification verify version via was weak when will with without wrong you your zeroize zone
    error: message tacacs+ dynamic-keys static-keys-required static-keys-optional set-key prefer burst iburst minpoll maxpoll source-interface vrf radius group-name
    key-id key-chain key-string key-chains keychain-name trustpoint database encryption:
"""
_KEYWORDS = frozenset(zeroed(_KEYWORDS_TEXT).split())


_CALL = re.compile(rb"\((?:\)|[\"']|[A-Za-z_][\w.]*[(.,\[])")
_DOTTED = re.compile(rb"[A-Za-z_][A-Za-z_]*(?:\.[A-Za-z_]+)+")


def called(line: bytes, end: int) -> bool:
    """True where the word that ends at `end` is a function of a program: `getenv("X")`."""
    return _CALL.match(line, end) is not None


def half_quoted(line: bytes, start: int, end: int) -> bool:
    """True where a quote opens before the value and is not what closes it."""
    before, after = line[start - 1 : start], line[end : end + 1]
    return before in (b'"', b"'") and after not in (before, b"\\") and line.find(before, end) >= 0


def placeholder(value: bytes) -> bool:
    """True for what stands where a secret was taken out or not filled in yet."""
    return _PLACEHOLDER.fullmatch(value) is not None


def plausible(line: bytes, start: int, end: int) -> Verdict:
    """Refuses placeholders and halves of quoted strings."""
    if half_quoted(line, start, end) or placeholder(line[start:end]):
        return Verdict.REFUSE
    return Verdict.ABSTAIN


def argument(line: bytes, start: int, end: int) -> Verdict:
    """Refuses, besides what is not plausible, keywords and small numbers (ids, lengths) unless they are quoted."""
    value = line[start:end]
    quoted = line[start - 1 : start] in (b'"', b"'")
    if not quoted and (zeroed(value.lower()).rstrip(b".:,)") in _KEYWORDS or (value.isdigit() and len(value) < 4)):
        return Verdict.REFUSE
    return plausible(line, start, end)


def last_argument(line: bytes, start: int, end: int) -> Verdict:
    """As `argument`; moreover a number that more words follow is an id."""
    if line[start:end].isdigit() and line[end:].strip(b" \t\";'{"):
        return Verdict.REFUSE
    return argument(line, start, end)


def strong(value: bytes) -> bool:
    """True where a word is built like a secret, not like a word of a sentence."""
    body = value.rstrip(b".:!?,")
    has_digit = any(48 <= byte <= 57 for byte in body)
    has_alpha = any(chr(byte).isalpha() for byte in body)
    if has_digit and has_alpha:
        return True
    if any(byte in b"!@#$%^&*+=?~|\\" for byte in body):
        return True
    tail = body[1:]
    return len(body) >= 6 and tail.lower() != tail and tail.upper() != tail


def in_text(line: bytes, start: int, end: int) -> Verdict:
    """As `argument`, for running text: an unquoted value must be built like a secret."""
    quoted = line[start - 1 : start] in (b'"', b"'")
    if not quoted and not strong(line[start:end]):
        return Verdict.REFUSE
    return argument(line, start, end)


def tokenlike(line: bytes, start: int, end: int) -> Verdict:
    """For keys named `token` or `key`: at least eight characters, and built like a secret."""
    value = line[start:end]
    if _DOTTED.fullmatch(value) or called(line, end) or value[-1:] == b"(":
        return Verdict.REFUSE
    if len(value) < 8 or value.startswith((b"/", b"./", b"http:", b"https:", b"~/")) or not strong(value):
        return Verdict.REFUSE
    return argument(line, start, end)
