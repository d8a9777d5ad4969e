"""Tables of records: columns as data, item models that read memory only, and the view used by every list."""
