"""What an award's page says beside its facts: its days in their order, and what the institution says of it today."""
