"""Declarative base: naming convention, column types shared by every table, and what each user-written record carries."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Dialect, Enum, MetaData, String, Text, TypeDecorator, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from app.domain import vocabulary
from app.domain.riskindex.series import Level, Measure, SeriesKind


def _check_name(constraint: Any, table: Any) -> str:
    """A check that a column's type brings is named after the column, so that names stay unique in a table."""
    columns = list(constraint.columns)
    return str(columns[0].name) if getattr(constraint, "_type_bound", False) and columns else str(constraint.name)


NAMING: dict[str, Any] = {
    "check_constraint_name": _check_name,
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(check_constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
ENUMERATIONS = (
    vocabulary.ActivityState,
    vocabulary.Financing,
    vocabulary.ApplicationState, vocabulary.PlanState, vocabulary.ApplicationType, vocabulary.CostType, vocabulary.FundedBy,
    vocabulary.SteeringResult, vocabulary.BoardResult, vocabulary.ConsultationOutcome, vocabulary.DecisionOutcome,
    vocabulary.ReportKind, vocabulary.SubIndex, vocabulary.AttachmentKind, vocabulary.OrganisationKind, vocabulary.Sphere,
    vocabulary.RuleOutcome, vocabulary.RuleKind, vocabulary.PersonRole, vocabulary.TieKind, vocabulary.ConflictOutcome,
    vocabulary.CheckKind, vocabulary.StepKind, vocabulary.AssessmentState, vocabulary.ScoreKind, vocabulary.Confidence,
    vocabulary.RelationKind, Level, Measure, SeriesKind,
)  # fmt: skip


class ExactNumber(TypeDecorator[Decimal]):
    """A decimal number kept exactly, as text: SQLite has no decimal type and floats would round."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else format(Decimal(value), "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class UtcMoment(TypeDecorator[datetime]):
    """A moment in UTC as ISO text: sorts as it stands and reads the same in every database."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def _by_value(enumeration: Any) -> Enum:
    return Enum(
        enumeration,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
        name=enumeration.__name__,
    )


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        int: BigInteger(),
        bool: Boolean(create_constraint=True, name="bool"),
        Decimal: ExactNumber(),
        datetime: UtcMoment(),
        UUID: Uuid(),
        **{enumeration: _by_value(enumeration) for enumeration in ENUMERATIONS},
    }


class Record:
    """What each user-written record carries: a never-reused `uid` and a `version` that grows with each change."""

    uid: Mapped[UUID] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column()

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy calls it with the class
        return {"version_id_col": cls.version}
