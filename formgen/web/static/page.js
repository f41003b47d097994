// A section page: focus on what is wrong, questions that come and go with the answers, room left, links that save first.
const form = document.getElementById("page");

document.getElementById("summary")?.focus();

// ---- which questions are asked: the server judges, this only asks it and shows the verdict ----

let latest = 0;
let waiting;

const ask = async () => {
  const mine = ++latest;
  const answer = await fetch(form.dataset.asked, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok || mine !== latest) return;
  const asked = new Set((await answer.json()).asked);
  for (const question of form.querySelectorAll("[data-question]")) {
    const off = !asked.has(question.dataset.question);
    question.toggleAttribute("data-off", off);
    question.parentElement.matches(".row") && question.parentElement.toggleAttribute("data-off-row", off);
  }
};
const askSoon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => ask().catch(() => {}), 150);
};
form.addEventListener("change", askSoon);

// ---- room left, said politely: at once to the eye, after a pause in typing to a screen reader ----

for (const note of form.querySelectorAll("[data-most]")) {
  const field = document.getElementById(note.id.slice(0, -"-left".length));
  const spoken = document.createElement("span");
  let pause;
  spoken.className = "sr";
  spoken.setAttribute("role", "status");
  note.after(spoken);
  const count = () => {
    const left = note.dataset.most - [...field.value.replaceAll("\r\n", "\n")].length;
    note.textContent = (left < 0 ? note.dataset.over : note.dataset.fits).replace("{n}", Math.abs(left));
    clearTimeout(pause);
    pause = setTimeout(() => { spoken.textContent = document.activeElement === field ? note.textContent : ""; }, 1000);
  };
  field.addEventListener("input", count);
  count();
}

// ---- a link on this page saves what was typed before it leads away ----

const before = new URLSearchParams(new FormData(form)).toString();
const touched = () => new URLSearchParams(new FormData(form)).toString() !== before;

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  const here = location.pathname + location.search;
  if (!link || link.origin !== location.origin || link.pathname + link.search === here || event.defaultPrevented) return;
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !touched()) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  body.set("_do", "keep");
  const kept = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
  // A redirect means that it is kept; anything else must be seen by the person first.
  if (kept?.type === "opaqueredirect") location.assign(link.href);
  else form.querySelector("button[value=next]").click();
});
