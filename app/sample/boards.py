"""What the applications of one board have in common: contact, plan, steering group, police, housing company."""

from __future__ import annotations

from typing import Any

from app.domain.drafts import ApplicationDraft
from app.domain.vocabulary import BoardResult, SteeringResult, SubIndex
from app.sample.build import application
from app.sample.plans import plan_of

_ILS = "nämndmålet om trygga och levande stadsdelar"
_COMMON: dict[str, Any] = {
    "instructions_version": "2015:1",
    "steering_result": SteeringResult.APPROVED,
    "board_result": BoardResult.APPLIED,
    "board_minutes_attached": True,
    "board_immediate_approval": False,
    "starts_something_new": True,
    "previous_activity": False,
    "fills_regular_gap": False,
    "whole_district_area": False,
}

_BOARDS: dict[str, dict[str, Any]] = {
    "rinkeby-kista": {
        "contact_name": "Utvecklingsledare, Rinkeby-Kista stadsdelsförvaltning", "contact_role": "Utvecklingsledare",
        "contact_phone": "08-508 00 01", "contact_email": "utvecklingsledare.rinkeby-kista@example.se",
        "steering_members": "Stadsdelsdirektören, avdelningschef barn och unga, bitr. områdeschef Svenska Bostäder, kommunpolis, rektor.",
        "housing_company_involvement": (
            "Svenska Bostäder sitter i lokala styrgruppen, upplåter lokal utan hyra och informerar i trapphusen."
        ),
        "police_agreement_ref": "Samverkansöverenskommelse med polisen 2014-11-20, dnr 1.2.1.-41/14",
        "crime_prevention_plan_ref": "Brottsförebyggande plan 2015, antagen 2015-01-29",
        "dialogue_form": "samtal på torget och i trapphus", "dialogue_when": "hösten 2014 och våren 2015",
        "dialogue_reached": "föräldrar, unga och föreningar i Rinkeby och Husby",
        "follow_up_who": "utredaren på avdelningen för utveckling", "follow_up_ils": f"{_ILS}, indikatorn upplevd trygghet",
        "reporting_responsible": "avdelningschefen för barn och unga",
        "resources_for_targets": "60 timmar av utredare och controller före start, samt 25 000 kr till en nollmätning.",
        "resources_responsible": "utredaren på avdelningen för utveckling",
        "risk_sub_indexes": (SubIndex.SOCIAL, SubIndex.LIVELIHOOD),
    },
    "spanga-tensta": {
        "contact_name": "Trygghetssamordnare, Spånga-Tensta stadsdelsförvaltning", "contact_role": "Trygghetssamordnare",
        "contact_phone": "08-508 00 02", "contact_email": "trygghetssamordnare.spanga-tensta@example.se",
        "steering_members": "Stadsdelsdirektören, enhetschef förebyggande, områdeschef Svenska Bostäder, kommunpolis, centrumledare.",
        "housing_company_involvement": (
            "Svenska Bostäder deltar i lokala styrgruppen och i arbetsgruppen och bidrar med lokal och informatör."
        ),
        "police_agreement_ref": "Samverkansavtal med polisen, april 2014",
        "crime_prevention_plan_ref": "Plan för trygghet och brottsförebyggande arbete 2015–2016",
        "dialogue_form": "trygghetsvandringar och öppet möte i Tensta centrum", "dialogue_when": "oktober 2014 och mars 2015",
        "dialogue_reached": "boende, butiksägare, föreningar och elever på högstadiet",
        "follow_up_who": "trygghetssamordnaren", "follow_up_ils": f"{_ILS}, aktiviteten Trygga Tensta",
        "reporting_responsible": "enhetschefen för förebyggande arbete",
        "resources_for_targets": "En dag i veckan av trygghetssamordnaren under de tre första månaderna och 30 000 kr till enkäter.",
        "resources_responsible": "trygghetssamordnaren",
        "risk_sub_indexes": (SubIndex.SAFETY, SubIndex.LIVELIHOOD),
    },
    "skarholmen": {
        "contact_name": "Utvecklingsledare, Skärholmens stadsdelsförvaltning", "contact_role": "Utvecklingsledare",
        "contact_phone": "08-508 00 03", "contact_email": "utvecklingsledare.skarholmen@example.se",
        "steering_members": "Stadsdelsdirektören, avdelningschef social omsorg, förvaltare Stockholmshem, kommunpolis, rektor.",
        "housing_company_involvement": "Stockholmshem är med i lokala styrgruppen och håller lokal och anslagstavlor öppna för insatsen.",
        "police_agreement_ref": "Samverkansöverenskommelse med polisen 2015-02-17, dnr 1.2.1/66-2015",
        "crime_prevention_plan_ref": "Lokal plan för brottsförebyggande arbete 2015",
        "dialogue_form": "öppet hus och samtal i skolor", "dialogue_when": "våren 2015",
        "dialogue_reached": "föräldrar, elever och två nätverk av föreningar",
        "follow_up_who": "kvalitetsutvecklaren på stadsdelsförvaltningen", "follow_up_ils": f"{_ILS}, indikatorn delaktighet",
        "reporting_responsible": "avdelningschefen för social omsorg",
        "resources_for_targets": "Kvalitetsutvecklaren avsätter 50 timmar före start och fyra timmar i månaden därefter.",
        "resources_responsible": "kvalitetsutvecklaren",
        "risk_sub_indexes": (SubIndex.SOCIAL, SubIndex.SAFETY),
    },
    "hasselby-vallingby": {
        "contact_name": "Fritidschef, Hässelby-Vällingby stadsdelsförvaltning", "contact_role": "Fritidschef",
        "contact_phone": "08-508 00 04", "contact_email": "fritidschef.hasselby-vallingby@example.se",
        "steering_members": "Stadsdelsdirektören, fritidschef, förvaltare Svenska Bostäder, distriktschef Familjebostäder, rektor.",
        "housing_company_involvement": (
            "Svenska Bostäder och Familjebostäder sitter i lokala styrgruppen och delar på värdskapet i lokalerna."
        ),
        "crime_prevention_plan_ref": "Brottsförebyggande program 2014–2016, dnr 5-702-2014",
        "dialogue_form": "boendedialog med bostadsbolagen", "dialogue_when": "2014 och februari 2015",
        "dialogue_reached": "hyresgäster, unga och äldre i Grimsta, Hässelby Gård och Hässelby Strand",
        "follow_up_who": "fritidschefens controller", "follow_up_ils": f"{_ILS}, aktiviteten Mötesplatser",
        "reporting_responsible": "fritidschefen",
        "resources_for_targets": "40 timmar av controller och en enkät för 20 000 kr före start.",
        "resources_responsible": "controllern på fritidsavdelningen",
        "risk_sub_indexes": (SubIndex.SOCIAL, SubIndex.SAFETY),
    },
    "enskede-arsta-vantor": {
        "contact_name": "Utvecklingsledare, Enskede-Årsta-Vantörs stadsdelsförvaltning", "contact_role": "Utvecklingsledare",
        "contact_phone": "08-508 00 05", "contact_email": "utvecklingsledare.enskede-arsta-vantor@example.se",
        "steering_members": "Stadsdelsdirektören, enhetschef ungdom, områdeschef Stockholmshem, kommunpolis, fastighetsägarföreningen.",
        "housing_company_involvement": "Stockholmshem och fastighetsägarföreningen är med i lokala styrgruppen och i arbetsgruppen.",
        "police_agreement_ref": "Samverkansöverenskommelse med polisen 2014-12-02",
        "dialogue_form": "boendedialog och enkät i skolor", "dialogue_when": "hösten 2014",
        "dialogue_reached": "boende i Rågsved, Hagsätra och Högdalen, elever i årskurs 8",
        "follow_up_who": "utvecklingsledaren", "follow_up_ils": f"{_ILS}, indikatorn självskattad hälsa",
        "reporting_responsible": "enhetschefen för ungdom",
        "resources_for_targets": "Utvecklingsledaren på 15 procent under det första halvåret.",
        "resources_responsible": "utvecklingsledaren",
        "risk_sub_indexes": (SubIndex.HEALTH, SubIndex.SOCIAL),
    },
    "farsta": {
        "contact_name": "Samordnare, Farsta stadsdelsförvaltning", "contact_role": "Samordnare",
        "contact_phone": "08-508 00 06", "contact_email": "samordnare.farsta@example.se",
        "steering_members": "Stadsdelsdirektören, avdelningschefer, förvaltare Stockholmshem, distriktschef Familjebostäder.",
        "housing_company_involvement": "Stockholmshem och Familjebostäder deltar i lokala styrgruppen.",
        "crime_prevention_plan_ref": "Brottsförebyggande plan 2015–2017",
        "risk_sub_indexes": (SubIndex.HEALTH, SubIndex.SAFETY),
    },
}  # fmt: skip


def from_board(board: str, name: str, *, version: int = 1, **fields: Any) -> ApplicationDraft:
    """An application of the board with what it has in common, overlaid by `fields`; `name` fixes the uids of its rows."""
    plan = plan_of(board, version)
    stated: dict[str, Any] = {
        "applicant": board,
        "plan_version": version,
        "plan_approved_date": plan.approved_date,
        "plan_paragraph": plan.approval_paragraph,
        "plan_registry_number": plan.approval_registry_number,
        "risk_analysis_date": plan.risk_analysis_date,
        "risk_analysis_year": plan.risk_analysis_year,
    }
    return application(name, **{**_COMMON, **_BOARDS[board], **stated, **fields})
