"""What tests of readers share: pages in HTML, and reading bytes as the indexer reads a file."""

from __future__ import annotations

import io

from indexer.readers.fields import FieldMap
from indexer.readers.reading import Reading, read_source
from indexer.readers.source import Source
from search.model import Article, Rejected

TITLE = "नहर में आया पानी, किसानों ने शुरू की बुवाई"
PARAGRAPHS = (
    "नहर में सोमवार को पानी छोड़ा गया, जिससे जिले के चालीस गांवों के किसानों ने राहत की सांस ली।",
    "किसान रामदीन ने कहा कि पानी दो हफ्ते की देरी से आया है, फिर भी धान की बुवाई समय पर हो जाएगी।",
    "सिंचाई विभाग के अभियंता ने बताया कि नहर की सफाई का काम इस बार मई में ही पूरा कर लिया गया था।",
)
JSON_LINE = '{"title": "नहर में पानी", "body": "नहर में पानी आया।"}\n'


def web_page(*, title: str = TITLE, head: str = "", charset: str = "utf-8") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="hi"><head><meta charset="{charset}"><title>{title} | जनपथ समाचार</title>{head}'
        '</head><body><nav><a href="/">होम</a> <a href="/desh">देश</a></nav>'
        f"<article><h1>{title}</h1>\n{paragraphs}</article>"
        "<footer>सर्वाधिकार सुरक्षित © जनपथ समाचार</footer></body></html>"
    )


def read(
    data: bytes, name: str = "input", fields: FieldMap | None = None, limit: int = 1_000_000
) -> list[Article | Rejected]:
    reading = Reading(limit=limit, fields=fields or FieldMap())
    return list(read_source(Source(io.BytesIO(data), name), reading))


def article(data: bytes, name: str = "input") -> Article:
    (found,) = read(data, name)
    assert isinstance(found, Article), found
    return found


def rejected(data: bytes, name: str = "input") -> Rejected:
    (found,) = read(data, name)
    assert isinstance(found, Rejected), found
    return found


def titles(items: list[Article | Rejected]) -> list[str]:
    return [item.title if isinstance(item, Article) else f"{item.path}: {item.reason}" for item in items]
