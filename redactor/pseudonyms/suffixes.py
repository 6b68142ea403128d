"""Labels that stay in a host name, since they name no customer: public suffixes, internal roots, roles of the DNS."""

from __future__ import annotations

_COUNTRIES = """
ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd
cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge
gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki
km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my
mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se
sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va
vc ve vg vi vn vu wf ws ye yt za zm zw
"""
COUNTRIES = frozenset(_COUNTRIES.split())
"""ISO 3166-1 as the IANA root zone delegates it."""
_GENERIC = """
com net org edu gov mil int info biz name pro aero arpa coop museum jobs mobi tel travel cat asia post xxx app dev
cloud online site tech store xyz top club shop blog agency solutions systems network company group global digital
media email services support software technology world life live news space website host icu vip bank insurance
"""
GENERIC = frozenset(_GENERIC.split())
"""The generic top-level domains that are met often (IANA root zone)."""
_INTERNAL = "local internal lan corp home intra intranet private localdomain localhost test example invalid onion ad"
INTERNAL = frozenset(_INTERNAL.split())
"""Roots of names that are not public (RFC 6761, RFC 6762, and what networks use)."""
_SECOND_LEVEL = "co com net org ac gov edu or ne go gob gouv mil nom plc ltd me sch nhs police"
SECOND_LEVEL = frozenset(_SECOND_LEVEL.split())
"""Labels under a country that are suffixes themselves (`co.uk`)."""
_ROLES = "www _tcp _udp _tls _msdcs _sites _ldap _kerberos _gc _sip _sips _dmarc _domainkey"
ROLES = frozenset(_ROLES.split())
"""Labels in front of a name that say what a record is for."""
_LOCALHOST = "localhost localhost4 localhost6 ip6-localhost ip6-loopback ip6-allnodes ip6-allrouters"
LOCALHOST = frozenset(_LOCALHOST.split())


def suffix_labels(labels: list[str]) -> int:
    """How many labels (lower case) at the end of a dotted name stay."""
    if len(labels) < 2:
        return 0
    last = labels[-1]
    if last in COUNTRIES:
        return 2 if len(labels) > 2 and labels[-2] in SECOND_LEVEL else 1
    if last in INTERNAL:
        return 2 if len(labels) > 2 and labels[-2] in INTERNAL else 1
    return 1 if last in GENERIC else 0
