"""The fields of an application (domain brief, section 4.2) and of a local action plan (section 5.1), with their reasons."""

from __future__ import annotations

from app.domain.fields import Catalogue, Field, Group, Kind, Table
from app.domain.vocabulary import (
    ActivityState,
    ApplicationType,
    BoardResult,
    ConsultationOutcome,
    CostType,
    DecisionOutcome,
    Financing,
    FundedBy,
    PersonRole,
    ReportKind,
    SteeringResult,
    SubIndex,
    TieKind,
)

_IDENTITY = Group("identity", "Sökande och ärende", (
    Field("title", "Insatsens namn", rules=("R24",), max_length=160),
    Field("applicant", "Sökande nämnd", Kind.CHOICE, "Den stadsdelsnämnd som ansöker.", ("R01",), choices="organisations"),
    Field("co_applicant", "Medsökande nämnd", Kind.CHOICE, "Fylls i bara om två nämnder söker tillsammans.", ("R01",), choices="organisations"),
    Field("contact_name", "Kontaktperson", help="Kontaktperson i tjänsten. Inga privata uppgifter.", contact=True, max_length=120),
    Field("contact_role", "Kontaktpersonens befattning", contact=True, max_length=120),
    Field("contact_phone", "Kontaktpersonens telefon", contact=True, max_length=60),
    Field("contact_email", "Kontaktpersonens e-post", contact=True, max_length=120),
    Field("registry_number_board", "Nämndens diarienummer", max_length=30),
    Field("registry_number_city", "Stadens diarienummer", help="Sätts av registrator på stadsledningskontoret.", max_length=30),
    Field("instructions_version", "Anvisningar, version", help="Den version av anvisningarna som ansökan följer.", rules=("R24",), max_length=30),
    Field("received_date", "Inkom", Kind.DATE, "Dag då ansökan kom in till kommunstyrelsen."),
))  # fmt: skip

_PLAN = Group("plan", "Lokal handlingsplan", (
    Field("plan_version", "Handlingsplanens version", Kind.INTEGER, rules=("R02",)),
    Field("plan_activity", "Aktivitet i handlingsplanen", help="Aktivitetens nummer eller namn så som det står i planen.", rules=("R02",)),
    Field("plan_approved_date", "Handlingsplanen godkänd den", Kind.DATE, rules=("R03",)),
    Field("plan_paragraph", "Handlingsplanen, paragraf", help="Paragraf i nämndens protokoll.", rules=("R03",), max_length=30),
    Field("plan_registry_number", "Handlingsplanens diarienummer", rules=("R03",), max_length=30),
    Field("plan_objectives", "Mål i handlingsplanen som insatsen bidrar till", Kind.LONG_TEXT, rules=("R02", "R14")),
    Field("risk_analysis_date", "Riskanalysens datum", Kind.DATE, "Dag för den analys av riskindexet som planen bygger på.", ("R04",)),
    Field("risk_analysis_year", "Riskindexets år", Kind.YEAR, rules=("R04",)),
    Field("risk_sub_indexes", "Delindex som använts", Kind.CHOICES, rules=("R04",), choices=SubIndex),
))  # fmt: skip

_APPROVALS = Group("approvals", "Beslut före ansökan", (
    Field("steering_date", "Lokala styrgruppens datum", Kind.DATE, "Styrgruppen ska ha godkänt ansökan senast samma dag som nämnden.", ("R05",)),
    Field("steering_result", "Lokala styrgruppens besked", Kind.CHOICE, rules=("R05",), choices=SteeringResult),
    Field("steering_members", "Lokala styrgruppens deltagare", Kind.LONG_TEXT, "Funktioner och organisationer, även bostadsbolag. Inga privatpersoner.", ("R05", "R17")),
    Field("board_date", "Nämndens beslut den", Kind.DATE, rules=("R03", "R05", "R06")),
    Field("board_paragraph", "Nämndens beslut, paragraf", rules=("R06",), max_length=30),
    Field("board_result", "Nämndens beslut", Kind.CHOICE, rules=("R06",), choices=BoardResult),
    Field("board_immediate_approval", "Omedelbart justerat", Kind.YES_NO),
    Field("board_minutes_attached", "Protokollsutdrag bifogat", Kind.YES_NO, "Utdraget kan också läggas in under Underlag.", ("R06",)),
))  # fmt: skip

