"""The command line's grammar, in Swedish."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from app import __version__
from app.domain.riskindex.recipe import Aggregation, Reference, Treatment
from app.domain.vocabulary import Confidence, Labelled, PlanState
from app.errors import SammanhallenError

STANDARD_OUT = "-"


class UsageProblem(SammanhallenError):
    """The words of the command do not fit together."""


_ENGLISH = (
    ("the following arguments are required: ", "det saknas: "),
    ("unrecognized arguments: ", "okänt: "),
    ("expected one argument", "ett värde väntas"),
    ("expected at least one argument", "minst ett värde väntas"),
    ("invalid choice: ", "ogiltigt val: "),
    ("choose from ", "välj bland "),
    ("invalid path value: ", "en sökväg väntas, inte "),
    ("invalid csv_target value: ", "en sökväg väntas, inte "),
    ("not allowed with ", "går inte ihop med "),
    ("argument ", "argumentet "),
    ("invalid int value: ", "ogiltigt heltal: "),
)


LEVELS = ("board", "district", "base")
_LEVEL_HELP = "board (stadsdelsnämndsområde), district (stadsdel) eller base (basområde)"
_RECIPE_HELP = "Räknar med programmets grundval, aldrig med ett recept som är sparat i ärendefilen, och ändrar inget i filen."
KINDS = ("application", "action-plan", "earlier-grants", "indicators")
_CONFIDENCE_HELP = "hur säker bedömningen är: " + ", ".join(f"{one.value} ({one.label.lower()})" for one in Confidence)
_STATE_HELP = ", ".join(f"{one.value} ({one.label.lower()})" for one in PlanState)
_KIND_HELP = (
    "application: ansökan om projektmedel; action-plan: lokal handlingsplan; earlier-grants: bidrag 2007–2014; "
    "indicators: indikatorbok till riskindexet"
)


class SwedishFormatter(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Användning: " if prefix is None else prefix)  # type: ignore[arg-type]


class Parser(argparse.ArgumentParser):
    """Raises UsageProblem instead of ending the program."""

    def __init__(self, prog: str | None = None, description: str | None = None, **options: Any) -> None:
        super().__init__(
            prog=prog, description=description, add_help=False, allow_abbrev=False, formatter_class=SwedishFormatter, **options
        )
        self._positionals.title = "Uppgifter"
        self._optionals.title = "Val"
        self.add_argument("-h", "--help", action="help", help="visa den här hjälpen")

    def error(self, message: str) -> NoReturn:
        for english, swedish in _ENGLISH:
            message = message.replace(english, swedish)
        raise UsageProblem(f"Kommandot går inte att tolka: {message}.\nSkriv ”sammanhallen --help” för hjälp.")


def make_parser() -> Parser:
    parser = Parser(prog="sammanhallen", description="Sammanhållen: öppnar fönstret, eller gör ett kommando utan fönster.")
    parser.add_argument("--version", action="version", version=f"Sammanhållen {__version__}", help="visa programmets version")
    _add_store(parser, None)
    parser.add_argument("--sample", action="store_true", help="öppna en arbetskopia av exempelfilen")
    commands = parser.add_subparsers(dest="command", metavar="KOMMANDO", title="Kommandon", parser_class=Parser)
    new = commands.add_parser("new", help="skapa en ny, tom ärendefil")
    new.add_argument("file", type=path, metavar="FIL")
    check = commands.add_parser("check", help="kontrollera en ärendefil: uppbyggnad, kopplingar, version och kontrollsummor")
    check.add_argument("file", type=path, metavar="FIL")

    template = commands.add_parser("template", help="skriv en tom blankett")
    template.add_argument("kind", choices=KINDS, metavar="SLAG", help=_KIND_HELP)
    template.add_argument("file", type=path, metavar="UT.xlsx")
    importing = commands.add_parser("import", help="läs in en ifylld blankett")
    importing.add_argument("kind", choices=KINDS, metavar="SLAG", help=_KIND_HELP)
    importing.add_argument("file", type=path, metavar="FIL.xlsx")
    importing.add_argument("--dry-run", action="store_true", help="visa vad som skulle läsas in, lagra inget")

    listing = commands.add_parser("list", help="lista ansökningarna")
    listing.add_argument("--view", metavar="VY", help="bara en vy: todo, supplement, proposed, decided, all, eller en sparad vys namn")
    _add_csv(listing)
    rules = commands.add_parser("rules", help="visa reglernas utfall för ett ärende")
    rules.add_argument("case", metavar="ÄRENDE", help="diarienummer, ärendenummer (2015-017) eller uid")
    ways = rules.add_mutually_exclusive_group()
    ways.add_argument("--json", action="store_true", help="skriv JSON")
    _add_csv(ways)
    memo = commands.add_parser("memo", help="skriv tjänsteutlåtande som PDF")
    memo.add_argument("cases", nargs="+", metavar="ÄRENDE")
    memo.add_argument("--out", type=path, required=True, metavar="FIL.pdf")

    letter = commands.add_parser("supplement", help="skriv brev som begär komplettering, som PDF eller text")
    letter.add_argument("case", metavar="ÄRENDE")
    letter.add_argument("--out", type=path, metavar="FIL.pdf", help="skriv brevet som PDF")
    letter.add_argument("--due", metavar="DATUM", help="dag då svaret senast ska ha kommit (annars den föreslagna)")
    letter.add_argument("--text", action="store_true", help="skriv brevet som text, att klistra in i e-post")

    _add_assessment(commands)
    _add_plans(commands)
    _add_index(commands)

    demo = commands.add_parser("demo", help="gör huvudarbetet utan fönster på en kopia av exempelfilen")
    demo.add_argument("--out", type=path, required=True, metavar="MAPP")
    sample = commands.add_parser("sample", help="skriv exempelfilen på nytt")
    sample.add_argument("file", type=path, metavar="FIL")
    sample.add_argument("--form", type=path, metavar="UT.xlsx", help="skriv också den ifyllda exempelblanketten")
    sample.add_argument("--plan-form", type=path, metavar="UT.xlsx", help="skriv också den ifyllda handlingsplansblanketten")
    commands.add_parser(
        "self-test", help="pröva att programmet är helt: öppnar exempelfilen, skriver ett tjänsteutlåtande och räknar indexet"
    )
    for command in commands.choices.values():
        _add_store(command, argparse.SUPPRESS)  # after the command as well as before it
    return parser


def _add_assessment(commands: Any) -> None:
    _add_score(commands.add_parser("score", help="visa eller fyll i din bedömning av ett ärende"))
    ranking = commands.add_parser("ranking", help="visa en omgångs rangordning")
    ranking.add_argument("--round", metavar="NAMN", help="omgångens namn (behövs när filen har flera)")
    _add_csv(ranking)


def _add_plans(commands: Any) -> None:
    plans = commands.add_parser("plans", help="lista nämndernas handlingsplaner, varje version")
    _add_csv(plans)
    plan = commands.add_parser("plan", help="skriv en nämnds handlingsplan som PDF")
    _add_board(plan)
    plan.add_argument("--out", type=path, required=True, metavar="FIL.pdf")
    state = commands.add_parser("plan-state", help="för en handlingsplan till ett annat läge")
    _add_board(state)
    state.add_argument("state", choices=[one.value for one in PlanState], metavar="LÄGE", help=_STATE_HELP)
    compare = commands.add_parser("plan-compare", help="visa vad som skiljer två versioner av en handlingsplan")
    _add_board(compare, version=False)
    compare.add_argument("old", type=int, metavar="FÖRE")
    compare.add_argument("new", type=int, metavar="EFTER")


def _add_index(commands: Any) -> None:
    index = commands.add_parser("index", help="räkna ut riskindexet för en nivå och ett år", description=_RECIPE_HELP)
    _add_level(index)
    index.add_argument("--base-year", type=int, metavar="BASÅR", help="året då staden är 100 (annars samma år)")
    _add_choice(index, "--reference", Reference, "vad 100 står för")
    _add_choice(index, "--direction", Treatment, "hur indikatorer där högre är bättre vänds")
    _add_choice(index, "--aggregation", Aggregation, "hur delarna vägs samman")
    _add_csv(index)
    why = commands.add_parser("index-why", help="visa hur många punkter varje indikator ger varje område", description=_RECIPE_HELP)
    robustness = commands.add_parser("index-robustness", help="pröva placeringarna med slumpade vikter", description=_RECIPE_HELP)
    for parser in (why, robustness):
        _add_level(parser)
    robustness.add_argument("--draws", type=int, default=1_000, metavar="ANTAL", help="antal dragningar av vikter (annars 1 000)")
    robustness.add_argument("--seed", type=int, default=1, metavar="FRÖ", help="heltal som slumpen utgår från (annars 1)")
    for parser in (why, robustness):
        parser.add_argument("--csv", type=csv_target, required=True, metavar="UT.csv", help="filen, eller - för standard ut")


def _add_level(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--level", choices=LEVELS, required=True, metavar="NIVÅ", help=_LEVEL_HELP)
    parser.add_argument("--year", type=int, required=True, metavar="ÅR", help="året, till exempel 2012")
    parser.add_argument("--include-thin", action="store_true", help="räkna med indikatorer med mycket få fall")


def _add_choice(parser: argparse.ArgumentParser, option: str, choices: type[Labelled], what: str) -> None:
    first = next(iter(choices))
    listed = ", ".join(f"{one.value} ({one.label})" for one in choices)
    help_text = f"{what}: {listed}; annars {first.value}"
    parser.add_argument(option, choices=[one.value for one in choices], default=first.value, metavar="VAL", help=help_text)


def _add_board(parser: argparse.ArgumentParser, *, version: bool = True) -> None:
    parser.add_argument("board", metavar="NÄMND", help="nämndens namn, hela eller korta, till exempel Farsta")
    if version:
        parser.add_argument("--version", type=int, dest="plan_version", metavar="NUMMER", help="planens version (annars den nyaste)")


def _add_score(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", metavar="ÄRENDE")
    parser.add_argument("--criterion", metavar="KRITERIUM", help="kriteriet som poängen gäller, till exempel Q1")
    parser.add_argument("--value", type=int, metavar="POÄNG", help="poängen, 0 till 3")
    parser.add_argument("--abstain", action="store_true", help="avstå från kriteriet")
    parser.add_argument("--not-applicable", action="store_true", help="kriteriet är inte tillämpligt")
    parser.add_argument("--reason", metavar="TEXT", help="motivering; varje poäng behöver en")
    parser.add_argument("--confidence", choices=[one.value for one in Confidence], metavar="SÄKERHET", help=_CONFIDENCE_HELP)
    parser.add_argument("--proposed", metavar="BELOPP", help="belopp som du föreslår")
    parser.add_argument("--comment", metavar="TEXT", help="kommentar till bedömningen")
    parser.add_argument("--submit", action="store_true", help="lämna in bedömningen")


def path(text: str) -> Path:
    """A path that names something."""
    if not text.strip():
        raise ValueError
    return Path(text)


def csv_target(text: str) -> str:
    return text if text == STANDARD_OUT else str(path(text))


def _add_store(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument("--store", type=path, metavar="FIL", default=default, help="ärendefilen")
    parser.add_argument("--as", dest="who", metavar="NAMN", default=default, help="vem som gör ändringen (annars systemets användarnamn)")


def _add_csv(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--csv",
        nargs="?",
        type=csv_target,
        const=STANDARD_OUT,
        metavar="FIL",
        help="skriv CSV (komma, decimalpunkt, UTF-8), till fil eller standard ut",
    )


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The parsed command. Raises UsageProblem."""
    try:
        return make_parser().parse_args(list(arguments))
    except UsageProblem as problem:
        if "ÄRENDE" in problem.message and "--csv" in arguments:
            raise UsageProblem(f"{problem.message}\nÄrendet skrivs före --csv, annars tas det för filens namn.") from problem
        raise
