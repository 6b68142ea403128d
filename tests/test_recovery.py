"""Laws of the way back: copies byte for byte, pseudonyms in any text and spelling, and nothing that never entered."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import redactor
from redactor.errors import UsageError, VaultError
from redactor.keys import KeyStore
from redactor.model import Place
from redactor.recovery import files
from redactor.recovery.known import Known, Pair, pairs_of
from redactor.recovery.session import Session
from redactor.recovery.text import BOTH, restore_text
from redactor.source import BytesSource, FileSource, walk
from redactor.spellings import encodings, fold
from redactor.vault import care
from redactor.vault.place import opened
from tests import sample_cases
from tests.sample_cases import NAME, Case
from tests.unpack import unpacked

BOXES = ("archive", "document", "mail", "withheld")
CASES = {str(case): case for case in sample_cases.cases()}


@pytest.fixture(scope="module", autouse=True)
def kits() -> Iterator[None]:
    """One kit: what is tested is what comes back."""
    with pytest.MonkeyPatch.context() as patch:
        sample_cases.share_kits(patch)
        yield


class Run:
    """A sample, redacted with a vault."""

    def __init__(self, case: Case, folder: Path) -> None:
        self.case, self.out, self.vault = case, folder / "out", str(folder / "vault.db")
        keys = sample_cases.keys_in(folder)
        with opened(self.vault, create=True):
            pass
        self.places: dict[str, list[Place]] = {}
        self.store = KeyStore.open(keys, create=False)
        note = self.places.__setitem__
        self.report = sample_cases.run(
            case, self.out, keys, "re", vault=self.vault, on_places=lambda name, places: note(name, list(places))
        )

    def copies(self) -> dict[str, Path]:
        """The copies by name."""
        return {name: path for path, name in walk((self.out,))}


CONTAINERS = {name for name, case in CASES.items() if any("!" in file for file in case.expected["files"])}
"""Their copies do not come back as a whole, but each of their members does."""


@pytest.mark.parametrize(
    "name", [name for name in CASES if name not in CONTAINERS and not name.startswith("document/")]
)
def test_every_sample_comes_back(name: str, tmp_path: Path) -> None:
    """Each copy of each sample becomes its original byte for byte, but for what was suppressed, which is listed."""
    run = Run(CASES[name], tmp_path)
    originals = {name: path.read_bytes() for path, name in walk((run.case.inputs,))}
    with opened(run.vault) as rows:
        for copy, path in run.copies().items():
            source = FileSource(path, copy)
            if files.find(rows, care.domains(run.store, NAME), source) is None:
                assert run.case.kind in BOXES  # a container's members are known, itself is not
                continue
            done = Session(run.store, rows, NAME).restore(source)
            if done.name not in originals:
                continue  # a document's text
            back, original = done.data.read_at(0, done.data.size), originals[done.name]
            gone = [place for place in run.places[copy] if place.action == "suppress"]
            gone += [place for place in run.places[copy] if place.entity == "URL" and _has_left(done.left, place)]
            gone.sort(key=lambda place: place.start)

            assert done.exact and copy in run.places
            assert len(gone) == len(done.left)
            assert _outside(original, gone).fullmatch(back), copy


@pytest.mark.parametrize("name", ["archive/must-gather", "archive/ticket-zip"])
def test_members_of_archives_come_back(name: str, tmp_path: Path) -> None:
    """A member that somebody took out of the copy becomes what it was, but for what was suppressed."""
    run, exact = Run(CASES[name], tmp_path), 0
    originals = [data for path, file in walk((run.case.inputs,)) for data in unpacked(file, path.read_bytes()).values()]
    with opened(run.vault) as rows:
        for copy, path in run.copies().items():
            members = unpacked(copy, path.read_bytes()) if not copy.startswith("redaction-") else {}
            for member, data in members.items():
                if not member.endswith("!"):
                    done = Session(run.store, rows, NAME).restore(BytesSource(data, member))
                    exact += done.data.read_at(0, done.data.size) in originals or bool(done.left)

    assert exact >= 3


def _has_left(left: list, place: Place) -> bool:  # type: ignore[type-arg]
    return any(each.entity == "URL" and each.line == place.line for each in left)


def _outside(original: bytes, gone: list[Place]) -> re.Pattern[bytes]:
    """The original with anything in the places that are gone."""
    pieces, at = [], 0
    for place in gone:
        pieces.append(re.escape(original[at : place.start]))
        at = place.start + place.size
    return re.compile(b"(?s:.*?)".join([*pieces, re.escape(original[at:])]))


@pytest.fixture(scope="module")
def outage(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The whole case of several files."""
    return Run(CASES["cases/branch-outage"], tmp_path_factory.mktemp("outage"))


