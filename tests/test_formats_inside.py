"""Laws of text in text: what a value holds in a notation of its own is read, replaced and written in that notation."""

from __future__ import annotations

import base64
import contextlib
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import redactor
from redactor.codecs import PLAIN
from redactor.codecs.base64 import BASE64
from redactor.errors import WithheldError
from redactor.formats import csv, damaged_json, har, jsonl, sql
from redactor.formats import json as json_format
from redactor.formats._json_in_text import fields
from redactor.limits import Limits
from redactor.model import Action, Decision, Edit, MediaType, Segment
from redactor.replace import replace
from redactor.rescan import changed_lines
from redactor.source import BytesSource
from tests import sample_cases

_LIMITS = Limits()
_FORMATS = {"json": json_format, "jsonl": jsonl, "har": har, "damaged_json": damaged_json, "csv": csv, "sql": sql}
_JWT = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJlLW9mLWphbmU"


@pytest.fixture(scope="module", autouse=True)
def kits() -> Iterator[None]:
    """One kit an engine."""
    with pytest.MonkeyPatch.context() as patch:
        sample_cases.share_kits(patch)
        yield


def _read(data: bytes, name: str = "json", window: int = 1 << 18, encoding: str = "utf-8") -> list[Segment]:
    media = MediaType("json", name, name, encoding, 1.0)
    return list(_FORMATS[name].read(BytesSource(data, "name"), media, Limits(window_bytes=window)))


def _labels(value: object, name: str = "json") -> dict[str, str]:
    """The labels of what is no key, with their text."""
    return {s.label: s.text.decode() for s in _read(json.dumps(value).encode(), name) if not s.key}


def test_neighbours_name_values() -> None:
    """Pairs of name and value in either order, pairs in known lists, typed values, Kubernetes' kinds and addresses."""
    assert {"headers/name": "Host", "headers/Host": "x.example"} == _labels(
        {"headers": [{"name": "Host", "value": "x.example"}]}
    )
    assert "web-7" == _labels({"Tags": [{"Value": "web-7", "Key": "Hostname"}]})["Tags/Hostname"]
    assert "c1" == _labels({"tags": [["server_name", "c1"], ["level", "error"]]})["tags/server_name"]
    assert (
        "c1" == _labels({"attributes": [{"key": "host.name", "value": {"stringValue": "c1"}}]})["attributes/host.name"]
    )
    assert "n1" == _labels({"kind": "Node", "metadata": {"name": "n1"}})["Node/name"]
    assert "n1" == _labels({"addresses": [{"address": "n1", "type": "Hostname"}]})["addresses/host name"]
    assert "p1" == _labels({"kind": "Pod", "metadata": {"name": "p1"}})["metadata/name"]


def test_what_a_kubernetes_secret_holds_is_secret() -> None:
    """Whether its kind stands before or behind its data, also in JSON in JSON; other objects' data is not."""
    after = {"apiVersion": "v1", "data": {"a": "eHl6", "{b": "eHl6"}, "immutable": True, "kind": "Secret"}
    before = {"kind": "Secret", "metadata": {"name": "s"}, "stringData": {"a": "xyz"}}
    other = {"data": {"a": "xyz", "b": {"c": "xyz"}}, "kind": "ConfigMap"}

    assert {"secret data/value"} == {label for label, text in _labels(after).items() if text == "eHl6"}
    assert "xyz" == _labels(before)["secret data/value"]
    assert "eHl6" == _labels({"last": json.dumps(after)})["last/secret data/value"]
    assert {"data/a", "data/b/c"} <= set(_labels(other))


@given(st.integers(4, 200))
def test_secrets_do_not_depend_on_windows(window: int) -> None:
    """The kind that follows is found wherever a window ends."""
    data = json.dumps(
        [{"data": {"a": "eHl6" * 40}, "kind": kind} for kind in ("Secret", "ConfigMap", "Secret")]
    ).encode()

    assert [(s.label, s.text) for s in _read(data)] == [(s.label, s.text) for s in _read(data, window=window)]


