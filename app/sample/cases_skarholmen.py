"""Sample applications of Skärholmen."""

from __future__ import annotations

from app.domain.vocabulary import ApplicationType, ConsultationOutcome, CostType, DecisionOutcome
from app.sample.boards import from_board
from app.sample.build import case, day, goal, own, paid, part, step
from app.sample.judgements import judged
from app.sample.model import SampleCase
from app.sample.ways import autumn, proposal, way, winter

BOARD = "skarholmen"
_NOT_REPORTED = ("R31",)  # the plan has not been reported to the city-wide steering group


def cases() -> tuple[SampleCase, ...]:
    return (_walks(), _young(), _meeting_place(), _together(), _health())


def _walks() -> SampleCase:
    draft = from_board(
        BOARD, "2015-008",
        title="Vårberg vandrar – föräldrar i rörelse", plan_activity="1.2", plan_objectives="Målsättning 2",
        registry_number_board="1.2.1/281-2015", registry_number_city="328-903/2015", received_date=day("2015-08-31"),
        steering_date=day("2015-06-02"), board_date=day("2015-06-18"), board_paragraph="§ 15", type=ApplicationType.START_UP,
        purpose="Syftet är att det ska finnas vuxna ute i Vårberg på helgkvällar och att föräldrar ska lära känna varandra.",
        description=(
            "Föräldrar vandrar i lag om fyra varje fredag och lördag mellan klockan 19 och 23. En fritidsledare möter upp, ger stöd och "
            "tar vidare det som kommer fram. En gång i månaden äter vandrarna tillsammans med unga i området och talar om veckan."
        ),
        starts_explanation="Det finns ingen fast grupp av vandrande föräldrar i dag. Projektet bygger upp den.",
        districts=("varberg",), target_group="föräldrar till barn 10–17 år", people_reached=220, related_sub_goals=("SU-1.a",),
        coordination="Skolorna rekryterar på föräldramöten.", start_date=day("2015-12-04"), end_date=day("2017-05-31"),
        milestones=(step("Trettio vandrare utbildade", "2016-03-31"),),
        budget_lines=(
            paid(2015, CostType.STAFF, 40_000, "Fritidsledare helg"), paid(2016, CostType.STAFF, 480_000, "Fritidsledare helg"),
            paid(2016, CostType.OTHER, 120_000, "Utbildning och måltider"), paid(2017, CostType.STAFF, 230_000, "Fritidsledare helg"),
            paid(2017, CostType.OTHER, 80_000, "Måltider"), own(2016, CostType.STAFF, 70_000, "Samordning"),
        ),
        objectives=(
            goal("Föräldrar vandrar regelbundet", "Bemannade kvällar", "kvällar per termin", ("0", "32"), "2017-05-31",
                "Schema och närvaro"),
            goal("Unga uppger att det finns vuxna ute", "Andel elever i årskurs 8", "procent", ("33", "50"), "2017-04-30", "Skolenkät",
                 baseline_date=day("2015-04-30"), baseline_source="Skolenkäten 2015"),
        ),
        follow_up_what="Bemannade kvällar, antal vandrare och elevernas svar.", follow_up_when="varje termin",
        implementation_receiver="enheten för ungdom och fritid", implementation_from=day("2017-06-01"), implementation_yearly_cost=90_000,
        implementation_financing="Fritidsledaren på plats ingår i ordinarie schema efter projektet.",
        implementation_decision="enhetens plan för 2017",
        partners=(part("två grundskolor", "rekryterar föräldrar"), part("en idrottsförening", "lån av lokal")),
        specialist_board_contact="Idrottsförvaltningen är informerad och lånar ut västar.",
        dialogue_result="Föräldrar sade att de vill gå men inte ensamma.", innovation="Vandringen knyts till måltider med unga.",
        spread_plan="Erfarenheterna delas med Bredäng och Sätra.",
    )  # fmt: skip
    process = proposal(
        "Socialförvaltningens preventionssamordnare", "Vandringar med stöd av personal har goda förutsättningar att bestå.",
        heard="2015-10-08",
        group=ConsultationOutcome.SUPPORTED, propose=DecisionOutcome.GRANTED, amount=950_000, final="2017-08-28", paragraph="§ 24",
    )  # fmt: skip
    return case("2015-008", draft, autumn("2015-09-03", "2015-12-04"), process, judged(6, without=_NOT_REPORTED))


