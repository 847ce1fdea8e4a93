"""Completing what is typed: words, names, phrases and titles, in the script of what is typed and in Devanagari."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.index import Index
from tests.engines import Folder, Memory, document, fill

DOCUMENTS = (
    document("a", ["किसान आए।"], ["Farmers came."], title_hi="प्रवासी मज़दूरों की वापसी", title_en="Return of the workrs"),
    document("b", ["किसान गए।"], title_hi="प्रवासी मज़दूरों को राशन", title_en="Rations for the migrants"),
    document("c", en=["The Supreme Court sat."], title_en="Supreme Court hears the farmers' plea"),
    document("d", ["मुलाक़ात हुई।"], ["They met."], title_hi="पुतिन से मुलाक़ात", title_en="Meeting Putin"),
)


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    with Index(fill(Memory(), DOCUMENTS)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("प्रवा", "प्रवासी"),
        ("प्रवा", "प्रवासी मज़दूरों"),
        ("प्रवासी मज", "प्रवासी मज़दूरों"),
        ("प्रवासी ", "प्रवासी मज़दूरों"),
        ("pravasi maz", "प्रवासी मज़दूरों"),
        ("prav", "प्रवासी"),
        ("mulaqa", "मुलाक़ात"),
        ("kis", "किसान"),
        ("supr", "Supreme Court"),
        ("supreme co", "Supreme Court"),
        ("sup", "Supreme Court hears the farmers' plea"),
        ("putin se mul", "पुतिन से मुलाक़ात"),
        ("आज पुति", "आज पुतिन"),
    ],
)
def test_what_is_typed_is_completed(index: Index, typed: str, offered: str) -> None:
    assert offered in index.suggest(typed)


def test_nothing_is_offered_for_a_letter_or_for_what_is_complete(index: Index) -> None:
    assert index.suggest("xyzzy") == ()
    assert index.suggest("") == index.suggest("प") == index.suggest("  ") == ()
    assert "पुतिन" not in index.suggest("पुतिन")


def test_words_that_only_the_translator_wrote_once_are_no_completions_of_titles(index: Index) -> None:
    assert "Return of the workrs" not in index.suggest("return")
    assert "workrs" not in index.suggest("fo work")


def test_a_spelling_is_offered_once(index: Index) -> None:
    found = [text.lower() for text in index.suggest("supreme")]
    assert len(found) == len(set(found))


def test_what_is_published_is_offered(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = Folder(tmp_path_factory.mktemp("growing") / "index")
    engine = place.open() if place.path.exists() else fill(place, DOCUMENTS[:1])
    opened = Index(engine, generation=engine.generation)  # type: ignore[attr-defined]  # a folder's engine has it
    assert opened.suggest("putin") == ()
    fill(place, DOCUMENTS[3:])
    assert "पुतिन" in opened.suggest("puti")


@given(st.text(max_size=30) | st.text(st.sampled_from("प्रवासीमज़दूर supreme co-.\"'"), max_size=20))
def test_any_text_can_be_completed_and_keeps_its_beginning(index: Index, typed: str) -> None:
    assert len(index.suggest(typed, limit=3)) <= 3
