"""An institution's repository: made, upgraded, checked and previewed; its keys' files."""
