"""Which place a Chinese name means that the gazetteer does not hold: the one that sounds like it.

Another transcription of a known place (利马索 beside 利马索尔) is no unknown place. Cities of the
country are ranked by the sound model, and one must stand out.
"""

from __future__ import annotations

from reconcile.gazetteer import Gazetteer, GazetteerPlace

# Match weight from which a sound is taken for the name, and its lead over the next place: of
# names of our gold whose partner is left out, fewer than 1 in 50 pass both.
LEAST_WEIGHT, LEAST_LEAD = 3.5, 1.0


def heard(name: str, country: str, gazetteer: Gazetteer) -> GazetteerPlace | None:
    """The city of a country that a Chinese name transcribes.

    Args:
        name: In Chinese.
        country: ISO 3166-1 alpha-2.
        gazetteer: Whose cities are asked.

    Returns:
        The one city that stands out by sound; `None` where none does.
    """
    cities = gazetteer.cities_of(country)
    if not name or not cities:
        return None
    from reconcile.sound import SoundModel

    weights = SoundModel.default().scores([name], [city for _, city in cities], country=country)[0]
    order = weights.argsort(kind="stable")[::-1]
    best = int(order[0])
    rivals = (float(weights[n]) for n in order[1:] if cities[n][1] != cities[best][1])
    lead = float(weights[best]) - next(rivals, float("-inf"))
    if weights[best] < LEAST_WEIGHT or lead < LEAST_LEAD:
        return None
    return gazetteer.get(cities[best][0])
