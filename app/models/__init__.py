"""SQLAlchemy classes, one aggregate a file; importing this package registers them all."""

from app.models import application, assessment, case, dialogue, earlier, ladder, log, office, people, plan, programme, riskindex
from app.models.base import Base

__all__ = [
    "Base",
    "application",
    "assessment",
    "case",
    "dialogue",
    "earlier",
    "ladder",
    "log",
    "office",
    "people",
    "plan",
    "programme",
    "riskindex",
]
