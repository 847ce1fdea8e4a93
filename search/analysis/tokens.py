"""Tokens: the words of a text with their terms and their places, by which snippets are marked.

What is one word:
- Letters of one script; a run of two scripts is two words (IITकानपुर). Hyphens part words (जोंग-उन, COVID-19).
- A number with its separators (1,00,000 and १,००,००० are 100000; 3.5 stays 3.5); dates part at every dot.
- Latin letters with plain digits (G20, 5G, 10th, COVID19). Digits and Devanagari are parted (10वीं is 10 and वीं,
  because half of such runs are missing spaces), except the names of generations (5जी, 3डी).
- An acronym with its dots: U.S. is us, के.पी. is केपी: the way they are written without dots. Therefore
  stopwords.py leaves `us` and `up` out.
- An English possessive stays outside: of India's only India is the token. Other apostrophes vanish (don't, O'Brien).
- Danda, double danda and | belong to no word. A token takes all marks that follow its letters, whatever their
  script, so no border falls inside an orthographic syllable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from search.analysis.folding import fold, is_devanagari, is_folded
from search.normalise import mark_ranges

Script = Literal["hi", "en", "num"]

# Hindi names of the Latin letters, as initials are written: के.पी., एस.एम.
_LETTER_NAME = "(?:डब्ल्यू|डब्लू|क्यू|एक्स|जे़ड|ज़ेड|जेड|जैड|वाई|आई|एफ|एच|एल|एम|एन|एस|आर|ए|बी|सी|डी|ई|जी|जे|के|ओ|पी|टी|यू|वी)"
_APOSTROPHES = "'\u2019\u02bc"


class Token(NamedTuple):
    """A word of a text: text[start:end] is what stands there, `term` what is indexed, never empty.

    A NamedTuple, not a dataclass, because it is made for every word of the corpus: it costs half.
    """

    term: str
    start: int  # in code points
    end: int
    script: Script  # "hi": Devanagari; "num": digits of any script; "en": every other letter


def analyse(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text in their order, never overlapping; any text is accepted.

    >>> [token.term for token in analyse("मोदी-पुतिन: India's 1,00,000वाँ कदम।")]
    ['मोदी', 'पुतिन', 'india', '100000', 'वां', 'कदम']
    """
    return tuple(
        Token(term, at + start, at + end, script) for at, tokens in chunks(text) for term, start, end, script in tokens
    )


def terms_of(text: str) -> tuple[str, ...]:
    """Return the terms of a text in their order: of `analyse`, but quicker for what is folded already, as in lists.

    >>> terms_of("प्रधानमंत्री"), terms_of("prime minister"), terms_of("U.S.")
    (('प्रधानमंत्री',), ('prime', 'minister'), ('us',))
    """
    if text.isascii():
        lowered = text.lower()
        if _WORDS.fullmatch(lowered):
            return tuple(lowered.split(" "))
    elif is_folded(text) and text[0].isalpha():
        return (text,)
    return tuple(token.term for token in analyse(text))


_WORDS = re.compile("[a-z]+(?: [a-z]+)*")


def chunks(text: str) -> Iterator[tuple[int, tuple[Token, ...]]]:
    """Yield the pieces of a text between spaces that have tokens: where a piece begins, and its tokens in it.

    No token reaches across a space or depends on what stands behind one, so a piece is read once and remembered:
    most of what a corpus is made of comes again and again.
    """
    at = 0
    for chunk in text.split(" "):
        tokens = _read(chunk)
        if tokens:
            yield at, tokens
        at += len(chunk) + 1


@lru_cache(maxsize=65536)
def _read(chunk: str) -> tuple[Token, ...]:
    tokens = []
    for match in _pattern().finditer(chunk):
        term, length, script = _known(match[0])
        start = match.start()
        tokens.append(Token(term, start, start + length, script))
    return tuple(tokens)


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of one word; what comes first wins, and a match ends before no mark."""
    marks = mark_ranges()
    hindi = "\u0904-\u0939\u093d\u0950\u0958-\u0961\u0971-\u097f"  # letters of Devanagari
    other = rf"(?:[^\W_\u0900-\u097f]+[{marks}]*)+"  # letters and digits of other scripts
    ends = rf"(?![^\W_{marks}])"
    return re.compile(
        "|".join(
            (
                rf"(?:{_LETTER_NAME}[.\u0970])+{_LETTER_NAME}(?![{hindi}{marks}])(?:[.\u0970](?![{marks}]))?",  # के.पी.
                rf"[{hindi}][{hindi}{marks}]*",
                rf"\d+(?:जी|डी)(?![{hindi}{marks}])",  # 5जी
                rf"\d{{1,3}}(?:,\d{{2,3}}){{0,5}},\d{{3}}(?!\d)(?:\.\d+)?[{marks}]*",  # 1,00,000.50
                rf"(?<!\d\.)\d+\.\d+(?!\.?\d)[{marks}]*",  # 3.5, but neither 12.05.2020 nor 1.2.3
                rf"(?:[A-Za-z]\.){{2,}}(?:[A-Za-z]{ends})?(?![{marks}])(?:[{_APOSTROPHES}][sS]{ends})?",  # U.S.
                rf"{other}(?:[{_APOSTROPHES}]{other})*",
                rf"\d+[{marks}]*",  # digits of Devanagari, which `other` leaves out
            )
        )
    )


@lru_cache(maxsize=65536)
def _known(word: str) -> tuple[str, int, Script]:
    """Return term, length without possessive, and script of one match of the pattern."""
    length = len(word)
    if is_devanagari(word):
        return fold(word.replace(".", "").replace("\u0970", "")), length, "hi"
    if not any(char.isalpha() for char in word):
        return _number(word), length, "num"
    if length > 2 and word[-1] in "sS" and word[-2] in _APOSTROPHES:
        length -= 2
    return fold(word[:length].replace(".", "")), length, "en"


def _number(word: str) -> str:
    """Return the digits of all scripts as ASCII, with the decimal point, without commas and marks (a keycap 1)."""
    digits = "".join(str(int(char)) if char.isdecimal() else char for char in word if char.isnumeric() or char == ".")
    return digits or word
