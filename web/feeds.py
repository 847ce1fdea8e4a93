"""The newest results of any search as an Atom feed (RFC 4287), so that a saved search tells what is new."""

from __future__ import annotations

import hashlib
import re
import uuid
from dataclasses import replace
from datetime import datetime, timezone
from urllib.parse import urlencode
from xml.etree import ElementTree

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from search.model import Hit
from web.current import current_index
from web.interface import interface_language
from web.options import Options, read_page_options
from web.present import language_of, safe_url

blueprint = Blueprint("feeds", __name__)

MOST_ENTRIES = 50
ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Ids are made from what they name and from nothing else, so they stay when the server moves to another address.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "dubhashi")
# Atom wants a date of everything; an article without one is older than all the others.
_LONG_AGO = datetime(1970, 1, 1, tzinfo=timezone.utc)
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 has no word for these

ElementTree.register_namespace("", ATOM)


@blueprint.get("/feed.atom")
def feed() -> Response:
    """Send the newest results of a search; an unchanged feed is answered with 304 to who names its ETag."""
    options = replace(read_page_options(request.args), sort="date", limit=MOST_ENTRIES, offset=0)
    results = options.ask(current_index())
    response = Response(_xml(options, results.hits), content_type="application/atom+xml; charset=utf-8")
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    response.headers["Cache-Control"] = "no-cache"
    response.vary.update(("Accept-Language", "Cookie"))
    response.make_conditional(request)
    return response


def _xml(options: Options, hits: tuple[Hit, ...]) -> bytes:
    parameters = replace(
        options, sort="relevance", recency=True, explain=False
    ).parameters()  # none of them changes a feed
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {LANG: interface_language()})
    _text(feed, "id", _id("feed", urlencode(parameters)))
    _text(feed, "title", f"{options.query} – Dubhashi" if options.query else _("Dubhashi: the newest articles"))
    _text(feed, "updated", max((_moment(hit) for hit in hits), default=_LONG_AGO).isoformat())
    _text(_child(feed, "author"), "name", "Dubhashi")
    _child(feed, "link", rel="self", type="application/atom+xml", href=_address("feeds.feed", **parameters))
    _child(feed, "link", rel="alternate", type="text/html", href=_address("pages.search", **parameters))
    for hit in hits:
        _entry(feed, hit, options)
    return bytes(ElementTree.tostring(feed, "utf-8", xml_declaration=True))


def _entry(feed: ElementTree.Element, hit: Hit, options: Options) -> None:
    entry = _child(feed, "entry")
    _text(entry, "id", _id("article", hit.id))
    title = hit.title.hi or hit.title.en
    _text(entry, "title", title or _("Untitled article"), language_of(title) if title else None)
    _text(entry, "published", _moment(hit).isoformat())
    _text(entry, "updated", _moment(hit).isoformat())
    marking = {"q": options.query} if options.query else {}
    page = _address("pages.article", document_id=hit.id, **marking)
    _child(entry, "link", rel="alternate", type="text/html", href=page)
    original = safe_url(hit.url)
    if original:
        _child(entry, "link", rel="via", href=original)
    for author in hit.authors or ((hit.source,) if hit.source else ()):
        _text(_child(entry, "author"), "name", author)
    for tag in hit.tags:
        _child(entry, "category", term=tag)
    _content(entry, hit)


def _content(entry: ElementTree.Element, hit: Hit) -> None:
    """Add the sentences that matched; a first paragraph has the title's English, which Atom's own title cannot have."""
    content = _child(entry, "content", type="xhtml")
    paper = ElementTree.SubElement(content, f"{{{XHTML}}}div")
    if hit.title.hi and hit.title.en:
        _paragraph(paper, hit.title.en, "en")
    for snippet in hit.snippets:
        for side, language in ((snippet.hi, "hi"), (snippet.en, "en")):
            if side:
                _paragraph(paper, side.text, language)


def _paragraph(paper: ElementTree.Element, text: str, language: str) -> None:
    paragraph = ElementTree.SubElement(paper, f"{{{XHTML}}}p", {"lang": language, LANG: language})
    paragraph.text = _clean(text)


def _child(parent: ElementTree.Element, name: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.SubElement(
        parent, f"{{{ATOM}}}{name}", {key: _clean(value) for key, value in attributes.items()}
    )


def _text(parent: ElementTree.Element, name: str, text: str, language: str | None = None) -> None:
    child = _child(parent, name)
    child.text = _clean(text)
    if language:
        child.set(LANG, language)


def _id(kind: str, name: str) -> str:
    return uuid.uuid5(_NAMESPACE, f"{kind}:{name}").urn


def _moment(hit: Hit) -> datetime:
    return hit.published or _LONG_AGO


def _address(endpoint: str, **values: str) -> str:
    return url_for(endpoint, _external=True, **values)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
