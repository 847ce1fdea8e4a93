"""The shape of a line: whether it is prose or a label, whatever it says.

Cleaning asks for the shape first. A line of prose is never dropped for the words in it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_END = re.compile(r"[।॥.?!|…][\"'”’)\]»]*$")
_STOP = re.compile(r"[।॥|][\"'”’)\]»]*$|(?<!\.)\.[\"'”’)\]»]*$")
_INNER = re.compile(r"[।॥][\"'”’)\]»]*\s+\S|[a-z\u0904-\u0963]{3}\.[\"'”’)\]»]*\s+\S")
_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\(…\)|read more|continue reading|और पढ़ें|आगे पढ़ें|पूरी खबर पढ़ें)\W*$", re.IGNORECASE
)
_READ_ON = re.compile(r"(?:…|\.\.\.|।|\.)\s*(?:read more|continue reading|और पढ़ें|आगे पढ़ें|पूरी खबर पढ़ें)\W*$", re.IGNORECASE)
_WORD = re.compile(r"[\w\u0900-\u0963][^\s|/]*")
_NO_LETTER = re.compile(r"[^\w\u0900-\u0963]|_")
# A marker is told however its author spells it: ख़बरें or खबरें, पढ़ें or पढें, पहुँचे or पहुंचे.
_PLAIN = str.maketrans("\u0901", "\u0902", "\u093c\u200c\u200d")  # moon-dot to dot; nukta, ZWNJ, ZWJ
LONGEST_LABEL = 200  # characters of a line that is compared with the names of boxes and buttons as a whole
_LONG = 200  # a line longer than this is a paragraph even when its last full stop is missing


def plain(text: str) -> str:
    """Return the text as markers are compared: lower case, without nukta, the dot for the moon-dot, edges bare.

    >>> plain("• ताज़ा ख़बरें:")
    'ताजा खबरें'
    """
    return _plain_label(text) if len(text) <= LONGEST_LABEL else _bare(text)


@lru_cache(maxsize=4096)  # each label is asked for some thirty times, by one rule after the other
def _plain_label(text: str) -> str:
    return _bare(text)


def _bare(text: str) -> str:
    return " ".join(text.translate(_PLAIN).casefold().split()).strip(" *•·-–—|:>»›#[](){}.,।!▶►→_~'\"“”‘’")


def key(text: str) -> str:
    """Return the letters and digits of the text alone: "Prabhat Khabar" and "PrabhatKhabar" have one key."""
    return _NO_LETTER.sub("", text.translate(_PLAIN).casefold())


def count_words(text: str) -> int:
    """Return how many words the line has; marks that stand alone are none."""
    return len(_WORD.findall(text))


def is_prose(text: str) -> bool:
    """Tell whether the line is a sentence or a paragraph: it ends like one, has one inside, or is very long.

    >>> is_prose("नदी का पानी उतर गया।"), is_prose("क्या उतरेगा नदी का पानी?"), is_prose("नदी का पानी उतरा")
    (True, False, False)
    """
    # A headline may ask or shout, at its end or inside; a paragraph that does is longer than one.
    if len(text) > _LONG:
        return True
    return is_sentence(text) or (len(text) > _LONG // 2 and _END.search(text) is not None)


def is_teaser(text: str) -> bool:
    """Tell whether the line asks to read on elsewhere: the first words of another story, and "Read More".

    >>> is_teaser("बाढ़ में डूबे घरों का सर्वे... Read More"), is_teaser("दूसरा सर्वे हुआ, पर बजट नहीं मिला…")
    (True, False)
    """
    return len(text) < _LONG * 2 and _READ_ON.search(text) is not None


def is_sentence(text: str) -> bool:
    """Tell whether the line has a full stop, at its end or inside."""
    if not (_STOP.search(text[-_LONG:]) or _INNER.search(text)):
        return False
    first = _WORD.search(text)
    return first is not None and _WORD.search(text, first.end()) is not None


def is_paragraph(text: str) -> bool:
    """Tell whether the line is more than a teaser: prose of two sentences, or of one long one."""
    return is_prose(text) and not is_cut(text) and (len(text) > 120 or _INNER.search(text) is not None)


def is_cut(text: str) -> bool:
    """Tell whether the line breaks off as teasers do: "…", "[…]", "Read More"."""
    return _CUT.search(text[-60:]) is not None


def read_names(text: str) -> frozenset[str]:
    """Return the names of a list with commas, plain: the form in which the lists of markers are kept."""
    return frozenset(name for part in text.replace("\n", ",").split(",") if (name := plain(part)))
