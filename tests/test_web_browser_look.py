"""How the page looks in a real Chromium: every width, both schemes, print, and what axe-core finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.chromium import needs_chromium

ELECTIONS = f"/search?q={quote('चुनाव')}"
PAGES = {
    "start": "/",
    "results": ELECTIONS + "&page=2",
    "filtered": f"/search?q=putin&source={quote('प्रभात दर्पण')}",
    "explained": "/search?q=putin+limousine&explain=1",
    "article": "/article/putin?q=putin",
    "one language": "/article/putin?q=putin&view=hi",
    "english": "/article/monsoon",
    "api": "/api",
    "empty": "/search?q=qqqqzz&exact=1",
    "wrong": "/search?page=x&q=a",
    "missing": "/article/nowhere",
}

pytestmark = needs_chromium


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    context = browser.new_context(base_url=server)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_no_page_scrolls_sideways(browser: Browser, server: str, address: str, language: str) -> None:
    context = browser.new_context(base_url=server, locale=language)
    page = context.new_page()
    page.goto(address)
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


@pytest.mark.parametrize("address", ["/search?q={0}&explain=1", "/search?place={0}&tag={0}", "/search?q={0}{0}"])
def test_a_word_of_hundreds_of_letters_is_broken(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(address.format("a" * 600))
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_text_can_be_twice_as_large(page: Page, address: str) -> None:
    page.goto(address)
    page.set_viewport_size({"width": 640, "height": 700})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") == 640


def test_the_languages_stand_beside_each_other_or_below_on_a_phone(browser: Browser, server: str) -> None:
    for width, beside in ((1280, True), (360, False)):
        context = browser.new_context(base_url=server, viewport={"width": width, "height": 700})
        page = context.new_page()
        page.goto("/article/putin")
        pair = page.locator(".pair").first
        hindi, english = (pair.locator(f"p[lang={language}]").bounding_box() for language in ("hi", "en"))
        assert hindi
        assert english
        assert (hindi["y"] == english["y"]) is beside
        assert (hindi["x"] < english["x"]) is beside
        context.close()


def test_hindi_has_room_above_and_below_its_line(page: Page) -> None:
    page.goto("/article/putin")
    ratio = page.locator(".pair p[lang=hi]").first.evaluate(
        "p => parseFloat(getComputedStyle(p).lineHeight) / parseFloat(getComputedStyle(p).fontSize)"
    )
    assert ratio >= 1.6


def test_text_survives_the_spacing_of_wcag(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(ELECTIONS)
    page.evaluate(
        """() => { for (const element of document.querySelectorAll('body *')) {
            element.style.lineHeight = '1.5';
            element.style.letterSpacing = '.12em';
            element.style.wordSpacing = '.16em';
        } }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_dark_is_dark(browser: Browser, server: str) -> None:
    shades = []
    for scheme in ("light", "dark"):
        context = browser.new_context(base_url=server)
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto("/")
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        shades.append(sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")))
        context.close()
    assert shades[0] > 600 > 150 > shades[1]


def test_print_leaves_the_controls_out(page: Page) -> None:
    page.goto("/article/putin?q=putin")
    page.emulate_media(media="print")
    expect(page.locator("#q")).to_be_hidden()
    expect(page.get_by_text("किम ने पुतिन को लिमोजीन में घुमाया").first).to_be_visible()


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing(
    browser: Browser, server: str, address: str, scheme: Literal["light", "dark"], language: str
) -> None:
    # axe is put into the page as a string, which the page's own Content-Security-Policy forbids
    context = browser.new_context(
        base_url=server,
        bypass_csp=True,
        viewport={"width": 360, "height": 700},
        color_scheme=scheme,
        locale=language,
    )
    page = context.new_page()
    page.goto(address)
    for details in page.locator("details").all():
        details.evaluate("element => element.open = true")
    found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})
    assert found.violations_count == 0, found.generate_report()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_suggestions(browser: Browser, server: str, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(base_url=server, bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    page.goto("/")
    page.locator("#q").press_sequentially("puti")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})
    assert found.violations_count == 0, found.generate_report()
    context.close()


def test_an_article_is_printed_in_both_languages_on_few_pages(page: Page) -> None:
    page.goto("/article/putin")
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF-")
    assert printed.count(b"/Type /Page\n") == 1


def test_the_first_load_is_small(page: Page) -> None:
    """Sixty kilobytes in all, as they go over the wire; fonts are the system's and none is loaded."""
    loaded: list[int] = []
    page.on("requestfinished", lambda request: loaded.append(request.sizes()["responseBodySize"]))
    page.goto(ELECTIONS, wait_until="networkidle")
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)")
    assert {"/static/style.css", "/static/search.js"} <= set(names)
    assert not [name for name in names if name.endswith((".woff", ".woff2", ".ttf"))]
    assert len(loaded) >= 3
    assert sum(loaded) < 60_000
