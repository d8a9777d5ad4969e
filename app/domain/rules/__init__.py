"""The programme's rules R01–R31 as pure functions from evidence to result (domain brief, section 4).

`engine.evaluate` runs them all, lays recorded judgements over the computed results and never raises for missing data.
"""
