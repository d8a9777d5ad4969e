"""Sample applications of Rinkeby-Kista."""

from __future__ import annotations

from app.domain.drafts import ApplicationDraft
from app.domain.vocabulary import ApplicationType, ConsultationOutcome, CostType, DecisionOutcome, RuleOutcome
from app.sample.boards import from_board
from app.sample.build import case, day, goal, own, paid, part, step
from app.sample.judgements import judged
from app.sample.model import SampleCase
from app.sample.ways import autumn, proposal, spring, way

BOARD = "rinkeby-kista"


def cases() -> tuple[SampleCase, ...]:
    return (_parents(), _square(), _husby(), _women(), _talks(), _young_adults(), _culture())


def _parents() -> SampleCase:
    draft = from_board(
        BOARD, "2015-001",
        title="Föräldrar som brobyggare i Rinkeby", plan_activity="Föräldrastöd på fler språk", plan_objectives="Målsättning 1",
        registry_number_board="1.2.1.-64/15", registry_number_city="336-412/2015", received_date=day("2015-03-30"),
        steering_date=day("2015-03-10"), board_date=day("2015-03-26"), board_paragraph="§ 12", board_immediate_approval=True,
        type=ApplicationType.START_UP,
        purpose=(
            "Syftet är att fler föräldrar i Rinkeby ska känna sig trygga i kontakten med förskola och skola och veta vart de vänder sig "
            "i tid."
        ),
        description=(
            "Åtta föräldrar utbildas till brobyggare och arbetar tillsammans med två samordnare. De möter andra föräldrar på öppna "
            "förskolan, på torget och i skolornas entréer, och leder samtalsgrupper på somaliska, arabiska och svenska. Grupperna "
            "träffas sex gånger och tar upp språk, skola, gränssättning och vart man vänder sig när något oroar."
        ),
        starts_explanation="Uppdraget som brobyggare finns inte i dag. Utbildning, handledning och ersättning byggs upp under projektet.",
        districts=("rinkeby",), target_group="föräldrar till barn 1–12 år i Rinkeby", people_reached=420,
        related_sub_goals=("SU-1.a", "SU-1.c"),
        coordination="Rektorer för tre skolor och förskolechefen planerar grupperna tillsammans med samordnarna.",
        start_date=day("2015-08-17"), end_date=day("2017-06-30"),
        milestones=(step("De första fyra brobyggarna är utbildade", "2015-11-30"), step("Tolv grupper genomförda", "2016-12-15")),
        budget_lines=(
            paid(2015, CostType.STAFF, 480_000, "Två samordnare på halvtid"),
            paid(2015, CostType.SERVICES, 120_000, "Utbildning av brobyggare"),
            paid(2016, CostType.STAFF, 980_000, "Samordnare och timersättning"),
            paid(2016, CostType.INFORMATION, 70_000, "Material på fler språk"),
            paid(2017, CostType.STAFF, 640_000, "Samordnare och timersättning"), paid(2017, CostType.EVALUATION, 110_000, "Utvärdering"),
            own(2016, CostType.PREMISES, 90_000, "Lokal i öppna förskolan"),
            own(2017, CostType.PREMISES, 45_000, "Lokal i öppna förskolan"),
        ),
        objectives=(
            goal("Fler föräldrar känner sig trygga i kontakten med skolan", "Andel som svarar ”ganska” eller ”mycket trygg”", "procent",
                 ("58", "70"), "2017-05-31", "Enkät till deltagare och till vårdnadshavare i tre skolor",
                 baseline_date=day("2014-11-15"), baseline_source="Stadsdelsförvaltningens enkät 2014", data_source="Egen enkät"),
            goal("Föräldrar fullföljer samtalsgrupperna", "Andel som deltar minst fem av sex gånger", "procent", ("0", "75"), "2017-05-31",
                 "Närvarolistor utan namn", baseline_date=day("2015-08-17"), data_source="Närvarostatistik"),
        ),
        follow_up_what="Deltagande, fullföljda grupper och upplevd trygghet följs. Resultatet går till lokala styrgruppen varje termin.",
        follow_up_when="varje termin, sammanställs i verksamhetsberättelsen",
        evaluation_kind="processutvärdering", evaluation_who="en forskare vid en högskola", evaluation_budget=110_000,
        implementation_receiver="avdelningen för barn och unga, enheten för öppna förskolor", implementation_from=day("2017-07-01"),
        implementation_financing="Nämnden för över en halv tjänst från enheten för föräldrastöd.", implementation_yearly_cost=450_000,
        implementation_decision="nämndens verksamhetsplan för 2017",
        partners=(part("tre grundskolor i Rinkeby", "rekryterar föräldrar", "lokal och personalens tid"),
                  part("en kvinnoförening i Rinkeby", "leder grupper", "ideell tid"), part("Svenska Bostäder", "informerar i trapphusen")),
        specialist_board_contact="Utbildningsförvaltningens grundskolechef är kontaktad och har utsett en kontaktperson.",
        dialogue_result="Föräldrar bad om grupper på kvällstid och om att någon förklarar hur skolan fungerar.",
        innovation="Föräldrarna är både målgrupp och ledare, vilket inte har prövats i stadsdelen.",
        spread_plan="Utbildningen skrivs ned och visas för de andra fem nämnderna under 2017.",
    )  # fmt: skip
    process = proposal(
        "Socialförvaltningens samordnare för föräldrastöd", "Modellen är väl beskriven och bygger på kända inslag i föräldrastöd.",
        heard="2015-05-04", group=ConsultationOutcome.SUPPORTED, propose=DecisionOutcome.GRANTED, amount=2_400_000, final="2017-09-28",
        paragraph="§ 14", dialogues="BD-2014-02",
    )  # fmt: skip
    return case("2015-001", draft, spring("2015-04-02", "2015-08-17"), process, judged(1))


