"""The page about the REST API: what is sent stands there, whatever the document refers to."""

from __future__ import annotations

from fastapi.testclient import TestClient

from reconcile.service.rest.operations import Field, operations

DOCUMENT = {
    "paths": {
        "/api/x/{id}": {
            "post": {
                "tags": ["x"],
                "summary": "Do it",
                "description": "One\nline.\n\nAnother.",
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
                ],
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/B"}}}
                },
                "responses": {"200": {"description": "Done"}},
            }
        }
    },
    "components": {
        "schemas": {
            "B": {
                "properties": {"deep": {"$ref": "#/components/schemas/C"}},
                "examples": [{"deep": {"n": 1}}],
            },
            "C": {
                "required": ["n"],
                "properties": {
                    "n": {"anyOf": [{"type": "integer"}, {"type": "null"}], "default": 3},
                    "w": {"type": "array", "items": {"enum": ["a", "b"]}, "description": "which"},
                },
            },
        }
    },
}


def test_references_are_followed_and_inner_fields_named_by_their_path() -> None:
    (found,) = operations(DOCUMENT)["x"]
    assert found.fields == (
        Field("id", "path", "string", True, ""),
        Field("deep.n", "body", "integer", True, "default 3"),
        Field("deep.w", "body", "list of a or b", False, "which"),
    )
    assert found.about == ("One line.", "Another.")
    assert '"n": 1' in found.example


def test_the_page_shows_fields_and_loads_nothing(client: TestClient) -> None:
    answer = client.get("/api/docs")
    assert "left.columns.name" in answer.text
    assert "<code>decisions.toml</code>" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    for never in ("<script", "src=", "<link"):
        assert never not in answer.text
