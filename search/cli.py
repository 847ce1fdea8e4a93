"""The commands that ask an index: search, stats."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from search.index import open_index
from search.model import Hit, Marked, Results, Snippet, Statistics
from search.options import index_option
from search.present import results_json
from search.query.parse import parse_day
from search.settings import Settings


def _day(*, last: bool) -> Callable[[click.Context, click.Parameter, str | None], date | None]:
    """Return a reader of options such as 2024-06-19, 2024-06 or 2024: the first or the last day they name."""

    def read(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
        day = parse_day(value, last=last) if value else None
        if value and day is None:
            raise click.BadParameter(f"{value!r} is no day. Give 2024, 2024-06 or 2024-06-19.", context, parameter)
        return day

    return read


@click.command()
@click.argument("query", nargs=-1, required=True)
@index_option
@click.option("--limit", default=10, show_default=True, help="Results to print, 1 to 100.")
@click.option("--offset", default=0, show_default=True, help="Results to leave out at the beginning.")
@click.option("--since", callback=_day(last=False), help="Not older than this day, month or year.")
@click.option("--until", callback=_day(last=True), help="Not newer than this day, month or year.")
@click.option("--source", help="Only this paper, agency or site.")
@click.option("--section", help="Only this section.")
@click.option("--place", help="Only what was reported from here: दिल्ली and Delhi are one place.")
@click.option("--tag", help="Only articles with this tag.")
@click.option("--language", type=click.Choice(["hi", "en"]), help="Only articles written in this language.")
@click.option("--sort", type=click.Choice(["relevance", "date"]), default="relevance", show_default=True)
@click.option("--exact", is_flag=True, help="Only the words as typed: no inflections, translations or sound-alikes.")
@click.option("--recency/--no-recency", default=True, help="Prefer newer articles a little (default), or not at all.")
@click.option("--explain", is_flag=True, help="Say which evidence gave how much of each result's score.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON as the HTTP API gives it.")
@click.pass_obj
def search(settings: Settings, /, query: tuple[str, ...], as_json: bool, explain: bool, **options: Any) -> None:
    """Search the index for QUERY: Hindi, English, or Hindi in Latin letters.

    \b
    dubhashi search पुतिन limousine
    dubhashi search '"नई सरकार" -दिल्ली since:2024'
    """
    with open_index(settings.index, cache_bytes=settings.cache_bytes) as index:
        results = index.search(" ".join(query), explain=explain, **options)
    if as_json:
        click.echo(json.dumps(results_json(results), ensure_ascii=False, indent=2))
    else:
        _print_results(Console(highlight=False, soft_wrap=True), results, explain=explain)


@click.command()
@index_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def stats(settings: Settings, as_json: bool) -> None:
    """Say what the index holds."""
    with open_index(settings.index, cache_bytes=0) as index:
        statistics = index.statistics()
    lines = dict(_statistics(statistics))
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
    else:
        for name, value in lines.items():
            click.echo(f"{name}: {value}")


def _print_results(console: Console, results: Results, *, explain: bool) -> None:
    for word in results.interpretation:
        if not word.found and word.role in ("word", "phrase"):
            console.print(f"No article has {word.text!r} or anything that stands for it.")
    if results.suggestion:
        console.print(f"Did you mean: {results.suggestion}")
    first = results.offset + 1
    last = results.offset + len(results.hits)
    shown = f", showing {first}-{last}" if last < results.total or results.offset else ""
    console.print(f"{results.total:,} result{'' if results.total == 1 else 's'}{shown} ({results.seconds:.3f} s)")
    for number, hit in enumerate(results.hits, first):
        console.print()
        _print_hit(console, number, hit, explain=explain)


def _print_hit(console: Console, number: int, hit: Hit, *, explain: bool) -> None:
    for place, title in enumerate(_sides(hit.marked_title)):
        lead = f"{number:>2}. " if place == 0 else "    "
        console.print(Text.assemble(lead, _styled(title, "bold")))
    day = hit.published.date().isoformat() if hit.published else None
    similar = f"{hit.similar} similar" if hit.similar else None
    guess = "a guess" if hit.guessed else None
    facts = (hit.source, hit.section, hit.place, day, similar, guess, hit.id)
    console.print("    " + " · ".join(fact for fact in facts if fact), style="dim")
    for snippet in hit.snippets:
        for side in _sides(snippet):
            console.print(Text.assemble("    ", _styled(side, "")))
    if explain:
        for evidence in hit.explanation:
            shares = [f"{form.score:.2f} {form.kind} {form.form}" for form in evidence.forms]
            console.print(
                f"    {evidence.word}: {evidence.score:.2f} = {' + '.join(shares) or 'not in this article'}",
                style="dim",
            )
        console.print(f"    newness: {hit.recency:.2f}; together {hit.score:.2f}", style="dim")


def _sides(snippet: Snippet) -> list[Marked]:
    return [side for side in (snippet.hi, snippet.en) if side is not None]


def _styled(marked: Marked, style: str) -> Text:
    text = Text()
    for part, is_marked in marked.parts():
        text.append(part, f"{style} underline".strip() if is_marked else style)
    return text


def _statistics(statistics: Statistics) -> list[tuple[str, object]]:
    def day(moment: datetime | None) -> str | None:
        return moment.date().isoformat() if moment else None

    return [
        ("documents", statistics.documents),
        *((f"documents in {count.value}", count.count) for count in statistics.by_language),
        ("sentences", statistics.sentences),
        ("glossed word by word", statistics.glossed),
        ("sources", statistics.sources),
        ("first published", day(statistics.first_published)),
        ("last published", day(statistics.last_published)),
        *((f"translated by {count.value}", count.count) for count in statistics.models),
        ("bytes on disk", statistics.bytes),
    ]
