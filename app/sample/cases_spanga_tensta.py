"""Sample applications of Spånga-Tensta, and the application that the shipped example workbook holds."""

from __future__ import annotations

from dataclasses import replace

from app.domain.drafts import ApplicationDraft, CoFunding
from app.domain.vocabulary import ApplicationType, ConsultationOutcome, CostType, DecisionOutcome, RuleOutcome
from app.sample.boards import from_board
from app.sample.build import case, day, goal, own, paid, part, shared, step
from app.sample.judgements import judged
from app.sample.model import SampleCase
from app.sample.ways import autumn, proposal, spring, way

BOARD = "spanga-tensta"


def cases() -> tuple[SampleCase, ...]:
    return (_evenings(), _language(), _homework(), _courtyards())


def example_application() -> ApplicationDraft:
    """The shipped example: believable, with three flaws planted (R05, R08, R10) and nothing else in the way.

    It is not among the sample cases, since reading the workbook in is to create it. What `mended_example` changes is all
    that has to be mended.
    """
    mended = mended_example()
    lamp_posts = replace(mended.budget_lines[3], cost_type=CostType.INVESTMENT, note="Inköp av belysningsstolpar")
    return replace(
        mended,
        steering_date=day("2016-03-01"),
        budget_lines=(*mended.budget_lines[:3], lamp_posts, *mended.budget_lines[4:]),
        closure_what="",
        closure_lessons="",
    )


