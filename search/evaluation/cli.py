"""The command that measures retrieval: evaluate."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

import click

from search.errors import InputError, SettingsError
from search.evaluation.collection import Collection, Half, halve, join, languages_of, read_files, read_folder
from search.evaluation.evaluation import evaluate as evaluate_run
from search.evaluation.known_items import read_known_items
from search.evaluation.report import json_report, text_comparison, text_per_query, text_report
from search.evaluation.runs import Run, index_system, make_run, read_run, write_run
from search.evaluation.stories import judge_stories, run_stories, stories_of
from search.index import Index, open_index
from search.options import index_option
from search.query.weights import Weights
from search.settings import Settings

SAMPLE = Path("corpus/topics")
_file = click.Path(path_type=Path)


@click.group(invoke_without_command=True)
@index_option
@click.option("--topics", multiple=True, type=_file, help="A file of topics, or a folder of sets; repeat.")
@click.option("--qrels", multiple=True, type=_file, help="A file of judgements for the files of topics; repeat.")
@click.option("--known-items", type=_file, help="A file of lines KIND, ARTICLE, QUERY with tabs between.")
@click.option("--half", type=click.Choice(["odd", "even"]), help="Only topics with odd, or with even, numbers.")
@click.option("--weights", "changed", default="", help="Change weights of evidence: stem=0,sound=0.2.")
@click.option("--compare", metavar="WHAT", help="Other weights (stem=0), another index, or a folder of run files.")
@click.option("--per-query", is_flag=True, help="Print the figures of every topic, the worst first.")
@click.option("--run-files", type=_file, help="Write what was found into this folder, as TREC's run files.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON with the figures of every topic.")
@click.pass_context
def evaluate(
    context: click.Context,
    topics: tuple[Path, ...],
    qrels: tuple[Path, ...],
    known_items: Path | None,
    half: Half | None,
    changed: str,
    compare: str | None,
    per_query: bool,
    run_files: Path | None,
    as_json: bool,
) -> None:
    """Measure how well searches find what answers them.

    Without --topics, the topics of the sample corpus in corpus/topics are asked. docs/evaluation.md says what the
    figures mean, and how to measure with your own articles, queries and judgements.
    """
    if context.invoked_subcommand:
        return
    settings = context.find_object(Settings) or Settings()
    collection = _collection(topics, qrels, known_items)
    collection = halve(collection, half) if half else collection
    with _open(settings.index, settings, read_weights(changed)) as index:
        run = make_run(index_system(index), collection.sets)
        articles = collection.articles()
        languages = languages_of(
            collection.judged() | {result.article for found in run.values() for result in found}, index
        )
        stories = stories_of(collection.judged(), index)
        other = _other(compare, collection, settings, changed) if compare else None
    judged = judge_stories(collection, stories)
    first = evaluate_run(judged, run_stories(run, stories), languages)
    second = evaluate_run(judged, run_stories(other, stories), languages) if other is not None else None
    for one in collection.sets if run_files else ():
        write_run(run_files or Path(), one, run, name="dubhashi")
    if as_json:
        click.echo(json.dumps(json_report(first, second), ensure_ascii=False, indent=2))
        return
    missing = sorted(articles - set(languages))
    if missing:
        click.echo(
            f"{len(missing)} judged articles are not in the index and cannot be found: {_some(missing)}", err=True
        )
    lines = [*text_report(first)]
    if per_query:
        queries = {(one.name, query.kind, query.topic): query for one in collection.sets for query in one.queries}
        lines += text_per_query(first, queries)
    if second is not None:
        lines += ["", *text_comparison(first, second)]
    click.echo("\n".join(lines))


def read_weights(text: str) -> Weights:
    """Return the weights of evidence with changes such as "stem=0,sound=0.2"; raise SettingsError for others."""
    known = {field.name for field in fields(Weights)}
    changes: dict[str, float] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, value = part.partition("=")
        if name.strip() not in known:
            raise SettingsError("weights", part, f"Give NAME=NUMBER; the names are: {', '.join(sorted(known))}.")
        try:
            changes[name.strip()] = float(value)
        except ValueError:
            raise SettingsError("weights", part, "Give a number from 0 to 1 after the sign =.") from None
    if any(not 0 <= value <= 1 for value in changes.values()):
        raise SettingsError("weights", text, "Give numbers from 0 to 1.")
    return replace(Weights(), **changes)


def _collection(topics: Sequence[Path], qrels: Sequence[Path], known_items: Path | None) -> Collection:
    if not topics and known_items:
        return read_known_items(known_items)
    found: list[Collection] = [read_known_items(known_items)] if known_items else []
    if not topics and not SAMPLE.is_dir():
        raise InputError(SAMPLE, "there is no such folder here", "Name topics with --topics and --qrels.")
    found += [read_folder(path) for path in topics or (SAMPLE,) if path.is_dir()]
    files = [path for path in topics if not path.is_dir()]
    if files:
        found.append(read_files(files, qrels))
    return join(found)


def _other(what: str, collection: Collection, settings: Settings, changed: str) -> Run:
    """Return the run of the second system: another index, a folder of run files, or other weights."""
    path = Path(what)
    if path.is_dir() and any(path.glob("*.run")):
        return read_run(path, collection.sets)
    if path.is_dir():
        with _open(path, settings, read_weights(changed)) as index:
            return make_run(index_system(index), collection.sets)
    if "=" not in what:
        raise InputError(what, "it is no index, no folder of run files and no weights", "Give one, or stem=0.")
    with _open(settings.index, settings, read_weights(what)) as index:
        return make_run(index_system(index), collection.sets)


def _open(path: Path, settings: Settings, weights: Weights) -> Index:
    return open_index(path, cache_bytes=settings.cache_bytes, weights=weights)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
