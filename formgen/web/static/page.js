// A section page: focus on what is wrong; questions, findings and the score that follow the answers; room left.
const form = document.getElementById("page");

document.getElementById("summary")?.focus();

// ---- what the answers ask and call for: the server judges, this only asks it and shows the verdict ----

const spoken = document.getElementById("spoken");
let latest = 0;
let waiting;

const showAsked = (names) => {
  const asked = new Set(names);
  for (const question of form.querySelectorAll("[data-question]")) {
    const off = !asked.has(question.dataset.question);
    question.toggleAttribute("data-off", off);
    question.parentElement.matches(".row") && question.parentElement.toggleAttribute("data-off-row", off);
  }
};

// Only what is new is put in its place, so that nothing moves under a reader; and that alone is said aloud.
const put = (place, html) => {
  const fresh = document.createElement("template");
  fresh.innerHTML = html.trim();
  if (!place || fresh.content.textContent.trim() === place.textContent.trim()) return "";
  const open = place.querySelector("details")?.open;
  place.replaceChildren(fresh.content);
  if (open) place.querySelector("details").open = true;
  return place.textContent.replace(/\s+/g, " ").trim();
};
const showBeside = ({ beside = {}, score = "" }) => {
  const told = Object.entries(beside).map(([name, html]) => put(form.querySelector(`[data-told="${name}"]`), html));
  const place = document.querySelector("[data-score]");
  if (place && put(place, score)) told.push(place.querySelector(".total").textContent.trim());
  if (spoken && told.some(Boolean)) spoken.textContent = told.filter(Boolean).join(" ");
};

const ask = async () => {
  const mine = ++latest;
  const answer = await fetch(form.dataset.asked, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok || mine !== latest) return;
  const verdict = await answer.json();
  showAsked(verdict.asked);
  showBeside(verdict);
};
const askSoon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => ask().catch(() => {}), 150);
};
form.addEventListener("change", askSoon);

// ---- room left, said politely: at once to the eye, after a pause in typing to a screen reader ----

for (const note of form.querySelectorAll("[data-most]")) {
  const field = document.getElementById(note.id.slice(0, -"-left".length));
  const aloud = document.createElement("span");
  let pause;
  aloud.className = "sr";
  aloud.setAttribute("role", "status");
  note.after(aloud);
  const count = () => {
    const left = note.dataset.most - [...field.value.replaceAll("\r\n", "\n")].length;
    note.textContent = (left < 0 ? note.dataset.over : note.dataset.fits).replace("{n}", Math.abs(left));
    clearTimeout(pause);
    pause = setTimeout(() => { aloud.textContent = document.activeElement === field ? note.textContent : ""; }, 1000);
  };
  field.addEventListener("input", count);
  count();
}
