"""What is asked after a publish: which changes are not told to be online, and whether daily runs go on."""
