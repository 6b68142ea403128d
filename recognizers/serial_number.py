"""Serial numbers whose shape alone gives them away; those that need a label are found through labels."""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._near import ABSTAIN, CONFIRM, REFUSE, word_set
from recognizers.rule import Rule, Verdict

_PLANTS = word_set("""
ACW AMS ART ASB AZP CAB CAT CBC CHG CHK CLI CNH CNI CNN CNS CPM DAB DTM DTN DTT FAB FBN FCH FCL FCQ FCW FCZ FDO FDV
FGE FGL FGN FHK FIW FJC FJZ FLM FMX FNS FOC FOT FOX FSJ FTX FVT FXS GMW GRL HAR HBG ICM INM IPM IPU ISC ITM JAA JAB
JAC JAD JAE JAF JAG JAJ JAS JAT JFT JMX JPE JPG JSJ JTV KWC LIT LSZ MDM MTC MXC MY0 NLI NMS NVN OCP OPM OSA OVE PAC
PEN PHI PRC PST QCI QCS RHI SAD SAL SJC SMC SMD SMG SMT SNI SPC SPE SSI SSJ STL TAU THL TNM TSP USP UTS VDF WEB WZP
XCW XFQ XTH
""")
_PRODUCT = re.compile(rb"[A-Z][A-Z0-9]*[-/](?:[0-9A-Z]+[-/])*(?:[0-9]+[A-Zx]|[A-Zx]+[0-9]|[0-9]{4}[-/])")
_MONTH = re.compile(rb"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)", re.IGNORECASE)


def _cisco(text: bytes) -> Verdict:
    """Plant, year since 1996, week 1 to 53, sequence; unknown plants need a letter in the sequence."""
    year, week = int(text[3:5]), int(text[5:7])
    if year > 50 or not 0 <= week <= 53 or _MONTH.match(text):
        return REFUSE
    if text[:3] in _PLANTS:
        return CONFIRM
    return REFUSE if text[7:].isdigit() or text[7:].isalpha() or week == 0 else ABSTAIN


def _mixed(line: bytes, start: int, end: int) -> Verdict:
    """Refuses hashes and words: letters and digits must both be there, not all of them hexadecimal."""
    text = line[start:end]
    if text.isdigit() or text.isalpha() or re.fullmatch(rb"[0-9A-F]+", text):
        return REFUSE
    return ABSTAIN


def _huawei(text: bytes) -> Verdict:
    """Every one begins with the item's class 210; digits alone must not go on with zeros, as round numbers do."""
    return REFUSE if not text.startswith(b"210") or (text.isdigit() and text[2:4] == b"00") else ABSTAIN


def _after_product(line: bytes, start: int, end: int) -> Verdict:
    """Mixed letters and digits, four digits at least, behind a product number that holds a digit itself."""
    text = line[start:end]
    digits = sum(48 <= code <= 57 for code in text)
    head = line[max(0, start - 60) : start].split()
    product = head[-1] if head and len(head[-1]) > 3 else head[-2] if len(head) > 1 else b""
    if digits < 4 or re.match(rb"[0-9]{8}T|KB[0-9]|INC[0-9]", text) or not _PRODUCT.search(product):
        return REFUSE
    return _mixed(line, start, end)


