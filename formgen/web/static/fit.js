// How a text stands in its box on the form: the server reckons with the form itself, soon after a pause in typing.
const form = document.getElementById("page");
const PAUSE = 300; // ms to the eye
const POLITE = 1000; // ms to a screen reader
let timer;
let latest = 0;

const say = (note, words) => {
  if (note.textContent === words) return;
  note.textContent = words;
  const aloud = note.nextElementSibling;
  setTimeout(() => { if (note.textContent === words) aloud.textContent = words; }, POLITE);
};
const ask = async () => {
  const mine = ++latest;
  const reply = await fetch(form.dataset.fit, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!reply.ok || mine !== latest) return;
  const { fits } = await reply.json();
  for (const note of form.querySelectorAll("[data-fit-of]")) say(note, fits[note.dataset.fitOf] ?? "");
};
form.addEventListener("input", (event) => {
  if (!event.target.closest("[data-question]")?.querySelector("[data-fit-of]")) return;
  clearTimeout(timer);
  timer = setTimeout(() => ask().catch(() => {}), PAUSE);
});
