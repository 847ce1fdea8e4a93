"""Telling copies of one text from other reports and from other days of a template."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.copies import are_copies
from indexer.shingles import profile_of, sketch_of
from search.model import Article
from tests.story_cases import pairs_of, read_stories

# The least part of the copies that are told without a third article; as stories all of them are found.
FILES = [("stories.txt", 100, 0.93), ("stories_unseen.txt", 30, 0.9)]
TEXT = (
    "पैराग्राफ़ की पहली बात बाँध की है, जिसका काम पिछले साल शुरू हुआ था।",
    "गाँव के लोग कहते हैं कि नदी का पानी अब खेतों तक पहुँच जाता है।",
    "इंजीनियरों ने नहर की मरम्मत के लिए सरकार से और धन माँगा है।",
)
OTHER_NEWS = (
    "शहर के स्टेडियम में होने वाली प्रतियोगिता के लिए टिकटों की बिक्री शुरू हो गई है।",
    "अस्पताल में डॉक्टरों की कमी दूर करने के लिए नई भर्ती का विज्ञापन निकाला गया है।",
    "विश्वविद्यालय ने दाख़िले की अंतिम तारीख़ बढ़ाने का फ़ैसला किया है।",
)


def article(*body: str, title: str = "") -> Article:
    return Article(id="a", language="hi", title=title, body=body)


def copies(one: Article, other: Article) -> bool:
    told = are_copies(profile_of(one), profile_of(other))
    assert told == are_copies(profile_of(other), profile_of(one))
    return told


@pytest.mark.parametrize(("name", "fewest", "recall"), FILES, ids=[name for name, _, _ in FILES])
def test_copies_are_told_from_other_reports_and_other_days(name: str, fewest: int, recall: float) -> None:
    pairs = [*pairs_of(read_stories(name))]
    assert len(pairs) >= fewest
    told = {(one.article.id, other.article.id) for one, other in pairs if copies(one.article, other.article)}
    right = {(one.article.id, other.article.id) for one, other in pairs if one.story == other.story}
    assert told <= right, f"no copies: {told - right}"
    assert len(told) >= recall * len(right), f"not told: {right - told}"


@pytest.mark.parametrize("name", [name for name, _, _ in FILES])
def test_sketches_of_copies_share_hashes(name: str) -> None:
    for one, other in pairs_of(read_stories(name)):
        shared = {*sketch_of(profile_of(one.article))} & {*sketch_of(profile_of(other.article))}
        assert len(shared) >= 2 or not copies(one.article, other.article)


def test_spelling_marks_and_headlines_make_no_difference() -> None:
    respelled = [text.replace("पैराग्राफ़", "पैराग्राफ").replace("बाँध", "बांध") for text in TEXT]
    assert copies(article(*TEXT, title="एक"), article(*respelled, title="दूसरा शीर्षक"))


def test_the_figures_of_a_template_part_its_days() -> None:
    first = (*TEXT, "तापमान 31 डिग्री रहा।", "आर्द्रता 40 प्रतिशत रही।")
    second = (*TEXT, "तापमान 28 डिग्री रहा।", "आर्द्रता 75 प्रतिशत रही।")
    assert copies(article(*first), article(*first))
    assert not copies(article(*first), article(*second))


def test_one_day_of_the_week_under_two_names_is_one_day() -> None:
    thursday = article(*TEXT, "बैठक गुरुवार को होगी।")
    assert copies(thursday, article(*TEXT, "बैठक बृहस्पतिवार को होगी।"))
    assert not copies(thursday, article(*TEXT, "बैठक शुक्रवार को होगी।"))


def test_a_page_that_has_the_article_among_others_is_no_copy() -> None:
    page = article(*OTHER_NEWS, *TEXT, *OTHER_NEWS[:1])
    assert copies(article(*TEXT), article(*TEXT, *OTHER_NEWS))  # for a report begins with its news
    assert not copies(article(*TEXT), page)


def test_texts_of_a_few_words_are_no_copies() -> None:
    short = article("सरकार ने आज कहा।")
    assert not copies(short, replace(short, id="b"))


def test_an_article_without_words_has_no_sketch() -> None:
    assert sketch_of(profile_of(article("—", "…"))) == ()
