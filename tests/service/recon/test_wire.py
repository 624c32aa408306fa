"""Reading queries: whatever a client sends is a query or a refusal, never a broken answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconcile.errors import ReconcileError, UsageError
from reconcile.service.recon import draft, wire
from reconcile.service.recon.values import LIMIT, MOST, Value

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    ["query", "type", "type_strict", "limit", "properties", "pid", "v", "id", "name", "conditions",
     "matchType", "propertyValue", "propertyId", "required", "ids", "settings", "x"]
)  # fmt: skip
ALIKE = st.recursive(
    SCALARS | st.sampled_from(["city", "any", "name", "property", "country", "Lyon", "should"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=6),
    max_leaves=20,
)


@given(st.dictionaries(st.text(max_size=4), ALIKE, max_size=3) | ALIKE | JSON)
@settings(max_examples=100, deadline=None)
def test_any_value_is_a_batch_or_is_refused(data: Any) -> None:
    refused: list[ReconcileError] = []
    for read in (wire.queries, wire.extension, draft.queries):
        try:
            read(data)
        except ReconcileError as error:
            refused.append(error)
    assert all(error.message and 400 <= error.http_status < 500 for error in refused)


@given(data=st.dictionaries(st.text(max_size=4), ALIKE, max_size=3) | ALIKE)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_body_gets_an_answer_below_500(served: TestClient, data: Any) -> None:
    text = json.dumps(data)
    for response in (
        served.post("/reconcile", data={"queries": text}),
        served.post("/reconcile/guangzhou-en", data={"queries": text}),
        served.post("/reconcile", data={"extend": text}),
        served.post("/reconcile/v1/match", content=text),
        served.post("/reconcile/v1/extend", content=text),
        served.get("/reconcile", params={"query": text[:500]}),
    ):
        assert response.status_code < 500
        json.loads(response.content)


@given(text=st.text(max_size=60))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_is_looked_up_suggested_and_previewed(served: TestClient, text: str) -> None:
    for path, name in (
        ("", "query"), ("/suggest/entity", "prefix"), ("/suggest/type", "prefix"),
        ("/preview", "id"), ("/flyout/property", "id"), ("/properties", "type"), ("", "callback"),
    ):  # fmt: skip
        assert served.get(f"/reconcile{path}", params={name: text}).status_code < 500


@pytest.mark.parametrize(
    ("given_", "limit"),
    [(None, LIMIT), (0, LIMIT), (-1e300, LIMIT), (1, 1), (3.9, 3), (10**400, MOST), (1e300, MOST)],
)
def test_a_limit_is_held_within_bounds(given_: Any, limit: int) -> None:
    assert wire.limit_of(given_, "limit") == limit


@pytest.mark.parametrize(
    ("given_", "texts"),
    [("Lyon", ("Lyon",)), (7, ("7",)), (7.0, ("7",)), (0.5, ("0.5",)), (True, ("true",)),
     ({"id": "FI"}, ("FI",)), ({"id": "FI", "name": "Finland"}, ("FI", "Finland"))],
)  # fmt: skip
def test_a_value_is_known_under_its_texts(given_: Any, texts: tuple[str, ...]) -> None:
    assert wire.values_of(given_, "v") == (Value(texts),)
    assert wire.values_of([given_, given_], "v") == (Value(texts),) * 2


def test_a_refusal_names_the_query_and_the_field() -> None:
    with pytest.raises(UsageError) as refused:
        wire.queries({"q7": {"query": "a", "properties": [{"pid": "x", "v": "y"}, {"pid": 3}]}})
    assert refused.value.where == "queries.q7.properties.1"
