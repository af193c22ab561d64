/** Narrowing the list of achievements by skill, level and language; what was chosen stands in the address. */

const form = document.querySelector("#filters");
const cards = [...document.querySelectorAll(".card")];
const note = form.querySelector("[role=status]");

const has = {
  skills: (card, value) => JSON.parse(card.dataset.skills).includes(value),
  level: (card, value) => card.dataset.level === value,
  language: (card, value) => card.dataset.language === value,
};

function narrow() {
  const chosen = [...new FormData(form)].filter(([, value]) => value);
  for (const card of cards) card.hidden = !chosen.every(([name, value]) => has[name](card, value));
  const left = cards.filter((card) => !card.hidden).length;
  note.textContent = left ? (chosen.length ? `${left} / ${cards.length}` : "") : note.dataset.none;
  history.replaceState(null, "", chosen.length ? `#${new URLSearchParams(chosen)}` : location.pathname);
}

for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
  const field = form.elements[name];
  if (field instanceof HTMLSelectElement && [...field.options].some((option) => option.value === value)) field.value = value;
}
form.addEventListener("change", narrow);
narrow();
