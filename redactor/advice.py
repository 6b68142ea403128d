"""What to do with an attachment that nobody reads, by what it is."""

from __future__ import annotations

from redactor.model import MediaType

_BY_NAME = {
    "7z": "pack it as zip, or as tar with xz",
    "rar": "pack it as zip, or as tar with xz",
    "compress": "pack it with gzip",
    "lz4": "pack it with gzip",
    "cab": "pack what is in it as zip",
    "ole2": "save it as .docx, .xlsx, .pptx, or a mail as .eml",
    "rtf": "save it as .docx, or as text",
    "postscript": "attach its text",
    "pcap": "export what matters as text: tshark -r FILE -V",
    "pcapng": "export what matters as text: tshark -r FILE -V",
    "sqlite": "export it as text: sqlite3 FILE .dump",
    "evtx": "export the events as XML or text: wevtutil qe FILE /lf:true /f:text",
    "journald-binary": "export it as text: journalctl --file FILE -o export",
    "elf": "attach the backtrace as text, not the program or its core",
    "minidump": "attach the backtrace as text: analyze -v",
    "crash-dump": "attach the backtrace as text: analyze -v",
    "mail-fragment": "save the whole mail as .eml",
}
_BY_KIND = {
    "image": "pictures can show anything: attach what it shows as text",
    "container": "unpack it, and attach what is in it",
}


def unread(media: MediaType) -> str:
    """One line, without quoting data."""
    return _BY_NAME.get(media.name) or _BY_KIND.get(media.kind) or "export it as text, or attach its parts"
