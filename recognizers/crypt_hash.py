"""Password hashes in modular crypt format and their kin, wherever they stand."""

from __future__ import annotations

from recognizers.rule import Rule

RULES = (
    Rule(
        id="crypt-hash",
        entity="SECRET",
        pattern=(
            r"(?P<value>\$(?:0|1|1a|1c|2|2[abxy]|3|4|5|6|7|8|9|10|14|y|gy|md5|apr1|sha1|sha2|sha256|sha512|ml"
            r"|scrypt|[PHS]|nt"
            r"|argon2(?:id|i|d)|pbkdf2(?:-sha1|-sha256|-sha512|-digest)?|pbkdf2_sha256|bcrypt(?:-sha256)?"
            r"|mysql-sha|ssha512|ssha256)"
            r"\$[^\s\"'<>;:\\,{}()|&]{4,512})"
        ),
        reference="crypt(5); Cisco IOS types 5 8 9 14; Juniper $9$; Huawei $1a$ $1c$; passlib modular crypt format",
        examples=(
            "user-password «$6$saltsalt$AbCdEfGhIjKlMnOpQrStUvWxYz0123456»",
            "ann:«$1$saLt$AbCdEfGhIjKlMnOpQrStU.»:19000:0:99999:7:::",
            'secret "«$9$abcDEF-ghi»"; ## SECRET-DATA',
            "<bcrypt-hash>«$2b$10$AbCdEfGhIjKlMnOpQrStUvWxYz0123456789a»</bcrypt-hash>",
            "ann:«$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/»",
            "«$pbkdf2-sha256$29000$N2YMIWQsBWBMae09x1jrPQ$1t8iyB2A»",
            "«$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC»",
            "«$14$2wDp$mhRTlFuuTZ2MBMqY9Jbf$cSQWq2q0»",
            "local-user ann password irreversible-cipher «$1a$abcdef$0123456789$»",
        ),
        near_misses=("print $1$2", "cost $5 and $6", "awk '{print $1,$9}'", "$7$", "price: $8$.50"),
        trigger=r"\$[0-9A-Za-z_-]{1,20}\$[^\s\"'<>;:\\,{}()|&]",
        score=0.97,
        before="",
        after="",
    ),
    Rule(
        id="scheme-hash",
        entity="SECRET",
        pattern=(
            r"(?P<value>\{(?:S?SHA|S?SHA-?(?:224|256|384|512)|s?sha-?[0-9]{3}|S?MD5|CRYPT|crypt"
            r"|PBKDF2[A-Z0-9-]{0,8}|BLF-CRYPT|ARGON2[A-Z]{0,2}|SCRAM-[A-Z0-9-]{3,8}|enc[0-9]?|cipher"
            r"|AES[0-9]{0,3}|bcrypt|noop|PLAIN|XOR|xor|DES|3DES|OBF"
            r"|ENCRYPTED)\}[A-Za-z0-9+/=.$,_-]{4,})"
        ),
        reference="RFC 3112; Dovecot password schemes; Spring {bcrypt}; Garderos {enc2}; WebSphere {xor}",
        examples=(
            "userPassword: «{SSHA}DkMTwBl+a/3DQTxCYEApdUtNXGgdUac3»",
            "system.secret=«{enc2}AAAABBBBCCCC»",
            "password: «{xor}Lz4sLChvLTs=»",
            "x «{BLF-CRYPT}$2y$05$abcdefghij»",
        ),
        near_misses=("{SSHA}", "{name}value", "{md5}", "format {AES} x"),
        trigger=r"[0-9A-Za-z]\}[A-Za-z0-9+/=.$,_-]{4}",
        score=0.97,
        before="",
        after="",
    ),
    Rule(
        id="nt-hash",
        entity="SECRET",
        pattern=r":[0-9]{1,10}:(?P<value>[0-9A-Fa-f]{32}:[0-9A-Fa-f]{32}):",
        reference="Samba smbpasswd(5), pwdump format: user:rid:LM:NT:::",
        examples=(
            "ann:1001:«aad3b435b51404eeaad3b435b51404ee:31d6cfe0d16ae931b73c59d7e0c089c0»:::",
            "bob:500:«AAD3B435B51404EEAAD3B435B51404EE:0123456789ABCDEF0123456789ABCDEF»:::",
        ),
        near_misses=("a:1:31d6cfe0d16ae931b73c59d7e0c089c0:", "1:2:3"),
        trigger="[0-9A-Fa-f]{32}:",
        score=0.95,
        before="",
        after="",
    ),
    Rule(
        id="labelled-hash",
        entity="SECRET",
        pattern=(
            r"(?:password|passwd|pass|pw)[ _-]?(?:hash|digest|sha1|sha256|md5)?\)?"
            r"(?:[ \t]*[=:(][ \t]*|[ \t]+)[\"']?(?P<value>(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}"
            r"|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128}|\*[0-9A-F]{40}))"
        ),
        reference="Unsalted digests of passwords: MD5, SHA-1, SHA-2; MySQL PASSWORD()",
        examples=(
            "password hash: «5f4dcc3b5aa765d61d8327deb882cf99»",
            "IDENTIFIED BY PASSWORD '«*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19»'",
        ),
        near_misses=("md5 5f4dcc3b5aa765d61d8327deb882cf99", "password hash: none"),
        trigger=("pass", "pw"),
        ignore_case=True,
        score=0.95,
    ),
    Rule(
        id="dovecot-password-digest",
        entity="SECRET",
        pattern=r"of given password: (?P<value>[0-9a-f]{4,128})",
        reference="Dovecot documentation, auth_verbose_passwords (may be truncated)",
        examples=(
            "unknown user (SHA1 of given password: «d95c02»)",
            "Password mismatch (SHA1 of given password: «0123456789abcdef0123456789abcdef01234567»)",
        ),
        near_misses=("(SHA1 of given password: )", "given password"),
        trigger="given password",
        score=0.97,
    ),
)
