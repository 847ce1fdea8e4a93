"""Search over Hindi news and its English translation.

    import search
    index = search.open_index("var/index")
    results = index.search("पुतिन limousine", limit=10)

Importing it loads neither the translator nor its model.
"""

from search.errors import DubhashiError
from search.index import Index, open_index
from search.model import Article, Bilingual, Document, Hit, Results, SentencePair, Snippet

__all__ = [
    "Article",
    "Bilingual",
    "Document",
    "DubhashiError",
    "Hit",
    "Index",
    "Results",
    "SentencePair",
    "Snippet",
    "open_index",
]
