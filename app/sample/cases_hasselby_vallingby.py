"""Sample applications of Hässelby-Vällingby."""

from __future__ import annotations

from app.domain.drafts import Objective
from app.domain.vocabulary import ApplicationType, BoardResult, ConsultationOutcome, CostType, DecisionOutcome
from app.sample.boards import from_board
from app.sample.build import case, day, goal, own, paid, part, step
from app.sample.judgements import judged
from app.sample.model import SampleCase
from app.sample.ways import autumn, proposal, spring, way, winter

BOARD = "hasselby-vallingby"


def cases() -> tuple[SampleCase, ...]:
    return (_grimsta(), _attendance(), _safety_council(), _youth_lead(), _vallingby(), _blackeberg())


def _grimsta() -> SampleCase:
    draft = from_board(
        BOARD, "2015-003",
        title="Grimsta möts – kök, odling och grannskap", plan_activity="Grimsta mötesplats", plan_objectives="Målsättning 2",
        registry_number_board="5-212-2015", registry_number_city="336-431/2015", received_date=day("2015-04-07"),
        steering_date=day("2015-03-17"), board_date=day("2015-03-26"), board_paragraph="§ 9", type=ApplicationType.START_UP,
        purpose="Syftet är att boende i Grimsta ska ha någon att vända sig till i grannskapet, genom en mötesplats de själva sköter.",
        description=(
            "En tom butikslokal blir mötesplats med kök. Måndagar lagas mat tillsammans, onsdagar är det språkkafé och på våren odlar "
            "deltagarna på gården. En samordnare finns på plats första tiden, därefter tar en förening över ansvaret för öppettiderna."
        ),
        starts_explanation="Grimsta saknar mötesplats sedan 2011. Verksamheten byggs upp och lämnas över till en förening.",
        districts=("grimsta",), target_group="boende i Grimsta, särskilt ensamstående och äldre", people_reached=380,
        related_sub_goals=("SB-2.2", "SB-3.4"),
        coordination="Gårdsodlingen planeras med bolagets utemiljöansvarige.", start_date=day("2015-08-17"), end_date=day("2017-08-31"),
        milestones=(step("Mötesplatsen öppnar", "2015-09-15"), step("Föreningen tar över öppettiderna", "2017-01-15")),
        budget_lines=(
            paid(2015, CostType.STAFF, 230_000, "Samordnare"), paid(2015, CostType.PREMISES, 60_000, "Hyra"),
            paid(2015, CostType.MATERIAL, 70_000, "Redskap och porslin"),
            paid(2016, CostType.STAFF, 560_000, "Samordnare"), paid(2016, CostType.PREMISES, 150_000, "Hyra"),
            paid(2016, CostType.OTHER, 90_000, "Råvaror och program"),
            paid(2017, CostType.STAFF, 480_000, "Samordnare"), paid(2017, CostType.PREMISES, 100_000, "Hyra"),
            paid(2017, CostType.OTHER, 60_000, "Råvaror och program"),
            own(2016, CostType.STAFF, 110_000, "Handledning"),
        ),
        objectives=(
            goal("Fler har någon att vända sig till", "Andel som uppger minst en granne att be om hjälp", "procent", ("61", "72"),
                "2017-06-30",
                 "Enkät i fyra portar före och efter", baseline_date=day("2015-02-28"), baseline_source="Boendedialogen 2015"),
            goal("Mötesplatsen lever", "Besök per vecka", "besök", ("0", "120"), "2016-12-31", "Räkning på plats"),
        ),
        follow_up_what="Besök, deltagare i odlingen och svar i enkäten.", follow_up_when="varje halvår",
        implementation_receiver="en lokal förening med stöd av fritidsavdelningen", implementation_from=day("2017-09-01"),
        implementation_yearly_cost=170_000,
        implementation_financing="Föreningen får nämndens föreningsbidrag och Svenska Bostäder sänker hyran.",
        implementation_decision="nämndens verksamhetsplan för 2017",
        partners=(part("Svenska Bostäder", "lokal och gård", "sänkt hyra"), part("en pensionärsförening", "leder odlingen", "ideell tid")),
        specialist_board_contact="Trafikkontoret är tillfrågat om odling på angränsande mark och har godkänt den.",
        dialogue_result="I boendedialogen bad många om ett kök att samlas kring.",
        innovation="Mat och odling är sättet att nå dem som inte kommer på möten.",
        spread_plan="Erfarenheterna visas på en öppen dag för övriga nämnder 2017.",
    )  # fmt: skip
    process = proposal(
        "Äldreförvaltningens samordnare för mötesplatser", "Överlämningen till en förening är trovärdig.", heard="2015-05-05",
        group=ConsultationOutcome.SUPPORTED, propose=DecisionOutcome.GRANTED, amount=1_800_000, final="2017-11-28", paragraph="§ 16",
        dialogues="BD-2014-01",
    )  # fmt: skip
    return case("2015-003", draft, spring("2015-04-10", "2015-08-17"), process, judged(2))