@pytest.fixture(scope="module")
def known(outage: Run) -> Known:
    """What the vault has of it."""
    with opened(outage.vault) as rows:
        return Known.of(rows, care.domains(outage.store, NAME, NAME))


def test_a_copy_that_was_edited_comes_back_as_text(outage: Run) -> None:
    """What an engineer changed in a copy stays as it is; the pseudonyms around it come back."""
    (path,) = [path for name, path in outage.copies().items() if name.endswith("-running.cfg")]
    (original,) = [p.read_bytes() for p, name in walk((outage.case.inputs,)) if name.endswith("-running.cfg")]
    edited = path.read_bytes().replace(b"hostname", b"! try this\nhostname")
    with opened(outage.vault) as rows:
        done = Session(outage.store, rows, NAME).restore(BytesSource(edited, "x"))
    back = done.data.read_at(0, done.data.size)

    assert not done.exact
    assert b"! try this\nhostname hf-lyon-rtr01\n" in back
    assert b"10.20.30.1 255.255.255.0" in back
    assert len(original.split(b"\n")) + 1 == len(back.split(b"\n"))


# A case of our own, with every kind of value that has a notation.
PAIRS = (
    Pair(b"jqe-kvm3", b"core-sw1", "HOSTNAME"),
    Pair(b"jqe-kvm3.tpaoxw.example", b"core-sw1.silver.example", "HOSTNAME"),
    Pair(b"wbx7.zzorpk.com", b"vpn1.otter.com", "HOSTNAME"),
    Pair(b"10.83.7.41", b"10.20.30.5", "IP_ADDRESS"),
    Pair(b"10.83.7.66", b"10.20.30.77", "IP_ADDRESS"),
    Pair(b"2001:db8:77::9", b"2001:db8:5::1f", "IP_ADDRESS"),
    Pair(b"02:aa:17:5c:30:01", b"00:00:5e:00:53:01", "MAC_ADDRESS"),
    Pair(b"qkar.vumpo@zzorpk.com", b"ann.silver@otter.com", "EMAIL_ADDRESS"),
    Pair(b"+1 202 555 0187", b"+1 202 555 0142", "PHONE_NUMBER"),
    Pair(b"KXU7731T9QP", b"FOC2231X0QK", "SERIAL_NUMBER"),
    Pair(b"Vumpo Qkar", b"Silver Ann", "PERSON"),
    Pair(b"trebx", b"mdubreuil", "USERNAME"),
)


OURS = Known.made_of(PAIRS)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (b"see jqe-kvm3, please.", b"see core-sw1, please."),
        (b"(JQE-KVM3)", b"(CORE-SW1)"),
        (b"Jqe-kvm3 is down", b"core-sw1 is down"),
        (b"> > jqe-kvm3:\r\n> > up", b"> > core-sw1:\r\n> > up"),
        (b"to_jqe-kvm3_Gi0/1", b"to_core-sw1_Gi0/1"),
        (b"https://jqe-kvm3.tpaoxw.example:8443/a?b=trebx#c", b"https://core-sw1.silver.example:8443/a?b=mdubreuil#c"),
        (b"x%40wbx7.zzorpk.com%2Ftrebx", b"x%40vpn1.otter.com%2Fmdubreuil"),
        (b'{"h":"\\/jqe-kvm3\\/trebx"}', b'{"h":"\\/core-sw1\\/mdubreuil"}'),
        (b"the domain tpaoxw.example", b"the domain silver.example"),
        (b"zzorpk is theirs", b"otter is theirs"),
        (b"wbx7 alone", b"vpn1 alone"),
        (b"write to qkar.vumpo@zzorpk.com!", b"write to ann.silver@otter.com!"),
        (b"<QKAR.VUMPO@ZZORPK.COM>", b"<ANN.SILVER@OTTER.COM>"),
        (b"other.user@zzorpk.com", b"other.user@otter.com"),
        (b"Vumpo\n> Qkar wrote", b"Silver Ann\n>  wrote"),
        (b"ask qkar", b"ask ann"),
        (b"10.83.7.41", b"10.20.30.5"),
        (b"10-83-7-41", b"10-20-30-5"),
        (b"ip-10-83-7-41.local", b"ip-10-20-30-5.local"),
        (b"010.083.007.041", b"010.020.030.005"),
        (b"41.7.83.10.in-addr.arpa", b"5.30.20.10.in-addr.arpa"),
        (b"::ffff:10.83.7.41", b"::ffff:10.20.30.5"),
        (b"10.83.7.41-10.83.7.66", b"10.20.30.5-10.20.30.77"),
        (b"10.83.7.41/24 in 10.83.7.0/24", b"10.20.30.5/24 in 10.20.30.0/24"),
        (b"network 10.83.7.0 0.0.0.255", b"network 10.20.30.0 0.0.0.255"),
        (b"1.10.83.7.41 and 10.83.7.41.2", b"1.10.83.7.41 and 10.83.7.41.2"),
        (b"10.83.7.410", b"10.83.7.410"),
        (b"10.83.9.0/24 was never seen", b"10.83.9.0/24 was never seen"),
        (b"[2001:DB8:77::9]:443", b"[2001:DB8:5::1F]:443"),
        (b"2001:0db8:0077:0000:0000:0000:0000:0009", b"2001:0db8:0005:0000:0000:0000:0000:001f"),
        (b"2001:db8:77::/64", b"2001:db8:5::/64"),
        (b"02aa.175c.3001 or 02-AA-17-5C-30-01", b"0000.5e00.5301 or 00-00-5E-00-53-01"),
        (b"02aa175c3001", b"00005e005301"),
        (b"(202) 555-0187 or +1-202-555-0187", b"(202) 555-0187 or +1-202-555-0142"),
        (b"SN kxu7731t9qp", b"SN foc2231x0qk"),
        (
            "\ufeff\u201ejqe-kvm3\u201c\u2014trebx\u00a0".encode(),
            "\ufeff\u201ecore-sw1\u201c\u2014mdubreuil\u00a0".encode(),
        ),
        (b"jqe-\nkvm3 x", b"core-sw1\n x"),
        (b"> jqe\n> -kvm3 x", b"> core-sw1\n>  x"),
        (b"jqe-kv=\r\nm3 x", b"core-sw1=\r\n x"),
        (b"> 10.83.\n> 7.41 x", b"> 10.20.30.5\n>  x"),
        (b"jqe\nkvm3", b"jqe\nkvm3"),
        (b"ajqe-kvm3 jqe-kvm30", b"ajqe-kvm3 jqe-kvm30"),
    ],
)
def test_a_pseudonym_comes_back_in_any_spelling(reply: bytes, expected: bytes) -> None:
    """Quoted, wrapped, in other case or notation, in a URL or a sentence; whatever is not one stays."""
    assert expected == restore_text(reply, OURS).data


