"""Parts of articles that were longer before: what goes when a shorter version is written, or an article is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from indexer.parts import id_of_part, part_of
from search.engines.base import Engine
from search.model import Article, Document


class StaleParts:
    """Knows the published parts from the engine, and what this run has written besides."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._written: dict[str, int] = {}  # the number of parts of the articles that were written in several

    def after(self, articles: Iterable[Article], stored: Mapping[str, Document]) -> tuple[str, ...]:
        """Return the ids that go once these articles are written; `stored` holds the published documents of their ids.

        An article is told by its first part: it may be called for with the others at another time.
        """
        stale: list[str] = []
        for article in articles:
            part = part_of(article)
            if part is not None and part.number > 1:
                continue
            count = part.count if part else 1
            before = stored.get(article.id)
            published = _ids(self._engine, before.article, beyond=count) if before else ()
            written = (id_of_part(article.id, one) for one in range(count + 1, self._written.get(article.id, 0) + 1))
            stale += dict.fromkeys((*published, *written))
            if count > 1 or article.id in self._written:
                self._written[article.id] = count
        return tuple(stale)


def latest(articles: Iterable[Article]) -> dict[str, Article]:
    """Return the last article of each id; a version of an article takes the place of all parts of the one before."""
    found: dict[str, Article] = {}
    later: dict[str, dict[str, int]] = {}  # the parts behind the first one, under the id of the whole
    for article in articles:
        part = part_of(article)
        if part is not None and part.number > 1:
            later.setdefault(part.whole, {})[article.id] = part.number
        else:
            for document_id, number in later.get(article.id, {}).items():
                if number > (part.count if part else 1):
                    found.pop(document_id, None)
        found[article.id] = article
    return found


def ids_of_article(engine: Engine, document_id: str) -> tuple[str, ...]:
    """Return the published ids of the article that a document is, or is a part of; none where there is no document."""
    document = next(iter(engine.documents([document_id])), None)
    if document is None:
        return ()
    return tuple(dict.fromkeys((document_id, *_ids(engine, document.article))))


def _ids(engine: Engine, article: Article, *, beyond: int = 0) -> Sequence[str]:
    """Return the published ids of all parts of the article that one is a part of, from some number on."""
    part = part_of(article)
    if part is None:
        return ()
    ids = [id_of_part(part.whole, number) for number in range(beyond + 1, part.count + 1)]
    documents = engine.documents(ids)
    # another article may have such an id
    return [one.id for one in documents if (of := part_of(one.article)) is not None and of.whole == part.whole]
