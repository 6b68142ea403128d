"""What a word of a configuration line is: a keyword whose argument tells somebody apart, a connector, or nothing.

Vendors spell keywords as compounds (`pre-shared-key`, `sys-contact`, `tacacsSecret`), so that parts of a word decide,
not whole words.  Sources: command references of IOS, NX-OS, ASA, EOS, Junos, FortiOS, PAN-OS, TMSH, VRP, Comware, VyOS.
"""

from __future__ import annotations

from recognizers import lazy_re as re

BORING, NAME, SECRET, REST, STANZA, PAIR = range(6)
"""Classes of words: nothing; argument names something; argument is secret; the rest of the line is the argument;
may open a stretch of many lines; is itself `key=value` or `key:`."""

_SECRET = re.compile(
    rb"passw|passphr|^pass$|-pass$|secret|psk|communit(?:y|ies|y-name)$|token$|phash|-hash$|credential"
    rb"|(?:^|[-_.a-z0-9])key(?:s|value|-string|-hash|data|phrase|-value)?$|^keystring|^auth$|^priv$"
    rb"|^(?:auth|priv)(?:password|passwd|entication-phrase)$|enginei?d|engine-id|^pin$|-pin$|^pre-shared?$|^cak$|^puk$"
)
_NAME = re.compile(
    rb"^(?:.*[-_.])?(?:hosts?|hostname|host-name|hostnameprefix|sysname|switchname|nodename|devicename)$"
    rb"|^(?:.*[-_.])?(?:domain|domains|domain-name|domain-search|domain-list|name-servers?|fqdn|server-name)$"
    rb"|^(?:.*[-_.])?(?:users?|username|user-name|login-name|user-id|admin|nas-identifier|(?:local|remote|my)-?id)$"
    rb"|^(?:.*[-_.])?(?:serial|serial-number|serialno|sn|pid|udi|license|chassis-id|system-id|device-id|uuid)$"
    rb"|^(?:.*[-_.])?(?:owner|author|e-?mail|e-?mail-address|mail-?to|phone|telephone|phone-number|dialed-number)$"
    rb"|^(?:.*[-_.])?(?:name|peer|peers|neighbor|neighbors|servers?|trustpoint|certificate|realm|identity|devices?)$"
    rb"|^(?:server-private|target-host|local-user|mgmt-user|(?:e|b)?ssid|apn|search|alias|destination-pattern)$"
    rb"|^(?:organi[sz]ation|country|city|locality|site|sitename|site-name|fullname|full-name|path)$"
)
_REST = re.compile(
    rb"^(?:.*[-_.])?(?:description|descr|desc|remark|comments?|contact|location|annotate|subject-name|subject"
    rb"|sysdescr)$|^sys(?:contact|location)$|^(?:banner-text|gui-security-banner-text|message|issuer)$"
)
_STANZA = re.compile(rb"^(?:banner|header|certificate|key-string|public-key-code|ssh-(?:rsa|dss|ed25519))$")
_NEVER = re.compile(
    rb"password-(?:encryption|policy|recovery|storage|control)$|^password-prompt|-keys?-exchange"
    rb"|^secret-data$|^no-|-(?:lookup|check|policy|timeout)$|^[-_]?hash$|router-id$"
    rb"|^(?:snmp|radius|tacacs|https?|dhcp6?|s?ftp|tftp|ssh|telnet|ldap|scp|policy|aaa|authentication)-server$"
    rb"|^trusted-key$|^(?:min|max)[a-z]*-|^change-type$"
)
CONNECTORS = frozenset(
    b"md5 sha sha1 sha-1 sha-256 sha224 sha256 sha384 sha512 sha-512 cmac hmac-md5 hmac-sha1 hmac-sha-1 hmac-sha-256 "
    b"hmac-sha256 hmac-sha-384 hmac-sha-512 hmac aes aes-cmac aes-128 aes-192 aes-256 aes128 aes192 aes256 aes128-cbc "
    b"aes256-cbc des des56 des-56 3des 3des168 clear clear-text cleartext plain plaintext plaintext-password simple "
    b"cipher ciphertext encrypted encryption encrypt irreversible-cipher hash hashed hex ascii ascii-text hexadecimal "
    b"unencrypted enc is equals = : level type value privilege scrypt md5-hash sha-hash ssh-rsa ssh-dss ssh-ed25519 "
    b"line text local remote v1 v2c v3 tacacs+ radius ldap tacacs list contains eq word password-encrypt "
    b"interface-type pkcs12 pem read-only read-write name-server-list nt-encrypted mschap pbkdf2 bcrypt".split()
)
"""What may stand between a keyword and its argument (`password 7 …`, `auth md5 …`); plain numbers may as well."""
NOISE = frozenset(
    b"address hostname group role authentication authorization accounting enable disable enabled disabled lookup chain "
    b"generate zeroize create manager set-key import export pubkey-chain "
    b"read write notify context access match priority timeout retransmit "
    b"port auth-port acct-port vrf use-vrf source source-interface interface udi min-length max-length policy default "
    b"format action class permissions permit deny map-list mapping strict version accept-own config-key send receive "
    b"cryptographic-algorithm accept-lifetime send-lifetime lifetime size modulus include exclude history retries "
    b"block-for on-failure on-success and or not only in out to from by at of the a an are was has be can will".split()
)
"""Words that are never an argument while more words follow them."""
PLAIN = frozenset(
    b"key keys key-string password passwd passphrase secret community communities user users username user-name name "
    b"host hosts hostname host-name domain domain-name server servers name-server auth priv peer neighbor description "
    b"contact location remark comment pre-shared-key authentication-key encrypted-password serial-number pid sn token "
    b"certificate trustpoint identity email phone alias path admin license auth-password priv-password".split()
)
"""Keywords that, while more words follow, are read as keywords even where an argument may stand."""
_NUMBER = re.compile(rb"[0-9]{1,3}\Z")
_ADDRESS = re.compile(rb"[0-9][0-9./]*\Z|[0-9a-fA-F]*:[0-9a-fA-F:.]+(?:/\d+)?\Z")