def test_utf_16_is_text_too(outage: Run, known: Known) -> None:
    """A reply that an editor saved as UTF-16 comes back as UTF-16."""
    pseudonym = next(
        entry[1] for entries in known.words.values() for entry in entries if entry[1].original == b"mdubreuil"
    )
    reply = "\ufeff" + pseudonym.pseudonym.decode() + " is locked\r\n"
    with opened(outage.vault) as rows:
        done = Session(outage.store, rows, NAME).restore(BytesSource(reply.encode("utf-16-le"), "reply"))

    assert "\ufeffmdubreuil is locked\r\n".encode("utf-16-le") == done.data.read_at(0, done.data.size)


@given(st.lists(st.sampled_from([*PAIRS, b" ", b", ", b"\n> ", b"; see:\r\n", b" / "]), max_size=12))
def test_text_around_pseudonyms_stays(made: list[Pair | bytes]) -> None:
    """Whatever a text is made of, its pseudonyms come back where they stood, and all else is as it was."""
    pieces = [(b" " + piece.pseudonym + b" ", b" " + piece.original + b" ") if isinstance(piece, Pair) else (piece, piece)
              for piece in made]  # fmt: skip

    assert b"".join(after for _, after in pieces) == restore_text(b"".join(before for before, _ in pieces), OURS).data


@given(st.binary(max_size=200))
def test_no_bytes_break_it(text: bytes) -> None:
    """Any bytes are a text; without a pseudonym in them they stay as they are."""
    assert text == restore_text(text, Known.made_of([Pair(b"qqqqzzzzqqqq", b"x", "HOSTNAME")])).data


def test_what_is_both_is_marked_and_left() -> None:
    """A token that is an original and a pseudonym of the case stays, and is listed with its place, unless all is asked for."""
    both = Known.made_of([Pair(b"10.1.1.2", b"10.9.9.1", "IP_ADDRESS"), Pair(b"10.9.9.1", b"10.5.5.5", "IP_ADDRESS")])
    text = b"first\n10.1.1.2 10.9.9.1"
    done = restore_text(text, both)

    assert b"first\n10.9.9.1 10.9.9.1" == done.data
    assert [(15, 8, 2, "IP_ADDRESS", BOTH)] == [tuple(left)[:5] for left in done.left]
    assert b"first\n10.9.9.1 10.5.5.5" == restore_text(text, both, everything=True).data


def test_a_part_that_may_be_either_is_left() -> None:
    """Where two pairs tell different originals of a part, that part stays; the wholes come back."""
    unsure = Known.made_of(
        [Pair(b"a1x.kvmt.com", b"b1.lyon.com", "HOSTNAME"), Pair(b"c2x.kvmt.com", b"d2.nice.com", "HOSTNAME")]
    )

    assert b"b1.lyon.com d2.nice.com kvmt" == restore_text(b"a1x.kvmt.com c2x.kvmt.com kvmt", unsure).data


