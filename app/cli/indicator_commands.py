"""The commands for the indicator workbook."""

from __future__ import annotations

from argparse import Namespace

from app.bootstrap import opened
from app.cli.commands import store_of
from app.cli.main import DONE, say, say_error
from app.domain import swedish
from app.errors import ValidationProblems
from app.services.index_import import save_indicator_template


def template(given: Namespace) -> int:
    save_indicator_template(given.file)
    say(f"Skrev {given.file.name}.")
    return DONE


def import_indicators(given: Namespace) -> int:
    """Read the workbook in whole, or tell everything that is wrong with it; a workbook without news changes nothing."""
    with opened(store_of(given), given.who, writes=not given.dry_run) as bench:
        preview = bench.index_import.read(given.file)
        if preview.problems:
            raise ValidationProblems(preview.problems)
        for note in preview.notes:
            say_error(f"Observera: {note}")
        for one in preview.counts:
            numbers = (swedish.integer(number) for number in (one.new, one.changed, one.same))
            say("{}: {} nya, {} ändrade, {} oförändrade.".format(one.sheet, *numbers))
        for difference in preview.differences:
            say(f"  {difference.label}: {difference.before or swedish.EMPTY} → {difference.after or swedish.EMPTY}")
        if preview.years:
            say(f"År som berörs: {swedish.join([str(year) for year in preview.years])}.")
        if preview.recipes and preview.years:
            say(f"Recept vars index räknas om: {swedish.join(preview.recipes)}.")
        if preview.results:
            say(f"Sparade resultat som står kvar med de gamla uppgifterna: {swedish.join(list(preview.results))}.")
        if given.dry_run or not preview.can_store:
            say("Inget är lagrat." if preview.can_store else "Det finns inget att göra: allt i boken är redan inläst. Inget är lagrat.")
            return DONE
        stored = bench.index_import.store(preview)
        new, changed = (swedish.integer(sum(getattr(one, name) for one in stored.counts)) for name in ("new", "changed"))
        say(f"Läste in {new} nya och {changed} ändrade uppgifter.")
    return DONE
