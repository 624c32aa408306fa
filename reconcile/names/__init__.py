"""What is known about names: scripts, characters, readings, countries, generic terms.

Functions here take and return plain strings or small value objects and know nothing of sources
or reports. The normalisation of a name always runs in this order, and each step assumes the ones
before it:

1. `text.clean`: NFC, invisible and control characters out, white space to single spaces. What a
   person would see is the same before and after. A name is shown to people in this form.
2. `text.parts`: the Han part and the Latin part of a name that holds both (`罗兹 Łódź`).
3. `han.simplified`: traditional, Hong Kong and Taiwan characters to simplified ones. The sound
   model, the gazetteer and the tables of generic terms are all in simplified characters.
4. `reconcile.fold.fold` for Latin and `fold_han` for Chinese text: the key under which two
   writings are equal. Keys are compared and looked up; they are never shown.
5. `generic.split_generic`: the specific and the generic part (`威斯康星` + `州`), of the cleaned
   and simplified text, since case and brackets help to tell them apart.

Readings (`readings`, `pinyin`) start from step 3.
"""
