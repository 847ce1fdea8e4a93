"""The page in a real Chromium against a real waitress: the ways a reader takes, and what axe-core finds on them."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, expect, sync_playwright

from search.settings import Settings
from tests.web_index import open_test_index
from web.app import create_app
from web.serve import Server

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ELECTIONS = f"/search?q={quote('चुनाव')}"
PAGES = {
    "start": "/",
    "results": ELECTIONS + "&page=2",
    "filtered": f"/search?q=putin&source={quote('प्रभात दर्पण')}",
    "article": "/article/putin?q=putin",
    "one language": "/article/putin?q=putin&view=hi",
    "english": "/article/monsoon",
    "empty": "/search?q=qqqqzz&exact=1",
    "wrong": "/search?page=x&q=a",
    "missing": "/article/nowhere",
}

# Where the tests must run, a missing browser is a failure (the fixture below says so) and not a reason to skip.
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium on this machine; install chromium"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with open_test_index(tmp_path_factory.mktemp("browser") / "index") as index:
        running = Server(create_app(index, Settings()), Settings(port=0))
        threading.Thread(target=running.run, daemon=True).start()  # ends with the process
        yield running.address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM is not None, "the browser tests need chromium, chromium-browser or google-chrome on the PATH"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """Give a fresh page whose addresses begin at the server; nothing may go wrong in its console."""
    context = browser.new_context(base_url=server)
    page = context.new_page()
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def look_for(page: Page, query: str) -> None:
    page.locator("#q").fill(query)
    page.locator("#q").press("Enter")


@pytest.mark.parametrize("query", ["पुतिन लिमोजीन", "Putin limousine", "putin limozeen"])
def test_a_reader_searches_in_any_script_and_opens_the_article(page: Page, query: str) -> None:
    page.goto("/")
    look_for(page, query)
    expect(page.get_by_role("status")).to_contain_text("result")
    expect(page.locator("#q")).to_have_value(query)
    first = page.get_by_role("article").first
    expect(first.locator("mark").first).to_be_visible()
    first.get_by_role("link", name="किम ने पुतिन").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("किम ने पुतिन को लिमोजीन में घुमाया")
    page.get_by_role("link", name="Back to the results").click()
    expect(page.locator("#q")).to_have_value(query)


def test_a_reader_turns_the_pages(page: Page) -> None:
    page.goto(ELECTIONS)
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("status")).to_contain_text("page 2 of 3")
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".results > li")).to_have_count(3)
    page.get_by_role("link", name="Previous").click()
    expect(page.get_by_role("status")).to_contain_text("page 2 of 3")


def test_a_reader_filters_and_takes_the_filter_away(page: Page) -> None:
    page.goto(ELECTIONS)
    page.get_by_role("complementary").get_by_text("As a list").click()
    page.get_by_role("complementary").get_by_role("link", name="December 2024").click()
    expect(page.get_by_role("status")).to_contain_text("2 results")
    page.locator(".chips").get_by_role("link", name="Remove filter").click()
    expect(page.get_by_role("status")).to_contain_text("23 results")


def test_a_reader_sets_dates(page: Page) -> None:
    page.goto(ELECTIONS)
    page.get_by_label("From").fill("2024-12-01")
    page.get_by_role("button", name="Apply dates").click()
    expect(page.get_by_role("status")).to_contain_text("2 results")
    expect(page.locator("#q")).to_have_value("चुनाव")


def test_the_keys_walk_through_the_results(page: Page) -> None:
    page.goto(ELECTIONS)
    page.keyboard.press("j")
    expect(page.locator("a.result").nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(page.locator("a.result").nth(2)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("a.result").nth(1)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("j/k")
    expect(page.locator("#q")).to_have_value("j/k")


def test_the_keys_can_be_switched_off_and_stay_off(page: Page) -> None:
    page.goto(ELECTIONS)
    page.get_by_role("button", name="Switch the letter keys off").click()
    page.reload()
    page.keyboard.press("j")
    expect(page.locator("a.result").nth(0)).not_to_be_focused()
    page.get_by_role("button", name="Switch the letter keys on").click()
    page.keyboard.press("j")
    expect(page.locator("a.result").nth(0)).to_be_focused()


def test_the_keyboard_alone_reaches_the_content(page: Page) -> None:
    page.goto(ELECTIONS)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_everything_works_without_scripts(browser: Browser, server: str) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    look_for(page, "चुनाव")
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("status")).to_contain_text("page 2 of 3")
    page.get_by_text("How this was understood").click()
    page.get_by_role("link", name="Search only the words as typed").click()
    expect(page.get_by_text("Only the words as typed are searched.")).to_be_visible()
    page.locator("a.result").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("चुनाव")
    expect(page.locator("#keys")).to_be_hidden()
    context.close()


def test_hostile_articles_run_nothing(page: Page) -> None:
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    page.goto(f"/search?q={quote('बारिश')}")
    page.get_by_role("link", name="बारिश & बाढ़").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>alert('शीर्षक')</script>")
    assert dialogs == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_no_page_scrolls_sideways(browser: Browser, server: str, address: str, width: int) -> None:
    context = browser.new_context(base_url=server, viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing(browser: Browser, server: str, address: str, scheme: str) -> None:
    # axe is put into the page as a string, which the page's own Content-Security-Policy forbids
    context = browser.new_context(base_url=server, bypass_csp=True, viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    for details in page.locator("details").all():
        details.evaluate("element => element.open = true")
    found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})
    assert found.violations_count == 0, found.generate_report()
    context.close()
