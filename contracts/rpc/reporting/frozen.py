"""Frozen figures: those of a day, kept for ever as they were, and held against the ledger at any time."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from contracts.jobs import CancelJob, GetJob, Job, JobKind
from contracts.operations import Operation, Reply, Request
from contracts.rpc.reporting.figures import Count, GroupBy, GroupCount
from contracts.vocabulary import Action, ComplianceState, Measure, Obligation

FORMAT = "prakat.frozen_figures.v1"
# The columns of the list before those of the obligations, which are called by their codes.
COLUMNS = ("agency_id", "name_th", "group", "category", "lao_type", "province_code")


def list_kept_as(frozen_id: str) -> str:
    """The name of a set's list of agencies in the S3 store: CSV, packed with gzip."""
    return f"frozen-figures/{frozen_id}/agencies.csv.gz"


class FreezeFigures(Request):
    """The figures of a day (None: today in Bangkok), of the agencies at and below `agency_id` (None: of all that
    count). `public`: everybody may see them at once."""

    title: str = Field(min_length=1, max_length=200)
    as_of: date | None = None
    obligations: tuple[Obligation, ...] = Field(min_length=1, max_length=4)
    measure: Measure = Measure.UPLOADED
    group_by: GroupBy = "category"
    agency_id: str | None = Field(None, max_length=64)
    public: bool = False


class FrozenFigure(Reply):
    """How many agencies comply with an obligation, in all and by group, as `Figures` has them."""

    obligation: Obligation
    total: Count
    groups: tuple[GroupCount, ...]


class PartOfTree(Reply):
    """An agency, as it was called on the day."""

    id: str
    name_th: str | None


class FrozenList(Reply):
    """The list behind the figures: every agency that counts, with its state by each obligation. `sha256` is over the
    CSV as it is downloaded."""

    columns: tuple[str, ...]
    count: int
    sha256: str


class FrozenContent(Reply):
    """What is hashed: nothing in it tells when, by whom and why it was frozen, so that the same figures are the same
    bytes."""

    format: str = FORMAT
    as_of: date
    measure: Measure
    group_by: GroupBy
    below: PartOfTree | None
    figures: tuple[FrozenFigure, ...]
    agencies: FrozenList


class FrozenSet(Reply):
    """A set of figures that is kept. `frozen_by` is told to officers alone; `published_at`: None while it is not
    public. `sha256` is over its content, in which that of the list stands."""

    id: str
    title: str
    as_of: date
    obligations: tuple[Obligation, ...]
    measure: Measure
    group_by: GroupBy
    agency_id: str | None
    agencies: int
    frozen_at: datetime
    frozen_by: str | None
    published_at: datetime | None
    sha256: str
    list_sha256: str


class Freezing(Job[FrozenSet]):
    pass


FREEZING = JobKind("freezing", FreezeFigures, FrozenSet, Freezing)


class ListFrozenFigures(Request):
    """The latest frozen first; `after` is the cursor of the page before. The public sees those that are public."""

    page_size: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, max_length=200)


class FrozenSets(Reply):
    items: tuple[FrozenSet, ...]
    next: str | None


class GetFrozenFigures(Request):
    frozen_id: str = Field(max_length=64)


class FrozenPart(StrEnum):
    """What of a set may turn out to have been altered: the figures; the list of agencies behind them; what is told of
    them (title, day, when and by whom they were frozen); the history in which all that was recorded."""

    FIGURES = "figures"
    AGENCIES = "agencies"
    RECORD = "record"
    HISTORY = "history"


class FrozenFigures(FrozenSet):
    """A set as it was frozen (`figures`; none when they cannot be read any more), and what the ledger says of the same
    day `now`. `altered`: what does not agree with the history; of the list of agencies only a verification knows."""

    below: PartOfTree | None
    figures: tuple[FrozenFigure, ...]
    now: tuple[FrozenFigure, ...]
    same_numbers: bool
    altered: tuple[FrozenPart, ...]


class FrozenFile(Reply):
    """`content` is the JSON that is hashed, character by character."""

    as_of: date
    sha256: str
    list_sha256: str
    content: str


class PublishFrozenFigures(Request):
    """There is no way back: others may have kept the address."""

    frozen_id: str = Field(max_length=64)


class VerifyFrozenFigures(Request):
    frozen_id: str = Field(max_length=64)


class FrozenVerification(Reply):
    """What a verification found. `altered` is empty when everything is as it was frozen. `same_numbers`: the ledger
    counts the same today; `differing`: how many agencies it has in another state for some obligation, or has that day
    where the list does not (or the other way round). None: the list is altered, so nothing is compared with it."""

    frozen_id: str
    verified_at: datetime
    altered: tuple[FrozenPart, ...]
    same_numbers: bool
    differing: int | None


class FrozenVerificationJob(Job[FrozenVerification]):
    pass


FROZEN_VERIFICATION = JobKind("frozen_verification", VerifyFrozenFigures, FrozenVerification, FrozenVerificationJob)


class ListFrozenDifferences(Request):
    """The agencies that a verification found to differ, by Thai collation of their names, `after` the cursor of the
    page before. They are kept as long as the verification."""

    verification_id: str = Field(max_length=64)
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, max_length=1000)


class StateDifference(Reply):
    """`was` in the frozen list, `became` in the ledger by now. None: not counted on that day."""

    obligation: Obligation
    was: ComplianceState | None
    became: ComplianceState | None


class DifferingAgency(Reply):
    """`name_th` as the ledger has it by now, or as it was frozen for an agency that no longer counts on that day."""

    agency_id: str
    name_th: str
    changes: tuple[StateDifference, ...]


class FrozenDifferences(Reply):
    items: tuple[DifferingAgency, ...]
    next: str | None


FREEZE_FIGURES = Operation("reporting", "freeze_figures", FreezeFigures, Freezing, Action.FREEZE_FIGURES, changes=True)
GET_FREEZING = Operation("reporting", "get_freezing", GetJob, Freezing, Action.FREEZE_FIGURES, somewhere=True)
CANCEL_FREEZING = Operation(
    "reporting", "cancel_freezing", CancelJob, Freezing, Action.FREEZE_FIGURES, changes=True, somewhere=True
)
LIST_FROZEN_FIGURES = Operation("reporting", "list_frozen_figures", ListFrozenFigures, FrozenSets, Action.PUBLIC)
GET_FROZEN_FIGURES = Operation("reporting", "get_frozen_figures", GetFrozenFigures, FrozenFigures, Action.PUBLIC)
READ_FROZEN_FILE = Operation("reporting", "read_frozen_file", GetFrozenFigures, FrozenFile, Action.PUBLIC)
PUBLISH_FROZEN_FIGURES = Operation(
    "reporting",
    "publish_frozen_figures",
    PublishFrozenFigures,
    FrozenSet,
    Action.FREEZE_FIGURES,
    changes=True,
    somewhere=True,
)
VERIFY_FROZEN_FIGURES = Operation(
    "reporting",
    "verify_frozen_figures",
    VerifyFrozenFigures,
    FrozenVerificationJob,
    Action.READ_FIGURES,
    changes=True,
    somewhere=True,
)
GET_FROZEN_VERIFICATION = Operation(
    "reporting", "get_frozen_verification", GetJob, FrozenVerificationJob, Action.READ_FIGURES, somewhere=True
)
LIST_FROZEN_DIFFERENCES = Operation(
    "reporting",
    "list_frozen_differences",
    ListFrozenDifferences,
    FrozenDifferences,
    Action.READ_FIGURES,
    somewhere=True,
)
