"""Which territory a text in a file means: its code, or a name or alias that only one territory has (risk-index brief, section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.domain import swedish
from app.domain.riskindex.dataset import LEVELS, Territory
from app.domain.riskindex.series import Level


class Names:
    """Codes first, as they are written; then names and aliases, whatever their case and dashes."""

    def __init__(self, territories: Iterable[Territory], matched: Mapping[str, str] | None = None) -> None:
        """`matched` are texts of a file that the user has said what they stand for."""
        self._matched = matched or {}
        self._by_code = {one.code: one for one in territories}
        self._by_name: dict[str, list[str]] = {}
        for one in self._by_code.values():
            for name in dict.fromkeys(swedish.match_key(text) for text in (one.name, *one.aliases)):
                self._by_name.setdefault(name, []).append(one.code)

    def find(self, text: str, above: Level | None = None) -> tuple[str, ...]:
        """The codes it may stand for; `above` keeps to levels above this one where that settles it."""
        if text in self._matched:
            return (self._matched[text],)
        if text in self._by_code:
            return (text,)
        found = self._by_name.get(swedish.match_key(text), [])
        if above is not None and len(found) > 1:
            higher = [code for code in found if LEVELS.index(self._by_code[code].level) > LEVELS.index(above)]
            found = sorted(higher, key=lambda code: LEVELS.index(self._by_code[code].level))[:1] or found
        return tuple(found)

    def told(self, codes: Sequence[str]) -> str:
        """'flera områden: Farsta (Stadsdel, kod farsta) och …'."""
        return "flera områden: " + swedish.join(
            [f"{self._by_code[code].name} ({self._by_code[code].level.label.lower()}, kod {code})" for code in codes[:5]]
        )

    def name(self, code: str) -> str:
        return self._by_code[code].name if code in self._by_code else code
