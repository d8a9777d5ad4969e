"""What the documents say is what the program has: pages, anchors, menus, shortcuts, rules, commands and make targets."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

from app import paths
from app.cli.arguments import make_parser
from app.domain.riskindex.series import Band, Measure
from app.domain.vocabulary import ActivityState, ApplicationState, PlanState, RuleOutcome
from app.ui.actions import SPECS, Spec
from app.ui.handbook import Handbook, HelpPage, anchor_of
from app.ui.menus import MENUS
from app.ui.views.application_list import VIEWS
from app.ui.views.overview_model import URGENCY
from app.ui.views.plan_page import TABS as PLAN_TABS
from app.ui.views.plans import TABS as PLANS_TABS

ROOT = Path(__file__).resolve().parents[1]
HANDBOOK = Handbook(ROOT / "docs" / "handbok")
PAGES = {page.name: page for page in HANDBOOK.pages}
ANCHORS = {name: {anchor_of(one.heading) for one in page.sections if one.heading} for name, page in PAGES.items()}
DOCUMENTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CHANGELOG.md", "docs/architecture.md")}
RULES = {rule["id"]: rule for rule in tomllib.loads((ROOT / "resources" / "programme.toml").read_text(encoding="utf-8"))["rules"]}

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
MENU_PATH = re.compile(r"\*\*(\w+) ▸ ([^*]+)\*\*")
RECENT = "Senaste"
KEY_NAMES = {"Shift": "Skift", "Left": "Vänsterpil", "Right": "Högerpil", "Return": "Enter", "Ins": "Insert", "Del": "Delete"}
pytestmark = pytest.mark.usefixtures("qapp")  # Qt knows its standard keys only with an application
EVERY_PAGE = pytest.mark.parametrize("page", list(PAGES.values()), ids=list(PAGES))


def plain(text: str) -> str:
    """A command's name as running text has it."""
    return text.replace("&", "").removesuffix("…").strip()


def spec(name: str) -> Spec:
    return next(one for one in SPECS if one.name == name)


def menu_paths() -> set[tuple[str, str]]:
    found = {(plain(title), plain(spec(name).text)) for title, names in MENUS for name in names if name not in ("", "recent")}
    return found | {("Arkiv", RECENT)}


def links_of(page: HelpPage) -> list[str]:
    return LINK.findall(page.text)


def table_rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if line.startswith("|") and not re.fullmatch(r"[|\s:-]+", line):
            yield [cell.strip() for cell in line.strip().strip("|").split("|")]


def keys_in_swedish(shortcut: str | QKeySequence.StandardKey) -> str:
    text = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.PortableText)
    return re.sub(r"[A-Za-z]+", lambda match: KEY_NAMES.get(match[0], match[0]), text)


# --- the handbook as a book ------------------------------------------------------------------------


@EVERY_PAGE
def test_every_link_leads_to_a_page_and_heading_that_exist(page: HelpPage) -> None:
    for target in links_of(page):
        name, _, anchor = target.partition("#")
        assert name.endswith(".md") or not name, f"{target} leads out of the handbook"
        linked = name.removesuffix(".md") or page.name
        assert linked in PAGES, f"{target}: no such page"
        assert not anchor or anchor in ANCHORS[linked], f"{target}: no such heading"


@EVERY_PAGE
def test_a_page_starts_with_its_title_and_has_no_heading_twice(page: HelpPage) -> None:
    headings = re.findall(r"^(#+) (.+)$", page.text, flags=re.MULTILINE)
    assert page.text.startswith("# ")
    assert [level for level, _ in headings].count("#") == 1
    assert len({anchor_of(text) for _, text in headings}) == len(headings)


def test_every_page_can_be_reached_by_links_from_the_first() -> None:
    seen, waiting = set(), ["index"]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += [target.partition("#")[0].removesuffix(".md") or name for target in links_of(PAGES[name])]
    assert set(PAGES) - seen == set()


