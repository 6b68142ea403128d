"""`python -m benchmarks.gateway [--uploads N]`: the gateway on loopback against a plain pass-through, in one run.

Both stand in front of the same sandbox, in turn, with the same client: 10 KB configurations and 5 MB logs, one at a time and four
at once.  Then N small uploads (default 1,000) through the gateway alone, and its memory before and after.  Wall time, which depends
on the machine; the pass-through beside it tells how much of it is the gateway's.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks import generate
from redactor.sandbox.serving import bind, server, url

PLAIN = "plain"


def pass_through(upstream: str) -> None:
    """A reverse proxy that reads a body, sends it on and gives back the answer; tells its address."""
    client = httpx2.AsyncClient(trust_env=False, timeout=120)

    async def forward(request: Request) -> Response:
        headers = {"authorization": request.headers["authorization"]}
        address = f"{upstream}{request.url.path}?{request.url.query}"
        answer = await client.post(address, content=await request.body(), headers=headers)
        return Response(answer.content, answer.status_code)

    with bind() as listener:
        print(url(listener), flush=True)
        app = Starlette(routes=[Route("/{path:path}", forward, methods=["POST"])])
        asyncio.run(server(app).serve(sockets=[listener]))


@contextlib.contextmanager
def process(
    arguments: list[str], sign: str, *, stderr: bool = False
) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """A process, once it has said `sign`; with the lines it said until then."""
    streams = {"stderr": subprocess.PIPE, "stdout": subprocess.DEVNULL} if stderr else {"stdout": subprocess.PIPE}
    running = subprocess.Popen([sys.executable, "-m", *arguments], text=True, **streams)  # type: ignore[call-overload]
    said: list[str] = []
    try:
        for line in running.stderr if stderr else running.stdout:
            said.append(line)
            if sign in line:
                break
        if stderr:
            ThreadPoolExecutor(1).submit(running.stderr.read)  # its log, which nobody needs
        yield running, said
    finally:
        running.terminate()
        running.wait(20)


def uploads(base: str, secret: str, data: bytes, count: int, at_once: int) -> tuple[float, list[float]]:
    """Uploads a second, and the seconds of each."""
    headers = {"Authorization": f"Bearer {secret}"}
    with httpx2.Client(trust_env=False, timeout=300, headers=headers) as client:

        def one(_: int) -> float:
            began = time.perf_counter()
            answer = client.post(f"{base}/api/v2/uploads?filename=a.log", content=data)
            if answer.status_code != 201:
                raise SystemExit(f"an upload ended with {answer.status_code}: {answer.text[:200]}")
            return time.perf_counter() - began

        one(0)
        began = time.perf_counter()
        with ThreadPoolExecutor(at_once) as pool:
            seconds = list(pool.map(one, range(count)))
        return count / (time.perf_counter() - began), seconds


def resident(process_id: int) -> float:
    """MB of memory that a process holds."""
    pages = int(Path(f"/proc/{process_id}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def row(what: str, rate: float, seconds: list[float]) -> None:
    """A line of the table."""
    ordered = sorted(seconds)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(f"| {what} | {rate:.1f} | {statistics.median(seconds) * 1000:.0f} | {p99 * 1000:.0f} |", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--uploads", type=int, default=1000)
    parser.add_argument("--pass-through", metavar="URL", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.pass_through:
        pass_through(options.pass_through)
        return
    small, large = generate.config(10_000), b"".join(generate.mixed_log(5_000_000))
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as held:
        _, said = held.enter_context(
            process(["redactor", "sandbox", "zendesk", "--rate-limit", "10000000"], "CLIENT_ID")
        )
        upstream, secret = said[0].strip().partition("=")[2], said[1].strip().rpartition("=")[2]
        _, said = held.enter_context(process(["benchmarks.gateway", "--pass-through", upstream], "http"))
        plain = said[0].strip()
        config = Path(folder, "redactor.toml")
        config.write_text('[tenants.default]\nregion = "na"\n')
        gateway, said = held.enter_context(
            process(
                ["redactor", "gateway", "zendesk", "--upstream", upstream, "--port", "0"]
                + ["--key-file", f"{folder}/keys.json", "--state", f"{folder}/state.sqlite", "--config", str(config)],
                "gateway: ",
                stderr=True,
            )
        )
        through = said[-1].split()[-1]
        print("| what | a second | p50 ms | p99 ms |\n| --- | --- | --- | --- |")
        for name, data, count, widths in (("10 KB", small, 100, (1, 4)), ("5 MB", large, 4, (1,))):
            for at_once in widths:
                for way, base in ((PLAIN, plain), ("gateway", through)):
                    row(f"{name}, {at_once} at once, {way}", *uploads(base, secret, data, count, at_once))
        before = resident(gateway.pid)
        row(f"{options.uploads} of 10 KB, gateway", *uploads(through, secret, small, options.uploads, 4))
        print(
            f"\nmemory of the gateway: {before:.0f} MB before, {resident(gateway.pid):.0f} MB after {options.uploads} uploads"
        )


if __name__ == "__main__":
    main()
