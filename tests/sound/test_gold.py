"""Quality on the gold pairs, which the model never learned from (see tests/gold/SOURCES.md)."""

import csv
import random
import zlib
from collections import defaultdict
from pathlib import Path

from reconcile.sound import SoundModel
from reconcile.sound.letters import words

GOLD = Path(__file__).parents[1] / "gold" / "pairs.tsv"
COUNTRIES = ("RU", "DE", "ES", "IN", "GB", "BR", "PL", "TR")


def gold() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with GOLD.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found[row["country"]].append((row["zh"], row["en"]))
    return found


def recall(model: SoundModel, pairs: list[tuple[str, str]], country: str) -> tuple[int, int]:
    """Names whose partner scores strictly highest, of how many; ties are misses."""
    names = sorted({en for _, en in pairs})
    random.Random(3).shuffle(names)
    scores = model.scores([zh for zh, _ in pairs], names, country=country)
    hits = 0
    for row, (_, en) in enumerate(pairs):
        own = scores[row, names.index(en)]
        rivals = [s for s, n in zip(scores[row], names, strict=True) if words(n) != words(en)]
        hits += all(own > rival for rival in rivals)
    return hits, len(pairs)


def test_unseen_names_find_their_partner_within_the_country() -> None:
    model, pairs = SoundModel.default(), gold()
    results = [recall(model, pairs[country], country) for country in COUNTRIES]
    hits, total = (sum(part) for part in zip(*results, strict=True))
    assert total > 200
    assert hits / total > 0.94


def test_knowing_the_country_does_not_hurt() -> None:
    model, pairs = SoundModel.default(), gold()
    informed = sum(recall(model, pairs[country], country)[0] for country in COUNTRIES)
    blind = sum(recall(model, pairs[country], "")[0] for country in COUNTRIES)
    assert informed >= blind - 2


def test_gold_is_the_part_that_training_leaves_out() -> None:
    """The split is by CRC-32 of the name without its generic term (`sound_pairs.core`)."""
    plain = [
        zh for pairs in gold().values() for zh, _ in pairs if zh[-1] not in "省市县州郡区镇村乡府道"
    ]
    kept = [zh for zh in plain if zh[-2:] not in {"地区", "大区"}]
    assert len(kept) > 1000
    assert all(zlib.crc32(zh.encode()) % 20 == 0 for zh in kept)
