"""The gateway: what clients send is redacted before it goes on, and whatever is not understood goes nowhere."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the extra `gateway` is not installed")
import httpx2
import uvicorn

from redactor.gateway.app import Gateway
from redactor.gateway.serve import Listening, options
from redactor.gateway.settings import Settings
from redactor.sandbox import zendesk as fake_zendesk
from redactor.sandbox.service import Fake
from redactor.sandbox.serving import FAKES, bind, running, url
from redactor.vault import place
from tests import helpdesks
from tests.helpdesks import CONFIG, SECRETS

HOST = "acme.freshdesk.com"
LOOPBACK = Listening()
TEXT = "My core router core-sw1.corp.example.com at 192.0.2.77 fails, mail bob.smith@example.com"
TEXT_SECRETS = (b"core-sw1", b"192.0.2.77", b"bob.smith@example.com")


@dataclass
class Desk:
    """A gateway in front of a fake helpdesk."""

    gateway: Gateway
    fake: Any
    url: str
    listening: socket.socket
    log: list[str] = field(default_factory=list)

    def authorization(self) -> dict[str, str]:
        """What an agent sends."""
        if self.fake.service == "zendesk":
            return {"Authorization": f"Bearer {self.fake.secret}"}
        return {"Authorization": helpdesks.basic(self.fake.secret, "X")}

    def ask(self, method: str, path: str, **more: Any) -> httpx2.Response:
        """A request of an agent's."""
        headers = self.authorization() | more.pop("headers", {})
        return httpx2.request(method, self.url + path, headers=headers, timeout=20, trust_env=False, **more)

    def upload(self, data: Any, name: str = "core.cfg", **more: Any) -> httpx2.Response:
        """An upload to Zendesk."""
        return self.ask("POST", f"/api/v2/uploads?filename={name}", content=data, **more)

    def raw(self, request: bytes, *, shut: bool = False) -> bytes:
        """What the gateway answers to these bytes, to the end of the connection."""
        with socket.create_connection(self.listening.getsockname(), timeout=10) as peer:
            peer.sendall(request)
            if shut:
                peer.shutdown(socket.SHUT_WR)
            answer = b""
            with contextlib.suppress(TimeoutError, ConnectionResetError):
                peer.settimeout(3)
                while piece := peer.recv(65536):
                    answer += piece
        return answer

    def everything(self) -> bytes:
        """All that is kept or told anywhere: the helpdesk's store, the log, the metrics, the gateway's own file."""
        metrics = self.gateway.metrics.text(ready=True, busy=0).encode()
        state = b"".join(path.read_bytes() for path in self.gateway.settings.state.parent.glob("state.sqlite*"))
        return b"\n".join((helpdesks.stored(self.fake), "\n".join(self.log).encode(), metrics, state))


@contextlib.contextmanager
def served(gateway: Gateway, listening: Listening = LOOPBACK, *, warm: bool = True) -> Iterator[socket.socket]:
    """A gateway served by a thread of this process."""
    import asyncio

    server = uvicorn.Server(uvicorn.Config(gateway.app(), **options(listening) | {"timeout_graceful_shutdown": 1}))  # type: ignore[arg-type]

    async def run(listener: socket.socket) -> None:
        if warm:
            await gateway.engine.warm_up()
        await server.serve(sockets=[listener])
        await gateway.close()

    with bind() as listener:
        thread = threading.Thread(target=lambda: asyncio.run(run(listener)), daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.005)
        try:
            yield listener
        finally:
            server.should_exit = True
            thread.join(20)


def settings(service: str, upstream: str, tmp_path: Path, **changes: Any) -> Settings:
    """Settings of a test's gateway."""
    made = Settings(service, upstream, HOST, helpdesks.rules(tmp_path), tmp_path / "state.sqlite", workers=1)
    return replace(made, **changes)


@contextlib.contextmanager
def standing(service: str, tmp_path: Path, listening: Listening = LOOPBACK, **changes: Any) -> Iterator[Desk]:
    """A gateway in front of a fake."""
    log: list[str] = []
    with running(FAKES[service]()) as fake:
        gateway = Gateway(settings(service, fake.base, tmp_path, **changes), log.append)
        with served(gateway, listening) as listener:
            yield Desk(gateway, fake, url(listener, "https" if listening.certificate else "http"), listener, log)


@pytest.fixture
def zendesk(tmp_path: Path) -> Iterator[Desk]:
    """A gateway in front of a fake Zendesk."""
    with standing("zendesk", tmp_path) as desk:
        yield desk


@pytest.fixture
def freshdesk(tmp_path: Path) -> Iterator[Desk]:
    """A gateway in front of a fake Freshdesk."""
    with standing("freshdesk", tmp_path) as desk:
        yield desk


