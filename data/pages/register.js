// What the page 事例登録 gains when scripts run: hints while somebody writes, points of a step that he
// has just ticked, and a question before what was typed is left behind. Everything works without.
const form = document.getElementById("report");
const checks = document.getElementById("checks");
const restMs = 1000;
let timer = 0;
let asked = 0;
let changed = false;

async function refreshHints() {
  const number = ++asked;
  const body = new URLSearchParams(new FormData(form));
  body.set("do", "hints");
  const answer = await fetch(form.action, { method: "POST", body });
  // Somebody has typed on, or stands with the keyboard in what would be replaced.
  if (!answer.ok || number !== asked || checks.contains(document.activeElement)) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (number === asked) checks.replaceChildren(...fresh.body.childNodes);
}

function showGuide(box) {
  const guides = form.querySelector(`[data-guides="${box.name.slice(1)}"]`);
  const shown = guides?.querySelector(`[data-step="${box.value}"]`);
  if (!guides) return;
  if (!box.checked) return shown?.remove();
  if (shown) return;
  const guide = document.querySelector(`template[data-guide="${box.value}"]`)?.content.cloneNode(true);
  const later = [...guides.children].find((one) => one.dataset.step > box.value);
  if (guide) guides.insertBefore(guide, later ?? null);
}

if (form && checks) {
  checks.setAttribute("aria-live", "polite");
  form.addEventListener("input", (event) => {
    changed = true;
    if (/^s\d+$/.test(event.target.name)) showGuide(event.target);
    clearTimeout(timer);
    timer = setTimeout(() => refreshHints().catch(() => {}), restMs);
  });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
