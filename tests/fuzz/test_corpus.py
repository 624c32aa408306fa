"""Every input that the fuzzer keeps is tried again, by the same harnesses, without the fuzzer."""

from __future__ import annotations

import pytest
from fuzz.targets import CORPUS, TARGETS

INPUTS = sorted(path for path in CORPUS.rglob("*") if path.is_file())


@pytest.mark.parametrize("target", TARGETS)
def test_no_input_of_the_corpus_breaks_its_harness(target: str) -> None:
    inputs = [path for path in INPUTS if path.parent.name == target]
    assert inputs, f"no inputs for {target} in {CORPUS}"
    for path in (None, *inputs):
        try:
            TARGETS[target](path.read_bytes() if path else b"")
        except Exception as error:
            error.add_note(f"input: {path}")
            raise


def test_every_folder_of_inputs_belongs_to_a_harness_and_they_are_small() -> None:
    assert {path.name for path in CORPUS.iterdir()} == set(TARGETS)
    assert all(path.stat().st_size <= 4_000 for path in INPUTS)


def test_a_broken_law_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fuzz.facts.fold", lambda text: f"{text}x")
    with pytest.raises(AssertionError):
        TARGETS["name"](b"Turku")
    monkeypatch.setattr("fuzz.originals.read_original", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        TARGETS["html"](b"<p>Turku</p>")
