"""Sample applications of Enskede-Årsta-Vantör."""

from __future__ import annotations

from app.domain.drafts import Objective
from app.domain.vocabulary import ApplicationType, ConsultationOutcome, CostType, DecisionOutcome, RuleOutcome, SteeringResult
from app.sample.boards import from_board
from app.sample.build import case, day, goal, own, paid, part, step
from app.sample.judgements import judged
from app.sample.model import SampleCase, SampleDeparture
from app.sample.ways import proposal, spring, way

BOARD = "enskede-arsta-vantor"
_NOT_REPORTED = ("R31",)  # the second plan version has not been reported yet


def cases() -> tuple[SampleCase, ...]:
    return (_ragsved_model(), _family_house(), _arsta(), _school_ways(), _hagsatra(), _reading())


def _ragsved_model() -> SampleCase:
    draft = from_board(
        BOARD, "2015-004",
        title="Rågsvedsmodellen – samlat stöd till unga", plan_activity="1.1", plan_objectives="Målsättning 1",
        registry_number_board="328-112/2015", registry_number_city="328-494/2015", received_date=day("2015-04-10"),
        steering_date=day("2015-03-12"), board_date=day("2015-03-26"), board_paragraph="§ 15", board_immediate_approval=True,
        type=ApplicationType.METHOD_DEVELOPMENT,
        purpose=(
            "Syftet är att unga i Rågsved som är på väg att lämna gymnasiet ska få en kontaktperson och ett samlat stöd kring familjen."
        ),
        description=(
            "Tre kontaktpersoner arbetar nära högstadiet och gymnasiet. De följer eleven under övergången, möter familjen hemma och "
            "samlar skola, socialtjänst och fritid till ett möte i månaden. Varje ung har en plan på en sida som alla parter ser. "
            "Arbetet prövas först med fyrtio unga och vidgas andra året."
        ),
        starts_explanation=(
            "Kontaktperson över övergången mellan högstadium och gymnasium finns inte i stadsdelen. Arbetssättet tas fram i projektet."
        ),
        districts=("ragsved",), target_group="unga 14–18 år som riskerar att inte fullfölja gymnasiet", people_reached=110,
        related_sub_goals=("SU-1.1", "SU-1.d", "JF-3.b"),
        coordination="Skolorna i Rågsved och gymnasieslussen lämnar uppgifter varje månad.", start_date=day("2015-08-10"),
        end_date=day("2018-06-15"),
        milestones=(step("Fyrtio unga har en plan", "2016-01-31"), step("Modellen beskriven", "2017-06-15"),
            step("Beslut om drift", "2018-02-28")),
        budget_lines=(
            paid(2015, CostType.STAFF, 420_000, "Tre kontaktpersoner"), paid(2016, CostType.STAFF, 1_090_000, "Tre kontaktpersoner"),
            paid(2017, CostType.STAFF, 1_020_000, "Tre kontaktpersoner"), paid(2017, CostType.EVALUATION, 130_000, "Utvärdering"),
            paid(2018, CostType.STAFF, 540_000, "Tre kontaktpersoner"), own(2016, CostType.STAFF, 300_000, "Arbetsledning"),
            own(2017, CostType.STAFF, 300_000, "Arbetsledning"),
        ),
        objectives=(
            goal("Fler påbörjar gymnasiet och går kvar", "Andel kvar efter två terminer", "procent", ("68", "85"), "2018-06-15",
                "Skolornas uppgifter per termin",
                 baseline_date=day("2014-12-31"), baseline_source="Gymnasieslussen 2014", data_source="Utbildningsförvaltningen"),
            goal("Familjen är med", "Andel planer med vårdnadshavares underskrift", "procent", ("0", "80"), "2017-12-31", "Lagets logg"),
        ),
        follow_up_what="Studier, frånvaro och antal planer. Varje ung följs ett år efter avslut.", follow_up_when="varje termin",
        evaluation_kind="utvärdering av modellen", evaluation_who="en forskargrupp vid ett lärosäte", evaluation_budget=130_000,
        implementation_receiver="avdelningen för barn och unga, enheten för ungdom", implementation_from=day("2018-08-15"),
        implementation_yearly_cost=640_000,
        implementation_financing="Två av tre tjänster omfördelas från öppenvården.", implementation_decision="nämndens budget för 2018",
        partners=(part("två högstadieskolor", "lokaler och uppgifter"), part("en idrottsförening", "fritid"),
            part("Stockholmshem", "praktikplatser")),
        specialist_board_contact="Utbildningsförvaltningen och socialförvaltningen sitter i arbetsgruppen.",
        dialogue_result="Unga ville ha en vuxen som inte byts ut.", innovation="Kontakten följer eleven över skolgränsen.",
        spread_plan="Modellen skrivs ned och provas i Hagsätra.",
    )  # fmt: skip
    process = proposal(
        "Utbildningsförvaltningens strateg för gymnasieskolan", "Övergången är en känd brist och modellen är genomtänkt.",
        heard="2015-05-06",
        group=ConsultationOutcome.SUPPORTED, propose=DecisionOutcome.GRANTED, amount=3_200_000, final="2018-09-28", paragraph="§ 17",
    )  # fmt: skip
    return case("2015-004", draft, spring("2015-04-14", "2015-08-10"), process, judged(1))


