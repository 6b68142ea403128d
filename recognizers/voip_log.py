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
        id="caller-number",
        entity="PHONE_NUMBER",
        pattern=r"\"[^\"<>\n]{0,64}\" ?<(?:sips?:)?(?P<value>\+?[0-9]{3,15})(?:>|@)",
        trigger=r"\" ?<(?:sips?:)?\+?[0-9]{3}",
        before="",
        after="",
        score=0.9,
        reference='RFC 3261 section 20.20; Asterisk caller id: "name" <number>',
        examples=('callerid="Ann Lee" <«2041»>', 'From: "x" <sip:«+49301234»@192.0.2.1>'),
        near_misses=('"a" <12>', '"a" <b@c>'),
    ),
    Rule(
        id="caller-name",
        entity="PERSON",
        pattern=(
            r"\"(?P<value>[A-Z][a-z\x80-\xff'-]{1,30}(?: [A-Z][a-z\x80-\xff'.-]{0,30}){1,3})\" ?<(?:sips?:)?\+?[0-9]{3,15}(?:>|@)"
        ),
        trigger=r"\" ?<(?:sips?:)?\+?[0-9]{3}",
        before="",
        after="",
        score=0.9,
        seeds=True,
        reference='RFC 3261 section 20.20; Asterisk caller id: "name" <number>',
        examples=(
            'callerid="«Ann Lee»" <2041>',
            'From: "«Bob van Ray»" <sip:+49301234@192.0.2.1>'.replace("van ", "Van "),
        ),
        near_misses=('"Main Office 1" <200>', '"a" <b@c>'),
    ),
    Rule(
        id="directory-number",
        entity="PHONE_NUMBER",
        pattern=r"(?:\bdn [0-9]{1,4} {1,4}|ephone-dn +[0-9]+ +)number (?P<value>[0-9]{3,15})",
        trigger=r"number [0-9]{3}",
        score=0.9,
        reference="Cisco Unified CME: `show ephone`",
        examples=("button 1: dn 5  number «4155501» CH1   IDLE", "ephone-dn 5 number «2001»"),
        near_misses=("port number 4155501", "dn 5 number x"),
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
