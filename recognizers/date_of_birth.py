"""Dates of birth, which only the word before them tells from other dates."""

from __future__ import annotations

from recognizers.rule import Rule

_MONTH = r"(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez)[a-z\x80-\xff]{0,8}\.?"
_DATE = (
    rf"(?:(?:19|20)[0-9]{{2}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}"
    rf"|[0-9]{{1,2}}[-/. ]{{1,2}}[0-9]{{1,2}}[-/. ]{{1,2}}(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}})"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th|\.)?[ -](?:of )?{_MONTH}[ ,-]{{1,2}}(?:19|20)[0-9]{{2}}"
    rf"|{_MONTH}[ ][0-9]{{1,2}}(?:st|nd|rd|th)?,?[ ](?:19|20)[0-9]{{2}}|(?:19|20)[0-9]{{6}})"
)
_CUE = (
    r"(?:d\.?o\.?b\.?|date[-_ ]?of[-_ ]?birth|birth[-_ ]?(?:date|day)|born(?: on)?|geboren(?: am)?|geb\."
    r"|geburtsdatum|geburtstag"
    r"|date de naissance|n(?:\xc3\xa9|\xe9)e? le|fecha de nacimiento|nacid[oa] el|data di nascita|nat[oa] il"
    r"|data de nascimento"
    r"|geboortedatum|f(?:\xc3\xb8|\xf8)dselsdato|f(?:\xc3\xb8|\xf8|\xc3\xb6|\xf6)dd|f(?:\xc3\xb6|\xf6)delsedatum"
    r"|syntym(?:\xc3\xa4|\xe4)aika|data urodzenia|datum narozen(?:\xc3\xad|\xed))"
)

RULES = (
    Rule(
        id="date-of-birth",
        entity="DATE_OF_BIRTH",
        pattern=rf"{_CUE}[\"']?[ \t]*[:=]?[ \t]*[\"']?(?:is[ \t])?(?P<value>{_DATE})",
        reference="ISO 8601 and national notations; Presidio has no entity for it beyond DATE_TIME",
        examples=(
            "DOB: «1980-01-02»",
            "born on «2 January 1980» in Fakeville",
            '"dateOfBirth": "«1980-01-02»"',
            "geb. «02.01.1980»",
            "Date of birth is «Jan 2, 1980»",
        ),
        near_misses=("date: 1980-01-02", "reborn 2026-01-02", "DOB: unknown", "born in 1980"),
        trigger=(
            "d\\.?o\\.?b",
            "birth",
            "born",
            "gebo",
            "geb\\.",
            "geburts",
            "naiss",
            "n..?e? le",
            "nacim",
            "nacid",
            "nasc",
            "nat[oa] il",
            "dselsdato",
            "dd",
            "delse",
            "syntym",
            "urodz",
            "naroz",
        ),
        ignore_case=True,
        score=0.93,
    ),
)