def _family_house() -> SampleCase:
    draft = from_board(
        BOARD, "2015-006",
        title="Förstudie: familjens hus i Hagsätra", plan_activity="Familjens hus i Hagsätra", plan_objectives="Målsättning 1",
        registry_number_board="328-131/2015", registry_number_city="328-511/2015", received_date=day("2015-04-16"),
        steering_date=day("2015-03-12"), board_date=day("2015-03-26"), board_paragraph="§ 16", type=ApplicationType.PRE_STUDY,
        purpose=(
            "Syftet är att ta fram ett beslutsunderlag för ett hus där familjer i Hagsätra möter förskola, mödravård och rådgivning "
            "på samma plats."
        ),
        description=(
            "En utredare kartlägger behov, lokaler och kostnader och provar två förmiddagar i månaden i en lånad lokal. Landstinget "
            "och stadsdelen tar fram ett förslag till gemensam drift. Förstudien slutar med en rapport till nämnden i december 2015."
        ),
        starts_explanation="Förstudien är det första steget; huset finns inte.", districts=("hagsatra",),
        target_group="familjer med små barn i Hagsätra", people_reached=90,
        related_sub_goals=("SU-1.c",), coordination="Samordnas med planeringen av nya förskolor.", start_date=day("2015-07-01"),
        end_date=day("2015-12-31"),
        milestones=(step("Kartläggning klar", "2015-09-30"), step("Rapport till nämnden", "2015-12-17")),
        budget_lines=(paid(2015, CostType.SERVICES, 310_000, "Utredare"), paid(2015, CostType.OTHER, 90_000, "Försöksverksamhet"),
            own(2015, CostType.STAFF, 80_000, "Projektledning")),
        objectives=(goal("Beslutsunderlaget är komplett", "Antal delar klara av fem", "delar", ("0", "5"), "2015-12-17",
                "Avstämning mot uppdraget"),),
        follow_up_what="Uppdragets fem delar stäms av med styrgruppen.", follow_up_when="i september och december 2015",
        closure_what="Förstudien avslutas med rapporten.", closure_lessons="Kartläggningen används i nämndens verksamhetsplan för 2016.",
        running_responsible="Enskede-Årsta-Vantörs stadsdelsnämnd tillsammans med landstinget", running_yearly_cost=1_900_000,
        partners=(part("landstinget", "mödravård", confirmed=True), part("Stockholmshem", "lokalförslag")),
        specialist_board_contact="Socialförvaltningen och utbildningsförvaltningen har lämnat synpunkter.",
        dialogue_result="Familjer ville slippa åka mellan tre platser.", innovation="Landstinget är med från början.",
        spread_plan="Rapporten läggs ut öppet.",
    )  # fmt: skip
    process = proposal(
        "Socialförvaltningens utredare", "Driftkostnaden är realistiskt beräknad.", heard="2015-05-07", group=ConsultationOutcome.SUPPORTED,
        propose=DecisionOutcome.GRANTED, amount=400_000, final="2016-03-31", paragraph="§ 19",
    )  # fmt: skip
    path = spring("2015-04-20", "2015-07-01", final_report="2016-02-26")
    verdicts = judged(2, also=("R23",), own={
        "R07": (RuleOutcome.PASS, "Förstudien är ett första steg mot en verksamhet som inte finns i dag."),
        "R10": (RuleOutcome.PASS, "Förstudien avslutas med en rapport och det framgår hur den tas till vara."),
        "R11": (RuleOutcome.PASS, "Resultatet är ett underlag som nämnden tar om hand i sin verksamhetsplan."),
    })  # fmt: skip
    return case("2015-006", draft, path, process, verdicts)