def test_a_label_of_its_own_stays() -> None:
    """A cookie is a secret whatever it is called, and so is the value of what is a secret."""
    assert {"cookies/value": "dark"} == _labels({"cookies": {"theme": "dark"}})
    assert "abc" == _labels({"cookies": [{"name": "user", "value": "abc"}]})["cookies/value"]
    assert "abc" == _labels({"secret": {"name": "db", "value": "abc"}})["secret/value"]
    assert "abc" == _labels({"cookies": [["theme", "abc"]]})["cookies/value"]


@given(st.integers(4, 200), st.sampled_from(["utf-8", "utf-16-le"]))
def test_names_do_not_depend_on_windows(window: int, encoding: str) -> None:
    """A name that follows its value is found wherever a window ends."""
    value = {"tags": [{"value": "x" * 50, "n": 12345, "name": "a/b"}, {"value": "lone"}, {"val": "y", "Key": "k"}]}
    data = json.dumps(value).encode(encoding)

    facts = [(s.start, s.end, s.label, s.text, s.line) for s in _read(data, encoding=encoding)]

    assert facts == [(s.start, s.end, s.label, s.text, s.line) for s in _read(data, window=window, encoding=encoding)]
    assert {"tags/a b", "tags/k", "tags/value"} <= {fact[2] for fact in facts}


def test_forms_and_base64_are_read_where_they_are_some() -> None:
    """Forms from two pairs on, or where a form is due; base64 of text only, and never that of a secret."""
    coded = base64.b64encode(b"host=core1; user=jane").decode()
    found = _labels(
        {"a": "x=1234", "query_string": "x=1234", "b": "u=jane&m=a%40b.example", "c": coded, "password": coded}
    )

    assert {"a": "x=1234", "query_string/x": "1234", "b/u": "jane", "b/m": "a@b.example"}.items() <= found.items()
    assert ("host=core1; user=jane", coded) == (found["c"], found["password"])
    assert "AuthenticationFailure" == _labels({"reason": "AuthenticationFailure"})["reason"]


def test_credentials_are_taken_apart_only_where_both_halves_are_sure() -> None:
    """User and password of `Basic` become fields; a password that reads like a placeholder stays one secret."""
    sure, doubtful = (base64.b64encode(text).decode() for text in (b"jane:Blue!77fish", b"jane:password"))
    segments = _read(
        json.dumps({"authorization": f"Basic {sure}", "x": {"authorization": f"Basic {doubtful}"}}).encode()
    )
    values = [segment for segment in segments if not segment.key]

    assert [b"jane", b"Blue!77fish"] == [values[0].text[field.start : field.end] for field in values[0].fields]
    assert ["username", "password"] == [field.label.rpartition("/")[2] for field in values[0].fields]
    assert f"Basic {doubtful}".encode() == values[1].text


@given(st.lists(st.sampled_from([b"core1", b"jane", b"10.1.2.3", b"x"]), min_size=1, max_size=5), st.data())
def test_edits_of_a_whole_make_up_its_new_spelling(words: list[bytes], data: st.DataObject) -> None:
    """Edits are ascending and disjoint, each changes its bytes, and the copy decodes to the changed text."""
    text = b";".join(words)
    raw = BASE64.encode(text)
    segment = Segment(7, 7 + len(raw), text, BASE64, 1, whole=True)
    chosen, at = list[Decision](), 0
    for word in words:
        if data.draw(st.booleans()):
            chosen.append(Decision(at, at + len(word), "HOSTNAME", Action.PSEUDONYMISE, 1.0, "test"))
        at += len(word) + 1

    class Longer:
        def apply(self, action: Action, entity: str, value: bytes) -> bytes:
            return b"<" + value + b">"

    edits, left = replace(segment, chosen, Longer(), raw)

    copy, end = b"", 7
    for edit in edits:
        assert end <= edit.start <= edit.value_start < edit.value_end <= edit.end <= segment.end
        copy += raw[end - 7 : edit.start - 7] + edit.replacement
        end = edit.end
    expected, at = b"", 0
    for decision in chosen:
        expected += text[at : decision.start] + b"<" + text[decision.start : decision.end] + b">"
        at = decision.end
    assert (len(chosen), []) == (len(edits), left)
    assert expected + text[at:] == BASE64.decode(copy + raw[end - 7 :])