def _square() -> SampleCase:
    draft = from_board(
        BOARD, "2015-005",
        title="Trygga stråk till Rinkeby torg", plan_activity="2.2",
        registry_number_board="1.2.1.-71/15", registry_number_city="336-455/2015", received_date=day("2015-04-13"),
        steering_date=day("2015-03-10"), board_date=day("2015-03-26"), board_paragraph="§ 13", type=ApplicationType.START_UP,
        purpose="Syftet är att fler ska våga gå till och från Rinkeby torg efter mörkrets inbrott.",
        description=(
            "Två gångstråk får ny belysning, röjda buskage och målade undergångar. En trygghetsgrupp med boende går stråken varje "
            "vecka under hösten och rapporterar fel."
        ),
        starts_explanation="Trygghetsgruppen är ny. Belysningen byggs av en entreprenör.",
        districts=("rinkeby",), target_group="boende och besökare i Rinkeby", people_reached=5_000,
        related_sub_goals=("SB-3.4",), coordination="Arbetet samordnas med bolagets skötsel av gårdarna.",
        start_date=day("2015-09-01"), end_date=day("2016-08-31"),
        budget_lines=(
            paid(2015, CostType.INVESTMENT, 820_000, "Belysningsmaster längs två stråk"),
            paid(2015, CostType.STAFF, 160_000, "Samordnare på deltid"),
            paid(2016, CostType.INVESTMENT, 310_000, "Ny beläggning i undergång"),
            paid(2016, CostType.STAFF, 60_000, "Samordnare på deltid"),
        ),
        objectives=(goal("Fler känner sig trygga på stråken", "Andel trygga kvällstid", "procent", ("37", "50"), "2016-08-31",
                "Vandring med enkät"),),
        follow_up_what="Upplevd trygghet mäts före och efter.", follow_up_when="oktober 2015 och augusti 2016",
        implementation_receiver="trafiknämnden", implementation_financing="Belysningen förväntas ingå i trafiknämndens skötsel.",
        partners=(part("Svenska Bostäder", "röjer vid gårdarna"),), innovation="Boende rapporterar fel på plats i en gemensam karta.",
        specialist_board_contact="Trafikkontoret är tillfrågat men har inte svarat.",
    )  # fmt: skip
    process = proposal(
        "Trafikkontorets trygghetssamordnare", "Åtgärderna är angelägna men är investeringar som hör till trafiknämndens budget.",
        heard="2015-05-05", group=ConsultationOutcome.ADVISED_AGAINST,
        remark="Gruppen ser gärna att nämnden tar upp stråken med trafiknämnden.",
        propose=DecisionOutcome.REJECTED, paragraph="§ 18",
    )  # fmt: skip
    verdicts = judged(0, own={
        "R07": (RuleOutcome.FAIL, "Nästan hela beloppet går till anläggningar och inte till att starta ett arbetssätt."),
        "R10": (RuleOutcome.FAIL, "Mottagaren är angiven men varken kostnad eller tidpunkt."),
        "R11": (RuleOutcome.FAIL, "Trafiknämnden har inte åtagit sig skötseln."),
        "R18": (RuleOutcome.FAIL, "Trafiknämnden berörs direkt men har inte svarat."),
    })  # fmt: skip
    path = spring("2015-04-16", closed="2015-06-22", end_note="Avslutad efter avslag.")
    return case("2015-005", draft, path, process, verdicts)


