"""Places by any of their names, so that दिल्ली, नई दिल्ली, Delhi and dilli are one place to filters and facets."""

from __future__ import annotations

from functools import lru_cache

from search.analysis.sound import sound_key
from search.analysis.tokens import analyse
from search.names import Name, bundled_names

_KINDS = frozenset({"city", "state", "country"})  # of the groups of data/names.tsv
_WHOLE = {"नई दिल्ली": "दिल्ली"}  # folded; papers date all of Delhi from New Delhi, to a query they are two names
_SHORTEST_SOUND = 3  # letters; shorter ones are not told apart (मऊ and मो)


@lru_cache(maxsize=20_000)
def place_key(text: str) -> str:
    """Return the form by which places are compared: one for all names of a known place, else how the name sounds.

    >>> place_key("New Delhi") == place_key("दिल्ली"), place_key("डोरीगंज") == place_key("Doriganj")
    (True, True)
    """
    if (known := known_place(text)) is not None:
        return known
    terms = [token.term for token in analyse(text)]
    sound = " ".join(map(sound_key, terms))
    # in Latin letters, and so never the key of a known place
    return sound if len(sound) >= _SHORTEST_SOUND else " ".join(terms) or text.strip().lower()


def known_place(text: str) -> str | None:
    """Return the folded first name of the town, state or country that the text names; None where it is not known.

    >>> known_place("New Delhi"), known_place("dilli"), known_place("Delhi"), known_place("डोरीगंज")
    ('दिल्ली', 'दिल्ली', 'दिल्ली', None)
    """
    found = _first_name(text)
    if found is None:
        return None
    key = " ".join(found.terms)
    return _WHOLE.get(key, key)


def is_known_town(text: str) -> bool:
    """Tell whether the text names a known town, and not a state or a country.

    >>> is_known_town("Patna"), is_known_town("Bihar")
    (True, False)
    """
    found = _first_name(text)
    return found is not None and found.kind == "city"


@lru_cache(maxsize=20_000)
def _first_name(text: str) -> Name | None:
    tokens = analyse(text)
    names = bundled_names().spot(tokens, text) if tokens else ()
    return next((name for name in names if name.kind in _KINDS), None)
