/* On top of pages that work without it: keeps drafts, warns before the sign-in ends, leads to what is wrong. */
"use strict";
(() => {
  const SHARED = "fam-contact"; // the other windows of this sign-in
  const QUIET = 2500, LONGEST_WAIT = 15000, ASK_AGAIN = 60000;
  const byId = (id) => document.getElementById(id);
  const token = () => document.querySelector("input[name=csrf_token]")?.value ?? "";
  const send = (url, body, more) =>
    fetch(url, { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": token() }, ...more });

  // The server counts from its last request; so does this page, over all windows.
  let contact = Date.now();
  const touch = () => {
    contact = Date.now();
    try { localStorage.setItem(SHARED, String(contact)); } catch { /* then each window counts for itself */ }
  };
  const latest = () => {
    let other = 0;
    try { other = Number(localStorage.getItem(SHARED)) || 0; } catch { /* as above */ }
    return Math.max(contact, Math.min(other, Date.now()));
  };

  // The draft: a while after the last key, and now and then while somebody types on.
  const form = document.querySelector("form[data-draft]");
  const told = byId("gesichert");
  let unsaved = false, since = 0, timer = 0, busy = null, gone = false, kept = Boolean(told?.textContent.trim());
  const tell = (text) => { if (told && told.textContent !== text) told.textContent = text; };
  const keep = async (more = {}, counts = true) => {
    if (busy) await busy;
    if (!form || !unsaved || gone) return;
    unsaved = false;
    busy = (async () => {
      try {
        const answer = await send(form.dataset.draft, new URLSearchParams(new FormData(form)), more);
        if (!answer.ok) throw new Error(String(answer.status));
        if (counts) touch();
        kept = true;
        tell(await answer.text());
      } catch {
        unsaved = true;
        tell(form.dataset.failed);
      }
    })();
    await busy;
    busy = null;
  };
  const typed = () => {
    if (!unsaved) since = Date.now();
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(keep, Date.now() - since > LONGEST_WAIT ? 0 : QUIET);
  };
  if (form) {
    form.addEventListener("input", typed);
    form.addEventListener("submit", () => { gone = true; clearTimeout(timer); });
    addEventListener("pageshow", () => { gone = false; });
    document.addEventListener("visibilitychange", () => { if (document.hidden) keep({ keepalive: true }); });
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.key === "s") { event.preventDefault(); unsaved = true; clearTimeout(timer); keep(); }
      if (event.key === "Enter") { event.preventDefault(); form.requestSubmit(form.querySelector("[value=speichern]")); }
    });
  }

  // The end of the sign-in. What only the page does by itself does not count as being there.
  const pause = byId("pause");
  let leaving = false;
  const stay = async () => {
    const answer = await send(pause.dataset.stay);
    if (!answer.ok) return leave();
    touch();
    if (pause.open) pause.close();
  };
  const leave = async () => {
    if (leaving) return;
    leaving = true;
    await keep({}, false);
    const word = form && kept && !unsaved ? "text" : "";
    const body = new URLSearchParams({ pause: word, zurueck: location.pathname });
    try { await send(pause.dataset.leave, body); } catch { /* the server ends it by itself */ }
    gone = true;
    location.assign(`${pause.dataset.over}?pause=${word}`);
  };
  if (pause) {
    touch();
    const warn = pause.dataset.warn * 1000, end = pause.dataset.end * 1000;
    const active = () => { if (!pause.open && Date.now() - latest() > ASK_AGAIN) { contact = Date.now(); stay().catch(() => {}); } };
    for (const name of ["keydown", "pointerdown"]) document.addEventListener(name, active, { passive: true });
    byId("bleiben").addEventListener("click", () => stay().catch(() => {}));
    pause.addEventListener("cancel", () => stay().catch(() => {}));
    setInterval(() => {
      const idle = Date.now() - latest();
      if (idle >= end) leave();
      else if (idle >= warn && !pause.open) keep({}, false).then(() => pause.showModal());
      else if (idle < warn && pause.open) pause.close();
    }, 1000);
  }

  byId("fehler")?.focus();
})();