def _arsta() -> SampleCase:
    draft = from_board(
        BOARD, "2015-015",
        title="Trygghetsvärdar vid Årsta torg", plan_activity="Trygghetsvärdar i Årsta",
        registry_number_board="328-240/2015", registry_number_city="328-1190/2015", received_date=day("2015-09-28"),
        steering_date=day("2015-09-01"), steering_result=SteeringResult.NOT_APPROVED, board_date=day("2015-09-17"), board_paragraph="§ 7",
        type=ApplicationType.START_UP,
        purpose="Syftet är att Årsta torg ska upplevas tryggare på kvällarna.",
        description="Två trygghetsvärdar går runt torget onsdag till lördag.",
        starts_explanation="Värdar har inte funnits vid torget.", districts=("arsta",), target_group="besökare vid Årsta torg",
        people_reached=1_500,
        related_sub_goals=("SB-3.4",), start_date=day("2016-01-01"), end_date=day("2016-12-31"),
        budget_lines=(paid(2016, CostType.STAFF, 900_000, "Två värdar"),),
        objectives=(goal("Torget upplevs tryggt", "Andel trygga", "procent", ("62", "70"), "2016-12-31", "Enkät"),),
        follow_up_what="Enkät före och efter.", follow_up_when="i januari och december 2016",
        implementation_receiver="", innovation="", partners=(part("butiker vid torget", "informerar", confirmed=False),),
    )  # fmt: skip
    note = "Nämnden drar tillbaka ansökan eftersom lokala styrgruppen inte godkände den och Årsta inte är en utpekad stadsdel."
    return case("2015-015", draft, way(check="2015-10-01", withdrawn="2015-10-19", end_note=note))


