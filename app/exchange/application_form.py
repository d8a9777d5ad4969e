"""The application form: what a district board fills in to apply for project funds."""

from __future__ import annotations

from pathlib import Path

from app.domain.drafts import ApplicationDraft
from app.domain.programme import Programme
from app.exchange.form_kinds import APPLICATION_FORM
from app.exchange.form_reader import FormReading, read_form
from app.exchange.sheet_reader import SheetReader, read_workbook


def read_application_form(
    source: Path | bytes, programme: Programme, *, reader: SheetReader = read_workbook
) -> FormReading[ApplicationDraft]:
    """Read a filled application form from a file or its bytes. Raises FileRefused when the file as a whole is not one."""
    return read_form(APPLICATION_FORM, source, programme, reader=reader)
