// Keys for readers who like them: "/" goes to the search box, j and k walk through the results, and the arrows do
// once a result has the focus. They can be switched off (WCAG 2.1.4). The page needs none of this.
"use strict";

const box = document.getElementById("q");
const results = Array.from(document.querySelectorAll("a.result"));
const line = document.getElementById("keys");
const button = document.getElementById("keys-switch");
let on = read();

function read() {
  try { return localStorage.getItem("keys") !== "off"; } catch { return true; } // storage may be forbidden
}

function show() {
  button.textContent = on ? button.dataset.off : button.dataset.on;
  line.hidden = false;
}

function walk(step) {
  const at = results.indexOf(document.activeElement);
  const next = results[at < 0 ? (step > 0 ? 0 : results.length - 1) : at + step];
  if (!next) return false;
  next.focus();
  return true;
}

button.addEventListener("click", () => {
  on = !on;
  try { localStorage.setItem("keys", on ? "on" : "off"); } catch { /* then it holds for this page */ }
  show();
});

document.addEventListener("keydown", (event) => {
  if (!on || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const onResult = results.includes(document.activeElement);
  let done = false;
  if (event.key === "/") {
    box.focus();
    box.select();
    done = true;
  } else if (event.key === "j" || (onResult && event.key === "ArrowDown")) {
    done = walk(1);
  } else if (event.key === "k" || (onResult && event.key === "ArrowUp")) {
    done = walk(-1);
  }
  if (done) event.preventDefault();
});

show();
