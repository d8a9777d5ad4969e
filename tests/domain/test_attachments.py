"""Which files are taken, what a file probably is, and which documents are missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.attachments import is_accepted, missing_attachments, suggested_kind
from app.domain.rules.evidence import Evidence, ExpertStatement, Process
from app.domain.vocabulary import ApplicationState, AttachmentKind, BoardResult
from tests.domain.builders import evidence


@pytest.mark.parametrize("suffix", [".pdf", ".PDF", ".docx", ".xlsx", ".jpg", ".png", ".msg"])
def test_documents_pictures_and_mail_are_taken(suffix: str) -> None:
    assert is_accepted(suffix)


@pytest.mark.parametrize("suffix", [".exe", ".bat", ".js", "", ".zip", ".lnk"])
def test_programs_and_archives_are_not(suffix: str) -> None:
    assert not is_accepted(suffix)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ansökan Trygg i Tensta.xlsx", AttachmentKind.APPLICATION_FORM),
        ("Protokoll § 7.pdf", AttachmentKind.BOARD_MINUTES),
        ("Utdrag kommunstyrelsen.pdf", AttachmentKind.DECISION_MINUTES),
        ("Handlingsplan Farsta.pdf", AttachmentKind.ACTION_PLAN),
        ("Komplettering 2.pdf", AttachmentKind.SUPPLEMENT),
        ("bild 3.JPG", AttachmentKind.PICTURE),
        ("skannat.pdf", AttachmentKind.OTHER),
    ],
)
def test_the_name_tells_what_a_file_probably_is(name: str, kind: AttachmentKind) -> None:
    assert suggested_kind(name, ()) is kind


def missing(case: Evidence, state: ApplicationState = ApplicationState.FORMAL_CHECK) -> list[tuple[AttachmentKind, str]]:
    return [(one.kind, one.rule_id) for one in missing_attachments(case, state)]


def test_the_boards_minutes_are_missing_once_it_has_decided_to_apply() -> None:
    case = replace(evidence(), attachments=frozenset())
    assert (AttachmentKind.BOARD_MINUTES, "R06") in missing(case)
    assert (AttachmentKind.BOARD_MINUTES, "R06") not in missing(replace(case, attachments=frozenset({AttachmentKind.BOARD_MINUTES})))
    tabled = replace(case.application, board_result=BoardResult.TABLED)
    assert missing(replace(case, application=tabled)) == []


def test_a_plan_that_is_not_registered_must_be_attached() -> None:
    case = replace(evidence(), plan=None, attachments=frozenset({AttachmentKind.BOARD_MINUTES}))
    assert missing(case) == [(AttachmentKind.ACTION_PLAN, "R03")]


def test_an_expert_without_words_and_a_decision_without_minutes() -> None:
    held = frozenset({AttachmentKind.BOARD_MINUTES})
    case = replace(evidence(), attachments=held, process=Process(experts=(ExpertStatement(expert="Utredare"),)))
    assert missing(case) == [(AttachmentKind.STATEMENT, "R30")]
    assert missing(case, ApplicationState.DECIDED) == [(AttachmentKind.STATEMENT, "R30"), (AttachmentKind.DECISION_MINUTES, "")]