def _young() -> SampleCase:
    draft = from_board(
        BOARD, "2015-009",
        title="Ung i Skärholmen – en väg in", plan_activity="En väg in för unga 16–24 år", plan_objectives="Målsättning 1",
        registry_number_board="1.2.1/284-2015", registry_number_city="328-911/2015", received_date=day("2015-09-02"),
        steering_date=day("2015-06-02"), board_date=day("2015-06-18"), board_paragraph="§ 16", type=ApplicationType.METHOD_DEVELOPMENT,
        purpose="Syftet är att unga som varken arbetar eller studerar ska nås inom tre månader och få ett samlat stöd.",
        description=(
            "Ett lag med socialsekreterare, studievägledare och jobbcoach sitter tillsammans i Skärholmens centrum. Laget söker upp "
            "unga som hoppat av gymnasiet och gör en plan tillsammans med den unge och familjen. Stödet kan vara studier, praktik, "
            "behandling eller boende, men den unge har en kontakt hela vägen. Laget prövar också arbetssätt för att hitta unga som "
            "inte finns i någon myndighets register."
        ),
        starts_explanation="Laget är nytt. Parterna har i dag var sin del av ansvaret och ingen söker upp.",
        districts=("skarholmen", "varberg"), target_group="unga 16–24 år som varken arbetar eller studerar", people_reached=240,
        related_sub_goals=("SU-1.1", "JF-2.1", "JF-3.b"), coordination="Jobbtorg Unga och gymnasieskolornas uppföljning ingår i laget.",
        start_date=day("2016-01-11"), end_date=day("2018-12-31"),
        milestones=(step("Laget på plats", "2016-02-15"), step("Halvtidsrapport", "2017-06-30"),
            step("Beslut om fortsatt drift", "2018-09-30")),
        budget_lines=(
            paid(2016, CostType.STAFF, 980_000, "Två tjänster i laget"), paid(2016, CostType.SERVICES, 120_000, "Handledning"),
            paid(2017, CostType.STAFF, 1_060_000, "Två tjänster i laget"), paid(2017, CostType.EVALUATION, 140_000, "Följeforskning"),
            paid(2018, CostType.STAFF, 960_000, "Två tjänster i laget"), paid(2018, CostType.EVALUATION, 140_000, "Följeforskning"),
            own(2016, CostType.STAFF, 520_000, "Socialsekreterare"), own(2017, CostType.STAFF, 530_000, "Socialsekreterare"),
            own(2018, CostType.STAFF, 540_000, "Socialsekreterare"),
        ),
        objectives=(
            goal("Unga nås snabbt", "Andel som kontaktats inom tre månader efter avhopp", "procent", ("22", "80"), "2018-12-31",
                "Lagets logg mot skolornas uppgifter",
                 baseline_date=day("2015-05-31"), baseline_source="Gymnasieskolornas uppföljning"),
            goal("Unga går vidare", "Andel i arbete eller studier efter tolv månader", "procent", ("31", "55"), "2018-12-31",
                "Uppföljning per halvår"),
        ),
        follow_up_what="Antal unga, tid till kontakt och vad de går vidare till.", follow_up_when="varje halvår",
        evaluation_kind="följeforskning", evaluation_who="ett lärosäte", evaluation_budget=280_000,
        implementation_receiver="avdelningen för social omsorg och Jobbtorg Unga", implementation_from=day("2019-01-01"),
        implementation_yearly_cost=1_050_000,
        implementation_financing="Avdelningen och arbetsmarknadsförvaltningen delar kostnaden enligt en avsiktsförklaring.",
        implementation_decision="nämndens och arbetsmarknadsnämndens budget för 2019",
        partners=(part("Jobbtorg Unga", "jobbcoach", "en tjänst"), part("två gymnasieskolor", "uppgifter om avhopp"),
            part("en ungdomsmottagning", "rådgivning")),
        specialist_board_contact="Arbetsmarknadsförvaltningen och utbildningsförvaltningen har skrivit under avsiktsförklaringen.",
        dialogue_result="Unga beskrev hur de skickats runt och bad om en person att hålla i.",
        innovation="Uppsökande arbete efter dem som saknas i alla register är nytt i staden.",
        spread_plan="Lägesrapport till övriga nämnder varje år och en slutkonferens.",
    )  # fmt: skip
    process = proposal(
        "Arbetsmarknadsförvaltningens strateg för unga", "Laget svarar mot ett känt glapp och utvärderas från start.", heard="2015-10-08",
        group=ConsultationOutcome.SUPPORTED, propose=DecisionOutcome.GRANTED, amount=3_400_000, final="2019-03-28", paragraph="§ 25",
    )  # fmt: skip
    return case("2015-009", draft, autumn("2015-09-07", "2016-01-11"), process, judged(7, without=_NOT_REPORTED))


