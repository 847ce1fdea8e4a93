"""The page in a real Chromium against a real waitress: the ways that a reader takes."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, expect

from tests.chromium import needs_chromium

ELECTIONS = f"/search?q={quote('चुनाव')}"

pytestmark = needs_chromium


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


def wait_for_keys(page: Page) -> None:
    """Wait until the script has run, which shows the list of keys; the text of a page is there before it."""
    expect(page.get_by_role("heading", name="Keyboard")).to_be_visible()


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


def test_what_is_typed_is_completed_and_a_completion_is_searched(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Search Hindi news")
    box.press_sequentially("putin")
    suggestions = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(suggestions.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(suggestions.filter(has_text="पुतिन")).to_have_attribute("lang", "hi")
    words = suggestions.all_text_contents()
    for word in words:
        box.press("ArrowDown")
        chosen = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
        expect(chosen).to_have_text(word)
        expect(chosen).to_have_attribute("aria-selected", "true")
    expect(box).to_have_value("putin")
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    for _ in range(1 + words.index("पुतिन")):
        box.press("ArrowDown")
    box.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 result")
    expect(page.locator("#q")).to_have_value("पुतिन")


def test_suggestions_are_only_an_offer(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("puti")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("puti")
    box.press_sequentially("n")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    expect(page.locator("#q")).to_have_value("putin")
    expect(page.get_by_role("status")).to_contain_text("1 result")


def test_a_suggestion_can_be_clicked(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox").press_sequentially("putin")
    page.get_by_role("option", name="पुतिन").click()
    expect(page.get_by_role("status")).to_contain_text("1 result")


def test_a_sentence_and_its_partner_are_marked_together(page: Page) -> None:
    page.goto("/article/putin")
    pairs = page.locator(".pair")

    def marked() -> list[bool]:
        return [
            side.evaluate("side => getComputedStyle(side).boxShadow") != "none"
            for side in page.locator(".pair p").all()
        ]

    assert marked() == [False] * 6
    pairs.nth(1).locator("p[lang=en]").hover()
    assert marked() == [False, False, True, True, False, False]
    page.mouse.move(0, 0)
    page.keyboard.press("j")
    assert marked() == [True, True, False, False, False, False]
    page.keyboard.press("ArrowDown")
    assert marked() == [False, False, True, True, False, False]
    page.goto("/article/putin#s3")
    assert marked() == [False, False, False, False, True, True]


@pytest.mark.parametrize("width", [700, 1280])
@pytest.mark.parametrize("address", ["/article/putin", "/article/putin?view=en", "/article/monsoon"])
def test_the_keys_walk_through_the_sentences_of_every_view(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(address)
    wait_for_keys(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Sentence 2")).to_be_focused()
    colours = page.locator(".pair p").evaluate_all("sides => sides.map(side => getComputedStyle(side).backgroundColor)")
    sides = len(colours) // page.locator(".pair").count()
    assert len(set(colours[sides : 2 * sides])) == 1
    assert colours[0] != colours[sides]


def test_the_interface_can_be_changed_to_hindi_and_stays_so(page: Page) -> None:
    page.goto(ELECTIONS)
    page.get_by_role("link", name="हिन्दी", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "hi")
    expect(page.get_by_role("status")).to_contain_text("23 परिणाम")
    page.get_by_role("link", name="अगला").click()
    expect(page.get_by_role("status")).to_contain_text("पृष्ठ 2 / 3")
    page.locator("a.result").first.click()
    expect(page.get_by_role("link", name="के परिणामों पर लौटें")).to_be_visible()
    page.get_by_role("link", name="English", exact=True).click()
    expect(page.get_by_role("link", name="Back to the results")).to_be_visible()


def test_a_bar_of_the_histogram_is_a_filter(page: Page) -> None:
    page.goto(ELECTIONS)
    page.locator(".bars a").nth(11).click()
    expect(page.get_by_role("status")).to_contain_text("2 results")
    expect(page.locator(".chips")).to_contain_text("December 2024")


def test_a_shared_link_shows_the_same_page_to_someone_else(browser: Browser, server: str, page: Page) -> None:
    page.goto(ELECTIONS + "&sort=date")
    page.get_by_role("link", name="Page 3").click()
    expect(page.get_by_role("status")).to_contain_text("page 3 of 3")
    context = browser.new_context()
    other = context.new_page()
    other.goto(page.url)
    assert other.locator("a.result").all_text_contents() == page.locator("a.result").all_text_contents()
    context.close()


def test_an_article_is_read_in_one_language_without_scripts(browser: Browser, server: str) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/article/putin?q=putin")
    page.get_by_role("link", name="English only").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kim drove Putin in a limousine")
    expect(page.locator(".pair p[lang=hi]")).to_have_count(0)
    page.get_by_role("link", name="Both languages").click()
    expect(page.locator(".pair p[lang=hi]")).to_have_count(3)
    page.get_by_role("link", name="हिन्दी", exact=True).click()
    expect(page.get_by_role("link", name="केवल अंग्रेज़ी")).to_be_visible()
    page.get_by_role("link", name="के परिणामों पर लौटें").click()
    expect(page.get_by_role("status")).to_contain_text("1 परिणाम")
    context.close()


def test_a_reader_with_a_keyboard_alone_searches_and_reads(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("चुनाव पटना")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("result")
    wait_for_keys(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    title = page.locator("a.result").nth(1).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    wait_for_keys(page)
    page.keyboard.press("?")
    expect(page.get_by_role("button", name="Switch the letter keys off")).to_be_focused()
