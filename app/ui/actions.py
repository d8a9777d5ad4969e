"""One QAction per command; menus, buttons, context menus, the command list and tests use the same object."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from app.ui.icons import icon

Key = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Spec:
    """A command: attribute name, Swedish text with mnemonic, status tip, icon, shortcuts."""

    name: str
    text: str
    tip: str
    icon: str = ""
    keys: tuple[str | Key, ...] = ()
    writes: bool = False  # off while the store is open for viewing
    scoped: bool = False  # handled by the workspace in view (Workspace.commands)
    choice: str = ""  # member of an exclusive group


SPECS = (
    Spec("new_store", "&Ny ärendefil …", "Gör en ny, tom ärendefil", "file-plus", ("Ctrl+Shift+N",)),
    Spec("open_store", "&Öppna ärendefil …", "Öppna en annan ärendefil", "folder-open", (Key.Open,)),
    Spec("save_copy", "Spara &kopia som …", "Spara en kopia av ärendefilen på en plats du väljer", "save", ("Ctrl+Shift+S",)),
    Spec("backup", "&Säkerhetskopiera", "Lägg en daterad kopia bredvid ärendefilen", "database-backup", ("Ctrl+Shift+B",)),
    Spec("check_store", "Kontrollera &filen", "Kontrollera att ärendefilen är hel och att inget ändrats utanför programmet", "file-check"),
    Spec("show_person", "Ditt na&mn …", "Ändra namnet som skrivs i händelseloggen", "user"),
    Spec("quit", "&Avsluta", "Stäng programmet; allt är redan sparat", "log-out", ("Ctrl+Q",)),
    Spec("undo", "&Ångra", "Ta tillbaka den senaste ändringen", "undo-2", (Key.Undo,), writes=True),
    Spec("redo", "&Gör om", "Gör om det som ångrades", "redo-2", ("Ctrl+Y", "Ctrl+Shift+Z"), writes=True),
    Spec("copy_rows", "&Kopiera", "Kopiera de markerade raderna eller den markerade texten", "copy", (Key.Copy,)),
    Spec("find", "&Sök på sidan", "Sök i det som visas", "search", (Key.Find,), scoped=True),
    Spec("add_row", "&Lägg till rad", "Lägg till en rad i tabellen", "plus", ("Alt+Ins",), writes=True, scoped=True),
    Spec("remove_row", "&Ta bort rad", "Ta bort den markerade raden", "minus", ("Alt+Del",), writes=True, scoped=True),
    Spec("import_form", "&Läs in ansökningsblankett …", "Läs in en ifylld blankett från Excel", "file-up", ("Ctrl+I",), writes=True),
    Spec("form_template", "Skapa tom &ansökningsblankett …", "Spara en tom ansökningsblankett att skicka till nämnden", "file-spreadsheet"),
    Spec("new_application", "&Ny ansökan", "Registrera en ansökan för hand", "plus", (Key.New,), writes=True),
    Spec("next_step", "Nästa &steg …", "Föra ärendet till nästa läge", "arrow-right", ("Ctrl+Return",), writes=True, scoped=True),
    Spec("add_attachment", "Lägg till &bilaga …", "Lägg en fil till ärendet", "paperclip", ("Ctrl+Shift+A",), writes=True, scoped=True),
    Spec("table_case", "Reg&istrera bordläggning …", "Skriv in att ärendet bordlades", "clock", writes=True, scoped=True),
    Spec("request_supplement", "Begär &komplettering …", "Skriv om det som saknas", "send", ("Ctrl+Shift+K",), writes=True, scoped=True),
    Spec("sign_check", "Skriv under k&ontroll …", "Skriv under innehålls- eller räknekontrollen", "file-check", writes=True, scoped=True),
    Spec("submit_assessment", "Lämna in be&dömning", "Lämna in din bedömning", "circle-check", ("Ctrl+Shift+L",), writes=True, scoped=True),
    Spec("declare_conflict", "Anmäl &jäv …", "Anmäl eller pröva jäv", "circle-alert", ("Ctrl+Shift+J",), writes=True, scoped=True),
    Spec("text_versions", "Textens &versioner …", "Visa textens tidigare lydelser", "history", ("Ctrl+Shift+V",), scoped=True),
    Spec("next_hit", "Nästa t&räff", "Öppna nästa ärende i listan", "chevron-down", ("F3",), scoped=True),
    Spec("previous_hit", "&Föregående träff", "Öppna föregående ärende i listan", "chevron-up", ("Shift+F3",), scoped=True),
    Spec("import_grants", "Läs in &tidigare bidrag …", "Läs in en lista över bidrag 2007–2014", "file-up", writes=True, scoped=True),
    Spec("print_memo", "Skriv &ut tjänsteutlåtande …", "Skriv ut ärendets tjänsteutlåtande", "printer", (Key.Print,), scoped=True),
    Spec("save_memo", "Spara tjänsteutlåtande som &PDF …", "Spara tjänsteutlåtandet som PDF", "file-down", ("Ctrl+Shift+P",), scoped=True),
    Spec("export_list", "&Exportera till Excel …", "Spara listan som arbetsbok", "sheet", ("Ctrl+E",), scoped=True),
    Spec("export_case", "E&xportera ärendet som blankett …", "Spara ärendet som ifylld blankett", "upload", ("Ctrl+Shift+E",), scoped=True),
    Spec("close_case", "Stän&g ärendet", "Gå tillbaka till listan", "x", ("Ctrl+W", "Esc"), scoped=True),
    Spec("import_plan", "&Läs in handlingsplan …", "Läs in en ifylld handlingsplan från Excel", "file-up", ("Ctrl+Shift+I",), writes=True),
    Spec("plan_template", "Skapa tom plan&blankett …", "Spara en tom handlingsplan att fylla i och skicka tillbaka", "file-spreadsheet"),
    Spec("new_version", "Ny &version", "Gör en ny version som en kopia av planen", "copy", ("Ctrl+Shift+D",), writes=True, scoped=True),
    Spec("freeze_index", "&Frys indexet", "Kopiera dagens riskindex till planen", "lock", ("Ctrl+Shift+F",), writes=True, scoped=True),
    Spec("compare_versions", "&Jämför versioner", "Visa två versioner av planen sida vid sida", "columns-3", ("Ctrl+J",), scoped=True),
    Spec("print_plan", "Skriv &ut handlingsplan …", "Skriv ut planen", "printer", ("Ctrl+Shift+U",), scoped=True),
    Spec("save_plan", "Spara handlingsplan som &PDF …", "Spara planen som PDF", "file-down", ("Ctrl+Shift+H",), scoped=True),
    Spec("export_plan", "E&xportera planen som blankett …", "Spara planen som ifylld blankett", "upload", ("Ctrl+Shift+X",), scoped=True),
    Spec("import_indicators", "&Läs in indikatorbok …", "Läs in områden, indikatorer och värden", "file-up", writes=True, scoped=True),
    Spec("import_table", "Läs in annan &tabell …", "Läs in värden ur en tabell med egna rubriker", "table", writes=True, scoped=True),
    Spec("indicator_template", "Skapa tom indikator&bok …", "Spara en tom indikatorbok att fylla i", "file-spreadsheet", scoped=True),
    Spec("export_index", "&Exportera indexet till Excel …", "Spara indexet med formler som går att räkna om", "sheet", scoped=True),
    Spec("save_index_sheet", "Spara bla&d som PDF …", "Spara området eller listan på ett A4-blad", "file-down", scoped=True),
    Spec("print_index_sheet", "Skriv &ut blad …", "Skriv ut området eller listan", "printer", scoped=True),
    Spec("save_recipe", "Spara re&ceptet …", "Spara valen bakom indexet som ett recept", "bookmark", writes=True, scoped=True),
    Spec("default_recipe", "Åter&gå till grundreceptet", "Räkna indexet med grundreceptet igen", "undo-2", scoped=True),
    Spec("use_index", "Använd i ä&renden …", "Låt ärenden och planer vila på det här indexet", "check", writes=True, scoped=True),
    Spec("workspace_1", "&Översikt", "Det du ska göra, ärendenas läge och ramen", "layout-dashboard", ("Ctrl+1",), choice="workspace"),
    Spec("workspace_2", "&Handlingsplaner", "Nämndernas lokala handlingsplaner", "clipboard-list", ("Ctrl+2",), choice="workspace"),
    Spec("workspace_3", "&Ansökningar", "Listan över ansökningar och det öppna ärendet", "files", ("Ctrl+3",), choice="workspace"),
    Spec("workspace_4", "&Riskindex", "Rangordning av stadsdelar och nämnder", "chart-column", ("Ctrl+4",), choice="workspace"),
    Spec("workspace_7", "&Programmet", "Mål, åtaganden och vem som ansvarar för vad", "library", ("Ctrl+7",), choice="workspace"),
    Spec("back", "&Bakåt", "Gå tillbaka dit du var", "arrow-left", ("Alt+Left",)),
    Spec("forward", "&Framåt", "Gå framåt igen", "arrow-right", ("Alt+Right",)),
    Spec("command_palette", "Sö&k överallt …", "Sök ärende, nämnd, stadsdel eller regel, eller ge ett kommando", "search", ("Ctrl+K",)),
    Spec("zoom_in", "Förs&tora", "Visa dokumentet större", "zoom-in", ("Ctrl++", "Ctrl+="), scoped=True),
    Spec("zoom_out", "Förm&inska", "Visa dokumentet mindre", "zoom-out", ("Ctrl+-",), scoped=True),
    Spec("zoom_reset", "Hela br&edden", "Visa dokumentet i sidans bredd", "maximize", ("Ctrl+0",), scoped=True),
    Spec("text_size_100", "&Normal text", "Visa text i vanlig storlek", choice="text_size"),
    Spec("text_size_115", "&Större text", "Visa text i 115 procents storlek", choice="text_size"),
    Spec("text_size_140", "Största te&xt", "Visa text i 140 procents storlek", choice="text_size"),
    Spec("theme_system", "Följ s&ystemet", "Ljust eller mörkt som datorn i övrigt", choice="theme"),
    Spec("theme_light", "&Ljust", "Ljus bakgrund", choice="theme"),
    Spec("theme_dark", "&Mörkt", "Mörk bakgrund", choice="theme"),
    Spec("help", "&Handbok", "Förklaring till det som visas", "circle-help", ("F1",)),
    Spec("about", "&Om Sammanhållen", "Version, licens och vad programmet är byggt av", "info"),
)  # fmt: skip


class Actions(QObject):
    """Every command as an attribute: `actions.next_step`."""

    new_store: QAction
    open_store: QAction
    save_copy: QAction
    backup: QAction
    check_store: QAction
    show_person: QAction
    quit: QAction
    undo: QAction
    redo: QAction
    copy_rows: QAction
    find: QAction
    add_row: QAction
    remove_row: QAction
    import_form: QAction
    form_template: QAction
    new_application: QAction
    next_step: QAction
    add_attachment: QAction
    table_case: QAction
    request_supplement: QAction
    sign_check: QAction
    submit_assessment: QAction
    declare_conflict: QAction
    text_versions: QAction
    next_hit: QAction
    previous_hit: QAction
    import_grants: QAction
    print_memo: QAction
    save_memo: QAction
    export_list: QAction
    export_case: QAction
    close_case: QAction
    import_plan: QAction
    plan_template: QAction
    new_version: QAction
    freeze_index: QAction
    compare_versions: QAction
    print_plan: QAction
    save_plan: QAction
    export_plan: QAction
    import_indicators: QAction
    import_table: QAction
    indicator_template: QAction
    export_index: QAction
    save_index_sheet: QAction
    print_index_sheet: QAction
    save_recipe: QAction
    default_recipe: QAction
    use_index: QAction
    workspace_1: QAction
    workspace_2: QAction
    workspace_3: QAction
    workspace_4: QAction
    workspace_7: QAction
    back: QAction
    forward: QAction
    command_palette: QAction
    zoom_in: QAction
    zoom_out: QAction
    zoom_reset: QAction
    text_size_100: QAction
    text_size_115: QAction
    text_size_140: QAction
    theme_system: QAction
    theme_light: QAction
    theme_dark: QAction
    help: QAction
    about: QAction

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: dict[str, QActionGroup] = {}
        self._all = {spec.name: self._make(spec) for spec in SPECS}
        self._specs = {spec.name: spec for spec in SPECS}
        for name, action in self._all.items():
            setattr(self, name, action)

    def items(self) -> list[tuple[Spec, QAction]]:
        return [(self._specs[name], action) for name, action in self._all.items()]

    def named(self, name: str) -> QAction:
        return self._all[name]

    def _make(self, spec: Spec) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(spec.name)
        action.setStatusTip(spec.tip)
        if spec.icon:
            action.setIcon(icon(spec.icon))
        keys = [QKeySequence(key) for key in spec.keys]
        action.setShortcuts(keys)
        shown = f" ({keys[0].toString(QKeySequence.SequenceFormat.NativeText)})" if keys else ""
        action.setToolTip(f"{spec.tip}{shown}")
        if spec.choice:
            action.setCheckable(True)
            group = self._groups.setdefault(spec.choice, QActionGroup(self))
            group.addAction(action)
        if spec.scoped:
            action.setEnabled(False)
        return action
