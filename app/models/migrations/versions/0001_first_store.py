"""First store: programme data, plans, applications, verdicts, documents, log, index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "city_goal",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_city_goal")),
    )
    op.create_table(
        "criterion",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("look_for", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
    )
    op.create_table(
        "index_series",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
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
        sa.Column("illustrative", sa.Boolean(create_constraint=True, name="bool"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_index_series")),
    )
    op.create_table(
        "indicator",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "area",
            sa.Enum("SOCIAL", "HEALTH", "SAFETY", "LIVELIHOOD", name="SubIndex", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("direction", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("multiplier", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("denominator", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.CheckConstraint("direction IN (-1, 1)", name=op.f("ck_indicator_direction")),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_indicator_weight")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_indicator")),
    )
    op.create_table(
        "log_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("record_kind", sa.Text(), nullable=False),
        sa.Column("record_uid", sa.Uuid(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("row_uid", sa.Uuid(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_entry")),
    )
    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.create_index("ix_log_entry_record", ["record_uid", "sequence"], unique=False)
        batch_op.create_index("uq_log_entry_order", ["store_id", "sequence"], unique=True)

    op.create_table(
        "organisation",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "districtBoard",
                "specialistBoard",
                "cityExecutive",
                "housingCompany",
                "municipalCompany",
                "other",
                name="OrganisationKind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "sphere",
            sa.Enum("vasterort", "soderort", "innerCity", name="Sphere", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("population_2011", sa.BigInteger(), nullable=True),
        sa.Column("programme_order", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
        sa.UniqueConstraint("programme_order", name=op.f("uq_organisation_programme_order")),
    )
    op.create_table(
        "organisation_group",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_organisation_group")),
    )
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("frame", sa.BigInteger(), nullable=False),
        sa.Column("rule_set_version", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_programme_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
    )
    op.create_table(
        "rule_info",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Enum("H", "HP", "J", name="RuleKind", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("hard", sa.Boolean(create_constraint=True, name="bool"), nullable=False),
        sa.Column("process", sa.Boolean(create_constraint=True, name="bool"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_info")),
    )
    op.create_table(
        "store_info",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("min_app_version", sa.Text(), nullable=False),
        sa.Column("reference_day", sa.Date(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_store_info_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_info")),
    )
    op.create_table(
        "target_area",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("grants_project_funds", sa.Boolean(create_constraint=True, name="bool"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_area")),
    )
    op.create_table(
        "unparsed_input",
        sa.Column("record_uid", sa.Uuid(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("row_uid", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record_uid", "field", "row_uid", name=op.f("pk_unparsed_input")),
    )
    op.create_table(
        "district",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("index_above_average", sa.Boolean(create_constraint=True, name="bool"), nullable=False),
        sa.Column("named_for_local_work", sa.Boolean(create_constraint=True, name="bool"), nullable=False),
        sa.ForeignKeyConstraint(["board"], ["organisation.key"], name=op.f("fk_district_board_organisation"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_district")),
        sa.UniqueConstraint("name", name=op.f("uq_district_name")),
    )
    with op.batch_alter_table("district", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_district_board"), ["board"], unique=False)

    op.create_table(
        "goal",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("target_area", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("follow_up", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["follow_up"], ["organisation.key"], name=op.f("fk_goal_follow_up_organisation"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["target_area"], ["target_area.id"], name=op.f("fk_goal_target_area_target_area"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    op.create_table(
        "index_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_key", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column(
            "measure",
            sa.Enum(
                "TOTAL", "SOCIAL", "HEALTH", "SAFETY", "LIVELIHOOD", name="Measure", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_key"], ["index_series.key"], name=op.f("fk_index_value_series_key_index_series"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_value")),
        sa.UniqueConstraint("series_key", "measure", "year", "unit", name=op.f("uq_index_value_series_key_measure_year_unit")),
    )
    with op.batch_alter_table("index_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_index_value_unit"), ["unit"], unique=False)

    op.create_table(
        "local_action_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "analysis",
                "draft",
                "steered",
                "approved",
                "reported",
                "followedUp",
                "superseded",
                name="PlanState",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("board", sa.Text(), nullable=True),
        sa.Column("plan_version", sa.BigInteger(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("risk_analysis_date", sa.Date(), nullable=True),
        sa.Column("risk_analysis_year", sa.BigInteger(), nullable=True),
        sa.Column("risk_analysis_text", sa.Text(), nullable=False),
        sa.Column("resources_for_targets", sa.Text(), nullable=False),
        sa.Column("police_agreement_ref", sa.Text(), nullable=False),
        sa.Column("crime_prevention_plan_ref", sa.Text(), nullable=False),
        sa.Column("steering_group", sa.Text(), nullable=False),
        sa.Column("steering_date", sa.Date(), nullable=True),
        sa.Column("approved_date", sa.Date(), nullable=True),
        sa.Column("approval_paragraph", sa.Text(), nullable=False),
        sa.Column("approval_registry_number", sa.Text(), nullable=False),
        sa.Column("reported_date", sa.Date(), nullable=True),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["board"], ["organisation.key"], name=op.f("fk_local_action_plan_board_organisation"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_action_plan")),
        sa.UniqueConstraint("board", "plan_version", name=op.f("uq_local_action_plan_board_plan_version")),
        sa.UniqueConstraint("uid", name=op.f("uq_local_action_plan_uid")),
    )
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("numerator", sa.Double(), nullable=True),
        sa.Column("denominator", sa.Double(), nullable=True),
        sa.Column("illustrative", sa.Boolean(create_constraint=True, name="bool"), nullable=False),
        sa.CheckConstraint("(value IS NULL) <> (numerator IS NULL OR denominator IS NULL)", name=op.f("ck_observation_value_or_counts")),
        sa.ForeignKeyConstraint(["indicator"], ["indicator.code"], name=op.f("fk_observation_indicator_indicator"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint("indicator", "level", "unit", "year", name=op.f("uq_observation_indicator_level_unit_year")),
    )
    op.create_table(
        "organisation_alias",
        sa.Column("organisation_key", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_key"], ["organisation.key"], name=op.f("fk_organisation_alias_organisation_key_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation_key", "alias", name=op.f("pk_organisation_alias")),
    )
    op.create_table(
        "organisation_group_member",
        sa.Column("group_key", sa.Text(), nullable=False),
        sa.Column("organisation_key", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_key"],
            ["organisation_group.key"],
            name=op.f("fk_organisation_group_member_group_key_organisation_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_key"],
            ["organisation.key"],
            name=op.f("fk_organisation_group_member_organisation_key_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_key", "organisation_key", name=op.f("pk_organisation_group_member")),
    )
    op.create_table(
        "district_alias",
        sa.Column("district_key", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_key"], ["district.key"], name=op.f("fk_district_alias_district_key_district"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("district_key", "alias", name=op.f("pk_district_alias")),
    )
    op.create_table(
        "plan_activity",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["local_action_plan.id"], name=op.f("fk_plan_activity_plan_id_local_action_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_activity")),
        sa.UniqueConstraint("uid", name=op.f("uq_plan_activity_uid")),
    )
    with op.batch_alter_table("plan_activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_activity_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_housing_company",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["organisation.key"], name=op.f("fk_plan_housing_company_key_organisation"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["local_action_plan.id"], name=op.f("fk_plan_housing_company_plan_id_local_action_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", "key", name=op.f("pk_plan_housing_company")),
    )
    op.create_table(
        "plan_objective",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["local_action_plan.id"], name=op.f("fk_plan_objective_plan_id_local_action_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_objective")),
        sa.UniqueConstraint("uid", name=op.f("uq_plan_objective_uid")),
    )
    with op.batch_alter_table("plan_objective", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_objective_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "sub_goal",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("is_commitment", sa.Boolean(create_constraint=True, name="bool"), nullable=False),
        sa.Column("applies_to_target_area", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["applies_to_target_area"], ["target_area.id"], name=op.f("fk_sub_goal_applies_to_target_area_target_area"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["goal"], ["goal.id"], name=op.f("fk_sub_goal_goal_goal"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sub_goal")),
    )
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column(
            "state",
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
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("plan_activity_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("applicant", sa.Text(), nullable=True),
        sa.Column("co_applicant", sa.Text(), nullable=True),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("contact_role", sa.Text(), nullable=False),
        sa.Column("contact_phone", sa.Text(), nullable=False),
        sa.Column("contact_email", sa.Text(), nullable=False),
        sa.Column("registry_number_board", sa.Text(), nullable=False),
        sa.Column("registry_number_city", sa.Text(), nullable=False),
        sa.Column("instructions_version", sa.Text(), nullable=False),
        sa.Column("received_date", sa.Date(), nullable=True),
        sa.Column("plan_version", sa.BigInteger(), nullable=True),
        sa.Column("plan_activity", sa.Text(), nullable=False),
        sa.Column("plan_approved_date", sa.Date(), nullable=True),
        sa.Column("plan_paragraph", sa.Text(), nullable=False),
        sa.Column("plan_registry_number", sa.Text(), nullable=False),
        sa.Column("plan_objectives", sa.Text(), nullable=False),
        sa.Column("risk_analysis_date", sa.Date(), nullable=True),
        sa.Column("risk_analysis_year", sa.BigInteger(), nullable=True),
        sa.Column("steering_date", sa.Date(), nullable=True),
        sa.Column(
            "steering_result",
            sa.Enum("approved", "notApproved", name="SteeringResult", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("steering_members", sa.Text(), nullable=False),
        sa.Column("board_date", sa.Date(), nullable=True),
        sa.Column("board_paragraph", sa.Text(), nullable=False),
        sa.Column(
            "board_result",
            sa.Enum("applied", "rejected", "remitted", "tabled", name="BoardResult", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("board_immediate_approval", sa.Boolean(create_constraint=True, name="bool"), nullable=True),
        sa.Column("board_minutes_attached", sa.Boolean(create_constraint=True, name="bool"), nullable=True),
        sa.Column(
            "type",
            sa.Enum(
                "startUp", "methodDevelopment", "preStudy", name="ApplicationType", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("starts_something_new", sa.Boolean(create_constraint=True, name="bool"), nullable=True),
        sa.Column("starts_explanation", sa.Text(), nullable=False),
        sa.Column("previous_activity", sa.Boolean(create_constraint=True, name="bool"), nullable=True),
        sa.Column("previous_funding", sa.Text(), nullable=False),
        sa.Column("fills_regular_gap", sa.Boolean(create_constraint=True, name="bool"), nullable=True),
        sa.Column("whole_district_area", sa.Boolean(create_constraint=True, name="bool"), nullable=True),
        sa.Column("target_group", sa.Text(), nullable=False),
        sa.Column("people_reached", sa.BigInteger(), nullable=True),
        sa.Column("coordination", sa.Text(), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("own_funding", sa.BigInteger(), nullable=True),
        sa.Column("resources_for_targets", sa.Text(), nullable=False),
        sa.Column("resources_responsible", sa.Text(), nullable=False),
        sa.Column("follow_up_what", sa.Text(), nullable=False),
        sa.Column("follow_up_who", sa.Text(), nullable=False),
        sa.Column("follow_up_when", sa.Text(), nullable=False),
        sa.Column("follow_up_ils", sa.Text(), nullable=False),
        sa.Column("evaluation_kind", sa.Text(), nullable=False),
        sa.Column("evaluation_who", sa.Text(), nullable=False),
        sa.Column("evaluation_budget", sa.BigInteger(), nullable=True),
        sa.Column("reporting_responsible", sa.Text(), nullable=False),
        sa.Column("implementation_receiver", sa.Text(), nullable=False),
        sa.Column("implementation_from", sa.Date(), nullable=True),
        sa.Column("implementation_financing", sa.Text(), nullable=False),
        sa.Column("implementation_yearly_cost", sa.BigInteger(), nullable=True),
        sa.Column("implementation_decision", sa.Text(), nullable=False),
        sa.Column("closure_what", sa.Text(), nullable=False),
        sa.Column("closure_lessons", sa.Text(), nullable=False),
        sa.Column("running_responsible", sa.Text(), nullable=False),
        sa.Column("running_yearly_cost", sa.BigInteger(), nullable=True),
        sa.Column("housing_company_involvement", sa.Text(), nullable=False),
        sa.Column("specialist_board_contact", sa.Text(), nullable=False),
        sa.Column("police_agreement_ref", sa.Text(), nullable=False),
        sa.Column("crime_prevention_plan_ref", sa.Text(), nullable=False),
        sa.Column("dialogue_form", sa.Text(), nullable=False),
        sa.Column("dialogue_when", sa.Text(), nullable=False),
        sa.Column("dialogue_reached", sa.Text(), nullable=False),
        sa.Column("dialogue_result", sa.Text(), nullable=False),
        sa.Column("innovation", sa.Text(), nullable=False),
        sa.Column("spread_plan", sa.Text(), nullable=False),
        sa.Column("caseworker", sa.Text(), nullable=False),
        sa.Column("caseworker_phone", sa.Text(), nullable=False),
        sa.Column("consultation_date", sa.Date(), nullable=True),
        sa.Column(
            "consultation_outcome",
            sa.Enum(
                "supported",
                "supportedWithRemarks",
                "advisedAgainst",
                name="ConsultationOutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("consultation_note", sa.Text(), nullable=False),
        sa.Column(
            "proposed_outcome",
            sa.Enum(
                "granted",
                "partlyGranted",
                "rejected",
                "remitted",
                name="DecisionOutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("proposed_amount", sa.BigInteger(), nullable=True),
        sa.Column("remit_reason", sa.Text(), nullable=False),
        sa.Column("report_in", sa.Text(), nullable=False),
        sa.Column("final_report_date", sa.Date(), nullable=True),
        sa.Column("memo_date", sa.Date(), nullable=True),
        sa.Column("decision_date", sa.Date(), nullable=True),
        sa.Column("decision_paragraph", sa.Text(), nullable=False),
        sa.Column(
            "decision_outcome",
            sa.Enum(
                "granted",
                "partlyGranted",
                "rejected",
                "remitted",
                name="DecisionOutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("amount_granted", sa.BigInteger(), nullable=True),
        sa.Column("title_key", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("amount_applied", sa.BigInteger(), nullable=True),
        sa.Column("rules_passed", sa.BigInteger(), nullable=False),
        sa.Column("rules_failed", sa.BigInteger(), nullable=False),
        sa.Column("rules_insufficient", sa.BigInteger(), nullable=False),
        sa.Column("rules_to_judge", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_granted >= 0", name=op.f("ck_application_amount_granted_not_negative")),
        sa.CheckConstraint("length(title) <= 160", name=op.f("ck_application_title_length")),
        sa.CheckConstraint("own_funding >= 0", name=op.f("ck_application_own_funding_not_negative")),
        sa.CheckConstraint("proposed_amount >= 0", name=op.f("ck_application_proposed_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["applicant"], ["organisation.key"], name=op.f("fk_application_applicant_organisation"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["co_applicant"], ["organisation.key"], name=op.f("fk_application_co_applicant_organisation"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["plan_activity_id"], ["plan_activity.id"], name=op.f("fk_application_plan_activity_id_plan_activity"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["local_action_plan.id"], name=op.f("fk_application_plan_id_local_action_plan"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("case_number", name=op.f("uq_application_case_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_application_uid")),
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index("ix_application_amount", ["amount_applied", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_plan_activity_id"), ["plan_activity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index("ix_application_applicant", ["applicant", "received_date", "id"], unique=False)
        batch_op.create_index("ix_application_failed", ["rules_failed", "id"], unique=False)
        batch_op.create_index("ix_application_received", ["received_date", "id"], unique=False)
        batch_op.create_index("ix_application_registry", ["registry_number_city", "id"], unique=False)
        batch_op.create_index("ix_application_state", ["state", "received_date", "id"], unique=False)
        batch_op.create_index("ix_application_title", ["title_key", "id"], unique=False)

    op.create_table(
        "plan_activity_district",
        sa.Column("plan_activity_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["district.key"], name=op.f("fk_plan_activity_district_key_district"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["plan_activity_id"],
            ["plan_activity.id"],
            name=op.f("fk_plan_activity_district_plan_activity_id_plan_activity"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_activity_id", "key", name=op.f("pk_plan_activity_district")),
    )
    with op.batch_alter_table("plan_activity_district", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_activity_district_key"), ["key"], unique=False)

    op.create_table(
        "sub_goal_organisation",
        sa.Column("sub_goal_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organisation_key", sa.Text(), nullable=True),
        sa.Column("group_key", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(organisation_key IS NULL) <> (group_key IS NULL)", name=op.f("ck_sub_goal_organisation_organisation_or_group")
        ),
        sa.ForeignKeyConstraint(
            ["group_key"],
            ["organisation_group.key"],
            name=op.f("fk_sub_goal_organisation_group_key_organisation_group"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_key"],
            ["organisation.key"],
            name=op.f("fk_sub_goal_organisation_organisation_key_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["sub_goal_id"], ["sub_goal.id"], name=op.f("fk_sub_goal_organisation_sub_goal_id_sub_goal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sub_goal_id", "position", name=op.f("pk_sub_goal_organisation")),
    )
    op.create_table(
        "application_district",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_district_application_id_application"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["key"], ["district.key"], name=op.f("fk_application_district_key_district"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("application_id", "key", name=op.f("pk_application_district")),
    )
    with op.batch_alter_table("application_district", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_district_key"), ["key"], unique=False)

    op.create_table(
        "application_sub_goal",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_sub_goal_application_id_application"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["key"], ["sub_goal.id"], name=op.f("fk_application_sub_goal_key_sub_goal"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("application_id", "key", name=op.f("pk_application_sub_goal")),
    )
    with op.batch_alter_table("application_sub_goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_sub_goal_key"), ["key"], unique=False)

    op.create_table(
        "application_sub_index",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column(
            "key",
            sa.Enum("SOCIAL", "HEALTH", "SAFETY", "LIVELIHOOD", name="SubIndex", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_sub_index_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("application_id", "key", name=op.f("pk_application_sub_index")),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "applicationForm",
                "boardMinutes",
                "steeringNotes",
                "actionPlan",
                "statement",
                "other",
                name="AttachmentKind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_attachment_sha256_length")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_attachment_size_not_negative")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_attachment_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("uid", name=op.f("uq_attachment_uid")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_sha256"), ["sha256"], unique=False)

    op.create_table(
        "budget_line",
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column(
            "cost_type",
            sa.Enum(
                "staff",
                "services",
                "premises",
                "material",
                "information",
                "evaluation",
                "investment",
                "other",
                name="CostType",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "funded_by",
            sa.Enum("programme", "own", "co", name="FundedBy", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_budget_line_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_budget_line_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_line")),
        sa.UniqueConstraint("uid", name=op.f("uq_budget_line_uid")),
    )
    with op.batch_alter_table("budget_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_budget_line_application_id"), ["application_id"], unique=False)

    op.create_table(
        "case_digest",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_case_digest_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_case_digest")),
    )
    op.create_table(
        "co_funding",
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("confirmed", sa.Boolean(create_constraint=True, name="bool"), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_co_funding_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_co_funding_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_co_funding")),
        sa.UniqueConstraint("uid", name=op.f("uq_co_funding_uid")),
    )
    with op.batch_alter_table("co_funding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_co_funding_application_id"), ["application_id"], unique=False)

    op.create_table(
        "departure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_departure_reason_given")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_departure_application_id_application"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["rule_id"], ["rule_info.id"], name=op.f("fk_departure_rule_id_rule_info"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departure")),
        sa.UniqueConstraint("application_id", "rule_id", name=op.f("uq_departure_application_id_rule_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_departure_uid")),
    )
    with op.batch_alter_table("departure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_departure_application_id"), ["application_id"], unique=False)

    op.create_table(
        "expert_statement",
        sa.Column("expert", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_expert_statement_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_statement")),
        sa.UniqueConstraint("uid", name=op.f("uq_expert_statement_uid")),
    )
    with op.batch_alter_table("expert_statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_expert_statement_application_id"), ["application_id"], unique=False)

    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "pass",
                "fail",
                "insufficient",
                "needsJudgement",
                "notApplicable",
                name="RuleOutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("outcome IN ('pass', 'fail')", name=op.f("ck_judgement_pass_or_fail")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_judgement_reason_given")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_judgement_application_id_application"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["rule_id"], ["rule_info.id"], name=op.f("fk_judgement_rule_id_rule_info"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint("application_id", "rule_id", name=op.f("uq_judgement_application_id_rule_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_judgement_uid")),
    )
    with op.batch_alter_table("judgement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_judgement_application_id"), ["application_id"], unique=False)

    op.create_table(
        "memo_passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("generated", sa.Text(), nullable=False),
        sa.Column("source_hash", sa.Text(), nullable=False),
        sa.Column("edited", sa.Text(), nullable=True),
        sa.Column("enabled", sa.Boolean(create_constraint=True, name="bool"), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_memo_passage_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo_passage")),
        sa.UniqueConstraint("application_id", "key", name=op.f("uq_memo_passage_application_id_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_memo_passage_uid")),
    )
    with op.batch_alter_table("memo_passage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memo_passage_application_id"), ["application_id"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_milestone_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("uid", name=op.f("uq_milestone_uid")),
    )
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_application_id"), ["application_id"], unique=False)

    op.create_table(
        "objective",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("baseline", sa.String(length=40), nullable=True),
        sa.Column("baseline_date", sa.Date(), nullable=True),
        sa.Column("baseline_source", sa.Text(), nullable=False),
        sa.Column("target", sa.String(length=40), nullable=True),
        sa.Column("target_date", sa.Date(), nullable=True),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("data_source", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_objective_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective")),
        sa.UniqueConstraint("uid", name=op.f("uq_objective_uid")),
    )
    with op.batch_alter_table("objective", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objective_application_id"), ["application_id"], unique=False)

    op.create_table(
        "partner",
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("mandate", sa.Text(), nullable=False),
        sa.Column("contribution", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Boolean(create_constraint=True, name="bool"), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_partner_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("uid", name=op.f("uq_partner_uid")),
    )
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_application_id"), ["application_id"], unique=False)

    op.create_table(
        "reporting_date",
        sa.Column(
            "kind",
            sa.Enum(
                "tertialReport1",
                "tertialReport2",
                "annualReport",
                "finalReport",
                name="ReportKind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_reporting_date_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_date")),
        sa.UniqueConstraint("uid", name=op.f("uq_reporting_date_uid")),
    )
    with op.batch_alter_table("reporting_date", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reporting_date_application_id"), ["application_id"], unique=False)

    op.create_table(
        "rule_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Text(), nullable=False),
        sa.Column("rule_set_version", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "pass",
                "fail",
                "insufficient",
                "needsJudgement",
                "notApplicable",
                name="RuleOutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("values_used", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("judged_by", sa.Text(), nullable=True),
        sa.Column("judgement_reason", sa.Text(), nullable=True),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("is_current", sa.Boolean(create_constraint=True, name="bool"), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_rule_run_application_id_application"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["rule_id"], ["rule_info.id"], name=op.f("fk_rule_run_rule_id_rule_info"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_run")),
    )
    with op.batch_alter_table("rule_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rule_run_application_id"), ["application_id"], unique=False)
        batch_op.create_index("ix_rule_run_outcome", ["rule_id", "outcome", "is_current"], unique=False)
        batch_op.create_index(
            "uq_rule_run_current",
            ["application_id", "rule_id"],
            unique=True,
            sqlite_where=sa.text("is_current"),
            postgresql_where=sa.text("is_current"),
        )

    op.create_table(
        "year_amount",
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_year_amount_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_year_amount_application_id_application"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_amount")),
        sa.UniqueConstraint("uid", name=op.f("uq_year_amount_uid")),
    )
    with op.batch_alter_table("year_amount", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_year_amount_application_id"), ["application_id"], unique=False)

    op.create_table(
        "attachment_chunk",
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(content) <= 1048576", name=op.f("ck_attachment_chunk_chunk_size")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_attachment_chunk_attachment_id_attachment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attachment_id", "position", name=op.f("pk_attachment_chunk")),
    )
    op.execute("CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END")
    op.execute("CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END")


def downgrade() -> None:
    for table in (
        "attachment_chunk",
        "year_amount",
        "rule_run",
        "reporting_date",
        "partner",
        "objective",
        "milestone",
        "memo_passage",
        "judgement",
        "expert_statement",
        "departure",
        "co_funding",
        "case_digest",
        "budget_line",
        "attachment",
        "application_sub_index",
        "application_sub_goal",
        "application_district",
        "sub_goal_organisation",
        "plan_activity_district",
        "application",
        "sub_goal",
        "plan_objective",
        "plan_housing_company",
        "plan_activity",
        "district_alias",
        "organisation_group_member",
        "organisation_alias",
        "observation",
        "local_action_plan",
        "index_value",
        "goal",
        "district",
        "unparsed_input",
        "target_area",
        "store_info",
        "rule_info",
        "programme",
        "organisation_group",
        "organisation",
        "log_entry",
        "indicator",
        "index_series",
        "criterion",
        "city_goal",
    ):
        op.drop_table(table)