def mended_example() -> ApplicationDraft:
    """The example after mending: lamp posts made into method support, the steering group first, a plan for afterwards."""
    return from_board(
        BOARD, "example",
        title="Trygg i Tensta – utökade trygghetsvärdar", plan_activity="Trygghetsvärdar i Tensta", plan_objectives="Målsättning 1",
        registry_number_board="47-2016-1.2.1.", registry_number_city="336-240/2016", received_date=day("2016-03-09"),
        steering_date=day("2016-02-16"), board_date=day("2016-02-25"), board_paragraph="§ 7", board_immediate_approval=True,
        type=ApplicationType.METHOD_DEVELOPMENT,
        purpose=(
            "Syftet är att fler i Tensta ska känna sig trygga ute på eftermiddagar och kvällar, och att otrygga platser ska åtgärdas "
            "snabbare."
        ),
        description=(
            "Trygghetsvärdarna i Tensta får ett nytt uppdrag. I dag rör de sig i centrum på dagtid. Under projektet arbetar sex värdar "
            "i par till klockan 22 i centrum, vid tunnelbanan och längs gångstråken, och de utbildas i konflikthantering och "
            "bemötande. Varje vecka möts värdar, bostadsbolag, centrumledning och polis, går igenom vad som har hänt och bestämmer "
            "vad som ska göras på de platser där boende känner sig otrygga. En gång i kvartalet går de en vandring med boende."
        ),
        starts_something_new=True,
        starts_explanation=(
            "Kvällsarbetet, utbildningen och det veckovisa platsmötet är nya. Värdarnas ordinarie uppdrag dagtid ligger kvar i nämndens "
            "budget."
        ),
        previous_activity=True,
        previous_funding=(
            "Trygghetsvärdar dagtid har funnits sedan 2012: ytterstadsmedel 1,2 mnkr per år till och med 2014, därefter nämndens budget."
        ),
        districts=("tensta",), target_group="boende, besökare och unga i Tensta, särskilt de som undviker att gå ut kvällstid",
        people_reached=4_500,
        related_sub_goals=("SB-3.4", "JF-3.b"),
        coordination=(
            "Platsmötena tar upp skötsel och belysning med trafikkontoret och bolaget. Hälften av värdarna rekryteras genom Jobbtorg."
        ),
        start_date=day("2016-08-15"), end_date=day("2018-06-30"),
        milestones=(
            step("Sex värdar anställda och utbildade", "2016-09-30"), step("Platsmöten varje vecka", "2016-10-15"),
            step("Halvtidsavstämning i lokala styrgruppen", "2017-06-15"), step("Beslut om fortsättning eller avslut", "2018-03-31"),
        ),
        budget_lines=_EXAMPLE_LINES, co_funding=(CoFunding(organisation="Svenska Bostäder", amount=200_000, confirmed=True),),
        objectives=(
            goal("Fler är trygga ute kvällstid i Tensta", "Andel som är trygga ute en sen kväll", "procent", ("41", "50"), "2018-05-31",
                 "Trygghetsenkät till 1 200 boende före och efter", baseline_date=day("2014-10-31"),
                 baseline_source="Stadsdelsförvaltningens trygghetsenkät 2014", data_source="Trygghetsenkäten"),
            goal("Otrygga platser åtgärdas snabbare", "Genomsnittligt antal dagar från rapport till åtgärd", "dagar", ("34", "14"),
                "2018-05-31",
                 "Platsmötets logg över rapporter och åtgärder", baseline_date=day("2015-12-31"),
                 baseline_source="Genomgång av felanmälningar hösten 2015", data_source="Platsmötets logg"),
        ),
        follow_up_what="Upplevd trygghet, tid till åtgärd och antal rapporter följs. Lokala styrgruppen får en sida varje kvartal.",
        follow_up_when="varje kvartal, samt i tertialrapport 2 och verksamhetsberättelsen",
        evaluation_kind="uppföljande utvärdering av platsmötena", evaluation_who="en utvärderare utanför förvaltningen",
        evaluation_budget=150_000,
        closure_what=(
            "Kvällsarbetet avslutas den 30 juni 2018 om nämnden inte har beslutat annat senast i mars 2018. Värdarnas ordinarie uppdrag "
            "dagtid fortsätter inom nämndens budget och platsmötena tas över av trygghetssamordnaren inom ordinarie tjänst."
        ),
        closure_lessons="Platsmötets arbetssätt skrivs ned och lämnas till bolaget, centrumledningen och övriga nämnder.",
        partners=(
            part("Svenska Bostäder", "deltar i platsmöten", "lokal och 200 000 kr till utbildning",
                mandate="beslutar om åtgärder på gårdar"),
            part("kommunpolisen", "deltar i platsmöten och vandringar", "arbetstid"),
            part("centrumledningen i Tensta", "deltar i platsmöten", "lokal för värdarna"),
            part("trafikkontoret", "åtgärdar belysning och skötsel på allmän mark", confirmed=True),
        ),
        specialist_board_contact="Trafikkontoret och arbetsmarknadsförvaltningen är kontaktade och har utsett varsin kontaktperson.",
        dialogue_result="Boende pekade ut sju otrygga platser och bad om vuxna ute på kvällarna, särskilt torsdag till lördag.",
        innovation="Det nya är platsmötet: samma parter ser samma lista varje vecka och svarar för var sin åtgärd.",
        spread_plan="Metodblad våren 2018 och ett studiebesök för övriga fem nämnder.",
    )  # fmt: skip


_EXAMPLE_LINES = (
    paid(2016, CostType.STAFF, 610_000, "Sex trygghetsvärdar, kvällar"),
    paid(2016, CostType.SERVICES, 120_000, "Utbildning i konflikthantering"),
    paid(2017, CostType.STAFF, 1_120_000, "Sex trygghetsvärdar, kvällar"),
    paid(2017, CostType.SERVICES, 450_000, "Processtöd till platsmötena"),
    paid(2018, CostType.STAFF, 550_000, "Sex trygghetsvärdar, kvällar"),
    paid(2018, CostType.EVALUATION, 150_000, "Utvärdering av platsmötena"),
    own(2016, CostType.STAFF, 180_000, "Arbetsledning"),
    own(2017, CostType.STAFF, 360_000, "Arbetsledning"),
    own(2018, CostType.STAFF, 180_000, "Arbetsledning"),
    shared(2016, CostType.SERVICES, 100_000, "Utbildning, från bostadsbolaget"),
    shared(2017, CostType.SERVICES, 100_000, "Utbildning, från bostadsbolaget"),
)


