"""Hindi that is no Unicode: before 2005 papers set Latin letters in fonts that drew them as Devanagari.

Each font has a table of its own, and what a page loses when it is saved (which word was in which font) is needed to
undo it. So such texts are recognised and refused by name.
"""

from __future__ import annotations

import re

# What is never closed ends with the text, or the rest would be looked through again from each such mark.
_TAG = re.compile(r"<(?:script|style)\b.*?(?:</(?:script|style)>|\Z)|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"[^\s<>]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The commonest words of Hindi as they are typed: है का के की में से को ने पर और कि भी हैं था थे नहीं इस यह हो कर लिए
_KRUTI_DEV = _words("""
gS dk ds dh esa ls dks us ij vkSj fd Hkh gSa Fkk Fks ugha bl ;g gks dj fy, fy;k tks rks ,d dgk x;k x;s gqbZ gq,
""")
_SHUSHA = _words("hO ka ko kI maoM sao kao nao pr AaOr ik BaI hOM qaa nahIM [sa yah hao kr ilae kha gayaa ek")
_CHANAKYA = re.compile("[ãñ×ðÂÙØÚÜßÎÌÍÖÕÏ·¤ÅæçÒÓâ]")
_DECLARED = re.compile(
    r"(?:face\s*=|font-family\s*:)\s*[\"']?[^;\"'>]{0,40}?\b"
    r"(kruti\s?dev|krutidev|devlys|chanakya|shusha|walkman|agra|4c\s?gandhi|dv-?tt\w+|akruti\w*|shivaji|jagran|bhaskar|"
    r"naidunia|amar\s?ujala|web\s?dunia|susha|sanskrit\s?99|marathi-?kanak|aps-?dv\w*|richa|narad|yogesh|natraj)\b",
    re.IGNORECASE,
)
_DEVANAGARI = re.compile("[\u0904-\u0939]")
_LOOKED_AT = 1_000_000  # characters in which a page names its fonts
_ENOUGH = 8  # words: fewer decide nothing


def font_encoding(text: str) -> str | None:
    """Return the name of the font in whose encoding the text is written; None for readable text.

    >>> font_encoding("iVuk esa cq/kokj dks ckfj'k gqbZ vkSj ty Hkj x;kA yksxksa us dgk fd ikuh dk fudkl ugha gSA")
    'Kruti Dev'
    """
    bare = _TAG.sub(" ", text)
    if len(_DEVANAGARI.findall(bare)) * 4 > len(bare.split()):
        return None  # plenty of real Devanagari; what a stylesheet names is only an old rule
    words = _WORD.findall(bare[:100_000])
    if len(words) >= _ENOUGH:
        for name, common in (("Kruti Dev", _KRUTI_DEV), ("Shusha", _SHUSHA)):
            # In Hindi every third word is one of these; in English none is, but "us" and "ls".
            hits = [word.strip("A") or word for word in words]
            found = [word for word in hits if word in common]
            if len(found) * 8 > len(words) and len(set(found)) >= 3:
                return name
        letters = sum(map(str.isalpha, bare))
        if len(_CHANAKYA.findall(bare)) * 4 > letters > 20:
            return "Chanakya or one like it"
    if (match := _DECLARED.search(text[:_LOOKED_AT])) is not None and not _looks_english(words):
        return match[1]
    return None


def _looks_english(words: list[str]) -> bool:
    common = {"the", "of", "and", "to", "in", "a", "is", "for", "on", "was", "with", "that"}
    return sum(word.lower() in common for word in words) * 12 > len(words) or len(words) < _ENOUGH
