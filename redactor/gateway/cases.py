"""Which case an upload opened and which ticket it joined: a private file that outlives the gateway.

upload ──opens──► provisional case ──its token is used──► the ticket's; the ticket's later messages use its first case

Tokens stand in it only as keyed digests, and for two hours.  What a case has taught is kept in memory alone; after a
restart the vault is asked.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from redactor.decisions import Term
from redactor.detect.lexicon import distinctive
from redactor.gateway.quoted import Taught

LIFE = 7200.0
"""Seconds for which a token is remembered; the service forgets it after an hour."""
CASES, PAIRS = 100, 5_000
"""Cases of which is remembered what they taught, and how many pairs of each."""
_TABLES = """
CREATE TABLE IF NOT EXISTS uploads (token BLOB PRIMARY KEY, "case" TEXT NOT NULL, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS tickets (
    ticket TEXT NOT NULL, "case" TEXT NOT NULL, since REAL NOT NULL, PRIMARY KEY (ticket, "case"));
CREATE TABLE IF NOT EXISTS copies (sha256 BLOB PRIMARY KEY);
CREATE TABLE IF NOT EXISTS salt (value BLOB NOT NULL);
"""


class Cases:
    """Thread-safe; one file for each service and tenant."""

    def __init__(self, path: Path, service: str, clock: Callable[[], float] = time.time) -> None:
        self._service, self._clock = service, clock
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        self._lock = threading.Lock()
        self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        # A power cut may lose the last joins, which is harmless; waiting for the disk in every request is not.
        self._file.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {_TABLES}")
        self._salt = self._own_salt()
        self._taught: OrderedDict[str, set[Taught]] = OrderedDict()

    def _own_salt(self) -> bytes:
        with self._lock:
            self._file.execute("BEGIN IMMEDIATE")
            found = self._file.execute("SELECT value FROM salt").fetchone()
            if found is None:
                found = (secrets.token_bytes(32),)
                self._file.execute("INSERT INTO salt VALUES (?)", found)
            self._file.execute("COMMIT")
        return bytes(found[0])

    def _digest(self, token: str) -> bytes:
        return hashlib.blake2b(token.encode("utf-8", "surrogatepass"), key=self._salt, digest_size=16).digest()

    def provisional(self) -> str:
        """A case that nothing belongs to yet."""
        return f"{self._service}-upload-{secrets.token_hex(8)}"

    def opened(self, token: str, case: str) -> None:
        """An upload of this case got this token."""
        now = self._clock()
        with self._lock:
            self._file.execute("DELETE FROM uploads WHERE until < ?", (now,))
            self._file.execute(
                "INSERT OR REPLACE INTO uploads VALUES (?, ?, ?)", (self._digest(token), case, now + LIFE)
            )

    def of_tokens(self, tokens: Iterable[str]) -> list[str]:
        """The cases that these tokens' uploads opened, each once, in order."""
        found: dict[str, None] = {}
        with self._lock:
            for token in tokens:
                row = self._file.execute(
                    'SELECT "case" FROM uploads WHERE token = ?', (self._digest(token),)
                ).fetchone()
                if row is not None:
                    found[str(row[0])] = None
        return list(found)

    def of_ticket(self, ticket: str) -> list[str]:
        """The cases of a ticket, the first is its own; a ticket that has none gets one named after it."""
        with self._lock:
            asked = 'SELECT "case" FROM tickets WHERE ticket = ? ORDER BY since, rowid'
            found = [str(row[0]) for row in self._file.execute(asked, (ticket,))]
        return found or [f"{self._service}-ticket-{ticket}"]

    def joined(self, ticket: str, cases: Iterable[str], tokens: Iterable[str] = ()) -> None:
        """These cases are the ticket's from now on, and the tokens are used."""
        with self._lock:
            for case in cases:
                self._file.execute("INSERT OR IGNORE INTO tickets VALUES (?, ?, ?)", (ticket, case, self._clock()))
            for token in tokens:
                self._file.execute("DELETE FROM uploads WHERE token = ?", (self._digest(token),))

    def remember(self, case: str, taught: Iterable[Taught]) -> None:
        """Note what a case has taught."""
        with self._lock:
            known = self._taught.setdefault(case, set())
            self._taught.move_to_end(case)
            known.update(islice(taught, max(0, PAIRS - len(known))))
            while len(self._taught) > CASES:
                self._taught.popitem(last=False)

    def remembers(self, case: str) -> bool:
        """True where the pseudonyms of a case are in memory."""
        with self._lock:
            return case in self._taught

    def taught(self, cases: Iterable[str]) -> tuple[tuple[str, ...], tuple[Term, ...]]:
        """The words that stay where somebody quotes them, and the values that are sensitive wherever they stand.

        What is an original of one of these cases as well is never a word that stays.
        """
        with self._lock:
            known = [one for case in cases for one in self._taught.get(case, ())]
        originals = {one.original: one.entity for one in known if one.whole}
        every = originals.keys() | {one.original for one in known}
        terms = (Term(text, entity) for text, entity in originals.items() if distinctive(entity, text.encode()))
        return tuple({one.pseudonym for one in known} - every), tuple(sorted(terms, key=lambda term: term.text))

    def sent(self, digests: Iterable[str]) -> None:
        """Copies with these SHA-256 went to the helpdesk; `sweep` leaves them alone."""
        with self._lock:
            for digest in digests:
                self._file.execute("INSERT OR IGNORE INTO copies VALUES (?)", (bytes.fromhex(digest),))

    def knows(self, digest: str) -> bool:
        """True for a copy that went through the gateway."""
        with self._lock:
            asked = "SELECT 1 FROM copies WHERE sha256 = ?"
            return self._file.execute(asked, (bytes.fromhex(digest),)).fetchone() is not None

    def close(self) -> None:
        """Close the file."""
        self._file.close()
