"""The contract, the fakes and the adapters agree; what is refused is refused, what failed is not done twice."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("httpx2", reason="the extra `helpdesk` is not installed")
pytest.importorskip("starlette", reason="the extra `gateway` is not installed")
import httpx2

from redactor.errors import DeliveryError, UsageError
from redactor.helpdesk import credentials
from redactor.helpdesk.contract import SERVICES, contract
from redactor.helpdesk.http import Http
from redactor.helpdesk.model import File
from redactor.sandbox import freshdesk as fake_freshdesk
from redactor.sandbox import zendesk as fake_zendesk
from redactor.sandbox.service import Fault, Upload
from redactor.sandbox.serving import FAKES, bind, running, url
from tests import helpdesks
from tests.helpdesks import CONFIG, SECRETS


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def zendesk() -> Iterator[fake_zendesk.Zendesk]:
    """A fake Zendesk that runs."""
    fake = fake_zendesk.Zendesk(clock=Clock())
    with running(fake):
        yield fake


@pytest.fixture
def freshdesk() -> Iterator[fake_freshdesk.Freshdesk]:
    """A fake Freshdesk that runs."""
    fake = fake_freshdesk.Freshdesk(clock=Clock())
    with running(fake):
        yield fake


def _agent(fake: fake_zendesk.Zendesk) -> dict[str, str]:
    return {"Authorization": f"Bearer {fake.secret}"}


@pytest.mark.parametrize("service", SERVICES)
def test_the_contract_and_the_fake_know_the_same_operations(service: str) -> None:
    """Every operation of the contract is carried out by the fake, and the fake carries out nothing else."""
    made = {name.removeprefix("on_") for name in dir(FAKES[service]) if name.startswith("on_")}

    assert made == set(contract(service).operations)


@pytest.mark.parametrize("service", SERVICES)
def test_every_path_leads_back_to_its_operation(service: str) -> None:
    """A path that an operation makes is recognised as that operation's, with `.json` at Zendesk."""
    known = contract(service)
    names = {"ticket": 1, "comment": 2, "attachment": 3, "conversation": 4, "token": "aB-9_"}
    for name, operation in known.operations.items():
        path = operation.url(**names)
        found = known.match(operation.method, path)
        dotted = known.match(operation.method, f"{path}.json")

        assert found is not None and found[0].name == name
        assert (dotted is not None) == (service == "zendesk")


def test_an_identifier_cannot_leave_its_path() -> None:
    """A name in a path is one word."""
    for bad in ("../1", "1/2", "", "1?x=y", ".."):
        with pytest.raises(ValueError):
            contract("zendesk").operations["ticket"].url(ticket=bad)


# ── the fake Zendesk ──


def _uploaded(fake: fake_zendesk.Zendesk, data: bytes = b"x") -> dict[str, object]:
    answer = httpx2.post(f"{fake.base}/api/v2/uploads?filename=a.txt", content=data, headers=_agent(fake))
    found: dict[str, object] = answer.json()
    return found


def test_an_upload_token_is_used_once(zendesk: fake_zendesk.Zendesk) -> None:
    """A token that a comment used is no longer valid; nor is one that 60 minutes have passed over."""
    adapter = helpdesks.zendesk(zendesk)
    token = str(_uploaded(zendesk)["upload"]["token"])  # type: ignore[index]
    comment = {"ticket": {"comment": {"body": "b", "uploads": [token]}}}
    first = httpx2.post(f"{zendesk.base}/api/v2/tickets", json=comment, headers=_agent(zendesk))
    again = httpx2.post(f"{zendesk.base}/api/v2/tickets", json=comment, headers=_agent(zendesk))
    late = str(_uploaded(zendesk)["upload"]["token"])  # type: ignore[index]
    zendesk.clock.now += 3601  # type: ignore[attr-defined]
    comment["ticket"]["comment"]["uploads"] = [late]
    after = httpx2.post(f"{zendesk.base}/api/v2/tickets", json=comment, headers=_agent(zendesk))

    assert (201, 404, 404) == (first.status_code, again.status_code, after.status_code)
    assert adapter.ticket(first.json()["ticket"]["id"]).state == "open"


