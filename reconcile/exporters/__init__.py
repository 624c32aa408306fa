"""What leaves the workspace for others to use: the merged list, letters, linked data.

`merge` chooses one value for each field of a relationship and says why; the other modules are
functions from that list (or from the report) to text. `reconcile.merged` reads the workspace and
calls them.
"""

from reconcile.exporters.merge import merge
from reconcile.exporters.values import Choice, Merged, MergedList

__all__ = ["Choice", "Merged", "MergedList", "merge"]