_CONTENT = Group("content", "Insatsen", (
    Field("type", "Slag av insats", Kind.CHOICE, rules=("R07", "R23"), choices=ApplicationType),
    Field("purpose", "Syfte", Kind.LONG_TEXT, rules=("R24",)),
    Field("description", "Beskrivning", Kind.LONG_TEXT, "Vad ska göras, av vem och hur?", ("R24",)),
    Field("starts_something_new", "Startar något nytt", Kind.YES_NO, "Medlen är till för att starta, inte för drift.", ("R07",)),
    Field("starts_explanation", "Vad är det som startar", Kind.LONG_TEXT, rules=("R07",)),
    Field("previous_activity", "Insatsen har bedrivits tidigare", Kind.YES_NO, rules=("R07", "R09", "R22")),
    Field("previous_funding", "Finansiering hittills", Kind.LONG_TEXT, "År, belopp och källa om insatsen har bedrivits tidigare.", ("R07", "R09", "R22")),
    Field("fills_regular_gap", "Ersätter ordinarie verksamhet som saknar medel", Kind.YES_NO, rules=("R09",)),
    Field("districts", "Stadsdelar", Kind.CHOICES, "Skilj flera stadsdelar åt med semikolon.", ("R13", "R19"), choices="districts"),
    Field("whole_district_area", "Gäller hela stadsdelsområdet", Kind.YES_NO, rules=("R13",)),
    Field("target_group", "Målgrupp", Kind.LONG_TEXT, rules=("R24",)),
    Field("people_reached", "Antal personer som nås", Kind.INTEGER, rules=("R19",)),
    Field("related_sub_goals", "Delmål i övriga målområden", Kind.CHOICES, "Skilj flera delmål åt med semikolon.", ("R18", "R20"), choices="sub_goals"),
    Field("coordination", "Samordning med övriga målområden", Kind.LONG_TEXT, rules=("R20",)),
))  # fmt: skip

_TIME = Group("time", "Tid", (
    Field("start_date", "Startdatum", Kind.DATE, rules=("R26",)),
    Field("end_date", "Slutdatum", Kind.DATE, rules=("R26",)),
    Table("milestones", "Milstolpar", "Milstolpe", (
        Field("text", "Milstolpe"),
        Field("due", "Klar den", Kind.DATE),
    )),
))  # fmt: skip

_MONEY = Group("money", "Ekonomi", (
    Table("budget_lines", "Budget", "Rad", (
        Field("year", "År", Kind.YEAR, rules=("R26", "R27")),
        Field("cost_type", "Kostnadsslag", Kind.CHOICE, "Investeringar får inte betalas med projektmedel.", ("R08",), choices=CostType),
        Field("funded_by", "Betalas av", Kind.CHOICE, rules=("R08", "R27"), choices=FundedBy),
        Field("amount", "Belopp", Kind.KRONOR, rules=("R27",), unit="kr"),
        Field("note", "Vad posten avser"),
    ), "En rad per år, kostnadsslag och finansiär.", ("R08", "R26", "R27")),
    Table("amounts_applied", "Sökt belopp per år", "År", (
        Field("year", "Sökt år", Kind.YEAR, rules=("R27",)),
        Field("amount", "Sökt belopp", Kind.KRONOR, rules=("R25", "R27"), unit="kr"),
    ), "Ska stämma med raderna som betalas av projektmedel.", ("R25", "R27")),
    Field("least_amount", "Minsta belopp som insatsen kan genomföras med", Kind.KRONOR, "Lämnas tomt om insatsen kräver hela beloppet.", unit="kr", later=True),
    Field("own_funding", "Egen finansiering totalt", Kind.KRONOR, rules=("R27",), unit="kr"),
    Table("co_funding", "Medfinansiering", "Medfinansiär", (
        Field("organisation", "Medfinansiär"),
        Field("amount", "Medfinansierat belopp", Kind.KRONOR, rules=("R27",), unit="kr"),
        Field("confirmed", "Medfinansiering bekräftad", Kind.YES_NO),
    ), rules=("R27",)),
))  # fmt: skip

