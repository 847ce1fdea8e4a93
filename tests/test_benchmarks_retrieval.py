"""The systems that retrieval is compared with do what their names say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from benchmarks.baselines import DEFAULT_TOKENIZER, INDIC_TOKENIZER, full_text_search, stems, whoosh_ranking
from benchmarks.lucene import why_no_lucene
from benchmarks.variants import (
    ACROSS,
    OTHER_EVIDENCE,
    SOUNDS,
    STEMS,
    added,
    copy_index,
    fused,
    variants,
    without_english_side,
)
from search.engines.opening import all_documents, open_engine
from search.evaluation.runs import Result, System, index_system
from search.index import Index
from search.model import Document
from search.query.weights import Weights


@pytest.fixture(scope="module")
def documents(corpus_index: Path) -> tuple[Document, ...]:
    return tuple(all_documents(corpus_index))


@pytest.fixture(scope="module")
def systems(
    corpus_index: Path, documents: tuple[Document, ...], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, System]]:
    plain = tmp_path_factory.mktemp("plain") / "index"
    copy_index(map(without_english_side, documents), plain)
    with variants(corpus_index, plain) as found:
        yield found


def articles(system: System, text: str) -> list[str]:
    return [result.article for result in system(text)]


def test_without_both_translations_an_english_query_finds_no_hindi_article(systems: dict[str, System]) -> None:
    ours = [result.language for result in systems["Dubhashi"]("diamond workers")]
    assert "hi" in ours
    neither = [result.language for result in systems["… without translating either"]("diamond workers")]
    assert set(neither) == {"en"}


def test_without_sounds_latin_letters_find_no_devanagari(systems: dict[str, System]) -> None:
    assert "politics-004" in articles(systems["Dubhashi"], "chunav")
    assert articles(systems["… without sounds"], "chunav") == []


def test_without_stems_other_inflections_are_not_found(systems: dict[str, System]) -> None:
    found = [set(articles(systems[name], "किसानों")) for name in ("Dubhashi", "… the words as typed only")]
    assert found[1] < found[0]
    assert len(articles(systems["… without stems"], "किसानों")) < len(found[0])


def test_without_a_part_nothing_else_is_lost(systems: dict[str, System]) -> None:
    for name, system in systems.items():
        assert articles(system, "मखाना")[0] in ("farming-010", "d26dd96b39d390135e1b"), name


def test_copied_documents_are_found_as_before(
    corpus_index: Path, documents: tuple[Document, ...], tmp_path: Path
) -> None:
    copy_index(documents, tmp_path / "copy")
    for text in ("प्याज किसान", "diamond workers", "makhana ki kheti"):
        found = []
        for path in (corpus_index, tmp_path / "copy"):
            engine = open_engine(path)
            found.append([result.article for result in index_system(Index(engine))(text)])
            engine.close()
        assert found[0] == found[1]


def test_every_kind_of_evidence_is_known_to_the_table() -> None:
    assert {*STEMS, *SOUNDS, *ACROSS, *OTHER_EVIDENCE} == {field.name for field in fields(Weights)}


def listed(*pairs: tuple[str, float]) -> System:
    return lambda text: tuple(Result(article=article, score=score) for article, score in pairs)


def test_fusion_by_ranks_does_not_look_at_scores() -> None:
    first, second = listed(("a", 90.0), ("b", 1.0), ("c", 0.5)), listed(("b", 2.0), ("c", 1.0))
    assert articles(fused(first, second), "") == ["b", "c", "a"]
    assert articles(added(first, second), "") == ["a", "b", "c"]


def test_fts5_needs_to_be_told_that_vowel_signs_are_letters(documents: tuple[Document, ...]) -> None:
    told, untold = full_text_search(documents, INDIC_TOKENIZER), full_text_search(documents, DEFAULT_TOKENIZER)
    assert articles(told, "डॉल्फिन") == ["science-010"]
    # the default tokenizer parts the word at every sign, so that it finds syllables of other words
    assert articles(told, "डॉल्फी") == []
    assert articles(untold, "डॉल्फी") == ["science-010"]


def test_fts5_takes_any_query(documents: tuple[Document, ...]) -> None:
    system = full_text_search(documents, INDIC_TOKENIZER)
    assert articles(system, '"NEAR( *') == articles(system, "near")
    assert articles(system, "…") == []


def test_whoosh_ranks_our_stems(documents: tuple[Document, ...]) -> None:
    assert stems("किसानों का आंदोलन") == stems("किसान आंदोलन")
    assert articles(whoosh_ranking(documents), "डॉल्फिनों") == ["science-010"]


def test_without_jars_lucene_is_left_out_with_a_reason(tmp_path: Path) -> None:
    assert why_no_lucene(tmp_path / "lucene") == "no jars are in lucene"
