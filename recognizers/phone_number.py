"""Telephone numbers: international ones by their form, others by a word, or alone in prose.

`phonenumbers` is asked only about what survived; it is imported when first needed.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers.checksums import digits
from recognizers.rule import Rule, Verdict

_PROSE = frozenset({"prose", "text"})
_CUE = (
    r"(?:tel|tel\.|telephone|tele|phone|ph|mobile|mob|cell|cellular|fax|handy|telefon|telefonnummer|telefoon"
    r"|telefono|tel(?:\xc3\xa9|\xe9)fono|t(?:\xc3\xa9|\xe9)l|t(?:\xc3\xa9|\xe9)l(?:\xc3\xa9|\xe9)phone|telefone"
    r"|puhelin|ring|rufnummer|mobil|m(?:\xc3\xb3|\xf3)vil|celular|portable|durchwahl|dial|call(?:ing|ed|er)?"
    r"|call me|call us|call (?:me |us |him |her )?(?:on|at|back on|back at)|reach (?:me|us|him|her) (?:on|at)"
    r"|llama(?:me)? al|ring (?:meg |oss |[A-Z][a-z\x80-\xff]{1,20} )?p(?:\xc3\xa5|\xe5)"
    r"|sms|whatsapp|hotline|helpdesk|pager|msisdn|callerid|caller[-_ ]?id|callee|ani|dnis|called[-_ ](?:number"
    r"|party)|calling[-_ ](?:number|party)|phone[-_ ]?(?:number|no)|mobile[-_ ]?(?:number|no)|number is|contact "
    r"(?:number|no)"
    r"|sip:|tel:|from:? <?sip:)"
)
_DIGITS = r"\(?[0-9](?:[ ./-]?\(?[0-9]\)?){4,16}"
_EXTENSION = r"(?:[ ,]{0,2}(?:x|ext\.?|extension|#|Durchwahl)[ ]?[0-9]{1,6})?"
_EXTENSION_PART = re.compile(rb"[ ,]{0,2}(?:x|ext|#|D)[^0-9]{0,10}[0-9]{1,6}$")
_NOT_PHONE = re.compile(
    rb"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}|(?:19|20)[0-9]{2}[-/. ][0-9]{1,2}[-/. ][0-9]{1,2}.*"
    rb"|[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ](?:19|20)[0-9]{2}.*"
    rb"|(?:19|20)[0-9]{2}[-/. ](?:19|20)[0-9]{2}|[0-9]{1,3}\.[0-9]+|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,4}"
    rb"|[0-9]+/[0-9]+|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])|0+|1[0-9]{9}|1[0-9]{12}"
    rb"|[0-9]{4}(?: [0-9]{4}){3}|[0-9]{3}-[0-9]{2}-[0-9]{4}"
)


def plausible(value: bytes) -> bool:
    """True where a run of digits and separators is no address, date, time stamp, decimal, card or counter."""
    number = digits(value)
    if not 5 <= len(number) <= 17 or _NOT_PHONE.fullmatch(value) or value.count(b"(") != value.count(b")"):
        return False
    return len(set(number)) > 1


def valid(value: bytes) -> Verdict:
    """Confirms an international number that its country issues; abstains where only the length fits; else refuses."""
    import phonenumbers

    number = value.decode("ascii", "ignore").replace("(0)", "")
    if number.startswith("00"):
        number = "+" + number[2:]
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return Verdict.REFUSE
    if phonenumbers.is_valid_number(parsed):
        return Verdict.CONFIRM
    return Verdict.ABSTAIN if phonenumbers.is_possible_number(parsed) else Verdict.REFUSE


def international(value: bytes) -> Verdict:
    """As `valid`; a number without separators must be issued, and nothing signed: `+0200`, `+12345`."""
    if len(digits(value)) < 8 or value.startswith(b"+0"):
        return Verdict.REFUSE
    verdict = valid(value)
    if verdict is Verdict.ABSTAIN and value[1:].isdigit():
        return Verdict.REFUSE
    return verdict


def possible(value: bytes) -> Verdict:
    """Refuses what is a date, an address or a counter, whatever the word before it."""
    return Verdict.ABSTAIN if plausible(value) else Verdict.REFUSE


def cued(line: bytes, start: int, end: int) -> Verdict:
    """Refuses what goes on as a time, a share or a quantity."""
    if line[end : end + 1] in (b":", b"%") or line[end : end + 2].lower() in (b" s", b"ms", b" m", b" b", b" k"):
        return Verdict.REFUSE
    return Verdict.ABSTAIN


def grouped(line: bytes, start: int, end: int) -> Verdict:
    """For prose: two groups or more, seven digits or more, one kind of separator besides the brackets."""
    value = line[start:end]
    if not plausible(value) or not 7 <= len(digits(value)) <= 15:
        return Verdict.REFUSE
    body = _EXTENSION_PART.sub(b"", value)
    if len({byte for byte in body if byte in b" .-/"}) > 1 and b"(" not in body:
        return Verdict.REFUSE
    return Verdict.ABSTAIN


def alone(line: bytes, start: int, end: int) -> Verdict:
    """As `grouped`, for a number that is all there is on its line, or that an office or fax is named with."""
    rest = (line[:start] + line[end:]).strip(b" \t\r>*-,;.()|")
    return grouped(line, start, end) if not rest else Verdict.REFUSE


RULES = (
    Rule(
        id="international-phone",
        entity="PHONE_NUMBER",
        pattern=rf"(?P<value>\+[0-9]{{1,3}}(?:[ ./-]?\([0-9]{{1,5}}\))?(?:[ ./-]?[0-9]){{5,13}}{_EXTENSION})",
        reference="ITU-T E.123, E.164",
        examples=(
            "call «+44 20 7946 0018»",
            "Fax: «+41 (0)44 668 18 00»",
            "from=«+4915123456789»",
            "«+1 212-555-0123 ext 42»",
            "«+47 21 23 45 67»",
        ),
        near_misses=(
            "2026-01-02T03:04:05 +0200",
            "delta +12345",
            "offset +1234567890123456",
            "a+123456789",
            "+0 123 456 789",
        ),
        trigger=r"\+[0-9][0-9 ()./-]",
        score=0.8,
        before="0-9A-Za-z_.:/+\\x80-\\xff-",
        after="0-9A-Za-z_\\x80-\\xff",
        check=international,
    ),
    Rule(
        id="international-phone-by-zeros",
        entity="PHONE_NUMBER",
        pattern=rf"(?P<value>00[1-9][0-9]{{0,2}}(?:[ ./-]?\([0-9]{{1,5}}\))?(?:[ ./-]?[0-9]){{5,13}}{_EXTENSION})",
        reference="ITU-T E.164 with the international prefix of most countries",
        examples=("call «0041 44 668 18 00»", "Tel. «0049 30 123456»"),
        near_misses=("counter 000000123", "001.002.003.004", "0x0090: 1e 00 00 00 43 49 53 43 00 46 00 00"),
        trigger="00[0-9][0-9 ()./-]",
        score=0.8,
        before="0-9A-Za-z_.:/+\\x80-\\xff-",
        after="0-9A-Za-z_\\x80-\\xff",
        check=international,
        kinds=_PROSE,  # on machine text a number led by zeros is a counter
    ),
    Rule(
        id="cued-phone",
        entity="PHONE_NUMBER",
        pattern=(
            rf"{_CUE}[\"']?(?:[ \t]*[:=#.]{{1,2}}[ \t]*|[ \t]{{1,2}})[\"'<]?(?:(?:is|no\.?|number"
            rf"|nr\.?)[ \t:]{{1,3}})?(?P<value>\+?{_DIGITS}{_EXTENSION})"
        ),
        reference="ITU-T E.123; vCard TEL (RFC 6350); SIP and H.323 call records",
        examples=(
            "Phone: «0555 0123456»",
            "Reach the duty desk: call us at «555-0199»",
            "calling : «20301955», called : «20304116»",
            "tel:«077 77 55 50»",
            "Can you call me on «(02) 5550 0123»?",
            "llama al «900 123 456»",
            'caller_id="«2125550123»"',
        ),
        near_misses=(
            "call 12",
            "called 192.0.2.1",
            "Call stack: 0x1234",
            "phone version 12.1.3",
            "contact 2026-01-02",
            "mobile 1.2",
            "dial 100:20",
            "telnet 192168",
            "Incoming calls                 12345",
        ),
        trigger=rf"\b{_CUE}[\"']?(?:[ \t]*[:=#.]{{1,2}}[ \t]*|[ \t]{{1,2}})[\"'<]?(?:(?:is|no\.?|number|nr\.?)"
        r"[ \t:]{1,3})?\+?\(?[0-9]",
        ignore_case=True,
        score=0.85,
        after="0-9A-Za-z_\\x80-\\xff",
        validate=cued,
        blind=True,
        check=possible,
    ),
    Rule(
        id="north-american-phone",
        entity="PHONE_NUMBER",
        pattern=(
            rf"(?P<value>(?:1[ .-])?(?:\([2-9][0-9]{{2}}\) ?"
            rf"|[2-9][0-9]{{2}}[ .-])[2-9][0-9]{{2}}[ .-][0-9]{{4}}{_EXTENSION})"
        ),
        reference="NANPA numbering plan, NPA-NXX-XXXX",
        examples=("«212-555-0123»", "«(212) 555-0123»", "ring «212.555.0123 x45» today"),
        near_misses=("112-555-0123", "212-155-0123", "2012-555-0123", "212-555-01234"),
        trigger=r"[0-9]{3}\)? ?[ .-]?[2-9][0-9]{2}[ .-][0-9]",
        score=0.7,
        before="0-9A-Za-z_.:/+\\x80-\\xff-",
        after="0-9A-Za-z_\\x80-\\xff-",
        validate=grouped,
        kinds=frozenset({"prose", "text", "json", "ini"}),
    ),
    Rule(
        id="phone-line",
        entity="PHONE_NUMBER",
        pattern=r"(?P<value>(?:\([0-9]{1,4}\)|[0-9]{2,4})(?:[ .-][0-9]{2,8}){1,4})",
        reference="ITU-T E.123, national notation; a line of its own in an address or signature",
        examples=("«0470 12 34 56»", ">«(20) 5550-0123»", "  «20-30-40-51»  "),
        near_misses=("2026 01 02", "12 34", "42 1000 items", "192.0.2.1", "2026-01-02"),
        trigger=r"[0-9]\)?[ .-][0-9]{2}",
        score=0.6,
        before="0-9A-Za-z_.:/+\\x80-\\xff-",
        after="0-9A-Za-z_\\x80-\\xff-",
        validate=alone,
        kinds=_PROSE,
    ),
    Rule(
        id="phone-purpose",
        entity="PHONE_NUMBER",
        pattern=(
            r"(?P<value>\+?(?:\([0-9]{1,4}\)[ ]?)?[0-9](?:[ .-]?[0-9]){5,13})[ ]?[-(][ ]?(?:[Oo]ffice"
            r"|[Ff]ax|[Mm]obile|[Cc]ell|[Hh]ome|[Ww]ork|[Dd]irect|[Tt]el|[Mm]ain|[Ss]witchboard)"
        ),
        reference="Signatures that name the purpose behind the number",
        examples=("«(20) 790-012»-Office, «07700 900 123»-Fax", "«0207 946 0018» (mobile)"),
        near_misses=("42-Office", "2026-01-02 - home", "version 1.2.3-main"),
        trigger=r"[0-9][ ]?[-(][ ]?[A-Za-z]",
        score=0.85,
        before="0-9A-Za-z_.:/+-",
        after="",
        validate=grouped,
        kinds=_PROSE,
    ),
)