_MEASUREMENT = Group("measurement", "Mål och mätning", (
    Table("objectives", "Insatsens mål", "Mål", (
        Field("text", "Mål", Kind.LONG_TEXT, rules=("R14",), max_length=1000),
        Field("indicator", "Indikator", rules=("R14",)),
        Field("unit", "Enhet", max_length=60),
        Field("baseline", "Utgångsvärde", Kind.NUMBER, rules=("R14",)),
        Field("baseline_date", "Utgångsvärdets datum", Kind.DATE),
        Field("baseline_source", "Utgångsvärdets källa"),
        Field("target", "Målvärde", Kind.NUMBER, rules=("R14",)),
        Field("target_date", "Måldatum", Kind.DATE, rules=("R14",)),
        Field("method", "Hur målet mäts", rules=("R14",)),
        Field("data_source", "Datakälla"),
    ), "Ett mål är komplett med indikator, utgångsvärde, målvärde, måldatum och mätmetod.", ("R14",)),
    Field("resources_for_targets", "Resurser för att ta fram mål", Kind.LONG_TEXT, "Timmar eller kronor.", ("R15",)),
    Field("resources_responsible", "Ansvarig för att ta fram mål", help="Funktion, inte namn.", rules=("R15",)),
))  # fmt: skip

_FOLLOW_UP = Group("followUp", "Uppföljning och redovisning", (
    Field("follow_up_what", "Vad följs upp", Kind.LONG_TEXT, "Uppföljning eller utvärdering räcker.", ("R12",)),
    Field("follow_up_who", "Vem följer upp", rules=("R12",)),
    Field("follow_up_when", "När följs det upp", rules=("R12",)),
    Field("follow_up_ils", "Koppling till ILS", help="Nämndmål, indikator eller aktivitet i ILS."),
    Field("evaluation_kind", "Slag av utvärdering", rules=("R12",)),
    Field("evaluation_who", "Vem utvärderar", rules=("R12",)),
    Field("evaluation_budget", "Utvärderingens budget", Kind.KRONOR, unit="kr"),
    Table("reporting_dates", "Redovisningstillfällen", "Redovisning", (
        Field("kind", "Redovisas i", Kind.CHOICE, rules=("R28",), choices=ReportKind),
        Field("due", "Redovisas senast", Kind.DATE, rules=("R28",)),
    ), rules=("R28",)),
    Field("reporting_responsible", "Ansvarig för redovisning", help="Funktion, inte namn.", rules=("R28",)),
))  # fmt: skip

_AFTERWARDS = Group("afterwards", "Tiden efter projektet", (
    Field("implementation_receiver", "Mottagare efter projektet", help="Organisation och enhet som tar över.", rules=("R10", "R11")),
    Field("implementation_from", "Tas över från och med", Kind.DATE, rules=("R10",)),
    Field("implementation_financing", "Hur det betalas efter projektet", Kind.LONG_TEXT, rules=("R10", "R11")),
    Field("implementation_yearly_cost", "Kostnad per år efter projektet", Kind.KRONOR, rules=("R10", "R11"), unit="kr"),
    Field("implementation_decision", "Beslut som krävs för övertagandet", Kind.LONG_TEXT, rules=("R10",)),
    Field("closure_what", "Vad avslutas", Kind.LONG_TEXT, "Fylls i om insatsen inte ska drivas vidare.", ("R10",)),
    Field("closure_lessons", "Hur lärdomarna tas till vara", Kind.LONG_TEXT, rules=("R10",)),
    Field("running_responsible", "Förstudie: framtida driftansvarig", help="Den nämnd som ska driva det som förstudien leder till.", rules=("R23",)),
    Field("running_yearly_cost", "Förstudie: beräknad driftkostnad per år", Kind.KRONOR, rules=("R23",), unit="kr"),
))  # fmt: skip

_COLLABORATION = Group("collaboration", "Samverkan", (
    Table("partners", "Samverkansparter", "Part", (
        Field("organisation", "Part"),
        Field("role", "Roll"),
        Field("mandate", "Mandat"),
        Field("contribution", "Bidrag"),
        Field("confirmed", "Part bekräftad", Kind.YES_NO),
    ), rules=("R17", "R18")),
    Field("housing_company_involvement", "Bostadsbolagens medverkan", Kind.LONG_TEXT, rules=("R17",)),
    Field("specialist_board_contact", "Kontakt med facknämnd", Kind.LONG_TEXT, rules=("R18",)),
    Field("police_agreement_ref", "Samverkansavtal med polisen", help="Datum och diarienummer.", rules=("R16",)),
    Field("crime_prevention_plan_ref", "Brottsförebyggande planering", help="Dokument och datum.", rules=("R16",)),
))  # fmt: skip