def _husby() -> SampleCase:
    draft = from_board(
        BOARD, "2015-010",
        title="Husby öppet till elva", plan_activity="1.2", plan_objectives="Målsättning 2",
        registry_number_board="1.2.1.-152/15", registry_number_city="336-1104/2015", received_date=day("2015-09-07"),
        steering_date=day("2015-08-18"), board_date=day("2015-08-27"), board_paragraph="§ 7", type=ApplicationType.START_UP,
        purpose="Syftet är att unga i Husby ska ha en trygg plats att vara på sena helgkvällar, med vuxna som lyssnar.",
        description=(
            "Ungdomslokalen i Husby hålls öppen till klockan 23 fredag och lördag. Tre fritidsledare och ett lag unga värdar sköter "
            "kafé, musikrum och turneringar. De unga planerar programmet tillsammans med ledarna och utvärderar varje månad. Två "
            "gånger per termin bjuds föräldrar och polis in till en öppen kväll."
        ),
        starts_explanation="Kvällsöppet på helger är nytt. Ordinarie öppettider till klockan 20 på vardagar berörs inte.",
        districts=("husby",), target_group="unga 13–19 år i Husby", people_reached=350, related_sub_goals=("SB-2.3", "SU-1.b"),
        coordination="Skolans idrottshall används efter skoltid i samråd med rektor.",
        start_date=day("2016-01-08"), end_date=day("2017-12-31"),
        milestones=(step("Tio unga värdar utbildade", "2016-03-31"), step("Programråd med unga på plats", "2016-05-31")),
        budget_lines=(
            paid(2016, CostType.STAFF, 890_000, "Fritidsledare helgkvällar"),
            paid(2016, CostType.MATERIAL, 120_000, "Inventarier till kafé och musikrum"),
            paid(2016, CostType.OTHER, 90_000, "Programverksamhet"), paid(2017, CostType.STAFF, 1_010_000, "Fritidsledare helgkvällar"),
            paid(2017, CostType.OTHER, 90_000, "Programverksamhet"), own(2016, CostType.PREMISES, 160_000, "Lokal"),
            own(2017, CostType.PREMISES, 160_000, "Lokal"),
        ),
        objectives=(
            goal("Unga besöker lokalen sena kvällar", "Besök per öppen kväll", "besök", ("0", "60"), "2017-12-31", "Räknare vid dörren"),
            goal("Fler flickor deltar", "Andel flickor bland besökarna", "procent", ("24", "40"), "2017-12-31",
                "Räkning fyra veckor per termin",
                 baseline_date=day("2015-05-29"), baseline_source="Fritidsgårdens statistik"),
        ),
        follow_up_what="Besök, andel flickor och anmälda händelser i närheten följs varje månad.", follow_up_when="varje månad",
        implementation_receiver="enheten för fritid", implementation_from=day("2018-01-01"), implementation_yearly_cost=780_000,
        implementation_financing="Helgkvällarna bemannas genom att vardagspass flyttas; resten prövas i budget för 2018.",
        implementation_decision="nämndens budget för 2018",
        partners=(part("två idrottsföreningar", "leder aktiviteter", "ledartid"), part("kommunpolisen", "deltar i öppna kvällar")),
        specialist_board_contact="Idrottsförvaltningen har gett råd om hallar och ledare.",
        dialogue_result="Unga önskade senare öppettider och fler aktiviteter för flickor.",
        innovation="Unga värdar får ansvar och lön under handledning.", spread_plan="Erfarenheterna delas i fritidschefernas nätverk.",
    )  # fmt: skip
    process = proposal(
        "Idrottsförvaltningens utvecklingsledare", "Öppettiderna svarar mot ett behov. Programkostnaden kan vara lägre.",
        heard="2015-10-12",
        group=ConsultationOutcome.SUPPORTED_WITH_REMARKS, remark="Gruppen vill se fler aktiviteter riktade till flickor.",
        propose=DecisionOutcome.PARTLY_GRANTED, amount=1_900_000, final="2018-03-28", paragraph="§ 21",
    )  # fmt: skip
    verdicts = judged(2, own={
        "R08": (RuleOutcome.PASS, "Posten avser spel, köksredskap och instrument av enklare slag."),
        "R11": (RuleOutcome.FAIL, "En del av kostnaden efter projektet saknar finansiering; nämnden behöver återkomma."),
    })  # fmt: skip
    return case("2015-010", draft, autumn("2015-09-10", "2016-01-08"), process, verdicts)


