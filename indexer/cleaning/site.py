"""The name of the site a page was copied from, and the headlines that end with it.

A headline bears it as "-DishaVarta" or "| जनपथ समाचार". One such ending may be part of the headline; it is taken for
the site's name when the page itself bears witness: another line ends so, a line is the name, the foot has "©" and it,
the script changes, or the words are those of which papers make their names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.cleaning.credits import read_credits
from indexer.cleaning.markers import is_box_with_link, is_furniture
from indexer.cleaning.shape import LONGEST_LABEL, count_words, is_prose, key, plain, read_names

_SUFFIX = re.compile(
    r"^(?P<headline>.*\S)(?P<mark>\s+[-–—~•·]+\s*|[-–—]\s+|(?<=[\u0900-\u0963?!…”’\"'])[-–—](?=[A-Z])|\s*[|»]+\s*|\s+::\s*)"
    r"(?P<name>[^|»]{2,40})$"
)
_LONGEST = 400  # characters of a headline with the name behind it
_GLUED = re.compile(r"\s+[-–—]")  # " -DishaVarta": nobody sets a dash so within a headline
_NOT_SITE = read_names("""
वीडियो, video, watch, photos, photo, तस्वीरें, फोटो, देखें वीडियो, देखें, live, लाइव, live updates, रिपोर्ट, report
सूत्र, सर्वे, study, exclusive, opinion, explained, विश्लेषण, analysis, जानें, पढ़ें, hindi news, हिंदी न्यूज़
""")
_SITE_WORDS = re.compile(
    r"न्यूज|समाचार|टाइम्स|टुडे|एक्सप्रेस|जागरण|दर्पण|भास्कर|पत्रिका|वार्ता|हिंदुस्तान|हिन्दुस्तान|उजाला|केसरी|संवाद(?!दाता)|प्रहरी|"
    r"पोस्ट|हेराल्ड|मेल|क्रॉनिकल|मिरर|गजट|गजेट|टेलीग्राफ|खबर$|खबर\b.*\b(?:live|24|लाइव)|दैनिक|"
    r"\b(?:news|khabar|samachar|times|today|express|jagran|darpan|patrika|varta|post|herald|mail|chronicle|mirror|gazette|"
    r"telegraph|daily|dainik|bulletin|tribune|observer|journal|wire|print|hindu|live|tv|reporter|xpress)\b|"
    r"(?:news|khabar|times|today|varta|express|post|samachar)$|\.(?:com|in|org|net|co)\b"
)
_FOOT = re.compile(r"©|\bcopyright\b|rights reserved|सर्वाधिकार|अधिकार सुरक्षित", re.IGNORECASE)
_DEVANAGARI = re.compile("[\u0904-\u0939]")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The site's name as its headlines end with it, and what else the page calls it."""

    name: str | None  # None: the headlines end with no name
    keys: frozenset[str]  # of the name, see shape.key

    def strip(self, line: str) -> str | None:
        """Return the headline without the name it ends with; None when it ends with none."""
        stripped = None
        if len(line) > _LONGEST:
            return None
        while match := _SUFFIX.match(line):
            # Between headline and name may stand the section: "… | राजस्थान | मरुधर समाचार", "… - Bihar News | …".
            section = stripped is not None and count_words(match["name"]) <= 3
            section = section and ("|" in match["mark"] or is_site_name(match["name"]))
            if key(match["name"]) not in self.keys and not section:
                break
            stripped = line = match["headline"]
        return stripped

    def is_name(self, line: str) -> bool:
        """Tell whether the line is the name and nothing else."""
        return len(line) <= LONGEST_LABEL and key(line) in self.keys


def find_site(lines: Sequence[str]) -> Site:
    """Return the site to which the lines of a page bear witness."""
    endings = [match for line in lines if (match := _suffix(line)) is not None]
    counts = Counter(key(match["name"]) for match in endings)
    whole = {key(line) for line in lines[:6]}
    foot = " ".join(key(line) for line in lines if len(line) < 200 and _FOOT.search(line))
    keys: dict[str, str] = {}
    for match in endings:
        name = match["name"].strip()
        this = key(name)
        witnesses = (
            counts[this] > 1,
            this in whole,
            len(this) > 3 and this in foot,
            _changes_script(match["headline"], name) and _GLUED.fullmatch(match["mark"]) is not None,
            is_site_name(name),
            "|" in match["mark"] and count_words(name) <= 3,
        )
        if any(witnesses):
            keys.setdefault(this, name)
    best = max(keys, key=lambda this: (counts[this], is_site_name(keys[this])), default=None)
    return Site(name=keys[best] if best else None, keys=frozenset(keys))


def is_site_name(text: str) -> bool:
    """Tell whether papers are called so: "नर्मदा टुडे", "Prabhat Khabar"."""
    return count_words(text) <= 5 and not is_prose(text) and _SITE_WORDS.search(plain(text)) is not None


def _suffix(line: str) -> re.Match[str] | None:
    match = _SUFFIX.match(line) if len(line) <= _LONGEST else None
    if match is None or is_prose(line) or is_furniture(line) or read_credits(line):
        return None
    name, headline = match["name"].strip(), match["headline"]
    if is_box_with_link(line) and count_words(headline) < 4:
        return None  # "Also Read- a headline": the mark belongs to the box
    if count_words(headline) < 3 or not 1 <= count_words(name) <= 5 or not re.search(r"[^\W\d_]", name):
        return None
    return None if plain(name) in _NOT_SITE else match


def _changes_script(headline: str, name: str) -> bool:
    return bool(_DEVANAGARI.search(headline)) and bool(_LATIN.search(name)) and not _DEVANAGARI.search(name)
