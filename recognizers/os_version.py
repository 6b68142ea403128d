"""Versions of operating systems, firmware and images: announced by words (shapes: `os_version_shape`).

Not: hardware revisions, protocol, table and format versions, boot ROM dates.  A version is generalised, not removed, so
a doubtful one costs little; an address must never pass for one, and the four-part forms always need the words.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._near import ABSTAIN, REFUSE
from recognizers.rule import Rule, Verdict

_NOT_OS = re.compile(
    rb"(?<![0-9A-Za-z-])(?:snmp|snmpv[0-9]|ip|tls|ssl|ssh|http|https|protocol|proto|table|bgp|ospf|rip|hsrp|vrrp|igmp|mld|pim|stp"
    rb"|cdp|lldp|vtp|ntp|nfs"
    rb"|smb|netflow|ipfix|sflow|nhrp|l[0-9]tp|gtp|radius|eigrp|isis|config|configuration|format|schema|gcc|g\+\+"
    rb"|clang|python|java|perl"
    rb"|ruby|php|glibc|openssl|zlib|database|xml|json|mib|bootrom|rom|boot|bootstrap|bootloader|bios|u-boot"
    rb"|hardware|hw|cpld|fpga"
    rb"|epld|driver|module|plugin|api|file|export|record|peer|remote|negotiated|client|server|file-?system|raid"
    rb"|pci|usb|poe"
    rb"|topology|lsdb|policy|signature|app|apps|threat|antivirus|virus|av|wildfire|url|ips|definition|engine)"
    rb"(?:[ \t]+(?:protocol|table|schema|software|version))?[ \t_,-]*(?:version|ver|v)?[ \t:.=,\"'(]*$",
    re.IGNORECASE,
)
_V = r"[0-9]{1,5}\.[0-9]{1,5}(?:[.()_-]?[0-9A-Za-z]{1,12}){0,10}\)?"


def _worded(line: bytes, start: int, end: int) -> Verdict:
    """Judges a version by the words directly before it."""
    head = line[max(0, start - 60) : start]
    return REFUSE if _NOT_OS.search(head) else ABSTAIN


def _specific(line: bytes, start: int, end: int) -> Verdict:
    """As `_worded`; two plain numbers (`version 2.0`) are too little where only a generic word announces them."""
    text = line[start:end]
    if text.count(b".") < 2 and not re.search(rb"[A-Za-z(]", text):
        return REFUSE
    return _worded(line, start, end)


_FAMILIES = (
    r"IOS|IOS-XE|IOS XE|IOS-XR|IOS XR|XR|NX-OS|NX-OS\(tm\)|NXOS|ASA|Adaptive Security Appliance|Firepower|FXOS"
    r"|Threat Defense"
    r"|EOS|vEOS|JUNOS|Junos|Junos OS|FortiOS|FortiGate|PAN-OS|ArubaOS|ArubaOS-CX|AOS-CX|AOS-W|Comware|VRP|VRP"
    r" \(R\) software"
    r"|RouterOS|VyOS|EdgeOS|SONiC|Cumulus Linux|TiMOS|SR OS|ExtremeXOS|EXOS|FXOS|Gaia|BIG-IP|TMOS|DNOS|OS10|OS9"
    r"|FTOS|AireOS"
    r"|NetScaler|FastIron|IronWare|ScreenOS|pfSense|OPNsense|FreeBSD|OpenBSD|NetBSD|ESXi|VMware ESXi|vSphere"
    r"|AlliedWare Plus"
    r"|AOS|Zyxel|UniFi|AirOS|Ubuntu|Debian GNU/Linux|Debian|CentOS|CentOS Linux|CentOS Stream|Rocky Linux"
    r"|AlmaLinux|Fedora"
    r"|Red Hat Enterprise Linux|RHEL|SLES|openSUSE Leap|Alpine Linux|Oracle Linux|Amazon Linux|macOS|Windows"
    r" Server|Windows"
)
_RELEASE = (
    r"(?:[Ss]oftware|[Ff]irmware|SW|FW|sw|fw|[Ii]mage|[Ss]ystem|[Ss]witch|[Pp]roduct|[Kk]ernel|OS|IOS|NXOS"
    r"|[Rr]unning|[Cc]urrent|FEX"
    r"|[Mm]anager|[Aa]gent|EOS|[Ll]inux|[Cc]ontroller|TMSH|ASA|UCOS|Gaia|[Rr]elease|[Pp]latform|AP)"
)

RULES = (
    Rule(
        id="os-version-family",
        entity="OS_VERSION",
        pattern=rf"(?:{_FAMILIES})(?:[ ,:-]{{1,3}}| [^\n]{{0,80}}?[ ,:(\[])(?:[Vv]ersion|[Rr]elease|[Vv]er\.?"
        rf"|[Bb]uild)[ :=]{{0,4}}"
        rf"(?P<value>[vV]?{_V})",
        trigger=r"(?:ersion|elease|er|er\.|uild)[ :=]{0,4}[vV]?[0-9]{1,5}\.[0-9]",
        before="0-9A-Za-z_",
        after="0-9A-Za-z_",
        validate=_worded,
        blind=True,
        score=0.9,
        reference="Vendors' `show version` / `display version` output",
        examples=(
            "Cisco IOS XR Software, Version «7.3.2»",
            "Cisco IOS Software, C2900 Software (X-M), Version «15.2(4)M7», RELEASE SOFTWARE (fc2)",
            "Cisco NX-OS(tm) n7700, Software (n7700-s2-dk9), Version «8.4(3)», RELEASE",
            "# ArubaOS (MODEL: Aruba7210), Version «8.10.0.7» LSR",
            "Comware Software, Version «7.1.070», Release 6555P01",
            "VRP (R) software, Version «8.180» (CE6850HI V200R005C10SPC800)",
            "Microsoft Windows [Version «10.0.19045.3803»] or Windows 10 Build «19045.3803»",
        ),
        near_misses=(
            "IOS SNMP version 2.1",
            "EOS BGP table version 51.2",
            "JUNOS TLS version 1.2",
            "Version 15.2",
            "Ubuntu hardware version 1.2.3",
        ),
        worst="EOS aaaa version ",
    ),
    Rule(
        id="os-version-worded",
        entity="OS_VERSION",
        pattern=rf"(?:{_RELEASE}[ _-]?[Vv]ersion|{_RELEASE} [Rr]elease|(?:SW|FW|sw|fw)(?:-version)?|[Ss]oftware"
        rf"|[Ff]irmware"
        rf"|IOS[ -]XE|IOS[ -]XR|NX-?OS|EOS|ArubaOS|TMOS|BIG-IP|ArubaOS-CX|RouterOS|PAN-OS|JUNOS|Junos|SCREENOS"
        rf"|VyOS|FortiOS|EdgeOS|SonicOS|SonicOS Enhanced|AOS-W|by RouterOS)"
        rf"[ \t]*[.:=]{{0,60}}[ \t]{{0,30}}\[?[\"']?(?P<value>[vV]?(?:[A-Z]{{1,2}}\.)?{_V})",
        trigger=(
            r"[Vv]ersion[ \t]*[.:=]{0,60}[ \t]{0,30}\[?[\"']?[vV]?(?:[A-Z]{1,2}\.)?[0-9]",
            r"(?:elease|XE|XR|EOS|MOS|IP|SW|FW|sw|fw|oftware|irmware|-CX|OS|unos"
            r"|hanced)[ \t]*[.:=]{0,60}[ \t]{0,30}\[?[\"']?[vV]?(?:[A-Z]{1,2}\.)?[0-9]",
        ),
        before="0-9A-Za-z_",
        after="0-9A-Za-z_",
        validate=_specific,
        blind=True,
        reference="Vendors' `show version`, `show system` output and configuration headers",
        examples=(
            "SW version    «1.3.7.18» ( date 12-Jan-2014 )",
            "# by RouterOS «6.49.6»",
            "sw-version: «10.1.6»",
            "Product Version.................................. «7.4.110.0»",
            "FEX version: «7.2(1)N1(1)» [Switch version: «7.2(1)N1(1)»]",
            "HW:13 FW:«5.8.0.3» SW:«v5.10.1.039»",
            "!Version ArubaOS-CX «GL.10.09.0010»",
            "PAN-OS «10.2.3-h4», IOS-XE «17.09.04a» config",
        ),
        near_misses=(
            "Hardware version 1.2.3",
            "software 2.0",
            "BGP table version is 512185206",
            "protocol version 1.2.3",
            "fw 192",
        ),
        worst="software....",
    ),
    Rule(
        id="os-version-config-line",
        entity="OS_VERSION",
        pattern=r"^[ \t]{0,16}(?:ASA |NGFW |set )?[Vv]ersion "
        r"(?P<value>[0-9]{1,3}\.[0-9][0-9A-Za-z.()_-]{0,40}?);?[ \t]*$",
        trigger=r"[Vv]ersion [0-9]{1,3}\.[0-9]",
        after="",
        before="",
        kinds=frozenset({"config", "cli"}),
        reference="Cisco IOS, NX-OS, ASA and Junos configurations: the `version` statement",
        examples=("version «15.2»", "version «12.4R1.9»;", "ASA Version «9.9(2)»", "set version «20.4R3-S1.3»"),
        near_misses=("version 2", "rip version 2", "Version 1.0 of the format", "no version 15.2"),
        worst="version 1.1",
    ),
    Rule(
        id="os-version-comma",
        entity="OS_VERSION",
        pattern=rf", [Vv]ersion:? (?P<value>[vV]?{_V})",
        trigger=r", [Vv]ersion:? [vV]?[0-9]",
        before="",
        after="0-9A-Za-z_",
        validate=_specific,
        blind=True,
        score=0.8,
        reference="Vendors' banners: `MODEL, Version 1.2.3`",
        examples=("Platform     : AP-0000-00000-XX, Version «5.9.1.5-001R»", "L3 Switch Software, Version «16.12.4»"),
        near_misses=("HTTP, version 1.1", "x Version 1.2.3", "TLS, version 1.2.3 (protocol), version two"),
        worst=", Version 1.",
    ),
    Rule(
        id="os-version-line",
        entity="OS_VERSION",
        pattern=r"^[ \t#!]{0,16}(?:[A-Z]{2,8}-)?(?:Version|VERSION)[ \t]{0,16}:[ \t]{0,30}"
        r"(?P<value>[vV]?[0-9]{1,4}\.[0-9]{1,5}(?:[.()_-]?[0-9A-Za-z]{1,12}){1,10}\)?)[ \t]*$",
        trigger=r"(?:ersion|ERSION)[ \t]{0,16}:[ \t]{0,30}[vV]?[0-9]",
        before="",
        after="",
        kinds=frozenset({"config", "cli"}),
        validate=_specific,
        blind=True,
        reference="Vendors' `show version` output: a line that is nothing but the version",
        examples=("Version: «2.4.0.94»", "#TMSH-VERSION: «13.1.1»", "Version:      «v2.0.6»"),
        near_misses=("version: 1.2.3", "Version: 2.0", "Version: 1.2.3 of the API"),
        worst="Version: 1.1",
    ),
)
