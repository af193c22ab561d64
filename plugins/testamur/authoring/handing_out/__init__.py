"""What leaves the repository: exports, the register, summaries, lists of what ends soon."""
