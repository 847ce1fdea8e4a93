"""Sees to it that what a Hindi sentence holds in Latin letters comes through: names, acronyms, addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import JaroWinkler

_ADDRESS = r"(?:https?://|www\.)[^\s<>\"”’।]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[@#]\w*[A-Za-z]\w*"
_WORD = r"[0-9]*[A-Za-zÀ-ÖØ-öø-ž][A-Za-zÀ-ÖØ-öø-ž0-9]*(?:[.&'’/_+-][A-Za-zÀ-ÖØ-öø-ž0-9]+)*\+*"
_LATIN = re.compile(rf"{_ADDRESS}|{_WORD}")
_ADDRESS_ONLY = re.compile(rf"(?:{_ADDRESS})\Z")
_LETTER = re.compile("[A-Za-zÀ-ÖØ-öø-ž]")
_LITTLE = {"am", "an", "and", "as", "at", "be", "can", "do", "he", "in", "is", "it", "me", "no", "of", "on", "or", "pm"}
_LITTLE |= {"so", "the", "to", "up", "us", "we", "who", "aids", "act", "all", "are", "may"}
_ALIKE = 0.85  # Jaro-Winkler: "Mornigan" for Morgan passes, "Monday" does not


def latin_words(text: str) -> tuple[str, ...]:
    """Return the words and addresses in Latin letters, in order."""
    return tuple(_LATIN.findall(text))


def missing_latin(source: str, output: str) -> tuple[str, ...]:
    """Return the Latin words of the source that do not stand in the output, whatever their capitals and hyphens."""
    if _LETTER.search(source) is None:  # most sentences of news; the pattern of words is a slow one
        return ()
    wanted = latin_words(source)
    if not wanted:
        return ()
    bare = _bare(output)
    return tuple(word for word in dict.fromkeys(wanted) if not _stands(word, output, bare))


def mend_latin(source: str, output: str) -> str:
    """Return the output with every Latin word of the source in it.

    A word of the output that looks like a missing one gives way to it; what is then still missing is added in
    brackets before the final stop, for it may be what a reader searches for.

    >>> mend_latin("NASA ने कहा", "The agency said.")
    'The agency said (NASA).'
    """
    for word in missing_latin(source, output):
        if "_" in word:  # Argos's tokenizer turns every underscore into a space
            output = output.replace(word.replace("_", " "), word)
    missing = missing_latin(source, output)
    if not missing:
        return output
    kept = {_bare(word) for word in latin_words(source)}
    left = []
    for word in missing:
        output, done = _replace_alike(output, word, kept)
        if not done:
            left.append(word)
    return _append(output, left) if left else output


def _bare(text: str) -> str:
    """Return the text for comparing: lower case, words between single spaces, hyphens and full stops gone."""
    return " " + " ".join(re.findall(r"[^\W_]+", text.casefold())) + " "


def _stands(word: str, output: str, bare: str) -> bool:
    if _ADDRESS_ONLY.match(word):
        return word.casefold() in output.casefold()
    if word.isupper() and word.lower() in _LITTLE:  # WHO, US, IT are not who, us, it
        return word in latin_words(output)
    return _bare(word) in bare


def _replace_alike(output: str, word: str, kept: set[str]) -> tuple[str, bool]:
    best, best_score = None, _ALIKE
    for match in _LATIN.finditer(output):
        if _bare(match.group()) not in kept and match.group().lower() not in _LITTLE:
            score = JaroWinkler.similarity(match.group().casefold(), word.casefold())
            if score >= best_score and match.group()[:1].casefold() == word[:1].casefold():
                best, best_score = match, score
    if best is None:
        return output, False
    return output[: best.start()] + word + output[best.end() :], True


def _append(output: str, words: Sequence[str]) -> str:
    end = len(output.rstrip(' .!?।"”'))
    return f"{output[:end]} ({', '.join(words)}){output[end:]}".strip()