def _school_ways() -> SampleCase:
    draft = from_board(
        BOARD, "2016-004", version=2,
        title="Bandhagen – trygg skolväg", plan_activity="3.1", plan_objectives="Målsättning 4",
        registry_number_board="328-22/2016", registry_number_city="328-101/2016", received_date=day("2016-02-03"),
        steering_date=day("2016-01-12"), board_date=day("2016-01-28"), board_paragraph="§ 6", board_immediate_approval=True,
        type=ApplicationType.START_UP,
        crime_prevention_plan_ref="Brottsförebyggande plan 2016, antagen 2015-12-10",
        purpose="Syftet är att barn i Bandhagen ska kunna gå och cykla till skolan utan att vara rädda.",
        description=(
            "Föräldrar och pensionärer turas om att gå med barnen längs tre stråk under läsåret. Skolan ritar en karta över otrygga "
            "platser tillsammans med eleverna, och trafikkontoret och bolaget svarar på vad de gör vid varje plats."
        ),
        starts_explanation="Vandrande skolbussar har inte funnits i stadsdelen. Schema, karta och svar byggs upp från grunden.",
        districts=("bandhagen",), target_group="elever i årskurs F–5 i Bandhagen", people_reached=340,
        related_sub_goals=("SB-1.2", "SB-3.4", "SU-1.a"),
        coordination="Kartan lämnas till trafikkontoret och Stockholmshem varje termin.", start_date=day("2016-08-22"),
        end_date=day("2017-12-20"),
        milestones=(step("Tre stråk bemannade", "2016-10-01"), step("Karta med svar publicerad", "2016-12-01")),
        budget_lines=(
            paid(2016, CostType.STAFF, 250_000, "Samordnare"), paid(2016, CostType.MATERIAL, 40_000, "Västar och reflexer"),
            paid(2017, CostType.STAFF, 500_000, "Samordnare"), paid(2017, CostType.INFORMATION, 60_000, "Karta och tryck"),
            own(2017, CostType.OTHER, 30_000, "Fika för vandrarna"),
        ),
        objectives=(
            goal("Fler barn går eller cyklar", "Andel elever", "procent", ("57", "70"), "2017-12-10",
                "Handuppräckning i klass en vecka per termin",
                 baseline_date=day("2015-10-09"), baseline_source="Skolans räkning 2015"),
            goal("Barn är trygga på vägen", "Andel som svarar ja", "procent", ("63", "78"), "2017-12-10", "Elevenkät"),
        ),
        follow_up_what="Räkning och enkät varje termin, samt hur många platser som har fått svar.", follow_up_when="varje termin",
        implementation_receiver="skolan och föräldraföreningen", implementation_from=day("2018-01-08"), implementation_yearly_cost=60_000,
        implementation_financing="Skolan betalar västar och tryck; vandringarna är ideella.",
        implementation_decision="skolans plan för 2018",
        partners=(part("grundskolan i Bandhagen", "karta och räkning"), part("föräldraföreningen", "vandrare", "ideell tid"),
            part("Stockholmshem", "svarar på kartan")),
        specialist_board_contact="Trafikkontoret och utbildningsförvaltningen har utsett kontaktpersoner.",
        dialogue_result="Barnen ritade själva tolv platser där de är rädda.",
        innovation="Barnens karta kräver svar från dem som äger marken.",
        spread_plan="Kartmetoden delas med övriga nämnder.",
    )  # fmt: skip
    process = proposal(
        "Trafikkontorets skolvägsansvarige", "Kontoret kan svara på kartan inom ordinarie arbete.", heard="2016-02-17",
        group=ConsultationOutcome.SUPPORTED, propose=DecisionOutcome.GRANTED, amount=850_000, final="2018-03-20",
        dialogues="BD-2015-05",
    )  # fmt: skip
    path = way(check="2016-02-05", expert="2016-02-12", assessed="2016-02-26", consulted="2016-03-08", memo="2016-03-11")
    return case("2016-004", draft, path, process, judged(5, without=_NOT_REPORTED))


def _hagsatra() -> SampleCase:
    draft = from_board(
        BOARD, "2016-002", version=2,
        title="Må bra i Hagsätra", plan_activity="Hälsa i Hagsätra", plan_objectives="Målsättning 2",
        registry_number_board="328-19/2016", registry_number_city="328-92/2016", received_date=day("2016-02-01"),
        steering_date=day("2016-01-12"), board_date=day("2016-01-28"), board_paragraph="", board_minutes_attached=False,
        type=ApplicationType.START_UP,
        purpose="Syftet är att vuxna i Hagsätra ska hitta vägar till bättre hälsa och till rätt vård.",
        description="Hälsosamtal på öppna mottagningar, promenadgrupper och en guide till vården på lätt svenska.",
        starts_explanation="Mottagningarna är nya.", districts=("hagsatra",), target_group="vuxna med låg självskattad hälsa",
        people_reached=300, related_sub_goals=("SB-2.3",),
        coordination="Vårdcentralen och idrottsförvaltningen deltar.", start_date=day("2016-09-01"), end_date=day("2018-02-28"),
        budget_lines=(
            paid(2016, CostType.STAFF, 280_000, "Hälsovägledare"), paid(2017, CostType.STAFF, 690_000, "Hälsovägledare"),
            paid(2017, None, 110_000, "Guide och tryck"), paid(2018, CostType.STAFF, 120_000, "Hälsovägledare"),
        ),
        objectives=(
            goal("Fler skattar sin hälsa som god", "Andel med god hälsa", "procent", ("56", "63"), "2018-02-28", "Enkät till deltagare"),
            Objective(text="Fler hittar rätt i vården", indicator="Andel som vet vart de vänder sig", unit="procent",
                method="Telefonintervju"),
        ),
        resources_for_targets="", follow_up_what="", follow_up_who="", follow_up_when="", follow_up_ils="",
        implementation_receiver="vårdcentralen i Hagsätra", implementation_financing="Delas med landstinget.",
        implementation_yearly_cost=250_000,
        partners=(part("vårdcentralen i Hagsätra", "mottagning", confirmed=False),),
        specialist_board_contact="Idrottsförvaltningen är kontaktad.",
        innovation="Hälsovägledare och promenadgrupper i samma grepp.",
    )  # fmt: skip
    asked = (
        "Skicka protokollsutdrag med paragraf, ange kostnadsslag på rad 3, gör mål 2 komplett och beskriv uppföljning och resurser för mål."
    )
    return case("2016-002", draft, way(check="2016-02-05", supplement="2016-02-18", supplement_note=asked))


