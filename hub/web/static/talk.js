/* One question a screen, the drawn signature, and answers that wait on this device while there is no connection.
   What waits is encrypted with a key that this browser never hands out; both are gone once the answers arrived. */
"use strict";
(() => {
  const STORE = "fam-talk", KEEP_ALIVE = 300000, AGAIN = 15000, LONGEST = 14 * 86400000;
  const form = document.getElementById("gespraech"), done = document.getElementById("fertig");
  const banner = document.getElementById("ohne-netz");

  const open = () => new Promise((resolve, reject) => {
    const asked = indexedDB.open(STORE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("talks");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const act = async (mode, what) => {
    const base = await open();
    try {
      return await new Promise((resolve, reject) => {
        const asked = what(base.transaction("talks", mode).objectStore("talks"));
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    } finally { base.close(); }
  };
  const forget = (talk) => act("readwrite", (store) => store.delete(talk));
  const keep = async (talk, content) => {
    const found = await act("readonly", (store) => store.get(talk));
    const key = found?.key ?? await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(content)));
    await act("readwrite", (store) => store.put({ key, iv, box, at: Date.now() }, talk));
  };
  const recall = async (talk) => {
    const found = await act("readonly", (store) => store.get(talk));
    if (!found) return null;
    const clear = await crypto.subtle.decrypt({ name: "AES-GCM", iv: found.iv }, found.key, found.box);
    return JSON.parse(new TextDecoder().decode(clear));
  };
  // What nobody ended in two weeks is forgotten with its key.
  const tidy = async () => {
    const [names, kept] = [await act("readonly", (store) => store.getAllKeys()), await act("readonly", (store) => store.getAll())];
    for (const [place, one] of kept.entries()) if (Date.now() - (one.at ?? 0) > LONGEST) await forget(names[place]);
  };
  const quietly = async (what) => { try { return await what(); } catch { return null; } };

  quietly(tidy);
  if (done) { quietly(() => forget(done.dataset.talk)); return; }
  if (!form) return;
  const talk = form.dataset.talk;
  const token = form.querySelector("input[name=csrf_token]");

  // The screens.
  const steps = [...form.querySelectorAll(".talk-step")];
  let here = 0;
  form.classList.add("is-stepped");
  for (const part of form.querySelectorAll(".talk-steps, .talk-review, .talk-pad, [data-step], .talk-needs-script")) part.hidden = false;
  const answerOf = (place, name = "antwort") => form.querySelector(`input[name="${name}-${place}"]:checked`);
  const words = (input) => input ? form.querySelector(`label[for="${input.id}"] .talk-both`).textContent : "";
  const show = (place, focus = true) => {
    here = Math.max(0, Math.min(place, steps.length - 1));
    steps.forEach((step, number) => step.classList.toggle("is-here", number === here));
    if (steps[here].id === "pruefen") for (const told of form.querySelectorAll("[data-answer]")) {
      const deputies = words(answerOf(told.dataset.answer, "vertretung"));
      told.textContent = words(answerOf(told.dataset.answer)) + (deputies ? ` (${deputies})` : "");
    }
    if (focus) { steps[here].focus(); window.scrollTo(0, 0); }
  };
  const review = steps.findIndex((step) => step.id === "pruefen");
  let changing = false;
  const on = () => {
    const step = steps[here], question = step.dataset.question;
    if (question && !answerOf(question)) {
      step.querySelector(".talk-missing").textContent = form.dataset.choose;
      step.querySelector("input").focus();
      return;
    }
    if (question) step.querySelector(".talk-missing").textContent = "";
    show(changing ? review : here + 1);
    changing = false;
  };
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]"), change = event.target.closest("[data-change]");
    if (button) { if (button.dataset.step === "on") on(); else show(here - 1); stay(); }
    if (change) {
      event.preventDefault();
      changing = true;
      show(steps.findIndex((step) => step.dataset.question === change.dataset.change));
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input") && steps[here].id !== "unterschrift") { event.preventDefault(); on(); }
  });

  // While people talk, nobody is signed out.
  let stayed = Date.now();
  const stay = () => {
    if (Date.now() - stayed < KEEP_ALIVE) return;
    stayed = Date.now();
    fetch(form.dataset.stay, { method: "POST", headers: { "X-CSRFToken": token.value }, redirect: "manual" }).catch(() => {});
  };

  // The signature: lines of points, from 0 to 1,000 each way.
  const pad = document.getElementById("feld"), sent = document.getElementById("striche"), pen = pad.getContext("2d");
  let strokes = [], line = null, signedAt = 0;
  const draw = () => {
    pen.clearRect(0, 0, pad.width, pad.height);
    pen.lineWidth = 6; pen.lineCap = "round"; pen.strokeStyle = "#111";
    for (const stroke of strokes) {
      pen.beginPath();
      pen.moveTo(stroke[0], stroke[1]);
      for (let n = 2; n < stroke.length; n += 2) pen.lineTo(stroke[n], stroke[n + 1]);
      if (stroke.length === 2) pen.lineTo(stroke[0] + 1, stroke[1]);
      pen.stroke();
    }
    sent.value = strokes.length ? JSON.stringify(strokes) : "";
  };
  const point = (event) => {
    const box = pad.getBoundingClientRect();
    const at = (value, size, most) => Math.max(0, Math.min(most, Math.round(value / size * most)));
    return [at(event.clientX - box.left, box.width, 1000), at(event.clientY - box.top, box.height, 400)];
  };
  pad.addEventListener("pointerdown", (event) => { pad.setPointerCapture(event.pointerId); signedAt = 0; line = point(event); strokes.push(line); draw(); });
  pad.addEventListener("pointermove", (event) => { if (line && line.length < 2000) { line.push(...point(event)); draw(); } });
  for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => { line = null; remember(); });
  document.getElementById("noch-einmal").addEventListener("click", () => { strokes = []; signedAt = 0; draw(); remember(); });

  // What was answered stays on this device until it arrived.
  const content = (way = "") => ({ way, here, signedAt, fields: [...new FormData(form)].filter(([name]) => name !== "csrf_token") });
  const remember = () => quietly(() => keep(talk, content()));
  form.addEventListener("change", () => { signedAt = 0; remember(); });
  const restore = (fields) => {
    for (const [name, value] of fields) for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = field.checked || field.value === value;
      else field.value = value;
    }
    try { strokes = JSON.parse(sent.value || "[]"); } catch { strokes = []; }
    draw();
  };
  const tell = (text) => { banner.textContent = text ? banner.dataset[text] : ""; banner.hidden = !text; };

  let busy = false, waiting = null;
  const send = async (way) => {
    if (busy) return;
    busy = true;
    // How long it waits here is said with it: what was taken back meanwhile stays so.
    signedAt ||= Date.now();
    document.getElementById("gewartet").value = Math.max(0, Math.round((Date.now() - signedAt) / 1000));
    try {
      await quietly(() => keep(talk, content(way)));
      if (!navigator.onLine) throw new TypeError("offline");
      const body = new URLSearchParams(new FormData(form));
      body.set("tun", way);
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-CSRFToken": token.value } });
      const arrived = new URL(answer.url).pathname;
      if (answer.ok && answer.redirected && arrived.endsWith("/fertig")) {
        await quietly(() => forget(talk));
        location.assign(answer.url);
        return;
      }
      waiting = null;
      if (arrived !== new URL(form.action).pathname) { tell("signedOut"); return; }
      await quietly(() => keep(talk, content()));
      form.querySelector(`button[name=tun][value="${way}"]`).dataset.plain = "yes";
      form.requestSubmit(form.querySelector(`button[name=tun][value="${way}"]`));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      waiting = way;
      tell("offline");
    } finally { busy = false; }
  };
  form.addEventListener("submit", (event) => {
    const way = event.submitter?.value;
    if (!way || event.submitter.dataset.plain) return;
    event.preventDefault();
    if (way === "tablet" && !sent.value) { pad.scrollIntoView(); pad.classList.add("is-missing"); }
    send(way);
  });
  const retry = () => { if (waiting) { tell("sending"); send(waiting); } else tell(""); };
  window.addEventListener("online", retry);
  window.addEventListener("offline", () => tell("offline"));
  setInterval(() => { if (waiting && navigator.onLine) send(waiting); }, AGAIN);

  (async () => {
    const kept = await quietly(() => recall(talk));
    if (kept) { restore(kept.fields); signedAt = kept.signedAt || 0; }
    const wrong = document.getElementById("fehler");
    if (wrong) show(steps.length - 1, false);
    else show(kept ? kept.here : 0, false);
    if (wrong) wrong.focus();
    if (!navigator.onLine) tell("offline");
    if (kept?.way && !wrong) send(kept.way);
  })();
})();
