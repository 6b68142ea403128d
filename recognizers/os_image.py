"""Image and package names of network operating systems: they tell model, feature set and version at once."""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._near import ABSTAIN, CONFIRM, REFUSE
from recognizers.rule import Rule, Verdict

_VERSIONED = re.compile(
    rb"[0-9]{1,3}[._-][0-9]{1,3}[._(-][0-9A-Za-z]|[0-9]{3}[-._]|V[0-9]{3}R[0-9]{3}|k[0-9]|universal|[0-9]{5}", re.I
)

_FEATURES = re.compile(rb"K[0-9]|BASE|SERVICES|UNIVERSAL|LANLITE|ADV|IOSD")


def _file(line: bytes, start: int, end: int) -> Verdict:
    """A file with an image's extension is one where its name holds a version or a feature set."""
    return ABSTAIN if _VERSIONED.search(line, start, end) else REFUSE


def _feature_set(line: bytes, start: int, end: int) -> Verdict:
    text = line[start:end]
    if _FEATURES.search(text):
        return CONFIRM
    return ABSTAIN if line[start - 1 : start] == b"(" and line[end : end + 1] == b")" else REFUSE


RULES = (
    Rule(
        id="os-image-ios-feature-set",
        entity="OS_FEATURE_SET",
        pattern=r"(?P<value>[A-Z][0-9A-Z_]{1,30}(?:-[0-9A-Z_]{1,40}){1,2}-M[ZF]?)",
        trigger=r"[0-9A-Z_]-M[ZF]?",
        validate=_feature_set,
        blind=True,
        reference="Cisco: IOS image naming (`platform-featureset-format`), `show version`",
        examples=(
            "Cisco IOS Software, («X86_64_LINUX_IOSD-UNIVERSALK9-M»), («C2600-I-M»)",
            "C2700 Software («C2700-ADVIPSERVICESK9-M»), Version 12.4",
            "Catalyst 4500 («CAT4500E-UNIVERSALK9-M»)",
        ),
        near_misses=("ASR-920-24SZ-M", "TO-M", "WS-M", "A-B-M"),
        worst="AAA-BBB",
    ),
    Rule(
        id="os-image-iosxe-name",
        entity="OS_FEATURE_SET",
        pattern=r"[(: ](?P<value>[0-9A-Z]{3,12}(?:_[0-9A-Z]{2,12}){0,3}_IOSXE(?:_NPE)?)",
        trigger=r"_IOSXE",
        before="",
        reference="Cisco IOS XE `show version`",
        score=0.9,
        examples=(
            "Catalyst L3 Switch Software («CAT9K_IOSXE»), Version 17.9.3",
            "! Image: Software: «CAT9K_LITE_IOSXE», 17.9.4a",
        ),
        near_misses=("_IOSXE", "x_iosxe"),
        worst="(AAA_BBB",
    ),
    Rule(
        id="os-image-file",
        entity="OS_FEATURE_SET",
        pattern=r"(?P<value>[0-9A-Za-z][0-9A-Za-z_.()+-]{2,100}\.(?:bin|SPA|SSA|swi|pat|img|spe|pie|smu|sbn|npk"
        r"|stk|swu|ipk)"
        r"(?:\.[0-9]{1,3})?)",
        trigger=r"[0-9A-Za-z_)]\.(?:bin|SPA|SSA|swi|pat|img|spe|pie|smu|sbn|npk|stk|swu|ipk)",
        before=r"0-9A-Za-z_\x80-\xff.-",
        validate=_file,
        blind=True,
        score=0.8,
        reference="Vendors' software download naming: Cisco, Arista, Huawei, H3C, MikroTik, FS, Ubiquiti",
        examples=(
            'boot system flash:/«cat9k_iosxe.17.03.04.SPA.bin»"',
            "disk0:/«asa992-32-lfbff-k8.SPA» boot nxos bootflash:/«nxos.9.3.8.bin»",
            "kickstart «n7000-s2-kickstart.8.4.3.bin» flash:«EOS-4.27.6M.swi»",
            "Patch: flash:/«AR610_V300R021SPH180.pat»",
        ),
        near_misses=("data.bin", "usr.bin", "memory dump core.img", "17.03.04.SPACE"),
        worst="a.b-",
    ),
    Rule(
        id="os-image-huawei-file",
        entity="OS_FEATURE_SET",
        pattern=r"(?P<value>[A-Z][0-9A-Za-z-]{1,24}[-_]V[0-9]{3}R[0-9]{3}(?:C[0-9]{2})?(?:SPC|SPH"
        r"|B)?[0-9]{0,4}[0-9A-Za-z_-]{0,16}\.(?:cc|pat|CC))",
        trigger=r"V[0-9]{3}R[0-9]{3}",
        reference="Huawei: Versatile Routing Platform software naming",
        score=0.95,
        examples=(
            "Startup system software: flash:/«AR610-V300R021C00SPC200.cc»",
            "next: «S5735-L-V200R021C00SPC600.cc»",
        ),
        near_misses=("main.cc", "V200R021C00.cc"),
    ),
    Rule(
        id="os-image-xr-package",
        entity="OS_FEATURE_SET",
        pattern=r"(?P<value>(?:ncs[0-9]{1,4}[a-z]{0,2}|asr9k|xrv9k|xrvr|hfr|iosxrwbd|crs|8000"
        r"|cisco8k)-[0-9A-Za-z-]{1,40}?-[0-9]{1,2}(?:\.[0-9]{1,3}){2,3}"
        r"[A-Z]?(?:-r[0-9]{3,5})?(?:\.(?:CSC[a-z]{2}[0-9]{5}|v[0-9][0-9A-Za-z.]{0,12}"
        r"|sp[0-9]{1,2}))?(?:-[0-9](?:\.[0-9]){1,3})?"
        r"|(?:asr9k|ncs[0-9]{1,4}|xrv9k)-px-[0-9]\.[0-9]{1,2}\.[0-9]{1,2}\.CSC[a-z]{2}[0-9]{5}(?:-[0-9](?:\.[0-9]){1,3})?"
        r"|mbi[a-z][0-9a-z]{2,10}-[0-9a-z]{2,8}\.vm)",
        trigger=(
            r"(?:ncs[0-9]{1,4}[a-z]{0,2}|asr9k|xrv9k|xrvr|hfr|iosxrwbd|crs|cisco8k)-[0-9A-Za-z]",
            r"8000-[0-9A-Za-z-]{1,40}-[0-9]{1,2}\.[0-9]{1,3}\.[0-9]",
            r"mbi[0-9a-z]{3,11}-",
        ),
        reference="Cisco IOS XR: package naming, `show install active`",
        score=0.95,
        examples=(
            "disk0:«asr9k-mini-px-5.1.3»",
            "  «ncs5500-k9sec-3.2.0.0-r732»",
            "  «ncs5500-dpa-fwding-4.1.0.1-r732.CSCaa12345»",
            "disk0:«asr9k-px-5.1.3.CSCab30136-1.0.0» «mbiasr9k-rsp3.vm»",
        ),
        near_misses=("asr9k-rsp", "8000-1500 bytes", "crs-1"),
        worst="8000-a-1.",
    ),
    Rule(
        id="os-image-junos-package",
        entity="OS_FEATURE_SET",
        pattern=r"(?P<value>(?:jinstall|junos|jbundle|jweb|jpfe|vmhost|os-kernel|jdocs|jroute"
        r"|jservices)-[0-9A-Za-z-]{0,60}[0-9][0-9A-Za-z.-]{2,60}"
        r"(?:-domestic|-export|-limited)?(?:-signed)?(?:\.tgz|\.img\.gz|\.img)?)",
        trigger=(
            "jinstall-",
            "junos-",
            "jbundle-",
            "jweb-",
            "jpfe-",
            "vmhost-",
            "os-kernel-",
            "jdocs-",
            "jroute-",
            "jservices-",
        ),
        reference="Juniper: Junos OS installation package names",
        score=0.9,
        examples=(
            "request system software add /var/tmp/«jinstall-ex-4300-20.4R3.8-signed.tgz»",
            "file «junos-vmhost-install-mx-x86-64-21.2R3.8.tgz»",
        ),
        near_misses=("junos-config", "jweb-access", "junos-1"),
        worst="junos-1",
    ),
)
