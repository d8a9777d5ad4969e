"""Local action plans of the six boards, in varied states. Invented from beginning to end."""

from __future__ import annotations

from datetime import date

from app.domain.drafts import PlanActivity, PlanDraft, PlanObjective
from app.domain.vocabulary import PlanState
from app.sample.model import SamplePlan
from app.sample.uids import keyed, uid

_START, _END = date(2015, 1, 1), date(2017, 12, 31)


def plans() -> tuple[SamplePlan, ...]:
    """Seven plans of six boards: Enskede-Årsta-Vantör has two versions, Farsta only a draft."""
    return tuple(_sample(plan, state) for plan, state in _PLANS)


def plan_of(board: str, version: int = 1) -> PlanDraft:
    return next(one.plan for one in plans() if (one.plan.board, one.plan.plan_version) == (board, version))


def _sample(plan: PlanDraft, state: PlanState) -> SamplePlan:
    name = f"plan/{plan.board}/{plan.plan_version}"
    return SamplePlan(uid=uid(name), plan=keyed(plan, name), state=state)


def _goals(*texts: str) -> tuple[PlanObjective, ...]:
    return tuple(PlanObjective(number=str(number), text=text) for number, text in enumerate(texts, 1))


def _activity(number: str, title: str, description: str, *districts: str) -> PlanActivity:
    return PlanActivity(number=number, title=title, description=description, districts=tuple(sorted(districts)))


_RINKEBY_KISTA = PlanDraft(
    board="rinkeby-kista", plan_version=1, period_start=_START, period_end=_END,
    risk_analysis_date=date(2014, 12, 9), risk_analysis_year=2012,
    risk_analysis_text=(
        "Alla fyra stadsdelar ligger över stadens index. Rinkeby har stadens högsta värden för sociala riskfaktorer och försörjning, "
        "och Husby ligger högt i båda. Säkerhet och trygghet är den del som skiljer mest mellan stadsdelarna. Analysen är gjord "
        "tillsammans med Svenska Bostäder och visar att insatser för försörjning och för föräldrar bör gå först."
    ),
    resources_for_targets="80 timmar av en controller och en utredare under våren 2015, samt 60 000 kr till en enkät bland boende.",
    police_agreement_ref="Samverkansöverenskommelse med polisen 2014-11-20, dnr 1.2.1.-41/14",
    crime_prevention_plan_ref="Brottsförebyggande plan 2015, antagen 2015-01-29",
    housing_companies=("svenska-bostader",),
    steering_group="Stadsdelsdirektören (ordförande), avdelningschefer, bitr. områdeschef Svenska Bostäder, kommunpolis, rektor.",
    steering_date=date(2015, 2, 10), approved_date=date(2015, 2, 26), approval_paragraph="§ 9",
    approval_registry_number="1.2.1.-18/15", reported_date=date(2015, 3, 24),
    objectives=_goals(
        "Fler föräldrar känner sig trygga i kontakten med förskola och skola, från 58 till 70 procent senast 2017.",
        "Fler unga har en meningsfull fritid kvällstid, mätt som besök och upplevd trygghet.",
        "Fler kvinnor som står långt från arbetsmarknaden får arbete eller börjar studera.",
        "Fler boende upplever att de kan påverka sitt område.",
    ),
    activities=(
        _activity("1.1", "Föräldrastöd på fler språk", "Grupper och uppsökande stöd på de språk som talas i området.", "rinkeby", "husby"),
        _activity("1.2", "Öppen ungdomslokal kvällstid i Husby", "Öppet till kl. 23 fredag och lördag med vuxna på plats.", "husby"),
        _activity("2.1", "Grannsamverkan och trygghetsvandringar", "Vandringar varje kvartal och återkoppling till boende.", "akalla",
            "kista", "husby", "rinkeby"),
        _activity("2.2", "Trygga stråk till Rinkeby torg", "Belysning, skötsel och närvaro längs gångstråken.", "rinkeby"),
        _activity("3.1", "Kvinnors väg till arbete", "Studiebesök, praktik och språk tillsammans med Jobbtorg.", "rinkeby", "husby"),
        _activity("3.2", "Unga vuxna utan sysselsättning", "Samlat stöd till unga 20–29 år som saknar arbete och studier.", "rinkeby",
            "husby"),
        _activity("4.1", "Dialog i nya former", "Samtal i trapphus, på torg och digitalt, med återkoppling inom en månad.", "akalla",
            "kista"),
        _activity("4.2", "Kultur för alla i Kista", "Utredning av hur kulturutbudet kan samlas.", "kista"),
    ),
)  # fmt: skip

