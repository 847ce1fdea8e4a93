"""Sees to it that days of the week come through: the model knows most of them, but not बृहस्पतिवार.

There are seven, so a day of the output that the Hindi has not is wrong, and where one is missing, it is plain which.
"""

from __future__ import annotations

import re

from indexer.translation.names import is_english

_DAYS = {
    "Monday": "सोम मंडे", "Tuesday": "मंगल ट्यूज", "Wednesday": "बुध वेडनेस",
    "Thursday": "गुरु गुरू गुर बृहस्पति वीर जुमेरात थर्स", "Friday": "शुक्र शक्र जुम फ्राइडे फ्रायडे",
    "Saturday": "शनि शनी सैटर", "Sunday": "रवि इतवार संडे सन्डे",
}  # fmt: skip
_FORMS = {stem: day for day, stems in _DAYS.items() for stem in stems.split()}
_STEMS = "|".join(sorted(_FORMS, key=len, reverse=True))
_HINDI = re.compile(rf"(?<![\u0900-\u0963])({_STEMS})वार(?![\u0900-\u0963])")
_HINTS = re.compile(rf"(?<![\u0900-\u0963])({_STEMS})")
_ENGLISH = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_ANY_DAY = re.compile(r"\b[A-Z][a-z]+day\b")


def missing_days(source: str, output: str) -> tuple[str, ...]:
    """Return the English of the days of the Hindi that do not stand in the output, each once."""
    if "वार" not in source:
        return ()
    wanted = dict.fromkeys(_FORMS[stem] for stem in _HINDI.findall(source))
    return tuple(day for day in wanted if day not in output)


def mend_days(source: str, output: str) -> str:
    """Return the output with a wrong or garbled day of the week put right, where one is missing and one is wrong.

    >>> mend_days("बृहस्पतिवार को फैसला", "The decision on Friday")
    'The decision on Thursday'
    """
    missing = missing_days(source, output)
    if len(missing) != 1:
        return output
    hinted = {_FORMS[stem] for stem in _HINTS.findall(source)}
    wrong = {day for day in _ENGLISH.findall(output) if day not in hinted and day not in source}
    wrong |= {word for word in _ANY_DAY.findall(output) if not _ENGLISH.fullmatch(word) and not is_english(word)}
    if len(wrong) != 1:
        return output
    return re.sub(rf"\b{wrong.pop()}\b", missing[0], output)
