"""Which field of a foreign corpus is which of ours: `--map title=headline --map body=content.text`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone

from search.errors import SettingsError

FIELDS = ("id", "title", "body", "url", "source", "section", "place", "published", "authors", "tags", "language")
# What corpora of news call these fields: only used to advise, never to guess.
_USUAL: dict[str, tuple[str, ...]] = {
    "title": ("headline", "heading", "head", "news_title", "शीर्षक"),
    "body": ("text", "content", "article", "articlebody", "article_body", "maintext", "story", "news",
             "description", "विवरण"),
    "url": ("link", "source_url", "href", "canonical_link", "article_url"),
    "source": ("publisher", "site", "sitename", "site_name", "source_domain", "newspaper", "paper"),
    "section": ("category", "categories", "topic"),
    "place": ("location", "city", "town", "स्थान", "शहर"),
    "published": ("date", "publish_date", "date_publish", "published_at", "pubdate", "datetime", "timestamp",
                  "time", "दिनांक"),
    "authors": ("author", "byline", "writer", "लेखक"),
    "tags": ("keywords", "tag", "labels"),
    "language": ("lang", "language_code"),
    "id": ("guid", "article_id", "news_id", "_id", "uuid"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMap:
    """The paths under which each of our fields is found; with none a field bears our own name."""

    paths: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (our field, the names that lead to it)

    def apply(self, record: Mapping[str, object]) -> Mapping[str, object]:
        """Return the record under our names; of several paths to "body" all count, else the first with a value."""
        if not self.paths:
            return record
        made: dict[str, object] = {name: record[name] for name in FIELDS if name in record}
        for field in dict.fromkeys(name for name, _ in self.paths):
            found = [value for name, path in self.paths if name == field for value in _values(record, path)]
            made[field] = _joined(field, found)
        return made


def read_field_map(options: Iterable[str]) -> FieldMap:
    """Return the map that options such as "title=headline" give; raise SettingsError that names the one it cannot use.

    >>> read_field_map(["body=content.text"]).apply({"content": {"text": "पानी आया।"}})["body"]
    'पानी आया।'
    """
    paths = []
    for option in options:
        name, equals, path = option.partition("=")
        steps = tuple(path.strip().split("."))
        if not equals or name.strip() not in FIELDS or not all(steps):
            advice = f"Write OURS=THEIRS, such as title=headline; ours are {', '.join(FIELDS)}."
            raise SettingsError("map", option, advice)
        paths.append((name.strip(), steps))
    return FieldMap(paths=tuple(paths))


# The fields of a JSON Feed, whose items are articles.
JSON_FEED = FieldMap(
    paths=(
        ("id", ("id",)),
        ("title", ("title",)),
        ("body", ("content_html",)),
        ("body", ("content_text",)),
        ("url", ("url",)),
        ("published", ("date_published",)),
        ("authors", ("authors", "name")),
        ("tags", ("tags",)),
        ("language", ("language",)),
    )
)
_WRAPPERS = ("articles", "items", "results", "data", "docs", "news", "records", "entries")


def is_json_feed(record: object) -> bool:
    """Tell whether the object is a JSON Feed, whose own title is that of the site."""
    return isinstance(record, Mapping) and "jsonfeed.org/version" in str(record.get("version", ""))


def wrapped(record: object) -> list[object] | None:
    """Return the articles in an object that is no article but holds a list of them; None for any other.

    >>> wrapped({"status": "ok", "articles": [{"title": "x"}]}), wrapped({"title": "x", "data": [{}]})
    ([{'title': 'x'}], None)
    """
    if not isinstance(record, Mapping) or (
        not is_json_feed(record) and any(name in record for name in ("title", "body"))
    ):
        return None
    for name in _WRAPPERS:
        found = record.get(name)
        if isinstance(found, list) and found and all(isinstance(one, Mapping) for one in found):
            return found
    return None


def advise(found: Iterable[str]) -> str:
    """Return the options that would probably read a record with these fields; "" where none is known.

    >>> advise(["headline", "Date", "pages"])
    '--map title=headline --map published=Date'
    """
    names = {name.strip().lower(): name for name in found}
    advice = []
    for field, usual in _USUAL.items():
        known = next((names[name] for name in usual if name in names), None)
        if known is not None and field not in names:
            advice.append(f"--map {field}={known}")
    return " ".join(advice)


def _values(value: object, path: tuple[str, ...]) -> Iterator[object]:
    """Yield what lies at the end of the path; a list on the way is gone through, a missing name gives nothing."""
    if isinstance(value, list):
        for part in value:
            yield from _values(part, path) if path else iter((part,))
    elif not path:
        if value not in (None, ""):
            yield value
    elif isinstance(value, Mapping):
        if ".".join(path) in value:  # a name with a full stop in it
            yield from _values(value[".".join(path)], ())
        else:
            yield from _values(value.get(path[0]), path[1:])


def _joined(field: str, found: list[object]) -> object:
    if field in ("authors", "tags"):
        return found[0] if len(found) == 1 and isinstance(found[0], str) else found
    if field == "body":
        return found[0] if len(found) == 1 else [str(part) for part in found] or None
    first = found[0] if found else None
    if field == "published" and isinstance(first, int | float) and not isinstance(first, bool):
        return date_of_count(first)
    if isinstance(first, int | float) and not isinstance(first, bool) and field != "id":
        return str(first)
    return first


def date_of_count(seconds: float) -> str:
    """Return the moment of a count since 1970, in seconds or milliseconds; the number itself where it is neither."""
    if seconds > 10**11:
        seconds /= 1000
    try:
        return datetime.fromtimestamp(seconds, tz=timezone.utc).isoformat() if seconds > 10**8 else str(seconds)
    except (ValueError, OverflowError, OSError):
        return str(seconds)
