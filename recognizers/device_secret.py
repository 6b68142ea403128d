"""Secrets in device configurations, by the grammar all vendors share: keyword, form, secret."""

from __future__ import annotations

from recognizers._values import MARK, OPEN, TOKEN, argument, in_text, last_argument, plausible
from recognizers.rule import Rule

_CONFIG = frozenset({"config", "cli", "text"})
_RUNNING = frozenset({"log", "prose", "json", "ini"})
_MARKED = (
    r"(?:[0-9A-Za-z_.-]{0,40}(?:[Pp]assword|[Pp]asswd|[Pp]assphrase|[Ss]ecret|psk|key|[Kk]ey-string"
    r"|key-octet-string|pskey"
    r"|community)|pre-share|user-pwd)"
)
_COMPOUND = (
    r"(?:pre-?shared-(?:key|secret)|psk-?secret|ppk-secret|wpa2?-(?:psk|passphrase)|wpa2?-pre-shared-key|wpa-key"
    r"|key-?string"
    r"|shared-secret|shared-key|(?:radius|tacacs|ldap|group|client|enable|ospf|bgp|isis|admin|super-user|port-config"
    r"|read-only|bind|user|root|login|telnet|console|proxy|ftp|smtp|sso|auth|authentication|priv|privacy|area"
    r"|domain|chap"
    r"|pap|ppp|tunnel|vpn|eap|wep|backup|master|local|remote|peer|sae|manager|operator|encrypted|plaintext|plain-text"
    r"|snmp|ha|web|api|db)-(?:password|passwd|pass|pwd|pw|secret|key|psk|passphrase)|bindpw|md5-key|auth-?pwd|priv-?pwd"
    r"|encrypted-(?:password|secret|key)|community-(?:name|string)|server-key|passphrase|phash|password-hash"
    r"|bkup-passwords|simple-password|hello-password|neighbor-password|authentication-phrase|privacy-phrase)"
)
_COMPOUND_TRIGGER = (
    "-key", "-secret", "psk", "ey-?string", "-pass", "assphrase", "-pw", "bindpw", "phash", "community-", "word-hash",
    "-phrase", "bkup",
)  # fmt: skip

