"""What runs in the peer's environment: argostranslate's own translate(), and sacrebleu. Imports nothing of ours else.

Called through benchmarks.apart with the interpreter that benchmarks.peer made.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from benchmarks.measurement import NOTHING, measure


def translate_articles(articles: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Translate articles, each a list of paragraphs, with one call of translate() for each.

    It raises for some real articles (a passage without a full stop that is longer than the model's 512 positions);
    those have None among the outputs, and what was spent on them in vain is told, so that it can be taken off.
    """
    argos = importlib.import_module("argostranslate.translate")
    outputs: list[str | None] = []
    lost = NOTHING
    for paragraphs in articles:
        output, took = measure(_translate, argos, "\n".join(paragraphs))
        outputs.append(output)
        if output is None:
            lost += took
    return {"outputs": outputs, "lost": {"wall": lost.wall, "cpu": lost.cpu}}


def _translate(argos: Any, text: str) -> str | None:
    try:
        return str(argos.translate(text, "hi", "en"))
    except RuntimeError:  # of CTranslate2
        return None


def describe() -> dict[str, str]:
    """Return the settings and the versions that the peer runs with."""
    settings = importlib.import_module("argostranslate.settings")
    names = ("argostranslate", "ctranslate2", "stanza", "minisbd", "torch")
    return {
        "beam": str(settings.beam_size),
        "batch": str(settings.batch_size),
        "threads": f"inter {settings.inter_threads}, intra {settings.intra_threads}",
        "versions": ", ".join(f"{name} {version(name)}" for name in names),
    }


def score(outputs: Sequence[str], references: Sequence[str]) -> dict[str, Any]:
    """Return chrF and BLEU with their signatures."""
    metrics = importlib.import_module("sacrebleu.metrics")
    found: dict[str, Any] = {}
    for name, metric in (("chrF", metrics.CHRF()), ("BLEU", metrics.BLEU())):
        found[name] = metric.corpus_score(list(outputs), [list(references)]).score
        found[f"{name} signature"] = str(metric.get_signature())
    return found
