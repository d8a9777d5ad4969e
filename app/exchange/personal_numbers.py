"""Recognises Swedish personal identity numbers, which an application must not hold."""

from __future__ import annotations

import re

_LONG = re.compile(r"(?<![\d-])(?:18|19|20)(\d{2})(\d{2})(\d{2})([-+\s]?)(\d{4})(?![\d-])")
_SHORT = re.compile(r"(?<![\d-])(\d{2})(\d{2})(\d{2})([-+])(\d{4})(?![\d-])")
_CO_ORDINATION = 60  # added to the day in a co-ordination number


def holds_personal_number(text: str) -> bool:
    """True for yyyymmdd-nnnn with a possible date, and for other spellings when the check digit agrees too."""
    for match in _LONG.finditer(text):
        if _is_date(match) and (match[4] in ("-", "+") or _check_digit_agrees(match)):
            return True
    return any(_is_date(match) and _check_digit_agrees(match) for match in _SHORT.finditer(text))


def _is_date(match: re.Match[str]) -> bool:
    day = int(match[3])
    return 1 <= int(match[2]) <= 12 and 1 <= (day - _CO_ORDINATION if day > _CO_ORDINATION else day) <= 31


def _check_digit_agrees(match: re.Match[str]) -> bool:
    total = 0
    for position, digit in enumerate(match[1] + match[2] + match[3] + match[5]):
        product = int(digit) * (2 - position % 2)
        total += product - 9 if product > 9 else product
    return total % 10 == 0