def _women() -> SampleCase:
    draft = from_board(
        BOARD, "2015-013",
        title="Vägar till arbete för kvinnor i Husby och Rinkeby", plan_activity="Kvinnors väg till arbete",
        plan_objectives="Målsättning 3",
        registry_number_board="1.2.1.-160/15", registry_number_city="336-1188/2015", received_date=day("2015-09-14"),
        steering_date=day("2015-08-18"), board_date=day("2015-08-27"), board_paragraph="§ 8", type=ApplicationType.METHOD_DEVELOPMENT,
        purpose="Syftet är att kvinnor som länge stått utanför arbetsmarknaden ska få arbete, praktik eller studier inom ett år.",
        description=(
            "Grupper om femton kvinnor följs åt i nio månader. Varannan vecka besöker de en arbetsplats, däremellan tränar de "
            "yrkessvenska och får egen vägledning. Barnpassning ordnas i öppna förskolan. Arbetsgivare i Kista tar emot för praktik "
            "och två av dem deltar i planeringen. Jobbtorg tar över kontakten när deltagaren är redo att söka arbete."
        ),
        starts_explanation="Gruppmodellen med arbetsgivare i planeringen är ny och ska prövas i fyra omgångar.",
        districts=("rinkeby", "husby"), target_group="utrikesfödda kvinnor 25–55 år med försörjningsstöd eller utan egen inkomst",
        people_reached=120,
        related_sub_goals=("JF-2.1", "JF-3.1", "JF-3.a"),
        coordination="Arbetet planeras med Jobbtorg Kista och med stadsdelens enhet för ekonomiskt bistånd.",
        start_date=day("2016-01-11"), end_date=day("2018-06-30"),
        milestones=(step("Första gruppen startar", "2016-02-01"), step("Två grupper klara", "2017-06-15"),
            step("Metodhandbok klar", "2018-05-31")),
        budget_lines=(
            paid(2016, CostType.STAFF, 1_050_000, "Projektledare och vägledare"), paid(2016, CostType.SERVICES, 150_000, "Yrkessvenska"),
            paid(2017, CostType.STAFF, 1_080_000, "Projektledare och vägledare"), paid(2017, CostType.SERVICES, 220_000, "Yrkessvenska"),
            paid(2018, CostType.STAFF, 640_000, "Projektledare och vägledare"), paid(2018, CostType.EVALUATION, 160_000, "Utvärdering"),
            own(2016, CostType.STAFF, 200_000, "Barnpassning i öppna förskolan"),
            own(2017, CostType.STAFF, 200_000, "Barnpassning i öppna förskolan"),
        ),
        objectives=(
            goal("Deltagare går till arbete, praktik eller studier", "Andel inom tolv månader", "procent", ("18", "45"), "2018-06-30",
                 "Uppföljning per grupp efter tolv månader", baseline_date=day("2014-12-31"),
                 baseline_source="Jobbtorgs statistik för målgruppen"),
            goal("Försörjningsstödet minskar bland deltagarna", "Andel med försörjningsstöd ett år efter start", "procent", ("86", "60"),
                "2018-06-30",
                 "Registeruppgift på gruppnivå"),
        ),
        follow_up_what="Resultat per grupp, avhopp och deltagarnas egen skattning följs.", follow_up_when="efter varje grupp",
        evaluation_kind="effektutvärdering med jämförelsegrupp", evaluation_who="ett forskningsinstitut", evaluation_budget=160_000,
        implementation_receiver="arbetsmarknadsnämnden genom Jobbtorg Kista", implementation_from=day("2018-07-01"),
        implementation_yearly_cost=700_000,
        implementation_financing="Arbetsmarknadsförvaltningen tar med gruppmodellen i sin verksamhetsplan för 2018.",
        implementation_decision="arbetsmarknadsnämndens verksamhetsplan för 2018 och nämndens del för barnpassning",
        partners=(part("Jobbtorg Kista", "rekryterar och tar över", "en vägledare på deltid"),
            part("fyra arbetsgivare i Kista", "tar emot för praktik", confirmed=False),
                  part("en kvinnoförening i Husby", "samtal och studiebesök", "ideell tid")),
        specialist_board_contact="Arbetsmarknadsförvaltningen sitter i arbetsgruppen och har bekräftat sin medverkan.",
        dialogue_result="Kvinnor i öppna förskolan bad om barnpassning och om att träffa arbetsgivare på riktigt.",
        innovation="Arbetsgivare är med och utformar innehållet i stället för att bara ta emot.",
        spread_plan="Handboken lämnas till Jobbtorg i hela staden.",
    )  # fmt: skip
    process = proposal(
        "Arbetsmarknadsförvaltningens metodutvecklare", "Modellen är lovande och jämförelsegruppen gör den möjlig att utvärdera.",
        heard="2015-10-09",
        group=ConsultationOutcome.SUPPORTED, propose=DecisionOutcome.GRANTED, amount=3_300_000, final="2018-09-28", paragraph="§ 22",
    )  # fmt: skip
    return case("2015-013", draft, autumn("2015-09-17", "2016-01-11"), process, judged(3))


