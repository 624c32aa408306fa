"""Keys under which the gazetteer files a name; the builder and the look-up share them."""

from __future__ import annotations

from reconcile.fold import fold, fold_han, is_han

__all__ = ["is_han", "name_key"]


def name_key(text: str) -> str:
    """The key of a name as written. Traditional characters stay: the look-up converts them.

    Example:
        >>> name_key("Frankfurt (Oder)"), name_key("圣地亚哥－德孔波斯特拉")
        ('frankfurt oder', '圣地亚哥德孔波斯特拉')
    """
    return fold_han(text) if is_han(text) else fold(text)