def _attendance() -> SampleCase:
    draft = from_board(
        BOARD, "2015-011",
        title="Frånvaro blir närvaro", plan_activity="1.1", plan_objectives="Målsättning 1",
        registry_number_board="5-744-2015", registry_number_city="336-1119/2015", received_date=day("2015-09-08"),
        steering_date=day("2015-08-20"), board_date=day("2015-08-27"), board_paragraph="§ 11", type=ApplicationType.METHOD_DEVELOPMENT,
        purpose="Syftet är att ogiltig skolfrånvaro ska mötas inom fem dagar och att orsaken ska hanteras tillsammans med familjen.",
        description=(
            "Ett lag med två skolsociala samordnare arbetar på tre skolor. När en elev varit borta utan giltig anledning i två dagar "
            "tar laget kontakt med familjen och bokar ett hembesök eller ett möte. Laget har en egen tid hos barn- och "
            "ungdomspsykiatrin varje vecka och kan sätta in stöd i hemmet under några veckor."
        ),
        starts_explanation="Femdagarsregeln och det gemensamma laget är nya. Skolornas egen elevhälsa påverkas inte.",
        districts=("hasselby-gard", "hasselby-strand"), target_group="elever i årskurs 6–9 med begynnande frånvaro, och deras familjer",
        people_reached=150,
        related_sub_goals=("SU-1.1", "SU-1.a"), coordination="Arbetet läggs samman med skolornas plan för fokusskolor.",
        start_date=day("2016-01-11"), end_date=day("2018-06-15"),
        milestones=(step("Rutiner beslutade i tre skolor", "2016-03-31"), step("Halvtidsrapport", "2017-04-30")),
        budget_lines=(
            paid(2016, CostType.STAFF, 940_000, "Två skolsociala samordnare"),
            paid(2017, CostType.STAFF, 970_000, "Två skolsociala samordnare"),
            paid(2017, CostType.EVALUATION, 120_000, "Utvärdering"), paid(2018, CostType.STAFF, 570_000, "Två skolsociala samordnare"),
            own(2016, CostType.STAFF, 150_000, "Arbetsledning"), own(2017, CostType.STAFF, 150_000, "Arbetsledning"),
        ),
        objectives=(
            goal("Ogiltig frånvaro minskar", "Andel elever med mer än 10 procent ogiltig frånvaro", "procent", ("11.4", "7.5"),
                "2018-06-10", "Skolornas frånvarosystem",
                 baseline_date=day("2015-06-10"), baseline_source="Läsåret 2014/15", data_source="Utbildningsförvaltningen"),
            goal("Kontakt tas i tid", "Andel ärenden med kontakt inom fem dagar", "procent", ("30", "90"), "2018-06-10", "Lagets logg"),
        ),
        follow_up_what="Frånvaro per skola och tid till kontakt.", follow_up_when="varje månad",
        evaluation_kind="utvärdering av arbetssättet", evaluation_who="en utvärderare vid ett lärosäte", evaluation_budget=120_000,
        implementation_receiver="utbildningsnämnden och nämnden gemensamt", implementation_from=day("2018-08-15"),
        implementation_yearly_cost=980_000,
        implementation_financing="Skolorna och socialtjänsten delar på tjänsterna enligt avtal som tas fram under projektet.",
        implementation_decision="avtal mellan nämnden och utbildningsförvaltningen senast i mars 2018",
        partners=(part("tre grundskolor", "rutiner och lokaler"), part("barn- och ungdomspsykiatrin", "konsultation", confirmed=False)),
        specialist_board_contact="Utbildningsförvaltningen är medansvarig och har utsett en projektägare.",
        dialogue_result="Föräldrar ville bli uppringda tidigare.",
        innovation="En och samma person följer ärendet i skola, socialtjänst och hem.",
        spread_plan="Rutinen lämnas till övriga stadsdelar.",
    )  # fmt: skip
    process = proposal(
        "Utbildningsförvaltningens expert på elevhälsa", "Rutinen är tydlig. Avtalet om kostnadsdelning måste komma på plats.",
        heard="2015-10-09",
        group=ConsultationOutcome.SUPPORTED, propose=DecisionOutcome.GRANTED, amount=2_600_000, final="2018-09-28", paragraph="§ 26",
    )  # fmt: skip
    return case("2015-011", draft, autumn("2015-09-11", "2016-01-11"), process, judged(0))


