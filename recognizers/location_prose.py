"""Places that sentences and address blocks of tickets give away: after a cue, with a unit, alone on a line."""

from __future__ import annotations

from recognizers.rule import Rule, Verdict

_PROSE = frozenset({"prose", "text"})
_UP = r"[A-Z\xc0-\xff](?:[A-Za-z\x80-\xff'.-]{0,29}[A-Za-z\x80-\xff])?"
_SMALL = r"(?:(?:am|an|der|de|del|la|le|les|du|sur|u|v|na|nad|of|upon|do|da|di|im|ob|van|den|aan|i)[ ]){0,2}"
_PLACE = rf"{_UP}(?:[ ]{_SMALL}{_UP}){{0,4}}"
_NUMBERS = r"(?:[0-9]{1,6}[ ]){1,2}"
_COUNTRY = (
    r"(?:Afghanistan|Albania|Algeria|Andorra|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahamas|Bahrain"
    r"|Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia and Herzegovina|Botswana|Brazil"
    r"|Brunei|Bulgaria|Burkina Faso|Burundi|Cambodia|Cameroon|Canada|Chile|China|Colombia|Costa Rica|Croatia"
    r"|Cuba|Cyprus|Czechia|Czech Republic|Denmark|Djibouti|Dominican Republic|Ecuador|Egypt|El Salvador|Eritrea"
    r"|Estonia|Eswatini|Ethiopia|Fiji|Finland|France|Gabon|Gambia|Germany|Ghana|Greece|Greenland|Guatemala"
    r"|Guinea|Guyana|Haiti|Honduras|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Jamaica"
    r"|Japan|Kazakhstan|Kenya|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Lesotho|Liberia|Libya|Liechtenstein"
    r"|Lithuania|Luxembourg|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|Mauritania|Mauritius|Mexico|Moldova"
    r"|Monaco|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nepal|Netherlands|New Zealand|Nicaragua"
    r"|Nigeria|North Macedonia|Norway|Oman|Pakistan|Panama|Papua New Guinea|Paraguay|Peru|Philippines|Poland"
    r"|Portugal|Qatar|Romania|Russia|Rwanda|San Marino|Saudi Arabia|Senegal|Serbia|Sierra Leone|Singapore"
    r"|Slovakia|Slovenia|Somalia|South Africa|South Korea|Spain|Sri Lanka|Sudan|Suriname|Sweden|Switzerland"
    r"|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Togo|Tunisia|Turkey|Turkmenistan|Uganda|Ukraine"
    r"|United Arab Emirates|United Kingdom|United States(?: of America)?|Uruguay|Uzbekistan|Venezuela|Vietnam"
    r"|Yemen|Zambia|Zimbabwe|Deutschland|\xc3\x96sterreich|Schweiz|Espa\xc3\xb1a|Italia|Sverige|Norge|Danmark"
    r"|Suomi|Polska|Nederland|Belgique|Brasil)"
)
_NO_PLACE_TEXT = b"the this that a an monday tuesday wednesday thursday friday saturday sunday january i it"
_NO_PLACE = frozenset(_NO_PLACE_TEXT.split())


def place(line: bytes, start: int, end: int) -> Verdict:
    """Refuses articles, pronouns, days, and words that are all capitals and short (states, protocols)."""
    first = line[start:end].split(b" ", 1)[0]
    if first.lower() in _NO_PLACE or (first.isupper() and len(first) < 5 and first.isascii()):
        return Verdict.REFUSE
    return Verdict.ABSTAIN


def whole_line(line: bytes, start: int, end: int) -> Verdict:
    """Refuses a match that is not all there is on its line, quotation marks of mails aside."""
    rest = line[:start].strip(b" \t>|*") + line[end:].strip(b" \t\r.,;?")
    return Verdict.REFUSE if rest else Verdict.ABSTAIN


