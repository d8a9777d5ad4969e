"""Sample applications of Farsta, whose plan is still a draft, and of two applicants that may not apply."""

from __future__ import annotations

from typing import Any

from app.domain.vocabulary import ApplicationType, BoardResult, ConsultationOutcome, CostType, DecisionOutcome, RuleOutcome
from app.sample.boards import from_board
from app.sample.build import application, case, day, goal, paid, part
from app.sample.judgements import judged
from app.sample.model import SampleCase
from app.sample.ways import proposal, spring, way


def cases() -> tuple[SampleCase, ...]:
    return (_farsta_strand(), _fagersjo(), _tabled(), _sports_board(), _association())


def _farsta_strand() -> SampleCase:
    draft = from_board(
        "farsta", "2016-009",
        title="Nya kvällar i Farsta Strand", plan_activity="1.1", plan_objectives="Målsättning 1",
        registry_number_board="336-52/2016", registry_number_city="336-233/2016", received_date=day("2016-03-07"),
        steering_date=day("2016-02-09"), board_date=day("2016-03-10"), board_paragraph="§ 8", type=ApplicationType.START_UP,
        purpose="Syftet är att kvällarna vid tunnelbanan i Farsta Strand ska bli lugnare och att skadegörelsen ska minska.",
        description=(
            "En kvällsverksamhet för unga startar i en lokal vid tunnelbanan. Fältarbete knyts till lokalen och unga får ta hand om "
            "väggar och bänkar i närheten tillsammans med bostadsbolagen."
        ),
        starts_explanation="Kvällsverksamhet finns inte i Farsta Strand.", districts=("farsta-strand",), target_group="unga 13–20 år",
        people_reached=220,
        related_sub_goals=("SB-3.4",), coordination="Bolagens utemiljö och trafikkontorets skötsel samordnas med unga.",
        start_date=day("2016-09-01"), end_date=day("2021-06-30"),
        budget_lines=(
            paid(2016, CostType.STAFF, 300_000, "Fritidsledare"), paid(2017, CostType.STAFF, 700_000, "Fritidsledare"),
            paid(2018, CostType.STAFF, 700_000, "Fritidsledare"),
            paid(2019, CostType.STAFF, 500_000, "Fritidsledare"), paid(2020, CostType.STAFF, 400_000, "Fritidsledare"),
            paid(2021, CostType.STAFF, 200_000, "Fritidsledare"),
        ),
        objectives=(goal("Skadegörelsen minskar", "Anmäld skadegörelse per kvartal", "anmälningar", ("96", "60"), "2020-12-31",
                "Polisens statistik på områdesnivå"),),
        resources_for_targets="20 timmar av en utredare.", resources_responsible="utredaren på stadsdelsförvaltningen",
        follow_up_what="Anmäld skadegörelse och besök.", follow_up_who="samordnaren", follow_up_when="varje kvartal",
        reporting_responsible="avdelningschefen",
        implementation_receiver="enheten för ungdom", implementation_financing="Avgörs senare.",
        partners=(part("Familjebostäder", "väggar och bänkar"), part("en konstskola", "handledare", confirmed=False)),
        specialist_board_contact="Trafikkontoret är kontaktat.", innovation="Unga sköter den plats de själva använder.",
        dialogue_form="samtal på fritidsgården", dialogue_when="hösten 2015", dialogue_reached="unga i Farsta Strand",
        dialogue_result="Unga ville ha någonstans att vara.",
    )  # fmt: skip
    return case("2016-009", draft, way())


def _fagersjo() -> SampleCase:
    """A form sent in half empty, before anything was decided."""
    draft = application(
        "2016-010", title="Familjecenter i Fagersjö", applicant="farsta", contact_name="Samordnare, Farsta stadsdelsförvaltning",
        contact_role="Samordnare",
        contact_phone="08-508 00 06", contact_email="samordnare.farsta@example.se",
        purpose="Syftet är att samla stöd till familjer i Fagersjö.",
        districts=("fagersjo",),
    )  # fmt: skip
    return case("2016-010", draft, way(registered="2016-03-09"))


def _tabled() -> SampleCase:
    draft = from_board(
        "farsta", "2016-011",
        title="Hökarängens torg", plan_activity="2.1", instructions_version="2015:1",
        registry_number_board="336-61/2016", steering_date=day("2016-02-09"), board_date=day("2016-02-25"), board_paragraph="§ 12",
        board_result=BoardResult.TABLED, board_minutes_attached=False, type=ApplicationType.START_UP,
        purpose="Syftet är att boende och butiker ska utveckla torget i Hökarängen tillsammans.",
        description="En torgvärd samlar boende och butiker till fyra öppna verkstäder om torget.",
        starts_explanation="Verkstäderna är nya.", districts=("hokarangen", "gubbangen"), target_group="boende och butiker",
        people_reached=300,
        related_sub_goals=("SB-2.2",), start_date=day("2016-10-01"), end_date=day("2017-09-30"),
        budget_lines=(paid(2016, CostType.STAFF, 120_000, "Torgvärd"), paid(2017, CostType.STAFF, 380_000, "Torgvärd")), amounts_applied=(),
    )  # fmt: skip
    return case("2016-011", draft, way())


