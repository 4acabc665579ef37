/* The clock of a consultation without names, and the watch over whether somebody stopped it. Both are extras: without
   a script the steps are a list, and whoever opens the page anew sees that it was stopped. */
"use strict";
(() => {
  const table = document.getElementById("ohne-namen"), clock = document.getElementById("uhr");

  // Somebody recognised the family: what is on this screen goes too. Where no answer comes nobody knows: it is covered
  // until one does.
  const WATCH = 2000, PATIENCE = 3;
  if (table?.dataset.state === "shown") {
    const sheet = table.querySelector(".nameless-sheet"), silent = document.getElementById("still");
    let missed = 0;
    const heard = (is) => {
      missed = is ? 0 : missed + 1;
      sheet.hidden = missed >= PATIENCE;
      silent.textContent = sheet.hidden ? silent.dataset.said : "";
    };
    const watch = setInterval(async () => {
      try {
        const answer = await fetch(table.dataset.stand, { headers: { Accept: "application/json" } });
        if (answer.status >= 500) return heard(false);
        if (answer.ok && (await answer.json()).state === "shown") return heard(true);
      } catch { return heard(false); }
      clearInterval(watch);
      table.replaceChildren();
      location.reload();
    }, WATCH);
  }

  if (!clock) return;
  const steps = [...document.querySelectorAll("#phasen li")];
  const [step, rest, said, go, next] = ["schritt", "rest", "ansage", "start", "weiter"].map((id) => document.getElementById(id));
  let here = 0, left = 0, ends = 0, ticking = 0;
  const name = () => steps[here].querySelector("strong").textContent;
  const draw = () => {
    const over = left < 0, seconds = Math.abs(left);
    rest.textContent = `${over ? "+" : ""}${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  };
  const label = (text) => { go.querySelector(".kern-label").textContent = text; };
  const tick = () => {
    const before = left;
    left = Math.round((ends - Date.now()) / 1000);
    draw();
    if (before > 0 && left <= 0) said.textContent = `${name()}: ${clock.dataset.ran}`;
  };
  const run = (on) => {
    clearInterval(ticking);
    ticking = on ? setInterval(tick, 250) : 0;
    ends = Date.now() + left * 1000;
    label(on ? go.dataset.hold : go.dataset.go);
  };
  const show = (place) => {
    here = place;
    left = Number(steps[here].dataset.minutes) * 60;
    ends = Date.now() + left * 1000;
    for (const [at, one] of steps.entries()) one.toggleAttribute("aria-current", false) || (at === here && one.setAttribute("aria-current", "step"));
    step.textContent = name();
    next.disabled = here === steps.length - 1;
    draw();
  };
  go.addEventListener("click", () => run(!ticking));
  next.addEventListener("click", () => { show(here + 1); said.textContent = `${name()} ${rest.textContent}`; });
  clock.hidden = false;
  show(0);
})();
