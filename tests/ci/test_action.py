"""The GitHub Action: what its file promises, and its own script, run as the runner would."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
INPUT = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")


def env_of(step: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, str]:
    """The environment of a step with its inputs filled in, defaults included."""
    values = {name: given.get(name, spec["default"]) for name, spec in ACTION["inputs"].items()}
    return {
        name: INPUT.sub(lambda found: values[found[1]], text) for name, text in step["env"].items()
    }


@pytest.fixture
def check(repository: Path, shell: Any) -> Any:
    """Runs the step `check`; gives the process, the step's outputs and its summary."""

    def run(**given: str) -> tuple[Any, dict[str, str], str]:
        (step,) = (step for step in STEPS if step.get("id") == "check")
        outputs, summary = repository / "outputs", repository / "summary.md"
        env = {
            **env_of(step, {name.replace("_", "-"): value for name, value in given.items()}),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_STEP_SUMMARY": str(summary),
        }
        done = shell(step["run"], env)
        pairs = (line.partition("=") for line in outputs.read_text().splitlines())
        text = summary.read_text("utf-8") if summary.exists() else ""
        return done, {name: value for name, _, value in pairs}, text

    return run


def test_inputs_reach_scripts_by_the_environment_alone() -> None:
    for step in STEPS:
        assert "${{" not in step.get("run", "")


def test_every_input_is_described_and_used() -> None:
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(STEPS)))
    assert used == set(ACTION["inputs"])
    assert all(spec["description"] and "default" in spec for spec in ACTION["inputs"].values())


def test_check_annotates_the_row_writes_the_summary_and_fails(check: Any) -> None:
    done, outputs, summary = check(workspace="data")
    assert done.returncode == 1, done.stderr
    assert outputs == {"exit-code": "1"}
    assert done.stdout.startswith("::error file=data/sources/lake-en/entries.csv,line=3,title=")
    assert "Toledo" in done.stdout
    assert summary.startswith("# Lakes\n")


def test_check_writes_the_formats_asked_for(check: Any, repository: Path) -> None:
    done, _, _ = check(workspace="data", formats="  sarif=a.sarif\n\njunit=a b.xml\n")
    assert done.returncode == 1, done.stderr
    log = json.loads((repository / "a.sarif").read_text("utf-8"))
    assert log["version"] == "2.1.0"
    assert (repository / "a b.xml").read_text("utf-8").startswith("<?xml")


def test_check_can_be_told_never_to_fail(check: Any) -> None:
    done, outputs, _ = check(workspace="data", fail_on="never", reports=" lakes\n")
    assert (done.returncode, outputs) == (0, {"exit-code": "0"})


def test_findings_of_the_baseline_do_not_fail(check: Any, shell: Any) -> None:
    shell("reconcile --workspace data check --write-baseline baseline.json || true")
    done, _, _ = check(workspace="data", baseline="baseline.json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "::error" not in done.stdout


def test_trouble_with_the_run_keeps_its_exit_code(check: Any) -> None:
    done, outputs, _ = check(workspace="data", reports="lake")
    assert (done.returncode, outputs) == (2, {"exit-code": "2"})
    assert "lakes" in done.stderr


def test_input_that_looks_like_code_is_text(check: Any, repository: Path) -> None:
    done, _, _ = check(workspace="data", reports="$(touch${IFS}gone) --help `touch gone`")
    assert done.returncode == 2
    assert not (repository / "gone").exists()