_SPANGA_TENSTA = PlanDraft(
    board="spanga-tensta", plan_version=1, period_start=_START, period_end=_END,
    risk_analysis_date=date(2014, 12, 4), risk_analysis_year=2012,
    risk_analysis_text=(
        "Tensta är den enda av nämndens stadsdelar som ligger över stadens index, och gör det med bred marginal. Särskilt höga är "
        "försörjning, sociala riskfaktorer samt säkerhet och trygghet, där otrygghet kvällstid i centrum och kring tunnelbanan "
        "återkommer i dialogerna. Hälsa ligger nära staden. Planen riktas därför helt till Tensta."
    ),
    resources_for_targets="En utvecklingsledare avsätter 20 procent av sin tid under 2015; 40 000 kr är reserverade för mätningar.",
    police_agreement_ref="Samverkansavtal med polisen, april 2014",
    crime_prevention_plan_ref="Plan för trygghet och brottsförebyggande arbete 2015–2016",
    housing_companies=("svenska-bostader",),
    steering_group="Stadsdelsdirektören (ordförande), enhetschefer, områdeschef Svenska Bostäder, kommunpolis, centrumledare.",
    steering_date=date(2015, 2, 3), approved_date=date(2015, 2, 19), approval_paragraph="§ 6",
    approval_registry_number="31-2015-1.2.1.", reported_date=date(2015, 3, 24),
    objectives=_goals(
        "Andelen boende som är trygga ute kvällstid i Tensta ökar från 41 till 52 procent senast 2017.",
        "Barn i Tensta har ett rikare språk när de börjar skolan.",
        "Fler elever i årskurs 9 blir behöriga till gymnasiet.",
        "Fler utrikesfödda kvinnor försörjer sig själva.",
    ),
    activities=(
        _activity("1.1", "Trygghetsvärdar i Tensta", "Vuxna på plats eftermiddag och kväll, med utvecklat uppdrag och uppföljning.",
            "tensta"),
        _activity("1.2", "Kvällsöppna mötesplatser i Tensta centrum", "Föreningar och förvaltning håller öppet tillsammans.", "tensta"),
        _activity("1.3", "Rena och trygga gårdar", "Gårdsråd där boende, bolag och förvaltning tar ansvar för utemiljön.", "tensta"),
        _activity("2.1", "Språkstöd i öppna förskolan", "Språkgrupper för barn och föräldrar.", "tensta"),
        _activity("2.2", "Läxhjälp och framtidstro", "Läxhjälp kopplad till studiebesök och förebilder.", "tensta"),
        _activity("3.1", "Utrikesfödda kvinnor i egen försörjning", "Stegvis väg till arbete med stöd av Jobbtorg.", "tensta"),
    ),
)  # fmt: skip

_SKARHOLMEN = PlanDraft(
    board="skarholmen", plan_version=1, period_start=_START, period_end=_END,
    risk_analysis_date=date(2015, 1, 22), risk_analysis_year=2012,
    risk_analysis_text=(
        "Samtliga fyra stadsdelar ligger över staden. Skärholmen och Vårberg har de högsta värdena och skiljer ut sig i sociala "
        "riskfaktorer och försörjning. Säkerhet och trygghet är hög i Skärholmen, där centrum drar besökare från hela söderort. "
        "Nämndområdets värde har sjunkit sedan 2006 men mindre än i andra områden."
    ),
    resources_for_targets="En utredare på halvtid mars–juni 2015.",
    police_agreement_ref="Samverkansöverenskommelse med polisen 2015-02-17, dnr 1.2.1/66-2015",
    crime_prevention_plan_ref="Lokal plan för brottsförebyggande arbete 2015",
    housing_companies=("stockholmshem",),
    steering_group="Stadsdelsdirektören (ordförande), avdelningschef social omsorg, förvaltare Stockholmshem, kommunpolis, rektor.",
    steering_date=date(2015, 3, 24), approved_date=date(2015, 4, 16), approval_paragraph="§ 11",
    approval_registry_number="1.2.1/148-2015",
    objectives=_goals(
        "Unga som varken arbetar eller studerar nås inom tre månader, senast 2017.",
        "Fler föräldrar deltar i arbetet för trygga kvällar.",
        "Boende i Bredäng och Sätra har en mötesplats som de själva är med och driver.",
        "Fler vuxna skattar sin hälsa som god.",
    ),
    activities=(
        _activity("1.1", "En väg in för unga 16–24 år", "Ett gemensamt lag av socialtjänst, skola och Jobbtorg.", "skarholmen", "varberg"),
        _activity("1.2", "Föräldravandring i Vårberg", "Föräldrar vandrar fredagar och lördagar med stöd av fritidsledare.", "varberg"),
        _activity("2.1", "Mötesplats Bredäng", "En lokal med kök som föreningar och förvaltning delar.", "bredang"),
        _activity("2.2", "Sätra tillsammans", "Grannskapsarbete kring skola, centrum och gårdar.", "satra"),
        _activity("3.1", "Hälsa på hemspråk", "Hälsosamtal och rörelse på fler språk.", "skarholmen", "varberg", "bredang", "satra"),
    ),
)  # fmt: skip

