"""Which language an article is written in: told by its script, then by its small words (indexer/neighbours.py)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from indexer.neighbours import latin_neighbour, neighbour
from search.model import Language

_DEVANAGARI = re.compile("[\u0904-\u0939\u0958-\u0961\u0972-\u097f]")  # letters alone: vowel signs would count twice
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")
_ENOUGH_HINDI = 0.25  # English papers print hardly any Devanagari, Hindi ones much English: the line is not at half
_ENOUGH_OURS = 0.5

_NAMES = {
    "hi": "hi", "hin": "hi", "hindi": "hi", "हिंदी": "hi", "हिन्दी": "hi",
    "en": "en", "eng": "en", "english": "en", "अंग्रेजी": "en", "अंग्रेज़ी": "en",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLanguage:
    """A text that is neither Hindi nor English; `name` says in words what it is in."""

    name: str
    likely: bool = False  # told by its words, not by its script: the label of a record may know better

    @property
    def reason(self) -> str:
        """Why the text is not indexed, for people."""
        name = f"it looks like {self.name}" if self.likely else self.name
        return f"written in neither Hindi nor English ({name})"


def detect_language(text: str) -> Language | OtherLanguage:
    """Return 'hi' or 'en', or what else the text is written in; a short text has the benefit of the doubt.

    >>> detect_language("दिल्ली में IIT का नया कैंपस")
    'hi'
    >>> detect_language("சென்னையில் மழை")
    OtherLanguage(name='Tamil script', likely=False)
    """
    hindi = len(_DEVANAGARI.findall(text))
    english = len(_LATIN.findall(text))
    letters = len(_LETTER.findall(text))
    if not letters:
        return OtherLanguage(name="no letters")
    if hindi + english < _ENOUGH_OURS * letters:
        return OtherLanguage(name=_script(text))
    language: Language = "hi" if hindi >= _ENOUGH_HINDI * (hindi + english) else "en"
    other = neighbour(text) if language == "hi" else latin_neighbour(text)
    return OtherLanguage(name=other, likely=True) if other is not None else language


def has_devanagari(*texts: str) -> bool:
    """Tell whether one of the texts has a letter of the script."""
    return any(_DEVANAGARI.search(text) for text in texts)


def language_named(name: str) -> Language | None:
    """Return the language that a name or code such as "hi-IN", "eng" or "Hindi" stands for; None for any other.

    >>> language_named("hi-IN"), language_named("mr")
    ('hi', None)
    """
    found = _NAMES.get(re.split(r"[-_]", name.strip().casefold())[0])
    return "hi" if found == "hi" else "en" if found == "en" else None


def _script(text: str) -> str:
    scripts = Counter(
        unicodedata.name(letter, "unknown").split()[0].replace("-", " ").title()
        for letter in _LETTER.findall(text)
        if not _DEVANAGARI.match(letter) and not _LATIN.match(letter)
    )
    name = scripts.most_common(1)[0][0]
    return "Chinese or Japanese script" if name.startswith("Cjk") else f"{name} script"
