"""Articles → documents with their translations. An article at which the translator fails does not stop the others."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import chain

from indexer.align import align, texts_to_translate, whole_text
from indexer.translation.memory import Counts, TranslationMemory, translate_remembered
from indexer.translation.translator import Translator
from search.errors import DubhashiError
from search.model import Article, Document, Rejected

log = logging.getLogger(__name__)


def translate_articles(
    articles: Sequence[Article], translator: Translator, memory: TranslationMemory
) -> tuple[list[Document], Counts, tuple[Rejected, ...]]:
    """Return the documents of the articles, the counts of their sentences, and the articles that cannot be translated.

    Where the translator fails at them together, each article is tried once more by itself. Raises DubhashiError where
    translating is impossible altogether.
    """
    try:
        documents, counts = _translate(articles, translator, memory)
        return documents, counts, ()
    except DubhashiError:
        raise
    except Exception as error:  # the libraries under a translator raise what they like: RuntimeError, MemoryError
        log.warning("The translator failed (%s: %s); it tries each article by itself.", type(error).__name__, error)
    documents, counts = [], Counts()
    rejected: list[Rejected] = []
    for article in articles:
        try:
            made, counted = _translate([article], translator, memory)
            documents += made
            counts += counted
        except DubhashiError:
            raise
        except Exception as error:  # as above; the next run tries the article again
            reason = f"the translator fails at it ({type(error).__name__}: {error}); another model may not"
            rejected.append(Rejected(path=f"article '{article.id}'", reason=reason))
    return documents, counts, tuple(rejected)


def _translate(
    articles: Sequence[Article], translator: Translator, memory: TranslationMemory
) -> tuple[list[Document], Counts]:
    texts = list(chain.from_iterable(texts_to_translate(article) for article in articles))
    translations, counts = translate_remembered(translator, memory, texts)
    known = dict(zip(texts, translations, strict=True))
    documents = [
        align(article, known, translator.model, translator.key_for(whole_text(article))) for article in articles
    ]
    return documents, counts
