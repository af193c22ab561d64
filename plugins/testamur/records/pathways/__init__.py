"""Works out pathways: which are complete, how far it is to the end, and which nobody can complete."""