def _talks() -> SampleCase:
    draft = from_board(
        BOARD, "2015-019",
        title="Grannsamtal i Akalla och Kista", plan_activity="4.1", plan_objectives="Målsättning 4",
        registry_number_board="1.2.1.-211/15", registry_number_city="336-1420/2015", received_date=day("2015-12-07"),
        steering_date=day("2015-11-03"), board_date=day("2015-11-26"), board_paragraph="§ 10", type=ApplicationType.METHOD_DEVELOPMENT,
        purpose="Syftet är att boende som sällan hörs ska få säga sitt om området och se vad som händer sedan.",
        description=(
            "Femton samtalsledare bland boende utbildas och håller korta samtal i trapphus, tvättstugor och på torg. Svaren samlas i "
            "teman varje månad. Förvaltning, bostadsbolag och polis svarar skriftligt inom en månad och svaren sätts upp i portarna."
        ),
        starts_explanation="Samtal i trapphus med svar inom en månad har inte prövats av nämnden.",
        districts=("akalla", "kista"), target_group="boende som inte deltar i möten i dag", people_reached=900,
        related_sub_goals=("SB-2.b", "SB-3.b", "SB-3.4"), coordination="Svaren används i bolagens planering av utemiljön.",
        start_date=day("2016-08-15"), end_date=day("2017-12-15"), milestones=(step("Samtalsledarna är utbildade", "2016-10-31"),),
        budget_lines=(
            paid(2016, CostType.STAFF, 340_000, "Samordnare"), paid(2016, CostType.SERVICES, 90_000, "Utbildning av samtalsledare"),
            paid(2017, CostType.STAFF, 560_000, "Samordnare"), paid(2017, CostType.INFORMATION, 110_000, "Tryck och översättning"),
            own(2016, CostType.OTHER, 40_000, "Förtäring vid möten"), own(2017, CostType.OTHER, 40_000, "Förtäring vid möten"),
        ),
        objectives=(
            goal("Boende får svar i tid", "Andel teman besvarade inom en månad", "procent", ("0", "90"), "2017-12-15", "Logg över svar"),
            goal("Fler upplever att de kan påverka", "Andel som instämmer", "procent", ("29", "40"), "2017-12-15",
                "Enkät i portar före och efter",
                 baseline_date=day("2015-10-15"), baseline_source="Bostadsbolagets enkät"),
        ),
        follow_up_what="Antal samtal, svarstid och upplevt inflytande.", follow_up_when="varje månad",
        implementation_receiver="enheten för medborgarservice", implementation_from=day("2018-01-01"), implementation_yearly_cost=180_000,
        implementation_financing="En del av en tjänst omprioriteras inom enheten.", implementation_decision="enhetens plan för 2018",
        partners=(part("Svenska Bostäder", "svarar och sätter upp", "informatör"), part("hyresgästförening", "rekryterar samtalsledare")),
        specialist_board_contact="Trafikkontoret har utsett en kontaktperson för frågor om utemiljö.",
        dialogue_result="I dialogen sade många att de aldrig får veta vad som hände.",
        innovation="Svarsplikten inom en månad och svaren i portarna är det nya.", spread_plan="Metodblad till övriga nämnder.",
    )  # fmt: skip
    process = proposal(
        "Stadsledningskontorets strateg för medborgardialog", "Återkopplingen är ovanligt väl genomtänkt.", heard="2016-01-14",
        group=ConsultationOutcome.SUPPORTED, propose=DecisionOutcome.GRANTED, amount=1_100_000, final="2018-03-15",
        dialogues="BD-2015-04",
    )  # fmt: skip
    path = way(
        check="2015-12-10",
        expert="2016-01-08",
        assessed="2016-02-03",
        consulted="2016-02-16",
        memo="2016-02-26",
        signed="2016-03-02",
        executive="2016-03-07",
    )
    return case("2015-019", draft, path, process, judged(4))


