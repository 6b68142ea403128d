"""Laws of the review page as it is served: who may ask, what leaves the process, and the whole way in a real browser."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CONFIG = "hostname branch-rtr7\n remark per hollow-fox only\n ip address 192.0.2.17 255.255.255.0\nversion 15.2\n"
LOG = "Mar  4 10:11:12 branch-rtr7 sshd[811]: Failed password for qfox from 198.51.100.99 port 22 ssh2\n"


class Served:
    """A review that runs in a process of its own."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.temporary = folder, folder / "tmp"
        self.temporary.mkdir()
        (folder / "case").mkdir()
        (folder / "case" / "a.cfg").write_text(CONFIG)
        (folder / "case" / "b.log").write_text(LOG * 400)
        (folder / "case" / "core.bin").write_bytes(bytes(range(256)))
        home = {"XDG_DATA_HOME": str(folder / "home"), "TMPDIR": str(self.temporary)}
        environ = {**os.environ, **home, "PYTHONPATH": str(ROOT), "REDACTOR_ENGINE": "re"}
        command = [sys.executable, "-m", "redactor", "review", "case", "--no-ner", "-q", *options]
        self.process = subprocess.Popen(
            command, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        assert self.address, self.process.communicate()[1]
        self.host = urlsplit(self.address).netloc

    def end(self) -> str:
        """Interrupt it; what it said."""
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=20)[1]

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and body of an answer."""
        connection = http.client.HTTPConnection(self.host, timeout=20)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, given)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text

    def enter(self) -> tuple[str, str]:
        """Use the token: the cookie and the key."""
        status, headers, _ = self.ask("GET", self.address.partition(self.host)[2])
        assert 303 == status
        cookie = headers["set-cookie"].partition(";")[0]
        page = self.ask("GET", "/", Cookie=cookie)[2]
        found = re.search(r'name="redactor-key" content="([^"]+)"', page)
        assert found
        return cookie, found[1]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A review of a small case, with a place for copies."""
    running = Served(tmp_path, "--out", "out")
    yield running
    if running.process.poll() is None:
        running.end()


def test_only_who_holds_the_token_gets_in(served: Served) -> None:
    """The token opens the page once; the page alone gets the key; data needs the key, changes also the page's origin."""
    token = served.address.partition(served.host)[2]
    assert 403 == served.ask("GET", "/")[0]
    assert 403 == served.ask("GET", "/?token=wrong")[0]
    cookie, key = served.enter()
    origin = f"http://{served.host}"

    assert 403 == served.ask("GET", token)[0]
    assert 200 == served.ask("GET", "/", Cookie=cookie)[0]
    assert 403 == served.ask("GET", "/api/case", Cookie=cookie)[0]
    assert 200 == served.ask("GET", "/api/case", X_Redactor_Key=key)[0]
    assert 403 == served.ask("POST", "/api/approve", "{}", Cookie=cookie, Origin=origin)[0]
    assert 403 == served.ask("POST", "/api/approve", "{}", X_Redactor_Key=key)[0]
    assert 403 == served.ask("POST", "/api/approve", "{}", X_Redactor_Key=key, Origin="http://198.51.100.1")[0]
    assert 403 == served.ask("GET", "/api/case", X_Redactor_Key=key, Host="rebound.example.com")[0]
    assert not (served.folder / "plan.json").exists()
    assert 409 == served.ask("POST", "/api/apply", "{}", X_Redactor_Key=key, Origin=origin)[0]
    assert 413 == served.ask("POST", "/api/undo", "x" * 100_000, X_Redactor_Key=key, Origin=origin)[0]
    assert 400 == served.ask("POST", "/api/decide", "{}", X_Redactor_Key=key, Origin=origin)[0]
    assert 200 == served.ask("POST", "/api/approve", "{}", X_Redactor_Key=key, Origin=origin)[0]


def test_answers_are_not_kept_and_load_nothing(served: Served) -> None:
    """Every answer says no-store and a policy without any other source; the page names no other host."""
    cookie, key = served.enter()
    for path in ("/", "/review.js", "/review.css", "/api/case", "/nothing", "/?token=x"):
        _, headers, body = served.ask("GET", path, Cookie=cookie, X_Redactor_Key=key)

        assert "no-store" == headers["cache-control"], path
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'"), path
        assert "unsafe" not in headers["content-security-policy"]
        assert ("no-referrer", "nosniff") == (headers["referrer-policy"], headers["x-content-type-options"])
        assert not re.search(r"https?://", body.replace(f"http://{served.host}", "")), path
        assert "server" not in headers


