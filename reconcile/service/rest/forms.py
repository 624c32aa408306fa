"""What goes into the REST API and what comes out, as Pydantic models: the OpenAPI document."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from reconcile.decisions.load import Verdict
from reconcile.service.work.jobs import State

Cell = str | int | float | bool | None
Row = dict[Annotated[str, Field(max_length=200)], Cell]
TableForm = Literal["json", "csv", "tsv", "jsonl", "xlsx", "parquet"]


def _day(text: str) -> str:
    if text and datetime.date.fromisoformat(text).isoformat() != text:
        raise ValueError("expected YYYY-MM-DD")
    return text


Day = Annotated[
    str,
    Field(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$", examples=["2026-11-22"]),
    AfterValidator(_day),
]
_STRICT = ConfigDict(extra="forbid", strict=True)


class ColumnNames(BaseModel):
    """Which columns of a table hold what; without one, the column of that name if there is one."""

    model_config = _STRICT
    name: Annotated[str | None, Field(description="names of places", examples=["name"])] = None
    country: Annotated[str | None, Field(description="countries: names or ISO 3166-1 codes")] = None
    id: Annotated[str | None, Field(description="ids, given back as they are")] = None
    region: Annotated[str | None, Field(description="provinces, states")] = None
    date: Annotated[str | None, Field(description="dates in ISO 8601")] = None
    position: Annotated[str | None, Field(description="numbers of the rows in their list")] = None


class TableRows(BaseModel):
    """A table as rows."""

    model_config = _STRICT
    rows: list[Row] = Field(
        description="one object per row; keys are columns",
        examples=[[{"id": "1", "name": "里昂", "country": "法国"}]],
    )
    columns: ColumnNames = Field(default_factory=ColumnNames)


class Options(BaseModel):
    """How to match."""

    model_config = _STRICT
    threshold: Annotated[
        float | None, Field(ge=0, le=1, description="confidence from which a pair is a `match`")
    ] = None
    gazetteer: Annotated[
        Literal["default", "none"], Field(description="`none`: no table of place names")
    ] = "default"
    top: Annotated[
        int | None,
        Field(ge=1, le=100, description="rank so many candidates instead of assigning"),
    ] = None


class MatchRequest(BaseModel):
    """Two tables to align."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "examples": [
                {
                    "left": {"rows": [{"name": "里昂", "country": "法国"}, {"name": "利马"}]},
                    "right": {"rows": [{"name": "Lima"}, {"name": "Lyon", "country": "FR"}]},
                }
            ]
        },
    )
    left: TableRows
    right: TableRows
    by: list[str] = Field(
        default_factory=list,
        max_length=10,
        description="columns of both; only rows with equal values in them are compared",
    )
    options: Options = Field(default_factory=Options)


class ResolveRequest(BaseModel):
    """A table whose rows are to be linked to the gazetteer."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "examples": [{"table": {"rows": [{"name": "罗兹", "country": "波兰"}]}}]
        },
    )
    table: TableRows
    options: Options = Field(default_factory=Options)


class MatchRow(BaseModel):
    """What became of a row; rows count from 1."""

    model_config = ConfigDict(extra="allow")
    left_row: int | None
    right_row: int | None
    left_id: str | None
    right_id: str | None
    left_name: str | None
    right_name: str | None
    confidence: float = Field(ge=0, le=1)
    outcome: Literal["match", "possible", "left_only", "right_only"]
    margin: float | None = Field(description="log-odds between this pair and its best rival")
    reason: str
    rank: int | None = None


class MatchResult(BaseModel):
    """Every row of both tables, or the ranked candidates."""

    columns: list[str]
    counts: dict[str, int] = Field(description="how many rows had which outcome")
    rows: list[MatchRow]


class EvidenceStep(BaseModel):
    """One piece of evidence; the weights of all add up to the log-odds of the confidence."""

    name: str
    value: float | None
    weight: float
    detail: str
    meaning: str


class ExplainResult(BaseModel):
    """Why two names match or don't."""

    zh: str
    en: str
    country: str
    confidence: float = Field(ge=0, le=1)
    evidence: list[EvidenceStep]


class ReportItem(BaseModel):
    """A report of the workspace."""

    name: str
    title: str
    sources: list[str]
    subjects: list[str] = Field(description="about whom; empty: all")
    date: str


class SourceItem(BaseModel):
    """A source of the workspace."""

    id: str
    title: str
    language: Literal["zh", "en"]
    schema_: str = Field(alias="schema", serialization_alias="schema")
    relations: list[str]


class WorkspaceAnswer(BaseModel):
    """What is served."""

    sources: list[SourceItem]
    reports: list[ReportItem]
    schemas: list[str] = Field(description="names for `schema` in /api/validate")


class RunRequest(BaseModel):
    """How to run a report."""

    model_config = _STRICT
    today: Day = ""
    select: list[str] = Field(default_factory=list, description="only these kinds of finding")
    ignore: list[str] = Field(default_factory=list, description="none of these kinds")


class FindingPlace(BaseModel):
    """Where a finding is: a line of the source's original."""

    source: str
    line: int


class FindingItem(BaseModel):
    """A finding, as in `reconcile check --format json`."""

    model_config = ConfigDict(extra="allow")
    id: str
    kind: str
    severity: Literal["error", "warning", "info"]
    status: Literal["open", "explained", "accepted"]
    message: str
    entries: list[FindingPlace]
    values: dict[str, Any]


class FindingsAnswer(BaseModel):
    """A page of findings."""

    total: int = Field(description="how many there are in all that were asked for")
    offset: int
    findings: list[FindingItem]


class FindingAnswer(BaseModel):
    """One finding, and the report that has it."""

    report: str
    finding: FindingItem


class DecisionRequest(BaseModel):
    """What was decided on a finding, and why."""

    model_config = _STRICT
    verdict: Verdict
    reason: str = Field(min_length=1, max_length=2_000, examples=["the tie was suspended in 2012"])
    by: str = Field("", max_length=200, description="who decided")
    until: Day = Field("", description="the last day on which it holds")
    report: str = Field("", max_length=200, description="where several reports have the finding")
    seen: str = Field("", max_length=20, description="token of the decision that this one replaces")


class DecisionItem(BaseModel):
    """A decision, as `decisions.toml` holds it."""

    report: str
    finding: str
    verdict: Verdict
    reason: str
    by: str
    date: str
    until: str
    token: str = Field(description="differs wherever two decisions say something else")
    pair: list[dict[str, str]] = Field(description="entries that are, or aren't, one place")


class DecisionsAnswer(BaseModel):
    """The decisions of a report, in the order of the file."""

    decisions: list[DecisionItem]


class JobAnswer(BaseModel):
    """A job. Who knows its id may watch, fetch and cancel it."""

    id: str
    task: str
    state: State
    stage: str = Field(description="what it does now")
    done: int | None = Field(description="how many rows are done")
    of: int | None = Field(description="of how many")
    seconds: float = Field(description="since it was asked for, or how long it took")
    error: dict[str, str] | None = None
    links: dict[str, str]


class ProblemDetail(BaseModel):
    """What went wrong."""

    code: str
    message: str
    where: str | None = None
    hint: str | None = None


class Problem(BaseModel):
    """The form of all errors."""

    error: ProblemDetail
