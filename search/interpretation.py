"""How a query was understood, in words for the person who typed it, and what else may have been meant."""

from __future__ import annotations

from collections.abc import Sequence

from search.analysis.tokens import analyse
from search.model import EvidenceKind, Language, Script, Understood
from search.query.evidence import Evidence, Word
from search.query.parse import ParsedQuery

SCRIPTS: dict[Language | None, Script] = {"hi": "Devanagari", "en": "Latin"}
SHOWN_FORMS = 12  # forms of one kind listed for a word


def interpretation(parsed: ParsedQuery, evidence: Evidence, matched: Sequence[bool]) -> tuple[Understood, ...]:
    """Return how each part of the query was read: its words in order, what is excluded, and its filters.

    `matched` tells for each word whether any document has it. Names that no document has come first.
    """
    absent = [
        Understood(text=text, role="word", language=_language(text), script=SCRIPTS.get(_language(text)), found=False)
        for text in evidence.apart
    ]
    words = [_understood(word, found) for word, found in zip(evidence.words, matched, strict=True)]
    excluded = [
        Understood(
            text=concept.text,
            role="excluded",
            language=_language(concept.text),
            script=SCRIPTS.get(_language(concept.text)),
        )
        for concept in evidence.excluded
    ]
    barred = [Understood(text=f"{name}:{value}", role="excluded", language=None) for name, value in parsed.barred]
    filters = [
        Understood(text=f"{name}:{value}", role="filter", language=None)
        for name in ("source", "section", "place", "tag", "language")
        for value in getattr(parsed, name)
    ]
    days = [
        Understood(text=f"{name}:{day.isoformat()}", role="filter", language=None)
        for name, day in (("since", parsed.since), ("until", parsed.until))
        if day
    ]
    return (*absent, *words, *excluded, *barred, *filters, *days)


def suggestion(query: str, evidence: Evidence) -> str | None:
    """Return the query with the likeliest spelling of each word that is not there, or None where nothing is likelier.

    A word in Latin letters is corrected in Latin letters, one in Devanagari in Devanagari.
    """
    nearest = dict(evidence.corrections)
    corrected = ""
    end = 0
    for token in analyse(query):
        word = query[token.start : token.end]
        corrected += query[end : token.start] + nearest.get(word, word)
        end = token.end
    corrected += query[end:]
    return corrected if corrected != query else None


def _understood(word: Word, found: bool) -> Understood:
    concept = word.concept
    kinds: dict[EvidenceKind, dict[str, None]] = {}
    for one in sorted(concept.alternatives, key=lambda form: -form.weight):
        kinds.setdefault(one.kind, {})[one.term] = None
    for sequence in concept.sequences:
        kinds.setdefault(sequence.kind, {})[" ".join(sequence.terms)] = None
    return Understood(
        text=concept.text,
        role="phrase" if concept.sequences and concept.required else "word",
        language=word.language,
        script=SCRIPTS.get(_language(concept.text)),
        forms=tuple((kind, tuple(terms)[:SHOWN_FORMS]) for kind, terms in kinds.items()),
        found=found,
        guessed=word.guessed,
    )


def _language(text: str) -> Language | None:
    scripts = [token.script for token in analyse(text)]
    return "hi" if "hi" in scripts else "en" if "en" in scripts else None
