"""The API keeps what openapi.json says of it: requests made from the description, fitting and unfitting ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from apiflask import APIFlask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, assume, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection

from search.settings import Settings
from tests.web_index import open_test_index
from web.app import create_app


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[APIFlask]:
    with open_test_index(tmp_path_factory.mktemp("described") / "index") as index:
        yield create_app(index, Settings())


@pytest.fixture(scope="module")
def client(app: APIFlask) -> FlaskClient:
    return app.test_client()


PATHS = ("/api/article/{document_id}", "/api/search", "/healthz", "/suggest")


FITTING = [(path, GenerationMode.POSITIVE) for path in PATHS]
UNFITTING = [(path, GenerationMode.NEGATIVE) for path in ("/api/search", "/suggest")]  # the others take no parameters


@pytest.mark.parametrize(("path", "mode"), [*FITTING, *UNFITTING])
def test_every_answer_is_as_described(app: APIFlask, path: str, mode: GenerationMode) -> None:
    operation = schemathesis.openapi.from_wsgi("/openapi.json", app)[path]["GET"]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    def ask(case: Case[Any]) -> None:
        if mode.is_positive:  # that the earlier day comes first is the one rule that OpenAPI cannot say
            assume(not {"since", "until"} <= (case.query or {}).keys())
        # Blank values count as none, and a tag may be called "false": in an address much that should not fit does.
        # That what does not fit is refused with its name and value has its cases in test_web_api.py.
        case.call_and_validate(excluded_checks=[] if mode.is_positive else [negative_data_rejection])

    ask()


def test_every_address_of_the_api_is_described(client: FlaskClient) -> None:
    paths = set(client.get("/openapi.json").get_json()["paths"])
    assert paths == set(PATHS)


def test_the_search_is_described_first(client: FlaskClient) -> None:
    paths = list(client.get("/openapi.json").get_json()["paths"])
    assert paths[:2] == ["/api/search", "/api/article/{document_id}"]


def test_limits_are_described(client: FlaskClient) -> None:
    parameters = client.get("/openapi.json").get_json()["paths"]["/api/search"]["get"]["parameters"]
    limit = next(parameter["schema"] for parameter in parameters if parameter["name"] == "limit")
    assert (limit["minimum"], limit["maximum"], limit["default"]) == (1, 100, 10)


def test_the_description_can_be_read_as_a_page(client: FlaskClient) -> None:
    page = client.get("/api").text
    for address in ("/api/search", "/api/article/{document_id}", "/suggest", "/healthz"):
        assert f"<code>{address}</code>" in page
    assert "1 to 100" in page
    assert "http://" not in page.replace("http://www.w3.org", ""), "nothing comes from elsewhere"
