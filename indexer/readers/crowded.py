"""Tags with very many attributes: the parser compares each with all others, 100,000 in one take most of a minute."""

from __future__ import annotations

import re

# A tag from its name to its end, which may stand after marks ">" in quotes. It always matches to some end, so no part
# of the text is looked through twice. Scripts and comments come first: "a<b" in them begins no tag.
_TAG = re.compile(
    r"<(?:!--.*?(?:-->|\Z)|(?:script|style)\b[^>]*>.*?(?:</(?:script|style)|\Z)|"
    r"(?P<name>[a-z][^\s<>/]*)(?P<attributes>(?:[^=>]+|=\s*(?:\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))?)*)(?:>|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z)")
_MOST = 300  # attributes; no page that people read has a tag with fifty
_SHORT = 2 * _MOST  # characters that so many take at least


def thin_tags(text: str) -> str:
    """Return the page with tags of very many attributes bare, so that reading takes time with its length alone.

    >>> thin_tags("<p id='>'>क</p>"), len(thin_tags("<p " + "a='>' " * 400 + ">क</p>"))
    ("<p id='>'>क</p>", 8)
    """
    return _TAG.sub(_bare_if_crowded, text)


def _bare_if_crowded(match: re.Match[str]) -> str:
    attributes = match["attributes"]
    if attributes is None or len(attributes) < _SHORT:
        return match[0]
    # what is quoted is one value, however many words it has: a picture or a table written into an attribute
    return match[0] if len(_QUOTED.sub(" ", attributes).split()) <= _MOST else f"<{match['name']}>"
