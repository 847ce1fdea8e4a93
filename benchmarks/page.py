"""`python -m benchmarks.page`: how soon the page stands in Chromium and what it weighs; takes its pictures too."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from urllib.parse import quote

import click
from playwright.sync_api import Browser, Page, sync_playwright

import search
from benchmarks.machine import describe
from benchmarks.results import replace_section, write_section
from benchmarks.table import Table, number, write_table
from search.settings import Settings
from web.app import create_app
from web.serve import Server

NAME = "The page"
RESULTS = Path(__file__).with_name("RESULTS.md")
PAGES = {
    "start": "/",
    "results": f"/search?q={quote('प्याज किसान')}",
    "everything, newest first": "/search?sort=date&page=2",
    "article": "",  # the first of the results
}
SLOWER = 4  # times that the processor of the phone is slower, as Lighthouse has it
# What was painted when, and how far things jumped while the page came up (layout shift: 0 is best, up to 0.1 is good).
OBSERVE = """
window.shifted = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifted += entry.value; })
  .observe({type: "layout-shift", buffered: true});
"""
READ = """() => ({
  painted: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  ready: performance.getEntriesByType("navigation")[0].loadEventEnd,
  shifted: window.shifted,
})"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One load of a page with nothing in the browser's cache."""

    painted: float  # milliseconds to the first text
    ready: float  # milliseconds to the end of loading, scripts included
    shifted: float
    requests: int
    bytes: int  # of the bodies, as they came over the wire


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--index", type=click.Path(path_type=Path), default=Path("var/index"), help="The index that is shown.")
@click.option("--loads", default=9, help="Loads of each page; the table has the medians.")
@click.option(
    "--screenshots", type=click.Path(path_type=Path), default=None, help="Take the pictures into this folder."
)
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, help="Results file, or - for none.")
def main(index: Path, loads: int, screenshots: Path | None, results: Path) -> None:
    """Measure how the page loads on a desktop and on a phone whose processor is four times slower."""
    with served(index) as address, chromium() as browser:
        table = measure_page(browser, address, loads)
        if screenshots:
            take_screenshots(browser, address, screenshots)
    click.echo(write_table(table))
    if results != Path("-"):
        command = " ".join(["python -m benchmarks.page", *sys.argv[1:]])
        replace_section(results, NAME, write_section(command, describe(), [table]), [])


def measure_page(browser: Browser, address: str, loads: int) -> Table:
    """Load every page so many times with an empty cache, wide and on a slow phone; return the medians."""
    article = first_article(browser, address)
    rows: list[tuple[str, ...]] = []
    for name, path in PAGES.items():
        for device, width, slower in (("desktop", 1280, 1), ("phone", 390, SLOWER)):
            measured = [load(browser, address + (path or article), width, slower) for _ in range(loads)]
            rows.append((f"{name}, {device}", *figures(measured)))
    return Table(
        title="Loading",
        columns=("page", "first text ms", "loaded ms", "layout shift", "requests", "kB over the wire"),
        rows=tuple(rows),
        notes=(
            f"medians of {loads} loads with an empty cache, over the loopback",
            f"the phone is 390 pixels wide and its processor {SLOWER} times slower than the machine's",
            "kB are thousands of bytes of all bodies; no font is loaded",
        ),
    )


def figures(loads: Sequence[Load]) -> tuple[str, ...]:
    """Return the medians as cells of the table."""
    return (
        number(median(one.painted for one in loads)),
        number(median(one.ready for one in loads)),
        number(median(one.shifted for one in loads)),
        str(round(median(one.requests for one in loads))),
        number(median(one.bytes for one in loads) / 1000),
    )


def load(browser: Browser, address: str, width: int, slower: int) -> Load:
    """Load a page once, in a context of its own."""
    context = browser.new_context(viewport={"width": width, "height": 844}, locale="en-GB")
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.add_init_script(OBSERVE)
    page.goto(address, wait_until="networkidle")
    found = page.evaluate(READ)
    context.close()
    return Load(requests=len(sizes), bytes=sum(sizes), **found)


def first_article(browser: Browser, address: str) -> str:
    """Return the path of the best result."""
    page = browser.new_page()
    page.goto(address + PAGES["results"])
    path = page.locator("a.result").first.get_attribute("href") or "/"
    page.close()
    return path


def take_screenshots(browser: Browser, address: str, folder: Path) -> None:
    """Take the pictures that README.md and docs/ show: results, an article, and the Hindi interface on a phone."""
    article = first_article(browser, address)
    with opened(browser, address + f"/search?q={quote('pyaz kisan')}", width=1280, height=900) as page:
        page.screenshot(path=folder / "screenshot.png")
    with opened(browser, address + article, width=1280, height=800) as page:
        page.locator(".pair").nth(1).hover()
        page.screenshot(path=folder / "screenshot-article.png")
    with opened(browser, address + PAGES["results"], width=390, height=844, phone=True) as page:
        page.screenshot(path=folder / "screenshot-phone.png")


@contextmanager
def opened(browser: Browser, address: str, *, width: int, height: int, phone: bool = False) -> Iterator[Page]:
    """Give the page, loaded; on a phone dark and with the interface in Hindi."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if phone else "light",
        locale="hi-IN" if phone else "en-GB",
    )
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    yield page
    context.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give the system's Chromium."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        raise click.ClickException("No Chromium on this machine; install chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Give the address of a server over the index, in this process."""
    settings = replace(Settings(), index=folder, port=0)
    with search.open_index(folder) as index:
        running = Server(create_app(index, settings), settings)
        threading.Thread(target=running.run, daemon=True).start()  # ends with the process
        yield running.address


if __name__ == "__main__":
    main()
