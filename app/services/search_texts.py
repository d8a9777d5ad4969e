"""What a search finds a case by: every text in it but how to reach people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import catalogues, swedish
from app.domain.fields import Catalogue, Field, Kind
from app.domain.programme import Programme
from app.domain.rules.evidence import Evidence
from app.models.application import Application
from app.models.case import MemoPassage
from app.services import full_text

TEXT_KINDS = (Kind.TEXT, Kind.LONG_TEXT)


def keep(session: Session, programme: Programme, record: Application, case: Evidence) -> None:
    """Write the case's texts where searches look for them."""
    short, full = short_text(programme, record, case), full_text_of(session, programme, record, case)
    exact = swedish.compact(short if full_text.is_indexed(session) else full).casefold()
    record.search_text = f"{exact}\n{swedish.fold(exact)}"
    full_text.write(session, record.id, short, full)


def short_text(programme: Programme, record: Application, case: Evidence) -> str:
    """Name, numbers, boards and districts: what a case is called; parts of words are found here."""
    draft = case.application
    words = [
        draft.title,
        record.case_number,
        draft.registry_number_city,
        draft.registry_number_board,
        programme.organisation_name(draft.applicant),
        programme.organisation_name(draft.co_applicant) if draft.co_applicant else "",
        *(programme.district_name(key) for key in draft.districts),
    ]
    return " ".join(filter(None, words))


def full_text_of(session: Session, programme: Programme, record: Application, case: Evidence) -> str:
    """Everything that has been written in the case, also by hand in its memo: what the program wrote there says nothing new."""
    passages = select(MemoPassage.edited).where(MemoPassage.application_id == record.id, MemoPassage.edited.is_not(None))
    return " ".join(
        (
            short_text(programme, record, case),
            *case.application.related_sub_goals,
            *_texts(catalogues.APPLICATION, case.application),
            *_texts(catalogues.PROCESS, case.process),
            *(one or "" for one in session.scalars(passages)),
        )
    )


def _texts(catalogue: Catalogue, draft: Any) -> Iterator[str]:
    for field in filter(_is_text, catalogue.fields):
        yield getattr(draft, field.key)
    for table in catalogue.tables:
        for field in filter(_is_text, table.fields):
            yield from (getattr(row, field.key) for row in getattr(draft, table.key))


def _is_text(field: Field) -> bool:
    """How to reach a person is never searched."""
    return field.kind in TEXT_KINDS and not field.contact
