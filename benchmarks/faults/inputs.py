"""Inputs that are large by their number or by their length, read and indexed in a process of their own."""

from __future__ import annotations

import io
import random
import shutil
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from indexer.pipeline import index_paths
from indexer.readers import read_paths
from indexer.translation.recorded import RecordedTranslator
from search.model import Article
from search.settings import Settings

PAGE = 100_000  # bytes of a page of the archive, most of them markup and script as on real pages


def index_tiny_files(work: str, count: int) -> dict[str, int]:
    """Index a folder of so many files of one short English article each."""
    folder = Path(work) / "tiny"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number in range(count):
        title = f"News of place{number} today"
        (folder / f"{number}.json").write_text(f'{{"title": "{title}", "body": "It rained."}}', encoding="utf-8")
    index = Path(work) / "tiny-index"
    shutil.rmtree(index, ignore_errors=True)
    report = index_paths([folder], settings=Settings(index=index), translator=RecordedTranslator({}))
    return {"articles": report.documents, "rejected": len(report.rejected), "bytes": 0}


def write_archive(path: str, megabytes: int) -> dict[str, int]:
    """Write a web archive of at least so many megabytes, not compressed."""
    rng = random.Random(3)
    words = [f"word{number}" for number in range(5_000)]
    pages = 0
    with Path(path).open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        while file.tell() < megabytes * 1_000_000:
            text = "".join(f"<p>{' '.join(rng.choices(words, k=60)).capitalize()}.</p>" for _ in range(8))
            script = f"<script>var state = '{'x' * (PAGE - len(text))}';</script>"
            page = f"<html lang='en'><title>News of place{pages} today</title>{script}<article>{text}</article></html>"
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    f"http://news.example/{pages}", "response", payload=io.BytesIO(page.encode()), http_headers=headers
                )
            )
            pages += 1
    return {"pages": pages}


def read_archive(path: str) -> dict[str, int]:
    """Read the archive and count its articles."""
    articles = rejected = 0
    for one in read_paths([Path(path)], settings=Settings()):
        articles += isinstance(one, Article)
        rejected += not isinstance(one, Article)
    return {"articles": articles, "rejected": rejected, "bytes": Path(path).stat().st_size}