def _sports_board() -> SampleCase:
    draft = application(
        "2015-007", **_outsider("idrottsnamnden", "Utvecklingsledare, idrottsförvaltningen", "08-508 00 07",
            "utvecklingsledare.idrott@example.se"),
        title="Spontanidrott vid sju skolgårdar", registry_number_board="02.02-188/2015", registry_number_city="336-530/2015",
        received_date=day("2015-04-17"),
        board_date=day("2015-03-24"), board_paragraph="§ 10", board_result=BoardResult.APPLIED, board_minutes_attached=True,
        type=ApplicationType.START_UP,
        purpose="Syftet är att barn och unga i ytterstaden ska kunna idrotta utan att vara med i en förening.",
        description="Ledare finns på sju skolgårdar tre eftermiddagar i veckan och lånar ut bollar och klubbor.",
        starts_something_new=True, starts_explanation="Ledare på skolgårdar är nytt på fem av sju platser.", previous_activity=True,
        previous_funding="Två skolgårdar har haft ledare inom idrottssatsningen i Järva.", fills_regular_gap=False,
        districts=("rinkeby", "tensta", "varberg"), whole_district_area=False, target_group="barn 8–15 år", people_reached=900,
        related_sub_goals=("SB-2.3",),
        start_date=day("2015-09-01"), end_date=day("2016-12-31"),
        budget_lines=(paid(2015, CostType.STAFF, 400_000, "Ledare"), paid(2016, CostType.STAFF, 1_100_000, "Ledare"),
            paid(2016, CostType.MATERIAL, 100_000, "Bollar och klubbor")),
        objectives=(goal("Fler rör på sig", "Barn per eftermiddag", "barn", ("20", "60"), "2016-12-31", "Räkning av ledarna"),),
        follow_up_what="Antal barn och andel flickor.", follow_up_who="utvecklingsledaren", follow_up_when="varje termin",
        implementation_receiver="idrottsnämnden", implementation_financing="Idrottsnämndens budget.",
        partners=(part("sju grundskolor", "skolgårdar"),),
        specialist_board_contact="Idrottsnämnden är själv facknämnd.", coordination="Skolorna upplåter gårdarna.",
        innovation="Utlåning utan medlemskap.",
    )  # fmt: skip
    process = proposal(
        "Utbildningsförvaltningens idrottssamordnare", "Behovet finns, men idrottsnämnden kan inte söka ur programmet.", heard="2015-05-07",
        group=ConsultationOutcome.ADVISED_AGAINST, remark="Nämnden hänvisas till berörda stadsdelsnämnder.",
        propose=DecisionOutcome.REJECTED, paragraph="§ 20",
    )  # fmt: skip
    verdicts = judged(3, without=("R04", "R15", "R16", "R17", "R31"), own={
        "R10": (RuleOutcome.FAIL, "Sökanden tar själv över men varken kostnad eller tidpunkt är angiven."),
        "R11": (RuleOutcome.PASS, "Idrottsnämnden kan driva verksamheten inom sitt eget uppdrag."),
        "R22": (RuleOutcome.FAIL, "Insatsen ligger nära den idrottssatsning som ska bäras av ordinarie budget."),
    })  # fmt: skip
    return case("2015-007", draft, spring("2015-04-21", closed="2015-06-24", end_note="Avslutad efter avslag."), process, verdicts)


def _association() -> SampleCase:
    draft = application(
        "2015-014", **_outsider("annan-organisation", "Projektansvarig, en ideell förening", "08-508 00 08", "projektansvarig@example.se"),
        title="Filmklubb för unga i söderort", received_date=day("2015-09-21"), type=ApplicationType.START_UP,
        purpose="Syftet är att unga i söderort ska göra film tillsammans.",
        description="Föreningen håller kurser på lördagar och visar filmerna på bio.",
        starts_something_new=True, starts_explanation="Klubben är ny.", previous_activity=False, fills_regular_gap=False,
        districts=("farsta", "hogdalen"), whole_district_area=False, target_group="unga 15–20 år", people_reached=40,
        start_date=day("2016-01-15"), end_date=day("2016-12-15"),
        budget_lines=(paid(2016, CostType.STAFF, 180_000, "Kursledare"), paid(2016, CostType.SERVICES, 120_000, "Hyra av utrustning")),
    )  # fmt: skip
    note = "Föreningar kan inte söka ur programmet. Avsändaren har hänvisats till stadsdelsnämnderna och ärendet skrivs av."
    return case("2015-014", draft, way(check="2015-09-24", written_off="2015-10-02", end_note=note))


def _outsider(applicant: str, contact: str, phone: str, email: str) -> dict[str, Any]:
    """What an applicant that is not one of the programme's boards states about itself."""
    return {
        "applicant": applicant, "contact_name": contact, "contact_role": contact.partition(",")[0], "contact_phone": phone,
        "contact_email": email, "instructions_version": "2015:1",
    }  # fmt: skip
