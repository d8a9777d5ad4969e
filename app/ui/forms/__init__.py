"""Editors for one record: a field is one transaction when it is left, and one undo step."""
