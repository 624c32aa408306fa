"""Dated acts told in prose: which are acts, when they were, and whose they are.

Each case is the prose of a section about Turku (heading: 1990), told by Tartu.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reconcile.reading import Reading

Reads = Callable[..., Reading]


def told(reads: Reads, prose: str) -> list[tuple[str, str]]:
    reading = reads(
        "prose", f"Turku, Finland (1990)\n\n{prose}", heading=["{name}, {country} ({date})"]
    )
    return [(event.date, event.act) for event in reading.tables.events]


@pytest.mark.parametrize(
    ("prose", "events"),
    [
        # acts and their words
        ("Tartu and Turku signed a sister city agreement in 1991.", ["1991 agreement"]),
        ("Tartu and Turku became twin towns on 3 May 1991.", ["1991-05-03 agreement"]),
        ("Turku was officially twinned with Tartu in May 1991.", ["1991-05 agreement"]),
        ("In 1991, Turku joined hands with Tartu.", ["1991 agreement"]),
        ("Tartu concluded the Friendship City relationship with Turku in 1991.",
         ["1991 agreement"]),
        ("Tartu and Turku signed a friendship agreement on May 3rd, 1991.",
         ["1991-05-03 friendship"]),
        ("Tartu and Turku entered into friendly and cooperative relations in 1991.",
         ["1991 friendship"]),
        ("Tartu and Turku signed an MoU in 1991.", ["1991 memorandum"]),
        ("A letter of intent between Tartu and Turku was signed at a fair in June 1991.",
         ["1991-06 memorandum"]),
        ("In 1991 Tartu and Turku signed a memorandum on establishing sister city relations.",
         ["1991 memorandum"]),
        ("Tartu and Turku signed a sister city memorandum in 1991.", ["1991 memorandum"]),
        ("Both towns upgraded their ties to a sister city relationship in 1991.",
         ["1991 agreement"]),
        ("Tartu and Turku have been sister cities since 1991.", ["1991 agreement"]),
        ("Since the signing of the sister city agreement in 1991, much has happened.",
         ["1991 agreement"]),
        ("In 1991, the mayor of Turku visited Tartu for the first time.", ["1991 visit"]),
        ("In 1991, Tartu suspended its official exchanges with Turku.", ["1991 suspension"]),
        ("The relations between the two cities were frozen in 1991.", ["1991 suspension"]),
        ("The exchanges between the two towns were resumed in 1995.", ["1995 resumption"]),
        ("The partnership is back on track as of 1995.", ["1995 resumption"]),
        ("Tartu and Turku formalised their relationship as sister cities on 3 May 1991.",
         ["1991-05-03 agreement"]),
        ("On 3 May 1991 both towns inked the agreement on twinning.", ["1991-05-03 agreement"]),
        ("Tartu and Turku have enjoyed sister city relations since 1991.", ["1991 agreement"]),
        ("Tartu and Turku concluded an agreement on friendly cooperation in 1991.",
         ["1991 friendship"]),
        ("In 1991 a delegation visited Turku, where a friendship agreement was signed.",
         ["1991 friendship"]),
        # one sentence, several acts
        ("Relations with Turku were suspended in 1995 and resumed in 1999.",
         ["1995 suspension", "1999 resumption"]),
        ("They established sister city ties in 1991, suspended them in 1995, and both towns "
         "restored the relationship in 1999.", ["1991 agreement", "1999 resumption"]),
        ("In 1995 Turku froze its ties with Tartu; they were restored in 1999.",
         ["1995 suspension", "1999 resumption"]),
        ("Tartu and Turku signed a memorandum in 1989, becoming sister cities in 1991.",
         ["1989 memorandum", "1991 agreement"]),
        ("Tartu signed a friendship agreement with Turku on 3 May 1991, becoming its sister city.",
         ["1991-05-03 friendship"]),
        ("The mayor of Tartu came to Turku in 1989 and in May, 1991, both cities signed a charter "
         "and a sister city agreement.", ["1991-05 agreement"]),
        # the same act told twice is one event
        ("Tartu and Turku became sister cities in 1991. In 1991 they became sister cities.",
         ["1991 agreement"]),
    ],
)  # fmt: skip
def test_a_dated_act_between_the_two_is_an_event(
    reads: Reads, prose: str, events: list[str]
) -> None:
    assert [f"{date} {act}" for date, act in told(reads, prose)] == events


@pytest.mark.parametrize(
    "prose",
    [
        # no date, or none that says when
        "Tartu and Turku signed a sister city agreement.",
        "By 1991 Tartu and Turku had signed a sister city agreement.",
        "From 1989 to 1991 Tartu and Turku became sister cities.",
        "Tartu and Turku signed a sister city agreement, which led to an office in 1995.",
        # not real
        "Tartu and Turku never signed a sister city agreement in 1991.",
        "Tartu and Turku will come together and sign a friendship agreement in 2031.",
        "In 1991 Tartu hoped to sign a friendship agreement with Turku.",
        "In 1991 Tartu and Turku discussed a proposed friendship agreement.",
        # anniversaries, and acts on something else
        "In 2001 Tartu and Turku marked the 10th anniversary of the signing of the sister city "
        "agreement.",
        "2 May, 2001, marks the tenth anniversary of the Turku-Tartu Sister City Friendship.",
        "In 1991 Tartu and Turku signed an agreement on establishing a clinic.",
        "In 1991 Tartu opened an office in Turku to strengthen the relationship.",
        "In 1991 the mayor of Turku visited Tartu.",
        "In 1991 Tartu cancelled an exchange student's flight to Turku.",
        "Since the establishment of diplomatic relations in 1991, Tartu and Turku have met.",
        "In 1991, June 3 to 5 were made Sister City Days of Tartu and Turku.",
        # acts of others
        "Finland and Estonia signed a friendship treaty in 1991.",
        "In Tartu, Finland and Estonia signed a friendship treaty in 1991.",
        "The Finland-Estonia relations were normalised in 1991 with a treaty.",
        "The two countries established friendly relations in 1991.",
        "In 1991 Harju County and the region of Satakunta, whose largest town is Turku, signed a "
        "memorandum of cooperation.",
        "Tallinn and Turku signed a friendship agreement in 1991.",
        "Turku signed a friendship agreement with Tallinn in 1991.",
        "A memorandum between Turku and Tallinn was signed in 1991.",
        "In 1991 the University of Tartu and Turku University signed a memorandum.",
        "In 1991 officials of Tartu County signed a letter of intent with Satakunta.",
    ],
)
def test_what_changes_no_tie_of_the_two_is_no_event(reads: Reads, prose: str) -> None:
    assert told(reads, prose) == []


@pytest.mark.parametrize(
    ("prose", "events"),
    [
        ("In February, 1992, words fell. On the 21 March, Tartu suspended relations with Turku.",
         ["1992-03-21 suspension"]),
        ("On 7 December, Tartu and Turku signed a memorandum.", ["1990-12-07 memorandum"]),
        ("In 1992 much happened. In May of that year, Tartu and Turku became twin towns.",
         ["1992-05 agreement"]),
        ("It began in 1992. The following year Tartu and Turku became twin towns.",
         ["1993 agreement"]),
        ("On 3 May 1992, the mayors of Tartu and Turku met. After the talks, they signed a "
         "letter of intent.", ["1992-05-03 memorandum"]),
        ("On 3 May 1992, the mayors met. They sang.\n\nAfter the talks, they signed a letter of "
         "intent.", []),
    ],
)  # fmt: skip
def test_what_a_sentence_leaves_unsaid_is_taken_from_the_one_before(
    reads: Reads, prose: str, events: list[str]
) -> None:
    assert [f"{date} {act}" for date, act in told(reads, prose)] == events


def test_an_event_stands_on_the_line_that_tells_it(reads: Reads) -> None:
    text = (
        "St Ives, UK (1990)\n\nMuch is told of\nSt. Ives, where Tartu and\nthe mayor of St. Ives "
        "signed\na sister city agreement in 1991. Then, in 1995,\nTartu ended the partnership."
    )
    reading = reads("prose", text, heading=["{name}, {country} ({date})"])
    assert [(e.line, e.entry_line, e.date, e.act) for e in reading.tables.events] == [
        (5, 1, "1991", "agreement"),
        (7, 1, "1995", "suspension"),
    ]
    assert [(m.line, m.name) for m in reading.tables.mentions] == [(4, "St. Ives"), (5, "St. Ives")]


def test_the_subject_s_other_spellings_act_for_it(reads: Reads) -> None:
    text = "Turku, Finland (1990)\n\nDorpat and Turku became sister cities in 1991."
    options = {"heading": ["{name}, {country} ({date})"]}
    assert not reads("prose", text, **options).tables.events
    reading = reads("prose", text, **options, subject_names=["Dorpat"])
    assert [(e.date, e.act) for e in reading.tables.events] == [("1991", "agreement")]