def _clean(desk: Desk, *secrets: bytes) -> bool:
    everything = desk.everything()
    return not any(secret in everything for secret in secrets or SECRETS)


def _blob(fake: Fake) -> bytes:
    return list(fake.blobs.values())[-1].upload.data


# ── what goes through ──


@pytest.mark.parametrize("path", ["/api/v2/uploads", "/api/v2/uploads.json"])
@pytest.mark.parametrize("chunked", [False, True])
def test_an_upload_arrives_redacted(zendesk: Desk, path: str, chunked: bool) -> None:
    """Raw or chunked, with `.json` or without: what is stored is the redacted copy, and the answer is the service's."""
    data: Any = iter([CONFIG[:20], CONFIG[20:]]) if chunked else CONFIG
    answer = zendesk.ask("POST", f"{path}?filename=core.cfg", content=data)
    stored = _blob(zendesk.fake)

    assert 201 == answer.status_code
    assert {"X-Rate-Limit", "X-Rate-Limit-Remaining"} <= {name.title() for name in answer.headers}
    assert "redacted" == answer.headers["x-redactor-verdict"]
    assert answer.json()["upload"]["attachment"]["size"] == len(stored)
    assert stored.startswith(b"hostname ") and stored.count(b"\n") == CONFIG.count(b"\n")
    assert _clean(zendesk)


def test_a_form_upload_arrives_redacted(zendesk: Desk) -> None:
    """An upload as a form is taken apart, redacted, and sent on as a form."""
    answer = zendesk.ask("POST", "/api/v2/uploads?filename=x", files={"file": ("core.cfg", CONFIG, "text/plain")})

    assert 201 == answer.status_code
    assert _blob(zendesk.fake).startswith(b"hostname ")
    assert _clean(zendesk)


def test_the_senders_path_does_not_leak(zendesk: Desk) -> None:
    """Of a path only the base name goes on, and that redacted."""
    for name in ("/home/bob.smith/case-4711/192.0.2.77.log", r"C:\Users\bob.smith\192.0.2.77.log"):
        zendesk.upload(CONFIG, name)
    names = [blob.upload.name for blob in zendesk.fake.blobs.values()]

    assert 2 == len(names)
    assert all(re.fullmatch(r"[\d.]+\.log", name) for name in names)
    assert _clean(zendesk, b"bob.smith", b"192.0.2.77")


def test_an_upload_joins_the_ticket_that_uses_it(zendesk: Desk) -> None:
    """An upload's case becomes the ticket's: equal values have equal pseudonyms in the file and in the message."""
    token = zendesk.upload(CONFIG).json()["upload"]["token"]
    more = zendesk.upload(b"ntp server 192.0.2.77\n", f"ntp.cfg&token={token}").json()["upload"]["token"]
    body = {"ticket": {"subject": "192.0.2.77 down", "comment": {"body": TEXT, "uploads": [token]}}}
    number = zendesk.ask("POST", "/api/v2/tickets", json=body).json()["ticket"]["id"]
    ticket = zendesk.fake.tickets[number]
    address = _blob(zendesk.fake).split()[-1].decode()

    assert more == token
    assert address in ticket.subject and address in ticket.comments[0].body
    assert f"ip name-server {address}" in zendesk.fake.tickets[number].comments[0].blobs[0].upload.data.decode()
    assert 1 == len(zendesk.gateway.cases.of_ticket(str(number)))
    assert [] == zendesk.gateway.cases.of_tokens([token])
    assert _clean(zendesk, *SECRETS, *TEXT_SECRETS)


def test_a_message_is_redacted_with_what_its_file_taught(zendesk: Desk) -> None:
    """A host that only the uploaded file shows to be one is gone from the message too, under the same pseudonym."""
    token = zendesk.upload(CONFIG).json()["upload"]["token"]
    body = {"ticket": {"subject": "again", "comment": {"body": "since core-sw1 rebooted", "uploads": [token]}}}
    number = zendesk.ask("POST", "/api/v2/tickets", json=body).json()["ticket"]["id"]
    host = _blob(zendesk.fake).split()[1].decode()

    assert f"since {host} rebooted" == zendesk.fake.tickets[number].comments[0].body
    assert _clean(zendesk, b"core-sw1")