RULES = (
    Rule(
        id="said-place",
        entity="LOCATION",
        pattern=(
            r"(?:based in|lives? in|living in|grew up in|travell?ing to|moved to|moving to|born in"
            rf"|our (?:office|branch|site|plant|warehouse) in|wohnt in|vive en|habite \xc3\xa0|bor i)[ ]"
            rf"(?P<value>{_PLACE})"
        ),
        reference="Sentences of tickets that say where somebody is",
        examples=(
            "She lives in «Fakeville»",
            "a firm based in «Santa Example».",
            "our office in «Villa del Ejemplo» is down",
        ),
        near_misses=("based in the cloud", "moved to VLAN 10", "lives in RAM"),
        trigger=r"(?:in|to|city|en|\xa0|i)[ ][A-Z\xc0-\xff]",
        score=0.75,
        after="",
        validate=place,
        blind=True,
        kinds=_PROSE,
    ),
    Rule(
        id="unit-address",
        entity="LOCATION",
        pattern=(
            rf"(?P<value>{_NUMBERS}{_PLACE}(?:[ ][0-9]{{1,4}}[a-zA-Z]?\.?)?,?(?:[ ](?:Apt|Suite|Ste|Unit|Flat"
            rf"|Apartment)\.?[ ]"
            rf"[0-9]{{1,5}}){{1,3}}(?:,?[ ]{_PLACE}){{0,1}}(?:,[ ]{_PLACE}){{0,2}}(?:[ ][0-9]{{4,6}})?)"
        ),
        reference="USPS Publication 28 section 213, secondary address unit designators",
        examples=("«12345 Beispiel Street 9 Apt. 4 Fakeville»", "«5 Example Suite 12, Fakeville, Spain 12345»"),
        near_misses=("Suite 12", "12345 Beispiel 9", "5 Errors in suite 4"),
        trigger=r"(?:Apt|Suite|Ste|Unit|Flat|Apartment)\.?[ ][0-9]",
        score=0.85,
        kinds=_PROSE,
    ),
    Rule(
        id="unit-line",
        entity="LOCATION",
        pattern=r"(?P<value>(?:Apt|Suite|Ste|Flat|Apartment|Unit)\.?[ ]#?[0-9]{1,5}[A-Z]?)",
        reference="USPS Publication 28 section 213: a unit on a line of its own in an address block",
        examples=("«Suite 12»", ">«Apt. 7»"),
        near_misses=("Suite 12 passed", "Unit 5 is up", "test Suite 1"),
        trigger=r"(?:Apt|Suite|Ste|Flat|Apartment|Unit)\.?[ ]",
        score=0.7,
        validate=whole_line,
        blind=True,
        kinds=_PROSE,
    ),
    Rule(
        id="military-address",
        entity="LOCATION",
        pattern=(
            rf"(?P<value>(?:PSC[ ][0-9]{{1,5}},?[ ]Box[ ][0-9]{{1,5}}"
            rf"|Unit[ ][0-9]{{1,5}}[ ]Box[ ][0-9]{{1,5}}|(?:USS|USNS|USCGC|HMS)[ ]{_UP})"
            rf"(?:,?[ ](?:APO|FPO|DPO)[ ,]{{1,2}}A[AEP][ ][0-9]{{5}})?)"
        ),
        reference="USPS Publication 28 section 238, military addresses",
        examples=("«PSC 1234, Box 5678»", "«Unit 1234 Box 5678»", "«USNS Example»", "«Unit 1 Box 2, APO AP 96201»"),
        near_misses=("Unit 5", "Box 12", "PSC 12 is full"),
        trigger=(r"Box[ ][0-9]", r"(?:US[SNCA]|HMS)"),
        score=0.85,
        kinds=_PROSE,
    ),
    Rule(
        id="street-corner",
        entity="LOCATION",
        pattern=(
            rf"(?P<value>(?:the[ ])?corner of [0-9]{{0,5}}[ ]?{_UP}(?:[ ](?:{_SMALL}{_UP}"
            rf"|[0-9]{{1,4}})){{0,4}} and (?:{_SMALL}{_UP})(?:[ ]{_SMALL}{_UP}){{0,3}}"
            rf"(?:[ ][0-9]{{1,4}})?)"
        ),
        reference="Sentences that name a crossing of two streets",
        examples=("at «the corner of Example Street and Beispielweg 4»", "«the corner of Fake Lane 33 and Fake Trail»"),
        near_misses=("the corner of the screen", "corner of A4"),
        trigger="corner of",
        score=0.8,
        kinds=_PROSE,
    ),
    Rule(
        id="country-and-code",
        entity="LOCATION",
        pattern=rf"(?P<value>{_COUNTRY}[ ][0-9]{{4,6}})",
        reference="UPU S42: country and post code in the last line of an address",
        examples=("«Spain 12345»", "«South Africa 1234» please"),
        near_misses=("Spain 123", "Port 12345", "Spain, 12 items"),
        trigger=r"[a-z][ ][0-9]{4}",
        score=0.85,
        kinds=_PROSE,
    ),
    Rule(
        id="country-line",
        entity="LOCATION",
        pattern=rf"(?P<value>{_COUNTRY})",
        reference="ISO 3166-1 short names: a line of its own in an address block",
        examples=("«Belgium»", "> «South Africa»."),
        near_misses=("Belgium is offline", "Belgian"),
        trigger=_COUNTRY,
        score=0.6,
        validate=whole_line,
        blind=True,
        kinds=_PROSE,
    ),
    Rule(
        id="numbered-line",
        entity="LOCATION",
        pattern=rf"(?P<value>{_NUMBERS}{_PLACE}[ ][0-9]{{1,4}}[a-zA-Z]?)",
        reference="UPU S42: house number before and after a name, on a line of its own in an address block",
        examples=("«22120 Beispiel Example 78»", "> «727 Gestern 68»"),
        near_misses=("100 Errors 5 warnings", "22120 beispiel 78", "x 12 Beispiel 4"),
        trigger=r"[0-9][ ][A-Z\xc0-\xff]",
        score=0.6,
        validate=whole_line,
        blind=True,
        kinds=_PROSE,
    ),
)
