"""The label lexicon, and what a labelled value must look like."""

from __future__ import annotations

import pytest

from recognizers._label_words import STRONG, WEAK
from recognizers.field_values import locate
from recognizers.labels import meaning, normalise, phrases


@pytest.mark.parametrize(
    ("label", "entity"),
    [
        ("SysName", "HOSTNAME"),
        ("system-name", "HOSTNAME"),
        ("System_Name", "HOSTNAME"),
        ("Chassis Serial Number", "SERIAL_NUMBER"),
        ("chassis.serialNumber", "SERIAL_NUMBER"),
        ("PID", "PRODUCT_ID"),
        ("Software image version", "OS_VERSION"),
        ("config system snmp community/name", "SECRET"),
        ("config system admin/edit", "USERNAME"),
        ("system login/user", "USERNAME"),
        ("username/password 7", "SECRET"),
        ("db_password", "SECRET"),
        ("Seriennummer", "SERIAL_NUMBER"),
        ("PskValue", "SECRET"),
    ],
)
def test_spellings_of_a_label(label: str, entity: str) -> None:
    """However a label is spelt, it says the same."""
    told = meaning(label)

    assert told is not None
    assert entity == told.entity


@pytest.mark.parametrize(
    "label", ["Hardware version", "key-id", "password policy", "process name", "Port", "", "/", "uptime"]
)
def test_labels_that_say_nothing(label: str) -> None:
    """Endings that only sound alike say nothing."""
    assert meaning(label) is None


def test_normal_form_is_stable() -> None:
    """Normalising twice is normalising once."""
    for label in ("SysName", "a.b-c_D", "HTTPServerName/x", "ÄrgerName"):
        assert normalise(label) == normalise(normalise(label))


def test_every_listed_label_is_found_as_listed() -> None:
    """Each strong label means its entity, unless a label listed as harmless ends it."""
    for entity in STRONG:
        for phrase in phrases(entity):
            told = meaning(phrase)

            assert told is not None, phrase
            assert told.entity == entity or phrase in WEAK.get(told.entity, "") or "/" in phrase, phrase


@pytest.mark.parametrize(
    ("entity", "value", "part"),
    [
        ("HOSTNAME", b"core-sw1", b"core-sw1"),
        ("HOSTNAME", b'"core-sw1"', b"core-sw1"),
        ("HOSTNAME", b"core-sw1   (this system)", b"core-sw1"),
        ("SERIAL_NUMBER", b"SYN1234X0AB", b"SYN1234X0AB"),
        ("OS_VERSION", b"v7.0.13,build0566", b"v7.0.13"),
        ("PRODUCT_ID", b"XR-500-24T", b"XR-500-24T"),
        ("PHONE_NUMBER", b"478555012", b"478555012"),
        ("LOCATION", b"Building 7, Example City", b"Building 7, Example City"),
    ],
)
def test_the_part_of_a_field_that_is_the_entity(entity: str, value: bytes, part: bytes) -> None:
    """The entity is found in its field without quotes, remarks and blanks."""
    place = locate(entity, value)

    assert place is not None
    assert part == value[slice(*place)]


@pytest.mark.parametrize(
    ("entity", "value"),
    [
        ("HOSTNAME", b"10.1.2.3"),
        ("HOSTNAME", b"GigabitEthernet0/1"),
        ("HOSTNAME", b"localhost"),
        ("HOSTNAME", b"N/A"),
        ("SERIAL_NUMBER", b"none"),
        ("USERNAME", b"root"),
        ("SECRET", b"********"),
        ("SECRET", b"${DB_PASSWORD}"),
        ("PRODUCT_ID", b"1500"),
        ("OS_VERSION", b"enabled"),
        ("PHONE_NUMBER", b"12"),
        ("HOSTNAME", b""),
    ],
)
def test_values_that_are_none(entity: str, value: bytes) -> None:
    """States, placeholders, addresses and numbers are not what a label promises."""
    assert locate(entity, value) is None


@pytest.mark.parametrize(
    ("entity", "value", "expected"),
    [
        ("PRODUCT_ID", b"Ridge R640", b"Ridge R640"),
        ("PRODUCT_ID", b"Ridge DL380 Gen10 (SKU=none)", b"Ridge DL380 Gen10"),
        ("PRODUCT_ID", b"Slot 7", None),
        ("PRODUCT_ID", b"480G", None),
        ("PRODUCT_ID", b"PSU-1", None),
        ("OS_VERSION", b"Acme VPN Agent for Ridge 4.10.07061", b"4.10.07061"),
        ("OS_VERSION", b"V300R019SPH012", b"V300R019SPH012"),
        ("OS_VERSION", b"ready", None),
        ("OS_FEATURE_SET", b"flash://system/images/acme3300-4015-R12.ros", b"acme3300-4015-R12.ros"),
        ("SERIAL_NUMBER", b"1.3.6.1.4.1.99999.1", None),
        ("SERIAL_NUMBER", b"BUILTIN", None),
        ("SECRET", b"7", None),
        ("USERNAME", b"host/WS-4", b"WS-4"),
        ("MAC_ADDRESS", b"0250-5601-7770", b"0250-5601-7770"),
        ("MAC_ADDRESS", b"000000000000", None),
    ],
)
def test_the_part_of_a_field_that_is_the_value(entity: str, value: bytes, expected: bytes | None) -> None:
    """Versions inside a sentence, products of several words and file names behind a path are found, parts are not."""
    place = locate(entity, value)

    assert expected == (None if place is None else value[slice(*place)])


def test_a_route_session_is_no_secret() -> None:
    """A session's number is not a secret, its token is."""
    told = meaning("Session ID")
    assert told is not None

    assert locate("SECRET", b"4711", weak=told.weak) is None
    assert locate("SECRET", b"9f0ab21cc3d4e5f6", weak=told.weak) is not None
