"""Notices that a translation says the opposite of its source: the Hindi says नहीं, and the English denies nothing.

Of 3,453 sentences of news with नहीं, the model's first output denies nothing in 5 %. Nothing is put right here, since a
"not" in the wrong place is as false; but another output of the model may have it.
"""

from __future__ import annotations

import re

_HINDI = re.compile(r"(?<![\u0900-\u0963])(?:नहीं|नहीँ|नही)(?![\u0900-\u0963])")
# "not only", "until", "whether … or not", "why not", "lest", "or else": English says these without denying
_TURNS = re.compile(
    r"(?:ही|सिर्फ|केवल|भर|मात्र)\s+(?:के\s+लिए\s+)?(?:ही\s+)?नही|जब\s*तक|(?:या|कि|तो|क्यों|क्यूं|यदि)\s+नही|नहीं?\s+(?:तो|बल्कि|के\s+बराबर)"
    r"|(?:से|भी)\s+कम\s+नही|ही\s+क्या|\Aनही|की\s+नहीं?\s*[।.?!]"
)
_ENGLISH = re.compile(
    r"(?i)\b(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|non|unable|unaware|unknown|unclear"
    r"|unlikely|uncertain|unless|un(?:affected|available|changed|confirmed|necessar\w+|paid|safe|successful\w*|used|willing)"
    r"|impossible|inab\w+|incapable|inadequate|insufficient|refus\w+|den(?:y|ies|ied|ying)|declin\w+|fail\w*|lack\w*"
    r"|absen\w+|avoid\w*|prevent\w*|instead|rather|except|only|hardly|barely|yet|stop\w*|ban\w*|reject\w*|missing"
    r"|closed|away|asymptomatic|negative|untouched|ignor\w+|stay\w*|prohibit\w*|forbid\w*|until|dis(?:agree|approv|satisf)\w*)\b"
    r"|n['’]t\b"
)


def is_negation_lost(source: str, output: str) -> bool:
    """Say whether the Hindi plainly denies something and no word of the output does.

    >>> is_negation_lost("मरीज में लक्षण नहीं दिखे।", "The patient showed symptoms.")
    True
    >>> is_negation_lost("यह किसानों ही नहीं, सबके लिए है।", "It is for farmers and everyone.")
    False
    """
    return (
        "नह" in source
        and _HINDI.search(source) is not None
        and _ENGLISH.search(output) is None
        and _TURNS.search(source) is None
    )