@EVERY_PAGE
def test_the_handbook_speaks_calmly(page: HelpPage) -> None:
    for word in ("!", "OK", "TODO", "http:", "https:", "klicka här"):
        assert not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", page.text.replace("#REF!", "")), word


def test_the_handbook_is_where_the_program_looks() -> None:
    assert paths.handbook_folder() == ROOT / "docs" / "handbok"


# --- the handbook and the window -------------------------------------------------------------------


@EVERY_PAGE
def test_menu_commands_that_are_named_exist(page: HelpPage) -> None:
    known = menu_paths()
    for menu, command in MENU_PATH.findall(page.text):
        assert (menu, command) in known, f"{menu} ▸ {command}"
    assert page.text.count(" ▸ ") == len(MENU_PATH.findall(page.text)), "a menu path that is not in bold type"


def test_the_page_of_shortcuts_agrees_with_the_menus() -> None:
    told = {}
    section = PAGES["kortkommandon"].text.partition("## Menyerna")[2].partition("\n## ")[0]
    for menu in re.split(r"^### ", section, flags=re.MULTILINE)[1:]:
        name, _, table = menu.partition("\n")
        told |= {(name.strip(), command): keys for command, keys in list(table_rows(table))[1:]}
    real = {
        (plain(title), plain(spec(name).text)): " eller ".join(keys_in_swedish(key) for key in spec(name).keys)
        for title, names in MENUS
        for name in names
        if name not in ("", "recent") and spec(name).keys
    }
    assert told == real


@EVERY_PAGE
def test_shortcuts_beside_a_menu_command_are_its_own(page: HelpPage) -> None:
    for menu, command, keys in re.findall(r"\*\*(\w+) ▸ ([^*]+)\*\* \(([^)]*\+[^)]*)\)", page.text):
        found = next(one for one in SPECS if plain(one.text) == command)
        assert keys in [keys_in_swedish(key) for key in found.keys], f"{menu} ▸ {command}"


def test_words_of_the_closed_lists_are_explained() -> None:
    cases = PAGES["ansokningar"].text
    explained = {word.strip() for row in table_rows(cases) for word in row[0].split(",")}
    assert {state.label for state in ApplicationState} <= explained
    assert {title for _, title in VIEWS} <= explained
    assert all(state.label in PAGES["handlingsplaner"].text for state in PlanState)
    assert all(state.label in PAGES["handlingsplaner"].text for state in ActivityState)
    assert {word for word, *_ in URGENCY} == {row[0] for row in table_rows(PAGES["oversikt"].text)} - {"Ord"}
    assert {band.label for band in Band} <= {row[0] for row in table_rows(PAGES["riskindex"].text)}
    assert all(one.label.casefold() in PAGES["riskindex"].text.casefold() for one in Measure)


def test_the_tabs_of_the_plans_are_explained_and_f1_finds_their_headings() -> None:
    explained = {row[0] for row in table_rows(PAGES["handlingsplaner"].text)}
    assert {title for _, title in PLAN_TABS} <= explained
    assert {title for _, title, _ in PLANS_TABS} <= explained
    assert {heading for *_, heading in PLANS_TABS} <= ANCHORS["handlingsplaner"]


