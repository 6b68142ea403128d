"""Secrets inside commands that a log repeats: command accounting of routers, switches and firewalls."""

from __future__ import annotations

from recognizers._log import HEADERS
from recognizers._values import MARK, argument
from recognizers.rule import Rule

_CUES = (
    r"(?:logged command:|CMDLINE_READ_LINE|CMD_?RECORD|PARSER-5-CFGLOG|ASA-[0-9]-11101[0-9]|AAA-[0-9]-CMD|[Ee]xecuted(?: the)? "
    r"(?:command|')|[Cc]ommand[ =:]{1,2}[\"']|cmd=[\"']?|CLI command|[Ee]xecuted command)"
)
_KEYS = (
    r"(?:secret|password|passwd|passphrase|key|key-string|pre-shared-key|presharedkey|psksecret|authentication-key|shared-secret|md5|auth|priv"
    r"|community|privacy|ascii-text|cipher|encrypted-password)"
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="logged-command-secret",
        entity="SECRET",
        pattern=rf"{_CUES}[^\n]{{0,300}}[ \t]{_KEYS}[ \t](?:{MARK}[ \t]){{0,2}}[\"']?(?P<value>[^\s\"']{{3,200}})",
        trigger=rf"{_CUES}",
        before="",
        after="",
        validate=argument,
        kinds=HEADERS,
        score=0.92,
        reference="Cisco IOS archive log config, ASA 111010, Junos UI_CMDLINE_READ_LINE, Huawei CMDRECORD, Arista AAA-CMD",
        examples=(
            "%PARSER-5-CFGLOG_LOGGEDCMD: User:op1  logged command:username tmp secret «Autumn-99»",
            "UI_CMDLINE_READ_LINE: User 'op1', command 'set system radius-server 192.0.2.9 secret «Rad1usKey!» '",
            'Command="snmp-agent community read cipher «Gh7!kLp0»")',
            "User 'op1' executed the 'tunnel-group x ipsec-attributes ikev1 pre-shared-key «t0p5»' command",
        ),
        near_misses=(
            "logged command:no username tmp secret",
            "command 'show key chain'",
            "logged command:service password encryption",
            "the secret Autumn-99",
        ),
    ),
)
