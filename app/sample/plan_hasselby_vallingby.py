"""Hässelby-Vällingby's plan: reported late, with gaps: no police agreement, one objective without figures, one never followed up."""

from __future__ import annotations

from app.domain.drafts import PlanDraft
from app.domain.vocabulary import SubIndex
from app.sample.plan_parts import (
    OTHER,
    PROGRAMME,
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
    aim("1", "Den ogiltiga skolfrånvaron i årskurs 7–9 minskar med en tredjedel till 2017.", SubIndex.SOCIAL,
        "Andel elever med mer än 10 procent ogiltig frånvaro", "procent", ("11.4", "7.6"), "2017-06-10",
        "Skolornas frånvarostatistik, hämtas varje termin", since="2014-12-19", source="Fyra skolors statistik hösten 2014",
        data_source="Skolornas frånvarosystem", responsible="fritidschefens controller"),
    aim("2", "Fler boende i Grimsta och Hässelby Strand har någon att vända sig till i grannskapet.", SubIndex.SAFETY,
        "Andel som uppger minst en granne att be om hjälp", "procent", ("61", "72"), "2016-02-29",
        "Enkät till hyresgäster tillsammans med bostadsbolagen", since="2014-05-31", source="Boendedialogens enkät 2014",
        data_source="Bostadsbolagens enkät", responsible="fritidschefen"),
    aim("3", "Fler unga upplever att de kan påverka sin fritid.", SubIndex.SOCIAL, "Andel unga som instämmer", "procent",
        responsible="fritidschefen"),
)  # fmt: skip

_ACTIVITIES = (
    activity("1.1", "Tidiga insatser mot skolfrånvaro", "Skola och socialtjänst kontaktar familjen inom fem dagar.",
        ("hasselby-gard", "hasselby-strand"), "1", lead="enhetschefen för barn och unga", partners="fyra grundskolor", start="2016-01-11",
        end="2018-06-15", financing=PROGRAMME, state=RUNNING, sub_goals=("SU-1.1", "SU-1.a")),
    activity("1.2", "Mobil fritid", "Fritidsledare som rör sig mellan stadsdelarna.", ("grimsta", "hasselby-strand"), "3",
        lead="fritidschefen", start="2016-08-15", end="2017-12-31", financing=PROGRAMME, state=WAITING, sub_goals=("SB-2.3",)),
    activity("2.1", "Grimsta mötesplats", "Kök, odling och språkkafé i en lokal som boende sköter.", ("grimsta",), "2",
        lead="enhetschefen för samhällsplanering", partners="Svenska Bostäder; en hyresgästförening", start="2015-08-17", end="2017-08-31",
        financing=PROGRAMME, state=RUNNING, sub_goals=("SB-2.2", "SB-3.4")),
    activity("2.2", "Ungas inflytande i Hässelby Gård", "Unga planerar och leder verksamhet för unga.", ("hasselby-gard",), "3",
        lead="fritidschefen", partners="en grundskola; tre ungdomsföreningar", start="2016-08-15", end="2018-06-15",
        financing=PROGRAMME, state=WAITING, sub_goals=("SB-2.3", "SU-1.b")),
    activity("3.1", "Strandens trygghetsråd", "Boende, butiker, bolag och polis möts varje månad.", ("hasselby-strand",), "2",
        lead="trygghetssamordnaren", partners="Familjebostäder; polisen; butiker vid torget", start="2016-04-01", end="2017-09-30",
        financing=PROGRAMME, state=WAITING, sub_goals=("SB-3.4",)),
    activity("3.2", "Vällingby centrum kvällstid", "Fler vuxna och fler aktiviteter i centrum fredag kväll.", ("vallingby",), "2",
        lead="fritidschefen", partners="centrumägaren", start="2016-04-01", end="2017-03-31", financing=PROGRAMME, state=WAITING,
        sub_goals=("SB-2.2", "SB-2.4")),
    activity("3.3", "Nya entréer och gårdsbelysning", "Bolagen rustar entréer och belysning där boende har pekat ut mörka platser.",
        ("grimsta", "hasselby-gard", "hasselby-strand"), "", lead="bostadsbolagen", start="2015-09-01", end="2016-12-31", financing=OTHER,
        state=RUNNING, sub_goals=("SB-3.1", "SB-3.4"), area="SB"),
)  # fmt: skip

PLAN = PlanDraft(
    board="hasselby-vallingby", plan_version=1, period_start=day("2015-01-01"), period_end=day("2017-12-31"),
    introduction="Nämnden vill att barn går i skolan, att grannar känner varandra och att unga är med och bestämmer om sin fritid.",
    risk_analysis_date=day("2014-12-16"), risk_analysis_year=2012,
    risk_analysis_text=(
        "Hässelby Gård, Hässelby Strand, Grimsta och Vällingby ligger över staden, medan villaområdena ligger klart under. "
        "Sociala riskfaktorer har ökat sedan 2006. Misshandel anmäls ofta i Hässelby Gård. Skolfrånvaro och få mötesplatser "
        "kvällstid är det som boende och skolor lyfter mest."
    ),
    dialogues="BD-2014-01; BD-2015-01",
    priorities=priorities("Skolnärvaro.", "Grannskap och mötesplatser i Grimsta och Hässelby Strand.", "Ungas inflytande."),
    objectives=_OBJECTIVES,
    follow_up_values=measured("1", "Skolornas statistik våren 2015", d20150612="11.9") + measured("1", "Hösten 2015", d20151218="10.6"),
    resources_for_targets="40 timmar av controller och 30 timmar av fritidschef under 2015.",
    measuring="Frånvaron följs varje termin. Övriga mål följs i verksamhetsberättelsen.",
    activities=_ACTIVITIES,
    implementation="Fritidschefen samordnar. Bostadsbolagen delar på värdskapet i lokalerna.",
    crime_prevention_plan_date=day("2014-06-17"), crime_prevention_plan_ref="Brottsförebyggande program 2014–2016, dnr 5-702-2014",
    housing_companies=("familjebostader", "svenska-bostader"),
    housing_shares=(share("svenska-bostader", "Lokal, kök och odlingslådor i Grimsta."),),
    steering_members=(
        seat("Hässelby-Vällingby stadsdelsförvaltning", "stadsdelsdirektör, ordförande"),
        seat("Hässelby-Vällingby stadsdelsförvaltning", "fritidschef", "förfogar över fritidsavdelningens budget"),
        seat("Svenska Bostäder", "förvaltare"),
        seat("Familjebostäder", "distriktschef"),
        seat("Utbildningsförvaltningen", "rektor för en grundskola"),
    ),
    steering_group="Stadsdelsdirektören (ordförande), fritidschef, förvaltare Svenska Bostäder, distriktschef Familjebostäder, rektor.",
    working_groups=(group("Närvaro", "Enas om hur frånvaro räknas och anmäls", "enhetschef barn och unga, fyra rektorer"),),
    contacts=(contact("utbildningsnamnden", "grundskolechef", "grundskola@example.se"), contact("idrottsnamnden", "områdeschef")),
    steering_date=day("2015-03-03"), approved_date=day("2015-03-19"), approval_paragraph="§ 8",
    approval_registry_number="5-140-2015", reported_date=day("2015-09-15"),
)  # fmt: skip
