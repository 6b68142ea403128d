"""Laws of archives: the same members go out redacted, nothing else goes, and what is odd is refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import stat
import struct
import sys
import tarfile
import zipfile
from collections.abc import Callable
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor import containers, plugins
from redactor.containers import _names, _zip_directory
from redactor.equipment import CONTAINERS_GROUP
from redactor.errors import FormatError, VerificationError, WithheldError
from redactor.limits import Budget, Limits
from redactor.model import Member, Part, Reason
from redactor.placeholder import text as placeholder
from redactor.source import BytesSource, Spool
from redactor.verify import Proof, verify_container
from tests.boxes import CONFIG, HOST, LOG, ORIGINALS, gzipped, redacted, refusal, tar, tar_of, zip_of, zipped

zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
STREAMS: dict[str, tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]] = {
    "gzip": (gzip.compress, gzip.decompress),
    "bzip2": (bz2.compress, bz2.decompress),
    "xz": (lzma.compress, lzma.decompress),
    "zstd": (zstd.compress, zstd.decompress),
}
BOXES = plugins.load(containers, CONTAINERS_GROUP)
ALONE, _ = redacted(CONFIG, "running.cfg")
LOG_ALONE, _ = redacted(LOG, "auth.log")


def budget(size: int = 1 << 20) -> Budget:
    """A fresh one."""
    return Budget(Limits(), size, Spool)


@pytest.mark.parametrize("kind", STREAMS)
def test_a_compressed_file_is_the_redacted_file_compressed(kind: str) -> None:
    """What is in it is what redacting it alone gives; several streams are one content."""
    pack, unpack = STREAMS[kind]

    assert ALONE == unpack(redacted(pack(CONFIG), "running.cfg.x")[0])
    assert LOG_ALONE * 2 == unpack(redacted(pack(LOG) + pack(LOG), "auth.log.x")[0])


@pytest.mark.parametrize("kind", STREAMS)
def test_a_compressed_file_that_is_cut_off_or_goes_on_is_damaged(kind: str) -> None:
    """Not a byte of half a stream, or of one with something behind it, is passed."""
    data = STREAMS[kind][0](CONFIG * 50)

    assert [Reason.DAMAGED] * 3 == [refusal(data[:-9]), refusal(data[: len(data) // 2]), refusal(data + b"more")]
    assert refusal(data + b"\0" * 1000) is None


def test_the_name_in_a_gzip_header_is_redacted_and_comments_are_dropped() -> None:
    """The header has room for a name, a comment and anything: only a redacted name is carried over, and the time."""
    name, comment = f"{HOST}.cfg".encode(), f"from {HOST}".encode()
    copy, _ = redacted(gzipped(CONFIG, name=name, comment=comment, extra=b"AB\4\0host"), "x.gz")

    assert ALONE == gzip.decompress(copy)
    assert [] == [value for value in (*ORIGINALS, b"host") if value in copy]
    assert (1_700_000_000, 8) == (int.from_bytes(copy[4:8], "little"), copy[3])
    assert copy[10 : copy.index(b"\0", 10)].endswith(b".cfg")


@pytest.mark.parametrize("pack", [tar, zipped])
def test_members_keep_order_names_and_content(pack: Callable[..., bytes]) -> None:
    """Every member is what redacting it alone gives; the order is the archive's."""
    files = [("z/running.cfg", CONFIG), ("a/auth.log", LOG), ("m/empty.txt", b""), ("b/readme.txt", b"nothing here\n")]
    copy, withheld = redacted(pack(*files), "box")
    if pack is zipped:
        found = [(info.filename, zip_of(copy).read(info)) for info in zip_of(copy).infolist()]
    else:
        archive = tar_of(copy)
        found = [(info.name, archive.extractfile(info).read()) for info in archive]  # type: ignore[union-attr]

    assert [("z/running.cfg", ALONE), ("a/auth.log", LOG_ALONE), *files[2:]] == found
    assert [] == withheld


