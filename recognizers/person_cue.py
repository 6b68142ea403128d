"""Names of people where the words around them say so: headers, salutations, titles, contacts, certificate subjects."""

from __future__ import annotations

import re

from recognizers.rule import Rule, Verdict

_WORD = r"(?:[A-Z\xc0-\xff][a-z\x80-\xff'-]{1,30}(?:[A-Z][a-z\x80-\xff'-]{1,30})?|[A-Z]'[A-Z][a-z\x80-\xff]{1,30})"
_MIDDLE = r"(?:[A-Z]\.?[ ]){0,2}"
_PARTICLE = r"(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|ten|ter|zu|bin|al|el|av|af|y|e)"
_NAME = rf"(?:{_WORD}(?:[ ]{_MIDDLE}(?:{_PARTICLE}[ ]){{0,2}}{_WORD}){{0,3}})"
_FULL = rf"(?:(?:[A-Z]\.[ ]){{0,2}}{_WORD}(?:[ ]{_MIDDLE}(?:{_PARTICLE}[ ]){{0,2}}{_WORD}){{1,3}})"
_ROLES_TEXT = b"""
    admin administrator administration support team help helpdesk desk service services customer customers
    engineer engineers engineering network networks operations ops noc soc security system systems root user
    users staff office info sales billing accounts it department dept group manager all everyone everybody there
    sir madam colleagues folks guys dear hi hello hey thanks thank regards the this that these those a an i we
    you it my our your his her their company corporation corp inc ltd gmbh llc ag server host router switch
    firewall device cisco juniper microsoft windows linux google amazon aws azure apple oracle vmware fortinet
    huawei aruba nokia please what when where why how who is are was not no yes if failed error warning unknown
    none null test testing january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday mailer-daemon postmaster webmaster daemon noreply
    no-reply notification notifications alert alerts monitoring domain certificate authority ca global root-ca
    class organization validation secure public primary trust intermediate services local self-signed default
    data center centre contact call email mail phone tel give us request issue ticket case update bug re fw fwd
    subject again from to in on at and or internal external
"""
_ROLES = frozenset(_ROLES_TEXT.split())


def name(line: bytes, start: int, end: int) -> Verdict:
    """Refuses role words, weekdays, companies and words of sentences in the place of a name."""
    words = re.split(rb"[ .]+", line[start:end].strip(b" ."))
    return Verdict.REFUSE if any(len(word) > 1 and word.lower() in _ROLES for word in words) else Verdict.ABSTAIN


def contact(line: bytes, start: int, end: int) -> Verdict:
    """As `name`; a contact that goes on after two words in lower case is a sentence, not a person."""
    return Verdict.REFUSE if re.match(rb"[ ][a-z]{2,} [a-z]{2,}", line[end:]) else name(line, start, end)


def subject(line: bytes, start: int, end: int) -> Verdict:
    """As `name`; a certificate's common name with a digit, dot or one word only is a host or an authority."""
    return Verdict.REFUSE if b"." in line[start:end].rstrip(b".") else name(line, start, end)


