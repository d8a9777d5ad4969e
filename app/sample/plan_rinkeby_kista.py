"""Rinkeby-Kista's plan: whole, reported and followed up twice a year."""

from __future__ import annotations

from app.domain.drafts import PlanDraft
from app.domain.vocabulary import SubIndex
from app.sample.plan_parts import (
    DONE,
    OTHER,
    PROGRAMME,
    REGULAR,
    RUNNING,
    STOPPED,
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
    aim("1", "Fler föräldrar känner sig trygga i kontakten med förskola och skola, från 58 till 70 procent senast 2017.", SubIndex.SOCIAL,
        "Andel föräldrar som svarar ”ganska” eller ”mycket trygg”", "procent", ("58", "70"), "2017-05-31",
        "Enkät varje höst till vårdnadshavare i tre skolor och fyra förskolor", since="2014-11-15",
        source="Stadsdelsförvaltningens enkät 2014", data_source="Stadsdelsförvaltningens enkät",
        responsible="avdelningschefen för barn och unga"),
    aim("2", "Fler unga har en meningsfull fritid kvällstid, mätt som besök och upplevd trygghet.", SubIndex.SAFETY,
        "Besök per öppen kväll i Husby", "besök", ("0", "60"), "2017-12-31", "Räkning utan namn varje öppen kväll", since="2015-01-31",
        source="Ingen lokal var öppen vid planens början", data_source="Fritidsledarnas besöksräkning",
        responsible="enhetschefen för ungdom"),
    aim("3", "Fler kvinnor som står långt från arbetsmarknaden får arbete eller börjar studera.", SubIndex.LIVELIHOOD,
        "Andel deltagare i arbete, praktik eller studier inom tolv månader", "procent", ("18", "40"), "2017-12-31",
        "Uppgift från Jobbtorg, sammanställd utan personuppgifter", since="2014-12-31", source="Jobbtorgs statistik 2014",
        data_source="Jobbtorg", responsible="avdelningschefen för social omsorg"),
    aim("4", "Fler boende upplever att de kan påverka sitt område.", SubIndex.SOCIAL,
        "Andel som instämmer i att de kan påverka", "procent", ("29", "40"), "2017-12-15", "Boendeenkät tillsammans med bostadsbolaget",
        since="2014-10-31", source="Bostadsbolagets boendeenkät 2014", data_source="Boendeenkät",
        responsible="utredaren på avdelningen för utveckling"),
    aim("5", "Andelen invånare i Rinkeby som behöver ekonomiskt bistånd minskar.", SubIndex.LIVELIHOOD,
        "Invånare med ekonomiskt bistånd", "procent av invånare", ("9.1", "8.0"), "2016-12-31", "Avläses i riskindexet varje år",
        since="2012-12-31", source="Riskindex 2012", data_source="Stadens riskindex", responsible="avdelningschefen för social omsorg"),
)  # fmt: skip

_FOLLOW_UP = (
    *measured("1", "Stadsdelsförvaltningens enkät 2015", d20151115="61"),
    *measured("2", "Fritidsledarnas besöksräkning", d20160131="34", d20160229="41"),
    *measured("3", "Jobbtorgs statistik", d20150630="19", d20151231="23"),
    *measured("4", "Boendeenkät 2015", d20151031="30"),
    *measured("5", "Stadens riskindex", d20141231="8.8", d20151231="8.9"),
)

_ACTIVITIES = (
    activity("1.1", "Föräldrastöd på fler språk", "Grupper och uppsökande stöd på de språk som talas i området.", ("husby", "rinkeby"), "1",
        lead="enhetschefen för öppna förskolor", partners="tre grundskolor; en kvinnoförening; Svenska Bostäder", start="2015-08-17",
        end="2017-06-30", financing=PROGRAMME, state=RUNNING, sub_goals=("SU-1.a", "SU-1.c")),
    activity("1.2", "Öppen ungdomslokal kvällstid i Husby", "Öppet till kl. 23 fredag och lördag med vuxna på plats.", ("husby",), "2",
        lead="enhetschefen för ungdom", partners="Svenska Bostäder; två idrottsföreningar", start="2016-01-08", end="2017-12-31",
        financing=PROGRAMME, state=RUNNING, sub_goals=("SB-2.3", "SU-1.b")),
    activity("2.1", "Grannsamverkan och trygghetsvandringar", "Vandringar varje kvartal och återkoppling till boende.",
        ("akalla", "husby", "kista", "rinkeby"), "2; 4", lead="trygghetssamordnaren", partners="polisen; Svenska Bostäder",
        start="2015-03-01", end="2017-12-31", financing=REGULAR, state=RUNNING, sub_goals=("SB-3.4",)),
    activity("2.2", "Trygga stråk till Rinkeby torg", "Belysning, skötsel och närvaro längs gångstråken.", ("rinkeby",), "2",
        lead="parkchefen", partners="trafikkontoret; Svenska Bostäder", start="2015-09-01", end="2016-08-31", financing=PROGRAMME,
        state=STOPPED, sub_goals=("SB-3.4",)),
    activity("3.1", "Kvinnors väg till arbete", "Studiebesök, praktik och språk tillsammans med Jobbtorg.", ("husby", "rinkeby"), "3; 5",
        lead="enhetschefen för arbete och försörjning", partners="Jobbtorg; två företag i Kista", start="2016-01-11", end="2018-06-30",
        financing=PROGRAMME, state=RUNNING, sub_goals=("JF-2.1", "JF-3.1", "JF-3.a")),
    activity("3.2", "Unga vuxna utan sysselsättning", "Samlat stöd till unga 20–29 år som saknar arbete och studier.", ("husby", "rinkeby"),
        "3; 5", lead="enhetschefen för arbete och försörjning", partners="Jobbtorg; Arbetsförmedlingen", start="2016-09-01",
        end="2018-08-31", financing=PROGRAMME, state=WAITING, sub_goals=("JF-3.b",)),
    activity("4.1", "Dialog i nya former", "Samtal i trapphus, på torg och digitalt, med återkoppling inom en månad.", ("akalla", "kista"),
        "4", lead="utvecklingsledaren", partners="Svenska Bostäder; fem bostadsrättsföreningar", start="2016-08-15", end="2017-12-15",
        financing=PROGRAMME, state=WAITING, sub_goals=("SB-2.b", "SB-3.4", "SB-3.b")),
    activity("4.2", "Kultur för alla i Kista", "Utredning av hur kulturutbudet kan samlas.", ("kista",), "4",
        lead="kulturutvecklaren", partners="kulturförvaltningen", start="2016-05-01", end="2016-12-31", financing=PROGRAMME, state=WAITING,
        sub_goals=("SB-2.4",)),
    activity("4.3", "Värdar i tvättstugor och trapphus", "Boende får utbildning och arvode som värdar i sitt kvarter.", ("rinkeby",), "4",
        lead="Svenska Bostäder", partners="stadsdelsförvaltningen", start="2015-05-01", end="2015-12-31", financing=OTHER, state=DONE,
        sub_goals=("SB-3.4",)),
)  # fmt: skip

