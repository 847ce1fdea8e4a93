"""Articles that are too long for one document: their parts, and what becomes of these when the article changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import search
from dubhashi import cli
from indexer.parts import part_of, parts_of, title_and_mark
from indexer.pipeline import index_paths
from indexer.report import Report
from indexer.translation.recorded import RecordedTranslator
from indexer.translation.translator import Translation
from search.engines.maintenance import verify
from search.engines.opening import all_documents
from search.model import Article
from search.settings import Settings
from tests.dangerous import Dangerous
from web.app import create_app

LIMIT = 100
PARAGRAPH = "पानी बढ़ा।"
PAIRS = {PARAGRAPH: "The water rose.", "बाढ़ की डायरी": "Diary of a flood"}

texts = st.text(alphabet='कख़ि़्ा ।.?,"ab ', min_size=1, max_size=400).map(lambda text: " ".join(text.split()))
bodies = st.lists(texts.filter(bool), max_size=8).map(tuple)


def article(body: Sequence[str], **values: str) -> Article:
    return Article(id="a", language="hi", title=values.get("title", "बाढ़"), body=tuple(body))


@given(body=bodies, characters=st.integers(30, 300))
def test_parts_together_have_the_text_of_the_whole_and_none_is_longer_than_it_may_be(
    body: tuple[str, ...], characters: int
) -> None:
    parts = list(parts_of(article(body), characters=characters))
    assert "".join("".join(part.body) for part in parts).replace(" ", "") == "".join(body).replace(" ", "")
    assert all(sum(map(len, part.body)) <= characters and all(part.body) for part in parts)
    if len(parts) == 1:
        assert parts == [article(body)]
        return
    for number, part in enumerate(parts, 1):
        of = part_of(part)
        assert of is not None
        assert (of.whole, of.number, of.count, of.id) == ("a", number, len(parts), part.id)
        assert title_and_mark(part) == ("बाढ़", f"({number}/{len(parts)})")


def test_a_paragraph_that_is_too_long_is_cut_after_a_sentence() -> None:
    parts = list(parts_of(article([" ".join([PARAGRAPH] * 30)]), characters=LIMIT))
    assert {part.body[0] for part in parts[:-1]} == {" ".join([PARAGRAPH] * 9)}


def test_millions_of_characters_without_a_full_stop_are_cut_between_words() -> None:
    parts = list(parts_of(article(["पानी " * 599_999 + "पानी"]), characters=200_000))
    assert len(parts) == 16
    assert all(part.body[0].endswith("पानी") and part.body[0].startswith("पानी") for part in parts)


def test_a_title_that_counts_is_no_part_under_another_id() -> None:
    assert part_of(article([], title="भारत यात्रा (2/5)")) is None
    assert part_of(article([], title="भारत यात्रा (5/2)")) is None
    assert part_of(article([], title="(1/2)")) is not None
    assert title_and_mark(article([], title="(1/2)")) == ("", "(1/2)")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index", part_characters=LIMIT)


def write(folder: Path, paragraphs: int, name: str = "a") -> Path:
    folder.mkdir(exist_ok=True)
    body = [f"{PARAGRAPH} {number}" for number in range(paragraphs)]
    data = {"id": "a", "title": "बाढ़ की डायरी", "body": body, "source": "नमूना", "url": "https://example.in/a"}
    (folder / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    return folder


def run(source: Path, settings: Settings, *, prune: bool = False) -> tuple[Report, list[str]]:
    translator = RecordedTranslator(PAIRS)
    report = index_paths([source], settings=settings, translator=translator, prune=prune)
    assert verify(settings.index) == ()
    return report, translator.asked


def held(settings: Settings) -> list[str]:
    return sorted(document.id for document in all_documents(settings.index))


def test_a_long_article_is_indexed_in_parts_that_are_found_each(tmp_path: Path, settings: Settings) -> None:
    report, asked = run(write(tmp_path / "news", 20), settings)
    assert (report.indexed, held(settings)) == (3, ["a", "a#2", "a#3"])
    assert asked.count("बाढ़ की डायरी") == asked.count(PARAGRAPH) == 1
    with search.open_index(settings.index) as index:
        documents = [index.document(one) for one in held(settings)]
        assert [one.title.en for one in documents] == [f"Diary of a flood ({number}/3)" for number in (1, 2, 3)]
        assert {(one.url, one.source) for one in documents} == {("https://example.in/a", "नमूना")}
        assert index.search("17").hits[0].id == "a#3"
        assert index.search("flood").total == 3
        client = create_app(index, settings).test_client()
        assert "/article/a%233" in client.get("/?q=17").text
        assert "(3/3)" in client.get("/article/a%233").text
    report, asked = run(tmp_path / "news", settings)
    assert (report.unchanged, asked) == (3, [])


def test_what_was_translated_of_a_long_article_before_a_kill_is_not_translated_again(tmp_path: Path) -> None:
    """Not even its first part was finished."""
    body = [f"{number} {'पानी ' * 200}।" for number in range(300)]
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({"id": "a", "title": "बाढ़ की डायरी", "body": body}), encoding="utf-8")
    settings = Settings(index=tmp_path / "index", part_characters=1_000_000)
    log = tmp_path / "log"
    with pytest.raises(KeyboardInterrupt):
        index_paths([source], settings=settings, translator=Interrupted(log, portions=1))
    report = index_paths([source], settings=settings, translator=Interrupted(log, portions=9))
    assert report.indexed == 1
    asked = log.read_text("utf-8").splitlines()
    assert len(asked) == len({*asked}) == 301


@dataclass
class Interrupted(Dangerous):
    """Translates so many portions."""

    log: Path
    portions: int

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        self.portions -= 1
        if self.portions < 0:
            raise KeyboardInterrupt
        return super().translate(sentences)


@pytest.mark.parametrize("paragraphs", [0, 5, 12, 40])
def test_another_version_takes_the_place_of_all_parts(paragraphs: int, tmp_path: Path, settings: Settings) -> None:
    run(write(tmp_path / "news", 20), settings)
    report, asked = run(write(tmp_path / "news", paragraphs), settings)
    assert len(held(settings)) == report.documents == {0: 1, 5: 1, 12: 2, 40: 6}[paragraphs]
    assert asked == [str(number) for number in range(20, paragraphs)]
    before = [*all_documents(settings.index)]
    other = Settings(index=tmp_path / "other", part_characters=LIMIT)
    run(tmp_path / "news", other)
    assert [(one.article, one.sentences) for one in before] == [
        (one.article, one.sentences) for one in all_documents(other.index)
    ]


@pytest.mark.parametrize("together", [1, 2, 500])
def test_of_two_versions_in_one_run_the_last_one_counts(together: int, tmp_path: Path) -> None:
    """However the parts of both fall into what is written together."""
    settings = Settings(index=tmp_path / "index", part_characters=LIMIT, publish_every=together)
    write(tmp_path / "news", 20, "first")
    run(write(tmp_path / "news", 12, "last"), settings)
    assert held(settings) == ["a", "a#2"]


def test_what_is_gone_is_removed_with_all_parts(tmp_path: Path, settings: Settings) -> None:
    write(tmp_path / "news", 0, "stays")
    news = write(tmp_path / "news", 20)
    (news / "stays.json").write_text('{"id": "b", "title": "Rain"}', encoding="utf-8")
    run(news, settings)
    write(news, 12)
    assert run(news, settings, prune=True)[0].documents == 3
    (news / "a.json").unlink()
    report, _ = run(news, settings, prune=True)
    assert (report.removed, held(settings)) == (2, ["b"])


@pytest.mark.parametrize("asked", [["a"], ["a#2"], ["a#3", "a"]])
def test_delete_takes_the_whole_article_by_any_of_its_ids(asked: list[str], tmp_path: Path, settings: Settings) -> None:
    run(write(tmp_path / "news", 20), settings)
    done = CliRunner().invoke(cli, ["delete", *asked, "--index", str(settings.index)])
    assert done.exit_code == 0, done.output
    assert held(settings) == []


def test_parts_are_exported_and_imported_exactly(tmp_path: Path, settings: Settings) -> None:
    long, short = tmp_path / "long.jsonl", tmp_path / "short.jsonl"
    run(write(tmp_path / "news", 20), settings)
    before = [*all_documents(settings.index)]
    for path, paragraphs in ((long, 20), (short, 12)):
        run(write(tmp_path / "news", paragraphs), settings)
        assert CliRunner().invoke(cli, ["export", str(path), "--index", str(settings.index)]).exit_code == 0
    for path, ids in ((long, ["a", "a#2", "a#3"]), (short, ["a", "a#2"])):
        done = CliRunner().invoke(cli, ["import", str(path), "--index", str(settings.index)])
        assert done.exit_code == 0, done.output
        assert held(settings) == ids
        if path == long:
            assert [*all_documents(settings.index)] == before


def test_an_article_with_such_an_id_of_its_own_stays(tmp_path: Path, settings: Settings) -> None:
    """A series: its first article is edited, and what looks like its second part has another title."""
    source = tmp_path / "a.jsonl"
    for title in ("Our rivers (1/2)", "Our great rivers"):
        rows = [{"id": "a", "title": title}, {"id": "a#2", "title": "Our lakes"}]
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        run(source, settings)
        assert held(settings) == ["a", "a#2"]