def _meeting_place() -> SampleCase:
    draft = from_board(
        BOARD, "2015-017",
        title="Mötesplats Bredäng", plan_activity="Mötesplats Bredäng", plan_objectives="Målsättning 3",
        registry_number_board="1.2.1/402-2015", registry_number_city="328-1306/2015", received_date=day("2015-11-16"),
        steering_date=day("2015-10-13"), board_date=day("2015-10-29"), board_paragraph="§ 9", board_immediate_approval=True,
        type=ApplicationType.START_UP,
        purpose="Syftet är att boende i Bredäng ska ha en plats att mötas på som de själva sköter.",
        description=(
            "En lokal med kök öppnas vid torget. Ett husråd med boende, föreningar och förvaltning bestämmer om innehåll och öppettider. "
            "En husvärd finns på plats under uppbyggnaden och lämnar över nycklarna steg för steg."
        ),
        starts_explanation="Lokal, husråd och regler tas fram från början. Efter två år sköter husrådet driften.",
        districts=("bredang",), target_group="boende och föreningar i Bredäng", people_reached=900, related_sub_goals=("SB-2.4", "SB-3.b"),
        coordination="Kulturskolan förlägger två kurser till lokalen.", start_date=day("2016-04-01"), end_date=day("2018-03-31"),
        milestones=(step("Lokalen öppnar", "2016-05-15"), step("Husrådet tar över bokningen", "2017-03-01")),
        budget_lines=(
            paid(2016, CostType.STAFF, 380_000, "Husvärd"), paid(2016, CostType.PREMISES, 190_000, "Hyra"),
            paid(2016, CostType.MATERIAL, 60_000, "Köksredskap"),
            paid(2017, CostType.STAFF, 510_000, "Husvärd"), paid(2017, CostType.PREMISES, 270_000, "Hyra"),
            paid(2018, CostType.STAFF, 220_000, "Husvärd"), paid(2018, CostType.PREMISES, 70_000, "Hyra"),
            own(2017, CostType.OTHER, 60_000, "Programmedel"),
        ),
        objectives=(
            goal("Lokalen används", "Bokade timmar per vecka", "timmar", ("0", "45"), "2018-03-31", "Bokningssystemet"),
            goal("Boende sköter lokalen", "Andel öppettimmar med boende som värd", "procent", ("0", "60"), "2018-03-31",
                "Husrådets schema"),
        ),
        follow_up_what="Bokningar, värdskap och vilka grupper som deltar.", follow_up_when="varje kvartal",
        implementation_receiver="husrådet, med stöd av enheten för medborgarservice", implementation_from=day("2018-04-01"),
        implementation_yearly_cost=260_000,
        implementation_financing="Nämnden betalar hyran genom omfördelning; husrådet söker föreningsbidrag.",
        implementation_decision="nämndens budget för 2018",
        partners=(part("fem föreningar i Bredäng", "husråd", "ideell tid"), part("Stockholmshem", "lokal", "sänkt hyra första året")),
        specialist_board_contact="Kulturförvaltningen har bekräftat två kurser.",
        dialogue_result="Boende har länge bett om en egen lokal vid torget.",
        innovation="Nycklarna lämnas över enligt en plan som alla känner till.",
        spread_plan="Planen för överlämning delas med Sätra och Grimsta.",
    )  # fmt: skip
    process = proposal(
        "Kulturförvaltningens lokalstrateg", "Överlämningen till husrådet är väl beskriven.", heard="2016-01-14",
        group=ConsultationOutcome.SUPPORTED, propose=DecisionOutcome.GRANTED, amount=1_700_000, final="2018-06-28", paragraph="§ 11",
    )  # fmt: skip
    return case("2015-017", draft, winter("2015-11-19", "2016-02-24", "2016-02-29"), process, judged(8, without=_NOT_REPORTED))


