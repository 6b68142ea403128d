"""Bodies of keys and certificates that are not PEM: SSH, WireGuard, hexadecimal blocks, recovery and licence keys."""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers.checksums import digits
from recognizers.rule import Rule, Verdict

_HEX_LETTER = re.compile(rb"[A-Fa-f]")


def hex_block(line: bytes, start: int, end: int) -> Verdict:
    """Refuses short lines of decimal digits, which are columns of counters or dates."""
    value = line[start:end]
    return Verdict.ABSTAIN if _HEX_LETTER.search(value) or len(value) > 30 else Verdict.REFUSE


def bitlocker(line: bytes, start: int, end: int) -> Verdict:
    """Confirms eight groups that are all multiples of eleven; refuses others."""
    groups = [int(digits(group)) for group in line[start:end].split(b"-")]
    return Verdict.CONFIRM if all(group % 11 == 0 for group in groups) else Verdict.ABSTAIN


def mixed_groups(line: bytes, start: int, end: int) -> Verdict:
    """Refuses groups without both a digit and a letter: upper-case words joined by dashes are no licence."""
    value = line[start:end]
    kinds = any(48 <= byte <= 57 for byte in value), any(byte >= 65 for byte in value)
    return Verdict.ABSTAIN if all(kinds) else Verdict.REFUSE


