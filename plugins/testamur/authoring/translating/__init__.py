"""The texts of records given to a translator, and taken back."""