def test_a_reply_may_quote_pseudonyms(zendesk: Desk) -> None:
    """Pseudonyms of the ticket stay as they are in a reply; a new value beside them is replaced."""
    body = {"ticket": {"subject": "s", "comment": {"body": "host 192.0.2.77 mail bob.smith@example.com"}}}
    number = zendesk.ask("POST", "/api/v2/tickets", json=body).json()["ticket"]["id"]
    said = zendesk.fake.tickets[number].comments[0].body
    reply = {"ticket": {"comment": {"body": f"you wrote: {said} and 198.51.100.9"}}}
    zendesk.ask("PUT", f"/api/v2/tickets/{number}", json=reply)
    answered = zendesk.fake.tickets[number].comments[1].body

    assert said != "host 192.0.2.77 mail bob.smith@example.com"
    assert answered.startswith(f"you wrote: {said} and ")
    assert "198.51.100.9" not in answered


def test_a_reply_may_quote_what_was_given_out_before_a_restart(tmp_path: Path) -> None:
    """After a restart the vault tells which pseudonyms are the ticket's."""
    rules = replace(helpdesks.rules(tmp_path), vault=str(tmp_path / "vault.db"))
    with place.opened(str(tmp_path / "vault.db"), create=True), running(fake_zendesk.Zendesk()) as fake:
        number = 0
        for _ in range(2):
            gateway = Gateway(settings("zendesk", fake.base, tmp_path, rules=rules), lambda _: None)
            with served(gateway) as front:
                desk = Desk(gateway, fake, url(front), front)
                if not number:
                    body = {"ticket": {"subject": "s", "comment": {"body": "host 192.0.2.77 is down"}}}
                    number = desk.ask("POST", "/api/v2/tickets", json=body).json()["ticket"]["id"]
                said = fake.tickets[number].comments[0].body
                desk.ask("PUT", f"/api/v2/tickets/{number}", json={"ticket": {"comment": {"body": f"so {said}"}}})

        assert ["192.0.2.77" in comment.body for comment in fake.tickets[number].comments] == [False] * 3
        assert [f"so {said}"] * 2 == [comment.body for comment in fake.tickets[number].comments[1:]]


def test_routing_fields_are_left_alone(zendesk: Desk, freshdesk: Desk) -> None:
    """Requester, e-mail and copies tell where a message goes; they stay, and bytes around texts stay too."""
    requester = {"name": "Bob Smith", "email": "bob.smith@example.com"}
    body = {"ticket": {"requester": requester, "subject": "s", "email_ccs": [{"user_email": "a@example.com"}],
                       "comment": {"body": "at 192.0.2.77"}}}  # fmt: skip
    number = zendesk.ask("POST", "/api/v2/tickets.json", json=body).json()["ticket"]["id"]
    form = {
        "email": "bob.smith@example.com",
        "subject": "192.0.2.77",
        "description": "x",
        "cc_emails[]": "a@example.com",
    }
    other = freshdesk.ask("POST", "/api/v2/tickets", data=form, files={"attachments[]": ("core.cfg", CONFIG)})

    assert requester == zendesk.fake.tickets[number].requester
    assert "192.0.2.77" not in zendesk.fake.tickets[number].comments[0].body
    assert "bob.smith@example.com" == freshdesk.fake.tickets[other.json()["id"]].email


def test_freshdesk_forms_are_redacted_part_by_part(freshdesk: Desk) -> None:
    """Files and texts of a form are redacted as one case, so that they agree."""
    form = {"email": "bob.smith@example.com", "subject": "192.0.2.77", "description": "<p>see <b>192.0.2</b>.77</p>"}
    files = [
        ("attachments[]", ("core.cfg", CONFIG, "text/plain")),
        ("attachments[]", ("core.cfg", b"ping 192.0.2.77\n")),
    ]
    answer = freshdesk.ask("POST", "/api/v2/tickets", data=form, files=files)
    number = answer.json()["id"]
    ticket = freshdesk.fake.tickets[number]
    note = freshdesk.ask("POST", f"/api/v2/tickets/{number}/notes", json={"body": "192.0.2.77 &amp; 192.0.2&#46;77"})

    assert (201, 201) == (answer.status_code, note.status_code)
    assert ticket.blobs[1].upload.data == f"ping {ticket.subject}\n".encode()
    assert ticket.description == f"<p>see <b>{ticket.subject}</b></p>"
    assert ticket.conversations[0].body == f"{ticket.subject} &amp; {ticket.subject}"
    assert _clean(freshdesk, b"192.0.2.77", b"s3cretString", b"192.0.2&#46;77")


