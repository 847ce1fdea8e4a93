// What scripts add to a page that works without them: suggestions while typing, and keys for readers who like them.
"use strict";

const box = document.getElementById("q");

// Suggestions: the combobox of the ARIA practices. The list only offers; what was typed stays until one is taken.
const list = document.createElement("ul");
let asked = "", waiting = 0, chosen = -1;
list.id = "suggestions";
list.className = "suggestions";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", box.dataset.label);
box.parentElement.append(list);
for (const [name, value] of Object.entries({
  role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
})) box.setAttribute(name, value);

const isHindi = (text) => /[\u0900-\u097f]/.test(text);

function offer(words) {
  list.replaceChildren(...words.map((word, number) => {
    const item = document.createElement("li");
    item.id = `suggestion-${number}`;
    item.setAttribute("role", "option");
    item.lang = isHindi(word) ? "hi" : "en";
    item.textContent = word;
    return item;
  }));
  list.hidden = words.length === 0;
  box.setAttribute("aria-expanded", String(words.length > 0));
  choose(-1);
}

function choose(number) {
  chosen = number;
  Array.from(list.children).forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
  if (chosen < 0) box.removeAttribute("aria-activedescendant");
  else box.setAttribute("aria-activedescendant", list.children[chosen].id);
}

function take(item) {
  box.value = item.textContent;
  box.lang = item.lang;
  offer([]);
  box.form.requestSubmit();
}

async function ask() {
  const typed = asked = box.value;
  try {
    const answer = typed.trim() ? await fetch(`${box.dataset.suggest}?${new URLSearchParams({ q: typed })}`) : null;
    const words = answer && answer.ok ? (await answer.json())[1] : [];
    if (typed === asked && document.activeElement === box) offer(words.filter((word) => word !== typed));
  } catch { offer([]); } // without the server there is nothing to offer, and the form says so better
}

box.addEventListener("input", (event) => {
  box.lang = isHindi(box.value) ? "hi" : "en";
  clearTimeout(waiting);
  asked = "";
  if (event.isComposing) return; // an input method is still choosing letters
  waiting = setTimeout(ask, 120);
});
box.addEventListener("keydown", (event) => {
  const count = list.children.length;
  if (event.isComposing || list.hidden) return;
  if (event.key === "ArrowDown") choose(chosen + 1 < count ? chosen + 1 : -1);
  else if (event.key === "ArrowUp") choose(chosen < 0 ? count - 1 : chosen - 1);
  else if (event.key === "Escape") offer([]);
  else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
  else return;
  event.preventDefault();
});
box.addEventListener("blur", () => { asked = ""; offer([]); });
box.form.addEventListener("submit", () => { clearTimeout(waiting); asked = ""; });
list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
list.addEventListener("click", (event) => {
  const item = event.target.closest("li");
  if (item) take(item);
});

// Keys: "/" to the box, j and k through the results or sentences, the arrows once one of them has the focus.
// They can be switched off (WCAG 2.1.4).
const stops = Array.from(document.querySelectorAll("a.result, a.at"));
const keys = document.getElementById("keys");
const button = document.getElementById("keys-switch");
let on = read();

function read() {
  try { return localStorage.getItem("keys") !== "off"; } catch { return true; } // storage may be forbidden
}

function show() {
  button.textContent = on ? button.dataset.off : button.dataset.on;
  keys.classList.toggle("off", !on);
  keys.hidden = false;
}

function walk(step) {
  const at = stops.indexOf(document.activeElement);
  const next = stops[at < 0 ? (step > 0 ? 0 : stops.length - 1) : at + step];
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
  const onStop = stops.includes(document.activeElement);
  let done = true;
  if (event.key === "/") { box.focus(); box.select(); }
  else if (event.key === "?") { button.focus(); }
  else if (event.key === "j" || (onStop && event.key === "ArrowDown")) done = walk(1);
  else if (event.key === "k" || (onStop && event.key === "ArrowUp")) done = walk(-1);
  else done = false;
  if (done) event.preventDefault();
});

show();
