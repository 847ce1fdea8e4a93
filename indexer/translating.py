"""Articles → documents with their translations. An article at which the translator fails does not stop the others."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from itertools import chain

from indexer.align import align, texts_to_translate, whole_text
from indexer.translation.memory import Counts, TranslationMemory, translate_remembered
from indexer.translation.translator import Translator
from indexer.translation.worker_process import WorkerFailed
from search.errors import DubhashiError, TranslationError
from search.model import Article, Document, Rejected

# So many articles in a row at which the translator fails are no accident. One broken article among a hundred costs
# three failures, with the largest model some seconds each for starting it anew.
MOST_IN_A_ROW = 20
_PARTS = 10  # halving would fail seven times at one article among a hundred, and a hang is waited for each time

log = logging.getLogger(__name__)
Translated = tuple[list[Document], Counts, tuple[Rejected, ...]]


class ArticleTranslator:
    """Translates the articles of one run, and counts how many in a row fail."""

    def __init__(self, translator: Translator, memory: TranslationMemory) -> None:
        self._translator = translator
        self._memory = memory
        self._in_a_row = 0

    def translate(self, articles: Sequence[Article]) -> Translated:
        """Return the documents of the articles, the counts of their sentences, and those that cannot be translated.

        Where the translator fails at them together, it tries a tenth of them at a time, and in the end each by itself
        once more. What it translated before it failed is remembered. Raises DubhashiError where translating is
        impossible altogether, and where 20 articles in a row have failed.
        """
        if not articles:
            return [], Counts(), ()
        try:
            return self._translate(articles)
        except DubhashiError:
            raise
        except Exception as error:  # the libraries under a translator raise what they like: RuntimeError, MemoryError
            what = f"{len(articles)} articles together" if len(articles) > 1 else f"article '{articles[0].id}'"
            log.warning("The translator failed at %s (%s); it tries again.", what, _in_words(error))
        documents: list[Document] = []
        counts = Counts()
        rejected: list[Rejected] = []
        for part in _parts(articles):
            made, counted, failed = self.translate(part) if len(part) > 1 else self._translate_alone(part[0])
            documents += made
            counts += counted
            rejected += failed
        return documents, counts, tuple(rejected)

    def _translate_alone(self, article: Article) -> Translated:
        try:
            return self._translate([article])
        except DubhashiError:
            raise
        except Exception as error:  # as above; the next run tries the article again
            self._in_a_row += 1
            if self._in_a_row >= MOST_IN_A_ROW:
                raise TranslationError(
                    f"The translator failed at {self._in_a_row} articles in a row, the last one '{article.id}' "
                    f"({_in_words(error)}). What was finished is published. "
                    f"Try another package of: dubhashi models list"
                ) from error
            reason = f"the translator fails at it ({_in_words(error)}); another model may not"
            return [], Counts(), (Rejected(path=f"article '{article.id}'", reason=reason),)

    def _translate(self, articles: Sequence[Article]) -> Translated:
        texts = list(chain.from_iterable(texts_to_translate(article) for article in articles))
        translations, counts = translate_remembered(self._translator, self._memory, texts)
        known = dict(zip(texts, translations, strict=True))
        model = self._translator.model
        documents = [
            align(article, known, model, self._translator.key_for(whole_text(article))) for article in articles
        ]
        if counts.translated:
            self._in_a_row = 0
        return documents, counts, ()


def _parts(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    size = -(-len(articles) // _PARTS)
    return (articles[start : start + size] for start in range(0, len(articles), size))


def _in_words(error: Exception) -> str:
    return str(error) if isinstance(error, WorkerFailed) else f"{type(error).__name__}: {error}"
