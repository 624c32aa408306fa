"""`match` on one machine or on a cluster, by the very same function.

Two lists are shuffled into buckets of units (the rows of equal `--by` values are a unit), each
bucket is matched by `steps.run_step` wherever there is room, Arrow in and Arrow out, and the
results are put in order again. The result is the same on every engine, down to the byte.

    values    what an engine is told; a task; a runner
    shuffle   a list on disk, sorted by a hash of the unit
    steps     the function that every engine runs
    plan      which task comes next
    local     runners of this machine; `dask` and `spark` those of clusters
    run       all of it together; `match` chooses between it and one process
"""

from reconcile.engines.match import match_parts
from reconcile.engines.steps import match_bucket
from reconcile.engines.values import ENGINES, ClusterError, Engine, InterruptedRunError

__all__ = [
    "ENGINES",
    "ClusterError",
    "Engine",
    "InterruptedRunError",
    "match_bucket",
    "match_parts",
]
