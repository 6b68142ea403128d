"""Laws of the way back through containers: each member comes back, in its place, and the container is sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from redactor.equipment import Openers
from redactor.limits import Limits
from redactor.recovery.session import Session
from redactor.source import FileSource, walk
from redactor.vault.place import opened
from tests import sample_cases
from tests.sample_cases import NAME
from tests.unpack import unpacked

CASES = {str(case): case for case in sample_cases.cases()}
ARCHIVES = [name for name in CASES if name.startswith("archive/")]


@pytest.fixture(scope="module", autouse=True)
def kits() -> Iterator[None]:
    """One kit: what is tested is what comes back."""
    with pytest.MonkeyPatch.context() as patch:
        sample_cases.share_kits(patch)
        yield


def session(name: str, folder: Path) -> tuple[Session, dict[str, Path]]:
    """A sample, redacted with a vault; its copies."""
    where, keys = str(folder / "vault.db"), sample_cases.keys_in(folder)
    rows = opened(where, create=True)
    sample_cases.run(CASES[name], folder / "out", keys, "re", vault=where)
    store = sample_cases.KeyStore.open(keys, create=False)
    begun = Session(store, rows, NAME, NAME, containers=Openers(), limits=Limits())
    return begun, {name: path for path, name in walk((folder / "out",))}


def content(name: str, data: bytes) -> list[bytes]:
    """What is in an archive, without the lists of names and without what was suppressed."""
    files = {member: text for member, text in unpacked(name, data).items() if not member.endswith("!")}
    return [
        b"\n".join(line for line in text.split(b"\n") if b" secret " not in line and b" community " not in line)
        for text in files.values()
    ]


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_comes_back(name: str, tmp_path: Path) -> None:
    """Every member at any depth has its original's bytes, in the original order, under the names that contents teach."""
    begun, copies = session(name, tmp_path)
    originals = [path.read_bytes() for path, _ in walk((CASES[name].inputs,))]
    with begun.rows:
        for original, (copy, path) in zip(originals, copies.items(), strict=True):
            done = begun.restore(FileSource(path, copy))
            back = done.data.read_at(0, done.data.size)

            assert done.exact and sum(done.counts.values()) > 20
            assert path.read_bytes() != back
            assert content("x", original) == content("x", back)
            assert all(left.member and left.entity == "SECRET" for left in done.left)


def test_a_mail_with_attachments_comes_back(tmp_path: Path) -> None:
    """Text and attachments of a mail come back; it is still a mail with the same parts."""
    begun, copies = session("mail/with-attachments", tmp_path)
    ((original, _),) = walk((CASES["mail/with-attachments"].inputs,))
    with begun.rows:
        ((copy, path),) = copies.items()
        done = begun.restore(FileSource(path, copy))
        back, text = done.data.read_at(0, done.data.size), original.read_bytes()

    assert len(unpacked("x.eml", text)) == len(unpacked("x.eml", back))
    assert b"benoit.tremblay@corp.example.com" in back and b"benoit.tremblay@corp.example.com" not in path.read_bytes()


def test_nesting_has_an_end(tmp_path: Path) -> None:
    """What lies deeper than allowed is not opened, and stays as it is."""
    begun, copies = session(ARCHIVES[0], tmp_path)
    begun.limits = Limits(nesting=0)
    with begun.rows:
        ((copy, path),) = copies.items()
        done = begun.restore(FileSource(path, copy))

        assert path.read_bytes() == done.data.read_at(0, done.data.size)
