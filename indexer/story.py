"""Which story a document tells: documents of one story are shown as one result."""

from __future__ import annotations

import hashlib

from search.analysis.tokens import analyse
from search.model import Article


def story_of(article: Article) -> str:
    """Return the same key for articles whose words are the same, whatever their id, source, marks or spaces."""
    words = (token.term for text in (article.title, *article.body) for token in analyse(text))
    return hashlib.sha256(" ".join(words).encode("utf-8")).hexdigest()[:16]