def test_a_zip_keeps_modes_times_and_methods() -> None:
    """Metadata that says nothing about anybody stays; comments and extra fields do not."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, method in enumerate((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)):
            info = zipfile.ZipInfo(f"{number}.cfg", (2026, 3, 4, 5, 6, 8 + 2 * number))
            info.external_attr, info.compress_type = (stat.S_IFREG | 0o640 + number) << 16, method
            info.comment, info.extra = b"by kpetrova", struct.pack("<2H4s", 0x7875, 4, b"Zq7w")
            archive.writestr(info, CONFIG)
        archive.writestr("empty/", b"")
        archive.comment = b"on sofia-rtr9"
    copy, _ = redacted(out.getvalue())
    infos = zip_of(copy).infolist()

    assert ["0.cfg", "1.cfg", "2.cfg", "empty/"] == [info.filename for info in infos]
    assert [0o640, 0o641, 0o642] == [info.external_attr >> 16 & 0o777 for info in infos[:3]]
    assert [0, 8, 12] == [info.compress_type for info in infos[:3]]
    assert [8, 10, 12] == [info.date_time[5] for info in infos[:3]]
    assert [] == [value for value in (*ORIGINALS, b"Zq7w") if value in copy]


def test_a_tar_keeps_modes_and_times_and_forgets_owners() -> None:
    """Names of users and groups, link targets and attributes are dropped; mode and time stay."""
    headers = {"comment": "by kpetrova", "SCHILY.xattr.user.note": "sofia-rtr9"}
    copy, _ = redacted(
        tar(("a.cfg", CONFIG), mode=0o640, uname="kpetrova", gname="kpetrova", uid=1001, pax_headers=headers)
    )
    info = tar_of(copy).getmembers()[0]

    assert (0o640, 1_700_000_000, "", "", 0, {}) == (
        info.mode, info.mtime, info.uname, info.gname, info.uid, info.pax_headers
    )  # fmt: skip
    assert [] == [value for value in ORIGINALS if value in copy]


@pytest.mark.parametrize("pack", [tar, zipped])
def test_names_of_members_are_redacted(pack: Callable[..., bytes]) -> None:
    """A host in a member's name is what it is in its content."""
    copy, _ = redacted(pack((f"backup/{HOST}.example.net/running.cfg", CONFIG)), "box")
    name = zip_of(copy).namelist()[0] if pack is zipped else tar_of(copy).getnames()[0]

    assert HOST not in name
    assert name.startswith("backup/") and name.endswith("/running.cfg")


LONG = "a-long-name/" * 20 + "ünïcode-✓.txt"


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_long_and_foreign_names_survive(form: int) -> None:
    """pax records and GNU long names say the same name."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        info = tarfile.TarInfo(LONG)
        info.size = 3
        archive.addfile(info, io.BytesIO(b"ok\n"))

    assert [LONG] == tar_of(redacted(out.getvalue())[0]).getnames()
    assert [LONG] == zip_of(redacted(zipped((LONG, b"ok\n")))[0]).namelist()


ODD = (
    "../up.txt", "/abs.txt", "a/../../up.txt", "C:\\win.txt", "\\\\host\\share.txt", "a//b.txt", "con", "AUX.txt", "dir/nul.log",
    "a\\..\\b", "tab\tname", "trailing.", "trailing ", "x" * 300, "a/" * 1200 + "b",
)  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_refused(name: str) -> None:
    """A placeholder under a name of ours stands for a member that could be unpacked elsewhere, or nowhere."""
    for pack in (tar, zipped):
        copy, withheld = redacted(pack(("good.cfg", CONFIG), (name, b"hello\n")))
        names = tar_of(copy).getnames() if pack is tar else zip_of(copy).namelist()

        assert ["good.cfg", "member-2.withheld.txt"] == names
        assert ["refused-entry"] == withheld


@pytest.mark.parametrize(
    "name", ["./a.txt", "a/.hidden", "sys/0000:00:1f.2", "dev-disk\\x2dby.service", "...a", "aux-1"]
)
def test_names_that_systems_really_write_are_sound(name: str) -> None:
    """Support bundles have colons, escapes and dots in their names."""
    assert _names.sound(name)


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.GNUTYPE_SPARSE],
)
def test_what_is_no_file_in_a_tar_is_refused(kind: bytes) -> None:
    """Links, devices and sparse files become placeholders, and nothing of a target's name is left."""
    data = tar(("first", b""), ("good.cfg", CONFIG), type=kind, linkname=f"/srv/{HOST}")
    copy, withheld = redacted(data)

    assert ["member-1.withheld.txt", "good.cfg"] == tar_of(copy).getnames()
    assert ["refused-entry"] == withheld
    assert HOST.encode() not in copy