def test_an_empty_file_is_refused(zendesk: fake_zendesk.Zendesk) -> None:
    """An upload without bytes is RecordInvalid."""
    answer = _uploaded(zendesk, b"")

    assert "RecordInvalid" == answer["error"]


def test_an_upload_is_open_to_all_until_it_is_used(zendesk: fake_zendesk.Zendesk) -> None:
    """Anybody who is signed in sees an upload whose token is unused, and nobody but agents sees it afterwards."""
    end_user = next(word for word, role in zendesk.words.items() if role == "end-user")
    made = _uploaded(zendesk)["upload"]
    address = made["attachment"]["content_url"]  # type: ignore[index]
    seen = [httpx2.get(address, headers={"Authorization": f"Bearer {end_user}"}).status_code]
    body = {"ticket": {"comment": {"body": "b", "uploads": [made["token"]]}}}  # type: ignore[index]
    httpx2.post(f"{zendesk.base}/api/v2/tickets", json=body, headers=_agent(zendesk))
    seen.append(httpx2.get(address, headers={"Authorization": f"Bearer {end_user}"}).status_code)
    seen.append(httpx2.get(address, headers=_agent(zendesk)).status_code)
    seen.append(httpx2.get(address).status_code)

    assert [302, 404, 302, 401] == seen


def test_the_other_host_refuses_credentials(zendesk: fake_zendesk.Zendesk) -> None:
    """Whoever carries credentials along a redirect to another host is caught."""
    address = _uploaded(zendesk)["upload"]["attachment"]["content_url"]  # type: ignore[index]
    there = httpx2.get(address, headers=_agent(zendesk)).headers["location"]
    answer = httpx2.get(there, headers=_agent(zendesk))

    assert (400, 1) == (answer.status_code, zendesk.leaked)
    assert b"x" == httpx2.get(there).content


def test_the_rate_limit_is_told_and_kept(zendesk: fake_zendesk.Zendesk) -> None:
    """What is left stands in the headers; beyond it comes 429 with `Retry-After`."""
    zendesk.rate_limit = 2
    answers = [httpx2.get(f"{zendesk.base}/api/v2/users/me", headers=_agent(zendesk)) for _ in range(3)]

    assert [200, 200, 429] == [answer.status_code for answer in answers]
    assert ["1", "0", "0"] == [answer.headers["X-Rate-Limit-Remaining"] for answer in answers]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60


# ── the adapters ──


def test_zendesk_sends_and_the_token_is_used_at_once(zendesk: fake_zendesk.Zendesk, tmp_path: Path) -> None:
    """Two copies arrive in one private comment; no upload is left open; nothing sensitive is stored."""
    number = helpdesks.zendesk_ticket(zendesk)
    files = [helpdesks.copy(tmp_path), helpdesks.copy(tmp_path, b"ntp server 192.0.2.77\n", "ntp.cfg")]
    sent = helpdesks.zendesk(zendesk).submit(number, "redacted copies", files)
    comment = zendesk.tickets[number].comments[-1]

    assert (2, False, {}) == (len(sent.files), comment.public, zendesk.pending)
    assert sent.comment == comment.id
    assert not any(secret in helpdesks.stored(zendesk) for secret in SECRETS)


@pytest.mark.parametrize("status", [422, 503])
def test_an_upload_that_is_not_used_is_deleted(zendesk: fake_zendesk.Zendesk, tmp_path: Path, status: int) -> None:
    """Where the comment fails, the upload is gone."""
    number = helpdesks.zendesk_ticket(zendesk)
    zendesk.faults.append(Fault("update_ticket", status))
    with pytest.raises(DeliveryError):
        helpdesks.zendesk(zendesk).submit(number, "text", [helpdesks.copy(tmp_path)])

    assert {} == zendesk.pending
    assert all(blob.deleted for blob in zendesk.blobs.values())
    assert 1 == len(zendesk.tickets[number].comments)