_HASSELBY_VALLINGBY = PlanDraft(
    board="hasselby-vallingby", plan_version=1, period_start=_START, period_end=_END,
    risk_analysis_date=date(2014, 12, 16), risk_analysis_year=2012,
    risk_analysis_text=(
        "Hässelby Gård, Hässelby Strand, Grimsta och Vällingby ligger över staden, medan villaområdena ligger klart under. "
        "Sociala riskfaktorer har ökat sedan 2006. Misshandel anmäls ofta i Hässelby Gård. Skolfrånvaro och få mötesplatser "
        "kvällstid är det som boende och skolor lyfter mest."
    ),
    resources_for_targets="40 timmar av controller och 30 timmar av fritidschef under 2015.",
    police_agreement_ref="",
    crime_prevention_plan_ref="Brottsförebyggande program 2014–2016, dnr 5-702-2014",
    housing_companies=("familjebostader", "svenska-bostader"),
    steering_group="Stadsdelsdirektören (ordförande), fritidschef, förvaltare Svenska Bostäder, distriktschef Familjebostäder, rektor.",
    steering_date=date(2015, 3, 3), approved_date=date(2015, 3, 19), approval_paragraph="§ 8",
    approval_registry_number="5-140-2015", reported_date=date(2015, 9, 15),
    objectives=_goals(
        "Den ogiltiga skolfrånvaron i årskurs 7–9 minskar med en tredjedel till 2017.",
        "Fler boende i Grimsta och Hässelby Strand har någon att vända sig till i grannskapet.",
        "Fler unga upplever att de kan påverka sin fritid.",
    ),
    activities=(
        _activity("1.1", "Tidiga insatser mot skolfrånvaro", "Skola och socialtjänst kontaktar familjen inom fem dagar.", "hasselby-gard",
            "hasselby-strand"),
        _activity("1.2", "Mobil fritid", "Fritidsledare som rör sig mellan stadsdelarna.", "grimsta", "hasselby-strand"),
        _activity("2.1", "Grimsta mötesplats", "Kök, odling och språkkafé i en lokal som boende sköter.", "grimsta"),
        _activity("2.2", "Ungas inflytande i Hässelby Gård", "Unga planerar och leder verksamhet för unga.", "hasselby-gard"),
        _activity("3.1", "Strandens trygghetsråd", "Boende, butiker, bolag och polis möts varje månad.", "hasselby-strand"),
        _activity("3.2", "Vällingby centrum kvällstid", "Fler vuxna och fler aktiviteter i centrum fredag kväll.", "vallingby"),
    ),
)  # fmt: skip

