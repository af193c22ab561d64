"""An institution's repository: made, upgraded, checked, previewed and closed; its keys' files."""
