"""Versions of operating systems, firmware and images: shapes that only one vendor writes, and words that say so.

Not: hardware revisions, protocol, table and format versions, boot ROM dates.  A version is generalised, not removed, so
a doubtful one costs little; an address must never pass for one, and the four-part forms always need the words.
"""

from __future__ import annotations

import re

from recognizers._near import ABSTAIN, CONFIRM, REFUSE
from recognizers.rule import Rule, Verdict

_NOT_OS = re.compile(
    rb"(?:snmp|snmpv3|ip|tls|ssl|ssh|http|https|protocol|proto|table|bgp|ospf|rip|hsrp|vrrp|igmp|mld|pim|stp|cdp|lldp|vtp|ntp|nfs"
    rb"|smb|netflow|ipfix|sflow|nhrp|l2tp|gtp|radius|eigrp|isis|config|configuration|format|schema|gcc|g\+\+|clang|python|java|perl"
    rb"|ruby|php|glibc|openssl|zlib|database|xml|json|mib|bootrom|rom|boot|bootstrap|bootloader|bios|u-boot|hardware|hw|cpld|fpga"
    rb"|epld|driver|module|plugin|api|file|export|record|peer|remote|negotiated|client|server|file-?system|raid|pci|usb|poe"
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


def _shape(line: bytes, start: int, end: int) -> Verdict:
    head = line[max(0, start - 24) : start].lower()
    return REFUSE if head.rstrip(b" \t:=.").endswith((b"hardware", b"hw", b"hw version", b"hardware version")) else CONFIRM


_FAMILIES = (
    r"IOS|IOS-XE|IOS XE|IOS-XR|IOS XR|XR|NX-OS|NX-OS\(tm\)|NXOS|ASA|Adaptive Security Appliance|Firepower|FXOS|Threat Defense"
    r"|EOS|vEOS|JUNOS|Junos|Junos OS|FortiOS|FortiGate|PAN-OS|ArubaOS|ArubaOS-CX|AOS-CX|AOS-W|Comware|VRP|VRP \(R\) software"
    r"|RouterOS|VyOS|EdgeOS|SONiC|Cumulus Linux|TiMOS|SR OS|ExtremeXOS|EXOS|FXOS|Gaia|BIG-IP|TMOS|DNOS|OS10|OS9|FTOS|AireOS"
    r"|NetScaler|FastIron|IronWare|ScreenOS|pfSense|OPNsense|FreeBSD|OpenBSD|NetBSD|ESXi|VMware ESXi|vSphere|AlliedWare Plus"
    r"|AOS|Zyxel|UniFi|AirOS|Ubuntu|Debian GNU/Linux|Debian|CentOS|CentOS Linux|CentOS Stream|Rocky Linux|AlmaLinux|Fedora"
    r"|Red Hat Enterprise Linux|RHEL|SLES|openSUSE Leap|Alpine Linux|Oracle Linux|Amazon Linux|macOS|Windows Server|Windows"
)
_RELEASE = (
    r"(?:[Ss]oftware|[Ff]irmware|SW|FW|sw|fw|[Ii]mage|[Ss]ystem|[Ss]witch|[Pp]roduct|[Kk]ernel|OS|IOS|NXOS|[Rr]unning|[Cc]urrent|FEX"
    r"|[Mm]anager|[Aa]gent|EOS|[Ll]inux|[Cc]ontroller|TMSH|ASA|UCOS|Gaia|[Rr]elease|[Pp]latform|AP)"
)

RULES = (
    Rule(
        id="os-version-family",
        entity="OS_VERSION",
        pattern=rf"(?:{_FAMILIES})(?:[ ,:-]{{1,3}}| [^\n]{{0,80}}?[ ,:(\[])(?:[Vv]ersion|[Rr]elease|[Vv]er\.?|[Bb]uild)[ :=]{{0,4}}"
        rf"(?P<value>[vV]?{_V})",
        trigger=r"(?:ersion|elease|er|er\.|uild)[ :=]{0,4}[vV]?[0-9]{1,5}\.[0-9]",
        before="0-9A-Za-z_",
        after="0-9A-Za-z_",
        validate=_worded,
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
        pattern=rf"(?:{_RELEASE}[ _-]?[Vv]ersion|{_RELEASE} [Rr]elease|(?:SW|FW|sw|fw)(?:-version)?|[Ss]oftware|[Ff]irmware"
        rf"|IOS[ -]XE|IOS[ -]XR|NX-?OS|EOS|ArubaOS|TMOS|BIG-IP|ArubaOS-CX|RouterOS|PAN-OS|JUNOS|Junos|SCREENOS|VyOS|FortiOS|EdgeOS|SonicOS|SonicOS Enhanced|AOS-W|by RouterOS)"
        rf"[ \t]*[.:=]{{0,60}}[ \t]{{0,30}}\[?[\"']?(?P<value>[vV]?(?:[A-Z]{{1,2}}\.)?{_V})",
        trigger=(
            r"[Vv]ersion[ \t]*[.:=]{0,60}[ \t]{0,30}\[?[\"']?[vV]?(?:[A-Z]{1,2}\.)?[0-9]",
            r"(?:elease|XE|XR|EOS|MOS|IP|SW|FW|sw|fw|oftware|irmware|-CX|OS|unos|hanced)[ \t]*[.:=]{0,60}[ \t]{0,30}\[?[\"']?[vV]?(?:[A-Z]{1,2}\.)?[0-9]",
        ),
        before="0-9A-Za-z_",
        after="0-9A-Za-z_",
        validate=_specific,
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
        pattern=r"^[ \t]{0,16}(?:ASA |NGFW |set )?[Vv]ersion (?P<value>[0-9]{1,3}\.[0-9][0-9A-Za-z.()_-]{0,40}?);?[ \t]*$",
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
        score=0.8,
        reference="Vendors' banners: `MODEL, Version 1.2.3`",
        examples=("Platform     : AP-0000-00000-XX, Version «5.9.1.5-001R»", "L3 Switch Software, Version «16.12.4»"),
        near_misses=("HTTP, version 1.1", "x Version 1.2.3", "TLS, version 1.2.3 (protocol), version two"),
        worst=", Version 1.",
    ),
    Rule(
        id="os-version-line",
        entity="OS_VERSION",
        pattern=rf"^[ \t#!]{{0,16}}(?:[A-Z]{{2,8}}-)?(?:Version|VERSION)[ \t]{{0,16}}:[ \t]{{0,30}}(?P<value>[vV]?[0-9]{{1,4}}\.[0-9]{{1,5}}(?:[.()_-]?[0-9A-Za-z]{{1,12}}){{1,10}}\)?)[ \t]*$",
        trigger=r"(?:ersion|ERSION)[ \t]{0,16}:[ \t]{0,30}[vV]?[0-9]",
        before="",
        after="",
        kinds=frozenset({"config", "cli"}),
        validate=_specific,
        reference="Vendors' `show version` output: a line that is nothing but the version",
        examples=("Version: «2.4.0.94»", "#TMSH-VERSION: «13.1.1»", "Version:      «v2.0.6»"),
        near_misses=("version: 1.2.3", "Version: 2.0", "Version: 1.2.3 of the API"),
        worst="Version: 1.1",
    ),
    Rule(
        id="os-version-distribution",
        entity="OS_VERSION",
        pattern=r"(?:Ubuntu|CentOS|CentOS Linux|CentOS Stream|Rocky Linux|AlmaLinux|Fedora|Debian|Debian GNU/Linux|Red Hat Enterprise Linux|RHEL|SLES"
        r"|openSUSE Leap|Alpine Linux|Amazon Linux|Oracle Linux|macOS|OS X|FreeBSD|OpenBSD|NetBSD|ESXi|VyOS|pfSense|OPNsense|AIX|SunOS|Darwin|Proxmox VE|TrueNAS)"
        r"(?:[- ]CE)?(?: Server)?(?: release| version)?[ /-](?P<value>[0-9]{1,2}(?:\.[0-9]{1,4}){1,3}(?:-[0-9A-Z]{1,10}(?:-p[0-9]{1,2})?)?)",
        trigger=r"(?:ntu|OS|inux|ream|dora|bian|HEL|LES|Leap|OS X|BSD|SXi|ense|AIX|win|VE|NAS|CE|erver|elease|ersion)[ /-][0-9]{1,2}\.[0-9]",
        reference="os-release(5); Apple and BSD release names",
        score=0.9,
        examples=("Ubuntu «22.04.3» LTS", "CentOS Linux release «7.9.2009» (Core), macOS «13.4»", "FreeBSD «13.2-RELEASE-p4»"),
        near_misses=("Ubuntu 22", "OS 10 x", "macOS Ventura"),
    ),
    Rule(
        id="os-version-windows-build",
        entity="OS_VERSION",
        pattern=r"Windows(?: Server)? [0-9]{1,4}(?:R2|[ 0-9A-Za-z]{1,24})?[ ,(]{1,3}(?:OS )?[Bb]uild (?P<value>[0-9]{4,5}(?:\.[0-9]{1,5})?)",
        trigger=r"[Bb]uild [0-9]{4}",
        reference="Microsoft: Windows release health (build numbers)",
        score=0.9,
        examples=("Windows 10 Build «19045»", "Microsoft Windows 11 Pro (OS Build «22631.4169»)"),
        near_misses=("Build 19045", "Windows Build x"),
    ),
    Rule(
        id="os-version-kernel",
        entity="OS_VERSION",
        pattern=r"(?:(?:kernel|vmlinuz|initramfs|linux-image|linux-headers|linux-modules|kernel-core|kernel-devel|initrd\.img)-)?"
        r"(?P<value>[2-6]\.[0-9]{1,2}\.[0-9]{1,3}(?:\.[0-9]{1,3})?-[0-9]{1,4}(?:[.][0-9]{1,4}){0,4}"
        r"(?:[-.](?:el[0-9][0-9_]{0,3}|fc[0-9]{1,2}|amzn[0-9]{1,4}|generic|aws|azure|gcp|amd64|arm64|lowlatency|default|pve|cloud|rt"
        r"|x86_64|aarch64|smp|SMP|EL|ELsmp|tegra|raspi|v[78]l?)){1,3}\+?)",
        trigger=r"[2-6]\.[0-9]{1,2}\.[0-9]{1,3}(?:\.[0-9]{1,3})?-[0-9]",
        before=r"0-9A-Za-z_\x80-\xff.-",
        validate=_shape,
        reference="Linux distributions' kernel package names (`uname -r`)",
        examples=(
            "Linux srv01 «5.15.0-91-generic» #101-Ubuntu SMP",
            "BOOT_IMAGE=/vmlinuz-«3.10.0-1160.el7.x86_64»",
        ),
        near_misses=("libfoo-2.6.5-1 bash-4.4.20-4.el8_6.x86_64", "5.15.0", "1.2.3-4-generic"),
    ),
    Rule(
        id="os-version-linux",
        entity="OS_VERSION",
        pattern=r"(?:Linux version|Linux kernel|[Kk]ernel(?: version| release)?:?|vmlinuz-|Linux [0-9A-Za-z.-]{1,64}) ?"
        r"(?P<value>[2-6]\.[0-9]{1,2}\.[0-9]{1,3}(?:[-.+_][0-9A-Za-z]{1,16}){0,8})",
        trigger=r"(?:inux|ersion|ernel|elease|:|-| )[ ]?[2-6]\.[0-9]{1,2}\.[0-9]",
        validate=_shape,
        reference="Linux `/proc/version`, uname(1)",
        examples=(
            "kernel: Linux version «2.6.5-1.358» (builder@bugs.example.com) (gcc version 3.3.3)",
            "kernel «4.19.0-r1», Linux srv01 «6.1.55»",
        ),
        near_misses=("kernel: [2.6.5] x", "gcc version 3.3.3", "Linux version unknown"),
    ),
    Rule(
        id="os-version-cisco",
        entity="OS_VERSION",
        pattern=r"(?P<value>[0-9]{1,2}\.[0-9]{1,2}\([0-9]{1,3}[a-z]{0,2}(?:\.[0-9]{1,4})?\)[0-9A-Za-z]{0,10}(?:\([0-9a-z]{1,6}\)[0-9A-Za-z]{0,6})?)",
        trigger=r"[0-9]\.[0-9]{1,2}\([0-9]{1,3}[a-z]{0,2}(?:\.[0-9]{1,4})?\)",
        before=r"0-9A-Za-z_\x80-\xff.",
        after="0-9A-Za-z_(",
        validate=_shape,
        score=0.8,
        reference="Cisco: IOS, NX-OS and ASA release numbering",
        examples=("bootflash «12.2(55)SE3», ASA «9.16(3)19»", "NX-OS «7.0(3)I7(6)»", "«15.3(3)JC9»$"),
        near_misses=("f1.5(x)", "hardware 1.2(3)", "3.14 (4) 227.0.0.0(3)"),
    ),
    Rule(
        id="os-version-iosxe-release",
        entity="OS_VERSION",
        pattern=r"[0-9A-Z_-]{3,40}\)?, (?:Version )?(?P<value>[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2}[0-9A-Za-z.]{0,12}), RELEASE",
        trigger=r"[0-9A-Za-z], RELEASE",
        validate=_shape,
        reference="Cisco IOS XE `show version`",
        examples=("! Image: Software: CAT9K_LITE_IOSXE, «17.9.4a», RELEASE SOFTWARE", "(CAT9K_IOSXE), Version «17.9.3», RELEASE"),
        near_misses=("X, 17.9.4, DEBUG", "RELEASE 17.9.4"),
    ),
    Rule(
        id="os-version-vendor-shape",
        entity="OS_VERSION",
        pattern=r"(?P<value>[12][0-9]\.[1-4][RXFSIBD][0-9]{1,2}(?:-[SDEVJX][0-9]{1,3})?(?:\.[0-9]{1,3})?(?:-[SDEVJX][0-9]{1,3}(?:\.[0-9]{1,3})?)?"
        r"|V[0-9]{3}R[0-9]{3}C[0-9]{2}(?:SPC[0-9]{3,4}|SPH[0-9]{3,4}|B[0-9]{3,4})?"
        r"|4\.[0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9]{1,2})?[FM](?:-[0-9]{4,9}\.[0-9A-Z]{2,12})?"
        r"|[A-Z]{1,2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}[a-z]?"
        r"|10\.0\.(?:1[0-9]|2[0-9])[0-9]{3}(?:\.[0-9]{1,5})?|6\.[0-3]\.(?:6000|6001|6002|7600|7601|9200|9600)(?:\.[0-9]{1,5})?"
        r"|[A-Za-z]{1,3}[0-9]{2,4}[A-Za-z]{0,2}-5\.[0-9]{1,2}\.[0-9]{1,2}-[0-9]{1,2}\.[0-9]{1,2}(?:\.rel)?)",
        trigger=(
            r"[12][0-9]\.[1-4][RXFSIBD][0-9]",
            r"V[0-9]{3}R[0-9]{3}C[0-9]",
            r"4\.[0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9]{1,2})?[FM]",
            r"[A-Z]\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}",
            r"10\.0\.[12][0-9]{4}",
            r"6\.[0-3]\.[679][0269]0[0-2]",
            r"-5\.[0-9]{1,2}\.[0-9]{1,2}-[0-9]{1,2}\.[0-9]",
        ),
        before=r"0-9A-UW-Za-uw-z_\x80-\xff.",
        validate=_shape,
        reference="Release numbering of Junos, Huawei VRP, Arista EOS, ProCurve/AOS-S, Windows builds, AlliedWare Plus",
        examples=(
            "JUNOS [«20.4R3-S1.3»]",
            "Product version : «V300R023C00»",
            "image version: «4.27.6M» EOS-«4.32.1F-37265360.4321F»",
            "Servicing Stack v«6.1.7601.23505» build «10.0.22631.4169»",
            "Version: «K.15.06.0017»",
            "Current software : «SH210-5.4.5-1.3.rel»",
        ),
        near_misses=("10.0.1.22", "4.27.6", "6.1.1.0", "AB.1.2.3", "10.0.0.12345"),
    ),
    Rule(
        id="os-version-fortios",
        entity="OS_VERSION",
        pattern=r"(?P<value>v[0-9]\.[0-9]{1,2}\.[0-9]{1,2}),build[0-9]{3,5}",
        trigger=r",build[0-9]",
        reference="FortiOS CLI reference: `get system status`",
        score=0.95,
        examples=("Version: FortiGate-60F «v7.4.8»,build2795,250523 (GA.M)", "FortiSwitch-124E «v6.2.0»,build0202,190528"),
        near_misses=("v7.4.8,builder", "7.4.8,build2795"),
    ),
    Rule(
        id="os-version-fortios-config",
        entity="OS_VERSION",
        pattern=r"#(?:config-version|buildno)=(?P<value>[0-9A-Z]{3,12}-[0-9]\.[0-9]{1,2}\.[0-9]{1,2}-FW-build[0-9]{3,5}(?:-[0-9]{6})?)",
        trigger=r"config-version=|buildno=",
        before="",
        reference="FortiOS configuration file header",
        score=0.95,
        examples=("#config-version=«FGT60F-7.4.8-FW-build2795-250523»:opmode=0:vdom=0", "#config-version=«FG1K5D-6.0.7-FW-build0302»:x"),
        near_misses=("#config-version=2", "#conf_file_ver=123456789"),
    ),
)
