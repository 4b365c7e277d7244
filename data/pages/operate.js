// What the page 運用 gains when scripts run: how far the jobs are, while somebody looks.
const jobs = document.getElementById("jobs");
const seconds = Number(jobs?.dataset.live);

// What somebody is about to press is not taken from under the finger.
const inUse = () => jobs.contains(document.activeElement) || jobs.matches(":active");

async function refresh() {
  if (document.hidden || !jobs.querySelector("[name=cancel]") || inUse()) return;
  const answer = await fetch("/operate", { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("jobs");
  if (fresh && !inUse()) jobs.replaceChildren(...fresh.childNodes);
}

if (seconds > 0) setInterval(() => refresh().catch(() => {}), seconds * 1000);