def test_other_routes_pass_as_they_are(zendesk: Desk) -> None:
    """Reading, downloads and their redirects pass; a redirect is the client's to follow."""
    number = helpdesks.zendesk_ticket(zendesk.fake, CONFIG)
    comments = zendesk.ask("GET", f"/api/v2/tickets/{number}/comments.json?include_inline_images=true")
    address = comments.json()["comments"][0]["attachments"][0]["content_url"]
    moved = zendesk.ask("GET", address.removeprefix(zendesk.fake.base))
    gone = zendesk.ask("GET", "/api/v2/tickets/1")

    assert (200, 302, 404) == (comments.status_code, moved.status_code, gone.status_code)
    assert moved.headers["location"].startswith(zendesk.fake.files_base)
    assert "RecordNotFound" == gone.json()["error"]
    assert 0 == zendesk.fake.leaked


def test_what_the_helpdesk_refuses_comes_back_unchanged(zendesk: Desk) -> None:
    """Status, body and `Retry-After` of a refusal are the service's own."""
    empty = zendesk.upload(b"")
    zendesk.fake.rate_limit = 0
    many = zendesk.ask("GET", "/api/v2/users/me.json")

    assert (422, "RecordInvalid") == (empty.status_code, empty.json()["error"])
    assert (429, True) == (many.status_code, 0 < int(many.headers["retry-after"]) <= 60)


def test_credentials_are_passed_on_and_nowhere_kept(zendesk: Desk) -> None:
    """The client's own credentials reach the helpdesk, and neither log nor state nor metrics know them."""
    answer = zendesk.ask("GET", "/api/v2/users/me")
    zendesk.upload(CONFIG)

    files = list(zendesk.gateway.settings.state.parent.glob("state.sqlite*"))

    assert 200 == answer.status_code
    assert _clean(zendesk, zendesk.fake.secret.encode())
    assert files and not [file for file in files if file.stat().st_mode & 0o077]


def test_metrics_and_log_tell_counts(zendesk: Desk) -> None:
    """Counts by verdict and entity and latencies are told; each request has a line of JSON."""
    zendesk.upload(CONFIG)
    text = httpx2.get(zendesk.url + "/metrics", trust_env=False).text
    line = json.loads(zendesk.log[-1])

    assert 'redactor_gateway_requests_total{route="upload",verdict="redacted",status="201"} 1' in text
    assert 'redactor_gateway_values_total{entity="IP_ADDRESS",action="pseudonymise"} 1' in text
    assert 'redactor_gateway_seconds_count{route="upload"} 1' in text
    assert ("upload", "redacted", 201, len(CONFIG)) == tuple(
        line[k] for k in ("route", "verdict", "status", "received")
    )


# ── what goes nowhere ──


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)), b"PK\x03\x04" + b"\0" * 60, b'<?xml version="1.0"?><a><b>192.0.2.77'],
    ids=["binary", "zip", "half"],
)
def test_what_is_withheld_is_refused_in_the_services_shape(zendesk: Desk, data: bytes) -> None:
    """A file that cannot be read completely is refused as the service would, and nothing reaches it."""
    answer = zendesk.upload(data, "x.json")

    assert (422, "RecordInvalid") == (answer.status_code, answer.json()["error"])
    assert "withheld" in answer.json()["details"]["attachments"][0]["description"]
    assert {} == zendesk.fake.blobs
    assert answer.headers["x-redactor-verdict"] in ("withheld", "review")


def test_freshdesk_refusals_have_its_shape(freshdesk: Desk) -> None:
    """One file of a form that is withheld refuses the whole form."""
    form = {"email": "a@example.com", "subject": "s", "description": "d"}
    files = [("attachments[]", ("a.cfg", CONFIG)), ("attachments[]", ("b.bin", bytes(range(256))))]
    answer = freshdesk.ask("POST", "/api/v2/tickets", data=form, files=files)

    assert (400, "attachments") == (answer.status_code, answer.json()["errors"][0]["field"])
    assert "Validation failed" == answer.json()["description"]
    assert {} == freshdesk.fake.tickets


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v2/users"),
        ("POST", "/api/v2/tickets/create_many"),
        ("POST", "/api/v2/imports/tickets"),
        ("PATCH", "/api/v2/tickets/1"),
        ("PUT", "/api/lotus/tickets/1"),
        ("POST", "/api/v2/uploads.xml?filename=a"),
        ("POST", "/api/v2/tickets?ticket[comment][body]=192.0.2.77"),
        ("POST", "/api/v2/uploads?filename=a&filename=b"),
        ("POST", "/api/v2/uploads?filename=a&note=192.0.2.77"),
        ("POST", "/api/v2/%2e%2e/uploads?filename=a"),
        ("POST", "/api//v2/uploads?filename=a"),
        ("POST", "/api/v2/uploads;x?filename=a"),
        ("GET", "/api/v2/tickets/1"),
    ],
)
def test_routes_that_are_not_known_carry_nothing(zendesk: Desk, method: str, path: str) -> None:
    """A body goes only by a known route, spelt in one way, with a known query."""
    answer = zendesk.ask(method, path, json={"ticket": {"comment": {"body": "at 192.0.2.77"}}})

    assert answer.status_code in (400, 403)
    assert [] == zendesk.fake.calls
    assert _clean(zendesk, b"192.0.2.77")