def _evenings() -> SampleCase:
    draft = from_board(
        BOARD, "2015-002",
        title="Kvällsöppet i Tensta centrum", plan_activity="1.2", plan_objectives="Målsättning 1",
        registry_number_board="88-2015-1.2.1.", registry_number_city="336-420/2015", received_date=day("2015-03-31"),
        steering_date=day("2015-03-03"), board_date=day("2015-03-19"), board_paragraph="§ 8", type=ApplicationType.START_UP,
        purpose=(
            "Syftet är att Tensta centrum ska vara befolkat och lugnt även efter klockan 18, genom mötesplatser som föreningar håller "
            "öppna."
        ),
        description=(
            "Två lokaler i centrum öppnas fyra kvällar i veckan. Sex föreningar turas om som värdar och får handledning av en "
            "samordnare. Innehållet växlar: språkkafé, schack, hantverk, filmkväll för familjer. Centrumledningen sköter lokalerna "
            "och polisen går förbi varje kväll."
        ),
        starts_explanation="Ingen verksamhet finns i centrum på kvällarna i dag. Föreningarnas gemensamma värdskap byggs upp från grunden.",
        districts=("tensta",), target_group="boende i Tensta i alla åldrar", people_reached=1_800, related_sub_goals=("SB-2.2", "SB-2.4"),
        coordination="Kulturförvaltningen förlägger en del av sitt program till lokalerna.",
        start_date=day("2015-09-01"), end_date=day("2017-08-31"),
        milestones=(step("Två lokaler öppna", "2015-10-15"), step("Föreningarna sköter schemat själva", "2017-03-01")),
        budget_lines=(
            paid(2015, CostType.STAFF, 260_000, "Samordnare"), paid(2015, CostType.PREMISES, 180_000, "Hyra"),
            paid(2015, CostType.MATERIAL, 60_000, "Förbrukning"),
            paid(2016, CostType.STAFF, 690_000, "Samordnare och timersättning"), paid(2016, CostType.PREMISES, 520_000, "Hyra"),
            paid(2016, CostType.OTHER, 140_000, "Programverksamhet"), paid(2017, CostType.STAFF, 560_000, "Samordnare och timersättning"),
            paid(2017, CostType.PREMISES, 390_000, "Hyra"), paid(2017, CostType.OTHER, 100_000, "Programverksamhet"),
        ),
        objectives=(
            goal("Fler är trygga i centrum på kvällen", "Andel trygga i centrum efter klockan 18", "procent", ("38", "50"), "2017-08-31",
                 "Enkät vid trygghetsvandringar", baseline_date=day("2014-10-31"), baseline_source="Vandringar 2014"),
            goal("Mötesplatserna används", "Besök per vecka", "besök", ("0", "250"), "2016-12-31", "Räkning av värdarna"),
        ),
        follow_up_what="Besök per kväll och upplevd trygghet i centrum.", follow_up_when="varje kvartal",
        implementation_receiver="enheten för förebyggande arbete tillsammans med föreningarna", implementation_from=day("2017-09-01"),
        implementation_yearly_cost=620_000, implementation_financing="Nämnden tar hyran för en lokal; föreningsbidrag söks för resten.",
        implementation_decision="nämndens budget för 2017",
        partners=(part("sex lokala föreningar", "värdar", "ideell tid"), part("centrumledningen i Tensta", "lokaler", "sänkt hyra"),
                  part("Svenska Bostäder", "informatör")),
        specialist_board_contact="Kulturförvaltningen har lovat två program per termin.",
        dialogue_result="Boende ville ha liv i centrum på kvällarna, inte fler väktare.",
        innovation="Flera föreningar delar värdskap i samma lokal efter en gemensam överenskommelse.",
        spread_plan="Överenskommelsen läggs ut så att andra kan använda den.",
    )  # fmt: skip
    process = proposal(
        "Kulturförvaltningens utvecklingsledare", "Upplägget är bra. Hyreskostnaden är hög och bör förhandlas.", heard="2015-05-04",
        group=ConsultationOutcome.SUPPORTED_WITH_REMARKS, remark="Hyran bör sänkas under andra året.",
        propose=DecisionOutcome.PARTLY_GRANTED, amount=2_500_000, final="2017-11-28", paragraph="§ 15",
    )  # fmt: skip
    verdicts = judged(0, own={"R19": (RuleOutcome.FAIL, "Hyresdelen är stor i förhållande till det som görs; ett lägre belopp räcker.")})
    return case("2015-002", draft, spring("2015-04-07", "2015-09-01"), process, verdicts)


