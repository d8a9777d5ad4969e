"""The shipped example: plans, applications and index values, all fictional, the same on every run. Imports only domain."""
