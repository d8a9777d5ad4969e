"""Closed lists of the field: enumerations with the glossary's identifier as value and the Swedish label beside it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """An enumeration whose members carry a Swedish label: `PASS = "pass", "Uppfyllt"`."""

    label: str

    def __new__(cls, value: str, label: str) -> Labelled:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def of(cls, value: str) -> Self:
        """The member with this stored value. Raises KeyError when there is none."""
        for member in cls:
            if member.value == value:
                return member
        raise KeyError(value)


class RuleOutcome(Labelled):
    PASS = "pass", "Uppfyllt"
    FAIL = "fail", "Inte uppfyllt"
    INSUFFICIENT = "insufficient", "Underlag saknas"
    NEEDS_JUDGEMENT = "needsJudgement", "Bedömning krävs"
    NOT_APPLICABLE = "notApplicable", "Ej tillämpligt"


class RuleKind(Labelled):
    HARD = "H", "Beräknas av uppgifterna"
    PRESENCE = "HP", "Uppgift krävs, kvaliteten bedöms"
    JUDGEMENT = "J", "Bedöms av handläggaren"


class ApplicationState(Labelled):
    """The states of an application, domain brief section 5.2."""

    DRAFT = "draft", "Utkast"
    IN_LOCAL_STEERING_GROUP = "inLocalSteeringGroup", "I lokal styrgrupp"
    LOCALLY_APPROVED = "locallyApproved", "Godkänd i lokal styrgrupp"
    IN_DISTRICT_BOARD = "inDistrictBoard", "I stadsdelsnämnden"
    SUBMITTED = "submitted", "Inkommen till kommunstyrelsen"
    FORMAL_CHECK = "formalCheck", "Formell kontroll"
    AWAITING_SUPPLEMENT = "awaitingSupplement", "Väntar på komplettering"
    EXPERT_REVIEW = "expertReview", "Sakkunnigberedning"
    ASSESSED = "assessed", "Bedömd"
    STEERING_GROUP_CONSULTATION = "steeringGroupConsultation", "Samråd i styrgruppen"
    MEMO_DRAFTED = "memoDrafted", "Tjänsteutlåtande upprättat"
    MEMO_SIGNED = "memoSigned", "Undertecknat"
    BEFORE_EXECUTIVE = "beforeExecutive", "I kommunstyrelsen"
    DECIDED = "decided", "Beslutad"
    DISPATCHED = "dispatched", "Expedierad"
    IN_PROGRESS = "inProgress", "Pågår"
    FINAL_REPORTED = "finalReported", "Slutredovisad"
    CLOSED = "closed", "Avslutad"
    WITHDRAWN = "withdrawn", "Återkallad"
    WRITTEN_OFF = "writtenOff", "Avskriven"


class PlanState(Labelled):
    """The states of a local action plan, domain brief section 5.1."""

    PLANNED = "planned", "Planerad"
    ANALYSIS = "analysis", "Analys pågår"
    DRAFT = "draft", "Utkast"
    STEERED = "steered", "Förankrad i lokal styrgrupp"
    APPROVED = "approved", "Godkänd av nämnd"
    REPORTED = "reported", "Rapporterad till styrgruppen"
    FOLLOWED_UP = "followedUp", "Följs upp"
    SUPERSEDED = "superseded", "Ersatt"


class ActivityState(Labelled):
    """How far a planned activity has come, domain brief section 10.2."""

    NOT_STARTED = "notStarted", "Ej påbörjad"
    IN_PROGRESS = "inProgress", "Pågår"
    FINISHED = "finished", "Avslutad"
    DISCONTINUED = "discontinued", "Avbruten"


class Financing(Labelled):
    """What pays for a planned activity."""

    REGULAR = "regular", "Ordinarie budget"
    PROGRAMME = "programme", "Projektmedel"
    OTHER = "other", "Annan finansiering"


class ApplicationType(Labelled):
    START_UP = "startUp", "Start av aktivitet"
    METHOD_DEVELOPMENT = "methodDevelopment", "Metodutveckling"
    PRE_STUDY = "preStudy", "Förstudie"


class CostType(Labelled):
    STAFF = "staff", "Personal"
    SERVICES = "services", "Köpta tjänster"
    PREMISES = "premises", "Lokal"
    MATERIAL = "material", "Material"
    INFORMATION = "information", "Information"
    EVALUATION = "evaluation", "Utvärdering"
    INVESTMENT = "investment", "Investering"
    OTHER = "other", "Övrigt"


class FundedBy(Labelled):
    PROGRAMME = "programme", "Projektmedel"
    OWN = "own", "Egen finansiering"
    CO = "co", "Medfinansiering"


class SteeringResult(Labelled):
    """What the local steering group said."""

    APPROVED = "approved", "Godkänd"
    NOT_APPROVED = "notApproved", "Inte godkänd"


class BoardResult(Labelled):
    """What the district board decided on its own application."""

    APPLIED = "applied", "Nämnden beslutade att ansöka"
    REJECTED = "rejected", "Avslag i nämnden"
    REMITTED = "remitted", "Återremiss"
    TABLED = "tabled", "Bordläggning"


class ConsultationOutcome(Labelled):
    """What the city-wide steering group said when consulted; it does not decide."""

    SUPPORTED = "supported", "Tillstyrker"
    SUPPORTED_WITH_REMARKS = "supportedWithRemarks", "Tillstyrker med synpunkter"
    ADVISED_AGAINST = "advisedAgainst", "Avstyrker"


class DecisionOutcome(Labelled):
    GRANTED = "granted", "Bifall"
    PARTLY_GRANTED = "partlyGranted", "Delvis bifall"
    REJECTED = "rejected", "Avslag"
    REMITTED = "remitted", "Återremiss"


class ReportKind(Labelled):
    TERTIAL_1 = "tertialReport1", "Tertialrapport 1"
    TERTIAL_2 = "tertialReport2", "Tertialrapport 2"
    ANNUAL = "annualReport", "Verksamhetsberättelse"
    FINAL = "finalReport", "Slutrapport"


class SubIndex(Labelled):
    SOCIAL = "SOCIAL", "Sociala riskfaktorer"
    HEALTH = "HEALTH", "Hälsa"
    SAFETY = "SAFETY", "Säkerhet och trygghet"
    LIVELIHOOD = "LIVELIHOOD", "Försörjning"


class AttachmentKind(Labelled):
    APPLICATION_FORM = "applicationForm", "Ansökningsblankett"
    BOARD_MINUTES = "boardMinutes", "Protokollsutdrag från nämnden"
    STEERING_NOTES = "steeringNotes", "Anteckningar från lokal styrgrupp"
    ACTION_PLAN = "actionPlan", "Lokal handlingsplan"
    STATEMENT = "statement", "Yttrande"
    SUPPLEMENT = "supplement", "Komplettering"
    DECISION_MINUTES = "decisionMinutes", "Protokollsutdrag från kommunstyrelsen"
    BUDGET = "budget", "Budgetunderlag"
    PICTURE = "picture", "Bild"
    OTHER = "other", "Annan handling"


class OrganisationKind(Labelled):
    DISTRICT_BOARD = "districtBoard", "Stadsdelsnämnd"
    SPECIALIST_BOARD = "specialistBoard", "Facknämnd"
    CITY_EXECUTIVE = "cityExecutive", "Kommunstyrelsen"
    HOUSING_COMPANY = "housingCompany", "Bostadsbolag"
    MUNICIPAL_COMPANY = "municipalCompany", "Kommunalt bolag"
    OTHER = "other", "Annan organisation"


class Sphere(Labelled):
    """Part of the city a district board lies in."""

    WEST = "vasterort", "Västerort"
    SOUTH = "soderort", "Söderort"
    INNER = "innerCity", "Inre staden"


class PersonRole(Labelled):
    """What a registered person does in the work with the applications."""

    CASEWORKER = "caseworker", "Handläggare"
    ASSESSOR = "assessor", "Bedömare"
    EXPERT = "expert", "Sakkunnig"
    MEMBER = "member", "Ledamot i styrgruppen"
    CHAIR = "chair", "Ordförande"


class TieKind(Labelled):
    """A standing tie between a person and an organisation, domain brief section 5.4."""

    EMPLOYMENT = "employment", "Anställning"
    BOARD_SEAT = "boardSeat", "Uppdrag i nämnd eller styrelse"
    COMPANY = "company", "Eget bolag eller förening"
    EARLIER_ROLE = "earlierRole", "Tidigare uppdrag eller ställningstagande"
    CLOSE_PERSON = "closePerson", "Närståendes uppdrag"


class ConflictOutcome(Labelled):
    """What was found of a person's impartiality in a case."""

    DISQUALIFIED = "disqualified", "Jäv"
    CLEARED = "cleared", "Prövad – inget jäv"