def test_what_may_have_been_done_is_not_done_again(zendesk: fake_zendesk.Zendesk) -> None:
    """A comment that ended in 503 is not repeated; one that ended in 429 is, since it was refused."""
    number = helpdesks.zendesk_ticket(zendesk)
    adapter = helpdesks.zendesk(zendesk)
    zendesk.faults.append(Fault("update_ticket", 503))
    with pytest.raises(DeliveryError):
        adapter.submit(number, "once", [])
    zendesk.faults.append(Fault("update_ticket", 429, {"Retry-After": "0.01"}))
    adapter.submit(number, "twice", [])

    assert ["see the files", "twice"] == [comment.body for comment in zendesk.tickets[number].comments]


def test_reading_is_repeated(zendesk: fake_zendesk.Zendesk) -> None:
    """What changes nothing is tried again after 502, 503 and 504."""
    number = helpdesks.zendesk_ticket(zendesk)
    zendesk.faults += [Fault("ticket", 502), Fault("ticket", 504)]

    assert number == helpdesks.zendesk(zendesk).ticket(number).number


@pytest.mark.parametrize(("wait", "times"), [("3600", 1), ("0.25", 4)])
def test_waiting_has_two_ceilings(zendesk: fake_zendesk.Zendesk, wait: str, times: int) -> None:
    """Neither one long `Retry-After` nor many short ones hold a call for longer than allowed; the error says until when."""
    number = helpdesks.zendesk_ticket(zendesk)
    zendesk.faults.append(Fault("ticket", 429, {"Retry-After": wait}, times=times))
    began = time.monotonic()
    with pytest.raises(DeliveryError) as caught:
        helpdesks.zendesk(zendesk).ticket(number)

    assert time.monotonic() - began < 2
    assert "try again at" in caught.value.hint


def test_a_withdrawn_token_is_exchanged_once(zendesk: fake_zendesk.Zendesk) -> None:
    """A 401 fetches one new access token; an end of life is foreseen."""
    number = helpdesks.zendesk_ticket(zendesk)
    adapter = helpdesks.zendesk(zendesk)
    adapter.ticket(number)
    zendesk._access.clear()
    for word in list(zendesk.words)[2:]:
        del zendesk.words[word]
    adapter.ticket(number)
    zendesk.clock.now += 1799  # type: ignore[attr-defined]
    adapter.ticket(number)

    assert 3 == zendesk.calls.count("token")


def test_files_are_loaded_without_leaking_credentials(zendesk: fake_zendesk.Zendesk) -> None:
    """A redirect to another host is followed without credentials."""
    number = helpdesks.zendesk_ticket(zendesk, CONFIG)
    adapter = helpdesks.zendesk(zendesk)
    held = next(adapter.held(number))

    assert CONFIG == b"".join(adapter.download(held))
    assert 0 == zendesk.leaked


def test_files_come_only_from_hosts_of_the_service() -> None:
    """An address that names a foreign host is not asked, not even without credentials."""
    http = Http("zendesk", "https://acme.zendesk.com", dict, file_hosts=("zdusercontent.com",))
    wrong = ("https://example.com/a", "http://p1.zdusercontent.com/a", "https://evilzdusercontent.com/a", "file:///a")
    for address in wrong:
        with pytest.raises(DeliveryError, match="host"):
            list(http.download(address))


def test_a_leaked_file_is_removed_also_from_closed_tickets(zendesk: fake_zendesk.Zendesk) -> None:
    """On closed tickets removal goes by the address, where the other way is refused."""
    adapter = helpdesks.zendesk(zendesk)
    for status in ("open", "closed"):
        number = helpdesks.zendesk_ticket(zendesk, CONFIG, status=status)
        held = next(adapter.held(number))
        if status == "closed":
            with pytest.raises(DeliveryError):
                adapter.remove(held, "open")
        adapter.remove(held, adapter.ticket(number).state)

        assert [True] == [file.gone for file in adapter.held(number)]
    assert CONFIG not in helpdesks.stored(zendesk)


def test_a_merged_ticket_says_so(zendesk: fake_zendesk.Zendesk) -> None:
    """A ticket that was merged into another is told from one that was closed."""
    merged = helpdesks.zendesk_ticket(zendesk, status="closed", tags=("closed_by_merge",))
    closed = helpdesks.zendesk_ticket(zendesk, status="closed")
    adapter = helpdesks.zendesk(zendesk)

    assert ["merged", "closed"] == [adapter.ticket(number).state for number in (merged, closed)]
    assert {merged, closed} == {ticket.number for ticket in adapter.changed(0)}


