"""Whole articles to measure with: a seeded sample of real Hindi news where it lies beside the project, else corpus/."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.apart import ROOT
from benchmarks.generate import SEED

DATA = ROOT.parent / "shared" / "data"  # not part of the project; its texts may be measured with, not copied
NEWS = ("covid2020.jsonl.xz", "bbc_hindi.jsonl.xz")
CORPUS = ROOT / "corpus" / "articles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Articles in a file that the indexer reads, and where they come from."""

    path: Path
    articles: int
    origin: str


def write_sample(path: Path, count: int, *, data: Path = DATA, seed: int = SEED) -> Sample:
    """Write `count` Hindi articles, or as many as there are, as JSON Lines; the same ones for the same seed."""
    real = all((data / "news" / name).is_file() for name in NEWS)
    records = list(news_records(data / "news") if real else _corpus())
    chosen = Random(f"{seed}/articles").sample(records, min(count, len(records)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in chosen), encoding="utf-8")
    origin = "real Hindi news (covid2020 and bbc_hindi)" if real else "corpus/articles"
    return Sample(path=path, articles=len(chosen), origin=origin)


def write_asked(path: Path, asked: Iterable[str], others: int, *, data: Path = DATA, seed: int = SEED) -> Sample | None:
    """Write the news articles with the ids that are asked for and `others` more, or return None where no news is.

    Ids that the news does not have are left out.
    """
    if not all((data / "news" / name).is_file() for name in NEWS):
        return None
    wanted = frozenset(asked)
    records = list(news_records(data / "news"))
    chosen = [record for record in records if record["id"] in wanted]
    rest = [record for record in records if record["id"] not in wanted]
    chosen += Random(f"{seed}/others").sample(rest, min(others, len(rest)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in chosen), encoding="utf-8")
    return Sample(path=path, articles=len(chosen), origin="real Hindi news (covid2020 and bbc_hindi)")


def read_dev(data: Path = DATA) -> tuple[list[str], list[str]] | None:
    """Return the Hindi and the English lines of the development set, or None where it is not there."""
    files = [data / "parallel" / f"dev.{language}" for language in ("hi", "en")]
    if not all(file.is_file() for file in files):
        return None
    hindi, english = (file.read_text(encoding="utf-8").splitlines() for file in files)
    return hindi, english


def news_records(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of the news files in a folder, as records that the indexer reads."""
    for name in NEWS:
        with lzma.open(folder / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield {
                    "id": record["id"],
                    "source": record["source"],
                    "published": record.get("date"),
                    "section": record.get("category"),
                    "title": record.get("title", ""),
                    "body": record["body"],
                }


def _corpus() -> Iterator[dict[str, Any]]:
    for file in sorted(CORPUS.glob("*.jsonl")):
        records = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
        yield from (record for record in records if record.get("language") != "en" and file.stem != "english")
