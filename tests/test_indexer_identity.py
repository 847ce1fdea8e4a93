"""The same article again: by id, by any of its addresses, by its content; and an edited one in place of the old."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import search
from indexer.addresses import canonical
from indexer.identity import article_id
from indexer.pipeline import index_paths
from indexer.report import Report
from indexer.translation.recorded import RecordedTranslator
from search.settings import Settings
from tests.reading import PARAGRAPHS, TITLE, web_page
from tests.tables import read_cases

BODY = "नहर में पानी आया।"
ENGLISH = {"नहर में पानी": "Water in the canal", BODY: "Water came into the canal.", "नहर सूखी।": "The canal is dry."}
PAGE_ENGLISH = {text: f"English {number}." for number, text in enumerate((TITLE, *PARAGRAPHS))}


def index(folder: Path, *records: dict[str, str], name: str = "a.jsonl") -> Report:
    (folder / name).write_text("\n".join(json.dumps(one) for one in records), encoding="utf-8")
    settings = Settings(index=folder / "index")
    return index_paths([folder / name], settings=settings, translator=RecordedTranslator(ENGLISH))


@pytest.mark.parametrize(("url", "wanted"), read_cases("addresses.txt"))
def test_an_address_is_known_again(url: str, wanted: str) -> None:
    assert canonical(url) == wanted
    assert canonical(canonical(url)) == wanted


@given(st.text(max_size=80))
def test_no_text_makes_an_address_fail(text: str) -> None:
    for url in (text, f"https://{text}", f"https://e.example/{text}"):
        assert canonical(canonical(url)) == canonical(url)


def test_one_article_at_several_addresses_is_one_document(tmp_path: Path) -> None:
    first = {"title": "नहर में पानी", "body": BODY, "url": "https://www.janpath.example/nahar"}
    again = first | {"url": "https://m.janpath.example/nahar/amp?utm_source=x"}
    report = index(tmp_path, first, again)
    assert (report.documents, report.repeated) == (1, 1)


def test_an_edited_article_replaces_the_old_one_and_keeps_what_was_translated(tmp_path: Path) -> None:
    first = {"title": "नहर में पानी", "body": BODY, "url": "https://janpath.example/nahar"}
    index(tmp_path, first)
    report = index(tmp_path, first | {"body": f"{BODY} नहर सूखी।"})
    assert (report.replaced, report.documents, report.sentences.translated) == (1, 1, 1)


def test_the_same_text_without_id_and_address_is_one_document(tmp_path: Path) -> None:
    record = {"title": "नहर में पानी", "body": BODY}
    report = index(tmp_path, record, record | {"source": "जनपथ"})
    assert (report.documents, report.repeated) == (1, 1)


def test_an_agency_copy_in_two_papers_is_two_documents_and_one_story(tmp_path: Path) -> None:
    record = {"title": "नहर में पानी", "body": BODY}
    report = index(tmp_path, record | {"url": "https://a.example/1"}, record | {"url": "https://b.example/9"})
    assert report.documents == 2
    with search.open_index(tmp_path / "index") as opened:
        assert opened.search("नहर").total == 1


def test_a_page_saved_from_the_web_and_a_line_with_its_address_are_one_document(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://www.janpath.example/kheti/nahar-1">'
    (tmp_path / "page.html").write_text(web_page(head=head), encoding="utf-8")
    (tmp_path / "z.jsonl").write_text(
        json.dumps({"title": TITLE, "body": list(PARAGRAPHS), "url": "http://janpath.example/kheti/nahar-1?fbclid=1"}),
        encoding="utf-8",
    )
    settings = Settings(index=tmp_path / "index")
    translator = RecordedTranslator(PAGE_ENGLISH)
    report = index_paths([tmp_path / "page.html", tmp_path / "z.jsonl"], settings=settings, translator=translator)
    assert (report.read, report.documents) == (2, 1)


def test_ids_are_the_same_on_every_machine() -> None:
    assert article_id(url="https://janpath.example/1", title="", body=()) == "669c3f11babcb086fbfe"
    assert article_id(url=None, title="a", body=("b",)) != article_id(url=None, title="ab", body=())
