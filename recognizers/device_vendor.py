"""Secrets in commands that only one vendor has, where no keyword stands directly before the secret."""

from __future__ import annotations

from recognizers._values import OPEN, TOKEN, argument, plausible, strong
from recognizers.rule import Rule, Verdict

_CONFIG = frozenset({"config", "cli", "text"})


def hashed(line: bytes, start: int, end: int) -> Verdict:
    """As `argument`; a bare word in this place must be built like a hash."""
    return argument(line, start, end) if strong(line[start:end]) else Verdict.REFUSE


def operand(line: bytes, start: int, end: int) -> Verdict:
    """As `argument`; refuses options and short words."""
    value = line[start:end]
    if value.startswith(b"-") or (len(value) < 6 and not strong(value)):
        return Verdict.REFUSE
    return argument(line, start, end)


RULES = (
    Rule(
        id="netscaler-encrypted",
        entity="SECRET",
        pattern=r"[ \t]\"?(?P<value>[^\s\"]{4,512})\"?[ \t]+-encrypted",
        reference="NetScaler ADC command reference, `-encrypted`",
        examples=(
            "set ns example -keyValue «0f1e2d3c4b» -encrypted -other OPTION",
            "set system user nsroot «0f1e2d3c4b» -encrypted -other X",
            "add authentication tacacsAction T -serverIP 192.0.2.1 -tacacsSecret «9f0ab2» -encrypted",
            'add snmp user ann -authPasswd "«9f0ab2»" -encrypted',
        ),
        near_misses=("set ns param -encrypted", "this is -encrypted yet"),
        trigger="-encrypted",
        score=0.96,
        before="",
        validate=operand,
        blind=True,
        after="A-Za-z",
    ),
    Rule(
        id="netscaler-option-secret",
        entity="SECRET",
        pattern=(
            rf"[ \t]-(?:[A-Za-z0-9]{{0,24}}(?:[Pp]assword|[Pp]asswd|[Ss]ecret|PassPhrase|passcrypt"
            rf"|passphrase|[Kk]eyValue)|radKey|keyValue|authPwd|privPwd)[ \t]+\"?(?P<value>{TOKEN})"
        ),
        reference="NetScaler ADC command reference: -radKey, -tacacsSecret, -ldapBindDnPassword, -password",
        examples=(
            "add authentication radiusAction R -serverIP 192.0.2.1 -radKey «word.1»",
            "add lb monitor M HTTP -password «word.2» -LRTM DISABLED",
            "add ssl certKey C -cert c.pem -key c.key -passcrypt «a.b.c»",
        ),
        near_misses=("add ssl certKey C -cert c.pem -key c.key", "set x -secure YES -password"),
        trigger=("assword", "asswd", "ecret", "rase", "crypt", "radKey", "keyValue", "KeyValue", "Pwd"),
        score=0.9,
        before="",
        after="",
        validate=argument,
        blind=True,
    ),
    Rule(
        id="aruba-management-hash",
        entity="SECRET",
        pattern=(
            r"(?:mgmt-user[ \t]+\S{1,64}[ \t]+\S{1,64}|enable secret"
            r"|[a-z]+-user[ \t]+\S{1,64})[ \t]+\"?(?P<value>[0-9A-Za-z+/=$.]{8,256})"
        ),
        reference="ArubaOS CLI reference, `mgmt-user NAME ROLE HASH`",
        examples=("mgmt-user admin root «0a1b2c3d4e5f60718293a4b5»", 'enable secret "«0f1e2d3c4b5a69»"'),
        near_misses=("mgmt-user admin root", "mgmt-user ssh-pubkey client-cert", "enable secret level"),
        trigger=("-user", "enable secret"),
        score=0.9,
        validate=hashed,
        blind=True,
        after="",
        kinds=_CONFIG,
    ),
    Rule(
        id="airespace-secret",
        entity="SECRET",
        pattern=(
            r"(?:(?:mgmtuser|netuser)[ \t]+(?:add|password)[ \t]+\S{1,64}|psk[ \t]+set-key[ \t]+(?:ascii|hex)"
            r"(?:[ \t]+encrypt[ \t]+[0-9])?"
            r"|(?:radius|tacacs)[ \t]+(?:auth|acct|athr)[ \t]+add"
            r"(?:[ \t]+encrypt)?[ \t]+[0-9]{1,3}[ \t]+\S{1,45}[ \t]+[0-9]{1,5}[ \t]+(?:ascii|hex|password)"
            r"(?:[ \t]+[0-9])?"
            r"|security[ \t]+static-wep-key[ \t]+encryption[ \t]+\S{1,6}[ \t]+[0-9]{2,3}[ \t]+(?:ascii|hex)"
            rf"|snmp[ \t]+v3user[ \t]+create[ \t]+\S{{1,64}}[ \t]+\S{{2}}[ \t]+\S{{1,16}}[ \t]+\S{{1,16}})[ \t]+"
            rf"{OPEN}(?P<value>{TOKEN})"
        ),
        reference="Cisco Wireless Controller (AireOS) Command Reference",
        examples=(
            "mgmtuser add ann «Word.7» read-write",
            "config netuser add guest1 «Word.8» wlan 1 userType guest",
            "config wlan security wpa akm psk set-key ascii «WifiWord9» 1",
            "radius auth add 1 192.0.2.1 1812 ascii «RadWord»",
            "config snmp v3user create ann ro hmacsha aescfb128 «AuthWord1» PrivWord1",
        ),
        near_misses=("config mgmtuser delete ann", "radius auth disable 1", "config wlan security wpa enable 1"),
        trigger=("mgmtuser", "netuser", "set-key", "adius", "acacs", "wep-key", "v3user"),
        score=0.95,
        after="",
        validate=argument,
        blind=True,
    ),
    Rule(
        id="airespace-privacy-key",
        entity="SECRET",
        pattern=(
            rf"v3user[ \t]+create[ \t]+\S{{1,64}}[ \t]+\S{{2}}[ \t]+\S{{1,16}}[ \t]+\S{{1,16}}[ \t]+\S"
            rf"{{1,64}}[ \t]+{OPEN}(?P<value>{TOKEN})"
        ),
        reference="Cisco Wireless Controller (AireOS) Command Reference, `config snmp v3user create`",
        examples=(
            "config snmp v3user create ann ro hmacsha aescfb128 AuthWord1 «PrivWord1»",
            "snmp v3user create bob rw hmacmd5 des AuthWord2 «PrivWord2»",
        ),
        near_misses=("config snmp v3user create ann ro hmacsha aescfb128 AuthWord1", "config snmp v3user delete ann"),
        trigger="v3user",
        score=0.95,
        after="",
    ),
    Rule(
        id="airespace-ap-secret",
        entity="SECRET",
        pattern=(
            rf"mgmtuser[ \t]+add[ \t]+username[ \t]+\S{{1,64}}[ \t]+password[ \t]+\S{{1,64}}[ \t]+"
            rf"(?:enable)?secret[ \t]+{OPEN}(?P<value>{TOKEN})"
        ),
        reference="Cisco Wireless Controller (AireOS) Command Reference, `config ap mgmtuser add`",
        examples=(
            "config ap mgmtuser add username ann password Word1 secret «Word2» all",
            "ap mgmtuser add username bob password Word3 enablesecret «Word4» ap1",
        ),
        near_misses=("config ap mgmtuser add username ann password Word1", "config ap mgmtuser delete ap1"),
        trigger="mgmtuser",
        score=0.95,
        after="",
    ),
    Rule(
        id="routeros-secret",
        entity="SECRET",
        pattern=(
            r"[ \t](?:password|secret|wpa2?-pre-shared-key|pre-shared-key|private-key|preshared-key"
            r"|passphrase|security\.passphrase|key|static-key-[0-3]|ipsec-secret"
            r"|authentication-password|encryption-password|auth-key|tcp-md5-key"
            r"|management-protection-key|mschapv2-password|supplicant-password)="
            r"(?P<value>[^\s\";]{1,256})"
        ),
        reference="MikroTik RouterOS documentation, `export` with show-sensitive",
        examples=(
            "/ppp secret add name=ann password=«word» service=l2tp",
            "set [ find default=yes ] supplicant-identity=x wpa2-pre-shared-key=«wifiword»",
            "add address=192.0.2.1 secret=«radword» service=login",
            "add name=tunnel1 private-key=«AAAA+bbbb0123456789abcdefghijklmnopqrstuvwx=» public-key=x",
        ),
        near_misses=("add name=ann password=", "set key=no", "key-size=2048 name=x", "add public-key=x"),
        trigger=r"(?:word|secret|key|passphrase|static-key-[0-9])=",
        score=0.85,
        before="",
        after="",
        validate=argument,
        blind=True,
        kinds=_CONFIG,
    ),
    Rule(
        id="routeros-quoted-secret",
        entity="SECRET",
        pattern=(
            r"[ \t](?:password|secret|wpa2?-pre-shared-key|pre-shared-key|private-key|preshared-key"
            r"|passphrase|security\.passphrase|key|static-key-[0-3]|ipsec-secret"
            r"|authentication-password|encryption-password|auth-key|tcp-md5-key)=\"(?P<value>"
            r"(?:[^\"\\]|\\.){1,256})\""
        ),
        reference="MikroTik RouterOS documentation, strings",
        examples=(
            'set 0 wpa2-pre-shared-key="«wifi word»" mode=dynamic-keys',
            'add name=ann password="«a\\"b»" service=any',
        ),
        near_misses=('add name=ann password=""', 'set comment="key word"'),
        trigger='="',
        score=0.95,
        before="",
        after="",
        validate=plausible,
        blind=True,
    ),
    Rule(
        id="comware-key-purpose",
        entity="SECRET",
        pattern=(
            rf"(?:key|shared-key)[ \t]+(?:authentication|accounting|authorization)[ \t]+(?:(?:cipher"
            rf"|simple)[ \t]+)?{OPEN}(?P<value>{TOKEN})"
        ),
        reference="H3C Comware Security Command Reference, `key authentication`",
        examples=(
            " key authentication cipher «$c$3$abcd»",
            " key accounting simple «acctword»",
            "key authentication «oldword»",
        ),
        near_misses=("key authentication", "key authentication failed", "key authentication cipher"),
        trigger=("key a"),
        score=0.93,
        after="",
        validate=argument,
        blind=True,
        kinds=_CONFIG,
    ),
    Rule(
        id="leveled-super-password",
        entity="SECRET",
        pattern=(
            rf"(?:super password|enable (?:password|secret|admin)|password (?:manager|operator"
            rf"|port-access)|enable)[ \t]+(?:level|role|user-name)[ \t]+\"?[^\s\"]{{1,64}}\"?[ \t]+(?:"
            rf"(?:[0-9]|cipher|simple|hash|plaintext|sha1|sha256|ciphertext"
            rf"|encrypted)[ \t]+){{0,2}}{OPEN}(?P<value>{TOKEN})"
        ),
        reference=(
            "Huawei and H3C `super password level`; Cisco `enable secret level`; HP ProCurve "
            "`password manager user-name`"
        ),
        examples=(
            "super password level 3 cipher «%^%#abC!d»",
            "enable secret level 5 5 «$1$abcd$0123456789»",
            'password manager user-name "ann" sha1 «4f3c0a9be2d1»',
        ),
        near_misses=("super password level 3", "enable secret level 5", "password manager"),
        trigger=("level", "role", "user-name"),
        score=0.95,
        after="",
        validate=argument,
        blind=True,
    ),
    Rule(
        id="procurve-password",
        entity="SECRET",
        pattern=(
            rf"password[ \t]+(?:manager|operator|port-access)[ \t]+(?:plaintext|ciphertext|sha1"
            rf"|sha256)[ \t]+{OPEN}(?P<value>{TOKEN})"
        ),
        reference="HPE ArubaOS-Switch Access Security Guide, `include-credentials`",
        examples=("password manager plaintext «word.mgr»", 'password operator sha256 "«9f0ab21c»"'),
        near_misses=("password manager", "password configuration-control"),
        trigger="password",
        score=0.95,
        after="",
        validate=argument,
        blind=True,
    ),
    Rule(
        id="gaia-password-hash",
        entity="SECRET",
        pattern=(
            rf"(?:password-hash|newpass|expert-password-hash|grub2-password|sic-activation-key"
            rf"|activation-key|one-time-password|vpn-shared-secret|ssid-password)[ \t]+{OPEN}"
            rf"(?P<value>{TOKEN})"
        ),
        reference="Check Point Gaia Administration Guide: `set user ann password-hash`, `set expert-password-hash`",
        examples=(
            "set user ann password-hash «Ab0.cd/ef»",
            "set expert-password-hash «Gh1.ij/kl»",
            "set user ann newpass «Word.5»",
        ),
        near_misses=("password-hash sha512", "activation-key is invalid"),
        trigger=("-hash", "newpass", "grub2-", "-key", "one-time-", "vpn-sh", "ssid-p"),
        score=0.93,
        after="",
        validate=argument,
        blind=True,
        kinds=_CONFIG,
    ),
    Rule(
        id="wireless-passphrase",
        entity="SECRET",
        pattern=(
            rf"(?:wpa_passphrase|wpa_psk|sae_password|wep_key[0-3]|wpa-psk|WPAPSK[0-9]?|wpakey"
            rf"|wlan-key|wifi[-_ ]?(?:password|key)|psk-key|security-key|key-phrase"
            rf"|pre_shared_key)[ \t]*(?:=|:|[ \t])[ \t]*(?:(?:ascii|hex|passphrase|pass-phrase|[0-9]"
            rf"|cipher|simple|encrypted|raw)[ \t]+){{0,2}}{OPEN}(?P<value>{TOKEN})"
        ),
        reference="hostapd.conf(5), wpa_supplicant.conf(5); Ubiquiti; Huawei WLAN `security wpa psk pass-phrase`",
        examples=(
            "wpa_passphrase=«cafe-word»",
            "wifi password: «Summer.2031»",
            "sae_password=«another.word»",
            "wpa-psk «AbcDefGh1»",
        ),
        near_misses=("wpa=2", "wpa_psk_file", "wpa_passphrase=", "wifi password: ***"),
        trigger=(
            "wpa",
            "sae_p",
            "wep_key",
            "WPAPSK",
            "wlan-key",
            "wifi",
            "psk-key",
            "security-key",
            "key-phrase",
            "pre_sh",
        ),
        score=0.93,
        ignore_case=True,
        after="",
        validate=argument,
        blind=True,
    ),
)
