"""What the letters of a name are to the model: its table entries, found for all names at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reconcile.sound.batch import collapse, encode_en, follows
from reconcile.sound.letters import words
from reconcile.sound.spelt import entries
from reconcile.sound.weights import FOLLOWS, UNLISTED, load

_WORDS = st.lists(st.text("aabcelnoprstyzll", min_size=1, max_size=9), max_size=3)


@given(st.lists(_WORDS, min_size=1, max_size=4))
def test_entry_of_every_chunk_is_that_of_its_letters_with_what_follows(
    names: list[list[str]],
) -> None:
    weights = load()
    table = entries(names, weights)
    for column, split in enumerate(names):
        text = "".join(split)
        edges = {0, len(text)} | {len("".join(split[:n])) for n in range(len(split))}
        for at in range(table.shape[1]):
            for k in range(UNLISTED):
                listed = weights.chunks.get(collapse(text[at : at + k]), k - UNLISTED)
                entry = FOLLOWS * (UNLISTED + listed) + follows(text, at + k, edges)
                if at + k > len(text):
                    entry = FOLLOWS * (UNLISTED + len(weights.chunks))
                assert table[k, at, column] == entry


def test_name_is_encoded_alike_in_any_company() -> None:
    names = ["Frankfurt am Main", "Lille", "", "Llanelli", "Łódź"]
    (together,) = encode_en(names, load())
    for column, row in enumerate(together.rows.tolist()):
        (alone,) = encode_en([names[row]], load())
        size = alone.chunks.shape[1]
        assert (together.chunks[:, :size, column] == alone.chunks[:, :, 0]).all()
        assert (together.word_end[:size, column] == alone.word_end[:, 0]).all()


@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_plain_text_has_the_words_that_it_has_beside_a_sign_of_another_alphabet(text: str) -> None:
    assert words(text) == words(text + " 名")
