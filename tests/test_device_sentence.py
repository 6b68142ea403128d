"""Sentences of device and host reports: what they name, and that neighbours without a name stay whole."""

from __future__ import annotations

import pytest

from recognizers import device_sentence, device_statement
from recognizers.scan import scan


def _found(text: str) -> list[tuple[str, str]]:
    rules = device_sentence.RULES + device_statement.RULES
    raw = text.encode()
    return sorted({(match[2], raw[match[0] : match[1]].decode()) for match in scan(rules, raw)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" 3  pe7-lab (203.0.113.1)  2.110 ms\n", [("HOSTNAME", "pe7-lab")]),
        (" 3  203.0.113.1 (203.0.113.1)  2.110 ms\n", []),
        ("ann      pts/1        ci-run-3.exa  Tue Mar  4 08:11\n", [("HOSTNAME", "ci-run-3.exa"), ("USERNAME", "ann")]),
        ("root     pts/1        192.0.2.1  Tue Mar  4 08:11\n", []),
        ("*ntp1.example.c .GPS.            1 u   33   64  377\n", [("HOSTNAME", "ntp1.example.c")]),
        ("Acme Software, Version 7.1.070, Release 6520P11\n", [("OS_VERSION", "6520P11"), ("OS_VERSION", "7.1.070")]),
        ("SSH version 2.0, hardware version 1.2\n", []),
        (" Username phone7 Password 44kd1\n", [("SECRET", "44kd1"), ("USERNAME", "phone7")]),
        (" Username phone7 Password required\n", [("USERNAME", "phone7")]),
        ("svc_a:x:990:990::/opt/a:/bin/false\nroot:x:0:0:root:/root:/bin/sh\n", [("USERNAME", "svc_a")]),
    ],
)
def test_sentences_name_what_they_name(text: str, expected: list[tuple[str, str]]) -> None:
    """A sentence gives the name in it and nothing else."""
    assert expected == _found(text)
