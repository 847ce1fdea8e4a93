"""What sites allow machines to fetch (robots.txt), read once a run for each site."""

from __future__ import annotations

from collections.abc import Callable
from urllib.robotparser import RobotFileParser

LONGEST_DELAY = 30.0  # seconds: a site that asks for more would stop the run


class Robots:
    """The rules of the sites of one run."""

    def __init__(self, read: Callable[[str], tuple[int, str]], agent: str) -> None:
        """Take a function that returns the status and the text of an address; 0 where it cannot be fetched."""
        self._read = read
        self._agent = agent
        self._rules: dict[str, RobotFileParser] = {}

    def allows(self, origin: str, url: str) -> bool:
        """Tell whether the site lets the address be fetched; a site without rules lets everything."""
        return self._of(origin).can_fetch(self._agent, url)

    def delay(self, origin: str) -> float:
        """Return the seconds that the site wants between two requests; 0 where it says nothing."""
        stated = self._of(origin).crawl_delay(self._agent)
        return min(float(stated or 0), LONGEST_DELAY)

    def _of(self, origin: str) -> RobotFileParser:
        if origin not in self._rules:
            rules = RobotFileParser()
            status, text = self._read(f"{origin}/robots.txt")
            if status == 200:
                rules.parse(text.splitlines())
            elif status in (401, 403) or status >= 500:
                rules.parse(["User-agent: *", "Disallow: /"])  # RFC 9309: a site that cannot say is taken to forbid
            else:
                rules.parse([])
            self._rules[origin] = rules
        return self._rules[origin]
