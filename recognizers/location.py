"""Street addresses, post codes with their place, and the location lines of devices."""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers.rule import Rule, Verdict

_PROSE = frozenset({"prose", "text", "json", "ini"})
_UP = r"[A-Z\xc0-\xff](?:[A-Za-z\x80-\xff'.-]{0,29}[A-Za-z\x80-\xff])?"
_ANY = r"[A-Za-z\x80-\xff][A-Za-z\x80-\xff'.-]{0,30}"
_UNIT = r"(?:,?[ ](?:Apt|Apartment|Suite|Ste|Unit|Room|Rm|Floor|Fl|Bldg|Flat|No)\.?[ ]?#?[0-9A-Za-z-]{1,6}){0,3}"
_SMALL = r"(?:(?:am|an|der|de|del|la|le|les|du|sur|u|v|nad|of|upon|do|da|di|im|in der|ob|van|den|aan)[ ]){0,2}"
_CITY = rf"(?:,[ ]{_SMALL}{_UP}(?:[ ]{_SMALL}{_UP}){{0,3}})"
_STATE = (
    r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|GU|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]"
    r"|UT|V[AIT]|W[AIVY]|A[AEP])"
)
_SUFFIX = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Ter"
    r"|Way|Parkway|Pkwy"
    r"|Circle|Cir|Highway|Hwy|Crescent|Cres|Close|Grove|Gardens|Mews|Row|Alley|Trail|Hill|Park|Quay|Wharf|Walk"
    r"|Rise|Loop)"
)
_NUMBER = r"[0-9]{1,5}[A-Za-z]?(?:[ ]?[-/][ ]?[0-9]{1,4}[A-Za-z]?)?"
_LEAD = r"(?:[0-9]{1,5}[ ])?"
_EVIDENCE = re.compile(
    rb"address|street|deliver|ship|postcode|postal|zip|live[sd]? (?:at|in)|office|site|located|uk|london|england"
    rb"|,",
    re.IGNORECASE,
)
_WORDS_TEXT = b"unknown none default n/a null not set unset {} - updated changed removed is was id type"
_WORDS = frozenset(_WORDS_TEXT.split())


def filled(line: bytes, start: int, end: int) -> Verdict:
    """Refuses locations that say nothing."""
    value = line[start:end].strip(b" \t\"'")
    return Verdict.REFUSE if not value or value.lower() in _WORDS or value.startswith(b"<") else Verdict.ABSTAIN


def with_evidence(line: bytes, start: int, end: int) -> Verdict:
    """A post code alone on its line, or after a word or comma that speaks of a place."""
    before = line[max(0, start - 40) : start]
    if not before.strip(b" \t>*|") and not line[end:].strip(b" \t\r.,"):
        return Verdict.ABSTAIN
    return Verdict.CONFIRM if _EVIDENCE.search(before) else Verdict.REFUSE


def street(line: bytes, start: int, end: int) -> Verdict:
    """Refuses counts of things that happen to be named like streets: no capital letter."""
    value = line[start:end]
    return Verdict.ABSTAIN if any(65 <= byte <= 90 or byte >= 0x80 for byte in value) else Verdict.REFUSE


