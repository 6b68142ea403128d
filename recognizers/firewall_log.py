"""Serial numbers, accounts and device names in the comma-separated logs of firewalls."""

from __future__ import annotations

from recognizers._log import ADDRESS, DOMAIN, HEADERS, HOST, USER, shaped_host, user
from recognizers.rule import Rule

_PAN = "(?:TRAFFIC|THREAT|SYSTEM|CONFIG|GLOBALPROTECT|HIP-?MATCH|USERID|AUTHENTICATION|DECRYPTION|CORRELATION)"

RULES: tuple[Rule, ...] = (
    Rule(
        id="pan-log-serial",
        entity="SERIAL_NUMBER",
        pattern=rf"[0-9],[0-9]{{4}}/[0-9]{{2}}/[0-9]{{2}} [0-9:]{{8}},(?P<value>[0-9A-Z]{{8,20}}),{_PAN},",
        trigger=f",{_PAN},",
        before="",
        after="",
        score=0.97,
        reference="PAN-OS syslog field descriptions: Serial Number",
        examples=(
            "1,2024/01/02 03:04:05,«001234567890»,TRAFFIC,end,2049",
            "fw7 1,2024/01/02 03:04:05,«007051000012345»,SYSTEM,auth,0",
        ),
        near_misses=("1,2024/01/02 03:04:05,,TRAFFIC,end", "2024/01/02 03:04:05,12,SYSTEM,x"),
    ),
    Rule(
        id="pan-log-user",
        entity="USERNAME",
        pattern=(
            rf",{_PAN},(?:[^\n]{{0,120}}?,)?{ADDRESS},{ADDRESS},{ADDRESS}?,{ADDRESS}?,[^,\n]{{0,63}},"
            rf"{DOMAIN}(?P<value>{USER}),"
        ),
        trigger=f",{_PAN},",
        before="",
        after="",
        validate=user,
        blind=True,
        seeds=True,
        kinds=HEADERS,
        reference="PAN-OS syslog field descriptions: Source User",
        examples=(
            "1,TRAFFIC,end,0,192.0.2.1,198.51.100.1,203.0.113.1,198.51.100.1,allow-web,corp\\«dave»,,ssl,vsys1",
            "1,THREAT,url,0,192.0.2.1,198.51.100.1,0.0.0.0,0.0.0.0,r 1,«erin»,,dns,vsys1",
            "1,2024/01/02 03:04:05,0012,TRAFFIC,end,2560,2024/01/02 03:04:05,192.0.2.1,198.51.100.1,203.0.113.1,"
            "198.51.100.1,Allow-Web,corp\\«dave»,,ssl,vsys1",
        ),
        near_misses=(
            "1,TRAFFIC,end,192.0.2.1,198.51.100.1,0.0.0.0,0.0.0.0,r1,,,dns,vsys1",
            "192.0.2.1,198.51.100.1",
            "x,TRAFFIC,end,0,2024/01/02 03:04:05,192.0.2.1,198.51.100.1,203.0.113.1,198.51.100.1,Allow-Web,,,ssl,vsys1",
        ),
    ),
    Rule(
        id="pan-log-device",
        entity="HOSTNAME",
        pattern=rf",{_PAN},[^\n]{{20,900}}?(?:,[0-9]{{1,5}}){{4}},[^,\n]{{0,31}},(?P<value>{HOST})(?:,|$)",
        trigger=f",{_PAN},",
        before="",
        after="",
        validate=shaped_host,
        blind=True,
        seeds=True,
        reference="PAN-OS syslog field descriptions: Device Name",
        examples=(
            "1,2024/01/02 03:04:05,0012345678,SYSTEM,general,0,2024/01/02 "
            "03:04:05,,general,,0,0,general,info,x,9,0x0,0,0,0,0,,«PA-HQ1»",
            "1,2024/01/02 03:04:05,0012345678,CONFIG,0,0,2024/01/02 "
            "03:04:05,192.0.2.1,,set,x,Web,Ok,a,9,0x0,12,0,0,0,,«fw7.example.com»,0",
        ),
        near_misses=("1,2024/01/02 03:04:05,0012345678,SYSTEM,general,0,0,0,0,x", "a,SYSTEM,b"),
    ),
)
