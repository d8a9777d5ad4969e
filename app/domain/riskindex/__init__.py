"""The social risk index as data: published series, ranking and bands. Pure; numpy is allowed here and nowhere else in domain."""