RULES = (
    Rule(
        id="device-location",
        entity="LOCATION",
        pattern=(
            r"^[ \t]*(?:set[ \t]+)?(?:(?:snmp(?:-server|-agent)?|sys-?info|system|sysinfo"
            r"|snmp-agent[ \t]+sys-info|switchname|config[ \t]+snmp)[ \t]+)?"
            r"(?:[Ss]ys[-_]?)?[Ll]ocation[ \t]+[\"']?(?P<value>[^\s\"'{:=;][^\"\r\n;]{1,254})"
        ),
        reference=(
            "Cisco `snmp-server location`, Junos `set snmp location`, F5 `sys-location`, net-snmp sysLocation; RFC 3418"
        ),
        examples=(
            "snmp-server location «Second floor rack 4»",
            ' sys-location "«12 Sample St, Fakeville, WA 98765»"',
            " location «Basement of the annex»",
            'set snmp location "«Rack 4, Example Road»";',
            "sysLocation «Server Room»",
        ),
        near_misses=("snmp-server location", "location {", "location = /", "the location was updated"),
        trigger="ocation",
        score=0.9,
        before="",
        after="",
        validate=filled,
        blind=True,
        kinds=frozenset({"config", "cli", "text"}),
    ),
    Rule(
        id="us-city-state-zip",
        entity="LOCATION",
        pattern=rf"(?P<value>{_UP}(?:[ ]{_ANY}){{0,3}},?[ ]{_STATE}[ ,]{{1,2}}[0-9]{{5}}(?:-[0-9]{{4}})?)",
        reference="USPS Publication 28, last line of an address",
        examples=("«Fakeville, OR 12345»", "«Santa Example CA 90001-1234» please"),
        near_misses=("Fakeville, OR", "error OR 12345", "Code, ZZ 12345"),
        trigger=r"[A-Z]{2}[ ,]{1,2}[0-9]{5}",
        score=0.8,
        kinds=_PROSE,
    ),
    Rule(
        id="city-region-code",
        entity="LOCATION",
        pattern=rf"(?P<value>{_UP}(?:[ ]{_SMALL}{_UP}){{0,3}},[ ][A-Z]{{2,3}}[ ][0-9]{{5}})",
        reference="UPU S42: city, region and post code as the last line of an address",
        examples=("«Villa del Ejemplo, RS 24893»", "«Example, BC 12345», and more"),
        near_misses=("Sorry, ticket 12345", "fakeville, RS 24893", "Code, ZZ 123"),
        trigger=r"[A-Z]{2,3}[ ][0-9]{5}",
        score=0.6,
        kinds=_PROSE,
    ),
    Rule(
        id="english-street",
        entity="LOCATION",
        pattern=(
            rf"(?P<value>{_LEAD}{_NUMBER}[ ](?:(?:[NSEW]\.?|North|South|East|West)[ ])?{_UP}"
            rf"(?:[ ]{_ANY}){{0,3}}[ ]{_SUFFIX}\.?{_UNIT}(?:(?:[ ]{_UP}){{1,4}})?{_CITY}{{0,3}}"
            rf"(?:[ ]{_STATE}[ ][0-9]{{5}}(?:-[0-9]{{4}})?|[ ][0-9]{{4,6}})?)"
        ),
        reference="USPS Publication 28, Royal Mail Programmers' Guide: number, name, suffix, unit, city",
        examples=(
            "«123 Fake Street, Fakeville, OR 12345»",
            "sent to «107 Example Road Suite 4» today",
            "«24 Sample Avenue»",
        ),
        near_misses=("123 packets St", "5 gbit Drive", "24 hours a day", "10 Errors"),
        trigger=r"[0-9][A-Za-z]?[ ][A-Z\xc0-\xff]",
        score=0.75,
        validate=street,
        blind=True,
        kinds=_PROSE,
    ),
    Rule(
        id="germanic-street",
        entity="LOCATION",
        pattern=(
            rf"(?P<value>(?:[0-9]{{3,5}}[ ])?(?:{_UP}[ ]){{0,2}}(?:{_UP})?(?:stra(?:\xc3\x9f|\xdf|ss)e|str\."
            rf"|[Ss]tra(?:\xc3\x9f|\xdf|ss)e|gatan?|gade|gata|vej|vegen|veien|v(?:\xc3\xa4|\xe4)gen|allee|all"
            rf"(?:\xc3\xa9|\xe9)|platz|gasse|weg|laan|straat|plein|gracht|dijk|katu|kuja|ufer|damm"
            rf"|g(?:\xc3\xb6|\xf6)tu|stigen|all(?:\xc3\xa9|\xe9)n|torget)[ ][0-9]{{1,4}}[ ]?[a-zA-Z]?(?:,?[ ]"
            rf"(?:[A-Z]{{1,2}}-)?[0-9]{{4,5}}(?:[ ]{_UP})?)?{_UNIT}{_CITY}{{0,2}})"
        ),
        reference="DIN 5008 and the Nordic and Dutch postal services: street with its number behind",
        examples=("«Musterstraße 5»", "«Prøvegata 9, Eksempelby»", "«Beispielweg 12a, 12345 Musterstadt»"),
        near_misses=("Musterstraße", "strings 5", "gateway 1", "String 5"),
        trigger=r"[A-Za-z\x80-\xff.][ ][0-9]",
        score=0.7,
        validate=street,
        blind=True,
        kinds=_PROSE,
    ),
    Rule(
        id="romance-street",
        entity="LOCATION",
        pattern=(
            rf"(?P<value>(?:[0-9]{{1,5}}(?:[ ]?bis)?,?[ ]){{0,2}}(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Cc]hemin"
            rf"|[Pp]lace|[Ii]mpasse|[Qq]uai|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Cc]alle|[Aa]venida|[Aa]v\."
            rf"|[Pp]laza|[Pp]aseo|[Rr]ua|[Tt]ravessa|[Ll]argo|[Cc]arrer|[Uu]l\.|[Uu]lica|[Aa]l\.|[Oo]s\."
            rf"|[Ss]trada|[Bb]ulevardul|R(?:\xc3\xba|\xfa)a)"
            rf"[ ](?:(?:de|du|des|la|le|las|los|del|della|dei|do|da|dos|das|d'|l')[ ]?){{0,3}}{_UP}"
            rf"(?:[ ]{_ANY}){{0,4}}(?:,?[ ][0-9]{{1,4}}[ ]?[a-zA-Z]?)?{_UNIT}"
            rf"(?:,?[ ][0-9]{{4,5}})?{_CITY}{{0,2}})"
        ),
        reference="La Poste, Correos, Poste Italiane, CTT, Poczta Polska: kind of street before its name",
        examples=(
            "«12 rue de la Paix»",
            "«Calle Mayor 5»",
            "vivo en «Avenida Libertad 12, Sevilla»",
            "«ul. Testowa 33»",
        ),
        near_misses=("via the gateway", "place holder", "via 192.0.2.1", "calle"),
        trigger=(
            r"(?:[Rr].?.?[ae]|nue|vard|min|lace|asse|uai|[Vv]ia|ale|zza|rso|alle|ida|v\.|aza|seo|ssa"
            r"|rgo|rer|[Uu]l\.|lica|[Aa]l\.|[Oo]s\.|ada|ul)[ ]"
        ),
        score=0.7,
        validate=street,
        blind=True,
        kinds=_PROSE,
    ),
    Rule(
        id="post-box",
        entity="LOCATION",
        pattern=(
            rf"(?P<value>{_LEAD}(?:P\.?[ ]?O\.?[ ]?Box|Postfach|Apartado|Bo(?:\xc3\xae|\xee)te Postale"
            rf"|Postboks|Postbus)[ ]#?[0-9]{{1,6}}{_UNIT}{_CITY}{{0,2}}(?:[ ][0-9]{{4,6}})?)"
        ),
        reference="USPS Publication 28 section 28; DIN 5008",
        examples=("«P.O. Box 287»", "«PO Box 12, Fakeville»", "«Postfach 1234»"),
        near_misses=("PO Box", "PO 4512", "Box 12"),
        trigger="(?:[Bb]ox|fach|ado|tale|boks|bus)[ ]",
        score=0.85,
        kinds=_PROSE,
    ),
    Rule(
        id="uk-postcode",
        entity="LOCATION",
        pattern=(
            r"(?P<value>(?:[A-PR-UWYZ][0-9]{1,2}|[A-PR-UWYZ][A-HK-Y][0-9]{1,2}"
            r"|[A-PR-UWYZ][0-9][A-HJKPSTUW]"
            r"|[A-PR-UWYZ][A-HK-Y][0-9][ABEHMNPRVWXY])[ ][0-9][ABD-HJLNP-UW-Z]{2})"
        ),
        reference="Royal Mail, PAF Programmers' Guide",
        examples=("10 Example Road, London «SW1A 1AA»", "postcode «M1 1AE»"),
        near_misses=("port M1 1AE down", "G1 2", "err E1 4XX"),
        trigger="[0-9A-Z][ ][0-9][A-Z]{2}",
        score=0.6,
        validate=with_evidence,
        blind=True,
        kinds=_PROSE,
    ),
    Rule(
        id="said-address",
        entity="LOCATION",
        pattern=(
            r"(?:address(?: is|: is|:)|located at|lives? at|living at|deliver(?:ed)? to|shipp?(?:ed)? to|sent? "
            r"to|return(?:ed)? to"
            r"|moved to|adresse(?: ist|:)|wohnt in)[ ]{1,2}"
            rf"(?P<value>[0-9]{{1,6}}[ ]"
            rf"(?:[0-9]{{1,5}}[ ])?{_ANY}(?:[ ](?:{_SMALL}{_UP}\.?"
            rf"|[0-9]{{1,5}}[a-z]?)){{1,6}}{_CITY}{{0,3}}(?:[ ][0-9]{{4,6}})?)"
        ),
        reference="Sentences of tickets that say where something or somebody is to be found",
        examples=(
            "my address is «12 Beispiel Allee 4, Musterstadt»",
            "Please return to «10203 ul. Testowa 33 Apt. 4»",
        ),
        near_misses=("address is 192.0.2.1", "address: 10 bytes", "located at 0x1234"),
        trigger=(
            "address",
            "adresse",
            "located at",
            "liv",
            "deliver",
            "ship",
            "sen[dt]",
            "return",
            "moved to",
            "wohnt",
        ),
        score=0.7,
        kinds=_PROSE,
        after="",
    ),
)
