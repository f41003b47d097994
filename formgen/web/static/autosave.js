// A section page keeps what is typed, by itself: soon after a pause, again when that fails, and before one leaves.
const form = document.getElementById("page");
const seen = form.elements._seen;
const line = document.getElementById("state");
const aloud = document.getElementById("state-aloud");

const PAUSE = 600; // ms after the last key
const PATIENCE = 10_000; // ms for an answer
const LONGEST_WAIT = 30_000; // ms between two tries
const BEACON = 60_000; // characters that a browser still sends while it closes a page

const body = (act = "keep") => {
  const page = new URLSearchParams(new FormData(form));
  page.set("_do", act);
  return page;
};
const answers = () => {
  const page = body();
  page.delete("_seen");
  page.delete("_sent");
  return page.toString();
};

let kept = form.dataset.kept ? answers() : ""; // what the server has, as far as it told us
let underway = null; // a body that was sent and of which we do not know yet whether it arrived
let stopped = !form.dataset.kept; // another tab, or an answer that only a whole page can explain: the next button press shows it
let tries = 0;
let timer;

const touched = () => answers() !== kept;

// ---- what the line says: every time to the eye, aloud only when it is news ----

let news = "";
const say = (words, level, tidings) => {
  line.className = `state ${level}`;
  line.querySelector("span").textContent = words;
  line.hidden = false;
  if (tidings !== news) aloud.textContent = words;
  news = tidings;
};

// ---- sending: one at a time, and the very same again until we know that it arrived ----

const send = async () => {
  underway ??= { page: body(), answers: answers() };
  const reply = await fetch(form.dataset.kept, {
    method: "POST", body: underway.page, redirect: "manual", signal: AbortSignal.timeout(PATIENCE),
  });
  if (reply.status === 429 || reply.status >= 500) throw new Error("try again");
  const told = reply.headers.get("content-type")?.startsWith("application/json") ? await reply.json() : {};
  if (told.seen) seen.value = told.seen;
  if (!reply.ok) return refuse(told.clash ? form.dataset.clash : form.dataset.press);
  kept = underway.answers;
  underway = null;
  tries = 0;
  say(told.saved, "good", "saved");
  return true;
};
const refuse = (words) => {
  stopped = true;
  underway = null;
  say(words, "bad", "stopped");
  return false;
};

let turn = Promise.resolve();
const save = () => (turn = turn.then(async () => {
  while (!stopped && (underway || touched())) await send();
}).catch(() => {
  say(form.dataset.waiting, "bad", "waiting");
  later(Math.min(LONGEST_WAIT, 1000 * 2 ** ++tries));
}));
const later = (ms) => {
  clearTimeout(timer);
  timer = setTimeout(save, ms);
};
const now = () => {
  clearTimeout(timer);
  return save();
};

form.addEventListener("input", () => { if (!stopped) later(tries ? 1000 * 2 ** tries : PAUSE); });
form.addEventListener("change", () => { if (!stopped && !tries) later(100); });
addEventListener("online", () => { if (underway || touched()) now(); });
document.addEventListener("visibilitychange", () => {
  if (stopped) return;
  if (touched()) now();
  else if (document.visibilityState === "visible") look();
});

// ---- what another tab wrote, or this one as its last word: shown where nobody typed since ----

const show = (name, text) => {
  const chosen = text.split(", ");
  for (const field of form.querySelectorAll(`[name="${name}"]`)) {
    if (["radio", "checkbox"].includes(field.type)) field.checked = chosen.includes(field.value);
    else field.value = text;
  }
};
const look = async () => {
  if (stopped || underway || touched()) return;
  const reply = await fetch(form.dataset.news, { method: "POST", body: body() }).catch(() => null);
  if (!reply?.ok) return;
  const told = await reply.json();
  if (stopped || underway || touched() || !Object.keys(told.news).length) return;
  for (const [name, text] of Object.entries(told.news)) show(name, text);
  seen.value = told.seen;
  kept = answers();
  form.dispatchEvent(new Event("change"));
};
const LAST = "formgen-last-word"; // says only that there was one
try {
  if (sessionStorage.getItem(LAST)) for (const ms of [0, 300, 1500]) setTimeout(look, ms);
  sessionStorage.removeItem(LAST);
} catch { /* a browser may refuse; then the next visit shows it */ }

// ---- leaving: first what was typed, then the way one chose ----

// Said beside a newer page: what was sent before and may have arrived. So our own words are no other tab's.
const tell = (page) => {
  if (underway) page.set("_sent", underway.page.toString());
  return page;
};
const leave = async (go) => {
  await now();
  if (stopped || (!underway && !touched())) go();
  else line.scrollIntoView({ block: "nearest" });
};

let going = false;
form.addEventListener("submit", (event) => {
  if (going || stopped || (!underway && !touched())) return;
  event.preventDefault();
  leave(() => {
    going = true;
    form.requestSubmit(event.submitter);
  });
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const here = location.pathname + location.search;
  if (!link || link.origin !== location.origin || link.pathname + link.search === here || event.defaultPrevented) return;
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!underway && !touched()) return;
  event.preventDefault();
  leave(() => (stopped ? form.querySelector("button[value=next]").click() : location.assign(link.href)));
});
addEventListener("pagehide", () => {
  if (going || stopped || !touched()) return;
  const page = tell(body());
  try { sessionStorage.setItem(LAST, "1"); } catch { /* as above */ }
  fetch(form.dataset.kept, { method: "POST", body: page, keepalive: page.toString().length < BEACON }).catch(() => {});
});
addEventListener("beforeunload", (event) => {
  if (!going && !stopped && (tries > 0 || answers().length > BEACON) && (underway || touched())) event.preventDefault();
});
// A page that comes back from the browser's memory, or fields that it fills in from there, say what is no longer so.
const [arrival] = performance.getEntriesByType("navigation");
let typing = false;
form.addEventListener("input", () => { typing = true; });
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
  else if (!typing && !stopped && ["back_forward", "reload"].includes(arrival?.type)) {
    form.reset();
    kept = answers();
  }
});