@pytest.mark.parametrize("pack", [tar, zipped])
@pytest.mark.parametrize("names", [("a.txt", "a.txt"), ("a.txt", "A.TXT"), ("straße.txt", "STRASSE.txt")])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(pack: Callable[..., bytes], names: tuple[str, str]) -> None:
    """Also where only upper and lower case differ: on some systems one would hide the other."""
    _, withheld = redacted(pack((names[0], b"one\n"), (names[1], b"two\n")))

    assert ["refused-entry"] == withheld


def test_a_symbolic_link_in_a_zip_is_refused() -> None:
    """Its content is a path, its kind stands in the attributes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.external_attr, info.create_system = (stat.S_IFLNK | 0o777) << 16, 3
        archive.writestr(info, "/etc/passwd")
        archive.writestr("a.cfg", CONFIG)

    assert ["refused-entry"] == redacted(out.getvalue())[1]


def test_encrypted_and_damaged_members_are_withheld_and_the_others_go() -> None:
    """The placeholder says why; what was in the member is not there."""
    data = bytearray(zipped(("a.cfg", CONFIG), ("b.cfg", CONFIG), ("c.cfg", CONFIG), method=zipfile.ZIP_STORED))
    first, second = (entry.start() for entry in _found(bytes(data), b"PK\x03\x04")[:2])
    line = _found(bytes(data), b"PK\x01\x02")[0].start()
    data[first + 6] |= 1
    data[line + 8] |= 1
    data[second + 40] ^= 1
    copy, withheld = redacted(bytes(data))

    assert ["encrypted", "damaged"] == withheld
    assert ["a.cfg.withheld.txt", "b.cfg.withheld.txt", "c.cfg"] == zip_of(copy).namelist()
    assert placeholder(Reason.ENCRYPTED) == zip_of(copy).read("a.cfg.withheld.txt")


def _found(data: bytes, what: bytes) -> list[re.Match[bytes]]:
    return list(re.finditer(re.escape(what), data))


def test_an_archive_of_which_nothing_is_left_is_withheld_for_that_reason() -> None:
    """A box of placeholders helps nobody."""
    assert Reason.REFUSED == refusal(tar(("../a", b"x\n")))
    assert Reason.DAMAGED == refusal(zipped(("a.gz", gzip.compress(CONFIG)[:-5])))


def test_a_policy_may_want_containers_whole() -> None:
    """`whole_containers` withholds an archive with a member that is withheld, at any depth."""
    inner = tar(("a.cfg", CONFIG), ("../b", b"x\n"))
    mixed = zipped(("inner.tar", inner), ("ok.cfg", CONFIG))

    assert (None, Reason.MEMBERS) == (refusal(mixed), refusal(mixed, policy_name="strict"))
    assert refusal(zipped(("ok.cfg", CONFIG)), policy_name="strict") is None


def test_bytes_that_belong_to_no_member_withhold_a_zip() -> None:
    """Before it (a self-extractor, a PDF), between its entries, behind it: what nobody can account for is not passed."""
    data = zipped(("a.cfg", CONFIG), ("b.cfg", CONFIG))
    second = _found(data, b"PK\x03\x04")[1].start()
    between = data[:second] + b"hidden" + data[second:]

    for odd in (b"%PDF-1.4\n" + data, b"#!/bin/sh\n" + data, between, data + b"behind"):
        with pytest.raises(FormatError):
            list(BOXES["zip"].members(BytesSource(odd, "x"), budget()))


def test_entries_that_overlap_withhold_a_zip() -> None:
    """Two lines of the directory for the same bytes are how small bombs are made (Fifield 2019)."""
    data = zipped(("a.cfg", CONFIG), ("b.cfg", CONFIG))
    lines = [line.start() for line in _found(data, b"PK\x01\x02")]
    twice = bytearray(data)
    twice[lines[1] + 42 : lines[1] + 46] = b"\0\0\0\0"

    assert Reason.DAMAGED == refusal(bytes(twice))


def test_a_tar_with_bytes_behind_its_end_is_withheld_and_zeros_are_fine() -> None:
    """GNU tar stops at two empty blocks; who reads on finds more, so that there may be nothing."""
    data = tar(("a.cfg", CONFIG))

    assert Reason.DAMAGED == refusal(data + tar(("b.cfg", CONFIG)))
    assert refusal(data + b"\0" * 10240) is None


def test_a_tar_that_is_cut_inside_of_a_member_withholds_that_member() -> None:
    """What was before it is whole."""
    data = tar(("a.cfg", CONFIG), ("b.cfg", CONFIG * 20))
    copy, withheld = redacted(data[: data.index(b"b.cfg") + 1024])

    assert (["a.cfg", "b.cfg.withheld.txt"], ["damaged"]) == (tar_of(copy).getnames(), withheld)


def test_nothing_goes_deeper_than_allowed() -> None:
    """Containers in containers are opened to a limit; the one beyond it is withheld."""
    deep = CONFIG
    for _ in range(5):
        deep = zipped(("in", deep))

    assert refusal(deep, nesting=5) is None
    assert Reason.LIMIT == refusal(deep, nesting=4)


@settings(max_examples=10)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="/\\:."), min_size=1,
                    max_size=20),
            st.sampled_from((b"", CONFIG, LOG, b"plain words\n", "wörter\r\n".encode(), b"no end")),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda file: file[0].casefold(),
    )
)  # fmt: skip
def test_any_archive_goes_through(files: list[tuple[str, bytes]]) -> None:
    """As many members as there were, each what redacting it alone gives, whatever it is called; twice is the same."""
    alone = {b"": b"", CONFIG: ALONE, LOG: LOG_ALONE}
    files = [(f"{name}.txt", data) for name, data in files]
    for pack in (tar, zipped):
        copy, withheld = redacted(pack(*files))
        if pack is tar:
            archive = tar_of(copy)
            found = [archive.extractfile(info).read() for info in archive]  # type: ignore[union-attr]
        else:
            found = [zip_of(copy).read(info) for info in zip_of(copy).infolist()]

        assert (len(files), copy) == (len(found), redacted(pack(*files))[0])
        if not withheld:
            assert [alone.get(data, data) for _, data in files] == found


def test_a_zip_of_more_than_65535_members_or_without_sizes_in_front_is_read() -> None:
    """zip64 ends and data descriptors, as streaming writers leave them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(65600):
            archive.writestr(zipfile.ZipInfo(str(number)), b"")
    directory = _zip_directory.read(BytesSource(out.getvalue(), "x"))

    assert 65600 == len(directory.entries)

    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.cfg", CONFIG)
        archive.writestr("b.cfg", CONFIG)

    assert [ALONE, ALONE] == [zip_of(redacted(stream.getvalue())[0]).read(name) for name in ("a.cfg", "b.cfg")]