_LEARNING = Group("learning", "Delaktighet och lärande", (
    Field("dialogue_form", "Dialog med boende, form", rules=("R24",)),
    Field("dialogue_when", "Dialog med boende, när"),
    Field("dialogue_reached", "Dialog med boende, vilka som nåtts", help="Grupper, aldrig namn."),
    Field("dialogue_result", "Dialog med boende, vad den ledde till", Kind.LONG_TEXT),
    Field("innovation", "Vad är nytt", Kind.LONG_TEXT, rules=("R21",)),
    Field("spread_plan", "Hur lärdomarna sprids", Kind.LONG_TEXT),
))  # fmt: skip

APPLICATION = Catalogue("application", (
    _IDENTITY, _PLAN, _APPROVALS, _CONTENT, _TIME, _MONEY, _MEASUREMENT, _FOLLOW_UP, _AFTERWARDS, _COLLABORATION, _LEARNING,
))  # fmt: skip

PROCESS = Catalogue("process", (
    Group("process", "Handläggning", (
        Field("caseworker", "Handläggare", help="Namn eller funktion så som det ska stå i tjänsteutlåtandet.", contact=True, max_length=120),
        Field("caseworker_phone", "Handläggarens telefon", contact=True, max_length=60),
        Table("experts", "Sakkunniga", "Sakkunnig", (
            Field("expert", "Sakkunnig", help="Funktion och organisation.", rules=("R30",)),
            Field("date", "Hördes den", Kind.DATE, rules=("R30",)),
            Field("statement", "Yttrande", Kind.LONG_TEXT, rules=("R30",), max_length=4000),
        ), rules=("R30",)),
        Field("consultation_date", "Samråd i styrgruppen den", Kind.DATE, rules=("R29",)),
        Field("consultation_outcome", "Styrgruppens besked", Kind.CHOICE, rules=("R29",), choices=ConsultationOutcome),
        Field("consultation_note", "Styrgruppens synpunkter", Kind.LONG_TEXT, max_length=4000),
        Field("dialogues", "Registrerade boendedialoger", help="Dialogernas nummer med semikolon mellan, till exempel BD-2015-01."),
    )),
    Group("proposal", "Förslag och beslut", (
        Field("proposed_outcome", "Förslag till beslut", Kind.CHOICE, choices=DecisionOutcome),
        Field("proposed_amount", "Föreslaget belopp", Kind.KRONOR, rules=("R25",), unit="kr"),
        Field("remit_reason", "Skäl för återremiss", Kind.LONG_TEXT, "Fyller ut ”för komplettering i fråga om …”.", max_length=1000),
        Field("report_in", "Redovisas i", help="Till exempel tertialrapport 2 2016 och verksamhetsberättelsen för 2016."),
        Field("final_report_date", "Slutrapport senast", Kind.DATE, rules=("R28",)),
        Field("memo_date", "Tjänsteutlåtandets datum", Kind.DATE, rules=("R29",)),
        Field("decision_date", "Kommunstyrelsens beslut den", Kind.DATE),
        Field("decision_paragraph", "Kommunstyrelsens beslut, paragraf", max_length=30),
        Field("decision_outcome", "Kommunstyrelsens beslut", Kind.CHOICE, choices=DecisionOutcome),
        Field("amount_granted", "Beviljat belopp", Kind.KRONOR, rules=("R25",), unit="kr"),
    )),
))  # fmt: skip