def test_an_operator_may_let_a_route_pass(tmp_path: Path) -> None:
    """A route on the allow-list passes as it is."""
    with standing("zendesk", tmp_path, also_pass=frozenset({("POST", "/api/v2/users")})) as desk:
        answer = desk.ask("POST", "/api/v2/users.json", json={"user": {"name": "Bob"}})

    assert (404, "passed") == (answer.status_code, answer.headers["x-redactor-verdict"])


@pytest.mark.parametrize(
    "more",
    [
        {"headers": {"Content-Encoding": "gzip"}},
        {"headers": {"X-HTTP-Method-Override": "PUT"}},
        {"headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        {"headers": {"Content-Type": "application/json"}, "content": b"\xff\xfe{\x00}\x00"},
        {"headers": {"Content-Type": "application/json"}, "content": b'["192.0.2.77"]'},
        {"headers": {"Content-Type": "application/json"}, "content": b'{"ticket": {"comment": {"body": "192.0.2.77'},
    ],
)
def test_bodies_that_can_be_read_in_two_ways_are_refused(zendesk: Desk, more: dict[str, Any]) -> None:
    """Compressed, overridden, mistyped, half: none of it goes on."""
    content = more.get("content", b'{"ticket": {"comment": {"body": "at 192.0.2.77"}}}')
    answer = zendesk.ask("POST", "/api/v2/tickets", content=content, headers=more["headers"])

    assert 400 == answer.status_code
    assert [] == zendesk.fake.calls


_HEAD = b"POST /api/v2/uploads?filename=a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "


@pytest.mark.parametrize(
    "shape",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nPOST /api/v2/users HTTP/1.1\r\n\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        b"Content-Length: +5\r\n\r\nhello",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        b"Transfer-Encoding: xchunked\r\n\r\nhello",
        b"Transfer-Encoding : chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n0\r\n\r\n",
        b"X: y\r\n folded: z\x00\r\nContent-Length: 5\r\n\r\nhello",
    ],
)
def test_smuggling_shapes_are_refused(zendesk: Desk, shape: bytes) -> None:
    """Whatever makes two readers see two different requests reaches nobody."""
    answer = zendesk.raw(_HEAD + zendesk.fake.secret.encode() + b"\r\n" + shape)

    assert answer[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 501") or not answer
    assert [] == zendesk.fake.calls


@pytest.mark.parametrize("length", [b"Content-Length: 500\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n1f4\r\n"])
def test_a_body_that_breaks_off_goes_nowhere(zendesk: Desk, length: bytes) -> None:
    """A client that promises more than it sends has sent nothing."""
    zendesk.raw(_HEAD + zendesk.fake.secret.encode() + b"\r\n" + length + CONFIG, shut=True)
    _wait(lambda: bool(zendesk.log))

    assert [] == zendesk.fake.calls
    assert json.loads(zendesk.log[-1])["reason"] == "cut"


def test_a_body_that_is_longer_than_it_said_is_cut_there(zendesk: Desk) -> None:
    """What follows the promised length is no part of the upload, and no second request either."""
    request = _HEAD + zendesk.fake.secret.encode() + b"\r\nContent-Length: 9\r\n\r\nhostname \x00\x01\x02 more\r\n\r\n"
    zendesk.raw(request)

    assert ["upload"] == zendesk.fake.calls
    assert b"hostname " == _blob(zendesk.fake)


def test_slow_and_large_bodies_are_refused(tmp_path: Path) -> None:
    """A body that does not arrive in time is 408; one that is or says it is too large is 413."""
    with standing("zendesk", tmp_path, idle_seconds=0.2, largest=1000) as desk:
        head = _HEAD + desk.fake.secret.encode()
        slow = desk.raw(head + b"\r\nContent-Length: 50\r\n\r\nhost")
        said = desk.upload(b"x" * 1001)
        sent = desk.upload(iter([b"x" * 600, b"y" * 600]))

        assert slow.startswith(b"HTTP/1.1 408")
        assert (413, 413) == (said.status_code, sent.status_code)
        assert [] == desk.fake.calls


def test_forms_that_can_be_read_in_two_ways_are_refused(freshdesk: Desk) -> None:
    """Broken off, nested, encoded, nameless or without a boundary: such a form goes nowhere."""
    part = b'--B\r\nContent-Disposition: form-data; name="body"%s\r\n\r\nat 192.0.2.77\r\n--B--\r\n'
    forms = {
        b"": "multipart/form-data",
        part % b"\r\nContent-Transfer-Encoding: base64": "multipart/form-data; boundary=B",
        part % b"\r\nContent-Type: multipart/mixed; boundary=C": "multipart/form-data; boundary=B",
        part.replace(b'; name="body"%s', b""): "multipart/form-data; boundary=B",
        (part % b"").removesuffix(b"--B--\r\n"): "multipart/form-data; boundary=B",
        part % b"\r\nContent-Disposition: form-data; name=x": "multipart/form-data; boundary=B",
    }
    number = helpdesks.freshdesk_ticket(freshdesk.fake)
    for content, kind in forms.items():
        headers = {"Content-Type": kind}
        answer = freshdesk.ask("POST", f"/api/v2/tickets/{number}/notes", content=content, headers=headers)

        assert 400 == answer.status_code
    assert [] == freshdesk.fake.calls


def test_an_engine_that_is_not_ready_refuses(tmp_path: Path) -> None:
    """Before the engine is warm every request is told to come back; nothing passes."""
    with running(fake_zendesk.Zendesk()) as fake:
        gateway = Gateway(settings("zendesk", fake.base, tmp_path), lambda _: None)
        with served(gateway, warm=False) as listener:
            desk = Desk(gateway, fake, url(listener), listener)
            health = httpx2.get(desk.url + "/healthz", trust_env=False)
            answers = [desk.upload(CONFIG), desk.ask("GET", "/api/v2/users/me")]

    assert [503, 503, 503] == [answer.status_code for answer in (health, *answers)]
    assert all(int(answer.headers["retry-after"]) > 0 for answer in answers)
    assert [] == fake.calls


def test_names_that_were_not_sought_are_for_review(tmp_path: Path) -> None:
    """Where names are not sought nothing is released, unless the policy does without."""
    with standing("zendesk", tmp_path, rules=helpdesks.rules(tmp_path, names_required=True)) as desk:
        answer = desk.upload(CONFIG)

        assert (422, "review") == (answer.status_code, answer.headers["x-redactor-verdict"])
        assert [] == desk.fake.calls


def test_a_full_gateway_says_so(tmp_path: Path) -> None:
    """A request that finds no room is told when to come back."""
    with standing("zendesk", tmp_path, waiting=0) as desk:
        assert desk.gateway.engine._places.acquire(blocking=False)
        answer = desk.upload(CONFIG)
        desk.gateway.engine._places.release()

        assert (503, True) == (answer.status_code, int(answer.headers["retry-after"]) > 0)
        assert 201 == desk.upload(CONFIG).status_code


def test_what_takes_too_long_is_refused(tmp_path: Path) -> None:
    """A file that takes longer than the gateway may is refused with advice; it goes nowhere later either."""
    with standing("zendesk", tmp_path, redact_seconds=0.05) as desk:
        answer = desk.upload(CONFIG * 20_000)

        assert 503 == answer.status_code
        assert "redactor send" in answer.json()["description"]
        assert [] == desk.fake.calls


# ── a helpdesk that fails ──


def _behind(tmp_path: Path, play: Callable[[socket.socket], None], seconds: float = 20.0) -> Any:
    """A gateway in front of a server that treats connections as the test wants."""

    @contextlib.contextmanager
    def standing_there() -> Iterator[Desk]:
        with bind() as listener:
            stop = threading.Event()

            def serve() -> None:
                listener.settimeout(0.1)
                while not stop.is_set():
                    with contextlib.suppress(OSError), listener.accept()[0] as peer:
                        play(peer)

            thread = threading.Thread(target=serve, daemon=True)
            thread.start()
            log: list[str] = []
            made = settings("zendesk", url(listener), tmp_path, upstream_seconds=seconds)
            gateway = Gateway(made, log.append)
            with served(gateway) as front, running(fake_zendesk.Zendesk()) as fake:
                yield Desk(gateway, fake, url(front), front, log)
            stop.set()
            thread.join(5)

    return standing_there()


def _slow(peer: socket.socket) -> None:
    peer.recv(65536)
    time.sleep(1)


def _reset(peer: socket.socket) -> None:
    peer.recv(10)


def _cut(peer: socket.socket) -> None:
    peer.recv(65536)
    peer.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{")


@pytest.mark.parametrize(("play", "status"), [(_slow, 504), (_reset, 502), (_cut, 502)])
def test_a_helpdesk_that_fails_is_told_as_that(
    tmp_path: Path, play: Callable[[socket.socket], None], status: int
) -> None:
    """Slow is 504, reset or cut is 502, in the service's shape and without what was sent."""
    with _behind(tmp_path, play, 0.5 if play is _slow else 20.0) as desk:
        answer = desk.upload(CONFIG)

        assert status == answer.status_code
        assert "description" in answer.json()
        assert not any(secret in answer.content + "".join(desk.log).encode() for secret in SECRETS)


def test_headers_of_a_connection_end_with_it(tmp_path: Path) -> None:
    """Hop-by-hop headers, those that `Connection` names, and what tells where a client sits go neither on nor back."""
    seen: list[bytes] = []

    def play(peer: socket.socket) -> None:
        seen.append(peer.recv(65536).lower().partition(b"\r\n\r\n")[0])
        peer.sendall(
            b"HTTP/1.1 200 OK\r\nConnection: close, X-Back\r\nX-Back: 1\r\nKeep-Alive: timeout=5\r\n"
            b"X-Rate-Limit: 400\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 2\r\n\r\n{}"
        )

    with _behind(tmp_path, play) as desk:
        headers = {"Connection": "keep-alive, X-Mine", "X-Mine": "1", "TE": "trailers", "X-Forwarded-For": "192.0.2.1",
                   "Forwarded": "for=192.0.2.1", "Content-MD5": "eA==", "X-Redactor-Token": "t", "Idempotency-Key": "k"}  # fmt: skip
        answer = desk.upload(CONFIG, headers=headers)

    gone = (b"x-mine", b"te: ", b"192.0.2.1", b"content-md5", b"x-redactor", b"expect", b"transfer-encoding")
    assert not [name for name in gone if name in seen[0]]
    assert b"idempotency-key: k" in seen[0] and 1 == seen[0].count(b"content-length: ")
    assert not {"x-back", "keep-alive"} & set(answer.headers)
    assert "400" == answer.headers["x-rate-limit"]
    assert ["a=1", "b=2"] == answer.headers.get_list("set-cookie")


def test_a_helpdesk_that_is_down_is_502(tmp_path: Path) -> None:
    """Nobody there: 502, and the gateway stays."""
    with bind() as listener:
        address = url(listener)
    gateway = Gateway(settings("zendesk", address, tmp_path), lambda _: None)
    with served(gateway) as front, running(fake_zendesk.Zendesk()) as fake:
        desk = Desk(gateway, fake, url(front), front)

        assert 502 == desk.upload(CONFIG).status_code
        assert 200 == httpx2.get(desk.url + "/healthz", trust_env=False).status_code


# ── who may come ──


def test_only_known_clients_come_in(tmp_path: Path) -> None:
    """With client tokens a request needs one, in a header or in front of the path; it is not passed on."""
    token = "t" * 20
    with standing("zendesk", tmp_path, client_tokens=frozenset({token})) as desk:
        answers = [
            desk.ask("GET", "/api/v2/users/me"),
            desk.ask("GET", "/api/v2/users/me", headers={"X-Redactor-Token": "wrong"}),
            desk.ask("GET", "/api/v2/users/me", headers={"X-Redactor-Token": token}),
            desk.ask("GET", f"/~{token}/api/v2/users/me"),
        ]

        assert [401, 401, 200, 200] == [answer.status_code for answer in answers]
        assert _clean(desk, token.encode())


def test_another_helpdesk_is_not_served(zendesk: Desk) -> None:
    """The helpdesk's host may stand in front of a path; any other is misdirected."""
    own = zendesk.ask("GET", f"/{HOST}/api/v2/users/me")
    other = zendesk.ask("GET", "/evil.freshdesk.com/api/v2/users/me")

    assert (200, 421) == (own.status_code, other.status_code)


# ── unmodified clients ──


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for loopback that signs itself, and its key."""
    import datetime
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gateway of a test")])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now,
                                   now + datetime.timedelta(days=1))  # fmt: skip
    made = made.add_extension(names, False).add_extension(x509.BasicConstraints(True, None), True)
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*plain))
    return folder / "cert.pem", folder / "key.pem"


def test_zenpy_goes_through(tmp_path: Path, tls: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Unmodified zenpy uploads from a path, opens a ticket with it, comments and reads; nothing sensitive is stored."""
    zenpy = pytest.importorskip("zenpy", reason="zenpy, a client in front of the gateway, is not installed")
    from zenpy.lib.api_objects import Comment, Ticket

    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tls[0]))
    monkeypatch.setenv("NO_PROXY", "*")
    with standing("zendesk", tmp_path, Listening(certificate=tls[0], key=tls[1])) as desk:
        port = desk.listening.getsockname()[1]
        client = zenpy.Zenpy(subdomain="127.0.0", domain=f"1:{port}", email="a@example.com", token=desk.fake.secret)
        folder = tmp_path / "bob.smith"
        folder.mkdir()
        (folder / "core.cfg").write_bytes(CONFIG)
        upload = client.attachments.upload(str(folder / "core.cfg"))
        audit = client.tickets.create(Ticket(subject="192.0.2.77", comment=Comment(body=TEXT, uploads=[upload.token])))
        ticket = client.tickets(id=audit.ticket.id)
        ticket.comment = Comment(body="it is at 192.0.2.77", public=False)
        client.tickets.update(ticket)
        comments = list(client.tickets.comments(ticket=ticket.id))

        assert 2 == len(comments) and 1 == len(comments[0].attachments)
        assert "core.cfg" == comments[0].attachments[0].file_name
        assert _clean(desk, b"bob.smith", *SECRETS, *TEXT_SECRETS)


