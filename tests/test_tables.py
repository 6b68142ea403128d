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


def test_headers_with_digits_and_a_second_table() -> None:
    """`IPv4` heads a column; the next header, a blank line and `key: value` lines end a table."""
    text = """
        System Id       Interface   State  IPv4 IPv6
        p9-lab          Te0/0/0/1   Up     Yes  None
        pe22-lab        Hu0/1/0/0   Up     Yes  None
        User      Mode      Idle      Address
        ann.b     PPPoE     -         192.0.2.9
        Number of users : 1
        System Type     : Ridge
        """

    assert [("HOSTNAME", "p9-lab"), ("HOSTNAME", "pe22-lab"), ("USERNAME", "ann.b")] == _found(text)


def test_tabs_and_other_scripts_keep_the_columns() -> None:
    """A column is where a terminal shows it, whatever the bytes."""
    tabbed = (
        "IP\t\tMAC-Address\t\tHostname\tVCI\n"
        "192.0.2.10\t02:00:5e:10:00:01\tws-7\t\tACME 5.0\n"
        "192.0.2.11\t02:00:5e:10:00:02\ttab-ann\t\tx\n"
    )
    text = """
        NAME   SIZE MODEL        SERIAL
        sda    480G ACME_SSD480  SYN281X0771
        └─sda1 512M
        sdb    960G ACME_SSD960  SYN281X0772
        """

    assert [("HOSTNAME", "tab-ann"), ("HOSTNAME", "ws-7")] == [pair for pair in _found(tabbed) if pair[0] == "HOSTNAME"]
    assert [
        ("PRODUCT_ID", "ACME_SSD480"),
        ("PRODUCT_ID", "ACME_SSD960"),
        ("SERIAL_NUMBER", "SYN281X0771"),
        ("SERIAL_NUMBER", "SYN281X0772"),
    ] == _found(text)


def test_columns_parted_by_marks() -> None:
    """Tables of tabs and commas are read by the order of their cells."""
    found = _found("Name\tModel\tSerial\tTags\nmx-lab\tMX-68\tSYN2-AAAA-BBB1\tvpn\n")
    assert [("HOSTNAME", "mx-lab"), ("PRODUCT_ID", "MX-68"), ("SERIAL_NUMBER", "SYN2-AAAA-BBB1")] == found

    assert [] == _found("Monday, Tuesday, Wednesday\na1, b2, c3\n")


def test_a_name_is_known_by_its_company() -> None:
    """`Name` next to versions and addresses is a device's, next to roles a user's, next to ports nobody's."""
    nodes = """
        NAME        STATUS  ROLES   VERSION   INTERNAL-IP
        k8s-cp-1    Ready   <none>  v1.27.6   192.0.2.11
        """
    users = """
        ID  Name        Callin  Priv Limit
        --  ----------  ------  ----------
        3   svc-jan     true    OPERATOR
        """
    ports = """
        Name        Port     Speed   Address
        uplink-a    Te1/1/1  10G     192.0.2.1
        """

    assert ("HOSTNAME", "k8s-cp-1") in _found(nodes)
    assert [("USERNAME", "svc-jan")] == _found(users)
    assert [] == _found(ports)


def test_header_cells_that_stand_over_each_other() -> None:
    """A header of two lines is read column by column; a title over several columns is none."""
    text = """
        Port  Neighbor            Neighbor-ID              Remote   Age
                                                           Port
        ==============================================================
        1     x460-lab-1          00:00:02:00:5e:10:46:11    1:49   17
        """

    assert ("HOSTNAME", "x460-lab-1") in _found(text)


def test_rows_of_labels_and_values() -> None:
    """Under `Name` and `Value` a row's first cell is the label of its value."""
    text = """
        TLV Name             Code Len Value
        -------------------- ---- --- -----
        Product Name         0x21   5 XR-2201
        Serial Number        0x23  24 SYN2811X00771
        Device Version       0x26   1 16
        """

    assert [("PRODUCT_ID", "XR-2201"), ("SERIAL_NUMBER", "SYN2811X00771")] == _found(text)


def test_serial_numbers_of_one_mould() -> None:
    """Three tokens of one mould in one column are serial numbers though nothing says so; addresses are not."""
    text = "1  A  SYN9930AA771  ok\n2  A  SYN9930AA772  ok\n3  B  SYN9930AB019  ok\n"

    assert [("SERIAL_NUMBER", f"SYN9930{end}") for end in ("AA771", "AA772", "AB019")] == _found(text)
    assert [] == _found(text.replace("SYN9930", "0250560"))
    assert [] == _found("1  A  SYN9930AA771  ok\n2  A  SYN9930AA772  ok\n")