PLAN = Catalogue("plan", (
    Group("plan", "Planen", (
        Field("board", "Stadsdelsnämnd", Kind.CHOICE, choices="programme_boards", rules=("R02",)),
        Field("plan_version", "Version", Kind.INTEGER, rules=("R02",)),
        Field("period_start", "Gäller från", Kind.DATE),
        Field("period_end", "Gäller till", Kind.DATE),
        Field("introduction", "Inledning", Kind.LONG_TEXT),
    )),
    Group("analysis", "Nuläge och analys", (
        Field("risk_analysis_date", "Riskanalysens datum", Kind.DATE, rules=("R04",)),
        Field("risk_analysis_year", "Riskindexets år", Kind.YEAR, rules=("R04",)),
        Field("risk_analysis_text", "Analys av riskindexet", Kind.LONG_TEXT, rules=("R04",)),
        Field("dialogues", "Boendedialoger som planen bygger på", help="Dialogernas nummer med semikolon mellan, till exempel BD-2015-01."),
    )),
    Group("priorities", "Prioriteringar", (
        Table("priorities", "Prioriteringar", "Prioritering", (
            Field("number", "Prioritering nr", max_length=10),
            Field("text", "Prioritering", Kind.LONG_TEXT, max_length=1000),
        )),
    )),
    Group("objectives", "Mål", (
        Table("objectives", "Målsättningar", "Mål", (
            Field("number", "Mål nr", max_length=10),
            Field("text", "Målsättning", Kind.LONG_TEXT, rules=("R14",), max_length=1000),
            Field("area", "Riskområde", Kind.CHOICE, "Den del av riskindexet som målet svarar mot.", ("R04",), choices=SubIndex),
            Field("indicator", "Indikator", rules=("R14",)),
            Field("unit", "Enhet", max_length=60),
            Field("baseline", "Utgångsvärde", Kind.NUMBER, rules=("R14",)),
            Field("baseline_date", "Utgångsvärdets datum", Kind.DATE),
            Field("baseline_source", "Utgångsvärdets källa"),
            Field("target", "Målvärde", Kind.NUMBER, rules=("R14",)),
            Field("target_date", "Måldatum", Kind.DATE, rules=("R14",)),
            Field("method", "Hur målet mäts", rules=("R14",)),
            Field("data_source", "Datakälla"),
            Field("responsible", "Ansvarig för målet", help="Funktion, inte namn."),
        ), "Ett mål är komplett med indikator, utgångsvärde, målvärde, måldatum och mätmetod.", ("R14",)),
        Table("follow_up_values", "Uppföljningsvärden", "Värde", (
            Field("objective", "Gäller mål nr", max_length=10),
            Field("day", "Mätt den", Kind.DATE),
            Field("value", "Uppmätt värde", Kind.NUMBER),
            Field("source", "Värdets källa"),
        )),
        Field("resources_for_targets", "Resurser för mätbara mål", Kind.LONG_TEXT, "Timmar eller kronor.", ("R15",)),
        Field("resources_responsible", "Ansvarig för att ta fram mål", help="Funktion, inte namn.", rules=("R15",)),
        Field("measuring", "Hur målen mäts", Kind.LONG_TEXT),
    )),
    Group("activities", "Aktiviteter", (
        Table("activities", "Aktiviteter", "Aktivitet", (
            Field("number", "Aktivitet nr", max_length=10, rules=("R02",)),
            Field("title", "Aktivitet", max_length=160, rules=("R02",)),
            Field("description", "Beskrivning", Kind.LONG_TEXT, max_length=2000),
            Field("districts", "Stadsdelar", Kind.CHOICES, choices="districts", rules=("R13",)),
            Field("target_area", "Målområde", Kind.CHOICE, choices="target_areas"),
            Field("related_sub_goals", "Delmål", Kind.CHOICES, choices="sub_goals", rules=("R20",)),
            Field("objectives", "Bidrar till mål nr", help="Målens nummer med semikolon mellan.", max_length=60),
            Field("lead", "Ansvarig för aktiviteten", help="Funktion eller organisation."),
            Field("partners", "Medverkande"),
            Field("start", "Börjar", Kind.DATE),
            Field("end", "Slutar", Kind.DATE),
            Field("financing", "Betalas med", Kind.CHOICE, choices=Financing),
            Field("state", "Aktivitetens läge", Kind.CHOICE, choices=ActivityState),
        ), rules=("R02",)),
        Field("implementation", "Genomförande", Kind.LONG_TEXT),
    )),
    Group("collaboration", "Samverkan", (
        Field("police_agreement_date", "Polisavtalets datum", Kind.DATE, rules=("R16",)),
        Field("police_agreement_ref", "Samverkansavtal med polisen", rules=("R16",)),
        Field("crime_prevention_plan_date", "Brottsförebyggande planens datum", Kind.DATE, rules=("R16",)),
        Field("crime_prevention_plan_ref", "Brottsförebyggande planering", rules=("R16",)),
        Field("housing_companies", "Bostadsbolag med stora bestånd", Kind.CHOICES, choices="housing_companies", rules=("R17",)),
        Table("housing_shares", "Bostadsbolagens del av arbetet", "Bolag", (
            Field("company", "Bostadsbolag", Kind.CHOICE, choices="housing_companies", rules=("R17",)),
            Field("share", "Bolagets del", Kind.LONG_TEXT, rules=("R17",), max_length=1000),
        ), rules=("R17",)),
    )),
    Group("people", "Lokal styrgrupp och arbetsgrupper", (
        Table("steering_members", "Lokal styrgrupp", "Ledamot", (
            Field("organisation", "Ledamotens organisation", rules=("R17",)),
            Field("role", "Ledamotens funktion", help="Funktion, inte namn."),
            Field("mandate", "Ledamotens mandat"),
        ), "Funktioner och organisationer, inga privatpersoner.", ("R17",)),
        Field("steering_group", "Anteckning om styrgruppen", Kind.LONG_TEXT, rules=("R17",)),
        Table("working_groups", "Arbetsgrupper", "Grupp", (
            Field("name", "Arbetsgrupp"),
            Field("task", "Gruppens uppgift"),
            Field("members", "Gruppens deltagare", help="Funktioner, inga namn."),
        )),
        Table("contacts", "Kontakter i facknämnderna", "Kontakt", (
            Field("board", "Kontaktens nämnd", Kind.CHOICE, choices="organisations", rules=("R18",)),
            Field("role", "Kontaktens funktion"),
            Field("contact", "Kontaktuppgift i tjänsten", contact=True),
        ), rules=("R18",)),
    )),
    Group("approval", "Förankring och godkännande", (
        Field("steering_date", "Förankrad i lokal styrgrupp", Kind.DATE),
        Field("approved_date", "Godkänd av nämnden", Kind.DATE, rules=("R03",)),
        Field("approval_paragraph", "Paragraf", rules=("R03",), max_length=30),
        Field("approval_registry_number", "Diarienummer", rules=("R03",), max_length=30),
        Field("reported_date", "Rapporterad till stadsövergripande styrgruppen", Kind.DATE, rules=("R31",)),
    )),
))  # fmt: skip

