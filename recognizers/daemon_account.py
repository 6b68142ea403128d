"""Accounts, numbers and ids in the messages of daemons that no other log grammar knows.

Each phrase is one that its program prints; the slot in it holds an account, whatever it looks like, unless it is empty.
"""

from __future__ import annotations

import re

from recognizers._log import DOMAIN, TOKEN, USER, WORDY, quoted_user, user
from recognizers._phrase import phrase
from recognizers.rule import WORD, Rule, Verdict


def _mixed(line: bytes, start: int, end: int) -> Verdict:
    """A random id has letters of both cases and a digit."""
    value = line[start:end]
    return (
        Verdict.ABSTAIN if re.search(rb"[0-9]", value) and value.lower() != value != value.upper() else Verdict.REFUSE
    )


RULES: tuple[Rule, ...] = (
    phrase(
        "log-user-angle",
        "USERNAME",
        rf"[Uu]ser(?:name)?[ :=]{{1,2}}<{DOMAIN}(?P<value>{USER})>",
        "[Uu]ser(?:name)?[ :=]{1,2}<",
        "VMware vCenter, Cisco ASA: user <domain\\name>",
        ("Failed to authenticate user <VSPHERE.LOCAL\\«kmaier»>", "User <«ismith»> IP <203.0.113.8>"),
        ("user <root>", "user <>"),
        user,
        before=WORD,
    ),
    phrase(
        "log-login-for",
        "USERNAME",
        rf"(?:log ?in for|Password (?:invalid/Password )?required for|(?:^|[\]:] )Adding user|-Credential"
        rf"|credentials for user) \"?{DOMAIN}(?P<value>{USER})"
        r"(?:[\"' \t,.]|$)",
        ("log ?in for ", "required for ", "Adding user ", "-Credential ", "credentials for user "),
        "Dell iDRAC USR0031, PicketBox PBOX00070, cloud-init, PowerShell",
        (
            "Unable to log in for «idracop» from 192.0.2.9 using SSH.",
            "Password required for «gstein»",
            "[DEBUG]: Adding user «deployer9»",
        ),
        ("login for root", "log in for the first", "Adding user to"),
        user,
    ),
    phrase(
        "print-job-user",
        "USERNAME",
        rf"[Qq]ueued on \"[^\"]{{1,64}}\" by \"(?P<value>{WORDY})\"",
        'ueued on "[^"]{1,64}" by "',
        "CUPS error_log",
        ('[Job 222] Queued on "x" by "«sekretariat3»".', 'queued on "y" by "«agnes»"'),
        ('Queued on "x" by "root"', 'queued on "y" by x'),
        quoted_user,
    ),
    phrase(
        "flow-user",
        "USERNAME",
        rf"[ \t][0-9]{{1,12}} (?P<value>{USER})\((?:N/A|[^)\n]{{1,64}})\) (?:[a-z]{{2,4}}-[0-9]|reth|irb|st0|lo0|N/A)",
        "\\) (?:[a-z]{2,4}-[0-9]|reth|irb|st0|lo0|N/A)",
        "Junos RT_FLOW_SESSION: session id, user name, roles, interface",
        ("trust untrust 881221 «jdoe77»(N/A) ge-0/0/1.0", "x 12 «anna»(staff) reth1.0"),
        ("trust untrust 881221 N/A(N/A) ge-0/0/1.0", "x 12 root(N/A) ge-0/0/0"),
        user,
    ),
    phrase(
        "connection-log-user",
        "USERNAME",
        rf"Users?: (?P<value>{USER}), (?:Source )?IP",
        "Users?: [^,\\n]{1,128}, (?:Source )?IP",
        "QNAP QTS system connection log",
        ("conn log: Users: «kgross», Source IP: 192.0.2.44", "User: «eva7», IP: x"),
        ("Users: admin, Source IP: 192.0.2.1", "Users: 12 connected"),
        user,
        before=WORD,
    ),
    phrase(
        "broker-user",
        "USERNAME",
        r"[ \t]\(p[0-9], c[0-9], k[0-9]{1,5}, u'(?P<value>[^'\n]{1,64})'",
        ", k[0-9]{1,5}, u'",
        "Eclipse Mosquitto",
        ("as esp32 (p2, c1, k60, u'«iotuser4»').", "as x (p5, c0, k15, u'«ha»')"),
        ("as x (p2, c1, k60).", "as x (p2, c1, k60, u'admin')"),
        quoted_user,
    ),
    phrase(
        "dial-in-user",
        "USERNAME",
        rf"<(?:l2tp|pptp|sstp|pppoe|ovpn|ppp)-(?P<value>{USER})>",
        "<(?:l2tp|pptp|sstp|pppoe|ovpn|ppp)-",
        "MikroTik RouterOS: dynamic interfaces of dial-in users",
        ("<l2tp-«branch7»>: authenticated", "<pppoe-«anna.k»>: connected"),
        ("<l2tp-server>", "<ppp-out1"),
        user,
    ),
    phrase(
        "proxy-account",
        "USERNAME",
        rf"[ \t]user=(?:root|vpxuser|dcui|[a-z]{{2,16}}):{DOMAIN}(?P<value>{USER})[\]\s]",
        "[ \\t]user=[a-z]{2,16}:",
        "VMware hostd: user=local:real",
        ("opID=esxui-1a user=root:«kmaier»] Event", "x user=vpxuser:CORP\\«anna»]"),
        ("user=root", "user=vpxuser:root]"),
        user,
    ),
    phrase(
        "eap-inner-user",
        "USERNAME",
        rf"\[(?:host/)?{DOMAIN}(?P<value>{USER})/<via Auth-Type",
        "/<via Auth-Type",
        "FreeRADIUS radius.log",
        ("Login OK: [«ekeller»/<via Auth-Type = eap>] (from client", "[CORP\\\\«anna»/<via Auth-Type = EAP>]"),
        ("[root/<via Auth-Type = eap>]", "/<via Auth-Type"),
        user,
    ),
    phrase(
        "channel-endpoint",
        "USERNAME",
        r"(?:SIP|PJSIP|IAX2|SCCP|DAHDI|Local)/(?P<value>[0-9A-Za-z_.+-]{2,40})-[0-9a-f]{8}(?:[^0-9A-Za-z]|$)",
        "/[0-9A-Za-z_.+-]{2,40}-[0-9a-f]{8}",
        "Asterisk channel names",
        ('Dial("SIP/«6002»-00000012", "x")', "PJSIP/«anna»-0000001a answered"),
        ("SIP/2.0 200 OK", "SIP/6002"),
        before=WORD,
    ),
    phrase(
        "dialled-number",
        "PHONE_NUMBER",
        r"(?:(?:SIP|PJSIP|IAX2|DAHDI)/[0-9A-Za-z_-]{1,40}/|Executing \[|extension ')(?P<value>\+?[0-9]{7,15})",
        ("(?:SIP|IAX2|DAHDI)/[0-9A-Za-z_-]{1,40}/\\+?[0-9]{7}", "Executing \\[\\+?[0-9]{7}", "extension '\\+?[0-9]{7}"),
        "Asterisk: Dial arguments, dialplan positions",
        ('"SIP/trunk/«4915100000000»,60")', "Executing [«4915100000000»@from-internal:1] Dial("),
        ("SIP/6002", "Executing [s@macro-dial:1]", "extension '100'"),
    ),
    phrase(
        "session-id-angle",
        "OTHER_ID",
        r"SESSIONID=<(?P<value>[^>\s]{8,128})>",
        "SESSIONID=<",
        "Cyrus IMAP",
        ("User logged in SESSIONID=<«imap-31213-1709547072-1-1234567890»>", "SESSIONID=<«a1b2c3d4e5»>"),
        ("SESSIONID=<>", "SESSIONID=12"),
    ),
    phrase(
        "node-id-braces",
        "OTHER_ID",
        r"\{(?P<value>[0-9A-Za-z_-]{22})\}",
        r"\{[0-9A-Za-z_-]{22}\}",
        "Elasticsearch DiscoveryNode: persistent and ephemeral id",
        ("[{es-7}{«kq1Vd2OXQ2mZ9yQ7bYw3Lg»}{«p0WnT5o8S7e2RkYx1aBcDw»}{192.0.2.37}]", "{«AbCdEfGhIjKlMnOpQrSt12»}"),
        ("{abcdefghijklmnopqrstuv}", "{short}"),
        _mixed,
    ),
    phrase(
        "datastore-id",
        "OTHER_ID",
        r"(?P<value>[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{12})",
        r"[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{12}",
        "VMware VMFS volume identifiers",
        ("/vmfs/volumes/«5f1e2a90-3b4c4d5e-8f60-718293a4b5c6»/x", "ds «00000000-3b4c4d5e-8f60-718293a4b5c6»"),
        ("00000000-0000-0000-0000-000000000000", "5f1e2a90-3b4c4d5e"),
        before=TOKEN,
        after=WORD,
    ),
    phrase(
        "log-uid-braces",
        "OTHER_ID",
        r"(?P<value>\{0x[0-9a-f]{1,8}(?:,0x[0-9a-f]{1,8}){3}\})",
        r"\{0x[0-9a-f]{1,8},0x",
        "Check Point log fields: loguid",
        ('loguid:"«{0x65e5a0c0,0x1,0x5021a8c0,0x2a3b4c5d}»"', "uid=«{0x1,0x2,0x3,0x4}»"),
        ("{0x1,0x2}", "0x1,0x2,0x3,0x4"),
    ),
    phrase(
        "mac-underscored",
        "MAC_ADDRESS",
        r"dev_(?P<value>(?:[0-9A-F]{2}_){5}[0-9A-F]{2})(?:[^0-9A-Za-z]|$)",
        r"dev_[0-9A-F]{2}_[0-9A-F]{2}_",
        "BlueZ D-Bus object paths",
        ("/org/bluez/hci0/dev_«00_00_5E_00_53_03»/fd0", "dev_«00_00_5E_00_53_04» "),
        ("dev_00_00_5E", "2024_03_04_10_11_12_13"),
    ),
)
