"""Calls of the contract over HTTP: repeated only where that does no harm, waiting only so long, following nothing blindly.

429                           refused, so nothing was done: always again, after `Retry-After`
not connected                 nothing was sent: always again
502 503 504, time-outs, cuts  nobody knows: again only where the contract says that twice does no harm
anything else                 never again

No address, header or body is logged or quoted.  Credentials go to the service's own host and nowhere else.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx2
import stamina

from redactor.errors import DeliveryError, UsageError
from redactor.helpdesk.contract import Operation, contract

LOOPBACK = ("127.0.0.1", "::1", "localhost")
DOUBTFUL = frozenset({502, 503, 504})
_TIMEOUT = httpx2.Timeout(60.0, connect=10.0)
_LARGEST_ANSWER = 16 << 20


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait: for one `Retry-After`, for all waiting of a call together, and how often to try."""

    once: float = 60.0
    altogether: float = 90.0
    attempts: int = 5
    first: float = 0.5


PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Reply:
    """What the service answered to a call it carried out."""

    status: int
    payload: Any = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


class _Again(Exception):
    """A try that failed; `wait` is what the service asked for, `harmless` whether a repetition can do no harm."""

    def __init__(self, error: DeliveryError, *, harmless: bool, wait: float | None = None) -> None:
        super().__init__()
        self.error, self.harmless, self.wait = error, harmless, wait


class Http:
    """The calls of one service at one host."""

    def __init__(
        self,
        service: str,
        url: str,
        sign: Callable[[], Mapping[str, str]],
        *,
        patience: Patience = PATIENCE,
        file_hosts: tuple[str, ...] = (),
    ) -> None:
        parts = urlsplit(url)
        if not parts.hostname or parts.scheme not in ("https", "http") or parts.path.strip("/"):
            raise UsageError("the helpdesk's address is not one", "write https://NAME.zendesk.com or the like")
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise UsageError("the helpdesk's address is not encrypted", "write https://")
        self.contract = contract(service)
        self.base, self.host = f"{parts.scheme}://{parts.netloc}", parts.netloc
        self._sign, self._patience, self._file_hosts = sign, patience, file_hosts
        self.room: int | None = None
        """Calls that are left in this minute, as far as the service has said."""
        self._client = httpx2.Client(timeout=_TIMEOUT, follow_redirects=False, trust_env=False)

    def close(self) -> None:
        """Give back the connections."""
        self._client.close()

    def call(
        self,
        name: str,
        query: Mapping[str, str] | None = None,
        payload: object = None,
        make: Callable[[], dict[str, Any]] = dict,
        **names: Any,
    ) -> Reply:
        """Carry out an operation of the contract; `make` gives a fresh body for every try."""
        operation = self.contract.operations[name]
        if query and not set(query) <= operation.query:
            raise ValueError(f"the contract knows no such query of {name}")
        address = self.base + operation.url(**names)

        def once() -> Reply:
            options = make()
            headers = {**self._sign(), **options.pop("headers", {})}
            if payload is not None:
                options["json"] = payload
            request = self._client.build_request(operation.method, address, params=query, headers=headers, **options)
            return self._once(operation, request)

        return self._patiently(operation.name, once, repeat=operation.repeat)

    def _patiently(self, name: str, once: Callable[[], Reply], *, repeat: bool) -> Reply:
        """Try until it is done, or must not or need not be tried again."""
        waited = 0.0

        def again(error: Exception) -> bool | float:
            nonlocal waited
            if not isinstance(error, _Again) or not (error.harmless or repeat):
                return False
            if error.wait is None:
                return True
            waited += error.wait
            return error.wait if error.wait <= self._patience.once and waited <= self._patience.altogether else False

        limits = self._patience
        try:
            for attempt in stamina.retry_context(
                on=again,
                attempts=limits.attempts,
                timeout=limits.altogether,
                wait_initial=limits.first,
                wait_max=10.0,
                wait_jitter=limits.first,
            ):
                with attempt:
                    return once()
        except _Again as failed:
            raise failed.error from None
        raise AssertionError(f"{name} was never tried")

    def _once(self, operation: Operation, request: httpx2.Request) -> Reply:
        name, service = operation.name, operation.service
        try:
            with _sent(self._client, request) as response:
                body = _limited(response)
        except httpx2.ConnectError:
            raise _Again(DeliveryError(f"{service} cannot be reached", "try again later"), harmless=True) from None
        except httpx2.HTTPError as error:
            problem = f"{service} broke off {name} ({type(error).__name__})"
            raise _Again(DeliveryError(problem, "look at the ticket before you try again"), harmless=False) from None
        status = response.status_code
        left = response.headers.get(self.contract.rate_headers[1], "")
        self.room = int(left) if left.isdigit() else None
        if status == operation.status:
            return Reply(status, _payload(operation, body), response.headers)
        raise _refused(operation, response)

    def download(self, address: str) -> Iterator[bytes]:
        """The bytes of a file, from this host or, without credentials, from where it sends us; one redirect at most."""
        for again in (False, True):
            parts = urlsplit(address)
            if not self._may_load(parts.scheme, parts.netloc, parts.hostname or ""):
                raise DeliveryError("a file lies on a host that is not the service's", "add it with --file-host")
            own = f"{parts.scheme}://{parts.netloc}" == self.base
            request = self._client.build_request("GET", address, headers=dict(self._sign()) if own else {})
            try:
                with _sent(self._client, request) as response:
                    if response.is_redirect and not again:
                        address = str(response.url.join(response.headers["location"]))
                        continue
                    if response.status_code != 200:
                        raise DeliveryError("a file cannot be loaded", status=response.status_code)
                    yield from response.iter_bytes()
                    return
            except httpx2.HTTPError as error:
                raise DeliveryError(f"a file cannot be loaded ({type(error).__name__})", "try again later") from None

    def _may_load(self, scheme: str, netloc: str, host: str) -> bool:
        """Files come from the service's own host, and over TLS from the hosts that are known to hold its files."""
        if f"{scheme}://{netloc}" == self.base:
            return True
        if self.host.partition(":")[0] in LOOPBACK:
            return host in LOOPBACK
        return scheme == "https" and any(host == known or host.endswith(f".{known}") for known in self._file_hosts)


