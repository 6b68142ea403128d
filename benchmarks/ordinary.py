"""Text that holds nothing sensitive: manuals, change logs, licence prose, source, specifications, made from a seed.

Whatever is found in it is a false alarm.  Sentences are put together from parts, so that no two runs of words repeat
for long; names of hosts, people and companies stand in none of the parts, nor do addresses of anybody.
"""

from __future__ import annotations

import random
from collections.abc import Callable

_THINGS = (
    "the controller|a replica|the session manager|each interface|the scheduler|a certificate|the root user|the cluster"
    "|the configuration file|a time zone|the serial port|the default gateway|an access point|the password policy|the key ring"
    "|a host|the host name|the user name|the domain|a client|the server|the license|the product name|a remote peer"
).split("|")
_DOES = (
    "is restarted|must not be changed|can be set|waits for the next poll|is written to the log|refuses the request"
    "|needs at least two members|is checked first|may be empty|has a default value|is stored as a salted hash"
    "|fails over to the standby unit|expires after ninety days|is read at start|belongs to the process that opened it"
).split("|")
_WHEN = (
    "when the link goes down|before the upgrade|after 30 seconds|on every node|if version 3 is used|unless the option is set"
    "|in read-only mode|during the handshake|while the lock is held|for each VLAN|by the installer|at run time"
).split("|")
_OPTIONS = (
    "--user --host --timeout --server --password-file --key --name --serial --output --token-ttl --location".split()
)
_NAMES = (
    "session user host token password server location serial name key contact device client model community".split()
)
_CALLS = (
    "getenv read_config resolve open_session lookup parse_options next_token hostname default_user load_key".split()
)
_TYPES = ("str", "int", "bytes", "str | None", "Path", "float", "bool", "list[str]")
_LEGAL = (
    "in no event shall the authors or copyright holders be liable|the above copyright notice shall be included in all copies"
    "|redistribution and use in source and binary forms are permitted|the software is provided as is, without warranty of any kind"
    "|including but not limited to the warranties of merchantability|neither the name of the holder nor the names of contributors"
    " may be used|this license applies to any program or other work|you may convey verbatim copies of the source code"
).split("|")
_STATUS = "up down active idle established failed pending standby forwarding blocking".split()


def _sentence(rnd: random.Random) -> str:
    text = f"{rnd.choice(_THINGS)} {rnd.choice(_DOES)} {rnd.choice(_WHEN)}"
    return text[0].upper() + text[1:] + "."


def _manual(rnd: random.Random) -> str:
    body = " ".join(_sentence(rnd) for _ in range(4))
    return f"## {rnd.choice(_NAMES).title()} options\n\n{body}\n\n    {rnd.choice(_OPTIONS)}={rnd.randrange(900)}\n"


def _changes(rnd: random.Random) -> str:
    head = f"{rnd.randrange(9)}.{rnd.randrange(30)}.{rnd.randrange(9)} (2025-{rnd.randrange(1, 13):02}-{rnd.randrange(1, 28):02})"
    lines = [
        f"* Fixed: {_sentence(rnd)[:-1]} (#{rnd.randrange(100, 9000)})",
        f"* `{rnd.choice(_OPTIONS)}` {rnd.choice(_DOES)}",
    ]
    return "\n".join([head, "=" * len(head), *lines, ""])


def _licence(rnd: random.Random) -> str:
    parts = "; ".join(rnd.choice(_LEGAL) for _ in range(3)) + "."
    return (parts.upper() if rnd.random() < 0.4 else parts[0].upper() + parts[1:]) + "\n"


def _python(rnd: random.Random) -> str:
    name, other = rnd.sample(_NAMES, 2)
    return (
        f"class {name.title()}Settings:\n    {name}: {rnd.choice(_TYPES)} = None\n\n"
        f"    def {rnd.choice(_CALLS)}(self, {other}=None):\n        self.{name} = config.{rnd.choice(_CALLS)}({other!r})\n"
        f"        return connect({name}=self.{name}, {other}={other})\n"
    )


def _java(rnd: random.Random) -> str:
    name = rnd.choice(_NAMES)
    return (
        f"    private final String {name};\n    public String get{name.title()}() {{\n"
        f'        return System.getProperty("{name}", DEFAULT_{name.upper()});\n    }}\n'
    )


def _shell(rnd: random.Random) -> str:
    name = rnd.choice(_NAMES)
    return f'{name.upper()}="${{1:?usage: run {name}}}"\n[ -n "${name.upper()}" ] || exit {rnd.randrange(1, 99)}\n'


def _specification(rnd: random.Random) -> str:
    name = rnd.choice(_NAMES)
    return (
        f"   The {name} field has {rnd.randrange(2, 64)} octets. A receiver MUST ignore a {name} that it does not know.\n"
        f"   {name} = 1*( ALPHA / DIGIT )   ; section {rnd.randrange(9)}.{rnd.randrange(9)}\n"
        f"   OID 1.3.6.1.2.1.{rnd.randrange(99)}.{rnd.randrange(9)}.{rnd.randrange(9)}, type INTEGER (0..{rnd.randrange(65535)})\n"
    )


def _table(rnd: random.Random) -> str:
    rows = [
        f"GigabitEthernet0/{rnd.randrange(48)}    {rnd.choice(_STATUS):12}{rnd.randrange(4094):8}{rnd.randrange(10**6):12}"
        for _ in range(4)
    ]
    return "\n".join(["Interface             Status          VLAN     Packets", *rows, ""])


KINDS: dict[str, tuple[tuple[Callable[[random.Random], str], ...], str]] = {
    "manual": ((_manual, _table), "md"),
    "changes": ((_changes,), "txt"),
    "licence": ((_licence,), "txt"),
    "specification": ((_specification, _manual), "txt"),
    "python": ((_python,), "py"),
    "java": ((_java,), "java"),
    "shell": ((_shell,), "sh"),
    "output": ((_table,), "txt"),
}
"""What is made: the makers that take turns, and the file's extension."""


def files(size: int, seed: int = 1) -> dict[str, str]:
    """One file of about `size` characters for each kind, by its name."""
    made = {}
    for kind, (makers, extension) in KINDS.items():
        rnd, text = random.Random(f"{seed}{kind}"), ""
        while len(text) < size:
            text += rnd.choice(makers)(rnd) + "\n"
        made[f"{kind}.{extension}"] = text
    return made
