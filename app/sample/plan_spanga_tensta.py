"""Spånga-Tensta's plan: reported, directed to one district, one objective that cannot be measured yet."""

from __future__ import annotations

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

_TENSTA = ("tensta",)

_OBJECTIVES = (
    aim("1", "Andelen boende som är trygga ute kvällstid i Tensta ökar från 41 till 52 procent senast 2017.", SubIndex.SAFETY,
        "Andel trygga ute kvällstid", "procent", ("41", "52"), "2017-10-31", "Trygghetsmätning vartannat år och egen enkät däremellan",
        since="2014-05-31", source="Stadens trygghetsmätning 2014", data_source="Stadens trygghetsmätning",
        responsible="trygghetssamordnaren"),
    aim("2", "Barn i Tensta har ett rikare språk när de börjar skolan.", SubIndex.SOCIAL,
        "Andel barn som når åldersväntat resultat i ordförråd", "procent", ("46", "60"), "2017-12-15",
        "Bedömning vid fem års ålder i öppna förskolan och förskolorna", since="2014-12-15", source="Förskolornas bedömning 2014",
        data_source="Förskolornas sammanställning utan namn", responsible="enhetschefen för öppna förskolor"),
    aim("3", "Fler elever i årskurs 9 blir behöriga till gymnasiet.", SubIndex.SOCIAL,
        "Behöriga till gymnasiet", "procent av elever i årskurs 9", ("75.6", "82"), "2016-06-30", "Avläses i skolornas resultat varje vår",
        since="2012-06-30", source="Riskindex 2012", data_source="Utbildningsförvaltningens statistik",
        responsible="enhetschefen för förebyggande arbete"),
    aim("4", "Fler utrikesfödda kvinnor försörjer sig själva.", SubIndex.LIVELIHOOD, "Andel självförsörjande ett år efter start", "procent",
        due="2017-12-31", responsible="enhetschefen för arbete och försörjning"),
)  # fmt: skip

_ACTIVITIES = (
    activity("1.1", "Trygghetsvärdar i Tensta", "Vuxna på plats eftermiddag och kväll, med utvecklat uppdrag och uppföljning.", _TENSTA,
        "1", lead="trygghetssamordnaren", partners="Svenska Bostäder; polisen; en nattvandrarförening", start="2016-09-01",
        end="2018-08-31", financing=PROGRAMME, state=WAITING, sub_goals=("SB-3.4",)),
    activity("1.2", "Kvällsöppna mötesplatser i Tensta centrum", "Föreningar och förvaltning håller öppet tillsammans.", _TENSTA, "1",
        lead="enhetschefen för kultur och fritid", partners="centrumledningen; sex föreningar", start="2015-09-01", end="2017-08-31",
        financing=PROGRAMME, state=RUNNING, sub_goals=("SB-2.2", "SB-2.4")),
    activity("1.3", "Rena och trygga gårdar", "Gårdsråd där boende, bolag och förvaltning tar ansvar för utemiljön.", _TENSTA, "1",
        lead="Svenska Bostäder", partners="stadsdelsförvaltningen; boende i gårdsråd", start="2016-09-01", end="2018-02-28",
        financing=PROGRAMME, state=WAITING, sub_goals=("SB-3.4",)),
    activity("2.1", "Språkstöd i öppna förskolan", "Språkgrupper för barn och föräldrar.", _TENSTA, "2; 4",
        lead="enhetschefen för öppna förskolor", partners="folkbiblioteket; barnavårdscentralen", start="2016-01-18", end="2017-12-22",
        financing=PROGRAMME, state=RUNNING, sub_goals=("SU-1.c", "JF-3.a")),
    activity("2.2", "Läxhjälp och framtidstro", "Läxhjälp kopplad till studiebesök och förebilder.", _TENSTA, "3",
        lead="enhetschefen för förebyggande arbete", partners="två grundskolor; en högskola", start="2016-08-22", end="2018-06-15",
        financing=PROGRAMME, state=WAITING, sub_goals=("SU-1.1", "SU-1.b", "SU-1.d")),
    activity("3.1", "Utrikesfödda kvinnor i egen försörjning", "Stegvis väg till arbete med stöd av Jobbtorg.", _TENSTA, "4",
        lead="enhetschefen för arbete och försörjning", partners="Jobbtorg", start="2016-04-01", end="2017-12-31", financing=PROGRAMME,
        state=WAITING, sub_goals=("JF-3.1", "JF-3.a")),
    activity("3.2", "Sommarjobb i utemiljön", "Unga från Tensta arbetar tre veckor med park och gårdar.", _TENSTA, "1",
        lead="parkchefen", partners="Svenska Bostäder", start="2015-06-15", end="2017-08-15", financing=OTHER, state=RUNNING,
        sub_goals=("SB-3.4", "JF-3.b")),
    activity("3.3", "Fältarbete kvällar och helger", "Fältassistenter i centrum och vid tunnelbanan.", _TENSTA, "1",
        lead="enhetschefen för förebyggande arbete", partners="polisen", start="2015-01-01", end="2017-12-31", financing=REGULAR,
        state=RUNNING),
)  # fmt: skip

