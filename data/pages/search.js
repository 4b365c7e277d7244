// What the search page gains when scripts run; everything works without them.
const form = document.getElementById("f");
const box = document.getElementById("q");

if (form && box) {
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A case goes on the list without leaving the page.
for (const form of document.querySelectorAll("form[data-keep]")) {
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button || button.name !== "add") return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    body.append(button.name, button.value);
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
    // Refused, or the session has ended: the list is opened as without scripts and says why.
    if (answer?.type !== "opaqueredirect") return location.assign("/mylist");
    button.textContent = "マイリストに加えました";
    button.disabled = true;
  });
}