PLAN = PlanDraft(
    board="rinkeby-kista", plan_version=1, period_start=day("2015-01-01"), period_end=day("2017-12-31"),
    introduction=(
        "Planen samlar det som nämnden, bostadsbolaget, polisen och skolorna gör tillsammans i Rinkeby, Husby, Akalla och Kista. "
        "Den bygger på stadens riskindex och på vad boende har sagt. Nämnden följer planen i ordinarie uppföljning."
    ),
    risk_analysis_date=day("2014-12-09"), risk_analysis_year=2012,
    risk_analysis_text=(
        "Alla fyra stadsdelar ligger över stadens index. Rinkeby har stadens högsta värden för sociala riskfaktorer och försörjning, "
        "och Husby ligger högt i båda. Säkerhet och trygghet är den del som skiljer mest mellan stadsdelarna. Analysen är gjord "
        "tillsammans med Svenska Bostäder och visar att insatser för försörjning och för föräldrar bör gå först."
    ),
    dialogues="BD-2014-02",
    priorities=priorities(
        "Egen försörjning för dem som står längst från arbetsmarknaden.",
        "Föräldrar, förskola och skola som drar åt samma håll.",
        "Trygga kvällar för unga och för dem som rör sig ute.",
    ),
    objectives=_OBJECTIVES, follow_up_values=_FOLLOW_UP,
    resources_for_targets="80 timmar av en controller och en utredare under våren 2015, samt 60 000 kr till en enkät bland boende.",
    resources_responsible="utredaren på avdelningen för utveckling",
    measuring="Utredaren samlar värdena två gånger om året och lämnar dem till lokala styrgruppen i mars och oktober.",
    activities=_ACTIVITIES,
    implementation=(
        "Varje aktivitet har en ansvarig chef. Arbetsgrupperna träffas varje månad och lokala styrgruppen fyra gånger om året. "
        "Avvikelser tas upp vid nästa möte i styrgruppen."
    ),
    police_agreement_date=day("2014-11-20"), police_agreement_ref="Samverkansöverenskommelse med polisen 2014-11-20, dnr 1.2.1.-41/14",
    crime_prevention_plan_date=day("2015-01-29"), crime_prevention_plan_ref="Brottsförebyggande plan 2015, antagen 2015-01-29",
    housing_companies=("svenska-bostader",),
    housing_shares=(
        share("svenska-bostader", "Upplåter lokal i Husby utan hyra, svarar för skötsel och belysning på egen mark och betalar "
              "trapphusvärdarna."),
    ),
    steering_members=(
        seat("Rinkeby-Kista stadsdelsförvaltning", "stadsdelsdirektör, ordförande", "beslutar om planens genomförande"),
        seat("Rinkeby-Kista stadsdelsförvaltning", "avdelningschef barn och unga", "förfogar över avdelningens budget"),
        seat("Svenska Bostäder", "biträdande områdeschef", "beslutar om bolagets insatser i området"),
        seat("Polisen", "kommunpolis", "planerar polisens närvaro"),
        seat("Utbildningsförvaltningen", "rektor för en grundskola", "företräder skolorna i området"),
    ),
    steering_group="Stadsdelsdirektören (ordförande), avdelningschefer, bitr. områdeschef Svenska Bostäder, kommunpolis, rektor.",
    working_groups=(
        group("Trygga kvällar", "Samordnar vuxna på plats, polis och lokaler kvällstid", "enhetschef ungdom, kommunpolis, fältassistent"),
        group("Vägar till arbete", "Följer deltagare från första möte till arbete",
              "enhetschef arbete och försörjning, Jobbtorg, näringslivssamordnare"),
    ),
    contacts=(
        contact("utbildningsnamnden", "grundskolechef", "grundskola@example.se"),
        contact("arbetsmarknadsnamnden", "enhetschef Jobbtorg", "jobbtorg@example.se"),
        contact("trafiknamnden", "planeringsledare", "trafik@example.se"),
    ),
    steering_date=day("2015-02-10"), approved_date=day("2015-02-26"), approval_paragraph="§ 9",
    approval_registry_number="1.2.1.-18/15", reported_date=day("2015-03-24"),
)  # fmt: skip