def _sockets(process: int) -> set[str]:
    """The local addresses of a process's internet sockets, from the kernel's own tables."""
    links = [os.readlink(entry) for entry in Path(f"/proc/{process}/fd").iterdir() if entry.is_symlink()]
    mine = {link[8:-1] for link in links if link.startswith("socket:")}
    found = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/{process}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[9] in mine:
                found.add(fields[1].partition(":")[0])
    return found


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="no /proc of Linux to look into")
def test_the_process_is_on_loopback_alone_and_leaves_nothing(served: Served) -> None:
    """It listens on 127.0.0.1 and nowhere else; once interrupted, neither the case nor the temporary folder has more."""
    before = sorted(path.name for path in (served.folder / "case").iterdir())
    _, key = served.enter()
    served.ask("GET", "/api/rows?file=0&first=0&last=50", X_Redactor_Key=key)

    assert {"0100007F"} == _sockets(served.process.pid)
    said = served.end()
    assert before == sorted(path.name for path in (served.folder / "case").iterdir())
    assert [] == list(served.temporary.iterdir())
    assert {"case", "home", "tmp", "out"} >= {path.name for path in served.folder.iterdir()}
    assert "branch-rtr7" not in said and "192.0.2" not in said and "Traceback" not in said


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_the_whole_way_in_a_browser(served: Served) -> None:
    """Open, look, filter, keep, undo, mark, approve, apply: what is on the disk is what was on the screen; axe finds nothing."""
    sync_api = pytest.importorskip("playwright.sync_api")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    said: list[str] = []

    def accessible(where: str) -> None:
        found = axe.run(page).response

        assert [] == [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]], where
        assert len(found["passes"]) > 10, where

    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 900}, color_scheme="light")
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(served.address)
        page.wait_for_selector(".tiles")
        accessible("overview")
        _correct(page, accessible)
        _approve(page, accessible)
        page.click("#theme")
        accessible("dark overview")
        page.keyboard.press("c")
        page.wait_for_selector(".line mark")
        accessible("dark compare")
        page.goto((served.folder / "out" / "redaction-report.html").as_uri())
        page.click("#open")
        assert page.locator("details.file[open] .strip i").count() > 0
        assert "approved in a review" in page.inner_text("main")
        accessible("the report")
        browser.close()

    assert [] == said
    assert {served.host, ""} == {urlsplit(url).netloc for url in asked if not url.startswith("data:")}
    copy = (served.folder / "out" / "a.cfg").read_text()
    assert "192.0.2.17" in copy and "branch-rtr7" not in copy and "hollow-fox" not in copy
    plan = json.loads((served.folder / "plan.json").read_text())
    assert plan["approved"]["changes"] == 2
    assert "hollow-fox" not in (served.folder / "plan.json").read_text()
    assert not (served.folder / "out" / "core.bin").exists()


def _status(page: Any, text: str) -> None:
    page.locator("#status", has_text=re.compile(f"^{text}")).wait_for(timeout=20_000)


def _correct(page: Any, accessible: Any) -> None:
    """With the keyboard alone but for the selection of text: filter, keep, keep and undo, mark."""
    go = page.keyboard.press
    go("c")
    page.wait_for_selector(".item")
    accessible("compare")
    go("/")
    page.keyboard.type("192.0.2.17")
    page.locator("#count", has_text="1 finding").wait_for()
    go("Escape")
    go("n")
    page.wait_for_selector("mark.on")
    accessible("a finding")
    for key, status in (("k", "1 correction, not"), ("u", "not approved"), ("k", "1 correction, not")):
        go(key)
        _status(page, status)
    page.evaluate(
        """() => {
          const cell = [...document.querySelectorAll(".line .old")].find((each) => each.textContent.includes("hollow-fox"));
          const text = cell.querySelector(".in").firstChild, at = text.data.indexOf("hollow-fox"), range = document.createRange();
          range.setStart(text, at); range.setEnd(text, at + 10);
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }"""
    )
    go("m")
    page.wait_for_selector("#mark[open]")
    accessible("marking")
    page.select_option("#mark-entity", "ORGANIZATION")
    page.click("#mark button[value=ok]")
    _status(page, "2 corrections, not")
    go("e")
    page.wait_for_selector("#compare.engineer")
    assert "hollow-fox" not in page.inner_text("#window") and "192.0.2.17" in page.inner_text("#window")
    go("e")


def _approve(page: Any, accessible: Any) -> None:
    """Approve and apply."""
    for button, status in (("#approve", "approved"), ("#apply", "applied")):
        page.click(button)
        page.wait_for_selector("#confirm[open]")
        accessible(button)
        page.click("#confirm-ok")
        _status(page, status)