PLAN = PlanDraft(
    board="spanga-tensta", plan_version=1, period_start=day("2015-01-01"), period_end=day("2017-12-31"),
    introduction=(
        "Nämnden riktar hela planen till Tensta, den av nämndens stadsdelar som ligger över stadens index. Planen säger vad som ska "
        "ändras till 2017, vem som gör vad och hur resultatet mäts."
    ),
    risk_analysis_date=day("2014-12-04"), risk_analysis_year=2012,
    risk_analysis_text=(
        "Tensta är den enda av nämndens stadsdelar som ligger över stadens index, och gör det med bred marginal. Särskilt höga är "
        "försörjning, sociala riskfaktorer samt säkerhet och trygghet, där otrygghet kvällstid i centrum och kring tunnelbanan "
        "återkommer i dialogerna. Hälsa ligger nära staden. Planen riktas därför helt till Tensta."
    ),
    dialogues="BD-2014-03",
    priorities=priorities(
        "Trygghet kvällstid i centrum, vid tunnelbanan och på gårdarna.", "Språk och skolresultat från förskola till årskurs 9.",
        "Arbete för utrikesfödda kvinnor och för unga.",
    ),
    objectives=_OBJECTIVES,
    follow_up_values=(
        *measured("1", "Egen enkät i centrum", d20151031="43"),
        *measured("2", "Förskolornas sammanställning", d20151215="49"),
        *measured("3", "Utbildningsförvaltningens statistik", d20140630="76.4", d20150630="77.9"),
    ),
    resources_for_targets="En utvecklingsledare avsätter 20 procent av sin tid under 2015; 40 000 kr är reserverade för mätningar.",
    resources_responsible="utvecklingsledaren",
    measuring="Trygghet mäts varje höst, språk och skolresultat varje år. Mål 4 mäts när deltagarna har börjat.",
    activities=_ACTIVITIES,
    implementation="Trygghetssamordnaren håller ihop planen. Lokala styrgruppen möts varannan månad och går igenom varje aktivitet.",
    police_agreement_date=day("2014-04-15"), police_agreement_ref="Samverkansavtal med polisen, april 2014",
    crime_prevention_plan_date=day("2014-12-18"), crime_prevention_plan_ref="Plan för trygghet och brottsförebyggande arbete 2015–2016",
    housing_companies=("svenska-bostader",),
    housing_shares=(share("svenska-bostader", "Leder gårdsråden, lånar ut lokal i centrum och har en informatör i arbetsgruppen."),),
    steering_members=(
        seat("Spånga-Tensta stadsdelsförvaltning", "stadsdelsdirektör, ordförande", "beslutar om planens genomförande"),
        seat("Spånga-Tensta stadsdelsförvaltning", "enhetschefer", "förfogar över enheternas budget"),
        seat("AB Svenska Bostäder", "områdeschef", "beslutar om bolagets insatser i Tensta"),
        seat("Polisen", "kommunpolis"),
        seat("Tensta centrum", "centrumledare", "företräder butiker och fastighetsägare"),
    ),
    steering_group="Stadsdelsdirektören (ordförande), enhetschefer, områdeschef Svenska Bostäder, kommunpolis, centrumledare.",
    working_groups=(
        group("Tryggt centrum", "Planerar närvaro vecka för vecka", "trygghetssamordnare, centrumledare, kommunpolis, fältassistent"),
        group("Språk och skola", "Följer språkgrupper och läxhjälp", "enhetschef öppna förskolor, två rektorer"),
    ),
    contacts=(
        contact("utbildningsnamnden", "grundskolechef", "grundskola@example.se"),
        contact("kulturnamnden", "bibliotekschef", "bibliotek@example.se"),
    ),
    steering_date=day("2015-02-03"), approved_date=day("2015-02-19"), approval_paragraph="§ 6",
    approval_registry_number="31-2015-1.2.1.", reported_date=day("2015-03-24"),
)  # fmt: skip
