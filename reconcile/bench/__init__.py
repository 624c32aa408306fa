"""What `reconcile` costs: whole commands, timed from outside beside their peers, in one run.

Each part is a table. A command and its peers run in turn (A B C A B C ...), each as a process of
its own; the medians and the ratio of the medians' runs are told, for a machine's speed drifts.
Peers that are not installed are named as such: `pip install 'reconcile-places[bench]'`.
"""

from reconcile.bench.compared import Setup
from reconcile.bench.parts import PARTS, Part

__all__ = ["PARTS", "Part", "Setup"]
