"""Files of topics, judgements, runs and known items: what is read, and what a wrong line says."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.errors import InputError
from search.evaluation.collection import halve, join, read_files, read_folder
from search.evaluation.judgements import read_judgements, relevant
from search.evaluation.known_items import read_known_items
from search.evaluation.runs import Result, read_run, write_run
from search.evaluation.topics import Query, TopicSet, read_topics


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_under_heads_are_kinds_of_queries(tmp_path: Path) -> None:
    path = written(
        tmp_path / "needs.topics", "topic\tdescription\thindi\tenglish\n7\tonions\tप्याज\tonion\n\n8\tmoon\t\tmoon\n"
    )
    topics = read_topics(path)
    assert topics.name == "needs"
    assert topics.kinds == ("hindi", "english")
    assert [(query.topic, query.kind, query.text) for query in topics.queries] == [
        ("7", "hindi", "प्याज"),
        ("7", "english", "onion"),
        ("8", "english", "moon"),
    ]


def test_two_columns_without_heads_are_numbers_and_queries(tmp_path: Path) -> None:
    topics = read_topics(written(tmp_path / "mine.tsv", "\ufeff1\tप्याज के दाम\n2\tonion\n"))
    assert [(query.topic, query.kind, query.text) for query in topics.queries] == [
        ("1", "mine", "प्याज के दाम"),
        ("2", "mine", "onion"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "value", "advice"),
    [
        ("topic\thindi\n1\tक\n1\tख\n", ":3", "'1'", "each topic once"),
        ("topic\thindi\n1 a\tक\n", ":2", "'1 a'", "without spaces"),
        ("topic\thindi\n1\tक\tख\n", ":2", "3 columns", "Give 2"),
        ("1\tक\n2\n", ":2", "1 columns", "Give 2"),
        ("topic\thindi\thindi\n1\tक\tख\n", ":1", "'hindi'", "another one"),
        ("topic\tin Hindi\n1\tक\n", ":1", "'in Hindi'", "one word"),
        ("topic\tdescription\n1\tक\n", ":1", "no column holds queries", "such as 'hindi'"),
        ("\n \n", "", "no topic", "a number, a tab and a query"),
    ],
)
def test_a_wrong_line_of_topics_is_named(tmp_path: Path, text: str, line: str, value: str, advice: str) -> None:
    path = written(tmp_path / "wrong.topics", text)
    with pytest.raises(InputError) as raised:
        read_topics(path)
    assert f"{path}{line}'" in str(raised.value)
    assert value in str(raised.value)
    assert advice in str(raised.value)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.topics"
    path.write_bytes(b"1\tcaf\xe9\n")
    with pytest.raises(InputError, match=r"not UTF-8 at byte 5.*Save it as UTF-8"):
        read_topics(path)


def test_judgements_of_several_files_are_put_together(tmp_path: Path) -> None:
    first = written(tmp_path / "a.qrels", "1 0 onions 3\n1 0 moon 0\n")
    second = written(tmp_path / "b.qrels", "1\t0\tonions\t3\n2 0 moon -1\n")
    judgements = read_judgements([first, second])
    assert judgements == {"1": {"onions": 3, "moon": 0}, "2": {"moon": -1}}
    assert relevant(judgements, "1") == {"onions"}
    assert relevant(judgements, "2") == relevant(judgements, "3") == frozenset()


@pytest.mark.parametrize(
    ("text", "line", "value"),
    [
        ("1 0 onions 3\n1 0 onions\n", ":2", "3 columns: '1 0 onions'"),
        ("1 0 onions good\n", ":1", "'good'"),
        ("1 0 onions 3\n\n1 0 onions 2\n", ":3", "grade 3 for topic '1' already, here '2'"),
    ],
)
def test_a_wrong_line_of_judgements_is_named(tmp_path: Path, text: str, line: str, value: str) -> None:
    path = written(tmp_path / "wrong.qrels", text)
    with pytest.raises(InputError) as raised:
        read_judgements([path])
    assert f"{path}{line}'" in str(raised.value)
    assert value in str(raised.value)


def test_a_folder_of_sets_has_judgements_of_their_own(tmp_path: Path) -> None:
    written(tmp_path / "needs.topics", "topic\thindi\n1\tक\n")
    written(tmp_path / "needs.qrels", "1 0 one 3\n")
    written(tmp_path / "nothing.topics", "topic\tabsent\n1\tख\n")
    collection = read_folder(tmp_path)
    assert [topics.name for topics in collection.sets] == ["needs", "nothing"]
    assert collection.judgements == {"needs": {"1": {"one": 3}}}
    assert collection.articles() == {"one"}


def test_a_folder_without_topics_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"ends in \.topics.*--topics"):
        read_folder(tmp_path)


def test_judgements_of_other_topics_are_refused(tmp_path: Path) -> None:
    topics = written(tmp_path / "mine.tsv", "1\tप्याज\n")
    qrels = written(tmp_path / "mine.qrels", "q1 0 onions 3\n")
    with pytest.raises(InputError, match=r"no topic of 'mine' is judged.*same numbers"):
        read_files([topics], [qrels])


def test_two_sets_of_one_name_are_refused(tmp_path: Path) -> None:
    items = written(tmp_path / "items.tsv", "hindi\tone\tप्याज\n")
    with pytest.raises(InputError, match=r"'items'.*Rename"):
        join([read_known_items(items), read_known_items(items)])


def test_halves_are_told_by_the_last_digit(tmp_path: Path) -> None:
    topics = written(tmp_path / "mine.tsv", "n9\tक\nn10\tख\nplain\tग\n")
    collection = read_files([topics], [written(tmp_path / "mine.qrels", "n9 0 one 1\nn10 0 two 1\n")])
    odd, even = halve(collection, "odd"), halve(collection, "even")
    assert [query.topic for query in odd.sets[0].queries] == ["n9"]
    assert [query.topic for query in even.sets[0].queries] == ["n10"]
    assert even.judgements == {"mine": {"n10": {"two": 1}}}


def test_each_line_of_known_items_is_a_topic_with_one_article(tmp_path: Path) -> None:
    collection = read_known_items(written(tmp_path / "known.tsv", "# mine\nhindi\tone\tप्याज\nenglish\tone\tonion\n"))
    assert [(query.topic, query.kind) for query in collection.sets[0].queries] == [
        ("k0002", "hindi"),
        ("k0003", "english"),
    ]
    assert collection.judgements["known"] == {"k0002": {"one": 1}, "k0003": {"one": 1}}


@pytest.mark.parametrize(
    ("text", "value"),
    [("hindi\tone\n", "'hindi\\tone'"), ("in Hindi\tone\tप्याज\n", "'in Hindi'"), ("", "no known item")],
)
def test_a_wrong_line_of_known_items_is_named(tmp_path: Path, text: str, value: str) -> None:
    with pytest.raises(InputError) as raised:
        read_known_items(written(tmp_path / "known.tsv", text))
    assert value in str(raised.value)
    assert "Give " in str(raised.value)


def test_a_run_comes_back_from_its_files_in_the_order_of_ranks(tmp_path: Path) -> None:
    onion, moon = Query(topic="1", kind="hindi", text="प्याज"), Query(topic="2", kind="hindi", text="चांद")
    topics = TopicSet(name="needs", queries=(onion, moon))
    # equal scores: only the ranks say which was shown first
    run = {onion: (Result(article="b", score=1.0), Result(article="a", score=1.0)), moon: ()}
    (path,) = write_run(tmp_path / "runs", topics, run, name="ours")
    assert path.read_text(encoding="utf-8") == "1 Q0 b 1 1.000000 ours\n1 Q0 a 2 1.000000 ours\n"
    assert read_run(tmp_path / "runs", [topics]) == run


def test_a_wrong_line_of_a_run_is_named(tmp_path: Path) -> None:
    topics = TopicSet(name="needs", queries=(Query(topic="1", kind="hindi", text="प्याज"),))
    path = written(tmp_path / "needs.hindi.run", "1 Q0 a first 1.0 ours\n")
    with pytest.raises(InputError) as raised:
        read_run(tmp_path, [topics])
    assert f"{path}:1'" in str(raised.value)
    assert "'1 Q0 a first 1.0 ours' is no line of a run" in str(raised.value)
