"""Farsta's thin draft, and the same plan as the district administration sends it in: whole but for two small gaps."""

from __future__ import annotations

from dataclasses import replace

from app.domain.drafts import PlanDraft
from app.domain.vocabulary import SubIndex
from app.sample.plan_parts import (
    OTHER,
    PROGRAMME,
    REGULAR,
    RUNNING,
    WAITING,
    activity,
    aim,
    contact,
    day,
    group,
    measured,
    priorities,
    seat,
    share,
)  # fmt: skip

DRAFT = PlanDraft(
    board="farsta", plan_version=1, period_start=day("2016-01-01"), period_end=day("2017-12-31"),
    risk_analysis_date=day("2015-10-08"), risk_analysis_year=2012,
    risk_analysis_text=(
        "Farsta Strand har bland stadens högsta värden för hälsa samt säkerhet och trygghet; skadegörelse anmäls oftare än i någon "
        "annan stadsdel. Farsta, Hökarängen och Fagersjö ligger också över staden. Utkastet ska behandlas i nämnden under våren 2016."
    ),
    dialogues="BD-2015-06",
    crime_prevention_plan_ref="Brottsförebyggande plan 2015–2017",
    housing_companies=("familjebostader", "stockholmshem"),
    steering_group="Stadsdelsdirektören (ordförande), avdelningschefer, förvaltare Stockholmshem, distriktschef Familjebostäder.",
    objectives=(
        aim("1", "Skadegörelsen i Farsta Strand minskar.", SubIndex.SAFETY, "Skadegörelse", "anmälda brott per 1 000 invånare"),
        aim("2", "Fler familjer i Fagersjö får stöd tidigt."),
    ),
    activities=(
        activity("1.1", "Nya kvällar i Farsta Strand", "Kvällsverksamhet för unga vid tunnelbanan.", ("farsta-strand",), "1",
                 financing=PROGRAMME, state=WAITING),
        activity("1.2", "Familjecenter i Fagersjö", "Öppen förskola, mödrahälsovård och rådgivning under samma tak.", ("fagersjo",), "2",
                 area=None),
        activity("2.1", "Hökarängens torg", "Boende och butiker utvecklar torget.", ("hokarangen",), area=None),
    ),
)  # fmt: skip

_OBJECTIVES = (
    aim("1", "Skadegörelsen i Farsta Strand minskar med en fjärdedel till 2017.", SubIndex.SAFETY, "Skadegörelse",
        "anmälda brott per 1 000 invånare", ("36.2", "27"), "2017-12-31", "Avläses i riskindexet varje år", since="2012-12-31",
        source="Riskindex 2012", data_source="Stadens riskindex", responsible="trygghetssamordnaren"),
    aim("2", "Fler familjer i Fagersjö får stöd tidigt.", SubIndex.SOCIAL, "Familjer som besöker öppna förskolan", "familjer per vecka",
        ("18", "40"), "2017-12-15", "Räkning varje öppen dag", since="2015-11-30", source="Öppna förskolans räkning hösten 2015",
        data_source="Öppna förskolan", responsible="enhetschefen för öppna förskolor"),
    aim("3", "Boende i Hökarängen tycker att torget är en trygg plats på kvällen.", SubIndex.SAFETY, "Andel trygga på torget kvällstid",
        "procent", ("48", "60"), "2017-10-31", since="2015-11-15", source="Torgenkäten 2015", data_source="Torgenkäten",
        responsible="utvecklingsledaren"),
    aim("4", "Fler vuxna i Farsta och Farsta Strand skattar sin hälsa som god.", SubIndex.HEALTH, "Andel med god självskattad hälsa",
        "procent", ("54", "58"), "2017-12-31", "Folkhälsoenkät i nämndens område", since="2014-12-31", source="Folkhälsoenkäten 2014",
        data_source="Landstingets folkhälsoenkät", responsible="folkhälsosamordnaren"),
)  # fmt: skip

