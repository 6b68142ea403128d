"""`label: value` and `label=value` in running text, for every entity whose values have no shape of their own.

The label lexicon decides: a rule's pattern only finds a separator behind the last word of some label of its entity, and
the validator reads the whole label back from the line and asks the lexicon.  (`recognizers.password` does the secrets.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from recognizers import lazy_re as re
from recognizers._fits import fits
from recognizers._label_words import PARENTED
from recognizers.digits import zeroed
from recognizers.labels import meaning, phrases
from recognizers.rule import WORD, Rule, Validator, Verdict

_SEPARATOR = r"[\"']?[ \t]{0,8}(?:\.{2,60}:?|[:=]|=>)[ \t]{0,8}[\"']?"
_BARE = r"(?P<value>[^\s\"'`,;()<>\[\]{}|=]{2,120})"
_NUMBER = r"(?P<value>[+(]?[0-9][0-9 ()./-]{3,20}[0-9])"
_END = re.compile(rb"[\"']?[ \t]{0,8}(?:\.{2,60}:?|[:=]|=>)[ \t]{0,8}[\"']?$")
_NOT_LABEL = re.compile(rb"[^0-9A-Za-z\x80-\xff/_. -]")
_HANDLE = re.compile(rb"[0-9a-f]{8}")
_REACH = 90


def _means(entity: str) -> Validator:
    """A validator: the label before the value says `entity`, and the value can be one."""

    def validate(line: bytes, start: int, end: int) -> Verdict:
        told = meaning(_label(line[max(0, start - _REACH) : start]))
        if told is None or told.weak or told.entity != entity:
            return Verdict.REFUSE
        value = line[start:end]
        if entity == "PRODUCT_ID" and (value.isalpha() or not any(48 <= byte <= 57 for byte in value)):
            return Verdict.REFUSE
        if entity == "OTHER_ID" and _HANDLE.fullmatch(zeroed(value)):
            return Verdict.REFUSE
        return Verdict.ABSTAIN if fits(entity, line[start:end]) else Verdict.REFUSE

    return validate


def _label(before: bytes) -> str:
    """The label that ends `before`: up to five words in front of the separator."""
    separator = _END.search(before)
    words = _NOT_LABEL.split(before[: separator.start()] if separator else b"")[-1].split()
    # the lexicon knows `ipv4`; with any digit it says the same
    return zeroed(b" ".join(words[-5:])).replace(b"ipv0", b"ipv4").decode("latin-1")


def _spelt(words: Iterable[str]) -> str:
    """One of the words where a word can start: after no letter or digit, or as `Word` and `WORD` in `camelCase`."""
    listed = sorted(set(words))
    lower, upper, title = ("|".join(map(case, listed)) for case in (str.lower, str.upper, str.title))
    return rf"(?:(?:^|[^0-9A-Za-z\x80-\xff])(?:{lower})|(?:^|[^A-Z\x80-\xff])(?:{upper})|(?:{title}))"


def _any_case(words: Iterable[str]) -> str:
    listed = sorted({case(word) for word in words for case in (str.lower, str.upper, str.title)})
    return "(?:" + "|".join(listed) + ")"


def _endings(entity: str) -> str:
    """Where a label of the entity may end: its only word, or its last two where the last alone says nothing."""
    known = [phrase.split() for phrase in phrases(entity) if phrase.isascii() and "/" not in phrase]
    told = {last for last, _, meant in PARENTED if meant == entity}
    alone = {words[-1] for words in known if len(words) == 1 or words[-1] in told}
    pairs: dict[str, set[str]] = {}
    for words in known:
        if words[-1] not in alone:
            pairs.setdefault(words[-1], set()).add(words[-2])
    for word in alone:
        for last in {words[-1] for words in known} - alone:
            if word.endswith(last):
                pairs.setdefault(last, set()).add(word.removesuffix(last))
    both = [rf"{_spelt(before)}[_. -]{{0,8}}{_any_case([last])}" for last, before in sorted(pairs.items())]
    return "(?:" + "|".join([_spelt(alone), *both]) + ")"


def _rule(entity: str, value: str, examples: tuple[str, ...], near_misses: tuple[str, ...], **more: object) -> Rule:
    words = _endings(entity)
    make: Callable[..., Rule] = Rule
    return make(
        id=f"labelled-{entity.lower().replace('_', '-')}",
        entity=entity,
        pattern=f"{words}{_SEPARATOR}{value}",
        trigger=rf"{words}[\"']?[ \t]{{0,8}}(?:[:=]|\.\.|=>)",
        before="",
        after=WORD + "=",  # what an equals sign follows is the next label: `ruser= rhost=…`
        score=0.85,
        validate=_means(entity),
        blind=True,
        kinds=frozenset({"log", "json", "prose", "text", "cli"}),
        reference="the label lexicon (recognizers.labels)",
        examples=examples,
        near_misses=near_misses,
        **more,
    )


RULES: tuple[Rule, ...] = (
    _rule(
        "SERIAL_NUMBER",
        _BARE,
        ("the serial number: «SYN1234X0AB», please", "chassis_serial=«AB12-3456»", "SN : «XYZ0987654»"),
        ("serial interface: Serial0/0", "serial: none", "asn=65001"),
    ),
    _rule(
        "PRODUCT_ID",
        _BARE,
        ("model: «XR-500-24T» rev 2", "part-number=«73-12345-01»"),
        ("model: none", "product family: routers", "Product: VPN-1 & x", "usb 1-1.4: Product: USB-Serial Controller"),
    ),
    _rule(
        "HOSTNAME",
        _BARE,
        ("affected hostname: «core-sw1»", 'sys_name="«edge01»"', "device name = «fw-2.example.com»"),
        ("hostname: localhost", "host-name: none", "service name: ssh1"),
        seeds=True,
    ),
    _rule(
        "USERNAME",
        _BARE,
        ("username: «avelasquez»", "login name=«k.novak»"),
        ("username: root", "user name: none", "username=12345", "ruser= rhost=198.51.100.7"),
        seeds=True,
    ),
    _rule(
        "OS_FEATURE_SET",
        _BARE,
        ("boot image: «xr9k-mini-px-7.1.1»", "System image file = «edge_k9-99.2.bin»"),
        ("image size: 1024", "image: none"),
    ),
    _rule(
        "OTHER_ID",
        _BARE,
        ("imei: «490154203237518»", "subscription_id=«77f0a1c2d3»"),
        ("uuid: none", "boot_id=0", "sid=8e0dbb1a 3dd1b0f2"),
    ),
    _rule(
        "PHONE_NUMBER",
        _NUMBER,
        ("calling : «478555012», called : «27655501»", "phone=«+1 555 0100 22»"),
        ("calling: yes", "called 3 times"),
    ),
)
