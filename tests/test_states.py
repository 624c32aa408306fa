"""States of a source: what it said before, and which of them speaks on a day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import reconcile
from reconcile.errors import ConfigurationError, UnreadableError, UsageError
from reconcile.states import record, states, workspace_at
from reconcile.workspace import Workspace, load

HEADER = "line,subject,relation,ordinal,name,country,region,date,date_text,location,references\n"
Write = Callable[[str, str], Path]


def row(line: int, name: str, country: str, date: str = "") -> str:
    return f"{line},Lakeside,sister,,{name},{country},,{date},{date},,\n"


@pytest.fixture
def lakes(write: Write, tmp_path: Path) -> Callable[[], Workspace]:
    """A list in English with two earlier states, and one in Chinese with none."""
    write("reconcile.toml", "")
    write(
        "reports/lakes/report.toml",
        'title = "Lakes"\nsources = ["en", "zh"]\nsubjects = ["Lakeside"]\n'
        '[subject_names]\nLakeside = ["湖滨"]\n',
    )
    about = 'language = "en"\nsubject = "Lakeside"\nrelations = ["sister"]\n'
    write("sources/en/source.toml", f'title = "Twins"\n{about}as_of = 2023-01-01\n')
    write(
        "sources/en/entries.csv",
        HEADER + row(3, "Saint Petersburg", "Russia", "1980") + row(4, "Oulu", "Finland", "2022"),
    )
    write("sources/en/history/2010/snapshot.toml", 'as_of = "2010"\n')
    write(
        "sources/en/history/2010/entries.csv",
        HEADER + row(5, "Leningrad", "Russia", "1980") + row(6, "Turku", "Finland", "1998"),
    )
    write(
        "sources/en/history/older/snapshot.toml",
        "as_of = {earliest = 1990-01-01, latest = 1991-06-30}\n",
    )
    write("sources/en/history/older/entries.csv", HEADER + row(2, "Leningrad", "Russia", "1980"))
    write(
        "sources/zh/source.toml",
        f'title = "友好城市"\n{about.replace("en", "zh", 1)}as_of = {{earliest = 2015-05-05}}\n',
    )
    write(
        "sources/zh/entries.csv",
        HEADER + row(8, "圣彼得堡", "俄罗斯", "1980") + row(9, "图尔库", "芬兰", "1998"),
    )
    return lambda: load(tmp_path)


def test_states_come_oldest_first_and_the_current_one_last(lakes: Callable[[], Workspace]) -> None:
    found = states(lakes(), "en")
    assert [state.since for state in found] == ["1991-06-30", "2010-12-31", "2023-01-01"]
    assert [state.current for state in found] == [False, False, True]


@pytest.mark.parametrize(
    ("day", "folders"),
    [
        ("1991-06-29", {}),
        ("1991-06-30", {"en": "older"}),
        ("2010-12-30", {"en": "older"}),
        ("2010-12-31", {"en": "2010"}),
        ("2015-05-05", {"en": "2010", "zh": "zh"}),
        ("2023-01-01", {"en": "en", "zh": "zh"}),
    ],
)
def test_a_state_speaks_from_the_last_day_that_its_date_allows(
    lakes: Callable[[], Workspace], day: str, folders: dict[str, str]
) -> None:
    past, silent = workspace_at(lakes(), day)
    assert {name: folder.name for name, folder in past.folders.items()} == folders
    assert set(silent) == {"en", "zh"} - set(folders)


def test_check_as_of_compares_what_was_said_then(lakes: Callable[[], Workspace]) -> None:
    def missing(as_of: str) -> list[str]:
        (report,) = reconcile.check(lakes(), as_of=as_of)
        return [f.message for f in report.findings if f.kind == "missing_entry"]

    assert missing("2016-01-01") == []  # Leningrad was 圣彼得堡, and both listed Turku
    assert ["Oulu" in text or "Turku" in text for text in missing("2024-01-01")] == [True, True]
    (early,) = reconcile.check(lakes(), as_of="2012-01-01")
    assert early.title.endswith("(as of 2012-01-01)")
    ((unheard),) = early.unchecked
    assert unheard.source == "zh"
    assert "had not spoken by 2012-01-01" in unheard.reason


def test_a_source_that_never_says_when_is_left_out_with_the_reason(
    lakes: Callable[[], Workspace], write: Write
) -> None:
    write("sources/zh/source.toml", 'title = "友好城市"\nlanguage = "zh"\nsubject = "Lakeside"\n')
    _, silent = workspace_at(lakes(), "2024-01-01")
    assert "nobody knows when it spoke" in silent["zh"]


def test_a_state_is_recorded_with_its_dates_and_never_over_another(
    lakes: Callable[[], Workspace], tmp_path: Path
) -> None:
    first = record(lakes(), "en", today="2024-01-01")
    second = record(lakes(), "en", today="2024-01-01")
    assert (first.name, second.name) == ("2023-01-01", "2023-01-01-2")
    assert "as_of = 2023-01-01" in (first / "snapshot.toml").read_text("utf-8")
    now = tmp_path / "sources" / "en" / "entries.csv"
    assert (first / "entries.csv").read_bytes() == now.read_bytes()


def test_a_history_folder_that_says_nothing_is_an_error_with_its_place(
    lakes: Callable[[], Workspace], write: Write
) -> None:
    write("sources/en/history/x/entries.csv", HEADER)
    with pytest.raises(UnreadableError, match=r"history/x: has no snapshot\.toml"):
        states(lakes(), "en")
    write("sources/en/history/x/snapshot.toml", 'asof = "2010"\n')
    with pytest.raises(ConfigurationError, match="Did you mean as_of"):
        states(lakes(), "en")
    write("sources/en/history/x/snapshot.toml", "")
    with pytest.raises(ConfigurationError, match="needs its date"):
        states(lakes(), "en")


# --- history ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Leningrad", "圣彼得堡", "saint petersburg", "St Petersburg"])
def test_a_partner_is_found_under_any_name_and_a_rename_is_no_end(
    lakes: Callable[[], Workspace], name: str
) -> None:
    (found,) = reconcile.history(lakes(), name)
    english, chinese = found.sources
    assert [(what, before) for what, before, _ in english.turns] == [("began", None)]
    assert [m.entries[0].name for m in english.moments] == [
        "Leningrad", "Leningrad", "Saint Petersburg",
    ]  # fmt: skip
    assert chinese.moments[0].entries[0].line == 8


def test_when_a_list_began_and_ceased_is_told(lakes: Callable[[], Workspace]) -> None:
    (found,) = reconcile.history(lakes(), "Turku", subject="湖滨")
    english = found.sources[0]
    (began, before, by), (ceased, last, gone) = english.turns
    assert (began, before.as_of if before else "", by.as_of) == (
        "began", "1990-01-01 to 1991-06-30", "2010",
    )  # fmt: skip
    assert (ceased, last.as_of if last else "", gone.as_of) == ("ceased", "2010", "2023-01-01")


def test_a_state_that_says_nothing_of_the_subject_is_no_end(
    lakes: Callable[[], Workspace], write: Write
) -> None:
    write("sources/en/entries.csv", HEADER)
    (found,) = reconcile.history(lakes(), "Turku")
    english = found.sources[0]
    assert english.moments[-1].listed is None
    assert [what for what, _, _ in english.turns] == ["began"]


def test_a_country_tells_namesakes_apart(lakes: Callable[[], Workspace], write: Write) -> None:
    write(
        "sources/en/entries.csv",
        HEADER + row(3, "Toledo", "Spain") + row(4, "Toledo", "United States"),
    )
    assert len(reconcile.history(lakes(), "Toledo")) == 2
    (found,) = reconcile.history(lakes(), "Toledo, Spain")
    assert found.partner.country == "ES"


def test_a_partner_of_nobody_is_a_usage_error(lakes: Callable[[], Workspace]) -> None:
    with pytest.raises(UsageError, match="no source lists a partner"):
        reconcile.history(lakes(), "Xyzzyville")
    with pytest.raises(UsageError, match="of Riverside"):
        reconcile.history(lakes(), "Turku", subject="Riverside")


def test_the_drift_of_two_states_is_one_call(lakes: Callable[[], Workspace]) -> None:
    found = reconcile.drift(lakes(), "en")
    assert [c.after.name for c in found.renamed] == ["Saint Petersburg"]
    assert [row.name for row in found.removed] == ["Turku"]
    assert [row.name for row in found.added] == ["Oulu"]
    whole = reconcile.drift(lakes(), "en", before="1991-06-30")
    assert whole.removed == ()
    with pytest.raises(UsageError, match="had not spoken by 1980"):
        reconcile.drift(lakes(), "en", before="1980-01-01")
    with pytest.raises(UsageError, match="no state before"):
        reconcile.drift(lakes(), "zh")