def _together() -> SampleCase:
    draft = from_board(
        BOARD, "2016-001",
        title="Sätra tillsammans – grannskap kring skolan", plan_activity="2.2", plan_objectives="Målsättning 3",
        registry_number_board="1.2.1/12-2016", registry_number_city="KS 2016/74", received_date=day("2016-01-18"),
        steering_date=day("2015-11-24"), board_date=day("2015-12-17"), board_paragraph="§ 12", type=ApplicationType.START_UP,
        purpose="Syftet är att skolan i Sätra ska bli en samlingspunkt för grannskapet efter skoltid.",
        description=(
            "Skolans matsal och slöjdsal öppnas två kvällar i veckan. Boende håller kurser för varandra: cykelverkstad, matlagning, "
            "syslöjd och digital hjälp. En grannskapsvärd håller ihop schemat och två elever i årskurs 9 får uppdrag som assistenter."
        ),
        starts_explanation="Skolans lokaler används inte på kvällarna i dag. Grannskapskurserna prövas i två år.",
        districts=("satra",), target_group="boende i Sätra, särskilt nyinflyttade", people_reached=400,
        related_sub_goals=("SU-1.b", "SB-2.4"),
        coordination="Rektor och Stockholmshem deltar i planeringen varje termin.", start_date=day("2016-08-22"),
        end_date=day("2018-06-15"),
        milestones=(step("Första kurserna startar", "2016-09-20"),),
        budget_lines=(
            paid(2016, CostType.STAFF, 210_000, "Grannskapsvärd"), paid(2016, CostType.MATERIAL, 50_000, "Verktyg och råvaror"),
            paid(2017, CostType.STAFF, 530_000, "Grannskapsvärd"), paid(2017, CostType.MATERIAL, 80_000, "Verktyg och råvaror"),
            paid(2018, CostType.STAFF, 290_000, "Grannskapsvärd"), paid(2018, CostType.MATERIAL, 40_000, "Råvaror"),
            own(2017, CostType.PREMISES, 90_000, "Skolans lokaler"),
        ),
        objectives=(
            goal("Boende håller kurser", "Antal boende som lett minst en kurs", "personer", ("0", "60"), "2018-06-15", "Kursschemat"),
            goal("Nyinflyttade deltar", "Andel deltagare som bott mindre än två år i Sätra", "procent", ("0", "35"), "2018-06-15",
                "Fråga vid anmälan"),
        ),
        follow_up_what="Kurser, deltagare och kursledare.", follow_up_when="varje termin",
        implementation_receiver="utbildningsnämnden, grundskolan i Sätra, med stöd av nämnden", implementation_from=day("2018-08-15"),
        implementation_yearly_cost=140_000,
        implementation_financing="Skolan står för lokalerna och nämnden för en värd på kvartstid.",
        implementation_decision="nämndens budget för 2018",
        partners=(part("grundskolan i Sätra", "lokaler"), part("Stockholmshem", "informerar nyinflyttade"),
            part("en hembygdsförening", "kursledare", confirmed=False)),
        specialist_board_contact="Utbildningsförvaltningen har godkänt kvällsöppna lokaler.",
        dialogue_result="Nyinflyttade ville lära känna grannar genom att göra något.",
        innovation="Grannar är lärare för varandra i skolans lokaler.", spread_plan="Kursidéerna läggs på stadsdelens webbplats.",
    )  # fmt: skip
    process = proposal(
        "Utbildningsförvaltningens lokalplanerare", "Lokalerna kan öppnas utan extra kostnad för skolan.", heard="2016-02-10"
    )
    path = way(check="2016-01-20", expert="2016-02-03", assessed="2016-03-04")
    return case("2016-001", draft, path, process, judged(9, without=_NOT_REPORTED))


def _health() -> SampleCase:
    draft = from_board(
        BOARD, "2016-007",
        title="Hälsa på hemspråk", plan_activity="3.1", plan_objectives="Målsättning 4",
        registry_number_board="1.2.1/31-2016", registry_number_city="KS 2016/211", received_date=day("2016-02-22"),
        steering_date=day("2016-01-26"), board_date=day("2016-02-04"), board_paragraph="§ 8", type=ApplicationType.START_UP,
        purpose="Syftet är att behålla de hälsosamtal på hemspråk som annars upphör när nämndens medel tar slut.",
        description=(
            "Fyra hälsoinformatörer håller samtal och promenader på sju språk i alla fyra stadsdelar. Tjänsterna fanns tidigare i "
            "nämndens budget men ryms inte 2016."
        ),
        starts_something_new=False, starts_explanation="Samtalen fortsätter i samma form som hittills.",
        previous_activity=True, previous_funding="Nämndens budget 2013–2015, omkring 1,6 mnkr per år.", fills_regular_gap=True,
        districts=(), whole_district_area=True, target_group="vuxna som talar lite svenska", people_reached=700, related_sub_goals=(),
        start_date=day("2016-05-01"), end_date=day("2017-04-30"),
        budget_lines=(paid(2016, CostType.STAFF, 1_040_000, "Fyra hälsoinformatörer"),
            paid(2017, CostType.STAFF, 520_000, "Fyra hälsoinformatörer")),
        objectives=(goal("Fler skattar sin hälsa som god", "Andel med god hälsa", "procent", ("51", "56"), "2017-04-30",
                "Enkät till deltagare"),),
        follow_up_what="Antal samtal och deltagarnas skattning.", follow_up_when="varje kvartal",
        implementation_receiver="nämnden", implementation_financing="Nämnden hoppas på ny budget 2018.",
        partners=(part("vårdcentralen i Skärholmen", "tar emot"),), innovation="", specialist_board_contact="", spread_plan="",
    )  # fmt: skip
    return case("2016-007", draft, way(check="2016-02-26"))
