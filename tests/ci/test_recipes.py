"""The recipes for GitHub, GitLab and a plain shell, run as far as they run without a server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
RECIPES = ROOT / ".ci" / "recipes"


def recipe(name: str) -> Any:
    return yaml.safe_load((RECIPES / name).read_text(encoding="utf-8"))


def test_gitlab_job_leaves_the_reports_that_it_announces(repository: Path, shell: Any) -> None:
    job = recipe("gitlab.yml")["reconcile"]
    done = shell("\n".join(job["script"]), cwd=repository / "data")
    assert done.returncode == 1, done.stderr
    announced = set(job["artifacts"]["reports"].values())
    assert announced == set(job["artifacts"]["paths"])
    for name in announced:
        assert (repository / "data" / name).stat().st_size
    issues = json.loads((repository / "data/gl-code-quality-report.json").read_text("utf-8"))
    assert issues[0]["location"]["path"] == "data/sources/lake-en/entries.csv"


def test_shell_recipe_says_what_the_exit_code_means(repository: Path, shell: Any) -> None:
    script = f"sh {RECIPES / 'shell.sh'}"
    data = repository / "data"
    done = shell(script, cwd=data)
    assert done.returncode == 1, done.stderr
    assert done.stdout.endswith("reconcile: errors are open, see above\n")
    assert (data / "reconcile.xml").is_file()
    shell("reconcile check --write-baseline 'my baseline.json' || true", cwd=data)
    done = shell(script, {"BASELINE": "my baseline.json"}, cwd=data)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (
        0,
        "reconcile: nothing new is open",
    )


def test_shell_recipe_tells_a_broken_run_from_a_finding(repository: Path, shell: Any) -> None:
    (repository / "data/sources/lake-en/entries.csv").unlink()
    done = shell(f"sh {RECIPES / 'shell.sh'}", cwd=repository / "data")
    assert (done.returncode, done.stdout) == (3, "reconcile: the check itself failed (3)\n")


def test_github_recipe_gives_the_action_inputs_that_it_has() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    (job,) = recipe("github.yml")["jobs"].values()
    (step,) = (s for s in job["steps"] if s["uses"].startswith("OWNER/reconcile@"))
    assert set(step["with"]) <= set(action["inputs"])
    (upload,) = (s for s in job["steps"] if "upload-sarif" in s["uses"])
    assert f"sarif={upload['with']['sarif_file']}" in step["with"]["formats"].split()
