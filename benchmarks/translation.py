"""Part 1: the translator against argostranslate's own translate(), on the same package and articles, in turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from statistics import median

from benchmarks.apart import Worker
from benchmarks.articles import Sample, read_dev
from benchmarks.measurement import total
from benchmarks.options import Options, sample
from benchmarks.ours import read_articles
from benchmarks.peer import make_environment, prepare_packages
from benchmarks.race import Contestant, Lap, race, ratios
from benchmarks.table import Table, megabytes, number

NAME = "Translation"
OURS: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("Dubhashi, beam 4, article by article", {"beam": 4, "together": False}),
    ("Dubhashi, beam 4, across articles", {"beam": 4, "together": True}),
    ("Dubhashi as shipped", {"beam": None, "together": True}),
)


def run(options: Options) -> tuple[Table, ...]:
    """Return the tables of this part."""
    news = sample(options, options.articles)
    articles = read_articles(str(news.path))
    with ExitStack() as stack:
        contestants = [
            Contestant(
                name=name,
                worker=stack.enter_context(Worker()),
                function="benchmarks.ours:translate_articles",
                options=how,
            )
            for name, how in OURS
        ]
        settings = contestants[-1].worker.call("benchmarks.ours:describe", beam=None).value
        stock, about = _stock(options, stack)
        if stock:
            contestants.insert(0, stock)
        laps = race(contestants, articles, options)
        notes = (
            f"model: {settings['model']}; as shipped: beam {settings['beam']}, batches of {settings['batch_tokens']} "
            f"tokens, {settings['threads']} threads",
            about,
            *_failures(laps),
        )
        tables = [_speed(laps, news, notes)]
        if stock:
            tables.append(_ratios(laps, stock.name))
        tables.append(_outside(laps))
        if stock and options.dev_lines:
            tables += _quality(contestants, stock, options)
    return tuple(tables)


def _stock(options: Options, stack: ExitStack) -> tuple[Contestant | None, str]:
    """Return argostranslate as a contestant, and a line about it; None where it cannot be had."""
    if not options.peer:
        return None, "argostranslate is left out: it was not asked for"
    made = make_environment(options.work.parent / "bench-venv", options.say)
    if isinstance(made, str):
        return None, f"argostranslate is left out: its environment could not be made ({made})"
    worker = stack.enter_context(Worker(python=made, environment=prepare_packages(options.work)))
    about = worker.call("benchmarks.stock:describe").value
    contestant = Contestant(
        name=f"argostranslate's translate(), beam {about['beam']}",
        worker=worker,
        function="benchmarks.stock:translate_articles",
        options={},
    )
    return contestant, (
        f"argostranslate as it comes: batches of {about['batch']} tokens, threads {about['threads']} (0: chosen by "
        f"CTranslate2); {about['versions']}"
    )


def _failures(laps: Mapping[str, Sequence[Lap]]) -> list[str]:
    return [
        f"articles at which {name} raised, which are not in its figures, nor the time spent on them: {failed}"
        for name, done in laps.items()
        if (failed := sum(lap.failed for lap in done))
    ]


def _speed(laps: Mapping[str, Sequence[Lap]], news: Sample, notes: Sequence[str]) -> Table:
    rounds = max(laps.values(), key=lambda done: sum(lap.words for lap in done))
    return Table(
        title="Speed",
        columns=("translator", "words/s", "words/s of processor time", "sentences/s", "peak memory MB"),
        rows=tuple(
            (
                name,
                number(median(lap.words_per_second for lap in done)),
                number(median(lap.words_per_cpu_second for lap in done)),
                number(median(lap.sentences / lap.took.wall for lap in done)),
                megabytes(max(lap.peak for lap in done)),
            )
            for name, done in laps.items()
        ),
        notes=(
            f"medians of {len(rounds)} rounds over {sum(len(lap.outputs) for lap in rounds)} articles, "
            f"{sum(lap.words for lap in rounds):,} words, of {news.origin}; each round has its own articles, and every "
            f"translator translates them before the next round begins",
            "words and sentences are those of the source; sentences as our splitter counts them",
            *notes,
        ),
    )


def _ratios(laps: Mapping[str, Sequence[Lap]], stock: str) -> Table:
    rows: list[tuple[str, ...]] = []
    for name, done in laps.items():
        if name != stock:
            figures = [ratios(done, laps[stock], clock) for clock in ("words_per_second", "words_per_cpu_second")]
            rows.append((name, *(number(value) for three in figures for value in three)))
    return Table(
        title="Times as fast as argostranslate",
        columns=("translator", "wall: median", "least", "greatest", "processor: median", "least", "greatest"),
        rows=tuple(rows),
        notes=("words per second in one round divided by argostranslate's in the same round",),
    )


def _outside(laps: Mapping[str, Sequence[Lap]]) -> Table:
    rows: list[tuple[str, ...]] = []
    for name, done in laps.items():
        outside = [lap.outside for lap in done if lap.outside is not None]
        if outside:
            took, ours = total([lap.took for lap in done]), total(outside)
            rows.append((name, f"{100 * ours.wall / took.wall:.1f} %", f"{100 * ours.cpu / took.cpu:.1f} %"))
    return Table(
        title="Outside CTranslate2",
        columns=("translator", "of wall time", "of processor time"),
        rows=tuple(rows),
        notes=(
            "sentence splitting, tokenising, guards, detokenising, and everything else in Python",
            "wall time: while nobody waits for CTranslate2, which may be at work all the same",
        ),
    )


def _quality(contestants: Sequence[Contestant], stock: Contestant, options: Options) -> list[Table]:
    dev = read_dev(options.data)
    if dev is None:
        return []
    hindi, english = (side[: options.dev_lines] for side in dev)
    rows: list[tuple[str, ...]] = []
    for contestant in contestants:
        if contestant.options.get("together") is False:
            continue  # the same translations as across articles, but for near ties
        options.say(f"translation: quality of {contestant.name}")
        outputs = [" ".join((text or "").split()) for text in contestant.translate([[line] for line in hindi]).outputs]
        scores = stock.worker.call("benchmarks.stock:score", outputs=outputs, references=english).value
        rows.append((contestant.name, f"{scores['chrF']:.1f}", f"{scores['BLEU']:.1f}"))
    return [
        Table(
            title="Quality",
            columns=("translator", "chrF", "BLEU"),
            rows=tuple(rows),
            notes=(
                f"{len(hindi):,} sentences of the development set",
                f"chrF {scores['chrF signature']}; BLEU {scores['BLEU signature']}",
            ),
        )
    ]
