/** Narrowing the list of achievements by skill, framework, level, language and type; what was chosen stands in the address. */

const form = document.querySelector("#filters");
const cards = [...document.querySelectorAll(".card")].map((card) => ({ card, marks: JSON.parse(card.dataset.marks) }));
const note = form.querySelector("[role=status]");

function narrow() {
  const chosen = [...new FormData(form)].filter(([, value]) => value);
  for (const { card, marks } of cards) card.hidden = !chosen.every(([name, value]) => marks[name].includes(value));
  const left = cards.filter(({ card }) => !card.hidden).length;
  note.textContent = left ? (chosen.length ? `${left} / ${cards.length}` : "") : note.dataset.none;
  history.replaceState(null, "", chosen.length ? `#${new URLSearchParams(chosen)}` : location.pathname + location.search);
}

for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
  const field = form.elements[name];
  if (field instanceof HTMLSelectElement && [...field.options].some((option) => option.value === value)) field.value = value;
}
form.addEventListener("change", narrow);
narrow();