def _young_adults() -> SampleCase:
    draft = from_board(
        BOARD, "2016-003",
        title="Unga vuxna – nästa steg", plan_activity="3.2", plan_objectives="Målsättning 3",
        registry_number_board="1.2.1.-9/16", registry_number_city="336-88/2016", received_date=day("2016-02-01"),
        steering_date=day("2016-01-12"), board_date=day("2016-01-28"), board_paragraph="§ 6", type=ApplicationType.START_UP,
        purpose="Syftet är att unga vuxna utan arbete och studier ska få en gemensam plan hos stadsdel, polis och Jobbtorg.",
        description=(
            "Ett lag med socialsekreterare, jobbcoach och kommunpolis möter unga 20–29 år en gång i veckan. Arbetet bygger på samma "
            "tanke som sociala insatsgrupper men riktas till unga vuxna som själva vill lämna en destruktiv miljö."
        ),
        starts_explanation="Arbetssättet utvidgas till en ny åldersgrupp.", previous_activity=True,
        previous_funding="Sociala insatsgrupper för yngre har finansierats med ytterstadsmedel 2012–2014, omkring 900 000 kr per år.",
        districts=("rinkeby", "husby"), target_group="unga 20–29 år utan arbete och studier", people_reached=60,
        related_sub_goals=("JF-3.b",), coordination="Jobbtorg deltar i laget.",
        start_date=day("2016-09-01"), end_date=day("2018-08-31"),
        budget_lines=(
            paid(2016, CostType.STAFF, 500_000, "Socialsekreterare och coach"),
            paid(2017, CostType.STAFF, 1_400_000, "Socialsekreterare och coach"),
            paid(2018, CostType.STAFF, 900_000, "Socialsekreterare och coach"), own(2017, CostType.STAFF, 250_000, "Ledning"),
        ),
        objectives=(goal("Unga vuxna går vidare till arbete eller studier", "Andel efter tolv månader", "procent", ("20", "40"),
                "2018-08-31", "Uppföljning i laget"),),
        follow_up_what="Antal inskrivna och vad de går vidare till.", follow_up_when="varje kvartal",
        implementation_receiver="socialtjänsten, enheten för unga vuxna", implementation_from=day("2018-09-01"),
        implementation_financing="Inte avgjort.", implementation_decision="nämndens budget för 2019",
        partners=(part("Jobbtorg Kista", "coach"), part("kommunpolisen", "deltar i laget")),
        specialist_board_contact="Socialförvaltningen har lämnat synpunkter på upplägget.",
        dialogue_result="Unga sade att de får upprepa sin historia för många.", innovation="Åldersgruppen är ny för arbetssättet.",
    )  # fmt: skip
    return case("2016-003", draft, way(check="2016-02-04", expert="2016-02-29"))