@pytest.mark.parametrize("name", list(_FORMATS))
@given(data=st.binary(max_size=120) | st.text("{}[]\",:\\\n;=&'()-- aV1é", max_size=80).map(str.encode))
def test_no_bytes_crash_a_reader(name: str, data: bytes) -> None:
    """Any bytes are read into ascending, disjoint segments that decode from their bytes, or withheld."""
    try:
        segments = _read(data, name)
    except WithheldError:
        return
    assert all(one.end <= two.start for one, two in zip(segments, segments[1:], strict=False))
    assert all(s.text == s.codec.decode(data[s.start : s.end]) for s in segments)
    assert all(0 <= s.start < s.end <= len(data) for s in segments)


_SQL = r"""CREATE TABLE `t` (`id` int, `mail` text, KEY (`id`));
INSERT INTO `t` VALUES (1,'a''b; (x)',1234),
 (2,'c\'d
e',NULL);
INSERT INTO s.u (name, note) VALUES ('j', 'n');
UPDATE u SET mail = 'x@y' WHERE id = 77777; -- it's a comment
GRANT ALL TO 'me'@'host';
"""


@given(st.integers(4, 120))
def test_dumps_are_read_by_column_at_any_window(window: int) -> None:
    """Values have the columns of their statement or of their table; other statements are running text."""
    data = _SQL.encode()
    expected = [
        ("t/mail", "a'b; (x)"), ("t/column 3", "1234"), ("t/mail", "c'd\ne"), ("u/name", "j"), ("u/note", "n"),
        ("u/mail", "x@y"), ("u/id", "77777"),
    ]  # fmt: skip

    found = [(s.label, s.text.decode()) for s in _read(data, "sql", window) if s.label]

    assert expected == found
    assert any(b"'me'@'host'" in s.text for s in _read(data, "sql") if not s.label)


def test_copied_lines_have_columns() -> None:
    """Up to its end mark a COPY block is cells; `\\N` is nothing."""
    data = b"COPY a.t (id, host) FROM stdin;\n\tr1\n1000\t\\N\n7\tx\\ty\n\\.\nSELECT 1;\n"

    assert [("t/host", "r1"), ("t/id", "1000"), ("t/host", "x\ty")] == [
        (s.label, s.text.decode()) for s in _read(data, "sql") if s.label
    ]


def test_json_in_lines_of_text_has_fields() -> None:
    """Objects on a line, plain or with their quotes escaped, have fields; what is damaged ends them."""
    text = (
        b'10:00 INFO login {"user":"jane","client":{"host":"r1"}} from {"n":4711}x\n'
        b'10:01 INFO body={\\"host\\":\\"r2\\",\\"p\\":\\"a b\\"} done {"broken": "x\n'
        b"10:02 INFO set {1, 2} and {} and { \n"
    )

    assert [
        ("user", b"jane"), ("client/host", b"r1"), ("n", b"4711"), ("host", b"r2"), ("p", b"a b"),
    ] == [(field.label, text[field.start : field.end]) for field in fields(text)]  # fmt: skip


