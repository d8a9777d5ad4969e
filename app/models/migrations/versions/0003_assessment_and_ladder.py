"""People, jäv, rounds and scores, the decision ladder, supplements, earlier grants, saved views and full-text search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OLD_KINDS = ("applicationForm", "boardMinutes", "steeringNotes", "actionPlan", "statement", "other")
KINDS = (*OLD_KINDS[:-1], "supplement", "decisionMinutes", "budget", "picture", "other")
KEPT = "id, application_id, kind, name, date, size, sha256, uid, version"
# Words as they are written, and folded so that a finds å; rows are kept by the services.
SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE application_search USING fts5(exact, folded, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')"
)


def _rebuild_attachment(kinds: tuple[str, ...], *, with_source: bool) -> None:
    """A table of attachments whose check admits these kinds, with every row that the old one had."""
    source = [sa.Column("source", sa.Text(), nullable=False, server_default="")] if with_source else []
    op.create_table(
        "attachment_rebuilt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        *source,
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(f"kind IN ({', '.join(repr(kind) for kind in kinds)})", name=op.f("ck_attachment_kind")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_attachment_sha256_length")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_attachment_size_not_negative")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_attachment_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("uid", name=op.f("uq_attachment_uid")),
    )
    op.execute(f"INSERT INTO attachment_rebuilt ({KEPT}) SELECT {KEPT} FROM attachment")
    op.drop_table("attachment")
    op.rename_table("attachment_rebuilt", "attachment")
    op.create_index(op.f("ix_attachment_application_id"), "attachment", ["application_id"], unique=False)
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"], unique=False)


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("cutoff_day", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("uid", name=op.f("uq_meeting_uid")),
    )
    op.create_table(
        "office_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_office_setting_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_office_setting_uid")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "caseworker",
                "assessor",
                "expert",
                "member",
                "chair",
                name="PersonRole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(create_constraint=True, name="bool"), nullable=True),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("name", name=op.f("uq_person_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_person_uid")),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("name", name=op.f("uq_saved_view_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_saved_view_uid")),
    )
    op.create_table(
        "scoring_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scoring_round")),
        sa.UniqueConstraint("name", name=op.f("uq_scoring_round_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_scoring_round_uid")),
    )
    op.create_table(
        "earlier_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("board", sa.Text(), nullable=True),
        sa.Column("board_name", sa.Text(), nullable=False),
        sa.Column("registry_number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("districts", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("source_file", sa.Text(), nullable=False),
        sa.Column("source_row", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_earlier_grant_amount_not_negative")),
        sa.ForeignKeyConstraint(["board"], ["organisation.key"], name=op.f("fk_earlier_grant_board_organisation"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_grant")),
        sa.UniqueConstraint("uid", name=op.f("uq_earlier_grant_uid")),
    )
    with op.batch_alter_table("earlier_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_earlier_grant_board"), ["board"], unique=False)

    op.create_table(
        "person_tie",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "employment",
                "boardSeat",
                "company",
                "earlierRole",
                "closePerson",
                name="TieKind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisation.key"], name=op.f("fk_person_tie_organisation_organisation"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_tie_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_tie")),
        sa.UniqueConstraint("uid", name=op.f("uq_person_tie_uid")),
    )
    with op.batch_alter_table("person_tie", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_tie_person_id"), ["person_id"], unique=False)

    op.create_table(
        "rubric",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("frozen_at", sa.String(length=32), nullable=True),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["scoring_round.id"], name=op.f("fk_rubric_round_id_scoring_round"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_rubric_round_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_rubric_uid")),
    )
    with op.batch_alter_table("rubric", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rubric_round_id"), ["round_id"], unique=False)

    op.create_table(
        "rubric_criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rubric_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("guidance", sa.Text(), nullable=False),
        sa.Column("weight", sa.String(length=40), nullable=False),
        sa.Column("level_0", sa.Text(), nullable=False),
        sa.Column("level_1", sa.Text(), nullable=False),
        sa.Column("level_2", sa.Text(), nullable=False),
        sa.Column("level_3", sa.Text(), nullable=False),
        sa.Column("is_used", sa.Boolean(create_constraint=True, name="bool"), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["rubric_id"], ["rubric.id"], name=op.f("fk_rubric_criterion_rubric_id_rubric"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric_criterion")),
        sa.UniqueConstraint("rubric_id", "key", name=op.f("uq_rubric_criterion_rubric_id_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_rubric_criterion_uid")),
    )
    with op.batch_alter_table("rubric_criterion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rubric_criterion_rubric_id"), ["rubric_id"], unique=False)

    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("rubric_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "submitted", name="AssessmentState", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "confidence",
            sa.Enum("low", "medium", "high", name="Confidence", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("proposed_amount", sa.BigInteger(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.String(length=32), nullable=True),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("proposed_amount >= 0", name=op.f("ck_assessment_proposed_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_assessment_application_id_application"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assessment_person_id_person"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rubric_id"], ["rubric.id"], name=op.f("fk_assessment_rubric_id_rubric"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("application_id", "person_id", name=op.f("uq_assessment_application_id_person_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_assessment_uid")),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessment_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessment_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessment_rubric_id"), ["rubric_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("assigned_by", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_assignment_application_id_application"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("application_id", "person_id", name=op.f("uq_assignment_application_id_person_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_assignment_uid")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_person_id"), ["person_id"], unique=False)

    op.create_table(
        "case_relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "continuation",
                "reapplication",
                "duplicate",
                "doubleFunding",
                "unrelated",
                name="RelationKind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("(other_id IS NULL) <> (grant_id IS NULL)", name=op.f("ck_case_relation_one_other")),
        sa.CheckConstraint("other_id <> application_id", name=op.f("ck_case_relation_not_itself")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_case_relation_application_id_application"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["earlier_grant.id"], name=op.f("fk_case_relation_grant_id_earlier_grant"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["other_id"], ["application.id"], name=op.f("fk_case_relation_other_id_application"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_relation")),
        sa.UniqueConstraint("uid", name=op.f("uq_case_relation_uid")),
    )
    with op.batch_alter_table("case_relation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_relation_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_relation_grant_id"), ["grant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_relation_other_id"), ["other_id"], unique=False)
        batch_op.create_index(
            "uq_case_relation_grant",
            ["application_id", "grant_id"],
            unique=True,
            sqlite_where=sa.text("grant_id IS NOT NULL"),
            postgresql_where=sa.text("grant_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_case_relation_other",
            ["application_id", "other_id"],
            unique=True,
            sqlite_where=sa.text("other_id IS NOT NULL"),
            postgresql_where=sa.text("other_id IS NOT NULL"),
        )

    op.create_table(
        "check_sign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum("content", "arithmetic", name="CheckKind", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_check_sign_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_sign")),
        sa.UniqueConstraint("application_id", "kind", name=op.f("uq_check_sign_application_id_kind")),
        sa.UniqueConstraint("uid", name=op.f("uq_check_sign_uid")),
    )
    with op.batch_alter_table("check_sign", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_sign_application_id"), ["application_id"], unique=False)

    op.create_table(
        "conflict_of_interest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("disqualified", "cleared", name="ConflictOutcome", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts_hash", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_conflict_of_interest_reason_given")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_conflict_of_interest_application_id_application"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_conflict_of_interest_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_of_interest")),
        sa.UniqueConstraint("application_id", "person_id", name=op.f("uq_conflict_of_interest_application_id_person_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_conflict_of_interest_uid")),
    )
    with op.batch_alter_table("conflict_of_interest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflict_of_interest_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conflict_of_interest_person_id"), ["person_id"], unique=False)

    op.create_table(
        "meeting_case",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_meeting_case_application_id_application"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_case_meeting_id_meeting"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_meeting_case")),
    )
    with op.batch_alter_table("meeting_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_case_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "round_case",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_round_case_application_id_application"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["round_id"], ["scoring_round.id"], name=op.f("fk_round_case_round_id_scoring_round"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_round_case")),
    )
    with op.batch_alter_table("round_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_case_round_id"), ["round_id"], unique=False)

    op.create_table(
        "supplement_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("sent_date", sa.Date(), nullable=True),
        sa.Column("reminded_date", sa.Date(), nullable=True),
        sa.Column("answered_date", sa.Date(), nullable=True),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_supplement_request_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplement_request")),
        sa.UniqueConstraint("uid", name=op.f("uq_supplement_request_uid")),
    )
    with op.batch_alter_table("supplement_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supplement_request_application_id"), ["application_id"], unique=False)

    op.create_table(
        "case_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum("moved", "tabled", name="StepKind", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column(
            "origin",
            sa.Enum(
                "draft",
                "inLocalSteeringGroup",
                "locallyApproved",
                "inDistrictBoard",
                "submitted",
                "formalCheck",
                "awaitingSupplement",
                "expertReview",
                "assessed",
                "steeringGroupConsultation",
                "memoDrafted",
                "memoSigned",
                "beforeExecutive",
                "decided",
                "dispatched",
                "inProgress",
                "finalReported",
                "closed",
                "withdrawn",
                "writtenOff",
                name="ApplicationState",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "target",
            sa.Enum(
                "draft",
                "inLocalSteeringGroup",
                "locallyApproved",
                "inDistrictBoard",
                "submitted",
                "formalCheck",
                "awaitingSupplement",
                "expertReview",
                "assessed",
                "steeringGroupConsultation",
                "memoDrafted",
                "memoSigned",
                "beforeExecutive",
                "decided",
                "dispatched",
                "inProgress",
                "finalReported",
                "closed",
                "withdrawn",
                "writtenOff",
                name="ApplicationState",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("paragraph", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_case_step_application_id_application"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_case_step_attachment_id_attachment"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_step")),
        sa.UniqueConstraint("uid", name=op.f("uq_case_step_uid")),
    )
    with op.batch_alter_table("case_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_step_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_step_attachment_id"), ["attachment_id"], unique=False)

    op.create_table(
        "score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("scored", "abstained", "notApplicable", name="ScoreKind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("(kind = 'scored') = (value IS NOT NULL)", name=op.f("ck_score_value_when_scored")),
        sa.CheckConstraint("value BETWEEN 0 AND 3", name=op.f("ck_score_value_range")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_score_assessment_id_assessment"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score")),
        sa.UniqueConstraint("assessment_id", "criterion", name=op.f("uq_score_assessment_id_criterion")),
        sa.UniqueConstraint("uid", name=op.f("uq_score_uid")),
    )
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_score_assessment_id"), ["assessment_id"], unique=False)

    op.create_table(
        "supplement_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("rule_id", sa.Text(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("length(question) > 0", name=op.f("ck_supplement_item_question_given")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["supplement_request.id"], name=op.f("fk_supplement_item_request_id_supplement_request"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["rule_id"], ["rule_info.id"], name=op.f("fk_supplement_item_rule_id_rule_info"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplement_item")),
        sa.UniqueConstraint("uid", name=op.f("uq_supplement_item_uid")),
    )
    with op.batch_alter_table("supplement_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supplement_item_request_id"), ["request_id"], unique=False)

    with op.batch_alter_table("application", recreate="always") as batch_op:
        batch_op.add_column(sa.Column("least_amount", sa.BigInteger(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_application_least_amount_not_negative"), "least_amount >= 0")
    _rebuild_attachment(KINDS, with_source=True)
    op.execute(SEARCH_TABLE)
    op.execute("INSERT INTO application_search (rowid, exact, folded) SELECT id, search_text, search_text FROM application")


def downgrade() -> None:
    op.execute("DROP TABLE application_search")
    _rebuild_attachment(OLD_KINDS, with_source=False)
    with op.batch_alter_table("application", recreate="always") as batch_op:
        batch_op.drop_constraint(op.f("ck_application_least_amount_not_negative"), type_="check")
        batch_op.drop_column("least_amount")
    with op.batch_alter_table("supplement_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supplement_item_request_id"))

    op.drop_table("supplement_item")
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_score_assessment_id"))

    op.drop_table("score")
    with op.batch_alter_table("case_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_step_attachment_id"))
        batch_op.drop_index(batch_op.f("ix_case_step_application_id"))

    op.drop_table("case_step")
    with op.batch_alter_table("supplement_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supplement_request_application_id"))

    op.drop_table("supplement_request")
    with op.batch_alter_table("round_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_case_round_id"))

    op.drop_table("round_case")
    with op.batch_alter_table("meeting_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_case_meeting_id"))

    op.drop_table("meeting_case")
    with op.batch_alter_table("conflict_of_interest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conflict_of_interest_person_id"))
        batch_op.drop_index(batch_op.f("ix_conflict_of_interest_application_id"))

    op.drop_table("conflict_of_interest")
    with op.batch_alter_table("check_sign", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_sign_application_id"))

    op.drop_table("check_sign")
    with op.batch_alter_table("case_relation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_case_relation_other", sqlite_where=sa.text("other_id IS NOT NULL"), postgresql_where=sa.text("other_id IS NOT NULL")
        )
        batch_op.drop_index(
            "uq_case_relation_grant", sqlite_where=sa.text("grant_id IS NOT NULL"), postgresql_where=sa.text("grant_id IS NOT NULL")
        )
        batch_op.drop_index(batch_op.f("ix_case_relation_other_id"))
        batch_op.drop_index(batch_op.f("ix_case_relation_grant_id"))
        batch_op.drop_index(batch_op.f("ix_case_relation_application_id"))

    op.drop_table("case_relation")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_person_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_application_id"))

    op.drop_table("assignment")
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessment_rubric_id"))
        batch_op.drop_index(batch_op.f("ix_assessment_person_id"))
        batch_op.drop_index(batch_op.f("ix_assessment_application_id"))

    op.drop_table("assessment")
    with op.batch_alter_table("rubric_criterion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rubric_criterion_rubric_id"))

    op.drop_table("rubric_criterion")
    with op.batch_alter_table("rubric", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rubric_round_id"))

    op.drop_table("rubric")
    with op.batch_alter_table("person_tie", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_tie_person_id"))

    op.drop_table("person_tie")
    with op.batch_alter_table("earlier_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_earlier_grant_board"))

    op.drop_table("earlier_grant")
    op.drop_table("scoring_round")
    op.drop_table("saved_view")
    op.drop_table("person")
    op.drop_table("office_setting")
    op.drop_table("meeting")
