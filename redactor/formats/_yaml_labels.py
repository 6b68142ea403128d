"""What the keys beside a value say of it: the kind of a Kubernetes object, and the name of a `name`/`value` pair.

    kind: Secret                          - name: DB_PASSWORD
    data: {user: Zm9v}  sealed              value: x           label `env/DB_PASSWORD`
A document's own `version` is its schema's.  Keys may come in any order, so all of a text is read before anything is said of it.
"""

from __future__ import annotations

from redactor.formats._embedded import SEALED
from redactor.formats._yaml_items import Entry, Item, Sort

_NAMES = ("name", "key", "Name", "Key", "field", "attribute", "option", "header")
_VALUES = ("value", "Value", "values", "Values", "defaultValue")
_KINDS = (b"Secret", b"SealedSecret")
_DATA = ("data", "stringData", "encryptedData")
_ENCODED = "binaryData"
"""Of a ConfigMap: whole files in base64, which nobody reads here."""
_LONGEST_NAME = 128


def labels(text: bytes, items: list[Item], entries: list[Entry]) -> list[str]:
    """The label of each entry."""
    names: dict[int, str] = {}
    secrets: set[int] = set()
    for item in items:
        if item.sort is not Sort.VALUE:
            continue
        entry = entries[item.home]
        if entry.key == "kind" and text[item.start : item.end] in _KINDS:
            secrets.add(entry.mapping)
        elif entry.key in _NAMES and item.end - item.start <= _LONGEST_NAME:
            names.setdefault(entry.mapping, text[item.start : item.end].decode("utf-8", "replace"))
    found: list[str] = []
    sealed: list[bool] = []
    for entry in entries:
        seal = entry.parent < len(sealed) and sealed[entry.parent]
        seal = seal or (entry.mapping in secrets and entry.key in _DATA) or entry.key == _ENCODED
        label = "schema version" if entry.label == "version" else entry.label
        if entry.key in _VALUES and entry.mapping in names:
            above = label.rpartition("/")[0]
            label = f"{above}/{names[entry.mapping]}" if above else names[entry.mapping]
        found.append(f"{label}/{SEALED}" if seal else label)
        sealed.append(seal)
    return found