def test_the_programs_own_advice_names_menu_commands_that_exist() -> None:
    known = {f"{menu} ▸ {command}" for menu, command in menu_paths()}
    for file in sorted((ROOT / "app").rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        for found in re.finditer(r"\w+ ▸ ", text):
            assert any(text.startswith(path, found.start()) for path in known), f"{file.name}: {text[found.start() : found.end() + 20]}"


# --- the handbook and the rules --------------------------------------------------------------------


def test_the_table_of_rules_has_each_rule_with_its_title_and_weight() -> None:
    rows = [row for row in table_rows(PAGES["regler"].text) if re.match(r"R\d\d ", row[0])]
    assert {row[0] for row in rows} == {f"{rule['id']} {rule['title']}" for rule in RULES.values()}
    assert len(rows) == len(RULES)
    assert all(len(row) == 4 and all(row) for row in rows)
    assert {row[0][:3] for row in rows if "krav" in row[3].replace("krävs", "")} == {one for one, rule in RULES.items() if rule.get("hard")}


def test_the_kind_of_each_rule_is_the_programmes_own() -> None:
    words = {"H": "beräknas", "HP": "uppgift krävs, du bedömer", "J": "du bedömer"}
    rows = [row for row in table_rows(PAGES["regler"].text) if re.match(r"R\d\d ", row[0])]
    assert {row[0][:3]: row[3].removesuffix(", **krav**") for row in rows} == {one: words[rule["kind"]] for one, rule in RULES.items()}


def test_all_outcomes_and_demands_are_named() -> None:
    text = PAGES["regler"].text
    assert {outcome.label for outcome in RuleOutcome} <= {row[0] for row in table_rows(text)}
    hard = [one for one, rule in RULES.items() if rule.get("hard")]
    assert f"Kraven är {', '.join(hard[:-1])} och {hard[-1]}." in text


@EVERY_PAGE
def test_only_rules_that_exist_are_mentioned(page: HelpPage) -> None:
    assert set(re.findall(r"\bR\d\d\b", page.text)) <= set(RULES)


# --- the handbook and the command line -------------------------------------------------------------


def commands() -> dict[str, str]:
    """Each command with its help."""
    action = next(one for one in make_parser()._actions if one.dest == "command")
    assert action.choices is not None
    return {name: parser.format_help() for name, parser in action.choices.items()}  # type: ignore[attr-defined]


def test_the_page_of_the_command_line_names_each_command_and_only_options_that_exist() -> None:
    text = PAGES["kommandoraden"].text
    told = {row[0].strip("`").split()[0] for row in table_rows(text) if row[0].startswith("`")}
    assert told == set(commands())
    known = set(re.findall(r"--[a-z][a-z-]*", make_parser().format_help() + "".join(commands().values())))
    assert set(re.findall(r"--[a-z][a-z-]*", text)) <= known


# --- README, change log, architecture --------------------------------------------------------------


def targets() -> set[str]:
    line = re.search(r"^COMMANDS := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert line is not None
    return set(line[1].split())


def test_readme_names_every_make_target_and_no_other() -> None:
    assert set(re.findall(r"make ([a-z]+)`", DOCUMENTS["README.md"])) == targets() | {"help"}


def test_readme_shows_five_pictures() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", DOCUMENTS["README.md"])
    assert len(pictures) == 5
    for name in pictures:
        picture = ROOT / name
        assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
        assert picture.stat().st_size < 300_000


@pytest.mark.parametrize("name", list(DOCUMENTS))
def test_files_that_a_document_links_to_exist(name: str) -> None:
    folder = (ROOT / name).parent
    for target in LINK.findall(DOCUMENTS[name]):
        if "://" not in target:
            assert (folder / target.partition("#")[0]).exists(), target


def test_architecture_names_only_modules_that_exist() -> None:
    for name in re.findall(r"`(app(?:/\w+)+(?:\.py|/)?)`", DOCUMENTS["docs/architecture.md"]):
        assert (ROOT / name).exists(), name
    for file, function in re.findall(r"`(app(?:/\w+)+\.py):(\w+)`", DOCUMENTS["docs/architecture.md"]):
        assert re.search(rf"\b(?:def|class) {function}\b", (ROOT / file).read_text(encoding="utf-8")), f"{file}:{function}"


def test_architecture_gives_a_reason_for_each_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=]", one)[0].casefold() for one in wanted}
    told = {row[0].strip("`").casefold() for row in table_rows(DOCUMENTS["docs/architecture.md"]) if row[0].startswith("`")}
    assert names <= told


def test_change_log_keeps_its_form() -> None:
    text = DOCUMENTS["CHANGELOG.md"]
    assert text.startswith("# Changelog\n")
    assert "## [Unreleased]\n\n### Added\n" in text
    assert set(re.findall(r"^### (.+)$", text, flags=re.MULTILINE)) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
