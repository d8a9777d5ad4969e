"""Which indexes are not shown one by one, since a hidden count would follow from them (section 3.10)."""

from __future__ import annotations

import numpy as np

from app.domain.riskindex.compute import AREAS, Computed, from_linear, membership, to_linear, weights_of
from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.uncertainty import hidden_in


def withheld(computed: Computed, hidden: Mask | None = None) -> Mask:
    """Units × indicators whose value, index and points are shown only together; `hidden` is `uncertainty.hidden_at`.

    Those with a hidden count, and beside one that is alone among those that count in its area the one with the smallest push, or the
    alone one would be the area's index less the others. Screen, paper, comparison and export all go by this.
    """
    found = hidden_in(computed.panel)
    if hidden is not None:
        found = found | hidden
    counting = _counting(computed)
    push = np.abs(_weights(computed) * (np.nan_to_num(computed.values, nan=100.0) - 100.0))
    for columns in _by_area(computed):
        own, free = (found & counting)[:, columns], (counting & ~found)[:, columns]
        for row in np.flatnonzero((own.sum(axis=1) == 1) & free.any(axis=1)):
            least = np.argmin(np.where(free[row], push[row, columns], np.inf))
            found[row, columns[least]] = True
    return found


def shared_values(computed: Computed, mask: Mask) -> Array:
    """Each indicator's index, where `mask` that of its area's withheld ones together: any area computed from it is unchanged.

    What is withheld and does not count is NaN: it need not be there to be recomputed.
    """
    counting, weights, how = _counting(computed), _weights(computed), computed.recipe.aggregation
    values = np.where(mask & ~counting, np.nan, computed.values)
    for columns in _by_area(computed):
        together = (mask & counting)[:, columns]
        for row in np.flatnonzero(together.any(axis=1)):
            places = columns[together[row]]
            means = np.full(len(places), np.average(to_linear(computed.values[row, places], how), weights=weights[places]))
            values[row, places] = from_linear(means, how)
    return values


def _weights(computed: Computed) -> Array:
    return weights_of(computed.panel, computed.recipe, computed.thin)


def _counting(computed: Computed) -> Mask:
    """Units × indicators that weigh in an area's index, whatever the areas weigh."""
    member = membership(computed.panel).astype(float)
    missing = np.isnan(computed.areas).astype(float) @ member.T > 0
    held: Mask = (_weights(computed) > 0) & ~np.isnan(computed.values) & ~missing
    return held


def _by_area(computed: Computed) -> list[np.ndarray[tuple[int, ...], np.dtype[np.intp]]]:
    member = membership(computed.panel)
    return [np.flatnonzero(member[:, number]) for number in range(len(AREAS))]
