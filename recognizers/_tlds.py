"""Top-level domains that end a host name in a support attachment, with those that also end something else.

Country codes: IANA Root Zone Database (https://www.iana.org/domains/root/db), all two-letter ones.  Generic ones: a
choice of about 150 from the same database.  Private suffixes: RFC 2606, RFC 6761, RFC 6762 appendix G, RFC 8375,
ICANN's `.internal`, and the ones Windows and BSD set-ups suggest.
"""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of a list that is written as a paragraph."""
    return tuple(text.split())


COUNTRIES = words("""
ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc
cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb
gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke
kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu
mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw
sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz
ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
""")

GENERIC = words("""
com net org edu gov mil int info biz name pro aero coop museum jobs mobi travel tel cat asia post academy africa
agency app art bank bayern berlin bet bid bike bio blog brussels bzh cafe capital care cern church city click
clinic cloud club coffee community company computer consulting cool corsica cymru dental design dev digital direct
doctor email energy engineering estate eus events expert express farm finance financial fit frl fund gal games gent
global gmbh group guru hamburg health help homes hospital host hosting house icu immo inc insure international
irish istanbul koeln cologne land legal life limited link live llc london ltd management marketing media moscow
network news ninja nrw nyc one online page paris partners party photo photography pics pizza plus press properties
quebec red rentals rocks ruhr run saarland sale school science scot services shop site ski social software solar
solutions space store studio support surf swiss systems team tech technology tips tirol today tokyo tools top trade
training university ventures vip wales website wien wiki win work works world xyz zone
""")

PRIVATE = words("""
arpa corp domain example home internal intra intranet invalid lan local localdomain localnet office priv private
site test tld workgroup cluster
""")

ALL = frozenset(COUNTRIES) | frozenset(GENERIC) | frozenset(PRIVATE)

AMBIGUOUS = frozenset(
    words("""
ai am app art id as at be bet bio by care cat cc city cloud cluster design dev direct do domain email events
example express finance fit fund global group help home host house in info int internal io is it la land legal life
limited link live local mc md me media mil ml mm mo my name ne network news no office one online pa page
partners photo pics pl plus pm post press pro private ps pt properties py red rentals rs run sale sb sc school
science services sh site so social software space sr st store studio support surf systems team tech technology
tel test tf tips to today tools top trade training tv us vi vip website win work workgroup works world ws zone
""")
)
"""Those that more often are a file's extension, an English word or an attribute: they need further evidence."""

REGEX = "(?:" + "|".join(sorted(ALL, key=lambda label: (-len(label), label))) + ")"
"""One alternation of all of them, the longest first."""
