"""The dateline with which a story begins: "नई दिल्ली, 19 जून (भाषा)", "आगरा, जेएनएन।", "राज्य ब्यूरो, रांची :", "आरा।".

It stays in the text; the place is read from it. An agency or a desk beside a place shows that it is one; without them
it must be known as a place, or be no ordinary word and stand as only datelines do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.cleaning.shape import count_words, plain, read_names
from search.analysis.tokens import analyse
from search.lexicon import bundled_lexicon
from search.place_names import is_known_town, known_place

_LONGEST = 90  # characters of a dateline
_OPENING = re.compile(r"(?P<text>[^।:]{2,}?)(?P<mark>\s?।|\s?:(?!\d)|\s?--|\s[-–—]\s|(?<=[)\]])\s)")
_BRACKETS = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]*)[)\]]\s*")
_MONTHS = (
    r"जनवरी|फ\u093c?रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|सितम्बर|अक्टूबर|अक्तूबर|नवंबर|नवम्बर|दिसंबर|दिसम्बर|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
)  # u093c: nukta
_DAY = re.compile(rf"\S+\s+(?:{_MONTHS})(?:\s+\S{{4}})?|(?:{_MONTHS})\s+\S{{1,4}}|[\d०-९]{{4}}", re.IGNORECASE)
_AGENCIES = read_names("""
भाषा, पीटीआई, पीटीआइ, पीटीआई-भाषा, PTI, एएनआई, एएनआइ, ANI, आईएएनएस, आइएएनएस, IANS, यूएनआई, यूएनआइ, UNI, वार्ता
हिन्दुस्थान समाचार, हिंदुस्थान समाचार, रॉयटर्स, रायटर, रायटर्स, Reuters, एएफपी, AFP, एपी, AP, प्रेट्र, जेएनएन, जासं, संसू, संस, विसं
एजेंसी, एजेंसियां, एजेंसिया, एजेंसीज, Agency, Agencies, TNN, ENS
""")
_DESK = re.compile(
    r"(?:संवाद(?:दा|ा)ता|संवाद सूत्र|सहयोगी|डेस्क|ब्यूरो|प्रतिनिधि|न्यूज|न्यूज\u093c|टीम|"
    r"desk|bureau|correspondent|reporter|news service|news network)$",
    re.IGNORECASE,
)


def dateline_place(paragraphs: Sequence[str]) -> str | None:
    """Return the place from which the story says that it was reported, the first of several; None where it says none.

    It stands in the first paragraph, or in the second one below a summary.

    >>> dateline_place(["नयी दिल्ली, 19 जून (भाषा) सरकार ने कहा।"]), dateline_place(["संसू, डोरीगंज : छपरा के चिकित्सक आए।"])
    ('नयी दिल्ली', 'डोरीगंज')
    >>> dateline_place(["मुरैना/नई दिल्ली। राष्ट्रीय अभयारण्य में खनन।"]), dateline_place(["बारिश। और फिर धूप।"])
    ('मुरैना', None)
    """
    text = "\n".join(paragraphs)
    for number, paragraph in enumerate(paragraphs[:2]):
        found = _OPENING.match(paragraph[:_LONGEST])
        if found is not None:
            place = _place(found["text"], found["mark"], text if number == 0 else "")
            if place is not None:
                return place
        elif _looks_like_place(paragraph) and is_known_town(paragraph):
            return paragraph  # on a line of its own
    return None


def place_of_line(text: str) -> str | None:
    """Return the known place of a line that has nothing else but a day and an agency; None for any other.

    >>> place_of_line("Lucknow, June 19 (PTI)"), place_of_line("पटना | 19 जून 2024"), place_of_line("रेखा शर्मा, 19 जून")
    ('Lucknow', 'पटना', None)
    """
    parts, _ = _read(re.sub("[|•·:]", ",", text))
    return parts[0] if len(parts) == 1 and known_place(parts[0]) is not None else None


def _place(opening: str, mark: str, text: str) -> str | None:
    """Return the place that the words before the mark name; `text` is "" where only a credited one counts."""
    parts, credited = _read(opening)
    known = sorted((part for part in parts if known_place(part) is not None), key=is_known_town, reverse=True)
    if len(parts) > 2 or (len(parts) == 2 and not known):
        return None
    name = (known or parts or [""])[0]  # of two, the other is the state or the reporter
    if not _looks_like_place(name):
        return None
    if not credited and not (text and _stands_alone(name, mark.strip(), text)):
        return None
    return name.title() if name.isupper() and len(name) > 3 else name


def _read(opening: str) -> tuple[list[str], bool]:
    """Return what stands between the commas besides days and credits, and whether an agency or a desk was there."""
    credited = any(_is_credit(one["inside"]) for one in _BRACKETS.finditer(opening))
    parts: list[str] = []
    for piece in _BRACKETS.sub(",", opening).split(","):
        if _DAY.fullmatch(piece.strip()):
            continue
        names = [name.strip() for name in piece.split("/") if re.search(r"[^\W\d_]", name)]
        kept = [name for name in names if not _is_credit(name)]
        before, _, last = kept[0].rpartition(" ") if kept else ("", "", "")
        if before and not last.isascii() and _is_credit(last):  # "अलीगढ़ जेएनएन:"
            kept[0] = before
            credited = True
        credited = credited or len(kept) < len(names)
        parts += kept[:1]
    return parts, credited


def _is_credit(text: str) -> bool:
    return plain(text) in _AGENCIES or (count_words(text) <= 4 and _DESK.search(text) is not None)


def _looks_like_place(name: str) -> bool:
    return (
        1 <= count_words(name) <= 3
        and re.fullmatch(r"[^\W\d_][\w\u0900-\u0963\u200c\u200d.' -]*", name) is not None
        and re.search(r"[\d०-९]", name) is None
        and (not name[0].isascii() or name[0].isupper())
    )


def _stands_alone(name: str, mark: str, text: str) -> bool:
    """Tell whether a name without agency and desk is a dateline: a place, printed as datelines are.

    Before a danda that is any known place, and any word that is no ordinary one; before a colon a known town, since
    countries stand there in headings ("पाकिस्तान: 10 मरीज"), or a word that the text names again as where something is
    ("बांका : बिहार के बांका में"); before a dash a known town.
    """
    if known_place(name) is not None:
        return mark == "।" or (mark != "" and is_known_town(name))
    terms = [token.term for token in analyse(name)]
    entries = [bundled_lexicon().entry((term,)) for term in terms]
    if name.isascii() or len(terms) != 1 or any(entry is not None and entry.kind != "name" for entry in entries):
        return False
    there = rf"(?<!\S){re.escape(name)} (?:में|ज\u093c?िल[ेा]|शहर)"
    return mark == "।" or (mark == ":" and re.search(there, text) is not None)