RULES = (
    Rule(
        id="ssh-key-blob",
        entity="SECRET",
        pattern=(
            r"(?:ssh-(?:rsa|dss|ed25519|ed448)|ecdsa-sha2-nistp[0-9]{3}|sk-(?:ssh-ed25519"
            r"|ecdsa-sha2-nistp256)@openssh\.com)[ \t]*[\"']?[ \t]*(?:ssh-[a-z0-9]{3,8}[ \t]+)?"
            r"(?P<value>AAAA[0-9A-Za-z+/=]{4,})"
        ),
        reference="RFC 4253 section 6.6; OpenSSH authorized_keys",
        examples=(
            "ssh-rsa «AAAAB3NzaC1yc2EAAAADAQABAAABgQ==» ann@example.com",
            'set system login user ann authentication ssh-rsa "«AAAAB3NzaC1yc2E»"',
            "ecdsa-sha2-nistp256 «AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY=»",
        ),
        near_misses=("hostkey-algorithm ssh-rsa", "ssh-rsa AAAA", "ip ssh pubkey-chain"),
        trigger="AAAA",
        score=0.97,
    ),
    Rule(
        id="ssh-key-body",
        entity="SECRET",
        pattern=r"(?P<value>AAAA(?:B3NzaC1|C3NzaC1l|E2VjZHNh|GnNrLXNz|InNrLWVj)[0-9A-Za-z+/=]{4,})",
        reference="RFC 4253 section 6.6: the base64 of a length and an algorithm name",
        examples=("key-string «AAAAB3NzaC1yc2EAAAADAQAB»", '"«AAAAC3NzaC1lZDI1NTE5AAAAIAbCdEf0123456789»"'),
        near_misses=("AAAAB3NzaC1", "AAAABBBBCCCCDDDDEEEE"),
        trigger="AAAA[BCEGI]",
        score=0.97,
        before="0-9A-Za-z+/",
    ),
    Rule(
        id="ssh-key-hash",
        entity="SECRET",
        pattern=r"key-hash[ \t]+ssh-[a-z0-9]{3,8}[ \t]+(?P<value>[0-9A-F]{32,64})",
        reference="Cisco IOS `ip ssh pubkey-chain`, key-hash",
        examples=(
            "   key-hash ssh-rsa «0123456789ABCDEF0123456789ABCDEF» ann@host",
            "   key-hash ssh-rsa «FEDCBA9876543210FEDCBA9876543210»",
        ),
        near_misses=("key-hash ssh-rsa", "key-hash ssh-rsa 0123"),
        trigger="key-hash",
        score=0.95,
    ),
    Rule(
        id="ssh-fingerprint",
        entity="OTHER_ID",
        pattern=r"(?P<value>SHA256:[0-9A-Za-z+/]{43}=?|MD5:[0-9a-f]{2}(?::[0-9a-f]{2}){15})",
        reference="ssh-keygen(1), fingerprints; they single out a key and so its owner",
        examples=(
            "Accepted publickey for ann: RSA «SHA256:AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfG»",
            "«MD5:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff»",
        ),
        near_misses=("SHA256:abc", "MD5:00:11"),
        trigger=("SHA256:", "MD5:"),
        score=0.95,
    ),
    Rule(
        id="known-hosts-hash",
        entity="OTHER_ID",
        pattern=r"(?P<value>\|1\|[0-9A-Za-z+/]{27}=\|[0-9A-Za-z+/]{27}=)",
        reference="sshd(8), HashKnownHosts",
        examples=(
            "«|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg=» ssh-rsa AAAA",
            "Host key for «|1|AbCdEfGhIjKlMnOpQrStUvWxYz0=|AbCdEfGhIjKlMnOpQrStUvWxYz1=» found",
        ),
        near_misses=("|1|2|", "|1|abc=|def="),
        trigger=r"\|1\|",
        score=0.97,
        before="",
        after="",
    ),
    Rule(
        id="wireguard-key",
        entity="SECRET",
        pattern=(
            r"(?:private-?key|public-?key|pre-?shared-?key|peer|wg|pubkey"
            r"|privkey)[\"']?(?:[ \t]*[:=][ \t]*|[ \t]+)[\"']?(?P<value>[0-9A-Za-z+/]{43}=)"
        ),
        reference="wg(8): base64 of 32 bytes",
        examples=(
            "PrivateKey = «AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfG=»",
            "private-key=«AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfG=» public-key=x",
            "set interfaces wireguard wg0 private-key «AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfG=»",
            "peer: «AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfG=»",
        ),
        near_misses=("PrivateKey = short=", "sha256=AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfG="),
        trigger=("key", "peer", "wg"),
        ignore_case=True,
        score=0.96,
        after="0-9A-Za-z+/=",
    ),
    Rule(
        id="hex-block-line",
        entity="SECRET",
        pattern=r"^[ \t]+(?P<value>[0-9A-F]{8}(?:[ \t][0-9A-F]{8}){0,8}[ \t][0-9A-F]{2,8})[ \t]*$",
        reference="Cisco IOS `crypto pki certificate chain`: DER in groups of eight hexadecimal digits",
        examples=(
            "  «30820241 308201AA A0030201 02020101 300D0609 2A864886 F70D0101 04050030»",
            "  «E2D1B9A0 4A3F»",
            "  «12345678 12345678 12345678 12345678»",
        ),
        near_misses=("  20240101 20240102", "0x30820241 308201AA", "  30820241 packets", "30820241 308201AA A0030201"),
        trigger="[0-9A-F]{8}[ \t][0-9A-F]",
        score=0.85,
        before="",
        after="",
        validate=hex_block,
        blind=True,
        kinds=frozenset({"config", "cli", "text"}),
    ),
    Rule(
        id="hex-block-tail",
        entity="SECRET",
        pattern=r"^[ \t]+(?P<value>(?:[0-9A-F]{8}[ \t]){1,8}[0-9A-F]{2,8})[ \t]+quit$",
        reference="Cisco IOS `crypto pki certificate chain`: last line of a certificate",
        examples=("  «E2D1B9A0 4A3F5566 77» \tquit", "   «0A1B2C3D 4E5F6071 8293» quit"),
        near_misses=("  quit", "  certificate quit"),
        trigger="quit",
        score=0.9,
        before="",
        after="",
    ),
    Rule(
        id="bitlocker-recovery-key",
        entity="SECRET",
        pattern=r"(?P<value>[0-9]{6}(?:-[0-9]{6}){7})",
        reference="Microsoft BitLocker recovery password: eight groups of six digits, each a multiple of eleven",
        examples=(
            "recovery: «135795-246411-018414-720896-000011-123453-246906-370359»",
            '"key": "«000011-000022-000033-000044-000055-000066-000077-000088»"',
        ),
        near_misses=("123456-123456", "135795-246411-018414-720896-000011-123453-246906"),
        trigger="[0-9]{6}-[0-9]{6}-",
        score=0.9,
        before="0-9A-Za-z_-",
        after="0-9A-Za-z_-",
        validate=bitlocker,
    ),
    Rule(
        id="product-key",
        entity="SECRET",
        pattern=r"(?P<value>[0-9A-Z]{5}(?:-[0-9A-Z]{5}){4})",
        reference="Microsoft product keys; VMware licence keys",
        examples=("key: «AB1CD-2EF3G-H4IJ5-KL6MN-7OP8Q»", "licence «XY9ZA-8BC7D-E6FG5-HI4JK-3LM2N»"),
        near_misses=("ABCDE-FGHIJ-KLMNO-PQRST-UVWXY", "12345-12345-12345-12345-12345", "AB1CD-2EF3G-H4IJ5-KL6MN"),
        trigger="[0-9A-Z]{5}-[0-9A-Z]{5}-",
        score=0.85,
        before="0-9A-Za-z_-",
        after="0-9A-Za-z_-",
        validate=mixed_groups,
        blind=True,
    ),
    Rule(
        id="hex-words-key",
        entity="SECRET",
        pattern=r"(?:activation|licen[cs]e)[ -]?key:?[ \t]+(?P<value>0x[0-9a-f]{8}(?:[ \t]0x[0-9a-f]{8}){2,5})",
        reference="Cisco ASA `show activation-key`",
        examples=(
            "Running Permanent Activation Key: «0x1a2b3c4d 0x5e6f7a8b 0x9c0d1e2f 0x3a4b5c6d 0x7e8f9a0b»",
            "license key «0x1a2b3c4d 0x5e6f7a8b 0x9c0d1e2f»",
        ),
        near_misses=("activation key: none", "0x1a2b3c4d 0x5e6f7a8b"),
        trigger="key",
        ignore_case=True,
        score=0.96,
    ),
    Rule(
        id="colon-hex-key",
        entity="SECRET",
        pattern=(
            r"(?:auth|priv|private|enc|encryption|secret|shared|session|des|aes|localized|ike"
            r"|psk)[-_ ]?key[ \t]*[:=]?[ \t]+(?P<value>(?:[0-9a-f]{2}:){9,63}[0-9a-f]{2})"
        ),
        reference="Cisco NFVIS and net-snmp: localized keys as colon-separated octets (RFC 3414 section 2.6)",
        examples=(
            "priv-key      «0a:1b:2c:3d:4e:5f:60:71:82:93:a4:b5:c6:d7:e8:f9»",
            "auth-key: «00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff:00:11:22:33»",
        ),
        near_misses=("priv-key 00:11:22:33:44:55", "auth-key sha"),
        trigger="key",
        ignore_case=True,
        score=0.96,
        after="0-9A-Za-z_:",
    ),
)
