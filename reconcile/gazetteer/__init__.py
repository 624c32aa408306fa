"""The gazetteer: which places bear a name, by exact key or by a near spelling.

One read-only SQLite file (`data/gazetteer.sqlite`, sources and licences in `data/SOURCES.md`)
holds cities from GeoNames and subdivisions by ISO 3166-2 code, with their names in Latin letters
and in Chinese.
"""

from reconcile.gazetteer.store import Gazetteer, GazetteerPlace

__all__ = ["Gazetteer", "GazetteerPlace"]
