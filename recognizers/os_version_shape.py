"""Versions of operating systems, firmware and images by a shape that only one vendor or distribution writes."""

from __future__ import annotations

from recognizers._near import ABSTAIN, CONFIRM, REFUSE
from recognizers.rule import Rule, Verdict


def _shape(line: bytes, start: int, end: int) -> Verdict:
    """Confirms what only one vendor writes, unless it is said to be a hardware revision."""
    head = line[max(0, start - 24) : start].lower().rstrip(b" \t:=.")
    return REFUSE if head.endswith((b"hardware", b"hw", b"hw version", b"hardware version")) else CONFIRM


def _linux(value: bytes) -> Verdict:
    """Kernels have had the major numbers 2 to 6."""
    return REFUSE if not b"2" <= value[:1] <= b"6" else ABSTAIN


RULES = (
    Rule(
        id="os-version-distribution",
        entity="OS_VERSION",
        pattern=r"(?:Ubuntu|CentOS|CentOS Linux|CentOS Stream|Rocky Linux|AlmaLinux|Fedora|Debian|Debian"
        r" GNU/Linux|Red Hat Enterprise Linux|RHEL|SLES"
        r"|openSUSE Leap|Alpine Linux|Amazon Linux|Oracle Linux|macOS|OS X|FreeBSD|OpenBSD|NetBSD|ESXi|VyOS"
        r"|pfSense|OPNsense|AIX|SunOS|Darwin|Proxmox VE|TrueNAS)"
        r"(?:[- ]CE)?(?: Server)?(?: release| version)?[ /-]"
        r"(?P<value>[0-9]{1,2}(?:\.[0-9]{1,4}){1,3}(?:-[0-9A-Z]{1,10}(?:-p[0-9]{1,2})?)?)",
        trigger=r"(?:ntu|OS|inux|ream|dora|bian|HEL|LES|Leap|OS X|BSD|SXi|ense|AIX|win|VE|NAS|CE|erver|elease"
        r"|ersion)[ /-][0-9]{1,2}\.[0-9]",
        reference="os-release(5); Apple and BSD release names",
        score=0.9,
        examples=(
            "Ubuntu «22.04.3» LTS",
            "CentOS Linux release «7.9.2009» (Core), macOS «13.4»",
            "FreeBSD «13.2-RELEASE-p4»",
        ),
        near_misses=("Ubuntu 22", "OS 10 x", "macOS Ventura"),
    ),
    Rule(
        id="os-version-windows-build",
        entity="OS_VERSION",
        pattern=r"Windows(?: Server)? [0-9]{1,4}(?:R2|[ 0-9A-Za-z]{1,24})?[ ,(]{1,3}(?:OS )?[Bb]uild"
        r" (?P<value>[0-9]{4,5}(?:\.[0-9]{1,5})?)",
        trigger=r"[Bb]uild [0-9]{4}",
        reference="Microsoft: Windows release health (build numbers)",
        score=0.9,
        examples=("Windows 10 Build «19045»", "Microsoft Windows 11 Pro (OS Build «22631.4169»)"),
        near_misses=("Build 19045", "Windows Build x"),
    ),
    Rule(
        id="os-version-kernel",
        entity="OS_VERSION",
        pattern=r"(?:(?:kernel|vmlinuz|initramfs|linux-image|linux-headers|linux-modules|kernel-core"
        r"|kernel-devel|initrd\.img)-)?"
        r"(?P<value>[0-9]\.[0-9]{1,2}\.[0-9]{1,3}(?:\.[0-9]{1,3})?-[0-9]{1,4}(?:[.][0-9]{1,4}){0,4}"
        r"(?:[-.](?:el[0-9][0-9_]{0,3}|fc[0-9]{1,2}|amzn[0-9]{1,4}|generic|aws|azure|gcp|amd[0-9]{2}|arm[0-9]{2}|lowlatency"
        r"|default|pve|cloud|rt"
        r"|x[0-9]{2}_[0-9]{2}|aarch[0-9]{2}|smp|SMP|EL|ELsmp|tegra|raspi|v[0-9]l?)){1,3}\+?)",
        trigger=r"[0-9]\.[0-9]{1,2}\.[0-9]{1,3}(?:\.[0-9]{1,3})?-[0-9]",
        before=r"0-9A-Za-z_\x80-\xff.-",
        validate=_shape,
        blind=True,
        check=_linux,
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
        r"(?P<value>[0-9]\.[0-9]{1,2}\.[0-9]{1,3}(?:[-.+_][0-9A-Za-z]{1,16}){0,8})",
        trigger=("inux", "ernel", "vmlinuz-"),
        validate=_shape,
        blind=True,
        check=_linux,
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
        blind=True,
        score=0.8,
        reference="Cisco: IOS, NX-OS and ASA release numbering",
        examples=("bootflash «12.2(55)SE3», ASA «9.16(3)19»", "NX-OS «7.0(3)I7(6)»", "«15.3(3)JC9»$"),
        near_misses=("f1.5(x)", "hardware 1.2(3)", "3.14 (4) 227.0.0.0(3)"),
    ),
    Rule(
        id="os-version-iosxe-release",
        entity="OS_VERSION",
        pattern=r"[0-9A-Z_-]{3,40}\)?, (?:Version )?"
        r"(?P<value>[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2}[0-9A-Za-z.]{0,12}), RELEASE",
        trigger=r"[0-9A-Za-z], RELEASE",
        validate=_shape,
        blind=True,
        reference="Cisco IOS XE `show version`",
        examples=(
            "! Image: Software: CAT9K_LITE_IOSXE, «17.9.4a», RELEASE SOFTWARE",
            "(CAT9K_IOSXE), Version «17.9.3», RELEASE",
        ),
        near_misses=("X, 17.9.4, DEBUG", "RELEASE 17.9.4"),
    ),
    Rule(
        id="os-version-vendor-shape",
        entity="OS_VERSION",
        pattern=r"(?P<value>[12][0-9]\.[1-4][RXFSIBD][0-9]{1,2}(?:-[SDEVJX][0-9]{1,3})?(?:\.[0-9]{1,3})?(?:-[SDEVJX][0-9]{1,3}(?:\.[0-9]{1,3})?)?"
        r"|V[0-9]{3}R[0-9]{3}C[0-9]{2}(?:SPC[0-9]{3,4}|SPH[0-9]{3,4}|B[0-9]{3,4})?"
        r"|4\.[0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9]{1,2})?[FM](?:-[0-9]{4,9}\.[0-9A-Z]{2,12})?"
        r"|[A-Z]{1,2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}[a-z]?"
        r"|10\.0\.(?:1[0-9]|2[0-9])[0-9]{3}(?:\.[0-9]{1,5})?|6\.[0-3]\.(?:6000|6001|6002|7600|7601|9200"
        r"|9600)(?:\.[0-9]{1,5})?"
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
        blind=True,
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
        examples=(
            "Version: FortiGate-60F «v7.4.8»,build2795,250523 (GA.M)",
            "FortiSwitch-124E «v6.2.0»,build0202,190528",
        ),
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
        examples=(
            "#config-version=«FGT60F-7.4.8-FW-build2795-250523»:opmode=0:vdom=0",
            "#config-version=«FG1K5D-6.0.7-FW-build0302»:x",
        ),
        near_misses=("#config-version=2", "#conf_file_ver=123456789"),
    ),
)