def _culture() -> SampleCase:
    draft: ApplicationDraft = from_board(
        BOARD, "2016-006",
        title="Förstudie: kulturhus i Kista", plan_activity="Kultur för alla i Kista",
        registry_number_board="1.2.1.-14/16", registry_number_city="336-131/2016", received_date=day("2016-02-15"),
        steering_date=day("2016-01-12"), board_date=day("2016-01-28"), board_paragraph="§ 7", type=ApplicationType.PRE_STUDY,
        purpose="Syftet är att visa hur ett kulturhus i Kista kan samla det utbud som i dag är spritt på fem platser.",
        description=(
            "En utredare kartlägger behov, lokaler och parter och lämnar två alternativ med kostnader. Unga deltar i tre verkstäder."
        ),
        starts_explanation="Förstudien ska ge underlag för beslut om ett nytt kulturhus.",
        districts=("kista",), target_group="boende i Kista och Akalla, särskilt unga", people_reached=200, related_sub_goals=("SB-2.4",),
        start_date=day("2016-05-01"), end_date=day("2016-12-31"),
        budget_lines=(paid(2016, CostType.SERVICES, 450_000, "Utredare"), paid(2016, CostType.OTHER, 50_000, "Verkstäder med unga")),
        objectives=(goal("Underlag för beslut finns", "Antal utredda alternativ", "alternativ", ("0", "2"), "2016-12-31",
                "Rapport lämnad till nämnden"),),
        follow_up_what="Avstämning med styrgruppen två gånger.", follow_up_when="i juni och oktober",
        closure_what="Förstudien avslutas med en rapport.", closure_lessons="Rapporten lämnas till nämnden och till kulturförvaltningen.",
        coordination="Kulturhuset kan samla delmål om kultur och mötesplatser.", partners=(part("ett studieförbund", "håller verkstäder"),),
        innovation="Unga är medförfattare till alternativen.", specialist_board_contact="",
    )  # fmt: skip
    return case("2016-006", draft, way(check="2016-02-18"))
