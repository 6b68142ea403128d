"""The label lexicon, and what a labelled value must look like."""

from __future__ import annotations

import pytest

from recognizers.field_values import locate
from recognizers.labels import _NOTHING, STRONG, WEAK, meaning, normalise, phrases


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
            if told is None:
                assert any(phrase.endswith(ending) for ending in _NOTHING), phrase
                continue

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
