"""The protocol around queries: manifests, CORS, JSONP, errors, suggestions, previews, extension."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

PATHS = ["/reconcile", "/reconcile/guangzhou-en", "/reconcile/v1", "/reconcile/v1/guangzhou-en"]
OLD = PATHS[:2]


def message(response: Any) -> str:
    """The message of an error, which any page may read."""
    assert 400 <= response.status_code < 500, response.text
    assert response.headers["access-control-allow-origin"] == "*"
    told: str = response.json()["error"]["message"]
    return told


@pytest.mark.parametrize("path", OLD)
def test_a_manifest_names_addresses_that_answer(served: TestClient, path: str) -> None:
    told = served.get(path).json()
    assert told["versions"] == ["0.1", "0.2"]
    for kind in ("entity", "property", "type"):
        offer = told["suggest"][kind]
        found = served.get(
            offer["service_url"] + offer["service_path"],
            params={"prefix": "l" if kind == "entity" else "c"},
        )
        id = found.json()["result"][0]["id"]
        flyout = offer["flyout_service_url"] + offer["flyout_service_path"]
        shown = served.get(flyout.replace("${id}", id)).json()
        assert shown["id"] == id
        assert "<h1>" in shown["html"]
    id = served.get(f"{path}/suggest/entity", params={"prefix": "Lyon"}).json()["result"][0]["id"]
    for template in (told["view"]["url"], told["preview"]["url"]):
        page = served.get(template.replace("{{id}}", id))
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "Lyon" in page.text
    assert served.get(told["documentation"]).status_code == 200
    propose = told["extend"]["propose_properties"]
    found = served.get(propose["service_url"] + propose["service_path"], params={"limit": 3})
    assert len(found.json()["properties"]) == 3


@pytest.mark.parametrize("path", PATHS)
def test_a_slash_at_the_end_changes_nothing(served: TestClient, path: str) -> None:
    assert served.get(f"{path}/").json() == served.get(path).json()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/reconcile", 200),
        ("HEAD", "/reconcile", 200),
        ("OPTIONS", "/reconcile", 204),
        ("OPTIONS", "/reconcile/v1/match", 204),
        ("DELETE", "/reconcile", 405),
        ("GET", "/reconcile/v1/match", 405),
        ("POST", "/reconcile/suggest/entity", 405),
        ("GET", "/reconcile/no-such-source", 404),
        ("GET", "/reconcile/guangzhou-en/no/such/path", 404),
        ("GET", "/reconcile/suggest/planet?prefix=x", 404),
        ("GET", "/reconcile/preview?id=geonames:1", 404),
        ("GET", "/reconcile/preview", 404),
        ("GET", "/reconcile/flyout/entity?id=x", 404),
        ("GET", "/reconcile/suggest/entity?prefix=x&cursor=-1", 400),
        ("GET", "/reconcile/suggest/entity?prefix=x&limit=many", 400),
    ],
)
def test_every_answer_may_be_read_by_any_page(
    served: TestClient, method: str, path: str, status: int
) -> None:
    response = served.request(method, path, headers={"Origin": "http://example.org"})
    assert response.status_code == status
    assert response.headers["access-control-allow-origin"] == "*"


def test_an_unknown_source_is_told_the_known_ones(served: TestClient) -> None:
    response = served.get("/reconcile/guangzou")
    assert "guangzou" in message(response)
    assert "guangzhou-en" in response.json()["error"]["hint"]


def test_a_page_of_another_origin_may_ask_first(served: TestClient) -> None:
    asked = {"Origin": "http://example.org", "Access-Control-Request-Method": "POST",
             "Access-Control-Request-Headers": "content-type"}  # fmt: skip
    told = served.options("/reconcile/v1/match", headers=asked).headers
    assert "POST" in told["access-control-allow-methods"]
    assert "Content-Type" in told["access-control-allow-headers"]


JUNK = [
    ({"queries": "{oops"}, "not JSON"),
    ({"queries": "[]"}, "expected an object"),
    ({"queries": '{"q": []}'}, "expected an object"),
    ({"queries": '{"q": {"query": 5}}'}, "no text"),
    ({"queries": '{"q": {"query": NaN}}'}, "not JSON"),
    ({"queries": "[" * 100_000}, "not JSON"),
    ({"queries": '{"q": {"query": "a", "limit": "5"}}'}, "no number"),
    ({"queries": '{"q": {"query": "a", "limit": 1' + "0" * 5000 + "}}"}, "not JSON"),
    ({"queries": '{"q": {"query": "a", "type": [1]}}'}, "no text"),
    ({"queries": '{"q": {"query": "a", "type_strict": "most"}}'}, "any, all or should"),
    ({"queries": '{"q": {"query": "a", "properties": {}}}'}, "expected a list"),
    ({"queries": '{"q": {"query": "a", "properties": [{"pid": "x"}]}}'}, "needs `v`"),
    ({"queries": '{"q": {"query": "a", "properties": [{"pid": "x", "v": {}}]}}'}, "needs an `id`"),
    ({"queries": '{"q": {"query": "a", "properties": [{"pid": "x", "v": null}]}}'}, "no text"),
    ({"extend": "7"}, "expected an object"),
    ({"extend": '{"ids": []}'}, "needs `properties`"),
    ({"extend": '{"ids": [1], "properties": []}'}, "no text"),
    ({"extend": '{"ids": [], "properties": [{}]}'}, "needs an `id`"),
    ({"extend": '{"ids": [], "properties": [{"id": "x", "settings": {"limit": []}}]}'}, "limit"),
    ({"nothing": "here"}, "neither"),
    ({"query": '{"query": 1}'}, "no text"),
    ({"query": "a", "limit": "x"}, "not JSON"),
]


@pytest.mark.parametrize(("form", "told"), JUNK)
def test_junk_is_refused_with_a_reason(served: TestClient, form: dict[str, str], told: str) -> None:
    assert told in message(served.post("/reconcile", data=form))


def test_a_batch_is_limited(served: TestClient) -> None:
    many = {f"q{n}": {"query": "Lyon"} for n in range(101)}
    response = served.post("/reconcile", data={"queries": json.dumps(many)})
    assert response.status_code == 413
    assert "100" in message(response)
    told = {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "x"}]}] * 101}
    assert served.post("/reconcile/v1/match", json=told).status_code == 413
    ids = json.dumps({"ids": ["x"] * 1001, "properties": []})
    assert served.post("/reconcile", data={"extend": ids}).status_code == 413
    assert served.get("/reconcile").json()["batchSize"] == 100


def test_a_body_is_limited(served: TestClient) -> None:
    assert served.post("/reconcile", data={"queries": "x" * 1_100_000}).status_code == 413


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "x/y"])
def test_a_body_of_another_type_is_refused(served: TestClient, kind: str) -> None:
    response = served.post("/reconcile", content=b"{}", headers={"Content-Type": kind})
    assert response.status_code == 415
    assert "application/x-www-form-urlencoded" in response.json()["error"]["hint"]


@pytest.mark.parametrize("body", [b"\xff\xfe", b"queries=%FF%FE", b"&".join([b"a=b"] * 50), b""])
def test_a_broken_form_is_refused(served: TestClient, body: bytes) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    message(served.post("/reconcile", content=body, headers=kind))


def test_jsonp_is_answered_for_a_name_alone(served: TestClient) -> None:
    for path in ("/reconcile?", "/reconcile/suggest/type?prefix=c&", "/reconcile?query=Lyon&"):
        response = served.get(f"{path}callback=jQuery17_1.on$done")
        assert response.headers["content-type"].startswith("text/javascript")
        assert response.text.startswith("/**/jQuery17_1.on$done(")
        json.loads(response.text.removeprefix("/**/jQuery17_1.on$done(").removesuffix(");"))


@pytest.mark.parametrize("name", ["alert(1)", "a b", "1a", "a..b", "é", "a;b", "x" * 70, "a.b\n"])
def test_a_callback_that_is_no_name_is_refused(served: TestClient, name: str) -> None:
    assert "callback" in message(served.get("/reconcile", params={"callback": name}))


def test_a_single_query_of_an_old_client_is_answered(served: TestClient) -> None:
    told = served.get("/reconcile", params={"query": "图尔库"}).json()
    assert told["result"][0]["id"] == "geonames:633679"
    query = json.dumps({"query": "图尔库", "limit": 1, "type": "city"})
    assert len(served.get("/reconcile", params={"query": query}).json()["result"]) == 1


def test_keys_come_back_as_they_were(served: TestClient) -> None:
    keys = ("a b", "\\u0000", "\\ud800", "")
    batch = "{" + ", ".join(f'"{key}": {{"query": ""}}' for key in keys) + "}"
    told = served.post("/reconcile", data={"queries": batch})
    assert set(json.loads(told.content)) == {"a b", "\x00", "\ud800", ""}


def test_suggestions_go_on_where_the_client_stopped(served: TestClient) -> None:
    def ids(**more: int) -> list[str]:
        told = served.get("/reconcile/suggest/entity", params={"prefix": "san", **more}).json()
        return [each["id"] for each in told["result"]]

    assert ids(limit=4) + ids(limit=4, cursor=4) == ids(limit=8)
    assert ids(limit=4, offset=4) == ids(limit=4, cursor=4)


def test_a_preview_tells_why_the_place_was_offered(served: TestClient, ask: Any) -> None:
    (first, *_) = ask("登别", properties=[{"pid": "country", "v": "日本"}])
    page = served.get("/reconcile/preview", params={"id": first["id"]})
    assert "登别: gazetteer" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "script" not in page.text
    assert "http" not in page.text  # nothing is loaded, nothing leads away


def test_what_others_asked_is_told_nobody_beyond_this_machine(serve: Callable[..., Any]) -> None:
    asked = {"queries": json.dumps({"q0": {"query": "图尔库"}})}
    for told, shown in (({}, True), ({"token": "t" * 16, "open_reconcile": True}, False)):
        client = serve(**told)
        (first, *_) = client.post("/reconcile", data=asked).json()["q0"]["result"]
        for path in ("preview", "view", "flyout/entity"):
            page = client.get(f"/reconcile/{path}", params={"id": first["id"]})
            assert ("图尔库: " in page.text) is shown


def test_what_a_client_sent_is_text_in_a_preview(served: TestClient, ask: Any) -> None:
    ask("<b>Turku</b>", properties=[{"pid": "country", "v": "FI"}])
    for path in ("preview", "view", "flyout/entity"):
        page = served.get(f"/reconcile/{path}", params={"id": "geonames:633679"})
        assert "<b>" not in page.text


def extend(client: TestClient, path: str, ids: list[str], *properties: Any) -> Any:
    """The rows of a data extension."""
    wanted = [each if isinstance(each, dict) else {"id": each} for each in properties]
    query = json.dumps({"ids": ids, "properties": wanted})
    response = client.post(path, data={"extend": query})
    assert response.status_code == 200, response.text
    return response.json()["rows"]


def test_places_are_extended_with_what_is_known(served: TestClient) -> None:
    turku, unknown = "geonames:633679", "no-such-id"
    rows = extend(
        served, "/reconcile", [turku, unknown], "name_zh", "country", "population", "latitude",
        "coordinates", "admin_type", "geonames", "no-such-property",
        {"id": "names", "settings": {"limit": "2"}},
    )  # fmt: skip
    row = rows[turku]
    assert row["name_zh"] == [{"str": "图尔库"}]
    assert row["country"] == [{"str": "Finland"}]
    assert row["geonames"] == [{"int": 633679}]
    assert row["latitude"] == [{"float": 60.45}]
    assert row["coordinates"] == [{"str": "60.45,22.27"}]
    assert row["admin_type"] == [{"str": "city"}]
    assert row["no-such-property"] == []
    assert len(row["names"]) == 2
    assert set(rows[unknown]) == set(row)
    assert not any(rows[unknown].values())


def test_places_are_extended_with_what_the_lists_say(served: TestClient) -> None:
    lodz = "geonames:3093133"
    row = extend(served, "/reconcile", [lodz], "source", "line", "subject", "date")[lodz]
    assert {"str": "guangzhou-zh"} in row["source"]
    assert {"str": "Guangzhou"} in row["subject"]
    assert {"str": "2014-08-20"} in row["date"]


def test_relationships_are_extended_with_what_the_source_says(served: TestClient, ask: Any) -> None:
    path = "/reconcile/guangzhou-en"
    id = ask("罗兹", path=path)[0]["id"]
    row = extend(served, path, [id], "name", "date", "relation", "line", "place", "name_zh")[id]
    assert row["name"] == [{"str": "Lodz"}]
    assert row["date"] == [{"str": "2014-08-20"}]
    assert row["relation"] == [{"str": "sister"}]
    assert row["place"] == [{"str": "geonames:3093133"}]
    assert row["name_zh"] == [{"str": "罗兹"}]
    assert isinstance(row["line"][0]["int"], int)


def test_the_draft_filters_by_required_conditions(served: TestClient) -> None:
    def found(**more: Any) -> list[str]:
        conditions = [
            {"matchType": "name", "propertyValue": "Turku"},
            {"matchType": "property", "propertyId": "country_code", **more},
        ]
        told = served.post("/reconcile/v1/match", json={"queries": [{"conditions": conditions}]})
        assert told.status_code == 200, told.text
        return [one["id"] for one in told.json()["results"][0]["candidates"]]

    assert "geonames:633679" in found(propertyValue="FI", required=True)
    assert "geonames:633679" not in found(propertyValue="SE", required=True)
    assert "geonames:633679" in found(propertyValue="SE")
    assert "geonames:633679" not in found(propertyValue="FI", matchQuantifier="none")
    assert "geonames:633679" in found(propertyValue=["FI", "SE"], required=True)
    assert "geonames:633679" not in found(
        propertyValue=["FI", "SE"], required=True, matchQuantifier="all"
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{oops",
        b'{"queries": {}}',
        b'{"queries": [7]}',
        b'{"queries": [{"conditions": [7]}]}',
        b'{"queries": [{"conditions": [{"matchType": "name"}]}]}',
        b'{"queries": [{"conditions": [{"matchType": "property", "propertyValue": "x"}]}]}',
        b'{"queries": [{"conditions": [{"matchType": "name", "propertyValue": "x"}], "lang": 1}]}',
    ],
)
def test_junk_is_refused_by_the_draft(served: TestClient, body: bytes) -> None:
    kind = {"Content-Type": "application/json"}
    message(served.post("/reconcile/v1/match", content=body, headers=kind))


def test_a_changed_source_is_answered_as_it_is_now(cold: TestClient, workspace: Path) -> None:
    def names() -> list[str]:
        told = cold.get("/reconcile/lake-en/suggest/entity", params={"prefix": ""}).json()
        return [each["name"] for each in told["result"]]

    before = names()
    path = workspace / "sources" / "lake-en" / "entries.csv"
    row = "8,Lakeside,sister,4,Bergen,Norway,,2004-04-05,5 April 2004,,\n"
    path.write_text(path.read_text("utf-8") + row, "utf-8")
    assert [name.split(" (")[0] for name in names()] == [
        *(name.split(" (")[0] for name in before),
        "Bergen",
    ]


def test_a_workspace_that_broke_is_told_and_not_a_5xx(cold: TestClient, workspace: Path) -> None:
    (workspace / "sources" / "lake-en" / "source.toml").write_text("title = 7", "utf-8")
    assert "title" in message(cold.get("/reconcile/lake-en"))


def test_a_service_with_a_token_says_so_and_asks_for_it(serve: Callable[..., TestClient]) -> None:
    closed = serve(token="0123456789abcdef", warm=False)
    assert "token" in message(closed.get("/reconcile", params={"query": "Turku"}))
    for path in ("/reconcile/lake-en", "/reconcile/v1/lake-en"):
        told = closed.get(path).json()
        assert told["authentication"]["name"] == "Authorization"
    opened = serve(token="0123456789abcdef", open_reconcile=True, warm=False)
    assert "authentication" not in opened.get("/reconcile/lake-en").json()
