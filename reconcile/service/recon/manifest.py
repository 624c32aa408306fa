"""What a list of entities offers to clients, in the words of each version of the protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconcile import __version__
from reconcile.service.recon.place_types import TYPES, as_json
from reconcile.service.recon.values import BATCH

if TYPE_CHECKING:
    from reconcile.service.recon.authority import Authority

SCHEMA_SPACE = "urn:reconcile:place-types"
WIDTH, HEIGHT = 420, 260
LIMIT_SETTING = {
    "type": "number",
    "name": "limit",
    "label": "Values",
    "default": 0,
    "help_text": "At most so many values of each entity; 0 for all",
}


def manifest(authority: Authority, address: str) -> dict[str, object]:
    """The manifest of versions 0.1 and 0.2.

    Args:
        authority: The list.
        address: Where it is served, such as `http://127.0.0.1:8000/reconcile`.
    """
    return {
        "versions": ["0.1", "0.2"],
        "name": authority.title,
        "identifierSpace": authority.identifier_space,
        "schemaSpace": SCHEMA_SPACE,
        "documentation": f"{address}/about",
        "serviceVersion": __version__,
        "defaultTypes": [as_json(kind) for kind in TYPES],
        "view": {"url": f"{address}/view?id={{{{id}}}}"},
        "feature_view": {"url": f"{address}/about#{{{{id}}}}"},
        "preview": {
            "url": f"{address}/preview?id={{{{id}}}}",
            "width": WIDTH,
            "height": HEIGHT,
        },
        "suggest": {
            kind: {
                "service_url": address,
                "service_path": f"/suggest/{kind}",
                "flyout_service_url": address,
                "flyout_service_path": f"/flyout/{kind}?id=${{id}}",
            }
            for kind in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": address, "service_path": "/properties"},
            "property_settings": [LIMIT_SETTING],
        },
        "batchSize": BATCH,
    }


def draft_manifest(authority: Authority, address: str) -> dict[str, object]:
    """The manifest of version 1.0-draft, whose paths are fixed."""
    setting = {
        "type": "number",
        "id": LIMIT_SETTING["name"],
        "name": LIMIT_SETTING["label"],
        "default": LIMIT_SETTING["default"],
        "helpText": LIMIT_SETTING["help_text"],
    }
    return {
        "versions": ["1.0-draft"],
        "name": authority.title,
        "lang": "en",
        "dir": "ltr",
        "documentation": f"{address}/about",
        "serviceVersion": __version__,
        "defaultTypes": [as_json(kind) for kind in TYPES],
        "view": {"url": f"{address}/view?id={{id}}"},
        "featureView": {"url": f"{address}/about#{{id}}"},
        "preview": {"width": WIDTH, "height": HEIGHT},
        "suggest": {"entity": True, "property": True, "type": True},
        "extend": {"proposeProperties": True, "propertySettings": [setting]},
        "batchSize": BATCH,
        "standardizedScore": True,
    }
