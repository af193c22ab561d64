/** What an award's page offers once it has been checked; each part is fetched when it is asked for. */

const offer = (id, module, act) => {
  const place = document.querySelector(id);
  place?.querySelector("button").addEventListener("click", async () => (await import(module))[act](globalThis.testamur));
  if (place) place.hidden = false;
};

document.addEventListener("testamur:examined", () => {
  offer("#save", "./record.js", "print");
  if (globalThis.testamur.examined.document) offer("#keep", "./copy.js", "keep");
});

const mine = document.querySelector("#mine");
const show = async () => {
  if (location.hash === "#mine" && mine && !mine.dataset.shown) {
    mine.dataset.shown = "true";
    (await import("./mine.js")).show(mine);
  }
};
addEventListener("hashchange", show);
show();
