"""Coverage-guided fuzzing of one harness, by atheris (libFuzzer).

    python tests/fuzz/run.py TARGET [options of libFuzzer] FOLDER

It begins with the committed corpus and its words, and writes inputs that reach something new into
the folder. `.ci/slow/fuzz` runs all targets for a few seconds each.
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

        for path in sorted((CORPUS / name).iterdir()):  # what is imported late is seen too
            TARGETS[name](path.read_bytes())
    words = f"-dict={CORPUS.parent / 'words.dict'}"
    # The last folders are only read.
    atheris.Setup(["fuzz", words, "-timeout=20", *options, str(CORPUS / name)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
