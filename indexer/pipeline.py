"""Writing an index. The order of the stages is written here, once:

paths → read → compare (what is unchanged needs nothing) → sentences → translate → align → analyse → write → publish

Articles go through in batches, so that the translator gets sentences of many articles at once. A publish follows
every so many documents; what was published is safe from then on, whatever happens to the process.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePath

from indexer.align import whole_text
from indexer.origins import Origins
from indexer.parts import split_long
from indexer.pruning import remove_gone
from indexer.readers.fetch import Fetcher
from indexer.readers.fetched import FetchedStore
from indexer.readers.fields import FieldMap
from indexer.readers.files import origin_of, read_with_origins
from indexer.report import Report
from indexer.stale_parts import StaleParts, latest
from indexer.story_writer import open_story_writer
from indexer.translating import ArticleTranslator
from indexer.translation.memory import TranslationMemory
from indexer.translation.translator import Translator, available_cores
from search.analysis.entry import make_entry
from search.engines.base import Engine, Writer
from search.engines.folder import FETCHED, ORIGINS, TRANSLATIONS
from search.model import Article, Document, Rejected
from search.settings import Settings

BATCH_ARTICLES = 100  # at once for one or two threads that translate; more threads get more, so that none has to wait
BATCH_CHARACTERS = 1_000_000  # a batch ends earlier when its articles are long
PUBLISH_SECONDS = 60.0  # a slow run publishes at least this often
PUBLISH_CHARACTERS = 5_000_000  # what waits for a publish is held in memory; 500 usual articles have a third of it

log = logging.getLogger(__name__)
Progress = Callable[[Report], None]


def index_paths(
    paths: Sequence[Path | str],
    *,
    settings: Settings,
    translator: Translator,
    progress: Progress | None = None,
    fields: FieldMap | None = None,
    follow: bool = False,
    prune: bool = False,
    empty_too: bool = False,
    changed: Collection[str] | None = None,
) -> Report:
    """Index articles of files, folders, addresses and standard input, as read_paths takes them; return what was done.

    What is unchanged is left alone, what changed is replaced, what cannot be read is in the report. With `prune` what
    the named folders and files gave before and give no more is deleted, as remove_gone does it, after a run that came
    to its end. With `changed` only those files are looked at (see read_with_origins). Raises InputError
    before anything is done if a path does not exist, and IndexLocked while another process writes. On an interrupt
    (Ctrl-C) what is finished is published before KeyboardInterrupt goes on.
    """
    with ExitStack() as stack:
        store = FetchedStore(settings.index / FETCHED)
        stack.callback(store.close)
        fetcher = Fetcher(store, settings=settings)
        passed: Counter[str] = Counter()
        found = read_with_origins(
            paths, settings=settings, fields=fields, fetcher=fetcher, follow=follow, changed=changed, passed=passed
        )
        writer, engine = stack.enter_context(open_story_writer(settings.index))
        memory = stack.enter_context(TranslationMemory(settings.index / TRANSLATIONS))
        origins = Origins(settings.index / ORIGINS)
        stack.callback(origins.close)
        report = run(
            origins.note(split_long(found, characters=settings.part_characters)),
            writer=writer,
            engine=engine,
            translator=translator,
            memory=memory,
            publish_every=settings.publish_every,
            progress=progress or (lambda report: None),
            batch=articles_at_once(settings.workers or available_cores()),
        )
        report = replace(report, passed=passed)
        fetcher.settle()
        if prune:
            named = [origin_of(path) for path in paths if isinstance(path, Path)]
            pruned = remove_gone(origins, _places(named, changed), writer, empty_too=empty_too)
            report = replace(report + pruned, documents=pruned.documents)  # which may be none at all
            log.info("removed %d", report.removed)
        return report


def run(
    found: Iterator[Article | Rejected],
    *,
    writer: Writer,
    engine: Engine,
    translator: Translator,
    memory: TranslationMemory,
    publish_every: int,
    progress: Progress,
    batch: int = BATCH_ARTICLES,
) -> Report:
    """Take articles through all stages into the writer, `batch` at a time; publish now and then, and at the end."""
    report = Report()
    translating = ArticleTranslator(translator, memory)
    parts = StaleParts(engine)
    waiting = characters = 0
    published = time.monotonic()
    try:
        for read in _batches(found, min(batch, publish_every)):
            part, documents, stale = _prepare(read, engine, translator, translating, parts)
            with _clock() as clock:
                writer.delete(stale)
                for document in documents:
                    writer.add(make_entry(document))
                waiting += len(documents)
                characters += sum(len(text) for document in documents for text in document.article.body)
                full = waiting >= publish_every or characters >= PUBLISH_CHARACTERS
                if full or (waiting and time.monotonic() - published >= PUBLISH_SECONDS):
                    part += Report(documents=writer.publish())
                    waiting, characters, published = 0, 0, time.monotonic()
            report += part + Report(seconds={"write": clock()})
            progress(report)
    finally:
        with _clock() as clock:
            documents_now = writer.publish()
        report += Report(documents=documents_now, seconds={"write": clock()})
        progress(report)
    log.info(
        "indexed %d, replaced %d, unchanged %d, rejected %d; %d documents",
        report.indexed,
        report.replaced,
        report.unchanged,
        len(report.rejected),
        report.documents,
    )
    return report


def _places(named: Sequence[str], changed: Collection[str] | None) -> dict[str, Collection[str]]:
    """Return, for each path that was named, the places at it or below that were looked at."""
    if changed is None:
        return {one: (one,) for one in named}
    return {one: [place for place in changed if PurePath(place).is_relative_to(one)] for one in named}


def articles_at_once(threads: int) -> int:
    """Return how many articles are translated together by so many threads.

    >>> [articles_at_once(threads) for threads in (1, 2, 4, 16)]
    [100, 100, 200, 800]
    """
    return max(BATCH_ARTICLES, BATCH_ARTICLES * threads // 2)


def _prepare(
    batch: tuple[Report, list[Article]],
    engine: Engine,
    translator: Translator,
    translating: ArticleTranslator,
    parts: StaleParts,
) -> tuple[Report, list[Document], tuple[str, ...]]:
    """Return the report, the documents to write, and the ids of those that go with it."""
    report, articles = batch
    with _clock() as clock:
        current = latest(articles)
        stored = {document.id: document for document in engine.documents(list(current))}
        changed = [one for one in current.values() if not _is_same(stored.get(one.id), one, translator)]
    report += Report(
        unchanged=len(current) - len(changed),
        repeated=len(articles) - len(current),
        seconds={"compare": clock()},
    )
    with _clock() as clock:
        documents, counts, rejected = translating.translate(changed)
    glossed = sum(pair.gloss for document in documents for pair in document.sentences)
    report += Report(
        indexed=sum(document.id not in stored for document in documents),
        replaced=sum(document.id in stored for document in documents),
    )
    stale = parts.after((document.article for document in documents), stored)
    report += Report(sentences=counts, glossed=glossed, rejected=rejected, seconds={"translate": clock()})
    return report, documents, stale


def _is_same(stored: Document | None, article: Article, translator: Translator) -> bool:
    """Say whether a stored document is that of the article, translated as the translator would do it now."""
    if stored is None or stored.article != article:
        return False
    if stored.model is None:
        return True
    if stored.translated_by is None:
        return stored.model == translator.model
    return stored.translated_by == translator.key_for(whole_text(article))


def _batches(found: Iterator[Article | Rejected], size: int) -> Iterator[tuple[Report, list[Article]]]:
    """Yield articles in batches, each with the report of reading it."""
    articles: list[Article] = []
    rejected: list[Rejected] = []
    characters = 0
    begun = time.perf_counter()
    for one in chain(found, [None]):
        if isinstance(one, Rejected):
            rejected.append(one)
        elif one is not None:
            articles.append(one)
            characters += sum(map(len, one.body))
        full = len(articles) >= size or characters >= BATCH_CHARACTERS
        if full or (one is None and (articles or rejected)):
            seconds = time.perf_counter() - begun
            yield Report(read=len(articles), rejected=tuple(rejected), seconds={"read": seconds}), articles
            articles, rejected, characters = [], [], 0
            begun = time.perf_counter()


@contextmanager
def _clock() -> Iterator[Callable[[], float]]:
    """Give a function that tells the seconds spent inside the `with`."""
    begun = time.perf_counter()
    ended: list[float] = []
    yield lambda: (ended[0] if ended else time.perf_counter()) - begun
    ended.append(time.perf_counter())