DIALOGUE = Catalogue("dialogue", (
    Group("dialogue", "Boendedialog", (
        Field("number", "Dialogens nummer", help="Till exempel BD-2015-01.", max_length=20),
        Field("board", "Dialogens nämnd", Kind.CHOICE, choices="programme_boards"),
        Field("area", "Område"),
        Field("districts", "Stadsdelar", Kind.CHOICES, choices="districts"),
        Field("day", "Hölls den", Kind.DATE),
        Field("form", "Form", help="Till exempel möte på torget, trapphussamtal, enkät."),
        Field("organisers", "Arrangörer"),
        Field("reached", "Grupper som nåddes", Kind.LONG_TEXT, "Grupper, aldrig namn."),
        Field("main_points", "Vad som kom fram", Kind.LONG_TEXT),
        Field("feedback", "Återkoppling till de boende", Kind.LONG_TEXT),
        Field("feedback_date", "Återkopplad den", Kind.DATE),
    )),
))  # fmt: skip

PERSON = Catalogue("person", (
    Group("person", "Person", (
        Field("name", "Namn eller funktion", help="Så som personen skriver sitt namn under Arkiv ▸ Ditt namn.", max_length=120),
        Field("role", "Roll", Kind.CHOICE, choices=PersonRole),
        Field("unit", "Enhet", help="Till exempel Stadsledningskontoret, utvecklingsenheten.", max_length=160),
        Field("is_active", "Deltar i arbetet", Kind.YES_NO),
        Table("ties", "Bindningar", "Bindning", (
            Field("kind", "Slag", Kind.CHOICE, choices=TieKind),
            Field("organisation", "Organisation", Kind.CHOICE, choices="organisations"),
            Field("detail", "Annan organisation", help="En som inte står i listan, eller en närmare uppgift. Aldrig en privatpersons namn.", max_length=300),
            Field("since", "Från", Kind.DATE, help="Första dagen."),
            Field("until", "Till", Kind.DATE, help="Sista dagen."),
        ), "Anställning, uppdrag, bolag, tidigare ställningstagande och närståendes uppdrag."),
    )),
))  # fmt: skip

MEETING = Catalogue("meeting", (
    Group("meeting", "Möte i styrgruppen", (
        Field("name", "Mötets namn", max_length=120),
        Field("day", "Mötesdag", Kind.DATE),
        Field("cutoff_day", "Sista dag för underlag", Kind.DATE, "Ansökan och kompletteringar ska ha kommit in senast denna dag."),
        Field("note", "Mötets anteckning", Kind.LONG_TEXT, max_length=2000),
    )),
))  # fmt: skip
