"""What file names promise: only to notice where the content is something else."""

from __future__ import annotations

_TEXT = frozenset(("log", "cli", "config", "json", "ini", "prose", "text"))
_PROMISES: dict[str, frozenset[str]] = {
    **dict.fromkeys(("txt", "text", "out", "lst", "rsc"), _TEXT),
    "log": _TEXT - {"config", "ini"},
    **dict.fromkeys(("json", "jsonl", "ndjson", "tfstate"), frozenset(("json", "log"))),
    **dict.fromkeys(("cfg", "conf", "config", "cnf"), frozenset(("config", "ini", "cli", "text"))),
    **dict.fromkeys(("ini", "env", "properties", "service", "reg"), frozenset(("ini",))),
    **dict.fromkeys(("rst",), frozenset(("prose", "text"))),
    **dict.fromkeys(("zip", "gz", "tgz", "tar", "bz2", "xz", "zst", "7z", "rar"), frozenset(("container",))),
    **dict.fromkeys(("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "rtf", "odt"), frozenset(("document",))),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp"), frozenset(("image",))),
    **dict.fromkeys(("pcap", "pcapng", "cap", "db", "sqlite", "evtx", "exe", "dmp", "core"), frozenset(("binary",))),
}
_FLAVOURS = {"har": "har", "csv": "csv", "tsv": "csv", "eml": "mail"}
_GRAMMARS = {
    "xml": "xml", "yaml": "yaml", "yml": "yaml", "html": "html", "htm": "html", "toml": "toml", "tf": "hcl", "hcl": "hcl",
    "tfvars": "hcl", "md": "markdown",
}  # fmt: skip
"""Endings whose flavours all have this in their name."""


def disagrees(name: str, kind: str, flavour: str) -> bool:
    """Whether the ending of `name` promises something else than `kind` or `flavour`; most endings promise nothing."""
    ending = name.rpartition("/")[2].rpartition(".")[2].lower()
    if ending in _FLAVOURS:
        return flavour != _FLAVOURS[ending]
    if ending in _GRAMMARS:
        return _GRAMMARS[ending] not in flavour
    return ending in _PROMISES and kind not in _PROMISES[ending]
