"""Product and part numbers by the shapes that vendors give them; short ones need a digit and a known family.

Interface, policy and access-list names are not product numbers, nor are names of standards and ciphers.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._near import ABSTAIN, REFUSE, byte
from recognizers.rule import Rule, Verdict

_T = r"(?:[-/+=][0-9A-Z][0-9A-Z+]{0,11}){0,6}=?"
_PORT = re.compile(rb"/[0-9]")


def _part(line: bytes, start: int, end: int) -> Verdict:
    """Refuses parts of longer names, ports, and names without a digit."""
    text = line[start:end]
    if byte(line, end) == 0x2F and byte(line, end + 1) in b"0123456789" and end + 1 < len(line):
        return REFUSE
    if _PORT.search(text) and not re.search(rb"/[KE][0-9]|/[0-9]{1,2}G|^SPA", text):
        return REFUSE
    return ABSTAIN if any(48 <= code <= 57 for code in text) else REFUSE


def _hp(line: bytes, start: int, end: int) -> Verdict:
    """HP's letter-digits-letter numbers are short: hexadecimal neighbours or a version context refuse them."""
    text = line[start:end]
    return REFUSE if byte(line, start - 1) in b"=:/" and start or text.startswith(b"JAN") else ABSTAIN


_CISCO = (
    r"(?:WS-[A-Z0-9]{2,8}|N[1-9][0-9]?K-[A-Z0-9]{2,16}|A9K-[0-9A-Z]{2,10}|A99-[0-9A-Z]{2,10}"
    r"|ASR-?[0-9]{3,5}[A-Z]{0,3}|NCS-?[0-9]{3,4}[A-Z0-9]{0,6}"
    r"|ISR-?[0-9]{3,4}[A-Z]{0,3}|C(?:ISCO)[0-9]{3,4}[A-Z]{0,3}|PWR-[0-9A-Z]{1,10}|NXA-[A-Z]{3}"
    r"|SFP-[0-9A-Z]{2,6}-[0-9A-Z]{1,8}|QSFP-[0-9A-Z]{2,8}"
    r"|QSFP28-[0-9A-Z]{2,8}|GLC-[A-Z]{1,3}|XFP-[0-9A-Z]{2,8}|8[0-9]{3}-[0-9]{1,3}[A-Z]{1,3}"
    r"|FAN-[A-Z]{2,3}-V[0-9]|PSU[0-9]{1,4}K?W-[A-Z]{2,5}|XENPAK-10GB|X2-10GB|NIM-[0-9A-Z]{2,8}"
    r"|SM-[A-Z0-9]{2,6}-[0-9A-Z]{2,8}|E?HWIC-[0-9A-Z]{1,10}|VWIC[0-9]?-[0-9A-Z]{2,8}"
    r"|PVDM[0-9]-[0-9]{1,3}|AIR-[A-Z]{2,6}[0-9]{2,4}[0-9A-Z]{0,6}|ASA-?55[0-9]{2}(?:-?X)?|ASAv[0-9]{0,2}"
    r"|FPR-?[0-9]{1,2}[0-9K][0-9A-Z]{0,5}|FPR4K-[0-9A-Z]{2,4}"
    r"|ASA-[0-9A-Z]{2,5}-PWR|AS-T[0-9]{2,4}|UCS[BCX]?-[0-9A-Z]{2,12}|SPA-[0-9A-Z]{2,10}(?:/[A-Z0-9]{1,3})?"
    r"|VS-[A-Z0-9]{2,8}-[0-9A-Z]{2,8}|CP-[0-9]{4}[A-Z]{0,2}"
    r"|IE-[0-9]{4}|DS-[CX][0-9]{3,4}[A-Z]{0,2}|C[1-9][0-9]{3}[A-Z]{0,4}-(?:[0-9]{1,3}[A-Z]{1,4}[0-9A-Z]{0,4}|LC"
    r"|SUP|NM|PWR|STACK|RSP|[0-9A-Z]{1,8})"
    r"|CSR1000V|C8000V|R-IOSXRV[0-9]{4}|IOSv|MEM-[0-9A-Z]{2,8}-[0-9A-Z]{1,6}|CBS[0-9]{3}|SG[0-9]{3}X?"
    r"|STACK-T[0-9]|CAB-[A-Z]{1,4}|FAN-MOD-[0-9A-Z]{1,4}"
    r"|ACS-[0-9A-Z]{3,6}|AP-[0-9]{4}|RSP[0-9]{3}|SSD-[0-9]{2,4}G)"
)
_ARISTA = (
    r"(?:DCS-7[0-9]{3}[A-Z]{0,3}[0-9]?[A-Z]{0,2}|CCS-7[0-9]{2}[A-Z]{0,3}|DP[0-9]{2}QSDD|QDD-[0-9A-Z]{2,6}"
    r"|Q(?:28|56D?|SFP)-[A-Z0-9]{2,6}"
    r"|FAN-7[0-9]{3}[A-Z]{0,2}|PWR-[0-9]{3,4}[A-Z]{0,2})"
)
_OTHERS = (
    r"(?:(?:ex|qfx|srx|acx|ptx)[0-9]{3,5}[a-z]{0,2}(?:-[0-9]{1,2}[a-z]{1,2}){0,2}|mx(?:80|104|150|204|240|304|480|960)"
    r"|D[GEX]S-[0-9]{4}|X[0-9]{3}G2-[0-9]{2}[a-z]|TL-S[GXL][0-9]{3,4}|GS[0-9]{3,4}[A-Z]{1,3}"
    r"|(?:EX|QFX|SRX|ACX|PTX)[0-9]{3,5}[A-Z]{0,3}|MX(?:80|104|150|204|240|304|480|960|2008|2010|2020|10003|10004|10008)"
    r"|MPC[0-9]{1,2}[A-Z]?|JNP[0-9]{4,5}|OS6[0-9]{3}[A-Z]?|OS9[0-9]{3}[A-Z]?|PA-[0-9]{3,4}"
    r"|PAN-PA-[0-9]{3,4}[A-Z]?|FG-[0-9]{2,4}[A-Z]|FGT-[0-9]{2,4}[A-Z]|FS-[0-9]{3,4}[A-Z]"
    r"|S[1-9][0-9]{3}[A-Z]{0,2}-[0-9A-Z]{2,8}|CE[0-9]{4,5}[A-Z]{0,2}|NE[0-9]{2,4}E"
    r"|AR[0-9]{3,4}[A-Z]{0,2}-[A-Z]{1,3}|USG[0-9]{4}[A-Z]?|LSQM[0-9][0-9A-Z]{4,10}|LSWM[0-9][0-9A-Z]{4,10}"
    r"|AS[0-9]{4}-[0-9]{2}[A-Z]|BCM-?[0-9]{5}|ICX[0-9]{4}|P[0-9]{5}-[0-9]{2}|CR[1-9]D[0-9A-Z]{4,8}"
    r"|ES[0-9]D[0-9A-Z]{4,8}|(?:7[0-9]|68|800)-[0-9]{4,6}-[0-9]{2}|[0-9]{3}-[0-9]{5}-[0-9]{2}"
    r"|H[89][0-9]{2}[A-Z][0-9A-Z]{3,5}|T-MARC)"
)

