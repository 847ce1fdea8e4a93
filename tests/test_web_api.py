"""The JSON answers, the CSV export and the description for browsers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from search.settings import Settings
from tests.web_index import DOCUMENTS, STRANGE_ID, open_test_index
from web.app import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with open_test_index(tmp_path_factory.mktemp("api") / "index") as index:
        yield create_app(index, Settings()).test_client()


def test_a_search_is_answered_in_json(client: FlaskClient) -> None:
    answer = client.get(f"/api/search?q={quote('पुतिन')}&limit=3")
    assert answer.mimetype == "application/json"
    content = answer.get_json()
    assert (content["query"], content["total"], content["limit"], content["offset"]) == ("पुतिन", 1, 3, 0)
    hit = content["hits"][0]
    assert hit["id"] == "putin"
    assert hit["title"] == {"hi": "किम ने पुतिन को लिमोजीन में घुमाया", "en": "Kim drove Putin in a limousine"}
    assert hit["published"] == "2025-03-10T09:00:00+05:30"
    assert hit["page"] == "/article/putin"
    marked = hit["snippets"][0]["hi"]
    assert [marked["text"][start:end] for start, end in marked["spans"]] == ["पुतिन"]
    assert content["interpretation"][0]["text"] == "पुतिन"
    assert content["interpretation"][0]["forms"][0] == {"kind": "exact", "forms": ["पुतिन"]}
    assert "पुतिन" in answer.text, "Hindi is written as itself, not as escapes"


def test_limit_and_offset_walk_through_the_results(client: FlaskClient) -> None:
    address = f"/api/search?q={quote('चुनाव')}"
    pages = [client.get(f"{address}&limit=7&offset={offset}").get_json()["hits"] for offset in (0, 7, 14, 21)]
    assert [len(hits) for hits in pages] == [7, 7, 7, 2]
    assert len({hit["id"] for hits in pages for hit in hits}) == 23


def test_facets_are_counted(client: FlaskClient) -> None:
    facets = client.get(f"/api/search?q={quote('चुनाव')}").get_json()["facets"]
    assert facets["tag"] == [{"value": "चुनाव", "count": 23}]
    assert facets["month"][0]["value"] == "2024-01"


def test_an_article_is_answered_in_json(client: FlaskClient) -> None:
    content = client.get("/api/article/putin").get_json()
    assert content["sentences"][1] == {
        "hi": "दोनों नेताओं ने लिमोजीन में सैर की।",
        "en": "Both leaders took a ride in the limousine.",
        "paragraph": 1,
        "gloss": False,
    }
    assert content["sentences"][2]["gloss"] is True
    assert content["authors"] == ["रेखा शर्मा"]
    assert content["model"] == "translate-hi_en 0.1"


def test_the_other_versions_of_an_article_are_named(tmp_path: Path) -> None:
    first = DOCUMENTS[0]
    copies = [replace(first, article=replace(first.article, id=f"copy-{number}")) for number in range(2)]
    with open_test_index(tmp_path / "index", [first, *copies, DOCUMENTS[2]]) as index:
        app = create_app(index, Settings()).test_client()
        assert app.get(f"/api/article/{first.id}").get_json()["versions"] == ["copy-0", "copy-1"]
        assert app.get("/api/article/monsoon").get_json()["versions"] == []


def test_an_article_with_a_strange_id_is_answered(client: FlaskClient) -> None:
    assert client.get("/api/article/" + quote(STRANGE_ID, safe="/:")).get_json()["id"] == STRANGE_ID


def test_an_english_article_has_no_hindi(client: FlaskClient) -> None:
    content = client.get("/api/article/monsoon").get_json()
    assert content["title"] == {"hi": None, "en": "Metro line opens in Delhi"}
    assert {sentence["hi"] for sentence in content["sentences"]} == {None}


@pytest.mark.parametrize(
    ("address", "status", "option", "value"),
    [
        ("/api/search?limit=0", 400, "limit", "0"),
        ("/api/search?limit=101", 400, "limit", "101"),
        ("/api/search?limit=ten", 400, "limit", "ten"),
        ("/api/search?offset=-1", 400, "offset", "-1"),
        ("/api/search?offset=10001", 400, "offset", "10001"),
        ("/api/search?since=2025", 400, "since", "2025"),
        ("/api/search?sort=up", 400, "sort", "up"),
        ("/api/search?language=de", 400, "language", "de"),
        ("/api/search?q=" + "क" * 1001, 400, "q", "क" * 40 + "…"),
        ("/suggest?q=" + "क" * 1001, 400, "q", "क" * 40 + "…"),
    ],
)
def test_a_problem_names_the_option_and_its_value(
    client: FlaskClient, address: str, status: int, option: str, value: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json(force=True)
    assert (problem["option"], problem["value"], problem["status"]) == (option, value, status)
    assert value in problem["detail"]


@pytest.mark.parametrize(
    ("address", "advice"),
    [("/api/article/nowhere", "search for words of its title"), ("/api/nowhere", "The answers are at /api/search")],
)
def test_what_is_missing_is_a_problem_with_advice(client: FlaskClient, address: str, advice: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert advice in answer.get_json(force=True)["detail"]


def test_another_language_is_refused_with_the_two_that_there_are(client: FlaskClient) -> None:
    problem = client.get("/api/search?language=fr").get_json(force=True)
    assert problem["detail"] == "The option language cannot be 'fr'. Give hi for Hindi or en for English."


def test_posting_to_the_api_is_a_problem(client: FlaskClient) -> None:
    answer = client.post("/api/search")
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert "GET" in answer.headers["Allow"]


def test_suggestions_have_the_format_that_browsers_read(client: FlaskClient) -> None:
    answer = client.get("/suggest?q=limo")
    assert answer.mimetype == "application/x-suggestions+json"
    query, completions = answer.get_json(force=True)
    assert query == "limo"
    assert "limousine" in completions


@pytest.mark.parametrize("query", ["", " ", "%00", "*", "%22"])
def test_suggestions_are_never_an_error(client: FlaskClient, query: str) -> None:
    assert client.get("/suggest?q=" + query).status_code == 200


def test_health_tells_how_much_there_is(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok", "documents": 27, "generation": 1}


def test_browsers_find_the_search_description(client: FlaskClient) -> None:
    assert 'type="application/opensearchdescription+xml"' in client.get("/").text
    answer = client.get("/opensearch.xml", base_url="https://news.example")
    assert answer.mimetype == "application/opensearchdescription+xml"
    description = ElementTree.fromstring(answer.text)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    templates = {url.get("type"): url.get("template") for url in description.iter(space + "Url")}
    assert templates["text/html"] == "https://news.example/search?q={searchTerms}"
    assert templates["application/x-suggestions+json"] == "https://news.example/suggest?q={searchTerms}"


def test_results_can_be_taken_away_as_csv(client: FlaskClient) -> None:
    answer = client.get(f"/export.csv?q={quote('चुनाव')}")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(rows) == 23
    assert rows[0]["title_hi"].endswith("चुनाव की तैयारी")


def test_the_place_is_in_every_answer(client: FlaskClient) -> None:
    found = client.get("/api/search?q=place:delhi").get_json()
    assert [(hit["id"], hit["place"]) for hit in found["hits"]] == [("putin", "नई दिल्ली")]
    assert found["facets"]["place"] == [{"value": "नई दिल्ली", "count": 1}]
    assert found["interpretation"][0]["text"] == "place:delhi"
    assert client.get("/api/article/putin").get_json()["place"] == "नई दिल्ली"
    (row,) = csv.DictReader(io.StringIO(client.get("/export.csv?place=Delhi").data.decode("utf-8-sig")))
    assert row["place"] == "नई दिल्ली"


def test_no_cell_of_the_csv_is_a_formula(client: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"/export.csv?q={quote('बारिश')}").data.decode("utf-8-sig"))))
    assert rows[0]["section"] == "'=cmd|' /C calc'!A0"