_COMMUNITY = re.compile(
    rb"(?:\d+:\d+(?::\d+)?|internet|no-export|no-advertise|local-as|no-peer|additive|none|graceful-shutdown)"
    rb"(?:[ ,]|\Z)",
    re.IGNORECASE,
)


def is_connector(word: bytes) -> bool:
    """Whether `word` (lower case) only says how the argument behind it is written."""
    return word in CONNECTORS


def is_type(word: bytes) -> bool:
    """Whether `word` can be the number of a password's type or of a key."""
    return _NUMBER.match(word) is not None


def is_settings(word: bytes) -> bool:
    """Whether `word` (lower case) is a setting of the keyword before it (`password minimum-length 8`)."""
    return word in NOISE or word.startswith((b"min", b"max")) and b"-" in word or word == b"change-type"


def is_route_community(value: bytes) -> bool:
    """Whether a value is a BGP community (RFC 1997), which is no secret."""
    return _COMMUNITY.match(value) is not None


def is_address(word: bytes) -> bool:
    """Whether `word` is a number or an address, which needs no keyword to be recognised."""
    return _ADDRESS.match(word) is not None


def classify(word: bytes) -> int:
    """The class of a word as it stands in a line, quotes and leading dashes included."""
    if word.startswith(b"-----BEGIN"):
        return STANZA
    low = word.lower().lstrip(b"-").rstrip(b";").strip(b"\"'")
    if b"=" in low[1:] or low[-1:] == b":" or low == b"=":
        return PAIR
    if not 2 <= len(low) <= 64:
        return BORING
    if _STANZA.match(low):
        return STANZA
    if _NEVER.search(low):
        return BORING
    if _SECRET.search(low):
        return SECRET
    if _NAME.match(low):
        return NAME
    return REST if _REST.match(low) else BORING


class Keywords:
    """`classify` with a memory of at most LIMIT words; `boring` is the set of known boring ones."""

    LIMIT = 1 << 15

    __slots__ = ("_known", "boring")

    def __init__(self) -> None:
        self.boring: set[bytes] = set()
        self._known: dict[bytes, int] = {}

    def of(self, word: bytes) -> int:
        """The class of `word`."""
        if word in self.boring or (word[:1].isdigit() and b"=" not in word and word[-1:] != b":"):
            return BORING
        kind = self._known.get(word)
        if kind is not None:
            return kind
        kind = classify(word)
        if kind == BORING:
            if len(self.boring) < self.LIMIT:
                self.boring.add(word)
        elif len(self._known) < self.LIMIT:
            self._known[word] = kind
        return kind
