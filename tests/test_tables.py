"""Fixed-width tables: columns by ruler, bars or header; members by place or by order."""

from __future__ import annotations

import textwrap

import pytest

from redactor.detect.tables import tables


def _found(text: str, **options: bool) -> list[tuple[str, str]]:
    raw = textwrap.dedent(text).lstrip("\n").encode()
    return sorted((finding.entity, raw[finding.start : finding.end].decode()) for finding in tables(raw, **options))


def test_a_header_of_known_labels() -> None:
    """A column is what its header says; a name too long for its column still belongs to it."""
    text = """
        Device ID        Local Intrfce   Holdtme    Capability   Platform     Port ID
        core-sw1         Gig 0/1         120        R S          XR-500-24T   Gig 0/2
        a-very-long-name.example.com
                         Gig 0/3         121        R            XR-500-24T   Gig 0/4
        """

    assert [
        ("HOSTNAME", "a-very-long-name.example.com"),
        ("HOSTNAME", "core-sw1"),
        ("PRODUCT_ID", "XR-500-24T"),
        ("PRODUCT_ID", "XR-500-24T"),
    ] == _found(text)


def test_a_ruler_gives_the_columns() -> None:
    """Headers that wrap over two lines are read by the runs of the ruler below them."""
    text = """
        Slot  Serial        Model
              Number        Name
        ----  ------------  ----------
        1     SYN1234X0AB   XR-500-24T
        2     SYN1234X0AC   XR-500-48T
        """

    assert [
        ("PRODUCT_ID", "XR-500-24T"),
        ("PRODUCT_ID", "XR-500-48T"),
        ("SERIAL_NUMBER", "SYN1234X0AB"),
        ("SERIAL_NUMBER", "SYN1234X0AC"),
    ] == _found(text)


def test_rows_that_drifted_are_read_in_order() -> None:
    """A row with as many cells as there are columns is read in order, aligned or not."""
    text = """
        bss                ip           ap name     clients
        ---                --           -------     -------
        02:00:5e:10:00:01    10.1.1.1      floor1-ap7        0
        """

    assert [("HOSTNAME", "floor1-ap7")] == _found(text)


def test_blanks_that_are_gone() -> None:
    """Where pasting ate the padding, the order of the words still tells the columns."""
    text = """
        Slot Model Serial Number
        ---- ---------------- ----------------
        1 PWR-460AC-F SYN2KU00241CZ
        2 PWR-460AC-F SYN2L200751CZ
        """

    assert [
        ("PRODUCT_ID", "PWR-460AC-F"),
        ("PRODUCT_ID", "PWR-460AC-F"),
        ("SERIAL_NUMBER", "SYN2KU00241CZ"),
        ("SERIAL_NUMBER", "SYN2L200751CZ"),
    ] == _found(text)


def test_bars() -> None:
    """A boxed table is read between its bars."""
    text = """
        +------+------------+-------------+
        | Slot | Host name  | Serial      |
        +------+------------+-------------+
        | 1    | edge-fw-01 | SYN1234X0AB |
        +------+------------+-------------+
        """

    assert [("HOSTNAME", "edge-fw-01"), ("SERIAL_NUMBER", "SYN1234X0AB")] == _found(text)


def test_states_and_interfaces_stay() -> None:
    """Cells that cannot be what the header says are left alone."""
    text = """
        Neighbor         State     Interface
        10.1.1.1         FULL      Gi0/1
        up               DOWN      Gi0/2
        """

    assert _found(text) == []


def test_a_weak_header_must_be_borne_out() -> None:
    """A header that proves little counts only where most of its members look the part."""
    named = """
        Node         Status
        web-node-1   Ready
        web-node-2   Ready
        """
    numbered = """
        Node         Status
        1            Ready
        2            Ready
        web-node-1   Lost
        """

    assert [("HOSTNAME", "web-node-1"), ("HOSTNAME", "web-node-2")] == _found(named)
    assert _found(numbered) == []


def test_a_table_ends_at_a_blank_line() -> None:
    """What follows a blank line is no row, unless it stands in the columns as well."""
    text = """
        Device ID        Port
        core-sw1         1

        Total cdp entries displayed: 1
        """

    assert [("HOSTNAME", "core-sw1")] == _found(text)


@pytest.mark.parametrize("text", ["", "\n", "----\n", "a  b\n----\n", "| | |\n--|--\n", "Host name  Serial\n"])
def test_nothing_to_read(text: str) -> None:
    """Empty and cut-off tables have no members."""
    assert list(tables(text.encode())) == []


def test_configurations_need_a_ruler() -> None:
    """Aligned commands are no table."""
    text = "hostname     serial\ncore-sw1     SYN1234X0AB\n"

    assert _found(text, ruled_only=True) == []
