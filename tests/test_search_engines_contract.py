"""What every engine does alike; each test runs over the Whoosh engine and over its slow twin in memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from search.analysis.entry import make_entry
from search.engines.base import Alternative, Concept, Filters, Request, TermSequence
from search.engines.document_row import seconds
from search.model import FacetCount
from tests.engines import Folder, Memory, Place, ask, document, fill, ids, phrase, word


@pytest.fixture(params=["whoosh", "memory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    return Folder(tmp_path / "index") if request.param == "whoosh" else Memory()


def test_an_added_document_is_found_and_comes_back_whole(place: Place) -> None:
    one = document("a", ["सरकार ने कहा"], ["The government said"], title_hi="नई सरकार", day="2025-01-02", tags=("देश",))
    engine = fill(place, [one])
    assert [found.document for found in ask(engine, word("सरकार")).found] == [one]
    assert engine.documents(["a"]) == (one,)


def test_nothing_is_visible_before_it_is_published(place: Place) -> None:
    fill(place, [document("a", ["सरकार"])])
    writer = place.write()
    writer.add(make_entry(document("b", ["सरकार"])))
    assert ids(ask(place.open(), word("सरकार"))) == ["a"]
    writer.publish()
    assert sorted(ids(ask(place.open(), word("सरकार")))) == ["a", "b"]


def test_what_was_not_published_is_dropped_by_close(place: Place) -> None:
    writer = place.write()
    writer.add(make_entry(document("a", ["सरकार"])))
    writer.close()
    assert ids(ask(fill(place, []), word("सरकार"))) == []


def test_adding_an_id_again_replaces_the_document(place: Place) -> None:
    engine = fill(place, [document("a", ["पुराना शब्द"])], [document("a", ["नया शब्द"])])
    assert ids(ask(engine, word("पुराना"))) == []
    assert ids(ask(engine, word("शब्द"))) == ["a"]
    assert engine.statistics().documents == 1


def test_the_last_of_one_id_in_a_batch_counts(place: Place) -> None:
    engine = fill(place, [document("a", ["पहला"]), document("b", ["बीच"]), document("a", ["दूसरा"])])
    assert ids(ask(engine, word("पहला"))) == []
    assert ids(ask(engine, word("दूसरा"))) == ["a"]
    assert engine.statistics().documents == 2


def test_deleted_documents_are_gone_and_counted(place: Place) -> None:
    fill(place, [document("a", ["सरकार"]), document("b", ["सरकार"]), document("c", ["सरकार"])])
    writer = place.write()
    assert writer.delete(["a", "nowhere"]) == 1
    assert writer.delete(["a"]) == 0
    assert writer.publish() == 2
    writer.close()
    engine = place.open()
    assert sorted(ids(ask(engine, word("सरकार")))) == ["b", "c"]
    assert engine.documents(["a", "b"])[0].id == "b"


def test_a_document_added_and_deleted_before_the_publish_is_never_there(place: Place) -> None:
    writer = place.write()
    writer.add(make_entry(document("a", ["सरकार"])))
    assert writer.delete(["a"]) == 1
    assert writer.publish() == 0
    writer.close()


def test_a_deleted_document_can_be_added_again(place: Place) -> None:
    fill(place, [document("a", ["पुराना"])])
    writer = place.write()
    writer.delete(["a"])
    writer.add(make_entry(document("a", ["नया"])))
    assert writer.publish() == 1
    writer.close()
    assert ids(ask(place.open(), word("नया"))) == ["a"]


def test_deletions_do_not_count_for_the_ranking(place: Place) -> None:
    kept = [document("a", ["सरकार चुनाव"]), document("b", ["सरकार और बहुत कुछ और"])]
    engine = fill(place, [*kept, *(document(f"x{n}", ["सरकार"]) for n in range(6))])
    writer = place.write()
    writer.delete([f"x{n}" for n in range(6)])
    writer.publish()
    writer.close()
    alone = fill(Memory(), kept)
    scores = [round(found.score, 9) for found in ask(place.open(), word("सरकार")).found]
    assert scores == [round(found.score, 9) for found in ask(alone, word("सरकार")).found]
    assert engine.statistics().documents in (2, 8)  # an engine opened before may be refreshed or not


def test_several_segments_are_searched_as_one(place: Place) -> None:
    batches = [[document(f"d{n:02}", ["सरकार " + "शब्द " * n])] for n in range(12)]
    engine = fill(place, *batches)
    response = ask(engine, word("सरकार"), limit=5)
    assert ids(response) == ["d00", "d01", "d02", "d03", "d04"]  # the shorter, the better
    assert response.total == 12


def test_a_title_counts_more_than_a_body(place: Place) -> None:
    engine = fill(
        place, [document("body", ["बाढ़ आई है"], title_hi="मौसम आज"), document("title", ["मौसम आज है"], title_hi="बाढ़ आई")]
    )
    assert ids(ask(engine, word("बाढ")))[0] == "title"


def test_a_sure_form_beats_any_number_of_guesses(place: Place) -> None:
    engine = fill(place, [document("guess", ["गेस गेस गेस गेस गेस"]), document("exact", ["शब्द एक दो तीन चार"])])
    concept = Concept(text="शब्द", alternatives=(Alternative("शब्द", 1.0, "exact"), Alternative("गेस", 0.4, "sound")))
    assert ids(ask(engine, concept)) == ["exact", "guess"]


def test_alternatives_are_pooled_into_one_word(place: Place) -> None:
    engine = fill(place, [document("one", ["चुनाव"], ["election"]), document("two", ["चुनाव सरकार"], ["vote"])])
    forms = (Alternative("चुनाव", 1.0, "exact"), Alternative("election", 0.7, "translation", ("body_en",)))
    pooled = Concept(text="चुनाव", alternatives=forms)
    # "one" has the word twice, in both languages; "two" has two words of the query
    assert ids(ask(engine, pooled, word("सरकार")))[0] == "two"


def test_alternatives_are_searched_in_their_fields_only(place: Place) -> None:
    engine = fill(place, [document("hi", ["GST बैठक"]), document("en", en=["GST meeting"])])
    only_english = Concept(text="gst", alternatives=(Alternative("gst", 1.0, "exact", ("title_en", "body_en")),))
    assert ids(ask(engine, only_english)) == ["en"]


def test_filters_narrow_the_results(place: Place) -> None:
    documents = [
        document("a", ["सरकार"], day="2024-05-01", source="BBC Hindi", section="देश", tags=("नीति", "बजट")),
        document("b", ["सरकार"], day="2025-05-01", source="दिशा वार्ता", section="विदेश", tags=("बजट",)),
        document("c", en=["सरकार"], source="bbc  hindi"),
    ]
    engine = fill(place, documents)
    may = seconds(documents[0].published) or 0
    asked = {
        "source": (Filters(source=("bbc hindi",)), ["a", "c"]),
        "section": (Filters(section=("विदेश",)), ["b"]),
        "tag": (Filters(tag=("बजट",)), ["a", "b"]),
        "language": (Filters(language=("en",)), ["c"]),
        "since": (Filters(since=may + 1), ["b"]),
        "since is inclusive": (Filters(since=may), ["a", "b"]),
        "until is exclusive": (Filters(until=may), []),
        "until": (Filters(until=may + 1), ["a"]),
        "both": (Filters(tag=("बजट",), source=("दिशा वार्ता",)), ["b"]),
        "unknown value": (Filters(source=("nobody",)), []),
    }
    for name, (filters, expected) in asked.items():
        assert sorted(ids(ask(engine, word("सरकार"), filters=filters))) == expected, name


def test_a_place_is_found_and_counted_under_any_of_its_names(place: Place) -> None:
    named = ("नई दिल्ली", "दिल्ली", "New Delhi", "नई दिल्ली", "गोंडा", None)
    engine = fill(place, [document(f"d{n}", ["सरकार"], reported_from=name) for n, name in enumerate(named)])
    for wanted, expected in (("delhi", "0123"), ("Dilli", "0123"), ("नई दिल्ली", "0123"), ("गोण्डा", "4"), ("नोएडा", "")):
        assert ids(ask(engine, filters=Filters(place=(wanted,)))) == [f"d{n}" for n in expected], wanted
    assert ask(engine).facets.place == (FacetCount(value="नई दिल्ली", count=4), FacetCount(value="गोंडा", count=1))


def test_a_phrase_needs_its_words_in_order_and_together(place: Place) -> None:
    engine = fill(
        place,
        [
            document("yes", ["कल नई सरकार बनी"]),
            document("turned", ["सरकार नई है"]),
            document("apart", ["नई बात और सरकार"]),
            document("across paragraphs", ["बात नई", "सरकार बनी"]),
        ],
    )
    assert ids(ask(engine, phrase("नई", "सरकार"))) == ["yes"]
    assert ids(ask(engine, phrase("नई", "नई"))) == []


def test_a_phrase_reaches_across_sentences_of_one_paragraph(place: Place) -> None:
    one = document("a", ["बात नई", "सरकार बनी"])
    joined = replace(one, sentences=tuple(replace(pair, paragraph=0) for pair in one.sentences))
    assert ids(ask(fill(place, [joined]), phrase("नई", "सरकार"))) == ["a"]


def test_a_phrase_with_a_repeated_word(place: Place) -> None:
    engine = fill(place, [document("a", ["धीरे धीरे चलो"]), document("b", ["धीरे चलो"])])
    assert ids(ask(engine, phrase("धीरे", "धीरे"))) == ["a"]


def test_excluded_words_take_documents_out(place: Place) -> None:
    engine = fill(place, [document("a", ["सरकार दिल्ली"]), document("b", ["सरकार पटना"])])
    response = engine.search(Request(concepts=(word("सरकार"),), excluded=(word("दिल्ली"),)))
    assert ids(response) == ["b"]
    assert ids(engine.search(Request(excluded=(phrase("सरकार", "दिल्ली"),)))) == ["b"]


def test_required_concepts_must_be_there(place: Place) -> None:
    engine = fill(place, [document("a", ["सरकार दिल्ली"]), document("b", ["सरकार सरकार"])])
    assert ids(ask(engine, word("सरकार"), replace(word("दिल्ली"), required=True))) == ["a"]


def test_a_document_with_a_small_part_of_the_query_is_no_result(place: Place) -> None:
    documents = [document(f"d{n}", ["सरकार"]) for n in range(8)]
    engine = fill(place, [*documents, document("rare", ["लिमोज़ीन उपहार"])])
    assert ids(ask(engine, word("सरकार"), word("लिमोजीन"), word("उपहार"))) == ["rare"]


def test_words_that_no_document_has_are_told_and_do_not_matter(place: Place) -> None:
    engine = fill(place, [document("a", ["सरकार"])])
    response = ask(engine, word("सरकार"), word("कहींनहीं"))
    assert ids(response) == ["a"]
    assert response.matched == (True, False)


def test_equal_scores_are_ordered_newest_first_and_then_by_id(place: Place) -> None:
    engine = fill(
        place,
        [
            document("z", ["सरकार"], day="2020-01-01"),
            document("y", ["सरकार"]),
            document("x", ["सरकार"]),
        ],
    )
    undated = [i for i in ids(ask(engine, word("सरकार"))) if i != "z"]
    assert undated == ["x", "y"]


def test_newer_documents_are_mildly_preferred(place: Place) -> None:
    engine = fill(place, [document("old", ["सरकार"], day="2020-01-01"), document("new", ["सरकार"], day="2025-01-01")])
    new, old = ask(engine, word("सरकार")).found
    assert new.document.id == "new"
    assert 1.0 < new.score / old.score < 1.2


def test_the_preference_for_the_new_can_be_switched_off(place: Place) -> None:
    engine = fill(place, [document("old", ["सरकार"], day="2020-01-01"), document("new", ["सरकार"], day="2024-01-01")])
    found = engine.search(Request(concepts=(word("सरकार"),), recency=False)).found
    assert [one.score for one in found] == [sum(one.parts) for one in found]


def test_sorting_by_date(place: Place) -> None:
    engine = fill(
        place,
        [
            document("old", ["सरकार"], title_hi="सरकार", day="2020-01-01"),
            document("none", ["सरकार"]),
            document("new", ["सरकार " + "शब्द " * 20], day="2025-01-01"),
        ],
    )
    response = engine.search(Request(concepts=(word("सरकार"),), sort="date"))
    assert ids(response) == ["new", "old", "none"]


def test_without_words_everything_is_listed_newest_first(place: Place) -> None:
    engine = fill(place, [document("a", ["क"], day="2024-01-01"), document("b", ["ख"], day="2025-01-01")])
    response = engine.search(Request())
    assert ids(response) == ["b", "a"]
    assert response.total == 2


def test_documents_of_one_story_are_one_result(place: Place) -> None:
    engine = fill(
        place,
        [
            document("copy", ["सरकार ने कहा आज"], source="B", story="s"),
            document("original", ["सरकार ने कहा"], source="A", title_hi="सरकार", story="s"),
            document("other", ["सरकार बैठक"], source="B"),
        ],
    )
    response = ask(engine, word("सरकार"))
    assert ids(response) == ["original", "other"]
    assert [found.similar for found in response.found] == [1, 0]
    assert response.total == 2
    assert response.facets.source == (FacetCount(value="A", count=1), FacetCount(value="B", count=1))


def test_a_story_is_listed_when_it_is_asked_for(place: Place) -> None:
    copies = [
        document("old", ["सरकार"], day="2024-01-01", story="s"),
        document("new", ["और"], day="2025-01-01", story="s"),
    ]
    engine = fill(place, [*copies, document("other", ["सरकार"], story="S")])
    response = engine.search(Request(story="s"))
    assert (ids(response), response.total) == (["new", "old"], 2)
    assert [found.similar for found in response.found] == [0, 0]
    assert engine.search(Request(story="unknown")).total == 0


def test_facets_count_all_results_not_the_page(place: Place) -> None:
    engine = fill(
        place,
        [
            document("a", ["सरकार"], day="2025-01-31", source="A", tags=("x", "y")),
            document("b", ["सरकार"], day="2025-02-01", source="A", tags=("x",)),
            document("c", en=["सरकार"], day="2025-02-02", source="B", section="S"),
            document("d", ["और"], source="C"),
        ],
    )
    facets = ask(engine, word("सरकार"), limit=1).facets
    assert facets.source == (FacetCount(value="A", count=2), FacetCount(value="B", count=1))
    assert facets.tag == (FacetCount(value="x", count=2), FacetCount(value="y", count=1))
    assert facets.language == (FacetCount(value="hi", count=2), FacetCount(value="en", count=1))
    assert facets.month == (FacetCount(value="2025-01", count=1), FacetCount(value="2025-02", count=2))
    assert facets.section == (FacetCount(value="S", count=1),)


def test_pages_follow_one_another_without_gap(place: Place) -> None:
    engine = fill(place, [document(f"d{n:02}", ["सरकार " + "शब्द " * (n % 5)]) for n in range(23)])
    whole = ids(ask(engine, word("सरकार"), limit=100))
    parts = [
        i
        for offset in range(0, 30, 7)
        for i in ids(engine.search(Request(concepts=(word("सरकार"),), limit=7, offset=offset)))
    ]
    assert parts == whole
    assert len(set(whole)) == 23


def test_parts_of_the_score_belong_to_the_concepts(place: Place) -> None:
    engine = fill(place, [document("a", ["सरकार चुनाव"]), document("b", ["सरकार"])])
    found = {one.document.id: one for one in ask(engine, word("चुनाव"), word("सरकार")).found}
    assert found["a"].parts[0] > 0 < found["a"].parts[1]
    assert round(sum(found["a"].parts), 9) == round(found["a"].score, 9)  # undated: recency leaves it alone


def test_terms_are_found_by_stem_sound_and_prefix(place: Place) -> None:
    engine = fill(place, [document("a", ["सरकारों ने सरकार से कहा"], ["Governments told the government"])])
    assert set(engine.terms("stem", "सरकार")) == {"सरकार", "सरकारों"}
    assert "सरकार" in engine.terms("prefix", "सर")
    assert engine.terms("prefix", "सर")[0] == "सरकार"  # shortest first
    assert len(engine.terms("prefix", "स", limit=1)) == 1
    assert engine.terms("stem", "nothing") == ()


def test_terms_have_the_frequency_of_the_field_in_which_most_have_them(place: Place) -> None:
    fill(place, [document("a", ["सरकार GST"], ["government"]), document("b", ["सरकार"], ["the government"])])
    writer = place.write()
    writer.delete(["b"])
    writer.publish()
    writer.close()
    engine = place.open()
    assert engine.frequencies(["सरकार", "gst", "the", "nowhere"]) == (1, 1, 0, 0)
    assert engine.known(["सरकार", "gst", "nowhere"]) == {"सरकार", "gst"}
    assert (engine.known([]), engine.frequencies([])) == (frozenset(), ())


def test_the_average_length_of_a_field_counts_the_documents_that_have_it(place: Place) -> None:
    engine = fill(place, [document("a", ["नई सरकार"], title_hi="सरकार"), document("b", ["पुरानी नई सरकार कल"])])
    averages = ask(engine, word("सरकार")).average_lengths
    assert averages == {"title_hi": 1.0, "body_hi": 3.0, "title_en": 1.0, "body_en": 1.0}


def test_an_empty_index_answers(place: Place) -> None:
    engine = fill(place, [])
    response = ask(engine, word("सरकार"), phrase("नई", "सरकार"))
    assert (response.found, response.total, response.matched) == ((), 0, (False, False))
    assert engine.statistics().documents == 0
    assert engine.documents(["a"]) == ()


def test_an_index_that_lost_all_documents_answers(place: Place) -> None:
    fill(place, [document("a", ["सरकार"])])
    writer = place.write()
    writer.delete(["a"])
    assert writer.publish() == 0
    writer.close()
    assert ask(place.open(), word("सरकार")).total == 0


def test_a_reopened_index_is_the_same(place: Place) -> None:
    engine = fill(place, [document("a", ["सरकार"]), document("b", ["नई सरकार"])])
    again = place.open()
    assert ask(again, word("सरकार")) == ask(engine, word("सरकार"))


def test_statistics(place: Place) -> None:
    engine = fill(
        place,
        [
            document("a", ["एक", "दो"], day="2024-01-02", source="A"),
            document("b", en=["one"], day="2025-01-02", source="A"),
        ],
    )
    statistics = engine.statistics()
    assert (statistics.documents, statistics.sentences, statistics.sources) == (2, 3, 1)
    assert statistics.by_language == (FacetCount(value="en", count=1), FacetCount(value="hi", count=1))
    assert statistics.first_published is not None
    assert statistics.first_published < (statistics.last_published or statistics.first_published)


def test_sequences_can_stand_for_a_word(place: Place) -> None:
    engine = fill(place, [document("a", en=["the prime minister said"]), document("b", en=["prime time"])])
    concept = Concept(
        text="प्रधानमंत्री", sequences=(TermSequence(("prime", "minister"), 0.7, "translation", ("title_en", "body_en")),)
    )
    assert ids(ask(engine, concept)) == ["a"]
