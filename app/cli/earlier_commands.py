"""The commands for the list of earlier grants."""

from __future__ import annotations

from argparse import Namespace

from app.bootstrap import opened
from app.cli.commands import store_of
from app.cli.main import DONE, say, say_error
from app.domain import swedish
from app.errors import ValidationProblems
from app.services.earlier_grants import save_template


def template(given: Namespace) -> int:
    save_template(given.file)
    say(f"Skrev {given.file.name}.")
    return DONE


def import_grants(given: Namespace) -> int:
    """Read the list in whole, or tell what is wrong with it; a list without news changes nothing."""
    with opened(store_of(given), given.who, writes=not given.dry_run) as bench:
        preview = bench.earlier.read_grants(given.file)
        if preview.problems:
            raise ValidationProblems(preview.problems)
        for note in preview.notes:
            say_error(f"Observera: {note}")
        say(f"{swedish.integer(len(preview.rows))} bidrag, {swedish.kronor(preview.total)}.")
        say(f"Nya: {preview.new}. Ändrade: {preview.changed}. Redan inlästa: {preview.known}.")
        for one in preview.differences:
            say(f"  {one.label}: {one.before or swedish.EMPTY} → {one.after or swedish.EMPTY}")
        if given.dry_run or not preview.can_store:
            say("Samma lista är redan inläst. Inget är lagrat." if preview.same_file and not preview.can_store else "Inget är lagrat.")
            return DONE
        stored = bench.earlier.store_grants(preview)
        say(f"Läste in {swedish.integer(stored.added)} nya och ändrade {swedish.integer(stored.updated)}.")
    return DONE