def _safety_council() -> SampleCase:
    draft = from_board(
        BOARD, "2015-018",
        title="Strandens trygghetsråd", plan_activity="3.1", plan_objectives="Målsättning 2",
        registry_number_board="5-918-2015", registry_number_city="336-1344/2015", received_date=day("2015-11-23"),
        steering_date=day("2015-10-20"), board_date=day("2015-11-12"), board_paragraph="§ 7", type=ApplicationType.START_UP,
        purpose="Syftet är att boende och butiker i Hässelby Strand ska lösa otrygga situationer tillsammans innan de växer.",
        description=(
            "Ett råd med boende, butiksägare, bostadsbolag och polis möts varje månad och bestämmer om små åtgärder. Två boende får "
            "uppdraget som rådets värdar och håller kontakten mellan mötena."
        ),
        starts_explanation="Rådet finns inte i dag. Arbetsformer och uppdrag prövas under ett och ett halvt år.",
        districts=("hasselby-strand",), target_group="boende och butiker i Hässelby Strand", people_reached=600,
        related_sub_goals=("SB-3.4",),
        coordination="Åtgärder på allmän mark lämnas till trafikkontoret varje månad.", start_date=day("2016-04-01"),
        end_date=day("2017-09-30"),
        milestones=(step("Rådet bildat", "2016-05-15"),),
        budget_lines=(
            paid(2016, CostType.STAFF, 260_000, "Samordnare på halvtid"), paid(2016, CostType.OTHER, 70_000, "Små åtgärder"),
            paid(2017, CostType.STAFF, 340_000, "Samordnare på halvtid"), paid(2017, CostType.OTHER, 110_000, "Små åtgärder"),
            own(2016, CostType.PREMISES, 20_000, "Möteslokal"),
        ),
        objectives=(goal("Fler är trygga vid torget", "Andel trygga kvällstid", "procent", ("44", "56"), "2017-09-30",
                "Enkät vid torget två gånger per år",
                         baseline_date=day("2015-09-30"), baseline_source="Trygghetsvandring 2015"),),
        follow_up_what="Antal åtgärder, tid till åtgärd och upplevd trygghet.", follow_up_when="varje halvår",
        implementation_receiver="fritidsavdelningens förebyggande enhet", implementation_from=day("2017-10-01"),
        implementation_yearly_cost=80_000,
        implementation_financing="Rådet sköts av förebyggande enheten i ordinarie tjänst.",
        implementation_decision="enhetens plan för 2017",
        partners=(part("Familjebostäder", "deltar i rådet"), part("en butiksägarförening", "deltar i rådet"),
            part("kommunpolisen", "deltar i rådet")),
        specialist_board_contact="Trafikkontoret har utsett en kontaktperson.",
        dialogue_result="Butiker och boende ville ha ett gemensamt forum.",
        innovation="Rådet har egna medel och svarar för egna åtgärder.", spread_plan="Arbetsformen skrivs ned på en sida.",
    )  # fmt: skip
    process = proposal(
        "Trafikkontorets trygghetssamordnare", "Kontaktvägen till kontoret fungerar redan i andra stadsdelar.", heard="2016-01-13",
        group=ConsultationOutcome.SUPPORTED, propose=DecisionOutcome.GRANTED, amount=780_000, final="2017-12-15", paragraph="§ 6",
    )  # fmt: skip
    return case("2015-018", draft, winter("2015-11-26", "2016-03-09"), process, judged(3))