def test_freshdesk_sends_in_one_call(freshdesk: fake_freshdesk.Freshdesk, tmp_path: Path) -> None:
    """Copies arrive in one private note; nothing sensitive is stored."""
    number = helpdesks.freshdesk_ticket(freshdesk)
    sent = helpdesks.freshdesk(freshdesk).submit(number, "copies", [helpdesks.copy(tmp_path)] * 2)
    note = freshdesk.tickets[number].conversations[-1]

    assert (2, True, note.id) == (len(sent.files), note.private, sent.comment)
    assert 1 == freshdesk.calls.count("note")
    assert not any(secret in helpdesks.stored(freshdesk) for secret in SECRETS)


def test_freshdesk_takes_20_mb_a_ticket(freshdesk: fake_freshdesk.Freshdesk, tmp_path: Path) -> None:
    """The sum over the ticket's life counts: the adapter sees it before it sends, and the fake refuses it anyhow."""
    number = helpdesks.freshdesk_ticket(freshdesk, b"x" * (11 << 20), b"y" * (9 << 20))
    adapter = helpdesks.freshdesk(freshdesk)
    with pytest.raises(DeliveryError, match="20 MB"):
        adapter.submit(number, "copies", [helpdesks.copy(tmp_path)])
    part = {"attachments[]": ("a.txt", b"z" * 10)}
    answer = httpx2.post(f"{freshdesk.base}/api/v2/tickets/{number}/notes", data={"body": "b"}, files=part,
                         headers={"Authorization": helpdesks.basic(freshdesk.secret, "X")})  # fmt: skip

    assert (400, "attachments") == (answer.status_code, answer.json()["errors"][0]["field"])
    assert 0 == freshdesk.calls.count("note")


def test_a_note_is_never_repeated_blindly(freshdesk: fake_freshdesk.Freshdesk) -> None:
    """Freshdesk cannot tell a note twice from two notes, so after 503 it is not sent again."""
    number = helpdesks.freshdesk_ticket(freshdesk)
    freshdesk.faults.append(Fault("note", 503))
    with pytest.raises(DeliveryError):
        helpdesks.freshdesk(freshdesk).submit(number, "text", [])

    assert 1 == len(freshdesk.tickets[number].conversations)


def test_only_notes_can_be_edited(freshdesk: fake_freshdesk.Freshdesk) -> None:
    """A reply went out by mail: it cannot be edited; a deleted ticket cannot be changed, and answers 405."""
    number = helpdesks.freshdesk_ticket(freshdesk)
    adapter = helpdesks.freshdesk(freshdesk)
    reply, note = next(adapter.said(number)).id, adapter.submit(number, "text", []).comment
    with pytest.raises(DeliveryError):
        adapter.http.call("edit_note", payload={"body": "new"}, conversation=reply)
    adapter.http.call("edit_note", payload={"body": "new"}, conversation=note)
    adapter.http.call("delete_ticket", ticket=number)
    with pytest.raises(DeliveryError) as caught:
        adapter.submit(number, "text", [])

    assert ["more", "new"] == [said.body for said in freshdesk.tickets[number].conversations]
    assert 405 == caught.value.status


def test_freshdesk_files_are_found_loaded_and_removed(freshdesk: fake_freshdesk.Freshdesk) -> None:
    """Files of the ticket and of its conversations are found; a removed one is gone for good."""
    number = helpdesks.freshdesk_ticket(freshdesk, CONFIG, b"two", b"three")
    adapter = helpdesks.freshdesk(freshdesk)
    held = list(adapter.held(number))
    loaded = [b"".join(adapter.download(file)) for file in held]
    for file in held:
        adapter.remove(file, "open")

    assert [CONFIG, b"two", b"three"] == loaded
    assert [] == list(adapter.held(number))
    assert 0 == freshdesk.leaked


def test_pages_are_read_to_the_end(zendesk: fake_zendesk.Zendesk, freshdesk: fake_freshdesk.Freshdesk) -> None:
    """Lists that do not fit a page are read page by page."""
    number, other = helpdesks.zendesk_ticket(zendesk), helpdesks.freshdesk_ticket(freshdesk)
    zendesk.tickets[number].comments *= 250
    freshdesk.tickets[other].conversations *= 250

    assert 250 == len(list(helpdesks.zendesk(zendesk).said(number)))
    assert 250 == len(list(helpdesks.freshdesk(freshdesk).said(other)))


