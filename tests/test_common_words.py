"""Laws of the ordinary words: the language of logs is never learnt as a name, names and machine names always may be."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognizers.common_words import is_ordinary, topics

KINDS = {"technical", "english", "product", "foreign", "numbered", "never"}
LISTED = [(heading, words) for heading, words in topics() if heading.partition(":")[0] != "numbered"]

_ORDINARY = """
disconnected disconnecting connection connections login username usernames reconnecting unreachable misconfigured
established failover segfault daemons mutexes logged logging logger stopped stopping dropped running plugged setting
forwarded unauthorized authenticated notifications verification verified retrying retries copied copies denied applies
transmitted committing submitting occurred controlled referred permitted configurable readable modifiable reliability
successfully temporarily automatically possibly partially deployment deployments allocation registrations translation
scheduler schedulers terminator carriers terminated terminating created creating creates deletion restarted rebooting
unmounted unloading preloaded prefetching nonblocking overloaded overheated subinterface multithreaded autoconfigured
invalid password passwords preauth root admin administrator guest support operator service backup test user nobody
interface interfaces adjacency handshake kernel mutex timeout firewall gateway switch router neighbor protocol packet
exception traceback stacktrace nullpointerexception runtimeexception deadlock thread namespace container cluster
resourcemanager namenode mailserver mailservers fileserver loadbalancer connectionpool requesthandler sessionmanager
nginx postfix dovecot zoneminder nextcloud gitea grafana jellyfin kafka zookeeper hadoop kubernetes prometheus
elasticsearch rabbitmq postgresql mariadb memcached haproxy keycloak ansible terraform wireguard openvpn fail2ban
cisco juniper arista fortinet mikrotik ubiquiti huawei checkpoint synology microsoft vmware lenovo netgear siemens
benutzername fehlermeldung verbindung anmeldung ungültig warnung abgelaufen utilisateur connexion échec erreur réseau
usuario contraseña conexión servidor desconocido utente gebruiker senha
alpha bravo charlie foxtrot tango whiskey black green purple monday september mark will rose grace
ipv4 ipv6 sha256 utf8 x86 x86_64 base64 http2 log4j amd64 md5 snmpv3 us-ascii
login-name auth_failed web-server mail.info authpriv.notice kern.crit user.name redis-server x-forwarded-for
content-type no-reply systemd-logind www-data password_auth session.timeout ipv4-only sha256_checksum e-mail
eth0 vlan10 port1 tty1 loopback0 bond0 wlan0 gigabitethernet1 tunnel100 localhost localhost.localdomain
xxxx aaaaaa zz api
"""

_TELLING = """
gandalf frodo bilbo aragorn legolas gimli boromir saruman sauron elrond galadriel pippin rohan gondor mordor isengard
rivendell zeus hera ares apollo athena artemis hermes hades poseidon demeter kronos atlas titan hyperion orion pegasus
perseus hercules achilles odysseus medusa cerberus triton calypso mercury venus mars jupiter saturn neptune pluto ceres
europa ganymede callisto homer marge bart lisa maggie milhouse barney flanders smithers burns krusty skinner wiggum
bender leela zoidberg picard riker skywalker chewbacca yoda vader morpheus odin thor loki freya heimdall fenrir
valhalla batman joker gizmo falcon griffin phoenix voyager tiger badger hyrule asgard
patrick john maria peter anna otto thomas michael andrea jared conrad alfred ingrid dieter emily beverly florence
constance heather spencer oliver alexander sander nestor rainer connor nils predrag saeed francesca guillermo svetlana
walker parker carter porter turner tucker fisher miller harper archer butler cutler hopper cooper keller harding
golding fielding browning manning williams schmidt mueller nakamura kowalski oyelaran jsmith mmueller asmith johnm
k.schmidt anna.huber j-baker maria_lopez p.parker homer.web svc-jdoe
web01 web-01 core-sw1 db-2 db2 db02 srv-prod-03 fw-berlin-01 esx12 nas4 www2 node1 server1 worker-3 pc-0815 dc01
user12 mail2 router7 sw-access-12 ap-floor-2 backup-01 gateway1 firewall-2 eth-01 vlan010 core-wan1 branch-lan1
xk4711 fxs2134q0zz sn-99-1234 c02xk1ab ab12cd34 0a1b2c3d desktop-7h2k9q1 win-5tq81 laptop-44 i-0abc12de
host.example.com mail.office.local gateway.lan support.google.com router.at server.home printer.corp web.internal
office.com mail.network.de www.example.org dns.example.net acme-corp kundenname-gmbh zyxwvut qwertz hunter22 tr0ub4dor
"""
ORDINARY = _ORDINARY.split()
TELLING = _TELLING.split()


@pytest.mark.parametrize("word", ORDINARY)
def test_words_of_logs_are_ordinary(word: str) -> None:
    """What logs, devices and prose say in their own language is never replaced everywhere."""
    assert is_ordinary(word.encode())


@pytest.mark.parametrize("word", TELLING)
def test_names_and_codes_are_telling(word: str) -> None:
    """People, gods, planets, heroes, numbered machines, domains and codes may be learnt."""
    assert not is_ordinary(word.encode())


def test_laws_are_many() -> None:
    """Each side is shown by at least 200 distinct words."""
    assert min(len(set(ORDINARY)), len(set(TELLING))) >= 200


def test_list_is_large() -> None:
    """The list covers a vocabulary, not a sample."""
    sizes = Counter[str]()
    for heading, words in topics():
        sizes[heading.partition(":")[0]] += len(words)

    assert KINDS == set(sizes)
    assert sum(sizes.values()) >= 9_000
    assert sizes["product"] >= 500
    assert sizes["foreign"] >= 1_000


def test_every_word_stands_once() -> None:
    """No word stands in two topics, so that each has one kind; `numbered` are stems, not words."""
    counts = Counter(word for _, words in LISTED for word in words)

    assert [] == [word for word, count in counts.items() if count > 1]


@pytest.mark.parametrize("words", [pytest.param(words, id=heading) for heading, words in topics()])
def test_topics_are_sorted_lower_case(words: list[str]) -> None:
    """A topic is sorted, lower case and free of blanks, so that a new word has one place."""
    assert sorted(set(words)) == words
    assert [word.lower() for word in words] == words


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("technical", True), ("english", True), ("product", True), ("foreign", True), ("never", False)],
)
def test_kinds_mean_what_they_say(kind: str, expected: bool) -> None:
    """Every word of the list is ordinary as it stands, every exception is telling."""
    words = [word for heading, block in topics() if heading.startswith(f"{kind}:") for word in block]

    assert [] == [word for word in words if is_ordinary(word.encode()) is not expected]


def test_latin1_and_capital_umlauts_are_read() -> None:
    """Bytes are lowered by callers in ASCII only, and old logs are Latin-1: both spellings are the same word."""
    assert is_ordinary("Übertragung".encode())
    assert is_ordinary("ungültig".encode("latin-1"))
    assert not is_ordinary("Özdemir".encode())


def test_name_with_ordinary_part_is_telling() -> None:
    """One telling part makes the compound telling, wherever it stands."""
    assert not is_ordinary(b"gandalf-server")
    assert not is_ordinary(b"server_gandalf")
    assert not is_ordinary(b"mail.gandalf.info")


@given(
    st.sampled_from(["server", "mail", "backup", "core", "db"]),
    st.integers(0, 9999),
    st.sampled_from(["", "-", "_", "."]),
)
def test_numbered_machines_are_telling(role: str, number: int, separator: str) -> None:
    """A role with a number is a host's name, however common the role."""
    assert not is_ordinary(f"{role}{separator}{number}".encode())


@given(st.binary(max_size=60))
def test_any_bytes_have_an_answer(word: bytes) -> None:
    """No input raises: the look-up decides over whatever an anchor captured."""
    assert is_ordinary(word) in (True, False)


def test_look_up_is_fast() -> None:
    """A look-up costs about a microsecond (here: under ten, for busy machines)."""
    sample = [word.encode() for word in ORDINARY + TELLING]
    best = min(_seconds(sample) for _ in range(5))

    assert best / len(sample) < 10e-6


def test_worst_word_is_linear() -> None:
    """A long run of ordinary letters costs no more than its length allows."""
    start = time.perf_counter()
    answer = is_ordinary(b"server" * 2_000 + b"q" + b"-x" * 2_000)

    assert answer is False
    assert time.perf_counter() - start < 0.5


def test_import_reads_no_list() -> None:
    """The list is read by the first look-up, not by the import."""
    code = "import recognizers.common_words as words; print(words._words.cache_info().currsize)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert "0" == shown.stdout.strip()


def _seconds(sample: list[bytes]) -> float:
    start = time.perf_counter()
    for word in sample:
        is_ordinary(word)
    return time.perf_counter() - start