def _copy(*parts: Part) -> Spool:
    out = Spool("box", 1 << 20)
    BOXES["zip"].build(BytesSource(b"", "box"), iter(parts), out)
    return out


def _again(copy: Spool) -> list[Member]:
    return list(BOXES["zip"].members(copy, budget()))


def test_only_what_was_verified_is_in_a_verified_container() -> None:
    """Another content, another name, one more, one less, or a byte that belongs to none: no `Verified`."""
    reason = Reason.DAMAGED
    part = Part("a.withheld.txt", BytesSource(placeholder(reason), "a"))
    proof = Proof("a.withheld.txt", reason)
    sound = _copy(part)
    members = _again(sound)

    assert sound.size == verify_container(sound, members, 0, [proof]).size
    for found, spare, proofs in (
        (_again(_copy(Part("a.withheld.txt", BytesSource(CONFIG, "a")))), 0, [proof]),
        (members, 0, [Proof("b.withheld.txt", reason)]),
        (members, 0, [proof, proof]),
        ([], 0, [proof]),
        (members, 1, [proof]),
        (members, 0, [Proof("a.withheld.txt", reason, frozenset({"withheld"}))]),
        (members, 0, [Proof("a.withheld.txt", None)]),
    ):
        with pytest.raises(VerificationError):
            verify_container(sound, found, spare, proofs)


def test_a_builder_that_adds_something_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a container's builder does, only its members go: the copy is opened again."""
    build = BOXES["zip"].build

    def sabotaged(source: BytesSource, parts: object, out: Spool) -> None:
        build(source, iter([*parts, Part("extra.txt", source)]), out)  # type: ignore[misc]

    monkeypatch.setattr(BOXES["zip"], "build", sabotaged)
    with pytest.raises(WithheldError):
        redacted(zipped(("a.txt", b"words\n")))


def test_every_reason_has_a_placeholder_of_its_own() -> None:
    """A placeholder says the reason, and depends on nothing else."""
    assert len(Reason) == len({placeholder(reason) for reason in Reason})
