"""People in prose, by gazetteer and cue: `Ann Lee`, `called by Zbx Qvw`, `Kevin said`; words decide, no model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recognizers._words import words
from redactor.detect.name_phrases import Line, NameSpan, initial, joined, last, phrase, span
from redactor.detect.name_words import PARTICLES, Lore, is_given, is_place, is_stop, is_sure_given, is_surname

ROLES = words(
    """
    player manager engineer director colleague coworker customer user friend wife husband partner brother sister son
    daughter mother father technician admin administrator consultant supervisor boss teacher doctor nurse agent
    actor actress author singer minister president owner contact employee tenant applicant recipient sender member
    assistant secretary lawyer attorney officer analyst developer programmer accountant professor student patient
    passenger driver pilot judge writer painter composer artist musician chairman chairwoman founder ceo cto cfo
    named called mr mrs ms dr prof herr frau
    """
)
"""Words that stand directly before a name."""
ADDRESSED = words(
    """
    add ask asked tell told call called contact contacted email emailed invite invited notify notified thank thanks
    cc meet met given gave give gives with remind inform informed by from via to for and through regards cheers
    sincerely yours is am reach ping escort
    """
)
"""Verbs and prepositions before a person; the name has to be rare or of two words."""
SAYS = words(
    """
    said says told tells asked asks replied replies emailed mentioned mentions thinks wants lives lived phoned
    resigned retired gave gives given wrote writes complained insisted explained explains suggested believes knows
    joined married died turned speaks spoke agreed argued promised noticed remembers forgot loves likes hates moved
    left arrived
    """
)
"""What only people do, directly behind a name."""
AUXILIARY = words("had has have is was will would did does can could")
BELONGINGS = words(
    """
    laptop phone wife husband mailbox account desk office manager brother sister birthday computer email pc machine
    team boss password badge son daughter mother father house car family request ticket extension calendar contract
    home address
    """
)
CLOSINGS = words(
    """
    regards cheers sincerely thanks thank yours greetings wishes best gruesse grusse gruss cordialement saludos
    saluti groeten
    """
)
LINKS = frozenset((",", "and", "&", "or"))


def people(line: Line, lore: Lore) -> Iterator[NameSpan]:
    """The people that a line names, left to right, without overlap; then the other members of their lists."""
    at, taken = 0, set[int]()
    while at < len(line.words):
        found = _named(line, at, lore) or _cued(line, at, lore)
        if found is None:
            at += 1
            continue
        yield found[0]
        taken.update(range(at, found[1]))
        at = found[1]
    yield from _listed(line, lore, taken)


def _listed(line: Line, lore: Lore, taken: set[int]) -> Iterator[NameSpan]:
    """`Ann, Hleb and Bob`: a single rare word or unsure given name between commas of a list that names people."""
    words = line.words
    for at in range(len(words)):
        if at in taken or not line.namely(at) or not (is_given(words[at].key) or lore.rare(words[at])):
            continue
        left = line.word(at - 1) in LINKS and at - 2 in taken
        right = line.word(at + 1) in LINKS and at + 2 in taken
        if (left or right) and "," in (line.word(at - 1), line.word(at + 1)):
            taken.add(at)
            yield span(line, at, at + 1, "PERSON", 0.6, "name-listed")


def signers(lines: Sequence[Line], lore: Lore) -> Iterator[NameSpan]:
    """A line that is nothing but a name: below a closing (`Regards,`), or with nothing above and below it."""
    for at, line in enumerate(lines):
        if not 0 < len(line.words) < 7 or line.style == "low":
            continue
        end = phrase(line, 0, lore)
        if end < len(line.words) or end == 0:
            continue
        names = [word for word in line.words if word.shape in ("cap", "up")]
        closed = at > 0 and _closes(lines[at - 1]) or at > 1 and not lines[at - 1].words and _closes(lines[at - 2])
        alone = len(names) > 1 and all(not lines[near].words for near in (at - 1, at + 1) if 0 <= near < len(lines))
        if (closed or alone) and all(lore.rare(word) for word in names):
            yield span(line, 0, end, "PERSON", 0.6, "name-line")


def _closes(line: Line) -> bool:
    """`Best regards,` and its like."""
    words = [word.key for word in line.words if word.shape != "sign"]
    return 0 < len(words) < 5 and not CLOSINGS.isdisjoint(words)


def _named(line: Line, at: int, lore: Lore) -> tuple[NameSpan, int] | None:
    """A given name with what follows it, or a sure one by itself; `J. Smith`."""
    word = line.words[at]
    if initial(line, at) and line.style != "low":
        return _initials(line, at)
    if not line.namely(at) or not is_given(word.key):
        return None
    end = family(line, at, lore)
    if end > at + 1:
        return span(line, at, end, "PERSON", 0.85, "name-full"), end
    lone = is_sure_given(word.key) and not is_place(word.key) and word.shape != "up"
    if lone and (line.style == "mixed" or (len(word.key) > 3 and word.key not in PARTICLES)):
        return span(line, at, at + 1, "PERSON", 0.6, "name-given"), at + 1
    return None


def family(line: Line, at: int, lore: Lore) -> int:
    """Behind the last name that belongs to the given name at `at`."""
    end, place, sure = at + 1, at + 1, is_sure_given(line.words[at].key)
    while place < len(line.words) and place - at < 7:
        word = line.words[place]
        if not joined(line, last(line, place), place):
            break
        if initial(line, place) or (word.key in PARTICLES and word.free and word.shape == "low"):
            place += 1
            if place < len(line.words) and line.words[place].text == "." and not line.words[place].gap:
                place += 1
            continue
        if not line.namely(place) or is_stop(word.key):
            break
        if not (is_surname(word.key) or is_given(word.key) or (sure and lore.rare(word)) or _odd(line, place, lore)):
            break
        place = end = place + 1
        sure = True
    return end


def _odd(line: Line, at: int, lore: Lore) -> bool:
    """A capitalised word that is no word of the language."""
    return line.style == "mixed" and len(line.words[at].key) > 3 and not lore.known(line.words[at])


def _initials(line: Line, at: int) -> tuple[NameSpan, int] | None:
    """`J. Smith`, `J. R. Smith`: initials with their dots before a surname."""
    place = at
    while place - at < 8 and place + 1 < len(line.words) and initial(line, place) and line.words[place + 1].text == ".":
        place += 2
    if place == at or place >= len(line.words) or not line.namely(place) or not joined(line, place - 1, place):
        return None
    word = line.words[place]
    if word.shape != "cap" or is_stop(word.key) or not is_surname(word.key):
        return None
    return span(line, at, place + 1, "PERSON", 0.75, "name-initials"), place + 1


def _cued(line: Line, at: int, lore: Lore) -> tuple[NameSpan, int] | None:
    """A phrase that may be a name, where the words beside it say that it is one."""
    if line.style == "low" or not line.namely(at):
        return None
    end = phrase(line, at, lore)
    if end == at or not any(lore.rare(line.words[place]) for place in range(at, end)):
        return None
    rare = all(lore.rare(line.words[place]) or len(line.words[place].key) < 3 for place in range(at, end))
    if _before(line, at, end, rare=rare) or (rare and _behind(line, end)):
        return span(line, at, end, "PERSON", 0.65, "name-cue"), end
    return None


def _before(line: Line, at: int, end: int, *, rare: bool) -> bool:
    """Whether a role or a verb before the phrase makes a person of it."""
    before, several = line.word(at - 1), sum(line.namely(place) for place in range(at, end)) > 1
    if before in ROLES:
        return rare or several
    person = any(is_given(line.words[place].key) or is_surname(line.words[place].key) for place in range(at, end))
    if before in (":", "-") and line.word(at - 2) == "by":
        return rare or several
    return before in ADDRESSED and person and (several or rare)


def _behind(line: Line, end: int) -> bool:
    """Whether what follows is said of people only."""
    after, then = line.word(end), line.word(end + 1)
    if after in SAYS or (after in AUXILIARY and then in SAYS):
        return True
    return after in ("'", "’") and then == "s" and line.word(end + 2) in BELONGINGS
