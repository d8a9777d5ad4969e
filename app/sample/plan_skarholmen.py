"""Skärholmen's plan: approved but not yet reported to the city-wide steering group."""

from __future__ import annotations

from app.domain.drafts import PlanDraft
from app.domain.vocabulary import SubIndex
from app.sample.plan_parts import (
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

_OBJECTIVES = (
    aim("1", "Unga som varken arbetar eller studerar nås inom tre månader, senast 2017.", SubIndex.LIVELIHOOD,
        "Andel som kontaktats inom tre månader efter avhopp", "procent", ("22", "80"), "2017-12-31",
        "Uppföljning av skolans och socialtjänstens gemensamma lista, utan personuppgifter", since="2014-12-31",
        source="Genomgång av 2014 års avhopp", data_source="Socialtjänstens statistik", responsible="enhetschefen för ungdom"),
    aim("2", "Fler föräldrar deltar i arbetet för trygga kvällar.", SubIndex.SAFETY, "Bemannade kvällar per termin", "kvällar",
        ("0", "32"), "2017-05-31", "Räknas varje termin", since="2015-03-31", source="Inga vandringar vid planens början",
        data_source="Fritidsledarnas anteckningar", responsible="fritidschefen"),
    aim("3", "Boende i Bredäng och Sätra har en mötesplats som de själva är med och driver.", SubIndex.SOCIAL,
        "Andel öppettimmar med boende som värd", "procent", ("0", "60"), "2017-12-31", data_source="Bokningslistor"),
    aim("4", "Fler vuxna skattar sin hälsa som god.", SubIndex.HEALTH, "Andel med god självskattad hälsa", "procent", ("51", "56"),
        "2017-04-30", "Folkhälsoenkät i nämndens område", since="2014-12-31", source="Folkhälsoenkäten 2014",
        data_source="Landstingets folkhälsoenkät", responsible="folkhälsosamordnaren"),
)  # fmt: skip

_ACTIVITIES = (
    activity("1.1", "En väg in för unga 16–24 år", "Ett gemensamt lag av socialtjänst, skola och Jobbtorg.", ("skarholmen", "varberg"),
        "1", lead="enhetschefen för ungdom", partners="Jobbtorg; två gymnasieskolor", start="2016-01-11", end="2018-12-31",
        financing=PROGRAMME, state=RUNNING, sub_goals=("SU-1.1", "JF-2.1", "JF-3.b")),
    activity("1.2", "Föräldravandring i Vårberg", "Föräldrar vandrar fredagar och lördagar med stöd av fritidsledare.", ("varberg",), "2",
        lead="fritidschefen", partners="Stockholmshem; en föräldraförening", start="2015-12-04", end="2017-05-31", financing=PROGRAMME,
        state=RUNNING, sub_goals=("SU-1.a",)),
    activity("2.1", "Mötesplats Bredäng", "En lokal med kök som föreningar och förvaltning delar.", ("bredang",), "3",
        lead="enhetschefen för kultur och fritid", partners="Stockholmshem; fem föreningar", start="2016-04-01", end="2018-03-31",
        financing=PROGRAMME, state=WAITING, sub_goals=("SB-2.4", "SB-3.b")),
    activity("2.2", "Sätra tillsammans", "Grannskapsarbete kring skola, centrum och gårdar.", ("satra",), "3",
        lead="utvecklingsledaren", partners="en grundskola; fastighetsägarföreningen", start="2016-08-22", end="2018-06-15",
        financing=PROGRAMME, state=WAITING, sub_goals=("SB-2.4", "SU-1.b")),
    activity("3.1", "Hälsa på hemspråk", "Hälsosamtal och rörelse på fler språk.", ("bredang", "skarholmen", "satra", "varberg"), "4",
        lead="folkhälsosamordnaren", partners="vårdcentralen; en idrottsförening", start="2016-05-01", end="2017-04-30",
        financing=PROGRAMME, state=WAITING, sub_goals=("SB-2.3",)),
    activity("3.2", "Trygghetsvandringar i Skärholmens centrum", "Två vandringar om året med åtgärdslista som följs upp.",
        ("skarholmen",), "2", lead="trygghetssamordnaren", partners="polisen; centrumägaren", start="2015-05-01", end="2017-11-30",
        financing=REGULAR, state=RUNNING, sub_goals=("SB-3.4",), area="SB"),
)  # fmt: skip

PLAN = PlanDraft(
    board="skarholmen", plan_version=1, period_start=day("2015-01-01"), period_end=day("2017-12-31"),
    introduction=(
        "Planen gäller alla fyra stadsdelar. Den tar fasta på det som nämnden redan gör tillsammans med Stockholmshem och lägger till "
        "det som boende och skolor har saknat."
    ),
    risk_analysis_date=day("2015-01-22"), risk_analysis_year=2012,
    risk_analysis_text=(
        "Samtliga fyra stadsdelar ligger över staden. Skärholmen och Vårberg har de högsta värdena och skiljer ut sig i sociala "
        "riskfaktorer och försörjning. Säkerhet och trygghet är hög i Skärholmen, där centrum drar besökare från hela söderort. "
        "Nämndområdets värde har sjunkit sedan 2006 men mindre än i andra områden."
    ),
    dialogues="BD-2015-03",
    priorities=priorities(
        "Unga som står utan skola och arbete.", "Trygga kvällar med vuxna ute.", "Mötesplatser som boende driver själva.",
    ),
    objectives=_OBJECTIVES,
    follow_up_values=(
        *measured("1", "Socialtjänstens statistik", d20151231="27"),
        *measured("2", "Fritidsledarnas anteckningar", d20160131="7"),
    ),
    resources_for_targets="En utredare på halvtid mars–juni 2015.",
    resources_responsible="kvalitetsutvecklaren",
    measuring="Kvalitetsutvecklaren sammanställer mål 1 och 2 varje termin. Mål 3 saknar metod, den tas fram när lokalen har öppnat.",
    activities=_ACTIVITIES,
    implementation="Aktiviteterna startar i tur och ordning när finansieringen är klar. Styrgruppen möts en gång i kvartalet.",
    police_agreement_date=day("2015-02-17"), police_agreement_ref="Samverkansöverenskommelse med polisen 2015-02-17, dnr 1.2.1/66-2015",
    crime_prevention_plan_ref="Lokal plan för brottsförebyggande arbete 2015",
    housing_companies=("stockholmshem",),
    housing_shares=(share("stockholmshem", "Ställer lokal i Bredäng till förfogande till självkostnad och håller anslagstavlor öppna."),),
    steering_members=(
        seat("Skärholmens stadsdelsförvaltning", "stadsdelsdirektör, ordförande", "beslutar om planens genomförande"),
        seat("Skärholmens stadsdelsförvaltning", "avdelningschef social omsorg"),
        seat("Stockholmshem", "förvaltare", "lämnar besked om lokaler inom två veckor"),
        seat("Polisen", "kommunpolis"),
        seat("Utbildningsförvaltningen", "rektor för en grundskola"),
    ),
    steering_group="Stadsdelsdirektören (ordförande), avdelningschef social omsorg, förvaltare Stockholmshem, kommunpolis, rektor.",
    working_groups=(group("Unga 16–24 år", "Ett gemensamt lag för dem som lämnar skolan", "enhetschef ungdom, Jobbtorg, skolkurator"),),
    contacts=(contact("arbetsmarknadsnamnden", "enhetschef Jobbtorg", "08-508 00 09"),),
    steering_date=day("2015-03-24"), approved_date=day("2015-04-16"), approval_paragraph="§ 11",
    approval_registry_number="1.2.1/148-2015",
)  # fmt: skip
