"""Makes what leaves the repository: exports, the register, the weekly summary, the list of awards that end soon."""
