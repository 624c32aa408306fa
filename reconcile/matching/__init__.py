"""Record linkage of two lists of places: columns in, matches out.

`align` pairs the rows of two lists one to one, `rank` lists the candidates of each left row,
`explain` tells why two names match or don't, `resolve` links names to gazetteer ids. The stages:
`side` (make ready) -> `block` (candidate pairs) -> `evidence` and `context` (comparisons), weighed
by `policy` -> `score` (weights, margins, confidence) -> `assign` -> `reasons`.
"""

from reconcile.matching.align import align, align_columns, rank, rank_columns
from reconcile.matching.explain import explain, total_confidence
from reconcile.matching.found import Found, Progress
from reconcile.matching.resolve import Resolved, resolve
from reconcile.matching.values import Evidence, Match, MatchOptions, Side

__all__ = [
    "Evidence",
    "Found",
    "Match",
    "MatchOptions",
    "Progress",
    "Resolved",
    "Side",
    "align",
    "align_columns",
    "explain",
    "rank",
    "rank_columns",
    "resolve",
    "total_confidence",
]
