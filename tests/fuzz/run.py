"""Coverage-guided fuzzing of one harness, by atheris (libFuzzer).

    python tests/fuzz/run.py TARGET [options of libFuzzer] [more folders of inputs]

Inputs that it finds worth keeping go into the first folder given (else nowhere); it begins with the
committed corpus and its words. `.ci/slow/fuzz` runs all targets for a few seconds each.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))


def main() -> None:
    """Fuzz until libFuzzer's own limits end it; what breaks ends it at once with exit code 77."""
    import atheris

    name, options = sys.argv[1], sys.argv[2:]
    with atheris.instrument_imports(include=["reconcile"]):
        from fuzz.targets import CORPUS, TARGETS
    words = CORPUS.parent / "words.dict"
    given = [option for option in options if not option.startswith("-")]
    flags = [option for option in options if option.startswith("-")]
    seeds = CORPUS / name
    folders = [*given, *([str(seeds)] if seeds.is_dir() else [])]
    atheris.Setup(["fuzz", f"-dict={words}", "-timeout=20", *flags, *folders], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
