"""Who attacks figures by adding up and subtracting everything that is shown at once."""

from fractions import Fraction


class Attacker:
    """Knows every number that is shown, of which people each is the sum, and linear algebra: nothing of our code."""

    def __init__(self):
        self.pivots = {}

    def reduce(self, row):
        row = {atom: Fraction(value) for atom, value in row.items() if value}
        for pivot in sorted(row):
            if pivot in row and pivot in self.pivots:
                factor = row[pivot]
                for atom, value in self.pivots[pivot].items():
                    row[atom] = row.get(atom, 0) - factor * value
                    if not row[atom]:
                        del row[atom]
        return row

    def learn(self, atoms):
        while True:
            row = self.reduce(dict.fromkeys(atoms, 1)) if not isinstance(atoms, dict) else self.reduce(atoms)
            again = self.reduce(row)
            if again == row:
                break
            atoms = row
        if row:
            pivot = min(row)
            self.pivots[pivot] = {atom: value / row[pivot] for atom, value in row.items()}

    def knows(self, atoms):
        row = dict.fromkeys(atoms, 1)
        while (reduced := self.reduce(row)) != row and reduced:
            row = reduced
        return not reduced
