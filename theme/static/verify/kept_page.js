/**
 * Keeping the page "Check an award" on this device, so that it opens without a network and checks statement codes. Nothing is kept
 * before somebody asks for it; then a service worker, which speaks for this page alone (offline_worker.js), keeps its files, and
 * kept_keys.js the registry's keys.
 */

import { day, msg } from "../verifier/message.js";
import { forget, keep } from "./kept_keys.js";

const WORKER = "offline.js";

/** @typedef {import("./result_words.js").Page} Page */

/** Offer it at a place of the page, or say that it is kept; what is kept is brought up to date. @param {HTMLElement} place @param {Page} page */
export async function offer(place, { site, reader }) {
  // A copy of the page speaks for another host, and a preview for nobody.
  place.hidden = !("serviceWorker" in navigator) || !site.isOwn;
  if (place.hidden) return;
  const [button, status] = [place.querySelector("button"), place.querySelector("[role=status]")];
  const scope = new URL("./", location.href).href;
  const registration = async () => {
    const found = await navigator.serviceWorker.getRegistration(scope);
    return found?.scope === scope ? found : undefined;
  };
  const show = (asOf) => {
    button.textContent = (asOf ? msg("Remove it from this device") : msg("Keep this page on this device")).in(reader);
    status.textContent = asOf ? msg("It is kept on this device, with the registry’s keys of {date}.", { date: day(asOf) }).in(reader) : "";
    place.dataset.kept = String(Boolean(asOf));
    button.hidden = false;
  };
  const act = async () => {
    const kept = await registration();
    if (kept) {
      forget(site);
      await kept.unregister();
      for (const name of await caches.keys()) if (name.startsWith(`testamur:${scope}:`)) await caches.delete(name);
      return show("");
    }
    try {
      const made = await navigator.serviceWorker.register(WORKER, { scope: "./", updateViaCache: "none" });
      await installed(made);
      show(await keep(site));
    } catch {
      status.textContent = msg("This browser could not keep it.").in(reader);
    }
  };
  button.addEventListener("click", async () => {
    button.disabled = true;
    await act();
    button.disabled = false;
  });
  const kept = await registration();
  if (kept) kept.update().catch(() => {}); // without a network, or a site that offers it no longer
  show(kept ? await keep(site) : "");
}

/** Wait until all files of the page are kept; throws where that fails. @param {ServiceWorkerRegistration} registration */
function installed({ installing, waiting, active }) {
  const worker = installing ?? waiting ?? active;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve(undefined);
      else if (worker.state === "redundant") reject(new Error("its files could not be kept"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}
