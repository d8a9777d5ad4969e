"""What the command for supplement letters does; only told here, done by the services."""

from __future__ import annotations

from argparse import Namespace

from app.bootstrap import opened
from app.cli.arguments import UsageProblem
from app.cli.commands import store_of
from app.cli.main import DONE, say, say_error
from app.domain import swedish
from app.domain.swedish import ParseError
from app.domain.texts.supplement import letter_text


def supplement(given: Namespace) -> int:
    """Write a case's letter as PDF, as text on standard out, or both; nothing is stored."""
    if given.out is None and not given.text:
        raise UsageProblem("Ange --out FIL.pdf för en PDF, --text för brevet som text, eller båda.")
    try:
        due = swedish.parse_date(given.due) if given.due else None
    except ParseError as error:
        raise UsageProblem(f"--due går inte att tolka: {error}") from error
    with opened(store_of(given), given.who) as bench:
        content = bench.supplements.letter_now(bench.cases.resolve(given.case), due)
        if given.out is not None:
            missing = bench.supplements.missing_signs_in(content)
            if missing:
                say_error(f"Observera: {swedish.no_glyph(missing)}")
            bench.supplements.save_letter(content, given.out)
    if given.text:
        say(letter_text(content).rstrip())
        if given.out is not None:
            say_error(f"Skrev {given.out.name}.")
        return DONE
    say(f"Skrev {given.out.name}.")
    return DONE
