"""The sheet that is printed and sealed with a key: which key it is, and what to do when something goes wrong."""