def _language() -> SampleCase:
    draft = from_board(
        BOARD, "2015-012",
        title="Språkvänner i öppna förskolan", plan_activity="Språkstöd i öppna förskolan", plan_objectives="Målsättning 2",
        registry_number_board="203-2015-1.2.1.", registry_number_city="336-1131/2015", received_date=day("2015-09-09"),
        steering_date=day("2015-08-25"), board_date=day("2015-09-03"), board_paragraph="§ 5", type=ApplicationType.METHOD_DEVELOPMENT,
        purpose="Syftet är att små barn i Tensta och deras föräldrar ska få ett rikare språk genom lek, sång och läsning tillsammans.",
        description=(
            "Pensionärer och studenter blir språkvänner i öppna förskolan tre förmiddagar i veckan. En förskollärare leder och "
            "en logoped handleder. Familjerna får låna hem språkpåsar med böcker och spel."
        ),
        starts_explanation="Språkvänner och språkpåsar finns inte i dag; rutiner och handledning tas fram under första halvåret.",
        districts=("tensta",), target_group="barn 1–5 år som inte går i förskola, och deras föräldrar", people_reached=160,
        related_sub_goals=("SU-1.c", "JF-3.a"), coordination="Sfi-lärare besöker gruppen en gång i månaden och berättar om studievägar.",
        start_date=day("2016-01-18"), end_date=day("2017-12-22"), milestones=(step("Tjugo språkvänner på plats", "2016-05-31"),),
        budget_lines=(
            paid(2016, CostType.STAFF, 430_000, "Förskollärare"), paid(2016, CostType.SERVICES, 110_000, "Logoped"),
            paid(2016, CostType.MATERIAL, 90_000, "Språkpåsar"), paid(2017, CostType.STAFF, 510_000, "Förskollärare"),
            paid(2017, CostType.SERVICES, 110_000, "Logoped"), own(2016, CostType.PREMISES, 60_000, "Lokal"),
            own(2017, CostType.PREMISES, 60_000, "Lokal"),
        ),
        objectives=(
            goal("Barnens ordförråd växer", "Andel barn som når åldersväntat resultat", "procent", ("46", "60"), "2017-12-15",
                 "Logopedens språkscreening vid start och efter tio månader", baseline_date=day("2016-02-15"),
                 data_source="Screening på gruppnivå"),
        ),
        follow_up_what="Deltagande, lån av språkpåsar och resultat av screening.", follow_up_when="varje termin",
        implementation_receiver="enheten för öppna förskolor", implementation_from=day("2018-01-01"), implementation_yearly_cost=240_000,
        implementation_financing="En halv tjänst omfördelas inom enheten.", implementation_decision="enhetens plan för 2018",
        partners=(part("en pensionärsförening", "språkvänner", "ideell tid"), part("biblioteket i Tensta", "böcker och sagostunder")),
        specialist_board_contact="Utbildningsförvaltningen och Tensta bibliotek deltar i arbetsgruppen.",
        dialogue_result="Föräldrar efterfrågade svenska för små barn utan kö.",
        innovation="Äldre och studenter möter familjer med logopedens stöd.",
        spread_plan="En film och en handledning på två sidor.",
    )  # fmt: skip
    process = proposal(
        "Utbildningsförvaltningens logoped", "Metoden är rimlig och mätningen görs av legitimerad personal.", heard="2015-10-07",
        group=ConsultationOutcome.SUPPORTED, propose=DecisionOutcome.GRANTED, amount=1_250_000, final="2018-03-28", paragraph="§ 23",
    )  # fmt: skip
    return case("2015-012", draft, autumn("2015-09-14", "2016-01-18"), process, judged(5))


