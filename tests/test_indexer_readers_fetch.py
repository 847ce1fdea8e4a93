"""Fetching: over real sockets from a server of this process; what may be fetched, how politely, and what is kept."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from indexer.pipeline import index_paths
from indexer.readers.addresses import UnfetchableError, check_address
from indexer.readers.fetch import Fetcher
from indexer.readers.fetched import FetchedStore
from indexer.readers.reading import Reading, fetch_and_read, read_source
from indexer.readers.source import Source
from indexer.translation.recorded import RecordedTranslator
from search.model import INDIA, Article, Rejected
from search.settings import Settings
from tests.reading import PARAGRAPHS, TITLE, titles, web_page
from tests.web_server import Site, serving

SETTINGS = Settings(fetch_private=True, fetch_delay=0, fetch_timeout=5)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        yield one


@pytest.fixture
def store(tmp_path: Path) -> Iterator[FetchedStore]:
    one = FetchedStore(tmp_path / "index" / "fetched.sqlite")
    yield one
    one.close()


def fetcher(store: FetchedStore, settings: Settings = SETTINGS) -> Fetcher:
    return Fetcher(store, settings=settings)


def content(source: Source | None) -> bytes:
    assert source is not None
    return b"".join(source.chunks())


def reason(store: FetchedStore, url: str, settings: Settings = SETTINGS) -> str:
    with pytest.raises(UnfetchableError) as caught:
        fetcher(store, settings).fetch(url, named=True)
    return str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://10.1.2.3/", "http://192.168.1.1/", "http://169.254.169.254/",
        "http://[::1]/", "http://[fe80::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://100.64.0.1/",
        "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://2130706433/", "http://0x7f.1/", "http://224.0.0.1/",
    ],
)  # fmt: skip
def test_machines_of_the_private_network_are_refused(url: str) -> None:
    with pytest.raises(UnfetchableError, match="private network; the setting fetch_private allows"):
        check_address(url, private=False)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://e.example/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http://", "needs a host"),
        ("http://user:secret@127.0.0.1/", "no user name or password"),
        ("http://[", "not a usable address"),
        ("http://e.example:99999/", "not a usable address"),
        ("http://nowhere.invalid/", "no machine is known by the name 'nowhere.invalid'"),
    ],
)
def test_an_address_that_cannot_be_fetched_is_refused_with_the_reason(url: str, words: str) -> None:
    with pytest.raises(UnfetchableError, match=words):
        check_address(url, private=True)


def test_a_public_number_is_allowed_and_a_path_is_quoted() -> None:
    target = check_address("https://8.8.8.8/समाचार?a=1&b=दो", private=False)
    assert (target.number, target.port, target.origin) == ("8.8.8.8", 443, "https://8.8.8.8")
    assert target.path.isascii()
    assert target.path.endswith("?a=1&b=%E0%A4%A6%E0%A5%8B")


def test_a_page_is_fetched_by_a_client_that_names_itself(site: Site, store: FetchedStore) -> None:
    site.put("/a?b=1", web_page(), Content_Type="text/html; charset=utf-8")
    source = fetcher(store).fetch(f"{site.address}/a?b=1", named=True)
    assert source is not None
    assert (source.charset, source.url) == ("utf-8", f"{site.address}/a?b=1")
    assert content(source) == web_page().encode()
    (asked,) = site.asked
    assert asked[1]["User-Agent"] == "Dubhashi"
    assert asked[1]["Host"] == site.address.removeprefix("http://")


def test_a_stamp_on_a_fetched_page_is_counted_from_when_the_server_sent_it(site: Site, store: FetchedStore) -> None:
    site.put("/nahar", web_page().replace("</h1>", '</h1><span class="time">2 दिन पहले</span>'))
    source = fetcher(store).fetch(f"{site.address}/nahar", named=True)
    assert source is not None
    assert source.seen is not None
    (found,) = read_source(source, Reading(limit=1_000_000))
    assert isinstance(found, Article)
    assert found.published is not None
    assert found.published.date() == (source.seen - timedelta(days=2)).astimezone(INDIA).date()


def test_a_compressed_answer_is_unpacked_and_a_long_one_refused(site: Site, store: FetchedStore) -> None:
    site.put("/gz", gzip.compress(b"x" * 5000), Content_Encoding="gzip")
    assert len(content(fetcher(store).fetch(f"{site.address}/gz", named=True))) == 5000
    assert "fetch_bytes" in reason(store, f"{site.address}/gz", replace(SETTINGS, fetch_bytes=4096))


def test_what_is_unchanged_is_not_sent_again(site: Site, store: FetchedStore) -> None:
    site.put("/a", b"one", ETag='"v1"', Last_Modified="Wed, 19 Jun 2024 04:00:00 GMT")
    first = fetcher(store)
    assert content(first.fetch(f"{site.address}/a", named=True)) == b"one"
    assert content(first.fetch(f"{site.address}/a", named=True)) == b"one"  # not settled: the run may still fail
    first.settle()
    assert fetcher(store).fetch(f"{site.address}/a", named=True) is None
    assert site.asked[-1][1]["If-None-Match"] == '"v1"'
    assert site.asked[-1][1]["If-Modified-Since"] == "Wed, 19 Jun 2024 04:00:00 GMT"
    site.put("/a", b"two", ETag='"v2"')
    assert content(fetcher(store).fetch(f"{site.address}/a", named=True)) == b"two"


def test_a_page_that_has_not_changed_since_it_was_fetched_is_not_asked_for(site: Site, store: FetchedStore) -> None:
    site.put("/a", b"one")
    one = fetcher(store)
    one.fetch(f"{site.address}/a", named=False)
    one.settle()
    asked = len(site.asked)
    now = datetime.now(tz=timezone.utc)
    assert one.fetch(f"{site.address}/a", named=False, updated=now - timedelta(hours=1)) is None
    assert len(site.asked) == asked
    assert one.fetch(f"{site.address}/a", named=False, updated=now + timedelta(hours=1)) is not None


def test_redirects_are_followed_and_each_is_checked(site: Site, store: FetchedStore) -> None:
    site.put("/a", b"", 302, Location="/b")
    site.put("/b", b"", 301, Location=f"{site.address}/c")
    site.put("/c", b"here")
    source = fetcher(store).fetch(f"{site.address}/a", named=True)
    assert source is not None
    assert (source.name, source.url) == (f"{site.address}/a", f"{site.address}/c")
    site.put("/file", b"", 302, Location="file:///etc/passwd")
    assert "only http and https" in reason(store, f"{site.address}/file")
    site.put("/round", b"", 302, Location="/round")
    assert "redirected more than 5 times" in reason(store, f"{site.address}/round")


def test_a_failing_server_is_named(site: Site, store: FetchedStore) -> None:
    assert "404 (not found): check the address" in reason(store, f"{site.address}/no")
    site.put("/500", b"", 500)
    assert "500" in reason(store, f"{site.address}/500")
    site.put("/cut", b"abc", Content_Length="999")
    assert "cannot be fetched" in reason(store, f"{site.address}/cut")
    assert "cannot be fetched" in reason(store, "http://127.0.0.1:1/")


def test_a_site_is_asked_no_faster_than_the_delay_and_waits_when_told(site: Site, store: FetchedStore) -> None:
    slept: list[float] = []
    site.put("/a", b"one")
    site.put("/busy", b"", 503, Retry_After="7")
    one = Fetcher(store, settings=replace(SETTINGS, fetch_delay=3), clock=lambda: 100.0, sleep=slept.append)
    one.fetch(f"{site.address}/a", named=True)
    assert slept == []
    one.fetch(f"{site.address}/a", named=True)
    assert slept == [3.0]
    with pytest.raises(UnfetchableError):
        one.fetch(f"{site.address}/busy", named=True)
    assert slept == [3.0, 3.0, 7.0, 3.0]


def test_the_rules_of_a_site_hold_for_what_nobody_named(site: Site, store: FetchedStore) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\nCrawl-delay: 4\n")
    site.put("/private/a", b"x")
    site.put("/public", b"x")
    slept: list[float] = []
    one = Fetcher(store, settings=SETTINGS, clock=lambda: 100.0, sleep=slept.append)
    with pytest.raises(UnfetchableError, match=r"robots\.txt"):
        one.fetch(f"{site.address}/private/a", named=False)
    one.fetch(f"{site.address}/public", named=False)
    assert slept == [4.0]
    assert one.fetch(f"{site.address}/private/a", named=True) is not None
    assert site.paths().count("/robots.txt") == 1


def test_a_site_whose_rules_cannot_be_read_forbids(site: Site, store: FetchedStore) -> None:
    site.put("/robots.txt", b"", 503)
    with pytest.raises(UnfetchableError, match=r"robots\.txt"):
        fetcher(store).fetch(f"{site.address}/a", named=False)


def read(site: Site, path: str, store: FetchedStore, *, follow: bool, pages: int = 10) -> list[Article | Rejected]:
    reading = Reading(limit=1_000_000, fetcher=fetcher(store), follow=follow, pages=pages)
    return list(fetch_and_read(f"{site.address}{path}", reading))


def put_feed(site: Site) -> None:
    items = "".join(
        f"<item><title>शीर्षक {n} नहर का है</title><link>{site.address}/p{n}</link>"
        f"<description>सार {n} यहां है।</description></item>"
        for n in range(3)
    )
    site.put("/feed", f"<rss><channel><title>जनपथ</title>{items}</channel></rss>", ETag='"f1"')
    for n in range(2):
        site.put(f"/p{n}", web_page(title=f"{TITLE} {n}"))


def test_a_feed_gives_its_summaries_and_with_follow_its_pages(site: Site, store: FetchedStore) -> None:
    put_feed(site)
    assert titles(read(site, "/feed", store, follow=False)) == [f"शीर्षक {n} नहर का है" for n in range(3)]
    assert site.paths() == ["/feed"]
    found = read(site, "/feed", store, follow=True)
    assert titles(found[:2]) == [f"{TITLE} 0", f"{TITLE} 1"]
    assert isinstance(found[0], Article)
    assert (found[0].body, found[0].url) == (PARAGRAPHS, f"{site.address}/p0")
    assert isinstance(found[2], Rejected)
    assert "404" in found[2].reason


def test_no_more_pages_than_allowed_are_fetched(site: Site, store: FetchedStore) -> None:
    put_feed(site)
    found = read(site, "/feed", store, follow=True, pages=1)
    assert titles(found)[0] == f"{TITLE} 0"
    assert "fetch_pages" in titles(found)[1]
    assert "/p1" not in site.paths()


def test_a_sitemap_of_sitemaps_is_followed_to_its_pages(site: Site, store: FetchedStore) -> None:
    put_feed(site)
    urls = "".join(f"<url><loc>{site.address}/p{n}</loc></url>" for n in range(2))
    site.put("/s1.xml.gz", gzip.compress(f"<urlset>{urls}</urlset>".encode()))
    site.put("/sitemap.xml", f"<sitemapindex><sitemap><loc>{site.address}/s1.xml.gz</loc></sitemap></sitemapindex>")
    assert titles(read(site, "/sitemap.xml", store, follow=True)) == [f"{TITLE} 0", f"{TITLE} 1"]


def test_a_sitemap_that_names_itself_ends(site: Site, store: FetchedStore) -> None:
    site.put("/sitemap.xml", f"<sitemapindex><sitemap><loc>{site.address}/sitemap.xml</loc></sitemap></sitemapindex>")
    assert all(isinstance(item, Rejected) for item in read(site, "/sitemap.xml", store, follow=True))


def test_an_indexed_feed_is_fetched_again_only_when_it_has_changed(site: Site, tmp_path: Path) -> None:
    put_feed(site)
    settings = replace(SETTINGS, index=tmp_path / "index")
    translator = RecordedTranslator(
        {f"शीर्षक {n} नहर का है": f"Title {n}" for n in range(4)} | {f"सार {n} यहां है।": f"Summary {n}." for n in range(4)}
    )
    assert index_paths([f"{site.address}/feed"], settings=settings, translator=translator).indexed == 3
    again = index_paths([f"{site.address}/feed"], settings=settings, translator=translator)
    assert (again.read, again.documents) == (0, 3)
    put = site.pages["/feed"][2].decode().replace("सार 2", "सार 3")
    site.put("/feed", put, ETag='"f2"')
    edited = index_paths([f"{site.address}/feed"], settings=settings, translator=translator)
    assert (edited.replaced, edited.unchanged, edited.documents) == (1, 2, 3)


def test_a_broken_memory_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "fetched.sqlite"
    path.write_bytes(b"no database" * 100)
    store = FetchedStore(path)
    assert store.get("http://e.example/") is None
    store.put("http://e.example/", etag="x", modified="")
    store.settle()
    store.close()
    known = FetchedStore(path).get("http://e.example/")
    assert known is not None
    assert known.etag == "x"


def test_an_address_without_an_index_is_rejected() -> None:
    (found,) = fetch_and_read("http://e.example/", Reading(limit=10))
    assert isinstance(found, Rejected)
