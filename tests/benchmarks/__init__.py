"""What Testamur costs beside others: `make bench` (tests/bench.py) measures, and prints a table.

`inputs` writes what both sides are given. Each side is measured in a process of its own: ours in `our_side` and
`one_change`, others in `site_peers`, `signing_peers` and `poison`; `usage` counts. `sides` runs one, `rounds` all of
them in turn; `rows` makes figures of that, `report` a table, `history` a line of docs/bench.jsonl, and `scale_page`
fills in docs/scale.md. `machine` says where.
"""