def _homework() -> SampleCase:
    draft = from_board(
        BOARD, "2015-020",
        title="Läxhjälp med framtidstro", plan_activity="2.2", plan_objectives="Målsättning 3",
        registry_number_board="274-2015-1.2.1.", registry_number_city="336-1437/2015", received_date=day("2015-12-14"),
        steering_date=day("2015-11-10"), board_date=day("2015-12-03"), board_paragraph="§ 9", type=ApplicationType.START_UP,
        purpose="Syftet är att fler elever i årskurs 8 och 9 ska klara behörighet till gymnasiet och se vad studierna leder till.",
        description=(
            "Studenter leder läxhjälp tre eftermiddagar i veckan på två skolor. Var fjärde vecka kommer någon från ett yrke på besök, "
            "och varje elev gör två studiebesök per termin. Föräldrar bjuds in till en kväll där eleverna berättar."
        ),
        starts_explanation="Kopplingen mellan läxhjälp, yrkesbesök och studiebesök är ny. Skolornas egen läxhjälp fortsätter som i dag.",
        districts=("tensta",), target_group="elever i årskurs 8 och 9 i Tensta", people_reached=180,
        related_sub_goals=("SU-1.1", "SU-1.b", "SU-1.d"),
        coordination="Insatsen läggs upp med fokusskolornas utvecklingsplan.",
        start_date=day("2016-08-22"), end_date=day("2018-06-15"),
        milestones=(step("Studenter rekryterade", "2016-09-15"), step("Femtio studiebesök gjorda", "2017-06-10")),
        budget_lines=(
            paid(2016, CostType.STAFF, 360_000, "Läxledare"), paid(2016, CostType.OTHER, 60_000, "Studiebesök"),
            paid(2017, CostType.STAFF, 790_000, "Läxledare"),
            paid(2017, CostType.OTHER, 130_000, "Studiebesök"), paid(2018, CostType.STAFF, 490_000, "Läxledare"),
            paid(2018, CostType.OTHER, 70_000, "Studiebesök"),
            own(2016, CostType.PREMISES, 40_000, "Skolans lokaler"), own(2017, CostType.PREMISES, 80_000, "Skolans lokaler"),
            own(2018, CostType.PREMISES, 40_000, "Skolans lokaler"),
        ),
        objectives=(
            goal("Fler blir behöriga till gymnasiet", "Andel behöriga till yrkesprogram", "procent", ("71", "79"), "2018-06-15",
                "Skolornas betygsstatistik",
                 baseline_date=day("2015-06-12"), baseline_source="Betyg årskurs 9 våren 2015", data_source="Utbildningsförvaltningen"),
            goal("Elever vet vad de vill söka", "Andel som uppger ett val", "procent", ("52", "75"), "2018-05-15", "Enkät i årskurs 9"),
        ),
        follow_up_what="Närvaro i läxhjälpen, betyg per termin och elevernas enkät.", follow_up_when="varje termin",
        implementation_receiver="utbildningsnämnden, skolorna i Tensta", implementation_from=day("2018-08-15"),
        implementation_yearly_cost=520_000,
        implementation_financing="Skolorna tar läxledarna i sin budget; studiebesöken är ännu inte finansierade.",
        implementation_decision="skolornas budget för 2019",
        partners=(part("två högstadieskolor", "lokaler och samordning"), part("ett lärosäte", "rekryterar studenter", confirmed=False)),
        specialist_board_contact="Utbildningsförvaltningens grundskolechef har godkänt upplägget.",
        dialogue_result="Elever bad om hjälp av någon som nyss gått samma väg.", innovation="Yrkesbesöken planeras av eleverna själva.",
        spread_plan="Erfarenheterna lämnas till fokusskolornas nätverk.",
    )  # fmt: skip
    process = proposal(
        "Utbildningsförvaltningens samordnare för fokusskolor", "Insatsen är bra men kan starta i en skola först.", heard="2016-01-12",
        group=ConsultationOutcome.SUPPORTED_WITH_REMARKS, remark="Gruppen förordar en skola i taget.",
        propose=DecisionOutcome.PARTLY_GRANTED, amount=1_500_000, final="2018-09-15",
    )  # fmt: skip
    path = way(
        check="2015-12-16", expert="2016-01-08", assessed="2016-02-03", consulted="2016-02-16", memo="2016-03-01", signed="2016-03-09"
    )
    verdicts = judged(1, own={"R11": (RuleOutcome.FAIL, "Studiebesöken saknar finansiering efter projektet.")})
    return case("2015-020", draft, path, process, verdicts)


