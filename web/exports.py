"""The results of any search as a file: CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from flask import Blueprint, Response, request

from search.index import MOST_HITS
from search.model import Hit
from web.current import current_index
from web.options import read_page_options

blueprint = Blueprint("exports", __name__)

MOST_ROWS = 1000
COLUMNS = (
    "id", "title_hi", "title_en", "source", "section", "published", "language", "url", "authors", "tags", "similar",
    "place",
)  # fmt: skip

# A spreadsheet runs a cell that begins with one of these as a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@blueprint.get("/export.csv")
def export_csv() -> Response:
    """Send the first thousand results of a search, best first."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(COLUMNS)
    writer.writerows(_row(hit) for hit in _hits())
    # The byte order mark makes Excel read the file as UTF-8; without it Devanagari comes out as garbage.
    return Response(
        page.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="dubhashi.csv"'},
    )


def guarded(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula.

    >>> guarded("=1+1"), guarded("चुनाव")
    ("'=1+1", 'चुनाव')
    """
    return "'" + cell if cell.lstrip(" \n").startswith(_FORMULA) else cell


def _hits() -> Iterator[Hit]:
    options = replace(read_page_options(request.args), limit=MOST_HITS, offset=0)
    for offset in range(0, MOST_ROWS, MOST_HITS):
        results = replace(options, offset=offset).ask(current_index())
        yield from results.hits
        if offset + MOST_HITS >= results.total:
            return


def _row(hit: Hit) -> list[str]:
    cells = (
        hit.id,
        hit.title.hi or "",
        hit.title.en or "",
        hit.source or "",
        hit.section or "",
        hit.published.isoformat() if hit.published else "",
        hit.language,
        hit.url or "",
        "; ".join(hit.authors),
        "; ".join(hit.tags),
        str(hit.similar),
        hit.place or "",
    )
    return [guarded(cell) for cell in cells]