def _youth_lead() -> SampleCase:
    draft = from_board(
        BOARD, "2015-021",
        title="Unga leder i Hässelby Gård", plan_activity="2.2", plan_objectives="Målsättning 3",
        registry_number_board="5-990-2015", registry_number_city="KS 2015/1488", received_date=day("2015-12-21"),
        steering_date=day("2015-11-17"), board_date=day("2015-12-10"), board_paragraph="§ 10", type=ApplicationType.METHOD_DEVELOPMENT,
        purpose="Syftet är att unga i Hässelby Gård ska planera och leda sin egen verksamhet, med stöd men utan att vuxna tar över.",
        description=(
            "Sexton unga utbildas till ledare och håller öppen verksamhet för yngre två kvällar i veckan. En ungdomsstyrelse beslutar "
            "om programpengar. Vuxna ledare handleder och finns i bakgrunden."
        ),
        starts_explanation="Ungdomsstyrelsen och ledarutbildningen är nya i stadsdelen.",
        districts=("hasselby-gard",), target_group="unga 12–18 år i Hässelby Gård", people_reached=260,
        related_sub_goals=("SB-2.3", "SU-1.b"),
        coordination="Idrottsförvaltningen erbjuder hall på kvällstid.", start_date=day("2016-08-15"), end_date=day("2018-06-15"),
        milestones=(step("Ungdomsstyrelsen vald", "2016-10-15"), step("Sexton ledare utbildade", "2017-05-31")),
        budget_lines=(
            paid(2016, CostType.STAFF, 320_000, "Handledare"), paid(2016, CostType.OTHER, 80_000, "Programpengar"),
            paid(2017, CostType.STAFF, 640_000, "Handledare"),
            paid(2017, CostType.OTHER, 160_000, "Programpengar"), paid(2018, CostType.STAFF, 370_000, "Handledare"),
            paid(2018, CostType.OTHER, 80_000, "Programpengar"),
            own(2017, CostType.PREMISES, 120_000, "Lokal"),
        ),
        objectives=(
            goal("Unga leder verksamheten", "Andel kvällar ledda av unga", "procent", ("5", "70"), "2018-06-15", "Schemat"),
            goal("Unga upplever inflytande", "Andel som instämmer", "procent", ("39", "60"), "2018-05-31", "Enkät på plats",
                baseline_date=day("2015-05-31"),
                 baseline_source="Fritidsavdelningens enkät"),
        ),
        follow_up_what="Antal ledare, kvällar och upplevt inflytande.", follow_up_when="varje termin",
        implementation_receiver="fritidsavdelningen", implementation_from=day("2018-08-15"), implementation_yearly_cost=310_000,
        implementation_financing="Handledningen ryms i befintliga tjänster; programpengarna tas ur fritidens budget.",
        implementation_decision="nämndens budget för 2018",
        partners=(part("två idrottsföreningar", "ledarutbildning"), part("en kulturskola", "scen och utrustning")),
        specialist_board_contact="Idrottsförvaltningen har bekräftat tider i hallen.",
        dialogue_result="Unga sade att vuxna lyssnar men bestämmer ändå.",
        innovation="Unga beslutar om pengar och bemanning.", spread_plan="Styrelsens arbetsordning delas med andra fritidsgårdar.",
    )  # fmt: skip
    process = proposal(
        "Idrottsförvaltningens utvecklingsledare", "Ledarutbildningen är beprövad, ungdomsstyrelsen är ny.", heard="2016-02-01",
        group=ConsultationOutcome.SUPPORTED,
    )  # fmt: skip
    path = way(check="2016-01-07", expert="2016-01-22", assessed="2016-02-24", consulted="2016-03-08")
    return case("2015-021", draft, path, process, judged(4))