class CheckKind(Labelled):
    """The two keys: each check is signed by a person of its own where there are two."""

    CONTENT = "content", "Innehållskontroll"
    ARITHMETIC = "arithmetic", "Räknekontroll"


class StepKind(Labelled):
    """What a line of the decision ladder records."""

    MOVED = "moved", "Fört vidare"
    TABLED = "tabled", "Bordlagt"


class AssessmentState(Labelled):
    DRAFT = "draft", "Utkast"
    SUBMITTED = "submitted", "Inlämnad"


class ScoreKind(Labelled):
    SCORED = "scored", "Poäng"
    ABSTAINED = "abstained", "Avstår"
    NOT_APPLICABLE = "notApplicable", "Ej tillämpligt"


class Confidence(Labelled):
    """How sure an assessor is of the assessment as a whole."""

    LOW = "low", "Låg"
    MEDIUM = "medium", "Medel"
    HIGH = "high", "Hög"


class RelationKind(Labelled):
    """How an application stands to an earlier case or grant."""

    CONTINUATION = "continuation", "Fortsättning"
    REAPPLICATION = "reapplication", "Förnyad ansökan"
    DUPLICATE = "duplicate", "Dubblett"
    DOUBLE_FUNDING = "doubleFunding", "Dubbel finansiering"
    UNRELATED = "unrelated", "Inget samband"