@pytest.mark.parametrize(
    "piece", [b'{"', b'{"a":', b'{"a":"b"x', b'{\\"a\\":\\"b\\"x', b'{"a":"', b'{"a":1,"b":[{"a":2}]} ']
)
def test_json_in_text_is_linear(piece: bytes) -> None:
    """Twice the worst line takes no more than about twice the time."""
    small, large = piece * (60_000 // len(piece)), piece * (240_000 // len(piece))
    times = []
    for text in (small, large):
        started = time.process_time()
        fields(text)
        times.append(time.process_time() - started)

    assert times[1] < 16 * max(times[0], 0.02)


def test_a_changed_line_keeps_its_fields() -> None:
    """Where only changed lines are looked at again, their fields move along."""
    text = b'one {"user":"a"}\n' + b"-" * 3000 + b'\ntwo {"user":"b"}\n'
    segment = Segment(100, 100 + len(text), text, PLAIN, 1, fields=fields(text))
    at = text.index(b'"b"') + 1
    edit = Edit(100 + at, 101 + at, b"c", 100 + at, 101 + at, "USERNAME", "pseudonymise", 1.0, "test", 3)

    (again,) = changed_lines([segment], [edit])

    assert b'two {"user":"b"}' == again.text
    assert [(13, 14, "user")] == [tuple(field) for field in again.fields]


def test_damaged_json_is_json_as_far_as_it_goes() -> None:
    """The last name without its value is left to the text; every byte is read."""
    data = b'{"a": {"host": "r1",\n "pass": "s3cr'
    found = _read(data, "damaged_json")

    assert ("a/host", b"r1", 1) == (found[2].label, found[2].text, found[2].line)
    assert (b'"pass": "s3cr', 2) == (found[-1].text.lstrip(b", \n"), found[-1].line + found[-1].text.count(b"\n"))
    assert PLAIN is found[-1].codec


def test_bodies_that_cannot_be_read_are_secrets() -> None:
    """A picture in base64 has a label that makes a secret of it; text in base64 is read."""
    picture = base64.b64encode(bytes(range(120, 180))).decode()
    found = _labels({"log": {"entries": [{"response": {"content": {"text": picture}}}]}}, "har")
    text = _labels({"log": {"entries": [{"response": {"content": {"text": "aG9zdCBjb3JlMSBpcyB1cA=="}}}]}}, "har")

    assert {"log/entries/response/content/secret data": picture} == found
    assert {"log/entries/response/content/text": "host core1 is up"} == text


@settings(max_examples=15, deadline=None)
@given(
    layers=st.lists(st.sampled_from(["json", "base64", "form", "plain"]), max_size=3),
    odd=st.sampled_from(["a", "é\n", '"', "\\"]),
)
def test_a_value_is_gone_however_it_is_wrapped(
    layers: list[str], odd: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """JSON, base64 and forms in each other: the copy parses to the same structure, and the value is nowhere in it."""
    text = json.dumps({"email": "jane.roe@example.com", "odd": odd, "jwt": _JWT})
    for layer in layers:
        if layer == "json":
            text = json.dumps({"inner": text})
        elif layer == "base64":
            text = json.dumps({"blob": base64.b64encode(text.encode()).decode()})
        elif layer == "form":
            text = json.dumps({"query_string": "a=1&mail=jane.roe%40example.com", "body": text})
    outcome = redactor.redact(text.encode(), filename="x.json", key=_key(tmp_path_factory), names=False, vault=None)

    assert "redacted" == outcome.verdict
    assert json.loads(text).keys() == json.loads(outcome.data).keys()
    # base64 and escapes inside of base64 are out of reach: the outer one is a secret, and its structure goes with it
    sealed = any({"base64", "form"} & set(layers[:at]) for at, layer in enumerate(layers) if layer == "base64")
    assert sealed or _shape(json.loads(text)) == _shape(json.loads(outcome.data))
    assert not _holds(json.loads(outcome.data), "jane.roe") and not _holds(json.loads(outcome.data), "c2lnbmF0dXJl")


def _key(factory: pytest.TempPathFactory) -> Path:
    return factory.getbasetemp() / "text-in-text-keys.json"


def _unwrapped(value: object) -> object:
    """What a string holds, as far as it is JSON or base64 of JSON."""
    if not isinstance(value, str):
        return value
    if value[:1] == "{":
        return json.loads(value)
    with contextlib.suppress(ValueError):
        text = base64.b64decode(value, validate=True).decode()
        return json.loads(text) if text[:1] == "{" else text
    return value


def _shape(value: object) -> object:
    """Keys and sorts of all that a value holds, wrapped or not."""
    value = _unwrapped(value)
    if isinstance(value, dict):
        return {key: _shape(inner) for key, inner in value.items()}
    return type(value).__name__


def _holds(value: object, word: str) -> bool:
    value = _unwrapped(value)
    if isinstance(value, dict):
        return any(_holds(inner, word) for inner in value.values())
    return isinstance(value, str) and word in value
