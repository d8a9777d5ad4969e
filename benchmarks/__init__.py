"""Ratios of the program's own times to the least that the machine and the libraries allow, taken in one run."""
