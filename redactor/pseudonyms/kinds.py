"""Which function speaks for which entity; an entity that is not named here keeps its shape."""

from __future__ import annotations

from collections.abc import Callable

from redactor.pseudonyms import (
    birth_date,
    card,
    email,
    host,
    iban,
    ip,
    mac,
    names,
    national_id,
    other_id,
    phone,
    product,
    serial,
    url,
    user_agent,
    version,
)
from redactor.pseudonyms.scheme import Scheme
from redactor.pseudonyms.shape import changeable

Kind = Callable[[Scheme, Scheme, bytes], bytes]
"""(scheme, one-way scheme for secrets inside, value) -> replacement."""

PSEUDONYM: dict[str, Kind] = {
    "IP_ADDRESS": lambda scheme, hidden, value: (
        ip.pseudonym(scheme.addresses, value) if b"arpa" not in value.lower() else host.pseudonym(scheme, value)
    ),
    "MAC_ADDRESS": lambda scheme, hidden, value: mac.pseudonym(scheme.macs, scheme.shapes, value),
    "HOSTNAME": lambda scheme, hidden, value: host.pseudonym(scheme, value),
    "EMAIL_ADDRESS": lambda scheme, hidden, value: email.pseudonym(scheme, value),
    "PERSON": lambda scheme, hidden, value: names.words(scheme, value),
    "USERNAME": lambda scheme, hidden, value: names.user(scheme, value),
    "PHONE_NUMBER": lambda scheme, hidden, value: phone.pseudonym(scheme, value),
    "SERIAL_NUMBER": lambda scheme, hidden, value: serial.pseudonym(scheme, value),
    "URL": url.pseudonym,
    "CREDIT_CARD": lambda scheme, hidden, value: card.pseudonym(scheme, value),
    "IBAN": lambda scheme, hidden, value: iban.pseudonym(scheme, value),
    "NATIONAL_ID": lambda scheme, hidden, value: national_id.pseudonym(scheme, value),
    "DATE_OF_BIRTH": lambda scheme, hidden, value: birth_date.pseudonym(scheme, value, one_way=scheme is hidden),
    "OTHER_ID": lambda scheme, hidden, value: other_id.pseudonym(scheme, value),
}

GENERAL: dict[str, Callable[[Scheme, bytes, bool], bytes]] = {
    "IP_ADDRESS": lambda scheme, value, family: ip.generalised(scheme.addresses, value),
    "OS_VERSION": lambda scheme, value, family: version.generalised(value, family_only=family),
    "OS_FEATURE_SET": lambda scheme, value, family: product.generalised(value),
    "PRODUCT_ID": lambda scheme, value, family: product.generalised(value),
    "BROWSER": lambda scheme, value, family: user_agent.generalised(value, family_only=family),
    "DATE_OF_BIRTH": lambda scheme, value, family: birth_date.generalised(scheme, value),
}
"""Entities with a coarser value of their own; the others are pseudonymised where a policy generalises them."""

SPECIAL: dict[str, Callable[[Scheme, bytes], bool]] = {
    "IP_ADDRESS": host.is_special_address,
    "MAC_ADDRESS": lambda scheme, value: mac.is_special(value),
    "HOSTNAME": lambda scheme, value: host.is_special(value) or host.is_special_address(scheme, value),
    "URL": lambda scheme, value: url.is_special(value),
}


def shape(scheme: Scheme, entity: str, value: bytes) -> bytes:
    """The pseudonym of an entity that has no kind of its own: product numbers, places, organisations, custom ones."""
    return scheme.shapes.replace(entity, value)


def is_special(scheme: Scheme, entity: str, value: bytes) -> bool:
    """True where `value` is kept whatever the action: it names nobody, or holds nothing to change."""
    special = SPECIAL.get(entity)
    return (special is not None and special(scheme, value)) or not changeable(value)