def test_only_some_types(outage: Run) -> None:
    """`only` turns back the entities that are named, in copies and in text; what stays of a copy is listed."""
    (path,) = [path for name, path in outage.copies().items() if name.endswith("syslog.log")]
    with opened(outage.vault) as rows:
        exact = Session(outage.store, rows, NAME, wanted=frozenset({"IP_ADDRESS"})).restore(FileSource(path, "x"))
        text = Session(outage.store, rows, NAME, wanted=frozenset({"IP_ADDRESS"})).restore(
            BytesSource(path.read_bytes() + b"\n", "x")
        )

    assert {"IP_ADDRESS"} == set(exact.counts) == set(text.counts)
    assert {"not asked for"} == {left.why for left in exact.left}


def test_two_originals_with_one_copy_are_told_by_their_name(tmp_path: Path) -> None:
    """Files that differ in what is generalised only have equal copies; each comes back by the name of its copy."""
    text = b"hostname core-sw1\nusername alice7 privilege 15\nversion %b\ninterface Gi0/1\n ip address 10.1.2.3 255.255.255.0\n"
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.cfg").write_bytes(text % b"17.3.4")
    (source / "b.cfg").write_bytes(text % b"17.3.5")
    key, out = tmp_path / "keys.json", tmp_path / "out"
    out.mkdir()
    for path in (source / "a.cfg", source / "b.cfg"):
        (out / path.name).write_bytes(redactor.redact(path, key=key, names=False).data)

    assert (out / "a.cfg").read_bytes() == (out / "b.cfg").read_bytes()
    for path in (source / "a.cfg", source / "b.cfg"):
        assert path.read_bytes() == redactor.restore(out / path.name, key=key).data


def test_the_library_turns_back_what_it_made(tmp_path: Path) -> None:
    """`restore` gives a copy back, and a reply that quotes it; each call is in the log."""
    key = tmp_path / "keys.json"
    text = b"hostname core-sw1\nusername alice7 privilege 15\ninterface Gi0/1\n ip address 10.1.2.3 255.255.255.0\n"
    copy = redactor.redact(text, filename="core.cfg", key=key, names=False).data
    back = redactor.restore(copy, key=key, reason="ticket 7")
    quoted = redactor.restore(b"> " + copy.split(b"\n")[3] + b"\nwhy?", key=key)

    assert (text, True) == (back.data, back.exact)
    assert b">  ip address 10.1.2.3 255.255.255.0\nwhy?" == quoted.data
    assert 2 == len((tmp_path / "access-log.jsonl").read_bytes().splitlines())
    assert "core-sw1" not in repr(back)


def test_without_a_vault_there_is_no_way_back(tmp_path: Path) -> None:
    """`vault=None` keeps nothing; asking for it then is an error and makes no vault."""
    key = tmp_path / "keys.json"
    redactor.redact(b"hostname core-sw1\n", key=key, vault=None, names=False)

    with pytest.raises(VaultError, match="no vault"):
        redactor.restore(b"x", key=key)

    assert not (tmp_path / "vault.db").exists()


def test_another_tenant_gets_nothing(outage: Run) -> None:
    """A copy of one tenant is to another tenant's session a text without a case."""
    (path,) = [path for name, path in outage.copies().items() if name.endswith("syslog.log")]
    with opened(outage.vault) as rows, pytest.raises(UsageError, match="no case"):
        Session(outage.store, rows, "other").restore(FileSource(path, "x"))


def test_no_original_lies_on_disk_in_any_encoding(tmp_path: Path) -> None:
    """Vault, write-ahead log and key store hold none of what the sample's sheet says must vanish, however it is written."""
    case = CASES["cases/branch-outage"]
    vault = tmp_path / "vault.db"
    with opened(str(vault), create=True):
        pass
    with sqlite3.connect(vault) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM vault_values").fetchone()  # so that the log is not folded into the file
        run = Run(case, tmp_path)
        with opened(run.vault) as rows:
            for name, path in run.copies().items():
                Session(run.store, rows, NAME).restore(FileSource(path, name))
            sought = {pair.original for pair in pairs_of(rows, care.domains(run.store, NAME, NAME))}
        files = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    sought |= {value.encode() for value in case.expected["must_vanish"]}
    spelled = {text for value in sought for text in (value, fold(value), *encodings(value)) if len(text) >= 6}

    assert {"vault.db", "vault.db-wal", "keys.json"} <= set(files)
    assert len(files["vault.db-wal"]) > 50_000
    assert len(spelled) > 300
    assert [] == [(name, len(text)) for name, data in files.items() for text in spelled if text in data]
