"""Error families: what the user can mend, what a rule forbids, what the surroundings refuse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.problems import Problem


class SammanhallenError(Exception):
    """Base of every error whose text is Swedish and meant for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ValidationProblems(SammanhallenError):
    """Input that the user can mend; every problem found is listed, nothing was stored."""

    def __init__(self, problems: Sequence[Problem], message: str = "") -> None:
        self.problems = tuple(problems)
        super().__init__(message or "\n".join(str(problem) for problem in self.problems))


class RuleViolation(SammanhallenError):
    """A programme rule or an allowed transition forbids the act."""

    def __init__(self, message: str, rule_ids: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.rule_ids = tuple(rule_ids)


class StateConflict(SammanhallenError):
    """The record changed after it was read."""


class NotFound(SammanhallenError):
    """Nothing, or more than one thing, answers to the name given."""


class EnvironmentProblem(SammanhallenError):
    """Disk, file or lock stands in the way; `advice` says what to do."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(f"{message} {advice}".strip())
        self.advice = advice


class FileRefused(EnvironmentProblem):
    """A file that is not what was asked for, is damaged, hostile or too large. It was left alone."""
