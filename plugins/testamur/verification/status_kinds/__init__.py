"""The kinds of status that issuers other than registries give their awards."""
