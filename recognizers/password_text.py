"""Passwords on command lines and in sentences: `--password x`, `mysql -px`, "the password is x"."""

from __future__ import annotations

from recognizers._values import argument, in_text, plausible
from recognizers.password import TRIGGER, WORDS
from recognizers.rule import Rule, Verdict


def option(line: bytes, start: int, end: int) -> Verdict:
    """As `argument`; refuses other options and, for `--key`, paths."""
    value = line[start:end]
    if value.startswith((b"-", b"/", b"./", b"~/")) or value.endswith((b".pem", b".key", b".crt", b".txt")):
        return Verdict.REFUSE
    return argument(line, start, end)


def sentence(line: bytes, start: int, end: int) -> Verdict:
    """As `in_text`; a quoted word is taken as it is."""
    return plausible(line, start, end) if line[start - 1 : start] in (b'"', b"'") else in_text(line, start, end)


RULES = (
    Rule(
        id="password-option",
        entity="SECRET",
        pattern=(
            r"[ \t\"']--?(?:[a-z0-9-]{0,24}(?:password|passwd|passphrase|passcode|pass|secret|token"
            r"|api-?key|access-?key|secret-?key|auth-?key|psk|preshared-key)|key|pw)(?:[ \t]+|="
            r"|[\"'][ \t]*,[ \t]*[\"'])[\"']?(?P<value>[^\s\"',;]{2,512})"
        ),
        reference="Options on command lines: GNU conventions; process lists, shell histories, systemd units",
        examples=(
            "relay --key «Blue-Tin-Cup» --verbose",
            "tool login --username ann --password «hunter2»",
            "tool --api-key=«0a1b2c3d»",
            "curl --proxy-pass «word9» x",
            '["run", "--token", "«abc123def»"]',
        ),
        near_misses=(
            "tool --key /etc/ssl/site.key",
            "tool --password-file x",
            "tool --password",
            "tool --token --verbose",
            "--keyword x1",
        ),
        trigger=r"-(?:[a-z0-9-]{0,25}(?:word|passwd|phrase|passcode|pass|secret|token|key|psk)|pw)[ \t=\"']",
        ignore_case=True,
        score=0.85,
        before="",
        after="",
        validate=option,
        blind=True,
    ),
    Rule(
        id="tool-password-option",
        entity="SECRET",
        pattern=(
            r"(?:(?:mysql|mysqldump|mysqladmin|mariadb|mongo(?:dump|restore|sh)?|sshpass|plink|pscp"
            r"|redis-cli|ldapsearch|ldapmodify|smbclient|rpcclient|7z[ar]?|unzip|zip|docker login|az "
            r"login|ipmitool|vncviewer|xfreerdp|cifs)(?:[ \t][^\n|;]{0,200}?)?(?:[ \t]-(?:p|w|pw|a|P"
            r"|U[ \t]?[^\s%]{1,64}%)|[ \t]/p:)[ \t]?)[\"']?(?P<value>[^\s\"'-][^\s\"']{2,256})"
        ),
        reference="mysql(1) -p, sshpass(1) -p, plink -pw, ldapsearch(1) -w, redis-cli -a",
        examples=(
            "mysql -u ann -p«hunter2» shop",
            "sshpass -p '«word9»' ssh host",
            "ldapsearch -x -D cn=a -w «bindword» -b dc=x",
            "plink -pw «word9» host",
        ),
        near_misses=("mysql -u ann -p", "tar -p x", "ssh -p 22 host"),
        trigger=(
            "mysql",
            "mariadb",
            "mongo",
            "sshpass",
            "plink",
            "pscp",
            "redis-cli",
            "ldap",
            "smbclient",
            "rpcclient",
            "7z",
            "zip",
            "login",
            "ipmitool",
            "vncviewer",
            "xfreerdp",
            "cifs",
        ),
        score=0.85,
        after="",
        validate=lambda line, start, end: Verdict.REFUSE if line[start:end].isdigit() else argument(line, start, end),
        blind=True,
    ),
    Rule(
        id="password-sentence",
        entity="SECRET",
        pattern=(
            rf"(?:[0-9A-Za-z\x80-\xff]{{0,24}}-)?(?:{WORDS}|pin|pwd|psk)(?:[ \t]+(?:for|of|f\xc3\xbcr|de|von"
            rf"|til|to)[ \t]+[0-9A-Za-z_.@\x80-\xff-]{{1,40}})?[ \t]+(?:is|was|ist|lautet|war|es|est"
            rf"|er|\xc3\xa4r|on|=|to|auf|:)[ \t]+(?:now[ \t]+|still[ \t]+|changed to[ \t]+|set "
            rf"to[ \t]+|jetzt[ \t]+)?[\"'`]?(?P<value>[^\s\"'`]{{3,128}}[^\s\"'`.,;:!?)])"
        ),
        reference="Sentences of tickets and mails, in English, German, French, Spanish and the Nordic languages",
        examples=(
            "Admin-passordet er «Fjell-2031». Ring meg.",
            "the password is «hunter22»",
            'My password for example.com is "«swordfish»".',
            "das Passwort lautet «Sommer2031»!",
            "le mot de passe est «Soleil99»",
        ),
        near_misses=(
            "the password is required",
            "the password is incorrect",
            "password was changed yesterday",
            "the secret is safe",
            "Password is not set",
        ),
        trigger=rf"(?:{'|'.join(TRIGGER)}|pin|passord)[0-9A-Za-z_.@\x80-\xff \t-]*[ \t]"
        r"(?:is|was|ist|lautet|war|es|est|er|\xc3\xa4r|on|=|to|auf|:)[ \t]",
        ignore_case=True,
        score=0.85,
        after="",
        validate=sentence,
        blind=True,
    ),
    Rule(
        id="pin-code",
        entity="SECRET",
        pattern=(
            r"(?:PIN|PUK|[Pp]asscode|[Uu]nlock code|[Vv]erification code|[Bb]ackup code|OTP)"
            r"(?:[ -][Cc]ode)?[ \t]*(?:is|ist|:|=|lautet)[ \t]*(?P<value>[0-9]{4,10})"
        ),
        reference="Sentences of tickets: personal identification numbers and one-time codes are digits only",
        examples=("PIN: «1234»", "the verification code is «493021»", "PUK = «12345678»"),
        near_misses=("PIN 12", "PINE: 1234", "pin is missing", "error code: 1234"),
        trigger=("PIN", "PUK", "code", "OTP"),
        score=0.85,
        kinds=frozenset({"prose", "text"}),
    ),
    Rule(
        id="xml-secret",
        entity="SECRET",
        pattern=(
            r"<(?:[0-9A-Za-z_.-]{0,40}:)?[0-9A-Za-z_.-]{0,40}(?:password|passwd|passphrase|secret|psk"
            r"|pre-shared-key|phash|pwd"
            r"|community|private-key|auth-key|api-?key|token|hash|bindpw|shared-key|sharedkey|rocommunity"
            r"|privatekey)[0-9]?"
            r"(?:[ \t][^<>]{0,200})?>(?P<value>[^<>\s](?:[^<>]{0,510}[^<>\s])?)</"
        ),
        reference="pfSense and PAN-OS XML configurations, SOAP bodies: the element's name is the label",
        examples=(
            "<password>«abc def»</password>",
            "<wsse:Password Type='x'>«w0rd»</wsse:Password>",
            "<rocommunity>«netread»</rocommunity>",
            "<pre-shared-key>«Tunnel-Word»</pre-shared-key>",
        ),
        near_misses=(
            "<password></password>",
            "<password>***</password>",
            "<passwordHint>abc</passwordHint>",
            "<secret/>",
        ),
        trigger="</",
        ignore_case=True,
        score=0.93,
        before="",
        after="",
        validate=plausible,
        blind=True,
    ),
)