RULES = (
    Rule(
        id="device-marked-secret",
        entity="SECRET",
        pattern=rf"{_MARKED}[ \t]+(?:[0-9]{{1,10}}[ \t]+)?(?:{MARK}[ \t]+){{1,3}}{OPEN}(?P<value>{TOKEN})",
        reference="Cisco IOS Security Command Reference (types 0 to 9); Huawei VRP and H3C Comware (cipher, simple);"
        " FortiOS CLI (ENC); Arista EOS User Security (sha512); Juniper Junos secrets",
        examples=(
            "enable secret 9 «$9$nhEmQVczB7dqsO$X.HsgL6x1il0RxkOSSvyQYwucySCt7qFm4v7pqCxkKM»",
            "enable password 7 «0822455D0A16»",
            "username ann privilege 15 role network-admin secret sha512 «$6$salt$hAsh.Of/ItsElf»",
            "username ann password 0 «s3cr3t»",
            " neighbor 192.0.2.1 password 7 «094F471A1A0A»",
            " ip ospf message-digest-key 1 md5 7 «070C285F4D06»",
            " standby 1 authentication md5 key-string 7 «05080F1C2243»",
            "ntp authentication-key 1 md5 «02050D480809» 7",
            "ntp authentication-key 7 sha256 «NtpWord42»",
            "local-user ann password irreversible-cipher «$1a$abcdef$0123456789$»",
            " set password ENC «SH2nlSwd9aCk0Jx/oE3y+Q==»",
            "set psksecret ENC «Rk9PQkFS+abc»",
            " super password cipher «%^%#abC!d%^%#»",
            "set system ntp authentication-key 2 value «ntpword2»",
            'pre-shared-key ascii-text "«$9$abcDEF»"; ## SECRET-DATA',
            "snmp-agent community cipher «%@%@uXc2»",
            " wpa-psk ascii 0 «WifiPass99»",
            "radius-server host 192.0.2.9 key 7 «13061E010803»",
            "tacacs-server shared-key cipher «abCd$1»",
            "  key-string 6 «AAiBhEcE»",
        ),
        near_misses=(
            "password encryption aes",
            "service password-encryption",
            "aaa authentication login default group tacacs+ local",
            "key chain BACKBONE",
            " key 1",
            "key config-key password-encrypt",
            "username ann privilege 15",
            "authentication mode md5",
            "crypto key generate rsa modulus 2048",
            "password 8 characters minimum",
            "community 65000:100",
            "password hash sha512",
            "set password ENC *****",
        ),
        trigger=("word", "asswd", "phrase", "ecret", "psk", "key", "ey-string", "community", "pre-share", "user-pwd"),
        score=0.93,
        before="0-9A-Za-z_.\\x80-\\xff-",
        after="",
        validate=argument,
        blind=True,
    ),
    Rule(
        id="device-keyword-secret",
        entity="SECRET",
        pattern=rf"{_COMPOUND}[ \t]+(?:(?:{MARK}|local|remote|key)[ \t]+){{0,3}}{OPEN}(?P<value>{TOKEN})",
        reference="Command references of Cisco, Juniper, Huawei, Fortinet, VyOS, F5, Aruba, Brocade: compound keywords",
        examples=(
            "set vpn ipsec site-to-site peer 192.0.2.1 authentication pre-shared-secret «Tunnel-Word»",
            "set system login user ann authentication plaintext-password '«correct-horse»'",
            " client 192.0.2.10 server-key «AAAABBBB»",
            "    community-name «publicish»",
            "wpa-passphrase «5f3c0a9be2»",
            '  bkup-passwords "«0f1e2d3c4b5a»"',
            "set mgt-config users ann phash «Ab0.cd/ef12»",
            " pre-shared-key local «LocalWord»",
            "  authentication-key «Ospf-Word»",
            "enable super-user-password «Word.3»",
            'ldap bind-password "«Bind.Word»"',
            "area-password «Lsp.Word»",
        ),
        near_misses=(
            "authentication-key 1",
            "pre-shared-key address 192.0.2.1",
            "set authentication plain-text-password",
            "auth-key id",
            "passphrase required",
            "bind-password <redacted>",
            "user-password policy",
        ),
        trigger=_COMPOUND_TRIGGER,
        score=0.85,
        before="0-9A-Za-z_.\\x80-\\xff-",
        after="",
        validate=last_argument,
        blind=True,
        kinds=_CONFIG,
    ),
    Rule(
        id="device-keyword-secret-in-text",
        entity="SECRET",
        pattern=rf"{_COMPOUND}[ \t]+(?:(?:{MARK}|local|remote|key)[ \t]+){{0,3}}{OPEN}(?P<value>{TOKEN})",
        reference="As device-keyword-secret, quoted in logs, tickets and configuration archives",
        examples=(
            "cmd=set vpn ipsec pre-shared-secret «Tunnel-W0rd»",
            'they typed: bind-password "«word»" and it hung',
        ),
        near_misses=(
            "the pre-shared-key mismatch was seen again",
            "IKE: pre-shared-key authentication failed",
            "the authentication-key differs on both sides",
        ),
        trigger=_COMPOUND_TRIGGER,
        score=0.8,
        before="0-9A-Za-z_.\\x80-\\xff-",
        after="",
        validate=in_text,
        blind=True,
        kinds=_RUNNING,
    ),
    Rule(
        id="enable-algorithm-secret",
        entity="SECRET",
        pattern=rf"algorithm-type[ \t]+(?:md5|sha256|scrypt)[ \t]+secret[ \t]+(?:[0-9][ \t]+)?{OPEN}(?P<value>{TOKEN})",
        reference="Cisco IOS Security Command Reference, `enable algorithm-type … secret`",
        examples=(
            "enable algorithm-type scrypt secret «Secr3tOne»",
            "username bob privilege 15 algorithm-type sha256 secret 0 «Secr3tTwo»",
        ),
        near_misses=("enable algorithm-type scrypt", "algorithm-type sha256 secret"),
        trigger="algorithm-type",
        score=0.96,
        after="",
        validate=argument,
        blind=True,
    ),
    Rule(
        id="licence-token",
        entity="SECRET",
        pattern=(
            r"(?:idtoken|licen[cs]e[ \t]+(?:key|code)|activation-code|product-key|authorization-code)[ \t]+"
            rf"{OPEN}(?P<value>{TOKEN})"
        ),
        reference="Cisco `license smart register idtoken`, PAN-OS, Brocade and Aruba licence keys",
        examples=("license smart register idtoken «ABCdef123456»", "set license key «ABCD-1234»"),
        near_misses=("license smart register idtoken", "license key is missing", "license key expired"),
        trigger=("idtoken", "key", "code"),
        score=0.85,
        after="",
        validate=in_text,
        blind=True,
    ),
    Rule(
        id="device-line-secret",
        entity="SECRET",
        pattern=(
            r"^[ \t]*(?:(?:set|add|enable)[ \t]+)?(?:[0-9a-z]{1,16}-)?(?:password|passwd|secret|key|psk"
            r"|passphrase|cak|pwd)[ \t]+"
            rf"(?:{MARK}[ \t]+){{0,3}}{OPEN}(?P<value>{TOKEN})[\"']?[ \t]*;?[ \t]*(?:##.{{0,40}})?$"
        ),
        reference=(
            "Sub-mode lines of radius, tacacs, line, key chain and user modes (Cisco, Arista, Aruba, "
            "F5, Fortinet, Junos)"
        ),
        examples=(
            " key «radiusword3»",
            ' key "«AAAABBBB»"',
            " secret 5 «$1$abcd$0123456789abcdefghij»",
            "enable password «Word.7»",
            " password «lineword»",
            "        secret «radiusword»; ## SECRET-DATA",
            "    set passwd «word-of-ann»",
            "    set key «abc.def»",
        ),
        near_misses=(
            " key 1",
            "key chain BACKBONE",
            "password encryption aes",
            "password policy",
            " key exportable",
            "secret service is down",
            "password:",
            "  key required",
        ),
        trigger=("word", "passwd", "ecret", "key", "psk", "phrase", "cak", "pwd"),
        score=0.8,
        before="",
        after="",
        validate=argument,
        blind=True,
        kinds=_CONFIG,
    ),
    Rule(
        id="device-user-password",
        entity="SECRET",
        pattern=(
            r"(?:user-?name|user|local-user|admin|account)[ \t]+[\"']?[^\s\"']{1,64}[\"']?[ \t]+"
            r"(?:[^\s\"]{1,40}[ \t]+){0,6}?"
            r"(?:nt-)?(?:password|passwd|pass|secret|sha-?key|md5-key|encrypted-password|authentication-password)[ \t]+"
            rf"(?:{MARK}[ \t]+){{0,3}}{OPEN}(?P<value>{TOKEN})"
        ),
        reference=(
            "Cisco IOS and ASA `username … password`, HP `password manager user-name`, Brocade, "
            "Dell, Extreme: user lines"
        ),
        examples=(
            "username ann password «lineword»",
            "username ann privilege 15 secret «Word.9»",
            "username ann password «aBcDeFgHiJ0123» encrypted privilege 15",
            'user ann password "«word»"',
            "ap mgmtuser add username ann password «Ap.word1»",
        ),
        near_misses=(
            "username ann privilege 15",
            "Failed password for invalid user ann from 192.0.2.1",
            "user ann password expired",
            "user ann password policy",
        ),
        trigger=("user", "admin", "account"),
        score=0.85,
        after="",
        validate=argument,
        blind=True,
        kinds=_CONFIG,
    ),
    Rule(
        id="quoted-device-secret",
        entity="SECRET",
        pattern=(
            r"(?:[0-9A-Za-z_.-]{0,40}(?:password|passwd|secret|psk|key|passphrase|community|phrase))[ \t]+"
            r"(?:[0-9]{1,10}[ \t]+)?"
            rf"(?:{MARK}[ \t]+){{0,3}}\"(?P<value>[^\s\"]+(?:[ \t]+[^\s\"]+)+)\""
        ),
        reference="Quoted arguments that hold blanks (netconan issue 107): Junos, FortiOS, ArubaOS, HP",
        examples=(
            'set key "«two words here»"',
            'snmp-server community "«my long word»" unrestricted',
            'pre-shared-key "«the quick fox»"',
        ),
        near_misses=(
            'description "key holder"',
            'set comment "password reset line"',
            'key "single"',
            'set password ""',
        ),
        trigger=("word", "passwd", "ecret", "psk", "key", "phrase", "community"),
        score=0.9,
        before="0-9A-Za-z_.\\x80-\\xff-",
        after="",
        validate=plausible,
        blind=True,
    ),
)
