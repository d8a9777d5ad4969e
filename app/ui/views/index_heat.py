"""The page Värmekarta of the risk index."""

from __future__ import annotations

from typing import ClassVar

from app.ui.views.index_page import IndexPage


class HeatPage(IndexPage):
    key: ClassVar[str] = "heat"
    title: ClassVar[str] = "Värmekarta"