_ACTIVITIES = (
    activity("1.1", "Nya kvällar i Farsta Strand", "Kvällsverksamhet för unga vid tunnelbanan, med fältarbete och vuxna på plats.",
        ("farsta-strand",), "1", lead="enhetschefen för ungdom", partners="Familjebostäder; polisen; en konstskola", start="2016-09-01",
        end="2017-12-31", financing=PROGRAMME, state=WAITING, sub_goals=("SB-3.4",)),
    activity("1.2", "Familjecenter i Fagersjö", "Öppen förskola, mödrahälsovård och rådgivning under samma tak.", ("fagersjo",), "2",
        lead="enhetschefen för öppna förskolor", partners="mödrahälsovården; Stockholmshem", start="2016-10-01", end="2017-12-31",
        financing=PROGRAMME, state=WAITING, sub_goals=("SU-1.c",)),
    activity("2.1", "Hökarängens torg", "Boende och butiker utvecklar torget i fyra öppna verkstäder.", ("hokarangen",), "3",
        lead="utvecklingsledaren", partners="Stockholmshem; en företagarförening", start="2016-10-01", end="2017-09-30",
        financing=PROGRAMME, state=WAITING, sub_goals=("SB-2.2", "SB-3.4")),
    activity("2.2", "Klottersanering inom ett dygn", "Gemensam anmälan och sanering för bolag, trafikkontor och förvaltning.",
        ("farsta", "farsta-strand"), "1", lead="Familjebostäder", partners="trafikkontoret; stadsdelsförvaltningen", start="2016-03-01",
        end="2017-12-31", financing=OTHER, state=RUNNING, sub_goals=("SB-3.4",), area="SB"),
    activity("3.1", "Hälsosamtal i Farsta", "Vuxna får hälsosamtal och hjälp att hitta rörelse och vård i närheten.",
        ("farsta", "farsta-strand"), "4", lead="folkhälsosamordnaren", partners="vårdcentralen; två idrottsföreningar",
        start="2016-05-01", end="2017-12-31", financing=REGULAR, state=WAITING, sub_goals=("SB-2.3",)),
)  # fmt: skip


def example_plan() -> PlanDraft:
    """The plan of the shipped example workbook: objective 3 lacks its method, and one housing company its share of the work."""
    return replace(
        DRAFT,
        introduction=(
            "Farsta stadsdelsnämnd vill att kvällarna ska vara lugna, att familjer får stöd i tid och att fler mår bra. Planen gäller "
            "Farsta, Farsta Strand, Hökarängen och Fagersjö och är gjord tillsammans med bostadsbolagen."
        ),
        implementation=(
            "Utvecklingsledaren samordnar planen. Varje aktivitet har en ansvarig chef, och styrgruppen följer läget varannan månad."
        ),
        measuring="Utredaren samlar värdena i januari och augusti. Resultatet går till styrgruppen och till nämnden.",
        risk_analysis_text=(
            "Farsta Strand har bland stadens högsta värden för hälsa samt säkerhet och trygghet; skadegörelse anmäls oftare än i någon "
            "annan stadsdel. Farsta, Hökarängen och Fagersjö ligger också över staden. I Farsta är det hälsan som skiljer mest. "
            "Analysen är gjord tillsammans med Stockholmshem och Familjebostäder."
        ),
        dialogues="BD-2015-06; BD-2016-01",
        priorities=priorities(
            "Lugna kvällar vid tunnelbanan i Farsta Strand.", "Tidigt stöd till familjer i Fagersjö.", "Hälsa hos vuxna.",
        ),
        objectives=_OBJECTIVES,
        follow_up_values=measured("1", "Stadens riskindex", d20141231="34.9"),
        resources_for_targets="En utredare på 20 procent under 2016 och 40 000 kr till enkäter.",
        resources_responsible="utredaren på avdelningen för utveckling",
        activities=_ACTIVITIES,
        police_agreement_date=day("2015-12-01"), police_agreement_ref="Samverkansöverenskommelse med polisen 2015-12-01",
        crime_prevention_plan_date=day("2015-02-19"),
        housing_shares=(share("familjebostader", "Leder klottersaneringen och betalar målarfärg och väggar till unga."),),
        steering_members=(
            seat("Farsta stadsdelsförvaltning", "stadsdelsdirektör, ordförande", "beslutar om planens genomförande"),
            seat("Farsta stadsdelsförvaltning", "avdelningschefer", "förfogar över avdelningarnas budget"),
            seat("Familjebostäder", "distriktschef", "beslutar om bolagets insatser i Farsta Strand"),
            seat("Stockholmshem", "förvaltare", "lämnar besked om lokaler"),
            seat("Polisen", "kommunpolis"),
        ),
        working_groups=(
            group("Lugna kvällar", "Planerar närvaro och sanering vecka för vecka", "trygghetssamordnare, kommunpolis, fältassistent"),
            group("Fagersjö", "Förbereder familjecentret", "enhetschef öppna förskolor, barnmorska, förvaltare"),
        ),
        contacts=(
            contact("trafiknamnden", "planeringsledare", "trafik@example.se"),
            contact("utbildningsnamnden", "grundskolechef", "grundskola@example.se"),
        ),
        steering_date=day("2016-02-09"), approved_date=day("2016-03-10"), approval_paragraph="§ 7",
        approval_registry_number="336-48/2016",
    )  # fmt: skip
