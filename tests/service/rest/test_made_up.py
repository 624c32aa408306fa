"""Requests that schemathesis makes up from the OpenAPI document: no answer is a 5xx."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import httpx2
import pytest
from running import running

TOOL = os.environ.get("RECONCILE_SCHEMATHESIS", "")
# A table that is sound JSON may still lack a column of names, which no schema can say; and a field
# of a form that is empty is one that isn't there, whatever the schema says of its type.
LEFT_OUT = "positive_data_acceptance,negative_data_rejection"


@pytest.mark.skipif(
    not TOOL, reason="RECONCILE_SCHEMATHESIS (the program) is not set: .ci/slow/api sets it"
)
@pytest.mark.parametrize("token", ["", "a-token-of-good-length"])
def test_no_request_that_can_be_made_up_breaks_the_service(
    workspace: Path, tmp_path: Path, token: str
) -> None:
    with running(workspace, RECONCILE_TOKEN=token) as service:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        path = f"{service.url}/api/reports/lakes/findings"
        findings = httpx2.get(path, headers=headers, timeout=60).json()["findings"]
        schema = "schemas/lake.py:Lake"
        # What exists, so that more is tried than what doesn't.
        lines = [
            "[parameters]",
            '"path.report" = "lakes"',
            f'"path.finding" = {json.dumps(findings[0]["id"])}',
            f'"body.schema" = {json.dumps(schema)}',
        ]
        (tmp_path / "schemathesis.toml").write_text("\n".join(lines), "utf-8")
        told = subprocess.run(
            [TOOL, "run", f"{service.url}/api/openapi.json", "--max-examples",
             os.environ.get("RECONCILE_EXAMPLES", "20"), "--generation-deterministic",
             "--request-timeout", "60", "--exclude-checks", LEFT_OUT,
             *(f"--header={name}: {value}" for name, value in headers.items())],
            cwd=tmp_path, capture_output=True, text=True, check=False, timeout=900,
        )  # fmt: skip
        print(told.stdout[-3000:])
        assert told.returncode == 0, told.stdout[-20_000:] + told.stderr
        log = [json.loads(line) for line in service.said if line.startswith("{")]
        assert sum(line["event"] == "request" for line in log) > 100
        assert not [line for line in log if line["event"] == "fault"]
