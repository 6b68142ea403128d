"""What the network recognizers find together, and what they leave alone, in the text of attachments."""

from __future__ import annotations

import pytest

import recognizers
from recognizers import _ipv4, _near, _tlds
from recognizers.rule import expected
from recognizers.scan import scan

NAMES = (
    "ip_address ip6_address mac_address hostname email_address url user_agent os_version os_version_shape os_image product_id "
    "serial_number other_id path_user"
)
RULES = [rule for name, module in recognizers.modules().items() if name in NAMES.split() for rule in module.RULES]


def _widest(text: bytes) -> list[tuple[int, int]]:
    """The found ranges that no other found range holds."""
    spans = {(start, end) for start, end, *_ in scan(RULES, text)}
    return sorted(a for a in spans if not any(b != a and b[0] <= a[0] and a[1] <= b[1] for b in spans))


@pytest.mark.parametrize(
    "line",
    [
        "inet «192.0.2.10/24» brd «192.0.2.255» scope global eth0",
        "version 17.3.4.1 at «10.0.0.1»",
        "dial tcp «10.96.0.1»:443: lookup «api.corp.example.com» on «10.0.0.2»:53: i/o timeout",
        "Cisco IOS Software, («X86_64_LINUX_IOSD-UNIVERSALK9-M»), Version «16.9.4», RELEASE SOFTWARE (fc2)",
        'System image file is "bootflash:«isr4300-universalk9.16.09.04.SPA.bin»"',
        "postgres://«app»:«S3cret»@«db-01.example.net»:5432/app",
        r"\\«fs01.corp.local»\share C:\Users\«jdoe»\Desktop /home/«jdoe»/.ssh/id_rsa",
        "Version: «FortiGate-60F» «v7.4.8»,build2795,250523 (GA.M)",
        "PID: «C9300-48P», SN: «FOC2048A1B2», «0200.5e10.0001»",
        "«alice@example.com» ssh «bob»@«192.0.2.1» «root@srv01»",
        'GET /x?token=«abc» HTTP/1.1" 200 "-" "Mozilla/5.0 («Windows NT 10.0») «Chrome/120.0.6099.71»"',
        "key «SHA256:abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ» «123e4567-e89b-12d3-a456-426614174000»",
        "at «2001:db8::1»%eth0, [«2001:db8::2»]:443 and ::ffff:127.0.0.1",
    ],
)
def test_found_together(line: str) -> None:
    """All rules at once find exactly the marked values of a line, the widest of overlapping ones."""
    text, spans = expected(line)

    assert list(spans) == _widest(text)


@pytest.mark.parametrize(
    "line",
    [
        "\tat org.springframework.web.servlet.DispatcherServlet.doDispatch(DispatcherServlet.java:1067)",
        '  File "/usr/lib/python3.11/site-packages/requests/api.py", line 59, in request',
        "apiVersion: rbac.authorization.k8s.io/v1  app.kubernetes.io/name: web  prometheus.io/scrape",
        "ii  zlib1g 1:1.2.11.dfsg-2ubuntu9.2  glibc-2.28-225.el8.x86_64  libc.so.6(+0x29d90)",
        "std::vector<int>::push_back(foo::bar::baz) dead::beef 12:30:: 03:04:05",
        "route-target 65000:100 community 64512:1 as-dot 1.10 1/0/24 ge-0/0/1.100 Te1/1/1 xe-0/0/0:1",
        "TLSv1.2 ECDHE-RSA-AES256-GCM-SHA384 SSH-2.0 SNMP version 2c IP version 4 HTTP/1.1 RFC-2544 IEEE 802.1Q",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b d41d8cd98f00b204e9800998ecf8427e",
        "net.ipv4.ip_forward = 1 obj.info self.data user.email node.host event.target.value Math.PI",
        "end.The next sentence.In this case, it.is bad. e.g. this i.e. that",
        "VLAN-100 PORT-CHANNEL1 TEMP-SENSOR-1 ACL-IN-100 ESP-AES256-SHA KB5034441 CVE-2024-12345 CSCvz94897",
        "attempt_1445144423722_0020_m_000000_0 blk_-1608999687919862906 0x7fef9d98856 10y2w uptime 10:20:30",
        "255.255.255.0 0.0.0.255 127.0.0.1 ::1 ff02::5 224.0.0.10 ff:ff:ff:ff:ff:ff 0000.0000.0000",
        "getty@tty1.service user@1000.service @angular/core@16.2.0 actions/checkout@v4 eth0.100@eth0",
        "1.3.6.1.4.1.9.9.109.1.1.1.1.5.1 SNMPv2-SMI::enterprises.9.1.1208 BGP table version is 512185206",
    ],
)
def test_left_alone(line: str) -> None:
    """No rule finds anything in what an engineer needs and nobody is identified by."""
    assert [] == [(line[start:end], rule) for start, end, _, _, rule in scan(RULES, line.encode())]


@pytest.mark.parametrize(
    ("head", "evidence"),
    [
        (b"Version ", 2),
        (b"Product Version........ ", 2),
        (b'"sw": "', 0),
        (b"sw: ", 2),
        (b"Chrome/", 2),
        (b"version number is ", 2),
        (b"release ", 1),
        (b"version 1.2 at ", 0),
        (b"conversion ", 0),
        (b"", 0),
    ],
)
def test_version_evidence_is_what_stands_directly_before(head: bytes, evidence: int) -> None:
    """Words announce a version only where nothing but separators stands between them and it."""
    assert evidence == _near.version_before(head + b"1.2.3.4", len(head))


def test_masks_and_wildcards_are_nobody() -> None:
    """Every contiguous mask and every wildcard mask is nobody's address; the private ranges are somebody's."""
    for length in range(33):
        mask = (0xFFFFFFFF << (32 - length)) & 0xFFFFFFFF
        for value in (mask, mask ^ 0xFFFFFFFF):
            assert _ipv4.is_nobody(tuple(value.to_bytes(4, "big")))

    assert not any(map(_ipv4.is_nobody, [(10, 0, 0, 1), (192, 168, 255, 255), (172, 16, 0, 0), (203, 0, 113, 5)]))


def test_only_bare_references_are_kept() -> None:
    """A vendor's public site is a reference, a customer's name below the same domain is not."""
    assert all(map(_near.is_reference, [b"w3.org", b"www.w3.org", b"docs.microsoft.com", b"GitHub.com"]))
    assert not any(map(_near.is_reference, [b"srv01.corp.microsoft.com", b"example.com", b"w3.org.example.com"]))


def test_ambiguous_last_labels_are_last_labels() -> None:
    """Every ambiguous label is a known one, all are lower case, and the private suffixes are among them."""
    assert set() == _tlds.AMBIGUOUS - _tlds.ALL
    assert all(label == label.lower() and label.isalnum() for label in _tlds.ALL)
    assert set(_tlds.PRIVATE) <= _tlds.ALL
