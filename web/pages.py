"""The pages that people read: the search with its results, and the article."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.routing import BaseConverter

from search.model import INDIA
from web import facets, present
from web.current import current_index
from web.metrics import count_search
from web.options import LAST_PAGE, VIEWS, Options, read_article_options, read_page_options, read_view

blueprint = Blueprint("pages", __name__)

MOST_VERSIONS = 20  # of a story, listed below one of them

# What a link to an article carries along, so that the way back leads to the same page of the same results.
_CARRIED = (
    "q",
    "since",
    "until",
    "source",
    "section",
    "place",
    "language",
    "tag",
    "sort",
    "exact",
    "recency",
    "explain",
    "page",
)


class IdConverter(BaseConverter):
    """An article's id in an address: any text at all, slashes included."""

    regex = ".+"
    part_isolating = False


def link(options: Options, **changes: object) -> str:
    """Return the address of a search, with some of its options changed; it begins at page 1 where any is."""
    if changes:
        options = replace(options.on_page(1), **changes)  # type: ignore[arg-type]  # named in templates only
    parameters = urlencode(options.parameters())
    return url_for("pages.search") + ("?" + parameters if parameters else "")


@blueprint.get("/")
@blueprint.get("/search")
def search() -> str:
    """Show the search form and, below it, what the query found; the newest articles where nothing is asked."""
    options = read_page_options(request.args)
    start = not options.parameters()
    results = count_search(options.ask(current_index()))
    pages = min(-(-results.total // options.limit), LAST_PAGE)
    return render_template(
        "search.html",
        options=options,
        start=start,
        results=results,
        pages=pages,
        numbers=present.page_numbers(options.page, pages) if options.page <= pages else (),
        groups=facets.facet_groups(results.facets, options),
        histogram=facets.histogram(results.facets.month, options),
        recent=facets.recent(results.facets.month, options, datetime.now(INDIA).date()),
        filters=facets.active_filters(options),
        statistics=current_index().statistics() if start else None,
    )


@blueprint.get("/article/<id:document_id>")
def article(document_id: str) -> str:
    """Show an article, its sentences side by side or in one language, with the words of the query marked."""
    options = read_article_options(request.args)
    view = read_view(request.args)
    index = current_index()
    document = index.document(document_id)
    return render_template(
        "article.html",
        options=options,
        view=view,
        views=VIEWS,
        document=document,
        title=index.mark_title(document, options.query, exact=options.exact),
        paragraphs=present.paragraphs(document, index.mark(document, options.query, exact=options.exact)),
        glossed=sum(pair.gloss for pair in document.sentences),
        versions=index.story(document_id, limit=MOST_VERSIONS),
        related=index.related(document_id),
        carried={name: request.args[name] for name in _CARRIED if request.args.get(name)},
    )


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the search to browsers, so that they can offer it in their address bar."""
    return Response(
        render_template("opensearch.xml"), content_type="application/opensearchdescription+xml; charset=utf-8"
    )
