"""XML and HTML: by their first tags.

Sources: XML 1.0, the WHATWG HTML standard, the vendors' configuration schemas, Microsoft's event schema.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.signatures._sample import Guess, Sample

_MARKUP = re.compile(rb"\s*(?:<\?xml\b|<!DOCTYPE\b|<!--|<([A-Za-z][\w.:-]*)(?:\s[^<>]*)?/?>)", re.I)
_ROOT = re.compile(rb"<([A-Za-z][\w.:-]*)((?:\s[^<>]*)?)/?>")
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<!DOCTYPE\s+html", re.I | re.DOTALL)
_HTML_TAGS = (b"html", b"head", b"body", b"table", b"div", b"p", b"span", b"meta", b"style", b"script", b"br", b"font")
_CONFIG_ROOTS = {
    b"pfsense": "pfsense-xml-config",
    b"opnsense": "opnsense-xml-config",
    b"configuration": "junos-xml-config",
    b"rpc-reply": "netconf-xml-config",
    b"devices": "device-xml-config",
}


def guess(sample: Sample) -> Guess | None:
    """HTML, a device's configuration, Windows events, or some other XML."""
    if not _MARKUP.match(sample.head):
        return None
    root = _ROOT.search(sample.head)
    name = root[1].lower() if root else b""
    if _HTML.match(sample.head) or (name in _HTML_TAGS and not sample.head.lstrip().startswith(b"<?xml")):
        return Guess("text", "html", "html", 0.97, ("an HTML document",))
    if name == b"html":
        return Guess("text", "html", "html", 0.97, ("an XHTML document",))
    declared = sample.head.lstrip().startswith(b"<?xml")
    sure = 0.99 if declared else 0.95
    if name in _CONFIG_ROOTS:
        return Guess("config", "xml", _CONFIG_ROOTS[name], sure, ("XML with the root of a device configuration",))
    if root and name in (b"config", b"response") and (b"urldb=" in root[2] or b"<deviceconfig" in sample.head):
        return Guess("config", "xml", "panos-xml-config", sure, ("XML with the root of a device configuration",))
    if not declared and b"</" not in sample.head:
        return None
    if root and name in (b"event", b"events") and b"schemas.microsoft.com/win" in sample.head:
        return Guess("log", "xml", "windows-event-xml", 0.97, ("XML with Windows events",))
    return Guess("text", "xml", "xml", sure, ("an XML document",))
