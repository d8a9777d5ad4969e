"""Drafts with believable defaults."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.drafts import ApplicationDraft, BudgetLine, Objective, ReportingDate, YearAmount
from app.domain.vocabulary import ApplicationType, BoardResult, CostType, FundedBy, ReportKind, SteeringResult, SubIndex


def a_good_application(**changes: Any) -> ApplicationDraft:
    """An application that no hard rule stops."""
    return replace(
        ApplicationDraft(
            title="Läxhjälp i Tensta",
            applicant="spanga-tensta",
            contact_name="Utvecklingsledare",
            contact_email="funktion@example.se",
            registry_number_board="235-2015-1.2.1.",
            instructions_version="1",
            received_date=date(2015, 3, 20),
            plan_version=1,
            plan_activity="1",
            risk_analysis_date=date(2015, 1, 20),
            risk_analysis_year=2012,
            risk_sub_indexes=(SubIndex.SOCIAL, SubIndex.LIVELIHOOD),
            steering_date=date(2015, 2, 10),
            steering_result=SteeringResult.APPROVED,
            board_date=date(2015, 3, 12),
            board_paragraph="§ 7",
            board_result=BoardResult.APPLIED,
            board_minutes_attached=True,
            type=ApplicationType.START_UP,
            purpose="Fler elever når målen.",
            description="Läxhjälp tre kvällar i veckan i skolans lokaler.",
            starts_something_new=True,
            starts_explanation="Läxhjälp har inte funnits i stadsdelen.",
            previous_activity=False,
            fills_regular_gap=False,
            districts=("tensta",),
            whole_district_area=False,
            target_group="Elever i årskurs 6–9",
            people_reached=120,
            related_sub_goals=("SU-1.1",),
            coordination="Samordnas med skolan.",
            start_date=date(2015, 9, 1),
            end_date=date(2016, 12, 31),
            budget_lines=(
                BudgetLine(year=2015, cost_type=CostType.STAFF, funded_by=FundedBy.PROGRAMME, amount=400_000, note="Samordnare"),
                BudgetLine(year=2016, cost_type=CostType.STAFF, funded_by=FundedBy.PROGRAMME, amount=600_000, note="Samordnare"),
                BudgetLine(year=2016, cost_type=CostType.PREMISES, funded_by=FundedBy.OWN, amount=50_000, note="Lokal"),
            ),
            amounts_applied=(YearAmount(year=2015, amount=400_000), YearAmount(year=2016, amount=600_000)),
            own_funding=50_000,
            objectives=(
                Objective(
                    text="Fler elever är behöriga",
                    indicator="Andel behöriga",
                    unit="procent",
                    baseline=Decimal(70),
                    target=Decimal(80),
                    target_date=date(2016, 12, 31),
                    method="Skolans statistik",
                ),
            ),
            resources_for_targets="40 timmar",
            resources_responsible="Utvecklingsledare",
            follow_up_what="Deltagande och resultat",
            follow_up_who="Utvecklingsledare",
            follow_up_when="Varje termin",
            reporting_dates=(ReportingDate(kind=ReportKind.ANNUAL, due=date(2016, 1, 31)),),
            reporting_responsible="Avdelningschef",
            implementation_receiver="Enheten för barn och unga",
            implementation_from=date(2017, 1, 1),
            implementation_financing="Ordinarie budget",
            implementation_yearly_cost=300_000,
            housing_company_involvement="AB Svenska Bostäder deltar i styrgruppen.",
            specialist_board_contact="Utbildningsnämnden är vidtalad.",
            police_agreement_ref="2014-04-10",
            innovation="Ny form av läxhjälp.",
        ),
        **changes,
    )
