"""Prose: what people write to each other - sentences, greetings, addresses; not what machines print.

The most frequent words of the languages that support tickets come in stand for grammar.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.signatures._sample import Guess, Sample

_FREQUENT = re.compile(
    rb"\b(?:the|and|is|are|was|were|to|of|in|i|i'm|it|you|we|my|our|your|me|please|can|for|with|on|this|"
    rb"that|have|has|not|from|at|be|an?|"
    rb"der|die|das|und|ist|nicht|ich|wir|sie|mit|bitte|ein|eine|zu|auf|f\xc3\xbcr|den|dem|von|im|"
    rb"le|la|les|et|est|je|nous|vous|pas|une|des|du|pour|dans|avec|que|qui|merci|"
    rb"el|los|las|es|por|para|con|una|del|se|gracias|hola|il|che|non|per|sono|di|"
    rb"de|het|een|niet|wij|van|og|jeg|ikke|det|som|och|att|inte|hei|hej|hello|hi|dear|regards|thanks|who|"
    rb"what|how|he|she|they)\b",
    re.I,
)
_WORD = re.compile(rb"[A-Za-z\x80-\xff'\xe2\x80\x99-]{2,}")
_SENTENCE = re.compile(rb"[A-Za-z\x80-\xff,;)\"'] +[A-Za-z\x80-\xff(\"']+(?: +[^\s]+)*[.!?]['\")]*(?:\s|$)")
_TOKEN = re.compile(rb"\S+")
_MACHINE = re.compile(
    rb"[^.!?:,>\s] {2,}\S|\t\S|[{}<|]|.>|[A-Za-z0-9]=\S| = |0x[0-9a-f]|[-=~*]{4,}|\w_\w|::|[:;]$|"
    rb"\b[a-z]\w*\(\)|\[[^\]]*\]"
    rb"|\b(?:[0-9a-fA-F]{2}[:-]){5}|^\s{2,}\S| : |\b\d{1,2}:\d\d:\d\d\b|\d+/\d+/\d+"
)
_CONTACT = re.compile(
    rb"\s*(?:>|e-?mail|phone|tel|fax|mobile|address|name|website|personal info|directed by|from|to|subject|"
    rb"date|cc|sent)\b.{0,4}[:>]|\s*>|"
    rb"\S+@\S+\.\w+$|.*https?://|(?!.*\d:\d\d).*\b\d{2,5}[ -]\d{2,5}\b",
    re.I,
)

CEILING = 0.95
"""The surest it ever is: not asked where another family is surer already."""


def guess(sample: Sample) -> Guess | None:
    """Weigh sentences and frequent words against signs of machines; short notes count where nothing looks printed."""
    total = len(sample.lines)
    words = sum(len(_WORD.findall(line)) for line in sample.lines)
    tokens = sum(len(_TOKEN.findall(line)) for line in sample.lines)
    if not words:
        return None
    frequent = sum(len(_FREQUENT.findall(line)) for line in sample.lines) / words
    sentences = sum(bool(_SENTENCE.search(line + b" ")) for line in sample.lines) / total
    contacts = [bool(_CONTACT.match(line)) for line in sample.lines]
    contact = sum(contacts) / total
    machine = sum(not known and bool(_MACHINE.search(line)) for known, line in zip(contacts, sample.lines, strict=True))
    lettered = words / max(1, tokens)
    grammar = min(1.0, 2.5 * frequent) * lettered
    confidence = 0.5 + 0.35 * grammar + 0.15 * sentences + 0.2 * contact - 0.45 * machine / total
    if (grammar < 0.15 and total > 12 and not contact) or lettered < 0.4:
        return None
    why = (f"{frequent:.0%} of words are the commonest of a language", f"{sentences:.0%} of lines end a sentence")
    return Guess("prose", "prose", "prose", max(0.0, min(0.95, confidence)), why)
