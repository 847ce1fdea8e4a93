"""Fetching addresses: politely, with limits, and only what has changed since the last time."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin

import certifi
import urllib3
from urllib3.exceptions import HTTPError

from indexer.readers.addresses import Target, UnfetchableError, check_address
from indexer.readers.fetched import FetchedStore
from indexer.readers.moments import http_moment
from indexer.readers.robots import Robots
from indexer.readers.source import CHUNK, Source
from indexer.readers.stream import in_words
from indexer.readers.warc import charset_of
from search.settings import Settings

AGENT = "Dubhashi"
_ACCEPT = "text/html, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
_REDIRECTS = (301, 302, 303, 307, 308)
_HOPS = 5
_WAIT = (429, 503)  # the server asks for patience
_LONGEST_WAIT = 60.0  # seconds that a Retry-After is honoured


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    status: int
    target: Target
    headers: urllib3.HTTPHeaderDict
    data: bytes = field(repr=False, default=b"")


class Fetcher:
    """Fetches the addresses of one run; between two requests to a site it waits."""

    def __init__(
        self,
        store: FetchedStore,
        *,
        settings: Settings,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take the memory of what was fetched; `clock` and `sleep` are arguments for tests."""
        self._store = store
        self._settings = settings
        self._clock = clock
        self._sleep = sleep
        self._latest: dict[str, float] = {}  # the time of the last request to each site
        self._robots = Robots(self._rules, AGENT)

    def fetch(self, url: str, *, named: bool, updated: datetime | None = None) -> Source | None:
        """Return what lies at the address, open to be read; None where it is what it was the last time.

        Raises UnfetchableError with the reason. `named` says that a person gave this address: then the site's rules
        for machines are not asked. `updated` is when its page changed last, as far as a feed says.
        """
        known = self._store.get(url)
        if known is not None and updated is not None and updated.timestamp() <= known.seconds:
            return None
        headers = {}
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.modified:
            headers["If-Modified-Since"] = known.modified
        answer = self._follow(url, headers, named=named)
        if answer.status == 304:
            return None
        if answer.status != 200:
            raise UnfetchableError(f"the server answers with {answer.status}{_advice(answer)}")
        self._store.put(
            url, etag=answer.headers.get("ETag", "")[:1000], modified=answer.headers.get("Last-Modified", "")[:100]
        )
        charset = charset_of(answer.headers.get("Content-Type", "").partition(";")[2])
        seen = http_moment(answer.headers.get("Date"))
        return Source(io.BytesIO(answer.data), url, url=answer.target.url, charset=charset or None, seen=seen)

    def settle(self) -> None:
        """Remember what was fetched: call it when the articles are published."""
        self._store.settle()

    def _follow(self, url: str, headers: dict[str, str], *, named: bool) -> _Answer:
        address = url
        for _ in range(_HOPS + 1):
            target = check_address(address, private=self._settings.fetch_private)  # each hop anew
            if not named and not self._robots.allows(target.origin, address):
                raise UnfetchableError("the site's robots.txt asks machines not to fetch it")
            answer = self._polite(target, headers, named=named)
            if answer.status not in _REDIRECTS:
                return answer
            address = urljoin(address, answer.headers.get("Location", ""))
        raise UnfetchableError(f"redirected more than {_HOPS} times, the last time to '{address[:200]}'")

    def _polite(self, target: Target, headers: dict[str, str], *, named: bool) -> _Answer:
        answer = self._request(target, headers, pause=0.0 if named else self._robots.delay(target.origin))
        if answer.status in _WAIT:
            seconds = _seconds(answer.headers.get("Retry-After", ""))
            if 0 < seconds <= _LONGEST_WAIT:
                self._sleep(seconds)
                answer = self._request(target, headers, pause=0.0)
        return answer

    def _rules(self, url: str) -> tuple[int, str]:
        try:
            for _ in range(_HOPS + 1):
                target = check_address(url, private=self._settings.fetch_private)
                answer = self._request(target, {}, pause=0.0)
                if answer.status not in _REDIRECTS:
                    return answer.status, answer.data[: 512 * 1024].decode("utf-8", "replace")
                url = urljoin(url, answer.headers.get("Location", ""))
        except UnfetchableError:
            pass
        return 0, ""

    def _request(self, target: Target, headers: dict[str, str], *, pause: float) -> _Answer:
        self._wait(target.origin, max(pause, self._settings.fetch_delay))
        try:
            with closing(_pool(target, self._settings.fetch_timeout)) as pool:
                return self._read(pool, target, headers)
        except (HTTPError, OSError) as error:
            raise UnfetchableError(f"cannot be fetched: {_cause(error)}") from error
        finally:
            self._latest[target.origin] = self._clock()

    def _read(self, pool: urllib3.HTTPConnectionPool, target: Target, headers: dict[str, str]) -> _Answer:
        limit = self._settings.fetch_bytes
        host = target.origin.partition("://")[2]
        deadline = self._clock() + 10 * self._settings.fetch_timeout
        response = pool.request(
            "GET",
            target.path,
            headers={"Host": host, "User-Agent": AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip", **headers},
            redirect=False,
            retries=False,
            preload_content=False,
        )
        data = bytearray()
        with closing(response):
            if response.status == 200:
                for chunk in response.stream(CHUNK, decode_content=True):
                    data += chunk
                    if len(data) > limit:
                        raise UnfetchableError(f"longer than {in_words(limit)}; raise the setting fetch_bytes")
                    if self._clock() > deadline:  # a server that sends a byte now and then is never silent
                        raise UnfetchableError(f"still not complete after {10 * self._settings.fetch_timeout} seconds")
            return _Answer(status=response.status, target=target, headers=response.headers, data=bytes(data))

    def _wait(self, origin: str, pause: float) -> None:
        if (latest := self._latest.get(origin)) is not None and (left := latest + pause - self._clock()) > 0:
            self._sleep(left)


def _pool(target: Target, timeout: int) -> urllib3.HTTPConnectionPool:
    """Return a connection to the machine that was checked; its certificate must be that of the name."""
    if target.scheme == "http":
        return urllib3.HTTPConnectionPool(target.number, target.port, timeout=timeout, maxsize=1)
    return urllib3.HTTPSConnectionPool(
        target.number,
        target.port,
        timeout=timeout,
        maxsize=1,
        cert_reqs="CERT_REQUIRED",
        ca_certs=certifi.where(),
        server_hostname=target.host,
        assert_hostname=target.host,
    )


def _advice(answer: _Answer) -> str:
    known = {404: " (not found): check the address", 403: " (forbidden)", 410: " (gone)", 429: " (too many requests)"}
    return known.get(answer.status, "")


def _seconds(text: str) -> float:
    return float(text) if text.isdigit() else 0.0


def _cause(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    return " ".join(str(reason).split())[:160] or type(error).__name__
