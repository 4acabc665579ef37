/* Leaving at once: the link and three times Shift put another page in the place of this one. Without it the link works. */
"use strict";
(() => {
  const way = document.getElementById("schnell-weg");
  if (!way) return;
  const WITHIN = 2000;
  let pressed = [];
  const leave = () => {
    document.documentElement.hidden = true;
    location.replace(way.href);
  };
  way.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { pressed = []; return; }
    if (event.repeat) return;
    const now = Date.now();
    pressed = [...pressed.filter((at) => now - at < WITHIN), now];
    if (pressed.length === 3) leave();  // once: a fourth press would break off the leaving and begin it anew
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
