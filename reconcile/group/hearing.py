"""Which place a Chinese name means that the gazetteer does not hold: the one that sounds like it.

Another transcription of a known place (利马索 beside 利马索尔) is no unknown place. Places whose
Chinese name is spelt nearly alike are asked first, then the large cities of the country; one must
sound like the name, and stand out.
"""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.gazetteer import Gazetteer, GazetteerPlace

# Match weight from which a sound is taken for the name, and its lead over the next place.
LEAST_WEIGHT, LEAST_LEAD = 3.5, 1.0
_LARGEST = 250  # cities of a country that are asked: lists name places that people know


def heard(name: str, country: str, gazetteer: Gazetteer) -> GazetteerPlace | None:
    """The city of a country that a Chinese name transcribes.

    Args:
        name: In Chinese.
        country: ISO 3166-1 alpha-2.
        gazetteer: Whose places are asked.

    Returns:
        The one place that stands out by sound; `None` where none does.
    """
    near = [place for place, _ in gazetteer.similar(name, country=country, limit=3)]
    return _standing_out(name, country, near) or _standing_out(
        name, country, gazetteer.largest_cities(country, most=_LARGEST)
    )


def _standing_out(
    name: str, country: str, places: Sequence[GazetteerPlace]
) -> GazetteerPlace | None:
    if not places:
        return None
    from reconcile.sound import SoundModel

    names = [place.name for place in places]
    weights = SoundModel.default().scores([name], names, country=country)[0]
    order = weights.argsort(kind="stable")[::-1]
    best = int(order[0])
    rivals = (float(weights[n]) for n in order[1:] if names[n] != names[best])
    lead = float(weights[best]) - next(rivals, float("-inf"))
    return places[best] if weights[best] >= LEAST_WEIGHT and lead >= LEAST_LEAD else None
