"""The one table of data sources: what each is, its licence, how often its rows count, or why it is left out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source of pairs or names, under the tag that its rows bear."""

    tag: str
    what: str
    licence: str  # as stated by the source
    weight: float = 1.0  # times that a row stands in the data; 0.5: every other row
    left_out: str = ""  # why; empty: it is trained on


_NOT_COMMERCIAL = "licence forbids commercial use, the model ships with an MIT project"

SOURCES: tuple[Source, ...] = (
    # in-domain, written for this project
    Source(tag="authored", what="news, both sides written for this project", licence="ours", weight=4),
    Source(tag="pairs", what="news, both sides written for this project: training/pairs", licence="ours", weight=6),
    Source(tag="news-b", what="newspaper sentences, English ours", licence="English ours; Hindi newspapers'", weight=3),
    Source(tag="news-c", what="newspaper sentences, English ours", licence="English ours; Hindi newspapers'", weight=3),
    Source(tag="lexicon", what="frequent word forms of news with a gloss", licence="ours"),
    # public parallel text
    Source(tag="mkb", what="the prime minister's radio talks", licence="not stated"),
    Source(tag="mkb-v2", what="the prime minister's radio talks", licence="not stated"),
    Source(tag="joshua-wiki", what="encyclopedia sentences", licence="CC BY-SA 3.0"),
    Source(tag="tatoeba", what="everyday sentences", licence="CC BY 2.0"),
    Source(tag="msdocs-mt", what="software documentation", licence="MIT", weight=0.5),
    Source(tag="pratham", what="stories for children", licence="CC BY"),
    Source(tag="cldr-terms", what="terms of languages, places, units", licence="Unicode", weight=0.5),
    Source(tag="tico19-dev", what="health information", licence="CC0", weight=2),
    Source(tag="tico19-terms", what="health terms", licence="CC0"),
    Source(tag="tides-news", what="newspaper sentences", licence="not stated"),
    # names
    Source(tag="xlit:dakshina-train", what="words and their transliterations", licence="CC BY-SA 4.0"),
    Source(tag="xlit:dakshina-dev", what="words and their transliterations", licence="CC BY-SA 4.0"),
    Source(tag="xlit:dakshina-test", what="words and their transliterations", licence="CC BY-SA 4.0"),
    Source(tag="name:eci-affidavit", what="names of candidates", licence="MIT"),
    Source(tag="name:espncricinfo", what="names of players", licence="MIT"),
    Source(tag="place:cldr-city", what="cities", licence="Unicode"),
    Source(tag="place:cldr-territory", what="countries", licence="Unicode"),
    Source(tag="term:cldr-language", what="languages", licence="Unicode"),
    Source(tag="term:cldr-currency", what="currencies", licence="Unicode"),
    Source(tag="term:cldr-script", what="scripts", licence="Unicode"),
    # left out
    Source(tag="milpac-legal", what="court texts", licence="non-commercial", left_out=_NOT_COMMERCIAL),
    Source(tag="indicquest", what="questions", licence="non-commercial", left_out=_NOT_COMMERCIAL),
    Source(tag="kaggle-trunc", what="mixed sentences", licence="non-commercial", left_out=_NOT_COMMERCIAL),
    Source(tag="ainlpml-news", what="news", licence="gated", left_out="mined and noisy, copied from a gated set"),
    Source(
        tag="ilci-lc", what="health, tourism", licence="not stated", left_out="English without capitals, digits, stops"
    ),
    Source(tag="3b1b-mt", what="mathematics", licence="not stated", left_out="the Hindi is machine-made"),
    Source(tag="bible", what="scripture", licence="not stated", left_out="archaic English"),
    Source(tag="xlit:iitb-mined", what="mined name pairs", licence="non-commercial", left_out=_NOT_COMMERCIAL),
    Source(tag="xlit:crowd", what="transliterations", licence="non-commercial", left_out=_NOT_COMMERCIAL),
    Source(tag="xlit:fire2013", what="transliterations", licence="not stated", left_out="no licence"),
)

_BY_TAG = {source.tag: source for source in SOURCES}


class SourceUnknown(ValueError):
    """Rows bear a tag that the table does not have: no one has said whether they may be trained on."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        super().__init__(f"No source {tag!r} is in the table. Add it to training/sources.py with its licence.")


def find_source(tag: str) -> Source:
    """Return the source of a tag; raise SourceUnknown, so that nothing is trained on by oversight.

    >>> find_source("authored").weight
    4
    >>> find_source("bible").left_out
    'archaic English'
    """
    try:
        return _BY_TAG[tag]
    except KeyError:
        raise SourceUnknown(tag) from None


def is_trained_on(tag: str) -> bool:
    """Say whether rows of the tag go into the data."""
    return not find_source(tag).left_out