def test_only_a_verified_copy_becomes_a_file(tmp_path: Path) -> None:
    """Bytes, paths and sources are no files to send."""
    with pytest.raises(TypeError):
        File(Upload("a", "text/plain", CONFIG), "a.txt")  # type: ignore[arg-type]


# ── faults on the wire ──


def _server(answer: Callable[[socket.socket], None]) -> tuple[str, threading.Thread]:
    """A server that treats one connection as the test wants."""
    listener = bind()

    def once() -> None:
        with listener:
            peer, _ = listener.accept()
            with peer:
                answer(peer)

    thread = threading.Thread(target=once, daemon=True)
    thread.start()
    return url(listener), thread


def _cut(peer: socket.socket) -> None:
    peer.recv(65536)
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")


def _huge(peer: socket.socket) -> None:
    peer.recv(65536)
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")
    try:
        while True:
            peer.sendall(b"[" * 65536)
    except OSError:
        return


def _strange(peer: socket.socket) -> None:
    peer.recv(65536)
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n<html>s3cret</x>")


@pytest.mark.parametrize("answer", [_cut, _huge, _strange])
def test_answers_that_are_none_are_failures(answer: Callable[[socket.socket], None]) -> None:
    """A cut, endless or foreign answer is a delivery that failed, and the error quotes nothing of it."""
    address, thread = _server(answer)
    http = Http("freshdesk", address, dict, patience=helpdesks.QUICK)
    with pytest.raises(DeliveryError) as caught:
        http.call("note", make=lambda: {"files": [("body", (None, "s3cret"))]}, ticket=1)
    thread.join(5)

    assert "s3cret" not in repr(caught.value) + caught.value.hint


def test_nobody_there_is_said_at_once() -> None:
    """A helpdesk that is down is an error with a hint, after a bounded number of tries."""
    with bind() as listener:
        address = url(listener)
    with pytest.raises(DeliveryError, match="cannot be reached"):
        Http("freshdesk", address, dict, patience=helpdesks.QUICK).call("me")


@pytest.mark.parametrize(
    "address", ["http://acme.zendesk.com", "acme.zendesk.com", "https://acme.zendesk.com/api", "ftp://x"]
)
def test_a_helpdesk_is_reached_encrypted(address: str) -> None:
    """An address without TLS is refused, loopback aside."""
    with pytest.raises(UsageError):
        Http("zendesk", address, dict)


# ── credentials ──


def test_credentials_come_from_a_private_file_or_the_environment(tmp_path: Path) -> None:
    """A file that others can read is refused; a value is never shown; what is missing is named."""
    file = tmp_path / "credentials.toml"
    file.write_text('[freshdesk]\napi_key = "hush-hush"\n')
    file.chmod(0o644)
    with pytest.raises(UsageError, match="by others"):
        credentials.find("freshdesk", file, {})
    file.chmod(0o600)
    found = credentials.find("freshdesk", file, {})
    environ = {"REDACTOR_ZENDESK_CLIENT_ID": "a", "REDACTOR_ZENDESK_CLIENT_SECRET": "hush-hush"}
    other = credentials.find("zendesk", None, environ, keyring=False)
    with pytest.raises(UsageError, match="client_secret"):
        credentials.find("zendesk", None, environ | {"REDACTOR_ZENDESK_CLIENT_SECRET": ""}, keyring=False)

    assert "hush-hush" == found["api_key"] == other["client_secret"]
    assert "hush" not in repr(found) + repr(other)


def test_no_option_takes_a_secret() -> None:
    """No command has an option for a key, a secret or a token: the process list shows arguments."""
    import click

    from redactor.cli import group

    context = click.Context(group)
    names = itertools.chain.from_iterable(
        option.opts
        for name in group.list_commands(context)
        for option in getattr(group.get_command(context, name), "params", ())
    )

    assert not [name for name in names if any(word in name for word in ("secret", "api-key", "password"))]