def _vallingby() -> SampleCase:
    draft = from_board(
        BOARD, "2015-016",
        title="Vällingby kvällstid", plan_activity="Vällingby centrum kvällstid",
        registry_number_board="5-830-2015", registry_number_city="336-1270/2015", received_date=day("2015-11-02"),
        steering_date=day("2015-09-22"), board_date=day("2015-10-15"), board_paragraph="§ 6", type=ApplicationType.START_UP,
        purpose="Syftet är att Vällingby centrum ska kännas tryggt på fredagskvällar.",
        description="Två vuxna är på plats i centrum fredagar mellan klockan 18 och 22. Unga erbjuds prova på teater och skate i närheten.",
        starts_explanation="Närvaron på fredagar är ny.", previous_activity=None,
        districts=("vallingby", "racksta"), target_group="unga och besökare i Vällingby centrum", people_reached=800,
        related_sub_goals=("SB-2.2", "SB-2.4"),
        start_date=day("2016-04-01"), end_date=day("2017-03-31"),
        budget_lines=(paid(2016, CostType.STAFF, 540_000, "Ledare fredagar"), paid(2016, CostType.OTHER, 90_000, "Aktiviteter"),
            paid(2017, CostType.STAFF, 190_000, "Ledare fredagar")),
        objectives=(Objective(text="Fler är trygga i centrum", indicator="Andel trygga kvällstid", unit="procent", method="Enkät"),),
        resources_for_targets="", resources_responsible="", reporting_dates=(), reporting_responsible="", crime_prevention_plan_ref="",
        implementation_receiver="", implementation_financing="Prövas i budget för 2018.",
        partners=(part("centrumledningen i Vällingby", "lokal för ledarna", confirmed=False),),
        innovation="Ledare och butiker arbetar ihop.",
        dialogue_result="", spread_plan="",
    )  # fmt: skip
    asked = (
        "Ange utgångsvärde, målvärde och måldatum för målet, resurser för att ta fram mål, vem som tar över insatsen, redovisningstider, "
        "kontakt med kulturförvaltningen och om insatsen har bedrivits tidigare. Motivera också valet av Vällingby och Råcksta."
    )
    path = way(check="2015-11-05", supplement="2016-01-29", supplement_note=asked)
    return case("2015-016", draft, path)


def _blackeberg() -> SampleCase:
    draft = from_board(
        BOARD, "2016-005",
        title="Blackebergs ungdomscafé", plan_activity="Ungdomscafé i Blackeberg",
        registry_number_board="5-41-2016", registry_number_city="336-122/2016", received_date=day("2016-02-10"),
        steering_date=day("2016-01-19"), board_date=day("2016-02-02"), board_paragraph="§ 5", board_result=BoardResult.APPLIED,
        type=ApplicationType.START_UP,
        purpose="Syftet är att unga från Råcksta och Grimsta som går i skolan i Blackeberg ska ha ett café att vara på.",
        description=(
            "Ett ungdomscafé öppnas i en skollokal i Blackeberg tre eftermiddagar i veckan. Feriejobbare bemannar caféet på sommaren."
        ),
        starts_explanation="Caféet är nytt.", districts=("blackeberg",), target_group="gymnasieelever", people_reached=150,
        related_sub_goals=("SU-1.b",),
        start_date=day("2016-08-15"), end_date=day("2017-06-15"),
        budget_lines=(paid(2016, CostType.STAFF, 210_000, "Fritidsledare"), paid(2017, CostType.STAFF, 230_000, "Fritidsledare"),
            paid(2017, CostType.MATERIAL, 40_000, "Kafémöblemang")),
        objectives=(goal("Caféet används", "Besök per vecka", "besök", ("0", "90"), "2017-06-15", "Räkning"),),
        follow_up_what="Besök per vecka.", follow_up_when="varje månad", coordination="Skolan upplåter lokalen.",
        implementation_receiver="skolan", implementation_financing="Skolan driver caféet vidare.", implementation_yearly_cost=200_000,
        partners=(part("ett gymnasium", "lokal"),), specialist_board_contact="Utbildningsförvaltningen är tillfrågad.",
        innovation="Elever driver caféet.",
    )  # fmt: skip
    return case("2016-005", draft, way(check="2016-02-15"))