_ENSKEDE_GOALS = _goals(
    "Fler unga i Rågsved och Hagsätra fullföljer gymnasiet.",
    "Fler vuxna i Högdalen och Bandhagen skattar sin hälsa som god.",
    "Boende i Östberga upplever utemiljön som trygg.",
)
_ENSKEDE_ACTIVITIES = (
    _activity("1.1", "Rågsvedsmodellen", "Samlat stöd till unga och deras familjer, med en kontaktperson.", "ragsved"),
    _activity("1.2", "Familjens hus i Hagsätra", "Utredning av ett samlat familjehus med öppen förskola och mödravård.", "hagsatra"),
    _activity("2.1", "Rörelse och hälsa i Högdalen", "Ledarledd rörelse för vuxna som inte tränar.", "hogdalen"),
    _activity("2.2", "Odling och möten i Östberga", "Boende odlar och möts på gårdarna.", "ostberga"),
)  # fmt: skip
_ENSKEDE_1 = PlanDraft(
    board="enskede-arsta-vantor", plan_version=1, period_start=_START, period_end=date(2015, 12, 31),
    risk_analysis_date=date(2015, 1, 15), risk_analysis_year=2012,
    risk_analysis_text=(
        "Rågsved ligger högst bland nämndens stadsdelar och hälsa är den del som sticker ut: Hagsätra, Högdalen och Rågsved hör "
        "till stadens högsta. Östberga ligger högt i sociala riskfaktorer. Övriga delar av nämndområdet ligger under staden."
    ),
    resources_for_targets="En utvecklingsledare på 25 procent under 2015.",
    police_agreement_ref="Samverkansöverenskommelse med polisen 2014-12-02",
    crime_prevention_plan_ref="",
    housing_companies=("stockholmshem",),
    steering_group="Stadsdelsdirektören (ordförande), enhetschef ungdom, områdeschef Stockholmshem, kommunpolis, fastighetsägarförening.",
    steering_date=date(2015, 2, 24), approved_date=date(2015, 3, 26), approval_paragraph="§ 14",
    approval_registry_number="328-94/2015", reported_date=date(2015, 5, 12),
    objectives=_ENSKEDE_GOALS, activities=_ENSKEDE_ACTIVITIES,
)  # fmt: skip
_ENSKEDE_2 = PlanDraft(
    board="enskede-arsta-vantor", plan_version=2, period_start=date(2016, 1, 1), period_end=_END,
    risk_analysis_date=date(2015, 11, 10), risk_analysis_year=2012,
    risk_analysis_text=(
        "Analysen från 2015 står fast. Efter årets boendedialoger lyfts trygga skolvägar i Bandhagen och läsning i Rågsved fram, "
        "och hälsa hos vuxna i Hagsätra får en egen aktivitet."
    ),
    resources_for_targets="En utvecklingsledare på 15 procent under 2016 och 50 000 kr till en boendeenkät.",
    police_agreement_ref="Samverkansöverenskommelse med polisen 2014-12-02",
    crime_prevention_plan_ref="Brottsförebyggande plan 2016, antagen 2015-12-10",
    housing_companies=("stockholmshem",),
    steering_group="Stadsdelsdirektören (ordförande), enhetschef ungdom, områdeschef Stockholmshem, kommunpolis, fastighetsägarförening.",
    steering_date=date(2016, 1, 12), approved_date=date(2016, 1, 28), approval_paragraph="§ 5",
    approval_registry_number="328-17/2016",
    objectives=(*_ENSKEDE_GOALS, PlanObjective(number="4",
            text="Fler barn i Bandhagen går eller cyklar till skolan och känner sig trygga.")),
    activities=(
        *_ENSKEDE_ACTIVITIES,
        _activity("2.3", "Hälsa i Hagsätra", "Hälsosamtal och vägar till vård för vuxna.", "hagsatra"),
        _activity("3.1", "Trygga skolvägar i Bandhagen", "Vuxna längs vägen, tillsammans med skola och trafikkontor.", "bandhagen"),
        _activity("3.2", "Rågsved läser", "Läsning hela året för barn och föräldrar.", "ragsved"),
    ),
)  # fmt: skip

_FARSTA = PlanDraft(
    board="farsta", plan_version=1, period_start=date(2016, 1, 1), period_end=_END,
    risk_analysis_date=date(2015, 10, 8), risk_analysis_year=2012,
    risk_analysis_text=(
        "Farsta Strand har bland stadens högsta värden för hälsa samt säkerhet och trygghet; skadegörelse anmäls oftare än i någon "
        "annan stadsdel. Farsta, Hökarängen och Fagersjö ligger också över staden. Utkastet ska behandlas i nämnden under våren 2016."
    ),
    crime_prevention_plan_ref="Brottsförebyggande plan 2015–2017",
    housing_companies=("familjebostader", "stockholmshem"),
    steering_group="Stadsdelsdirektören (ordförande), avdelningschefer, förvaltare Stockholmshem, distriktschef Familjebostäder.",
    objectives=_goals("Skadegörelsen i Farsta Strand minskar.", "Fler familjer i Fagersjö får stöd tidigt."),
    activities=(
        _activity("1.1", "Nya kvällar i Farsta Strand", "Kvällsverksamhet för unga vid tunnelbanan.", "farsta-strand"),
        _activity("1.2", "Familjecenter i Fagersjö", "Öppen förskola, mödrahälsovård och rådgivning under samma tak.", "fagersjo"),
        _activity("2.1", "Hökarängens torg", "Boende och butiker utvecklar torget.", "hokarangen"),
    ),
)  # fmt: skip

_PLANS = (
    (_RINKEBY_KISTA, PlanState.FOLLOWED_UP),
    (_SPANGA_TENSTA, PlanState.REPORTED),
    (_SKARHOLMEN, PlanState.APPROVED),
    (_HASSELBY_VALLINGBY, PlanState.REPORTED),
    (_ENSKEDE_1, PlanState.SUPERSEDED),
    (_ENSKEDE_2, PlanState.APPROVED),
    (_FARSTA, PlanState.DRAFT),
)
