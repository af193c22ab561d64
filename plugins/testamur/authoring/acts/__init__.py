"""Acts after issuing: withdrawing, correcting, erasing, awarding milestones; and the preview of each."""
