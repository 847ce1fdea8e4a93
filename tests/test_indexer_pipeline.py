"""The whole way from files to a published index, with the real model where English matters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

import search
from indexer.pipeline import index_paths
from indexer.report import Report, in_words
from indexer.translation.memory import Counts
from indexer.translation.recorded import RecordedTranslator
from indexer.translation.translator import Translator, open_translator
from search.engines.maintenance import verify
from search.engines.opening import open_writer
from search.errors import IndexLocked, InputError, NotAnIndex, TranslationError
from search.settings import Settings

PAIRS = {
    "बाढ़ की चेतावनी": "Flood warning",
    "नदी का पानी बढ़ा।": "The river rose.",
    "लोग सुरक्षित हैं।": "The people are safe.",
    "लोग लौट आए।": "The people came back.",
    "चुनाव का ऐलान": "Election announced",
    "मतदान मई में होगा।": "Polling will be in May.",
}
FLOOD = {"id": "flood", "title": "बाढ़ की चेतावनी", "body": "नदी का पानी बढ़ा। लोग सुरक्षित हैं।", "published": "2025-07-01"}
POLL = {"id": "poll", "title": "चुनाव का ऐलान", "body": "मतदान मई में होगा।"}
ENGLISH = {"id": "english", "title": "Rain in Patna", "body": "It rained all night.\nThe roads are under water."}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index")


def write(path: Path, articles: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles), encoding="utf-8")
    return path


def run(paths: Sequence[Path], settings: Settings, translator: Translator | None = None) -> Report:
    return index_paths(list(paths), settings=settings, translator=translator or RecordedTranslator(PAIRS))


def test_articles_become_aligned_documents(tmp_path: Path, settings: Settings) -> None:
    report = run([write(tmp_path / "a.jsonl", [FLOOD, POLL, ENGLISH])], settings)
    assert (report.read, report.indexed, report.documents, report.rejected) == (3, 3, 3, ())
    assert report.sentences == Counts(translated=5, remembered=0)
    with search.open_index(settings.index) as index:
        flood = index.document("flood")
        english = index.document("english")
    assert (flood.title.hi, flood.title.en) == ("बाढ़ की चेतावनी", "Flood warning")
    assert [(pair.hi, pair.en) for pair in flood.sentences] == [
        ("नदी का पानी बढ़ा।", "The river rose."),
        ("लोग सुरक्षित हैं।", "The people are safe."),
    ]
    assert flood.model == "recorded 1"
    assert (english.title.hi, english.title.en, english.model) == (None, "Rain in Patna", None)
    assert [pair.hi for pair in english.sentences] == [None, None]
    assert [pair.paragraph for pair in english.sentences] == [0, 1]


def test_running_again_translates_nothing_and_says_so(tmp_path: Path, settings: Settings) -> None:
    path = write(tmp_path / "a.jsonl", [FLOOD, POLL, ENGLISH])
    run([path], settings)
    silent = RecordedTranslator(PAIRS)
    report = run([path], settings, silent)
    assert (report.read, report.unchanged, report.indexed, report.replaced) == (3, 3, 0, 0)
    assert silent.asked == []
    assert any("0 sentences translated" in line for line in in_words(report))


def test_an_edited_article_translates_only_its_new_sentences(tmp_path: Path, settings: Settings) -> None:
    run([write(tmp_path / "a.jsonl", [FLOOD, POLL])], settings)
    edited = FLOOD | {"body": "नदी का पानी बढ़ा। लोग लौट आए।"}
    translator = RecordedTranslator(PAIRS)
    report = run([write(tmp_path / "a.jsonl", [edited, POLL])], settings, translator)
    assert (report.replaced, report.unchanged) == (1, 1)
    assert translator.asked == ["लोग लौट आए।"]
    with search.open_index(settings.index) as index:
        assert index.search('"people came back"').total == 1
        assert index.search('"people are safe"').total == 0


def test_another_model_translates_anew(tmp_path: Path, settings: Settings) -> None:
    path = write(tmp_path / "a.jsonl", [POLL, ENGLISH])
    run([path], settings)
    report = run([path], settings, RecordedTranslator(PAIRS, model="recorded 2"))
    assert (report.replaced, report.unchanged) == (1, 1)  # the English article has no translation to renew


def test_the_last_article_of_one_id_counts(tmp_path: Path, settings: Settings) -> None:
    report = run([write(tmp_path / "a.jsonl", [POLL | {"body": "लोग लौट आए।"}, POLL])], settings)
    assert (report.read, report.indexed, report.repeated, report.documents) == (2, 1, 1, 1)
    with search.open_index(settings.index) as index:
        assert index.search("मतदान").total == 1


def test_the_same_text_from_two_sources_is_one_story(tmp_path: Path, settings: Settings) -> None:
    copies = [POLL | {"id": f"poll-{source}", "source": source} for source in ("A", "B", "C")]
    run([write(tmp_path / "a.jsonl", copies)], settings)
    with search.open_index(settings.index) as index:
        results = index.search("मतदान")
    assert (results.total, results.hits[0].similar) == (1, 2)


def test_bad_inputs_are_named_and_the_rest_goes_on(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "x", "title": \n' + json.dumps(POLL, ensure_ascii=False) + "\n", encoding="utf-8")
    report = run([path], settings)
    assert report.indexed == 1
    assert [one.path for one in report.rejected] == [f"{path}:1"]
    assert not report.failed
    assert any(str(path) in line for line in in_words(report))


def test_a_run_that_finds_nothing_usable_has_failed(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.jsonl").write_text("{\n", encoding="utf-8")
    assert run([tmp_path / "a.jsonl"], settings).failed


def test_a_missing_path_stops_before_anything_is_done(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(InputError, match="nowhere"):
        run([write(tmp_path / "a.jsonl", [POLL]), tmp_path / "nowhere"], settings)
    assert not settings.index.exists()


def test_two_writers_exclude_each_other(tmp_path: Path, settings: Settings) -> None:
    path = write(tmp_path / "a.jsonl", [POLL])
    run([path], settings)
    writer = open_writer(settings.index)
    try:
        with pytest.raises(IndexLocked, match="Another process is writing"):
            run([path], settings)
        with search.open_index(settings.index) as index:
            assert index.search("मतदान").total == 1
    finally:
        writer.close()
    run([path], settings)


def test_a_foreign_folder_is_left_alone(tmp_path: Path, settings: Settings) -> None:
    settings.index.mkdir()
    (settings.index / "diary.txt").write_text("private")
    with pytest.raises(NotAnIndex, match=r"diary\.txt"):
        run([write(tmp_path / "a.jsonl", [POLL])], settings)
    assert [entry.name for entry in settings.index.iterdir()] == ["diary.txt"]


def test_what_was_done_before_a_failure_is_published(tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index", publish_every=1)
    path = write(tmp_path / "a.jsonl", [POLL, {"id": "new", "title": "यह वाक्य नहीं है"}])
    with pytest.raises(TranslationError, match="यह वाक्य नहीं है"):
        run([path], settings)
    with search.open_index(settings.index) as index:
        assert index.search("मतदान").total == 1
    report = run([path], settings, RecordedTranslator(PAIRS | {"यह वाक्य नहीं है": "This is a sentence"}))
    assert (report.unchanged, report.indexed) == (1, 1)


def test_an_interrupt_publishes_what_is_done(tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index", publish_every=2)
    path = write(tmp_path / "a.jsonl", [POLL, ENGLISH, FLOOD])

    def interrupt(report: Report) -> None:
        if report.read >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_paths([path], settings=settings, translator=RecordedTranslator(PAIRS), progress=interrupt)
    with search.open_index(settings.index) as index:
        assert index.statistics().documents == 2


def test_progress_tells_what_is_published(tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index", publish_every=1)
    seen: list[int] = []
    index_paths(
        [write(tmp_path / "a.jsonl", [POLL, ENGLISH, FLOOD])],
        settings=settings,
        translator=RecordedTranslator(PAIRS),
        progress=lambda report: seen.append(report.documents),
    )
    assert seen == [1, 2, 3, 3]


def test_an_article_in_english_is_reached_by_hindi(tmp_path: Path, settings: Settings) -> None:
    run([write(tmp_path / "a.jsonl", [ENGLISH, POLL])], settings)
    with search.open_index(settings.index) as index:
        assert index.search("सड़कें पानी").hits[0].id == "english"


def test_the_real_model_translates_and_the_index_is_whole(tmp_path: Path, settings: Settings) -> None:
    report = run([write(tmp_path / "a.jsonl", [FLOOD, POLL, ENGLISH])], settings, open_translator(settings))
    assert report.sentences.translated == 5
    with search.open_index(settings.index) as index:
        flood = index.document("flood")
    assert flood.title.en
    assert all(pair.en for pair in flood.sentences)
    assert (flood.model or "").startswith("translate-hi_en")
    assert verify(settings.index) == ()


def test_stages_are_timed(tmp_path: Path, settings: Settings) -> None:
    report = run([write(tmp_path / "a.jsonl", [FLOOD])], settings)
    assert set(report.seconds) == {"read", "compare", "translate", "write"}


def test_an_article_that_gets_a_place_is_written_anew_without_translating(tmp_path: Path, settings: Settings) -> None:
    path = write(tmp_path / "a.jsonl", [FLOOD, POLL])
    run([path], settings)
    write(path, [{**FLOOD, "place": "पटना"}, POLL])
    report = run([path], settings)
    assert (report.replaced, report.unchanged, report.sentences.translated) == (1, 1, 0)
    with search.open_index(settings.index) as index:
        assert index.document("flood").place == "पटना"
        assert [hit.id for hit in index.search("place:Patna").hits] == ["flood"]