RULES = (
    Rule(
        id="serial-cisco",
        entity="SERIAL_NUMBER",
        pattern=r"(?P<value>[A-Z]{3}[0-9]{4}[0-9A-Z]{4})",
        before=r"0-9A-Za-z_\x80-\xff.-",
        after=r"0-9A-Za-z_\x80-\xff-",
        check=_cisco,
        reference="Cisco: serial number format LLLYYWWSSSS (plant, year, week, sequence)",
        examples=(
            "PID: X , VID: V01, SN: «FOC2048A1B2»",
            "1  48  Line card  X48   «SAL1951XYZ9»  1.2  Ok",
            "«ABC1234L0WR»",
        ),
        near_misses=("XYZ99991234", "XYZ1234ABCD", "JAN20240101", "KB2660075AB", "FOC2048A1B2C"),
    ),
    Rule(
        id="serial-after-product",
        entity="SERIAL_NUMBER",
        pattern=r"[0-9A-Z]{1,12}(?:[-/][0-9A-Za-z+]{1,12}){1,6}[ \t]{1,24}(?:[A-Z]-[0-9][ \t]{1,8})?"
        r"(?P<value>[0-9A-Z]{9,17})",
        trigger=r"[-/][0-9A-Za-z+]{1,12}[ \t]{1,24}(?:[A-Z]-[0-9][ \t]{1,8})?[0-9A-Z]{9}",
        before=r"0-9A-Za-z_\x80-\xff./-",
        after=r"0-9A-Za-z_\x80-\xff./:-",
        validate=_after_product,
        blind=True,
        score=0.6,
        reference="Inventory tables: product number, revision, serial number (Arista `show inventory`,"
        " AlliedWare `show system`)",
        examples=(
            "1 PWR-500AC-F «K192AB00999CZ»",
            "Base  467  AT-SH210-24GT   B-0   «G22AB6001»",
            "3 Vendor SFP-10G-SR «XYW1225FD999» 0002",
        ),
        near_misses=(
            "VLAN-100 FORWARDING",
            "ge-0/0/1 123456789",
            "AES-256 0A1B2C3D4E5F",
            "ABC-1 20240101T120000",
            "JIRA-1001 INC0012345 ESP-AES256 KB5034441",
        ),
        worst="AB-12-",
    ),
    Rule(
        id="serial-juniper",
        entity="SERIAL_NUMBER",
        pattern=r"(?P<value>[A-Z]{2}(?:[0-9]{4}[A-Z]{2}[0-9]{4}|[0-9]{10}))",
        validate=lambda line, start, end: (
            ABSTAIN if line[start : start + 2] != b"KB" and not line[start:end][2:].isdigit() else REFUSE
        ),
        blind=True,
        reference="Juniper: chassis serial numbers in `show chassis hardware`",
        examples=("Chassis  «PE3714AF0123»  EX4300-48T", "FPC 0 REV 04 «TA3718AF0456»"),
        near_misses=("KB3714AF0123", "PE37140F0123", "ab3714AF0123", "AB0123456789"),
    ),
    Rule(
        id="serial-fortinet",
        entity="SERIAL_NUMBER",
        pattern=r"(?P<value>(?:FG|FWF|FW|FS|FSW|S|FP|FPX|FAZ|FMG|FV|FE|FML|FAC|FCH|FGVM|FGT|FX|PU|FAP|FL"
        r"|FT)[0-9A-Z]{3,6}[0-9]{6,10})",
        validate=lambda line, start, end: _mixed(line, start, end) if end - start == 16 else REFUSE,
        blind=True,
        reference="Fortinet: serial numbers are 16 characters, model prefix and digits",
        examples=("Serial-Number: «FGT60FTK20000001»", "«FG5H1E0000000001»: HA member", "«FP231FTF20000002» ap"),
        near_misses=("FG60F", "FG123456", "FGT60FTK200000012345"),
    ),
    Rule(
        id="serial-arista",
        entity="SERIAL_NUMBER",
        pattern=r"(?P<value>(?:JPE|JAS|HSH|SSJ|JMB|JPN|WTW|BTF)[0-9]{8})",
        reference="Arista: `show inventory`",
        score=0.9,
        examples=("Serial number: «JPE15253456»", "1 DCS-7050SX-64 «SSJ17380123»"),
        near_misses=("JPE1525345", "JPEG15253456", "ABC15253456"),
    ),
    Rule(
        id="serial-huawei",
        entity="SERIAL_NUMBER",
        pattern=r"(?P<value>[0-9]{10}[0-9A-Z]{10})",
        trigger=r"(?:^|[^0-9A-Za-z_\x80-\xff])[0-9]{10}[0-9A-Z]{10}",
        check=_huawei,
        score=0.8,
        reference="Huawei: 20-character electronic label bar code (`display elabel`)",
        examples=("BarCode=«210235012310J2000123»", "ESN: «21023501230123456789»"),
        near_misses=("2102350", "21000000000000000000", "210235012301234567890"),
    ),
    Rule(
        id="serial-hpe",
        entity="SERIAL_NUMBER",
        pattern=r"(?P<value>(?:CN|SG|TW|MY|US|MX|CZ|TH|BR|VN|JP|IN)[0-9][0-9A-Z][0-9][0-9A-Z]{3,5}[0-9A-Z]{2})",
        before=r"0-9A-Za-z_\x80-\xff.-",
        after=r"0-9A-Za-z_\x80-\xff-",
        validate=lambda line, start, end: (
            _mixed(line, start, end) if end - start == 10 and line[start + 5 : start + 7].isalpha() else REFUSE
        ),
        blind=True,
        score=0.7,
        reference="HPE and HP: ten-character serial numbers (country, year, week, product, sequence)",
        examples=("Unit «CN123ABC4D»", "«SG342FG05K» Base"),
        near_misses=("CN12345678", "US12 34", "MXRECORD01"),
    ),
)
