/* The keys 1, 2 and 3 press the buttons that show them. Without it the buttons work. */
"use strict";
(() => {
  const typing = (target) => target.closest("input:not([type=hidden]), textarea, select, [contenteditable], dialog[open]");
  let sent = false;
  document.addEventListener("keydown", (event) => {
    if (sent || event.repeat || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    const button = document.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
    if (!button || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    sent = true;
    button.click();
  });
  addEventListener("pageshow", () => { sent = false; });
})();
