"""The whole plan: its tables, the frozen index, resident dialogues, and the lock on approved versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LOCK_TRIGGERS = (
    'CREATE TRIGGER local_action_plan_locked_update BEFORE UPDATE ON local_action_plan WHEN OLD.state IN (\'approved\', \'reported\', \'followedUp\', \'superseded\') AND (NEW.state NOT IN (\'approved\', \'reported\', \'followedUp\', \'superseded\') OR OLD."board" IS NOT NEW."board" OR OLD."plan_version" IS NOT NEW."plan_version" OR OLD."period_start" IS NOT NEW."period_start" OR OLD."period_end" IS NOT NEW."period_end" OR OLD."introduction" IS NOT NEW."introduction" OR OLD."risk_analysis_date" IS NOT NEW."risk_analysis_date" OR OLD."risk_analysis_year" IS NOT NEW."risk_analysis_year" OR OLD."risk_analysis_text" IS NOT NEW."risk_analysis_text" OR OLD."dialogues" IS NOT NEW."dialogues" OR OLD."resources_for_targets" IS NOT NEW."resources_for_targets" OR OLD."resources_responsible" IS NOT NEW."resources_responsible" OR OLD."measuring" IS NOT NEW."measuring" OR OLD."implementation" IS NOT NEW."implementation" OR OLD."police_agreement_date" IS NOT NEW."police_agreement_date" OR OLD."police_agreement_ref" IS NOT NEW."police_agreement_ref" OR OLD."crime_prevention_plan_date" IS NOT NEW."crime_prevention_plan_date" OR OLD."crime_prevention_plan_ref" IS NOT NEW."crime_prevention_plan_ref" OR OLD."steering_group" IS NOT NEW."steering_group" OR OLD."steering_date" IS NOT NEW."steering_date" OR OLD."approved_date" IS NOT NEW."approved_date" OR OLD."approval_paragraph" IS NOT NEW."approval_paragraph" OR OLD."approval_registry_number" IS NOT NEW."approval_registry_number") BEGIN SELECT RAISE(ABORT, \'an approved plan is locked\'); END',
    "CREATE TRIGGER local_action_plan_locked_delete BEFORE DELETE ON local_action_plan WHEN OLD.state IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_priority_locked_insert BEFORE INSERT ON plan_priority WHEN (SELECT state FROM local_action_plan WHERE id = NEW.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_priority_locked_update BEFORE UPDATE ON plan_priority WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_priority_locked_delete BEFORE DELETE ON plan_priority WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_objective_locked_insert BEFORE INSERT ON plan_objective WHEN (SELECT state FROM local_action_plan WHERE id = NEW.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_objective_locked_update BEFORE UPDATE ON plan_objective WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_objective_locked_delete BEFORE DELETE ON plan_objective WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_activity_locked_insert BEFORE INSERT ON plan_activity WHEN (SELECT state FROM local_action_plan WHERE id = NEW.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    'CREATE TRIGGER plan_activity_locked_update BEFORE UPDATE ON plan_activity WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN (\'approved\', \'reported\', \'followedUp\', \'superseded\') AND (OLD."number" IS NOT NEW."number" OR OLD."title" IS NOT NEW."title" OR OLD."description" IS NOT NEW."description" OR OLD."target_area" IS NOT NEW."target_area" OR OLD."objectives" IS NOT NEW."objectives" OR OLD."lead" IS NOT NEW."lead" OR OLD."partners" IS NOT NEW."partners" OR OLD."start" IS NOT NEW."start" OR OLD."end" IS NOT NEW."end" OR OLD."financing" IS NOT NEW."financing" OR OLD."plan_id" IS NOT NEW."plan_id") BEGIN SELECT RAISE(ABORT, \'an approved plan is locked\'); END',
    "CREATE TRIGGER plan_activity_locked_delete BEFORE DELETE ON plan_activity WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_housing_share_locked_insert BEFORE INSERT ON plan_housing_share WHEN (SELECT state FROM local_action_plan WHERE id = NEW.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_housing_share_locked_update BEFORE UPDATE ON plan_housing_share WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_housing_share_locked_delete BEFORE DELETE ON plan_housing_share WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_steering_member_locked_insert BEFORE INSERT ON plan_steering_member WHEN (SELECT state FROM local_action_plan WHERE id = NEW.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_steering_member_locked_update BEFORE UPDATE ON plan_steering_member WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_steering_member_locked_delete BEFORE DELETE ON plan_steering_member WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_working_group_locked_insert BEFORE INSERT ON plan_working_group WHEN (SELECT state FROM local_action_plan WHERE id = NEW.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_working_group_locked_update BEFORE UPDATE ON plan_working_group WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_working_group_locked_delete BEFORE DELETE ON plan_working_group WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_contact_locked_insert BEFORE INSERT ON plan_contact WHEN (SELECT state FROM local_action_plan WHERE id = NEW.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_contact_locked_update BEFORE UPDATE ON plan_contact WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_contact_locked_delete BEFORE DELETE ON plan_contact WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_housing_company_locked_insert BEFORE INSERT ON plan_housing_company WHEN (SELECT state FROM local_action_plan WHERE id = NEW.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_housing_company_locked_update BEFORE UPDATE ON plan_housing_company WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_housing_company_locked_delete BEFORE DELETE ON plan_housing_company WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_index_locked_insert BEFORE INSERT ON plan_index WHEN (SELECT state FROM local_action_plan WHERE id = NEW.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_index_locked_update BEFORE UPDATE ON plan_index WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_index_locked_delete BEFORE DELETE ON plan_index WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_index_value_locked_insert BEFORE INSERT ON plan_index_value WHEN (SELECT state FROM local_action_plan WHERE id = NEW.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_index_value_locked_update BEFORE UPDATE ON plan_index_value WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_index_value_locked_delete BEFORE DELETE ON plan_index_value WHEN (SELECT state FROM local_action_plan WHERE id = OLD.plan_id) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_activity_district_locked_insert BEFORE INSERT ON plan_activity_district WHEN (SELECT state FROM local_action_plan WHERE id = (SELECT plan_id FROM plan_activity WHERE id = NEW.plan_activity_id)) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_activity_district_locked_update BEFORE UPDATE ON plan_activity_district WHEN (SELECT state FROM local_action_plan WHERE id = (SELECT plan_id FROM plan_activity WHERE id = OLD.plan_activity_id)) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_activity_district_locked_delete BEFORE DELETE ON plan_activity_district WHEN (SELECT state FROM local_action_plan WHERE id = (SELECT plan_id FROM plan_activity WHERE id = OLD.plan_activity_id)) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_activity_sub_goal_locked_insert BEFORE INSERT ON plan_activity_sub_goal WHEN (SELECT state FROM local_action_plan WHERE id = (SELECT plan_id FROM plan_activity WHERE id = NEW.plan_activity_id)) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_activity_sub_goal_locked_update BEFORE UPDATE ON plan_activity_sub_goal WHEN (SELECT state FROM local_action_plan WHERE id = (SELECT plan_id FROM plan_activity WHERE id = OLD.plan_activity_id)) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
    "CREATE TRIGGER plan_activity_sub_goal_locked_delete BEFORE DELETE ON plan_activity_sub_goal WHEN (SELECT state FROM local_action_plan WHERE id = (SELECT plan_id FROM plan_activity WHERE id = OLD.plan_activity_id)) IN ('approved', 'reported', 'followedUp', 'superseded') BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END",
)


def upgrade() -> None:
    op.create_table(
        "resident_dialogue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("board", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("organisers", sa.Text(), nullable=False),
        sa.Column("reached", sa.Text(), nullable=False),
        sa.Column("main_points", sa.Text(), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("feedback_date", sa.Date(), nullable=True),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["board"], ["organisation.key"], name=op.f("fk_resident_dialogue_board_organisation"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_dialogue")),
        sa.UniqueConstraint("uid", name=op.f("uq_resident_dialogue_uid")),
    )
    with op.batch_alter_table("resident_dialogue", schema=None) as batch_op:
        batch_op.create_index(
            "uq_resident_dialogue_number",
            ["number"],
            unique=True,
            sqlite_where=sa.text("number <> ''"),
            postgresql_where=sa.text("number <> ''"),
        )

    op.create_table(
        "plan_contact",
        sa.Column("board", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["board"], ["organisation.key"], name=op.f("fk_plan_contact_board_organisation"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["local_action_plan.id"], name=op.f("fk_plan_contact_plan_id_local_action_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_contact")),
        sa.UniqueConstraint("uid", name=op.f("uq_plan_contact_uid")),
    )
    with op.batch_alter_table("plan_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_contact_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_follow_up_value",
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("value", sa.String(length=40), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["local_action_plan.id"], name=op.f("fk_plan_follow_up_value_plan_id_local_action_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_follow_up_value")),
        sa.UniqueConstraint("uid", name=op.f("uq_plan_follow_up_value_uid")),
    )
    with op.batch_alter_table("plan_follow_up_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_follow_up_value_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_housing_share",
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("share", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company"], ["organisation.key"], name=op.f("fk_plan_housing_share_company_organisation"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["local_action_plan.id"], name=op.f("fk_plan_housing_share_plan_id_local_action_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_housing_share")),
        sa.UniqueConstraint("uid", name=op.f("uq_plan_housing_share_uid")),
    )
    with op.batch_alter_table("plan_housing_share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_housing_share_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_index",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("published", "computed", name="SeriesKind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum("district", "districtBoard", "city", name="Level", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("recipe", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("frozen_date", sa.Date(), nullable=False),
        sa.Column("illustrative", sa.Boolean(create_constraint=True, name="bool"), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["local_action_plan.id"], name=op.f("fk_plan_index_plan_id_local_action_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plan_index")),
    )
    op.create_table(
        "plan_priority",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["local_action_plan.id"], name=op.f("fk_plan_priority_plan_id_local_action_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_priority")),
        sa.UniqueConstraint("uid", name=op.f("uq_plan_priority_uid")),
    )
    with op.batch_alter_table("plan_priority", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_priority_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_steering_member",
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("mandate", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["local_action_plan.id"], name=op.f("fk_plan_steering_member_plan_id_local_action_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_steering_member")),
        sa.UniqueConstraint("uid", name=op.f("uq_plan_steering_member_uid")),
    )
    with op.batch_alter_table("plan_steering_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_steering_member_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_working_group",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("members", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["local_action_plan.id"], name=op.f("fk_plan_working_group_plan_id_local_action_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_working_group")),
        sa.UniqueConstraint("uid", name=op.f("uq_plan_working_group_uid")),
    )
    with op.batch_alter_table("plan_working_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_working_group_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "resident_dialogue_district",
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["resident_dialogue.id"],
            name=op.f("fk_resident_dialogue_district_dialogue_id_resident_dialogue"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["key"], ["district.key"], name=op.f("fk_resident_dialogue_district_key_district"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("dialogue_id", "key", name=op.f("pk_resident_dialogue_district")),
    )
    with op.batch_alter_table("resident_dialogue_district", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resident_dialogue_district_key"), ["key"], unique=False)

    op.create_table(
        "plan_activity_sub_goal",
        sa.Column("plan_activity_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["sub_goal.id"], name=op.f("fk_plan_activity_sub_goal_key_sub_goal"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["plan_activity_id"],
            ["plan_activity.id"],
            name=op.f("fk_plan_activity_sub_goal_plan_activity_id_plan_activity"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_activity_id", "key", name=op.f("pk_plan_activity_sub_goal")),
    )
    with op.batch_alter_table("plan_activity_sub_goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_activity_sub_goal_key"), ["key"], unique=False)

    op.create_table(
        "plan_index_value",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column(
            "measure",
            sa.Enum(
                "TOTAL", "SOCIAL", "HEALTH", "SAFETY", "LIVELIHOOD", name="Measure", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("value", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan_index.plan_id"], name=op.f("fk_plan_index_value_plan_id_plan_index"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", "unit", "measure", name=op.f("pk_plan_index_value")),
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dialogues", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("application", schema=None) as batch_op:
        for column in ("dialogues",):
            batch_op.alter_column(column, server_default=None)

    with op.batch_alter_table("local_action_plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("introduction", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("dialogues", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("resources_responsible", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("measuring", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("implementation", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("police_agreement_date", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("crime_prevention_plan_date", sa.Date(), nullable=True))
    with op.batch_alter_table("local_action_plan", schema=None) as batch_op:
        for column in (
            "introduction",
            "dialogues",
            "resources_responsible",
            "measuring",
            "implementation",
        ):
            batch_op.alter_column(column, server_default=None)

    with op.batch_alter_table("plan_activity", schema=None) as batch_op:
        batch_op.add_column(sa.Column("target_area", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("objectives", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("lead", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("partners", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("start", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("end", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "financing",
                sa.Enum("regular", "programme", "other", name="Financing", native_enum=False, create_constraint=True, length=40),
                nullable=True,
            )
        )
        batch_op.add_column(
            sa.Column(
                "state",
                sa.Enum(
                    "notStarted",
                    "inProgress",
                    "finished",
                    "discontinued",
                    name="ActivityState",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=True,
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_plan_activity_target_area_target_area"), "target_area", ["target_area"], ["id"], ondelete="RESTRICT"
        )
    with op.batch_alter_table("plan_activity", schema=None) as batch_op:
        for column in (
            "objectives",
            "lead",
            "partners",
        ):
            batch_op.alter_column(column, server_default=None)

    with op.batch_alter_table("plan_objective", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "area",
                sa.Enum("SOCIAL", "HEALTH", "SAFETY", "LIVELIHOOD", name="SubIndex", native_enum=False, create_constraint=True, length=40),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("indicator", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("unit", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("baseline", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("baseline_date", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("baseline_source", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("target", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("target_date", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("method", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("data_source", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("responsible", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("plan_objective", schema=None) as batch_op:
        for column in (
            "indicator",
            "unit",
            "baseline_source",
            "method",
            "data_source",
            "responsible",
        ):
            batch_op.alter_column(column, server_default=None)
    for trigger in LOCK_TRIGGERS:
        op.execute(trigger)


def downgrade() -> None:
    for trigger in LOCK_TRIGGERS:
        op.execute(f"DROP TRIGGER {trigger.split()[2]}")
    with op.batch_alter_table("plan_objective", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_plan_objective_area"), type_="check")
        batch_op.drop_column("responsible")
        batch_op.drop_column("data_source")
        batch_op.drop_column("method")
        batch_op.drop_column("target_date")
        batch_op.drop_column("target")
        batch_op.drop_column("baseline_source")
        batch_op.drop_column("baseline_date")
        batch_op.drop_column("baseline")
        batch_op.drop_column("unit")
        batch_op.drop_column("indicator")
        batch_op.drop_column("area")

    with op.batch_alter_table("plan_activity", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_plan_activity_state"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_plan_activity_financing"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_plan_activity_target_area_target_area"), type_="foreignkey")
        batch_op.drop_column("state")
        batch_op.drop_column("financing")
        batch_op.drop_column("end")
        batch_op.drop_column("start")
        batch_op.drop_column("partners")
        batch_op.drop_column("lead")
        batch_op.drop_column("objectives")
        batch_op.drop_column("target_area")

    with op.batch_alter_table("local_action_plan", schema=None) as batch_op:
        batch_op.drop_column("crime_prevention_plan_date")
        batch_op.drop_column("police_agreement_date")
        batch_op.drop_column("implementation")
        batch_op.drop_column("measuring")
        batch_op.drop_column("resources_responsible")
        batch_op.drop_column("dialogues")
        batch_op.drop_column("introduction")

    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_column("dialogues")

    op.drop_table("plan_index_value")
    with op.batch_alter_table("plan_activity_sub_goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_activity_sub_goal_key"))

    op.drop_table("plan_activity_sub_goal")
    with op.batch_alter_table("resident_dialogue_district", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resident_dialogue_district_key"))

    op.drop_table("resident_dialogue_district")
    with op.batch_alter_table("plan_working_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_working_group_plan_id"))

    op.drop_table("plan_working_group")
    with op.batch_alter_table("plan_steering_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_steering_member_plan_id"))

    op.drop_table("plan_steering_member")
    with op.batch_alter_table("plan_priority", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_priority_plan_id"))

    op.drop_table("plan_priority")
    op.drop_table("plan_index")
    with op.batch_alter_table("plan_housing_share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_housing_share_plan_id"))

    op.drop_table("plan_housing_share")
    with op.batch_alter_table("plan_follow_up_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_follow_up_value_plan_id"))

    op.drop_table("plan_follow_up_value")
    with op.batch_alter_table("plan_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_contact_plan_id"))

    op.drop_table("plan_contact")
    with op.batch_alter_table("resident_dialogue", schema=None) as batch_op:
        batch_op.drop_index("uq_resident_dialogue_number", sqlite_where=sa.text("number <> ''"), postgresql_where=sa.text("number <> ''"))

    op.drop_table("resident_dialogue")
