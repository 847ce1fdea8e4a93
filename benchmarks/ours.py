"""What runs in the processes of Dubhashi's translator; called through benchmarks.apart."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from indexer.readers import read_paths
from indexer.sentences import split_sentences
from search.model import Article
from search.settings import Settings

NOWHERE = Path("var/bench/no-packages")  # so that the bundled package is taken, whatever else is installed


class Stopwatch:
    """CTranslate2's translator, with the seconds for which its caller waited for it."""

    waited = 0.0  # in this process

    def __init__(self, model: Any) -> None:
        self._model = model

    def translate_batch(self, *arguments: Any, **options: Any) -> list[Any]:
        """Translate; results that are still to come are waited for under the stopwatch, too."""
        begun = time.perf_counter()
        results = self._model.translate_batch(*arguments, **options)
        Stopwatch.waited += time.perf_counter() - begun
        return [Awaited(result) for result in results] if options.get("asynchronous") else list(results)


class Awaited:
    """A result still to come."""

    def __init__(self, result: Any) -> None:
        self._result = result

    def result(self) -> Any:
        """Wait for the result."""
        begun = time.perf_counter()
        found = self._result.result()
        Stopwatch.waited += time.perf_counter() - begun
        return found


def read_articles(path: str) -> list[list[str]]:
    """Return the title and the paragraphs of each article of a file, as the indexer reads and cleans them."""
    found = read_paths([Path(path)], settings=Settings())
    return [[*([one.title] if one.title else []), *one.body] for one in found if isinstance(one, Article)]


def count_sentences(articles: Sequence[Sequence[str]]) -> int:
    """Return the number of sentences that our splitter finds."""
    return sum(len(split_sentences(paragraph)) for paragraphs in articles for paragraph in paragraphs)


def translate_articles(articles: Sequence[Sequence[str]], beam: int | None, together: bool) -> dict[str, Any]:
    """Translate articles, together as the indexer does or one by one; `beam` None is the default setting.

    The result holds the translations, and as "outside" the seconds that were not spent waiting for CTranslate2 and the
    processor seconds of this thread, in which CTranslate2 does nothing.
    """
    translator = _translator(beam)
    wall, own, waited = time.perf_counter(), time.thread_time(), Stopwatch.waited
    split = [
        [sentence.text for paragraph in paragraphs for sentence in split_sentences(paragraph)]
        for paragraphs in articles
    ]
    if together:
        made = iter(translator.translate(list(chain.from_iterable(split))))
        outputs = [" ".join(next(made).text for _ in sentences) for sentences in split]
    else:
        outputs = [" ".join(one.text for one in translator.translate(sentences)) for sentences in split]
    return {
        "outputs": outputs,
        "outside": {
            "wall": time.perf_counter() - wall - (Stopwatch.waited - waited),
            "cpu": time.thread_time() - own,
        },
    }


def describe(beam: int | None) -> dict[str, Any]:
    """Return the model and the settings that it runs with."""
    translator = _translator(beam)
    settings = _settings(beam)
    return {
        "model": translator.model,
        "beam": settings.beam,
        "batch_tokens": settings.batch_tokens,
        "threads": translator.threads,
    }


def _settings(beam: int | None) -> Settings:
    return Settings(packages=NOWHERE) if beam is None else Settings(packages=NOWHERE, beam=beam)


@lru_cache(maxsize=1)
def _translator(beam: int | None) -> Any:
    import ctranslate2

    from indexer.translation.translator import open_translator

    # the translator makes its ctranslate2.Translator when it is opened; what it gets here has a stopwatch around it
    original = ctranslate2.Translator
    ctranslate2.Translator = lambda *arguments, **options: Stopwatch(original(*arguments, **options))
    try:
        return open_translator(_settings(beam))
    finally:
        ctranslate2.Translator = original
