/* The shared window: shows what the server says at this moment, and nothing when it hears nothing. */
"use strict";
(() => {
  const main = document.getElementById("bild"), off = document.getElementById("bild-aus"), say = document.getElementById("stand");
  const HEARD = 10000, ASK = 1000;
  let shown = "", wanted = "", asked = 0, heard = Date.now(), over = false, dark = false, polling = 0;

  const note = (text) => {
    const line = document.createElement("p");
    line.className = "screen__note";
    line.textContent = text;
    main.replaceChildren(line);
    if (say.textContent !== text) say.textContent = text;
  };
  const clear = (text) => { shown = ""; asked += 1; note(text); };
  const end = () => { over = true; clear(main.dataset.over); stream?.close(); clearInterval(polling); };

  // One delivery: what comes after a newer stamp is thrown away.
  const look = async () => {
    const mine = ++asked;
    try {
      const answer = await fetch(main.dataset.picture, { cache: "no-store" });
      if (mine !== asked || over) return;
      if (answer.status === 404) { end(); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      const words = await answer.text();
      if (mine !== asked || over || dark) return;
      shown = answer.headers.get("X-Stamp");
      main.innerHTML = words;
      say.textContent = main.querySelector(".screen__note")?.textContent ?? "";
      if (shown !== wanted) hear(wanted);
    } catch {
      if (mine === asked && !over) { clear(main.dataset.cut); setTimeout(() => { if (!over) look(); }, ASK); }
    }
  };
  const hear = (stamp) => {
    heard = Date.now();
    wanted = stamp;
    if (stamp === shown || over || dark) return;
    clear(main.dataset.wait); // what stood there counts no more
    look();
  };

  const poll = async () => {
    try {
      const answer = await fetch(main.dataset.stamp, { cache: "no-store" });
      if (answer.status === 404) end();
      else if (answer.ok) hear(await answer.text());
    } catch { /* heard() says so */ }
  };
  const stream = "EventSource" in window ? new EventSource(main.dataset.stream) : null;
  const ask = () => { if (!polling && !over) { polling = setInterval(poll, ASK); poll(); } };
  if (stream) {
    stream.onmessage = (event) => { clearInterval(polling); polling = 0; hear(event.data); };
    stream.addEventListener("still", () => { heard = Date.now(); });
    stream.addEventListener("gone", end);
    stream.onerror = ask; // closed for good where it cannot be a stream; else it comes again by itself
  } else ask();
  setInterval(() => { if (!over && shown && Date.now() - heard > HEARD) { clear(main.dataset.cut); ask(); } }, ASK);

  // Picture off: here at once, then for everybody; on again when the server says so.
  const turn = async () => {
    if (over) return;
    dark = !dark;
    off.setAttribute("aria-pressed", String(dark));
    if (dark) clear("");
    const body = new URLSearchParams({ aus: dark ? "1" : "0" });
    const token = document.querySelector("input[name=csrf_token]").value;
    try { await fetch(main.dataset.off, { method: "POST", body, headers: { "X-CSRFToken": token } }); } catch { /* dark it is */ }
    if (!dark) { shown = ""; look(); }
  };
  off.addEventListener("click", turn);
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "b" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat) turn();
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  addEventListener("pagehide", () => { if (!over) main.replaceChildren(); });
})();
