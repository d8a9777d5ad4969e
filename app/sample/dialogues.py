"""Dialogues with residents that the sample's plans and cases refer to. Invented; groups are told of, never persons."""

from __future__ import annotations

from app.domain.drafts import DialogueDraft
from app.sample.model import SampleDialogue
from app.sample.plan_parts import day
from app.sample.uids import uid


def dialogues() -> tuple[SampleDialogue, ...]:
    """Eleven dialogues by number; the two newest have not been answered yet."""
    return tuple(SampleDialogue(uid=uid(f"dialogue/{one.number}"), draft=one) for one in _DIALOGUES)


_DIALOGUES = (
    DialogueDraft(
        number="BD-2014-01", board="hasselby-vallingby", area="Grimsta, gårdarna vid skolan", districts=("grimsta",),
        day=day("2014-05-14"), form="samtal i trapphus, enkät och möte på gården",
        organisers="Svenska Bostäder och stadsdelsförvaltningen", reached="170 hyresgäster, varav 60 svarade på enkäten; få unga vuxna",
        main_points="Det saknas en plats att ses. Grannar känner inte varandra. Många vill odla och laga mat tillsammans.",
        feedback="Anslag i alla trapphus och ett möte där förslaget om en mötesplats visades.", feedback_date=day("2014-09-03"),
    ),
    DialogueDraft(
        number="BD-2014-02", board="rinkeby-kista", area="Rinkeby torg och Husby", districts=("husby", "rinkeby"),
        day=day("2014-09-25"), form="samtal på torget och i trapphus", organisers="stadsdelsförvaltningen och Svenska Bostäder",
        reached="omkring 220 boende: föräldrar, unga och föreningar",
        main_points="Föräldrar vill förstå hur skolan fungerar och träffas på kvällstid. Unga vill ha öppet senare. Kvinnor frågar efter "
                    "en väg till arbete.",
        feedback="Svar på tre språk på torget och i bostadsbolagets tidning.", feedback_date=day("2014-11-20"),
    ),
    DialogueDraft(
        number="BD-2014-03", board="spanga-tensta", area="Tensta centrum och tunnelbanan", districts=("tensta",),
        day=day("2014-10-16"), form="trygghetsvandring", organisers="stadsdelsförvaltningen, polisen och centrumledningen",
        reached="45 boende, elva butiksägare och två högstadieklasser",
        main_points="Gångtunnlarna är mörka. Det är tomt på vuxna efter klockan 18. Föreningarna vill hålla öppet men saknar lokal.",
        feedback="Lista med åtgärder och datum sattes upp i centrum.", feedback_date=day("2014-12-11"),
    ),
    DialogueDraft(
        number="BD-2014-04", board="enskede-arsta-vantor", area="Östberga och Högdalen", districts=("hogdalen", "ostberga"),
        day=day("2014-11-06"), form="möte i skolan och enkät", organisers="Stockholmshem och stadsdelsförvaltningen",
        reached="130 hyresgäster och elever i årskurs 8",
        main_points="Gårdarna känns övergivna på kvällen. Vuxna vill röra på sig men det är dyrt. Unga vill ha stöd i gymnasiet.",
        feedback="Möte i Östberga där odling på gårdarna beslutades.", feedback_date=day("2015-02-12"),
    ),
    DialogueDraft(
        number="BD-2015-01", board="hasselby-vallingby", area="Hässelby Gård och Hässelby Strand",
        districts=("hasselby-gard", "hasselby-strand"), day=day("2015-02-11"), form="öppet hus och intervjuer på torget",
        organisers="Familjebostäder, Svenska Bostäder och stadsdelsförvaltningen", reached="90 boende, flest äldre och barnfamiljer",
        main_points="Många undviker torget efter mörkrets inbrott. Unga vill planera sin egen verksamhet.",
        feedback="Brev till alla hushåll och möte på biblioteket.", feedback_date=day("2015-04-22"),
    ),
    DialogueDraft(
        number="BD-2015-02", board="spanga-tensta", area="Tensta centrum", districts=("tensta",), day=day("2015-03-12"),
        form="öppet möte", organisers="stadsdelsförvaltningen", reached="70 boende och tolv föreningar",
        main_points="Stöd för kvällsöppna mötesplatser. Flickor vill ha egna tider. Läxhjälp ska leda någonstans.",
        feedback="Minnesanteckningar på webben och i centrum.", feedback_date=day("2015-03-30"),
    ),
    DialogueDraft(
        number="BD-2015-03", board="skarholmen", area="Vårberg och Bredäng", districts=("bredang", "varberg"), day=day("2015-03-19"),
        form="öppet hus och samtal i skolor", organisers="stadsdelsförvaltningen och Stockholmshem",
        reached="110 föräldrar, fyra klasser och två nätverk av föreningar",
        main_points="Föräldrar vill vandra tillsammans på helgerna. Bredäng saknar en lokal med kök.",
        feedback="Redovisning på öppet hus i juni.", feedback_date=day("2015-06-04"),
    ),
    DialogueDraft(
        number="BD-2015-04", board="rinkeby-kista", area="Akalla och Kista", districts=("akalla", "kista"), day=day("2015-04-21"),
        form="samtal i trapphus och digitalt", organisers="Svenska Bostäder och fem bostadsrättsföreningar",
        reached="300 hushåll, varav hälften digitalt",
        main_points="Boende får sällan svar på det de tar upp. Skötsel och trafik engagerar mest.",
        feedback="Svar inom två månader på de fem vanligaste frågorna.", feedback_date=day("2015-06-15"),
    ),
    DialogueDraft(
        number="BD-2015-05", board="enskede-arsta-vantor", area="Bandhagen och Rågsved", districts=("bandhagen", "ragsved"),
        day=day("2015-09-29"), form="gåtur med föräldrar och möte på biblioteket", organisers="stadsdelsförvaltningen och tre skolor",
        reached="85 föräldrar och alla elever i årskurs 3–5 i tre skolor",
        main_points="Vägen till skolan känns otrygg vid två korsningar. Många barn saknar böcker hemma.",
        feedback="Skolorna berättade i november vad nämnden tänker göra.", feedback_date=day("2015-11-18"),
    ),
    DialogueDraft(
        number="BD-2015-06", board="farsta", area="Farsta Strand, tunnelbanan", districts=("farsta-strand",), day=day("2015-10-20"),
        form="samtal på fritidsgården och vid tunnelbanan", organisers="stadsdelsförvaltningen och Familjebostäder",
        reached="60 unga och 40 resenärer",
        main_points="Unga vill ha någonstans att vara på kvällen. Resenärer ser mycket klotter och trasiga bänkar.",
    ),
    DialogueDraft(
        number="BD-2016-01", board="farsta", area="Fagersjö", districts=("fagersjo",), day=day("2016-02-09"),
        form="möte i öppna förskolan", organisers="stadsdelsförvaltningen och Stockholmshem", reached="35 föräldrar med små barn",
        main_points="Det är långt till barnmorska och rådgivning. Föräldrar vill kunna komma utan att boka.",
    ),
)  # fmt: skip
