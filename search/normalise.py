"""The one door for text: all text, stored or asked for, passes `normalise`; nothing else touches Unicode's tables.

What comes out is NFC, readable and ready to be shown: spellings stay, only what nobody can see or what renders
as a broken syllable is repaired. Making spellings meet is the work of search/analysis.

indic-nlp-library's Devanagari normaliser is not let near running text: measured on 4.5 million characters of news, it
turns a colon after Devanagari into a visarga (1,903 places, right in about 55 of them: राजनीति: भाजपा की बैठक is a
headline, पुन: is the exception), `|` into a danda even within a URL, and drops ZWJ and ZWNJ that displays need. On a
single word it does well what it is for, and there it is used: `simplify`. The visarga typed as a colon is kept below
for the words where it is one (tests/cases/normalise.txt).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from indicnlp.normalize.indic_normalize import DevanagariNormalizer

# VT, FF, NEL, line and paragraph separator end a line; the rest of C0 and C1 goes.
_LINE_END = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
# Controls; soft hyphen; grapheme joiner; Arabic letter mark; Mongolian separator; zero-width space; direction
# marks, embeddings, isolates; word joiner and its kin; annotation marks; BOM; non-characters.
# ZWNJ (U+200C) and ZWJ (U+200D) stay: they choose between half form and explicit virama.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u180e"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# More marks on one letter than any script has: NFC takes time with their square (20 s for 200,000), and nobody sees
# them. A quick look first, since it is asked of every text; marks are no word characters.
_MANY_MARKS = 30  # the limit of Unicode's own stream-safe format
_MAYBE_MANY = re.compile(r"[^\w\s!-/:-@\[-`{-~\u2010-\u2027]{31}")
_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_SUSPECT = re.compile("[^\t\n\u0020-\u007e]")  # a text without any of these is normal already

# Signs in wrong order or twice, as converters from old fonts leave them (हैैं, मेंे, काॅलेज).
_SIGNS = re.compile("[\u0901\u0902\u0945\u0947-\u0949\u094b\u094c\u093e-\u0943]{2,}")
_NASAL_SIGNS = "\u0901\u0902"  # chandrabindu, anusvara
_SIGN_PAIRS = {"ाे": "ो", "ेा": "ो", "ाै": "ौ", "ैा": "ौ", "ाॅ": "ॉ", "ॅा": "ॉ"}
# A vowel letter with a vowel sign, where the two mean another vowel letter (अाज, एेसा).
_VOWELS = re.compile("अा|अॉ|आॅ|अो|आे|अौ|आै|एे")
_VOWEL_FOR = {"अा": "आ", "अॉ": "ऑ", "आॅ": "ऑ", "अो": "ओ", "आे": "ओ", "अौ": "औ", "आै": "औ", "एे": "ऐ"}
# A visarga typed as a colon: only in words that are spelled with one.
_COLON_VISARGA = re.compile(
    r"(?<![\u0900-\u097f])"
    r"((?:दु|अंत)(?=:[\u0904-\u0939])|नि(?=:(?:शु|सं|स्व|शब))|प्रात(?=:का)"
    r"|(?:पुन|क्रमश|स्वत|संभवत|सम्भवत|अत|अंतत|अन्तत|पूर्णत|मूलत|विशेषत|मुख्यत|सामान्यत|प्राय|अक्षरश|फलत|वस्तुत|अनुमानत|स्पष्टत)"
    r"(?=:(?![\u0900-\u097f])))"
    r":"
)


def normalise(text: str) -> str:
    r"""Return the text as it is stored, searched and shown; doing it again changes nothing.

    NFC; line ends are "\n"; tab, ZWJ and ZWNJ stay, other controls and invisible marks go; every kind of space
    is " " (how many there are is left alone); a lone surrogate becomes U+FFFD; of more than 30 marks in a row
    the rest goes. `|` is left to the sentence splitter.

    >>> normalise("अाज\u00a0काॅलेज मेें\u200b दु:ख")
    'आज कॉलेज में दुःख'
    """
    if not _SUSPECT.search(text):
        return text
    text = _LINE_END.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _ODD_SPACE.sub(" ", text)
    text = _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    text = _limit_marks(unicodedata.normalize("NFC", _limit_marks(text)))  # again: NFC parts some letters
    text = _SIGNS.sub(_order_signs, text)
    text = _VOWELS.sub(lambda match: _VOWEL_FOR[match[0]], text)
    return _COLON_VISARGA.sub("\\1\N{DEVANAGARI SIGN VISARGA}", text)


def ascii_digits(text: str) -> str:
    """Return the text with the digits ० to ९ as 0 to 9; every offset stays what it was.

    >>> ascii_digits("१९ जून २०२४")
    '19 जून 2024'
    """
    return text.translate(_DIGITS)


def simplify(word: str) -> str:
    """Return a Devanagari word without nukta, ZWJ and ZWNJ, with an anusvara for a nasal before its own row.

    >>> simplify("क़ानून"), simplify("हिन्दी")
    ('कानून', 'हिंदी')
    """
    return str(_indic_normaliser().normalize(word)) if _TO_SIMPLIFY.search(word) else word


# All that it changes in a word of Devanagari; asking first saves the forty passes that it makes over each word.
_TO_SIMPLIFY = re.compile("[\u0929\u0931\u0934\u093c\u0958-\u095f\u0972\u200c\u200d]|[ङञणनऩम]\u094d")


@cache
def _indic_normaliser() -> DevanagariNormalizer:
    return DevanagariNormalizer("hi", remove_nuktas=True, nasals_mode="to_anusvaara_strict")


def bare_letters(word: str) -> str:
    """Return the letters of a word in any script, small and without accents: É gives e, ﬁ gives fi.

    Vowel signs of other scripts stay; what is left may be empty.
    """
    word = unicodedata.normalize("NFKD", word).casefold()
    word = unicodedata.normalize("NFKD", word)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", word))


# Combining diacritics, Arabic vowel points, joiners, enclosing marks, variation selectors; apostrophes and space.
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f'\u2019\u02bc\\s]")


def mark_ranges() -> str:
    """Return what continues a syllable (the marks of all scripts, ZWNJ and ZWJ) as the inside of a regex class."""
    marks = [code for code in range(0x300, 0x1F000) if unicodedata.category(chr(code)).startswith("M")]
    ranges: list[list[int]] = []
    for code in sorted([*marks, 0x200C, 0x200D]):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


def _limit_marks(text: str) -> str:
    """Return the text with at most as many marks in a row as any script has."""
    return _many_marks().sub("\\1", text) if _MAYBE_MANY.search(text) else text


@cache
def _many_marks() -> re.Pattern[str]:
    marks = mark_ranges()
    return re.compile(f"([{marks}]{{{_MANY_MARKS}}})[{marks}]+")


def _order_signs(match: re.Match[str]) -> str:
    """Return a run of vowel and nasal signs without repetitions, vowels first, split vowels joined."""
    signs = "".join(dict.fromkeys(match[0]))
    vowels = "".join(sign for sign in signs if sign not in _NASAL_SIGNS)
    nasals = "".join(sign for sign in signs if sign in _NASAL_SIGNS)
    return _SIGN_PAIRS.get(vowels, vowels) + nasals
