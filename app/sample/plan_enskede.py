"""Enskede-Årsta-Vantör's plan in two versions; the second drops an activity, adds three and moves some targets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.domain.drafts import PlanDraft
from app.domain.vocabulary import SubIndex
from app.sample.plan_parts import (
    DONE,
    OTHER,
    PROGRAMME,
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

_SCHOOL = aim(
    "1", "Fler unga i Rågsved och Hagsätra fullföljer gymnasiet.", SubIndex.SOCIAL, "Andel kvar efter två terminer", "procent",
    ("68", "85"), "2017-12-31", "Uppföljning av alla som börjar gymnasiet, utan personuppgifter", since="2014-06-30",
    source="Uppföljning av elever som började 2013", data_source="Utbildningsförvaltningens statistik",
    responsible="enhetschefen för ungdom",
)  # fmt: skip
_HEALTH = aim(
    "2", "Fler vuxna i Högdalen och Bandhagen skattar sin hälsa som god.", SubIndex.HEALTH, "Andel med god självskattad hälsa", "procent",
    ("56", "60"), "2015-12-31", "Folkhälsoenkät i nämndens område", since="2014-12-31", source="Folkhälsoenkäten 2014",
    data_source="Landstingets folkhälsoenkät", responsible="folkhälsosamordnaren",
)  # fmt: skip
_OUTDOORS = aim(
    "3", "Boende i Östberga upplever utemiljön som trygg.", SubIndex.SOCIAL, "Andel som upplever gården som trygg", "procent",
    ("52", "60"), "2015-12-31", responsible="parkchefen",
)  # fmt: skip

_RAGSVED = activity(
    "1.1", "Rågsvedsmodellen", "Samlat stöd till unga och deras familjer, med en kontaktperson.", ("ragsved",), "1",
    lead="enhetschefen för ungdom", partners="Stockholmshem; två skolor; Jobbtorg", start="2015-08-10", end="2018-06-15",
    financing=PROGRAMME, state=RUNNING, sub_goals=("SU-1.1", "SU-1.d", "JF-3.b"),
)  # fmt: skip
_HOUSE = activity(
    "1.2", "Familjens hus i Hagsätra", "Utredning av ett samlat familjehus med öppen förskola och mödravård.", ("hagsatra",), "1",
    lead="enhetschefen för öppna förskolor", partners="mödravården", start="2015-07-01", end="2015-12-31", financing=PROGRAMME,
    state=DONE, sub_goals=("SU-1.c",),
)  # fmt: skip
_EXERCISE = activity(
    "2.1", "Rörelse och hälsa i Högdalen", "Ledarledd rörelse för vuxna som inte tränar.", ("hogdalen",), "2",
    lead="folkhälsosamordnaren", partners="en idrottsförening", start="2015-09-01", end="2016-12-31", financing=PROGRAMME, state=STOPPED,
    sub_goals=("SB-2.3",),
)  # fmt: skip
_GARDENS = activity(
    "2.2", "Odling och möten i Östberga", "Boende odlar och möts på gårdarna.", ("ostberga",), "3", lead="Stockholmshem",
    partners="stadsdelsförvaltningen; en odlarförening", start="2015-04-15", end="2017-10-15", financing=OTHER, state=RUNNING,
    sub_goals=("SB-3.4",),
)  # fmt: skip

VERSION_1 = PlanDraft(
    board="enskede-arsta-vantor", plan_version=1, period_start=day("2015-01-01"), period_end=day("2015-12-31"),
    introduction="En plan för ett år, medan nämnden prövar hur det lokala arbetet ska bedrivas.",
    risk_analysis_date=day("2015-01-15"), risk_analysis_year=2012,
    risk_analysis_text=(
        "Rågsved ligger högst bland nämndens stadsdelar och hälsa är den del som sticker ut: Hagsätra, Högdalen och Rågsved hör "
        "till stadens högsta. Östberga ligger högt i sociala riskfaktorer. Övriga delar av nämndområdet ligger under staden."
    ),
    dialogues="BD-2014-04",
    priorities=priorities("Unga som riskerar att lämna gymnasiet.", "Hälsa hos vuxna i Högdalen."),
    objectives=(_SCHOOL, _HEALTH, _OUTDOORS),
    follow_up_values=measured("1", "Utbildningsförvaltningens statistik", d20150630="70"),
    resources_for_targets="En utvecklingsledare på 25 procent under 2015.",
    resources_responsible="utvecklingsledaren",
    measuring="Utvecklingsledaren sammanställer värdena till verksamhetsberättelsen.",
    activities=(_RAGSVED, _HOUSE, _EXERCISE, _GARDENS),
    implementation="Aktiviteterna leds av enheterna. Styrgruppen möts två gånger per termin.",
    police_agreement_date=day("2014-12-02"), police_agreement_ref="Samverkansöverenskommelse med polisen 2014-12-02",
    housing_companies=("stockholmshem",),
    housing_shares=(share("stockholmshem", "Betalar odlingslådor och jord i Östberga."),),
    steering_members=(
        seat("Enskede-Årsta-Vantörs stadsdelsförvaltning", "stadsdelsdirektör, ordförande", "beslutar om planens genomförande"),
        seat("Enskede-Årsta-Vantörs stadsdelsförvaltning", "enhetschef ungdom"),
        seat("Stockholmshem", "områdeschef", "beslutar om bolagets insatser i området"),
        seat("Polisen", "kommunpolis"),
    ),
    steering_group="Stadsdelsdirektören (ordförande), enhetschef ungdom, områdeschef Stockholmshem, kommunpolis, fastighetsägarförening.",
    working_groups=(group("Rågsvedsmodellen", "Fördelar kontaktpersoner", "enhetschef ungdom, två rektorer, Jobbtorg"),),
    contacts=(contact("utbildningsnamnden", "gymnasiechef", "gymnasium@example.se"),),
    steering_date=day("2015-02-24"), approved_date=day("2015-03-26"), approval_paragraph="§ 14",
    approval_registry_number="328-94/2015", reported_date=day("2015-05-12"),
)  # fmt: skip

VERSION_2 = replace(
    VERSION_1,
    plan_version=2, period_start=day("2016-01-01"), period_end=day("2017-12-31"),
    introduction=(
        "Planen gäller två år och bygger på erfarenheterna från 2015. Rörelse i Högdalen avslutades när föreningen lade ned sin "
        "verksamhet. Nytt är trygga skolvägar, läsning och en egen aktivitet för hälsa i Hagsätra."
    ),
    risk_analysis_date=day("2015-11-10"),
    risk_analysis_text=(
        "Analysen från 2015 står fast. Efter årets boendedialoger lyfts trygga skolvägar i Bandhagen och läsning i Rågsved fram, "
        "och hälsa hos vuxna i Hagsätra får en egen aktivitet."
    ),
    dialogues="BD-2014-04; BD-2015-05",
    priorities=priorities(
        "Unga som riskerar att lämna gymnasiet.", "Hälsa hos vuxna i Hagsätra.", "Barns väg till skolan och barns läsning.",
    ),
    objectives=(
        replace(_SCHOOL, target=Decimal("82")),
        replace(_HEALTH, text="Fler vuxna i Hagsätra och Bandhagen skattar sin hälsa som god.", target=Decimal("63"),
                target_date=day("2017-12-31")),
        replace(_OUTDOORS, target_date=day("2017-10-31"), method="Boendeenkät tillsammans med Stockholmshem",
                data_source="Stockholmshems boendeenkät"),
        aim("4", "Fler barn i Bandhagen går eller cyklar till skolan och känner sig trygga.", SubIndex.SOCIAL,
            "Andel elever som går eller cyklar", "procent", ("57", "70"), "2017-12-10", "Handuppräckning i klasserna två veckor per termin",
            since="2015-10-15", source="Mätning i tre skolor hösten 2015", data_source="Skolornas egen räkning",
            responsible="utvecklingsledaren"),
    ),
    follow_up_values=(
        *measured("1", "Utbildningsförvaltningens statistik", d20150630="70", d20151231="72"),
        *measured("2", "Folkhälsoenkät 2015", d20151231="57"),
    ),
    resources_for_targets="En utvecklingsledare på 15 procent under 2016 och 50 000 kr till en boendeenkät.",
    measuring="Utvecklingsledaren sammanställer värdena till verksamhetsberättelsen och till styrgruppen i oktober.",
    activities=(
        _RAGSVED, _HOUSE, replace(_GARDENS, description="Boende odlar och möts på gårdarna. Fler gårdar tas med under 2016.",
                                  end=day("2017-12-15")),
        activity("2.3", "Hälsa i Hagsätra", "Hälsosamtal och vägar till vård för vuxna.", ("hagsatra",), "2",
            lead="folkhälsosamordnaren", partners="vårdcentralen; två föreningar", start="2016-09-01", end="2018-02-28",
            financing=PROGRAMME, state=WAITING, sub_goals=("SB-2.3",)),
        activity("3.1", "Trygga skolvägar i Bandhagen", "Vuxna längs vägen, tillsammans med skola och trafikkontor.", ("bandhagen",), "4",
            lead="utvecklingsledaren", partners="tre skolor; trafikkontoret", start="2016-08-22", end="2017-12-20", financing=PROGRAMME,
            state=WAITING, sub_goals=("SB-1.2", "SB-3.4", "SU-1.a")),
        activity("3.2", "Rågsved läser", "Läsning hela året för barn och föräldrar.", ("ragsved",), "1", lead="enhetschefen för förskola",
            partners="folkbiblioteket; förskolorna", start="2016-09-01", end="2018-08-31", financing=PROGRAMME, state=WAITING,
            sub_goals=("SB-2.4", "SU-1.c")),
    ),
    crime_prevention_plan_date=day("2015-12-10"), crime_prevention_plan_ref="Brottsförebyggande plan 2016, antagen 2015-12-10",
    housing_shares=(share("stockholmshem", "Betalar odlingslådor och jord i Östberga och deltar i boendeenkäten."),),
    steering_members=(*VERSION_1.steering_members, seat("Fastighetsägarföreningen i Rågsved", "verksamhetsledare")),
    contacts=(*VERSION_1.contacts, contact("trafiknamnden", "planeringsledare", "trafik@example.se")),
    steering_date=day("2016-01-12"), approved_date=day("2016-01-28"), approval_paragraph="§ 5",
    approval_registry_number="328-17/2016", reported_date=None,
)  # fmt: skip
