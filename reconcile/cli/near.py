"""The nearest of the known names, for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`did you mean "check"?`, or the list of what is known where nothing is near.

    Example:
        >>> did_you_mean("chekc", ("check", "report"))
        'did you mean "check"?'
        >>> did_you_mean("xyz", ("check", "report"))
        'known are check, report'
        >>> did_you_mean("xyz", ())
        'there are none'
    """
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(name.casefold(), names, n=3, cutoff=0.6)
    near = near or [each for each in names if name and each.startswith(name)][:3]
    if near:
        quoted = [f'"{each}"' for each in near]
        return f"did you mean {' or '.join(quoted)}?"
    return f"known are {', '.join(names)}" if names else "there are none"
