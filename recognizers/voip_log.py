"""Accounts in the logs of telephony servers: Asterisk, FreeSWITCH, Kamailio, OpenSIPS."""

from __future__ import annotations

from recognizers._log import HEADERS, USER
from recognizers.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        id="sip-user",
        entity="USERNAME",
        pattern=r"(?:sips?:|for \[|for '\"?|endpoint '|peer '|extension |SIP/|PJSIP/)(?P<value>[0-9A-Za-z_.+-]{1,64})@",
        trigger="@",
        validate=None,
        after="",
        kinds=HEADERS,
        score=0.9,
        reference="RFC 3261 section 19.1; Asterisk and FreeSWITCH security messages",
        examples=(
            "Registration from '\"101\" <sip:«101»@192.0.2.9>' failed for '192.0.2.1:5060'",
            "SIP auth failure (REGISTER) on sofia profile 'internal' for [«1001»@192.0.2.9] from ip 192.0.2.1",
        ),
        near_misses=("mail from x@example.com", "sip:192.0.2.1:5060"),
    ),
    Rule(
        id="sip-account-user",
        entity="USERNAME",
        pattern=rf"(?:AccountID=\"|Registration from '\")(?P<value>{USER})\"",
        trigger=('AccountID="', "from '\""),
        after="",
        score=0.93,
        reference="Asterisk security event log; chan_sip registration messages",
        examples=(
            'SecurityEvent="InvalidAccountID",AccountID="«7001»",SessionID="0x7f"',
            "Registration from '\"«201»\" <sip:x>'",
        ),
        near_misses=('AccountID="",SessionID="0x7f"', "Registration from '<sip:x>' failed"),
    ),
)