def _courtyards() -> SampleCase:
    draft = from_board(
        BOARD, "2016-008",
        title="Gårdsråd för en ren och trygg utemiljö", plan_activity="Rena och trygga gårdar", plan_objectives="Målsättning 1",
        registry_number_board="39-2016-1.2.1.", registry_number_city="336-198/2016", received_date=day("2016-02-25"),
        steering_date=day("2016-01-26"), board_date=day("2016-02-11"), board_paragraph="§ 6", type=ApplicationType.START_UP,
        purpose="Syftet är att boende på åtta gårdar i Tensta ska ta ansvar för sin utemiljö tillsammans med bolaget.",
        description=(
            "Varje gård bildar ett råd som får en egen liten budget och stöd av en gårdssamordnare. Råden går igenom gården två "
            "gånger om året, väljer vad som ska göras och bjuder in grannarna."
        ),
        starts_explanation="Gårdsråd finns inte i Tensta i dag. Samordnaren bygger upp dem under ett och ett halvt år.",
        districts=("tensta",), target_group="hyresgäster på åtta gårdar", people_reached=1_100, related_sub_goals=("SB-3.4",),
        coordination="Bolagets skötselplan och trafikkontorets renhållning stäms av varje kvartal.",
        start_date=day("2016-09-01"), end_date=day("2018-02-28"),
        budget_lines=(
            paid(2016, CostType.STAFF, 240_000, "Gårdssamordnare"), paid(2017, CostType.STAFF, 620_000, "Gårdssamordnare"),
            paid(2017, CostType.MATERIAL, 160_000, "Växter och redskap"), paid(2018, CostType.STAFF, 110_000, "Gårdssamordnare"),
            shared(2017, CostType.OTHER, 150_000, "Gårdsbudget"), own(2017, CostType.STAFF, 90_000, "Handledning"),
        ),
        own_funding=120_000, co_funding=(CoFunding(organisation="Svenska Bostäder", amount=200_000, confirmed=False),),
        objectives=(
            goal("Fler är nöjda med gården", "Andel nöjda hyresgäster", "procent", ("54", "68"), "2018-02-28", "Bolagets kundenkät",
                 baseline_date=day("2015-11-30"), baseline_source="Kundenkät 2015"),
        ),
        follow_up_what="Antal aktiva råd och nöjdhet.", follow_up_when="varje halvår",
        implementation_receiver="Svenska Bostäder", implementation_from=day("2018-03-01"), implementation_yearly_cost=150_000,
        implementation_financing="Bolaget för in råden i sin förvaltning.", implementation_decision="bolagets verksamhetsplan för 2018",
        partners=(part("Svenska Bostäder", "gårdsbudget", "200 000 kr", confirmed=False),),
        specialist_board_contact="Trafikkontoret är informerat.",
        dialogue_result="Boende ville bestämma mer om den egna gården.", innovation="Råden förfogar över egna pengar.", spread_plan="",
    )  # fmt: skip
    return case("2016-008", draft, way(check="2016-03-01"))
