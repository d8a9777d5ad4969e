"""SQLAlchemy classes, one aggregate a file; importing this package registers them all."""

from app.models import application, case, dialogue, log, plan, programme, riskindex
from app.models.base import Base

__all__ = ["Base", "application", "case", "dialogue", "log", "plan", "programme", "riskindex"]