def test_python_freshdesk_goes_through(tmp_path: Path, tls: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Unmodified python-freshdesk opens a ticket with files, notes and reads; its requester stays who it is."""
    api = pytest.importorskip("freshdesk.api", reason="python-freshdesk, a client in front of the gateway, is missing")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tls[0]))
    monkeypatch.setenv("NO_PROXY", "*")
    (tmp_path / "core.cfg").write_bytes(CONFIG)
    with standing("freshdesk", tmp_path, Listening(certificate=tls[0], key=tls[1])) as desk:
        port = desk.listening.getsockname()[1]
        client = api.API(f"localhost:{port}/{HOST}", desk.fake.secret, verify=str(tls[0]))
        requester = "requester@example.com"
        made = client.tickets.create_ticket(
            "192.0.2.77", email=requester, description=TEXT, attachments=[str(tmp_path / "core.cfg")]
        )
        client.comments.create_note(made.id, "it is at 192.0.2.77")
        ticket = client.tickets.get_ticket(made.id)

        assert requester == desk.fake.tickets[made.id].email
        assert 1 == len(desk.fake.tickets[made.id].blobs)
        assert 1 == len(client.comments.list_comments(ticket.id))
        assert _clean(desk, *SECRETS, *TEXT_SECRETS)


@pytest.mark.parametrize("way", ["raw", "chunked", "form"])
def test_curl_goes_through(tmp_path: Path, tls: tuple[Path, Path], way: str) -> None:
    """Unmodified curl uploads raw, chunked and as a form, under the helpdesk's own name, waiting for `100 Continue`."""
    file = tmp_path / "core.cfg"
    file.write_bytes(CONFIG * 2_000)
    how = {
        "raw": ["--data-binary", f"@{file}"],
        "chunked": ["-H", "Transfer-Encoding: chunked", "--data-binary", f"@{file}"],
        "form": ["-F", f"file=@{file}"],
    }
    with standing("zendesk", tmp_path, Listening(certificate=tls[0], key=tls[1])) as desk:
        port = desk.listening.getsockname()[1]
        command = ["curl", "-sS", "-v", "--noproxy", "*", "--cacert", str(tls[0]), "-H", "Expect: 100-continue"]
        command += [
            "--connect-to",
            f"localhost:443:127.0.0.1:{port}",
            "-H",
            f"Authorization: Bearer {desk.fake.secret}",
        ]
        address = "https://localhost/api/v2/uploads.json?filename=core.cfg"
        done = subprocess.run([*command, *how[way], address], capture_output=True, timeout=60)

        assert b"100 Continue" in done.stderr
        assert len(_blob(desk.fake)) == json.loads(done.stdout)["upload"]["attachment"]["size"]
        assert _blob(desk.fake).count(b"\n") == CONFIG.count(b"\n") * 2_000
        assert _clean(desk)


def test_clients_may_need_a_certificate(tmp_path: Path, tls: tuple[Path, Path]) -> None:
    """With mutual TLS nobody comes without a certificate."""
    listening = Listening(certificate=tls[0], key=tls[1], client_ca=tls[0])
    with standing("zendesk", tmp_path, listening) as desk:
        with pytest.raises(httpx2.HTTPError):
            httpx2.get(desk.url + "/healthz", verify=_trusting(tls), trust_env=False)
        answer = httpx2.get(desk.url + "/healthz", verify=_trusting(tls, own=True), trust_env=False)

        assert 200 == answer.status_code


def _trusting(tls: tuple[Path, Path], *, own: bool = False) -> Any:
    import ssl

    context = ssl.create_default_context(cafile=str(tls[0]))
    if own:
        context.load_cert_chain(*map(str, tls))
    return context


def _wait(until: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        time.sleep(0.01)
