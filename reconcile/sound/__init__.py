"""How Chinese characters spell the sound of foreign names, learned from GeoNames.

`SoundModel.default().scores(zh, en, country="RU")` compares whole lists; nothing here knows
any place. Text is folded by `letters`, tables live in `weights`, `forward` adds up all
alignments, `candidates` narrows large blocks first.
"""

from reconcile.sound.model import SoundModel

__all__ = ["SoundModel"]