RULES = (
    Rule(
        id="product-id-cisco",
        entity="PRODUCT_ID",
        pattern=rf"(?P<value>{_CISCO}{_T})",
        trigger=(
            r"(?:WS|N[1-9][0-9]?K|A9K|A99|PWR|NXA|SFP|QSFP|QSFP28|GLC|XENPAK|XFP|X2|NIM|SM|HWIC|VWIC[0-9]?"
            r"|PVDM[0-9]|AIR|FPR|FPR4K|ASA|AS|UCS[BCX]?"
            r"|SPA|VS|CP|IE|DS|MEM|STACK|CAB|FAN|ACS|AP|SSD|R)-[0-9A-Z]",
            r"(?:ASR|NCS|ISR)-?[0-9]{3}",
            r"8[0-9]{3}-[0-9]{1,3}[A-Z]|PSU[0-9]{1,4}K?W-",
            r"CISCO[0-9]{3}",
            r"ASA[v5]",
            r"FPR[0-9]",
            r"C[1-9][0-9]{3}[A-Z]{0,4}-[0-9A-Z]",
            r"CSR1000V|C8000V|IOSv|(?:CBS|RSP|SG)[0-9]{3}",
        ),
        before=r"0-9A-Za-z_\x80-\xff-",
        after=r"0-9A-Za-z_\x80-\xff",
        validate=_part,
        blind=True,
        score=0.8,
        reference="Cisco: product identifiers in `show inventory`, hardware data sheets",
        examples=(
            'NAME: "1", DESCR: "«WS-C3850-24T»" PID: «C9300-48P»',
            "1 «N9K-C93180YC-FX» ok, «ASR-920-24SZ-M», «ASR1000-ESP10», «A9K-8HG-FLEX-SE»",
            "«ISR4331/K9» «PWR-C1-715WAC» «SFP-10G-SR» «QSFP-100G-SR4-S» «NIM-2T»",
            "cisco «AIR-CAP3702I-E-K9» «SPA-2XT3/E3» «PVDM4-64»",
        ),
        near_misses=(
            "TenGigE0/0/0 ETH-TRUNK AES-256 SHA-1 UTF-8 ISO-8859-1",
            "RFC-2544 IEEE 802.1Q",
            "AS-PATH AS-SET AS-123 SM-ACL AP-GROUP",
            "PWR-OK FAN-FAIL",
            "CP-1/0/2",
        ),
        worst="C9300-4-",
    ),
    Rule(
        id="product-id-arista",
        entity="PRODUCT_ID",
        pattern=rf"(?P<value>{_ARISTA}{_T})",
        trigger=r"(?:DCS|CCS|DP[0-9]{2}QSDD|QDD|Q28|Q56|Q56D|QSFP|FAN|PWR|QSDD)-[0-9A-Z]|DP[0-9]{2}QSDD",
        before=r"0-9A-Za-z_\x80-\xff-",
        validate=_part,
        blind=True,
        reference="Arista: product numbers in `show inventory`",
        score=0.85,
        examples=("«DCS-7050SX-64» 52-port SFP+", "«CCS-720XP-24ZY4-F» «FAN-7000-F» «PWR-460AC-F»", "«Q28-PC025»"),
        near_misses=("DCS-CORE", "FAN-OK", "CCS-1/2"),
        worst="DCS-7050-",
    ),
    Rule(
        id="product-id-fortinet",
        entity="PRODUCT_ID",
        pattern=r"(?P<value>Forti(?:Gate|Switch|AP|WiFi|Analyzer|Manager|Web|Mail|Extender|Proxy"
        r"|ADC)(?:Rugged)?-[0-9A-Z]{1,8}(?:-[0-9A-Z]{1,8}){0,3})",
        trigger=r"Forti[A-Za-z]{2,14}-[0-9A-Z]",
        validate=_part,
        blind=True,
        reference="Fortinet: product names in `get system status`",
        score=0.9,
        examples=("Version: «FortiGate-60F» v7.4.8,build2795", "«FortiGate-VM64-KVM» and «FortiSwitch-124E-POE»"),
        near_misses=("FortiGate-Cluster", "FortiGate 60F", "FortiManager-HA"),
        worst="FortiGate-6-",
    ),
    Rule(
        id="product-id-vendor",
        entity="PRODUCT_ID",
        pattern=rf"(?P<value>{_OTHERS}(?:-[0-9A-Z][0-9A-Z]{{0,11}}){{0,4}})",
        trigger=(
            r"(?:ex|qfx|srx|acx|ptx|mx|D[GEX]S-|TL-S[GXL]|GS)[0-9]{2,3}|X[0-9]{3}G2-",
            r"(?:EX|QFX|SRX|ACX|PTX|JNP|OS|PA-|FG-|FGT-|FS-|CE|NE|AR|USG|AS|BCM|BCM-|ICX|P|ES|CR)[0-9]{1,5}[0-9A-Z-]",
            r"MX[0-9]{2}|MPC[0-9]|LS[QW]M[0-9]|S[1-9][0-9]{3}[A-Z]{0,2}-[0-9A-Z]|[0-9]{2,3}-[0-9]{4,6}-[0-9]"
            r"|H[89][0-9]{2}[A-Z]|T-MARC",
        ),
        before=r"0-9A-Za-z_\x80-\xff./-",
        validate=_part,
        blind=True,
        score=0.7,
        reference="Juniper, Alcatel-Lucent, Palo Alto Networks, Huawei, H3C, HPE, Edgecore, Ruckus: model numbers",
        examples=(
            "Model: «EX4300-48T» «QFX5100-48S» «MX480»",
            "srx: «srx345» «ex4300-48t», «OS6860-P24» «PA-3220» «S5735-L48T4S-A1»",
            "Part number «P12345-07», FPC «750-12345-02», «73-12345-01», BoardName: «H801ABCD»",
        ),
        near_misses=("EX 4300", "MX10 mail", "OS6", "PA-1/2", "T-MOBILE", "xe-0/0/1"),
        worst="EX4300-4-",
    ),
    Rule(
        id="product-id-allied",
        entity="PRODUCT_ID",
        pattern=r"(?P<value>AT-(?:[A-Z]{1,4}[0-9]{2,4}|x[0-9]{3}[A-Z]{0,2}"
        r"|[A-Z]{1,3}BC[0-9]{2,4})[0-9A-Za-z]{0,6}(?:-[0-9A-Za-z]{1,10}){0,3})",
        trigger=r"AT-[A-Zx][0-9A-Z]",
        validate=_part,
        blind=True,
        reference="Allied Telesis: `show system`",
        examples=("Base  569  «AT-x530L-52GTX»  B-1", "Base  467  «AT-SH210-24GT» B-0"),
        near_misses=("AT-COMMAND", "CAT-SH210", "AT-x"),
        worst="AT-x530-",
    ),
    Rule(
        id="product-id-hpe",
        entity="PRODUCT_ID",
        pattern=r"(?P<value>J(?:[0-9]{4}|[A-Z][0-9]{3})[A-Z])",
        trigger=r"J(?:[0-9]{4}|[A-Z][0-9]{3})[A-Z]",
        before=r"0-9A-Za-z_\x80-\xff./-",
        after=r"0-9A-Za-z_\x80-\xff./-",
        validate=_hp,
        blind=True,
        score=0.75,
        reference="HPE Aruba: switch product numbers (J9091A, JL254A)",
        examples=("; «J9091A» Configuration Editor", "HP ProCurve «JL254A» 2930F"),
        near_misses=("J2024", "JAN001A1", "xJ9091A", "J9091A-1"),
    ),
)
