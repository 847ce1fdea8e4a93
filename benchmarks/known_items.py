"""Part 5: known items in real news, for which somebody who read an article once asks again; ours and other engines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from benchmarks.apart import ROOT
from benchmarks.articles import write_asked
from benchmarks.baselines import INDIC_TOKENIZER, full_text_search, whoosh_ranking
from benchmarks.lucene import lucene_run, why_no_lucene
from benchmarks.options import Options
from benchmarks.table import Table
from indexer.pipeline import index_paths
from indexer.translation.translator import open_translator
from search.engines.opening import all_documents
from search.evaluation.collection import Collection
from search.evaluation.evaluation import Measured, evaluate
from search.evaluation.known_items import read_known_items
from search.evaluation.measures import MRR, RECALL_10, RECALL_100
from search.evaluation.runs import Run, index_system, make_run
from search.evaluation.stories import judge_stories, run_stories, stories_of
from search.index import open_index
from search.settings import Settings

NAME = "Known items"
ITEMS = ROOT / "tests" / "cases" / "known_items.tsv"
SHOWN = (MRR, RECALL_10, RECALL_100)


def run(options: Options) -> tuple[Table, ...]:
    """Return the table of this part; none where the items or the news are not there."""
    if not ITEMS.is_file():
        options.say(f"known items: left out, there is no {ITEMS.name}")
        return ()
    asked = read_known_items(ITEMS)
    index = index_asked(asked, options.work / "known-items", others=options.others, data=options.data)
    if index is None:
        options.say("known items: left out, there is no news")
        return ()
    documents = list(all_documents(index))
    with open_index(index) as opened:
        stories = stories_of(asked.judged(), opened)
        collection = judge_stories(asked, stories)
        runs: dict[str, Run] = {"Dubhashi": make_run(index_system(opened), collection.sets)}
    runs["Whoosh, its BM25F, our analysis"] = make_run(whoosh_ranking(documents), collection.sets)
    runs["SQLite FTS5, tokenizer for Indic"] = make_run(full_text_search(documents, INDIC_TOKENIZER), collection.sets)
    if why_no_lucene(options.lucene) is None:
        version, found = lucene_run(options.lucene, documents, collection.sets, options.work / "known-items" / "lucene")
        runs[f"Lucene {version}, its analyzers"] = found
    languages = {document.id: document.language for document in documents}
    measured = {
        name: {one.direction.kind: one for one in evaluate(collection, run_stories(found, stories), languages)}
        for name, found in runs.items()
    }
    return (_table(measured, len(documents)),)


def index_asked(collection: Collection, work: Path, *, others: int, data: Path) -> Path | None:
    """Return an index of the news that a collection asks for and of `others` more; None where no news is."""
    sample = write_asked(work / "articles.jsonl", collection.articles(), others, data=data)
    if sample is None:
        return None
    settings = Settings(index=work / f"index-{sample.articles}", packages=work / "nothing")
    index_paths([sample.path], settings=settings, translator=open_translator(settings))
    return settings.index


def _table(measured: Mapping[str, Mapping[str, Measured]], articles: int) -> Table:
    kinds = list(measured["Dubhashi"])
    rows = [
        (name, *(f"{found[kind].means[measure]:.3f}" for kind in kinds for measure in SHOWN))
        for name, found in measured.items()
    ]
    queries = ", ".join(f"{len(one.figures)} {kind}" for kind, one in measured["Dubhashi"].items())
    return Table(
        title="Known items in real news",
        columns=("", *(f"{kind} {measure}" for kind in kinds for measure in SHOWN)),
        rows=tuple(rows),
        notes=(
            f"{articles:,} articles of real Hindi news; queries: {queries}. One article answers each, or its copy.",
            "hi: Hindi, en: English, latin: Hindi in Latin letters. All engines have both sides of each document.",
        ),
    )
