"""What an XML element is called: its path, the name it is given by an attribute, or by a sibling.

<users><entry name="bob">                 users/@name → bob              lists and wrappers have no part of their own
<Data Name="TargetUserName">x</Data>      EventData/TargetUserName → x   so does <add key="…" value="x"/>
<name>PIN</name><value>x</value>          PIN → x                        so does a property list's <key>, <string>
"""

from __future__ import annotations

_WRAPPERS = frozenset(
    "entry member item items element elem elements li list array row record ascii-text hexadecimal base64 text cdata "
    "plain".split()
)
"""Elements that only hold: what stands in them goes by what stands around them."""
_NAMED = frozenset(
    "data property prop param parameter field attribute attr setting option add variable var env arg argument column "
    "col pair string int bool boolean long str tag label meta header header-field simpledata entry item value element "
    "key-value keyvalue metadata custom-field customfield nv".split()
)
"""Elements that are called what an attribute says."""
_NAMING = ("name", "key", "field", "property", "attribute", "variable", "label", "id", "n")
"""Such attributes, and elements that name the value beside them; best first."""
_VALUES = frozenset("value val v data string integer int real date content text values".split())
_EVENT = {
    "System/Computer": "System/computer name",
    "Security/@UserID": "Security/user sid",
}
"""Windows event schema: what its own words do not say by themselves."""
LONGEST = 64


def _of_xml(key: str) -> bool:
    """Whether an attribute says how the document is to be read (namespaces, schemas)."""
    return key.startswith(("xmlns", "xsi:", "xml:"))


class _Frame:
    """An open element: the label of its text, the path to what is in it, the name its next value is given."""

    __slots__ = ("label", "name", "named", "path")

    def __init__(self, name: bytes, label: str, path: str) -> None:
        self.name = name
        self.label = label
        self.path = path
        self.named = ""


class Labels:
    """The open elements, outermost first."""

    __slots__ = ("_open",)

    def __init__(self) -> None:
        self._open: list[_Frame] = []

    def __len__(self) -> int:
        return len(self._open)

    @property
    def text(self) -> str:
        """The label of text in the innermost element."""
        return self._open[-1].label if self._open else ""

    def entered(self, name: bytes, attributes: list[tuple[str, bytes]]) -> tuple[str, str, list[str]]:
        """Of an element: the label of its text, the path to what is in it, the label of each attribute (name, value)."""
        above = self._open[-1].path if self._open else ""
        low, own = _local(name).lower(), joined(above, shown(name))
        naming, called = _called(attributes) if low in _NAMED else ("", "")
        base = above if low in _WRAPPERS else own
        path = joined(above, called) if called and low not in _WRAPPERS else base
        label = joined(above, called) if called else base
        if low in _VALUES and not called and above:
            named = self._open[-1].named
            label = joined(above, named) if named else self.text
        told = [
            label if called and key.lower() in _VALUES else joined(base, "@schema" if _of_xml(key) else "@" + key)
            for key, _ in attributes
        ]
        return _alias(label), path, [_alias(one) for one in told]

    def push(self, name: bytes, label: str, path: str) -> None:
        """The element is open."""
        self._open.append(_Frame(name, label, path))

    def pop(self) -> bytes | None:
        """The name of the innermost element, which is closed; None where none is open."""
        return self._open.pop().name if self._open else None

    def is_key(self) -> bool:
        """Whether the innermost element is a key of a property list."""
        return len(self._open) > 1 and self._open[-1].name == b"key" and self._open[-2].name == b"dict"

    def said(self, text: bytes) -> None:
        """The innermost element has this text: if it is a name, its next sibling goes by it."""
        if len(self._open) > 1 and _local(self._open[-1].name).lower() in _NAMING and len(text) <= 2 * LONGEST:
            self._open[-2].named = text.decode("utf-8", "replace").replace("/", " ")


def shown(name: bytes) -> str:
    """A name as part of a label."""
    return name[:LONGEST].decode("utf-8", "backslashreplace")


def joined(above: str, part: str) -> str:
    """A path with one more part."""
    return f"{above}/{part}" if above else part


def _local(name: bytes) -> str:
    return shown(name.rpartition(b":")[2])


def _called(attributes: list[tuple[str, bytes]]) -> tuple[str, str]:
    """The attribute that names an element, and the name; empty where none does."""
    low = {key.lower(): (key, value) for key, value in reversed(attributes)}
    for naming in _NAMING:
        key, value = low.get(naming, ("", b""))
        if value and len(value) <= 2 * LONGEST:
            return key, value.decode("utf-8", "replace").replace("/", " ")
    return "", ""


def _alias(label: str) -> str:
    head, _, last = label.rpartition("/")
    known = _EVENT.get(f"{head.rpartition('/')[2]}/{last}")
    return joined(head.rpartition("/")[0], known) if known else label