class _sent:
    """A request on its way: the answer is closed whatever happens."""

    def __init__(self, client: httpx2.Client, request: httpx2.Request) -> None:
        self._client, self._request = client, request

    def __enter__(self) -> httpx2.Response:
        self._response = self._client.send(self._request, stream=True)
        return self._response

    def __exit__(self, *_: object) -> None:
        self._response.close()


def _limited(response: httpx2.Response) -> bytes:
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) > _LARGEST_ANSWER:
            raise DeliveryError("an answer is larger than any should be")
    return bytes(body)


def _payload(operation: Operation, body: bytes) -> Any:
    if operation.status == 204:
        return None
    try:
        payload = json.loads(body)
    except ValueError:
        raise DeliveryError(f"{operation.service} answered {operation.name} with no JSON") from None
    if operation.answer and not (isinstance(payload, dict) and set(operation.answer) <= payload.keys()):
        raise DeliveryError(f"{operation.service} answered {operation.name} otherwise than its contract says")
    return payload


def _refused(operation: Operation, response: httpx2.Response) -> _Again | DeliveryError:
    """What a refusal means; a message tells the status and never what the service wrote, which may quote us."""
    status, service = response.status_code, operation.service
    error = DeliveryError(f"{service} refused {operation.name} ({status})", _HINTS.get(status, ""), status=status)
    wait = retry_after(response.headers.get("retry-after"))
    if status == 429:
        until = time.strftime("%H:%M:%SZ", time.gmtime(time.time() + wait)) if wait else "a minute from now"
        error = DeliveryError(f"{service} wants fewer calls", f"try again at {until}", status=status)
        return _Again(error, harmless=True, wait=wait or 1.0)
    return _Again(error, harmless=False, wait=wait) if status in DOUBTFUL else error


def retry_after(value: str | None) -> float | None:
    """The seconds of a `Retry-After` that is a number; a date is not worth its parsing here."""
    try:
        return max(0.0, float(value)) if value else None
    except ValueError:
        return None


_HINTS = {
    401: "check the credentials",
    403: "the account may not do this",
    404: "check the ticket's number",
    405: "the ticket is spam, deleted or closed",
    413: "the file is larger than the service takes",
    422: "the ticket is closed, or the service does not take this file",
}