RULES = (
    Rule(
        id="mailbox-name",
        entity="PERSON",
        pattern=(
            rf"(?P<value>{_FULL}|[A-Z\xc0-\xff][a-z\x80-\xff'-]{{1,30}}, "
            rf"{_NAME})\"?[ ]<[^\s<>@]{{1,64}}@[^\s<>]{{1,255}}>"
        ),
        reference="RFC 5322 section 3.4, name-addr",
        examples=(
            "From: «Ann Lee» <ann.lee@example.com>",
            'To: "«Lee, Ann»" <ann@example.com>',
            "Signed-off-by: «Bob van der Ray» <bob@example.org>",
        ),
        near_misses=(
            "From: Support Team <help@example.com>",
            "From: ann@example.com",
            "From: Network Operations <noc@example.com>",
        ),
        trigger="[ ]<[^ <>@]",
        score=0.95,
        after="",
        validate=name,
        blind=True,
        seeds=True,
    ),
    Rule(
        id="trailer-name",
        entity="PERSON",
        pattern=(
            rf"(?:^|[^A-Za-z])(?:(?:[Ss]igned-off|[Rr]eviewed|[Aa]cked|[Tt]ested|[Rr]eported"
            rf"|[Ss]uggested|[Cc]o-authored|[Cc]ommitted|[Aa]pproved|[Cc]reated|[Uu]pdated|[Aa]ssigned"
            rf"|[Oo]pened|[Cc]losed|[Rr]equested|[Ww]ritten|[Pp]repared|[Ss]ubmitted"
            rf"|[Pp]osted)[- ](?:[Bb]y|[Tt]o)|[Aa]uthor|[Cc]ommitter|[Aa]ssignee|[Rr]eporter"
            rf"|[Rr]equester|[Oo]wner|[Cc]ustomer [Nn]ame|[Cc]ontact [Pp]erson|[Ff]ull[-_ ]?[Nn]ame"
            rf"|[Dd]isplay[-_ ]?[Nn]ame|[Ff]irst[-_ ]?[Nn]ame|[Ll]ast[-_ ]?[Nn]ame|[Ss]urname"
            rf"|[Gg]iven[-_ ]?[Nn]ame|Name|Ansprechpartner|Nombre|Nom|Attn|ATTN"
            rf"|[Cc]aller)\"?[ \t]*[:=][ \t]*\"?(?P<value>{_NAME})"
        ),
        reference="git-interpret-trailers(1); fields of ticket systems",
        examples=(
            "Author: «Ann Lee»",
            "Assigned to: «Bob van der Ray»",
            "Name: «Ann T. Lee»",
            "Reported by:    «Ann Lee»",
            '"displayName": "«Lee Ann»"',
        ),
        near_misses=("Author: admin", "Assigned to: Network Team", "Name: unknown", "Owner: root"),
        trigger=r"(?:[Bb]y|[Tt]o|uthor|tter|nee|rter|ster|wner|[Nn]ame|erson|rtner|bre|Nom|ttn|TTN|ller)\"?[ \t]*[:=]",
        score=0.7,
        before="",
        validate=name,
        blind=True,
        kinds=frozenset({"prose", "text", "json", "ini"}),
    ),
    Rule(
        id="titled-name",
        entity="PERSON",
        pattern=(
            rf"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Madam|Herr|Herrn|Frau|Monsieur|Madame|Mme|Mlle"
            rf"|Se\xc3\xb1or|Se\xc3\xb1ora|Sr|Sra|Signor|Signora|Dhr|Mevr)\.?[ ](?:Dr\.?[ ]"
            rf"|Prof\.?[ ])?(?P<value>{_NAME})"
        ),
        reference="Salutations in English, German, French, Spanish, Italian and Dutch",
        examples=("Mr. «Sample» called", "I saw Dr. «Ann Lee», who", "Frau «Müller-Beispiel» fragt"),
        near_misses=("Mr. Administrator", "Dr No5", "Sr engineer", "MrBean"),
        trigger=r"(?:r|s|of|f|u|m|ir|rn|or|a|e)\.?[ ][A-Z\xc0-\xff]",
        score=0.85,
        validate=name,
        blind=True,
        kinds=frozenset({"prose", "text", "json", "log"}),
        seeds=True,
    ),
    Rule(
        id="greeted-name",
        entity="PERSON",
        pattern=(
            rf"(?:^|[\s>\"])(?:Dear|Hi|Hello|Hey|Hallo|Liebe|Lieber|Hola|Bonjour|Ciao|Hei|Hej"
            rf"|Kj\xc3\xa6re)[ ](?P<value>{_NAME})[ ]?(?:[,!:;.]|-|$)"
        ),
        reference="Openings of mails and tickets",
        examples=("Dear «Ann»,", "Hi «Bob van der Ray»,", "Hallo «Anna»!"),
        near_misses=("Hi Team,", "Dear Sir,", "Hello World of networks", "Dear Support,"),
        trigger=r"(?:ear|Hi|ello|ey|allo|ebe|eber|ola|our|iao|ei|ej|re)[ ][A-Z\xc0-\xff]",
        score=0.8,
        before="",
        after="",
        validate=name,
        blind=True,
        kinds=frozenset({"prose", "text", "json"}),
    ),
    Rule(
        id="introduced-name",
        entity="PERSON",
        pattern=(
            rf"(?:[Mm]y name is|[Nn]ame is|[Mm]ein Name ist|[Ii]ch hei\xc3\x9fe|[Jj]e m'appelle|[Mm]e llamo"
            rf"|[Tt]his is|[Ii] am|I'm|[Ss]poke (?:to|with)|[Ss]peak (?:to|with)|[Tt]alked to|[Cc]all(?:ed)? by"
            rf"|[Ff]ollow(?:ed)? up with|[Mm]eeting with|[Hh]eard from|[Aa]sked|[Ee]-?mailed|says|said"
            rf"|[Cc]ontact|[Rr]egards,|[Cc]heers,"
            rf"|[Tt]hanks,|Gr\xc3\xbc\xc3\x9fe,)"
            rf"[ ](?P<value>{_NAME})(?:[ ]?[.,!?;:]|[ ](?:from|at|as|with|here|and|on|p\xc3\xa5|about|speaking"
            rf"|von|de|in|is|has|said|told)|$)"
        ),
        reference="Sentences of tickets in which people introduce themselves",
        examples=(
            "My name is «Ann Lee».",
            "This is «Bob» from Example",
            "spoke to «Ann Ólafs» about it",
            "Follow up with «Sam M. Doe».",
        ),
        near_misses=("This is Cisco from 2020", "This is The error.", "my name is not shown", "I am Support,"),
        trigger=r"(?:is|ys|id|en|ed|st|fe|le|mo|am|'m|to|th|by|im|er|me|ct|s,|e,|ng|dd|\x9fe)[ ][A-Z\xc0-\xff]",
        score=0.65,
        after="",
        validate=name,
        blind=True,
        kinds=frozenset({"prose", "text"}),
    ),
    Rule(
        id="contact-name",
        entity="PERSON",
        pattern=(
            rf"(?:(?:snmp(?:-server|-agent sys-info)?|sys|set snmp|system|sysinfo)[ \t]*)?[Cc]ontact"
            rf"(?:[ \t]*[:=]|[ \t])[ \t]*[\"']?(?P<value>{_FULL})"
        ),
        reference="RFC 3418 sysContact; Cisco `snmp-server contact`; Junos `set snmp contact`",
        examples=(
            "snmp-server contact «Ann Lee»",
            'set snmp contact "«Ann Lee»"',
            "sysContact: «Bob Ray» <bob@example.com>",
            "Contact: «Ann Lee»",
        ),
        near_misses=(
            "snmp-server contact Network Operations",
            "snmp-server contact Reach the duty desk: call us at 555-0199",
            "contact noc@example.com",
        ),
        trigger="ontact",
        score=0.8,
        validate=contact,
        blind=True,
    ),
    Rule(
        id="config-full-name",
        entity="PERSON",
        pattern=rf"(?:full-?name|real-?name|user-description|user-comment)[ \t]+[\"'](?P<value>{_FULL})[\"']",
        reference="Junos `full-name`, VyOS `full-name`, UniFi and Gaia `realname`",
        examples=(
            'full-name "«Ann Lee»";',
            "set system login user alee full-name '«Ann M. Lee»'",
            'set user alee realname "«Ann Lee»"',
        ),
        near_misses=('full-name "Network Team";', 'full-name ""', "full-name alee"),
        trigger="(?:name|description|comment)[ \t]",
        score=0.95,
        after="",
        validate=name,
        blind=True,
        seeds=True,
    ),
    Rule(
        id="distinguished-name-person",
        entity="PERSON",
        pattern=(
            rf"(?:CN|cn|SN|sn|GN|givenName|displayName)=(?P<value>{_FULL}"
            rf"|[A-Z][a-z\x80-\xff'-]{{1,30}}\\, {_NAME})[ ]?(?:[,/+;\"')]|$)"
        ),
        reference="RFC 4514 (LDAP distinguished names), X.509 subjects of people",
        examples=(
            "CN=«Ann Lee»,OU=Users,DC=example,DC=com",
            "dn: cn=«Bob van der Ray»,ou=people",
            "/CN=«Ann Lee»/O=Example",
        ),
        near_misses=(
            "CN=www.example.com,O=Example",
            "CN=Example Root CA,O=Example",
            "CN=Domain Admins,DC=example",
            "CN=Users,DC=example",
        ),
        trigger=r"(?:[CScsG][Nn]|Name)=[A-Z\xc0-\xff]",
        score=0.75,
        after="",
        validate=subject,
        blind=True,
    ),
    Rule(
        id="gecos-name",
        entity="PERSON",
        pattern=rf"^[a-z_][0-9a-z_.-]{{0,31}}:[^:\s]{{0,128}}:[0-9]{{4,10}}:[0-9]{{1,10}}:(?P<value>{_FULL})[,:]",
        reference="passwd(5), GECOS field",
        examples=("alee:x:1001:1001:«Ann Lee»,,,:/home/alee:/bin/bash", "bray:x:1002:100:«Bob Ray»:/home/bray:/bin/sh"),
        near_misses=(
            "alee:x:1001:1001::/home/alee:/bin/bash",
            "nobody:x:65534:65534:Kernel Overflow User:/:/sbin/nologin",
            "irc:x:39:39:ircd:/run/ircd:/usr/sbin/nologin",
        ),
        trigger=r":[0-9]{4,10}:[0-9]{1,10}:[A-Z\xc0-\xff]",
        score=0.93,
        before="",
        after="",
        validate=name,
        blind=True,
        seeds=True,
    ),
)