def _reading() -> SampleCase:
    draft = from_board(
        BOARD, "2015-022", version=2,
        title="Rågsved läser", plan_activity="Rågsved läser", plan_objectives="Målsättning 1",
        registry_number_board="328-301/2015", registry_number_city="328-1502/2015", received_date=day("2015-12-28"),
        steering_date=day("2015-11-24"), board_date=day("2015-12-17"), board_paragraph="§ 11", type=ApplicationType.START_UP,
        purpose="Syftet är att barn och föräldrar i Rågsved ska läsa tillsammans året om.",
        description=(
            "Lässtunder på biblioteket, i parken och i tvättstugor. Läsvärdar bland boende får utbildning och delar ut bokpåsar. "
            "Förskolor och skolor har samma bok varje månad."
        ),
        starts_explanation="Läsvärdar och månadens bok är nya i stadsdelen.", districts=("ragsved",),
        target_group="barn 0–9 år och deras föräldrar", people_reached=500,
        related_sub_goals=("SU-1.c", "SB-2.4"), coordination="Biblioteket, förskolor och skolor planerar månadens bok tillsammans.",
        start_date=day("2016-09-01"), end_date=day("2018-08-31"), milestones=(step("Tjugo läsvärdar utbildade", "2016-12-15"),),
        budget_lines=(
            paid(2016, CostType.STAFF, 180_000, "Samordnare"), paid(2016, CostType.MATERIAL, 60_000, "Bokpåsar"),
            paid(2017, CostType.STAFF, 520_000, "Samordnare"),
            paid(2017, CostType.MATERIAL, 90_000, "Bokpåsar"), paid(2018, CostType.STAFF, 330_000, "Samordnare"),
            paid(2018, CostType.MATERIAL, 50_000, "Bokpåsar"),
        ),
        objectives=(goal("Fler läser hemma varje dag", "Andel föräldrar", "procent", ("35", "55"), "2018-06-15", "Enkät på förskolor",
                         baseline_date=day("2015-10-15"), baseline_source="Förskolornas enkät 2015"),),
        follow_up_what="Deltagare, utdelade bokpåsar och enkät på förskolor.", follow_up_when="varje termin",
        implementation_receiver="biblioteket och förskoleenheten i Rågsved", implementation_from=day("2018-09-01"),
        implementation_yearly_cost=160_000,
        implementation_financing="Biblioteket och förskoleenheten delar på kostnaden.",
        implementation_decision="kulturnämndens och nämndens budget för 2018",
        partners=(part("biblioteket i Rågsved", "lässtunder"), part("Stockholmshem", "tvättstugor och anslag")),
        specialist_board_contact="Kulturförvaltningen och utbildningsförvaltningen deltar i planeringen.",
        dialogue_result="Föräldrar bad om böcker på fler språk.", innovation="Läsningen flyttar ut till platser där folk ändå är.",
        spread_plan="Bokpåsens innehåll delas fritt.",
    )  # fmt: skip
    excuse = SampleDeparture(
        "R03",
        (
            "nämnden behandlade plan och ansökan i fel ordning men godkände planen med aktiviteten den 28 januari 2016, innan ärendet "
            "prövas i kommunstyrelsen"
        ),
    )
    return case("2015-022", draft, way(check="2016-01-08"), departures=(excuse,))
