"""Part 1b: how good the translations are: BLEU and chrF against references, and what comes through of real news."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.apart import call_once
from benchmarks.generate import SEED
from benchmarks.options import Options, sample
from benchmarks.ours import NOWHERE, read_articles
from benchmarks.survival import Tally, read_names, tally
from benchmarks.table import Table
from indexer.sentences import split_sentences
from indexer.translation.cli import translate_lines
from indexer.translation.translator import open_translator
from search.settings import Settings
from training.parallel import AUTHORED, Pair, hold_out, read_development, read_pairs

NAME = "Translation quality"
Texts = dict[str, tuple[list[str], list[str]]]  # name → Hindi, English


def run(options: Options) -> tuple[Table, ...]:
    """Return the tables of this part: scores where there are references, and what comes through."""
    references = read_references(options.data / "parallel")
    news = _news_sentences(options)
    texts = {name: hindi for name, (hindi, _) in references.items()}
    texts["news"] = news
    options.say(f"translation quality: {sum(map(len, texts.values())):,} texts")
    made = call_once("benchmarks.quality:translate_texts", texts=texts).value
    tables = [_scores(references, made)] if references else []
    names = read_names(options.data / "parallel")
    sums = {name: tally(hindi, made["outputs"][name], names) for name, hindi in texts.items()}
    _show_worst(sums, options)
    return (*tables, _survival(sums, made))


def translate_texts(texts: dict[str, list[str]]) -> dict[str, Any]:
    """Return the English of all texts as shipped, the numbers of glosses, and the model; runs in its own process."""
    translator = open_translator(Settings(packages=NOWHERE))
    outputs, glosses = {}, {}
    for name, lines in texts.items():
        if name == "news":
            made = translator.translate(lines)
            outputs[name] = [one.text for one in made]
            glosses[name] = sum(one.gloss for one in made)
        else:
            outputs[name] = translate_lines(translator, lines)
            glosses[name] = 0
    return {"outputs": outputs, "glosses": glosses, "model": translator.model, "key": translator.key_for("")}


def read_references(parallel: Path) -> Texts:
    """Return the texts that have a translation by people: dev, held-out news, and the headlines among that."""
    held = hold_out(read_pairs(parallel / AUTHORED))
    texts = {
        "dev": read_development(parallel),
        "held-out news": held,
        "headlines of it": list(filter(_is_headline, held)),
    }
    return {name: ([pair.hi for pair in pairs], [pair.en for pair in pairs]) for name, pairs in texts.items() if pairs}


def _is_headline(pair: Pair) -> bool:
    """Say whether neither side ends as a sentence does."""
    return not pair.hi.rstrip("\"'”’) ").endswith(("।", ".", "?", "!", "|")) and not pair.en.rstrip("\"'”’) ").endswith(
        "."
    )


def _news_sentences(options: Options) -> list[str]:
    news = sample(options, max(1, options.sentences // 4))  # articles have far more than four sentences each
    articles = read_articles(str(news.path))
    found = dict.fromkeys(
        sentence.text
        for sentence in chain.from_iterable(split_sentences(text) for article in articles for text in article)
    )
    return Random(f"{SEED}/sentences").sample(list(found), min(options.sentences, len(found)))


def _scores(references: Texts, made: dict[str, Any]) -> Table:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    bleu, chrf = BLEU(), CHRF()
    rows = []
    for name, (hindi, english) in references.items():
        outputs = made["outputs"][name]
        scores = (chrf.corpus_score(outputs, [english]).score, bleu.corpus_score(outputs, [english]).score)
        rows.append((name, f"{len(hindi):,}", *(f"{score:.1f}" for score in scores)))
    return Table(
        title="Against references",
        columns=("text", "sentences", "chrF", "BLEU"),
        rows=tuple(rows),
        notes=(
            f"model: {made['model']} ({made['key']}), as shipped, with guards",
            "dev: news and encyclopedia; held-out news: pairs of our own domain that are never trained on, of which "
            "earlier models may have seen some (training/MODEL_CARD.md)",
            f"chrF {chrf.get_signature()}; BLEU {bleu.get_signature()}",
        ),
    )


COLUMNS = (
    "text", "sentences", "names", "kept", "numbers in digits", "kept", "in words", "kept", "all numbers kept",
    "empty", "looping", "glossed",
)  # fmt: skip


def _survival(sums: dict[str, Tally], made: dict[str, Any]) -> Table:
    return Table(
        title="What comes through",
        columns=COLUMNS,
        rows=tuple(
            (
                name,
                f"{one.sentences:,}",
                f"{one.names:,}",
                _kept(one.names, one.lost_names),
                f"{one.digits:,}",
                _kept(one.digits, one.lost_digits),
                f"{one.words:,}",
                _kept(one.words, one.lost_words),
                _kept(one.digits + one.words, one.lost_digits + one.lost_words),
                str(one.empty),
                str(one.loops),
                str(made["glosses"][name]),
            )
            for name, one in sums.items()
        ),
        notes=(
            "names: words that are names in the lexicon or in public tables, and Latin words; numbers: with their "
            "units; benchmarks/survival.py says what counts as kept",
        ),
    )


def _kept(total: int, lost: int) -> str:
    return f"{100 * (1 - lost / total):.1f} %" if total else "–"


def _show_worst(sums: dict[str, Tally], options: Options) -> None:
    worst: Sequence[Any] = sorted(chain.from_iterable(one.worst for one in sums.values()), key=lambda entry: -entry[0])
    for _, source, output, losses in worst[: options.worst]:
        lost = [*losses.lost_names, *losses.lost_digits, *losses.lost_words]
        lost += ["(empty)"] * losses.empty + ["(loop)"] * losses.loop
        options.say(f"lost: {', '.join(lost)}\n  {source}\n  {output}")
