"""Part 4: how well searches find what answers them; our parts one by one, and other engines, in one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.apart import ROOT, call_once
from benchmarks.baselines import DEFAULT_TOKENIZER, INDIC_TOKENIZER, full_text_search, whoosh_ranking
from benchmarks.lucene import lucene_run, why_no_lucene
from benchmarks.options import Options
from benchmarks.table import Table
from benchmarks.variants import copy_index, variants, without_english_side
from indexer.pipeline import index_paths
from indexer.translation.translator import open_translator
from search.engines.opening import all_documents
from search.evaluation.collection import Collection, halve, read_folder
from search.evaluation.comparison import compare
from search.evaluation.evaluation import Measured, evaluate
from search.evaluation.measures import NDCG
from search.evaluation.report import leading
from search.evaluation.runs import Result, Run, make_run
from search.model import Language
from search.settings import Settings

NAME = "Retrieval"
OURS = "Dubhashi"
UNFOLDED = "… without folding spellings"
# head of a column → the direction it shows
NEEDS = {
    "hi→hi": "needs: hindi → hi",
    "en→hi": "needs: english → hi",
    "rom→hi": "needs: romanised → hi",
    "mixed→hi": "needs: mixed → hi",
    "hi→en": "needs: hindi → en",
    "en→en": "needs: english → en",
    "rom→en": "needs: romanised → en",
}
OTHERS = {
    "names": "names: devanagari",
    "spelt otherwise": "names: devanagari_variant",
    "Latin": "names: latin",
    "Latin, otherwise": "names: latin_variant",
    "typing errors": "typing: misspelt",
    "operators": "phrases: operators",
    "nothing": "nothing: absent",
}
MEASURES = {"names": "MRR", "typing": "R@10", "phrases": "F1", "nothing": "silent"}


def run(options: Options) -> tuple[Table, ...]:
    """Return the tables of this part, over the held-out half of the topics of the sample corpus."""
    collection = halve(read_folder(ROOT / "corpus" / "topics"), "even")
    index = _index(options)
    documents = list(all_documents(index))
    languages: dict[str, Language] = {document.id: document.language for document in documents}
    runs: dict[str, Run] = {}
    plain = options.work / "retrieval" / "hindi-only"
    copy_index(map(without_english_side, documents), plain)
    with variants(index, plain) as systems:
        for name, system in systems.items():
            options.say(f"retrieval: {name}")
            runs[name] = make_run(system, collection.sets)
    options.say(f"retrieval: {UNFOLDED}")
    runs[UNFOLDED] = _unfolded(index, options.work / "retrieval" / "unfolded", collection)
    options.say("retrieval: other engines")
    runs["Whoosh, its BM25F, our analysis"] = make_run(whoosh_ranking(documents), collection.sets)
    runs["SQLite FTS5, default tokenizer"] = make_run(full_text_search(documents, DEFAULT_TOKENIZER), collection.sets)
    runs["SQLite FTS5, tokenizer for Indic"] = make_run(full_text_search(documents, INDIC_TOKENIZER), collection.sets)
    notes = _notes(collection)
    missing = why_no_lucene(options.lucene)
    if missing is None:
        version, found = lucene_run(options.lucene, documents, collection.sets, options.work / "retrieval" / "lucene")
        runs[f"Lucene {version}, its analyzers"] = found
    else:
        notes = (*notes, f"Lucene is left out: {missing}.")
    measured = {
        name: {one.direction.name: one for one in evaluate(collection, found, languages)}
        for name, found in runs.items()
    }
    return _needs(measured, notes), _others(measured)


def _index(options: Options) -> Path:
    """Return an index over the sample corpus, translated with the bundled model; one that is there is brought up."""
    settings = Settings(index=options.work / "retrieval" / "corpus", packages=options.work / "nothing")
    report = index_paths([ROOT / "corpus"], settings=settings, translator=open_translator(settings))
    assert not report.rejected, report.rejected
    return settings.index


def _unfolded(index: Path, work: Path, collection: Collection) -> Run:
    queries = [query for topics in collection.sets for query in topics.queries]
    found = call_once(
        "benchmarks.variants:search_unfolded",
        index=str(index),
        work=str(work),
        texts=[query.text for query in queries],
    ).value
    return {query: tuple(Result(**one) for one in results) for query, results in zip(queries, found, strict=True)}


def _needs(measured: Mapping[str, Mapping[str, Measured]], notes: Sequence[str]) -> Table:
    ours = measured[OURS]
    rows = []
    for name, found in measured.items():
        cells = []
        for direction in NEEDS.values():
            value = f"{found[direction].means[NDCG]:.3f}"
            other = compare(ours[direction].figures, found[direction].figures, NDCG)
            cells.append(value + ("*" if other.p < 0.05 else ""))
        rows.append((name, *cells))
    counts = ("topics", *(str(len(ours[direction].figures)) for direction in NEEDS.values()))
    return Table(title="Needs, nDCG@10", columns=("", *NEEDS), rows=(*rows, counts), notes=tuple(notes))


def _others(measured: Mapping[str, Mapping[str, Measured]]) -> Table:
    rows = []
    for name, found in measured.items():
        cells = []
        for direction in OTHERS.values():
            one = found[direction]
            measure = MEASURES.get(one.direction.topics, leading(one.means))
            known = one.direction.topics not in ("phrases", "nothing") or name == OURS or name.startswith("…")
            cells.append(f"{one.means[measure]:.3f}" if known else "–")
        rows.append((name, *cells))
    counts = ("topics", *(str(len(measured[OURS][direction].figures)) for direction in OTHERS.values()))
    return Table(
        title="Names, typing errors, operators, nothing",
        columns=("", *OTHERS),
        rows=(*rows, counts),
        notes=(
            "Names: MRR, spelt as in the article, spelt otherwise, in Latin letters, in Latin letters spelt otherwise.",
            "Typing errors: R@10. Operators: F1 of the whole set. Nothing: the share of queries that must find nothing "
            "and do, or find only what is labelled as a guess. Other engines have another query language.",
        ),
    )


def _notes(collection: Collection) -> tuple[str, ...]:
    topics = sum(len({query.topic for query in one.queries}) for one in collection.sets)
    return (
        f"The {topics} topics of the sample corpus with even numbers, on which nothing was tuned.",
        "Columns: the language of the query (rom: Hindi in Latin letters) → of the originals that count.",
        "* differs from the first row with p < 0.05 in a paired randomisation test.",
        "All engines have both sides of each document, the machine's English too, unless the row says otherwise.",
    )
