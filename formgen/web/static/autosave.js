// A section page keeps what is typed, by itself: soon after a pause, again when that fails, and before one leaves.
const form = document.getElementById("page");
const told = form.dataset;
const seen = form.elements._seen;
const line = document.getElementById("state");
const aloud = document.getElementById("state-aloud");

const PAUSE = 600; // ms after the last key
const PATIENCE = 10_000; // ms for an answer, or for one's turn
const LONGEST_WAIT = 30_000; // ms between two tries
const BEACON = 60_000; // characters that a browser still sends while it closes a page

// ---- what stands on the page, by question, and the marks of what stood there when it was drawn ----

const marks = (written) => new Map(written.split(" ").filter(Boolean).map((part) => part.split(":")));
const marked = (map) => [...map].map(([name, mark]) => `${name}:${mark}`).join(" ");
const values = () => {
  const page = new FormData(form);
  return new Map([...marks(seen.value).keys()].map((name) => [name, page.getAll(name).join(", ").replace(/\r\n?/g, "\n")]));
};
// What another tab changed too, on the page that shows both: only a press of a button says which it is to be.
const held = new Set((told.clashes ?? "").split(" ").filter(Boolean));

// The page as it is posted; `only` these questions, or all but those that are held.
const body = (only) => {
  const page = new URLSearchParams(new FormData(form));
  const drawn = marks(seen.value);
  for (const name of drawn.keys()) {
    if (!held.has(name) && (!only || only.has(name))) continue;
    page.delete(name);
    drawn.delete(name);
  }
  page.set("_seen", marked(drawn));
  page.set("_do", "keep");
  return page;
};

let kept = "unsaved" in told ? new Map() : values(); // what the server has, as far as it told us
let underway = null; // what was sent and of which we do not know yet whether it arrived
let clashing = held; // what another tab changed too: it is not kept, and the next press of a button shows both
let stopped = "unsaved" in told; // nothing is sent until one types again
let lost = false; // the draft was gone, and that has been said
let tries = 0;
let timer;

const changed = () => [...values()].filter(([name, text]) => !held.has(name) && kept.get(name) !== text).map(([name]) => name);
const touched = () => changed().length > 0;
const row = (name) => name.slice(0, name.lastIndexOf(".") + 1);

// The last word: only what changed, with the rows that it stands in, and what was sent before and may have arrived.
const last = () => {
  const names = changed();
  const rows = new Set(names.map(row).filter(Boolean));
  const only = new Set([...values().keys()].filter((name) => names.includes(name) || rows.has(row(name))));
  const page = body(only);
  if (underway) page.set("_sent", marked(new Map([...only].map((name) => [name, sentMark(underway.values.get(name) ?? "")]))));
  return page;
};
// As `sent_mark` reckons it: its length and CRC-32.
const sentMark = (text) => {
  const bytes = new TextEncoder().encode(text);
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return `${bytes.length}-${(~crc >>> 0).toString(16)}`;
};

// ---- what the line says: every time to the eye, aloud only when it is news ----

let news = "";
const say = (words, level, tidings) => {
  line.className = `state ${level}`;
  line.querySelector("span").textContent = words;
  line.hidden = false;
  if (tidings !== news) aloud.textContent = words;
  news = tidings;
};

// ---- sending: one tab at a time, and the very same again until we know that it arrived ----

const here = "here" in told; // the answers travel in cookies, which two tabs could write over each other
const inTurn = (work, ms = PATIENCE) => navigator.locks
  ? navigator.locks.request(`formgen ${location.pathname.split("/")[1]}`, { signal: AbortSignal.timeout(ms) }, work)
  : work();
const post = (where, page, keepalive = false) => fetch(where, {
  method: "POST", body: page, keepalive, redirect: "manual", ...(keepalive ? {} : { signal: AbortSignal.timeout(PATIENCE) }),
});
const read = async (reply) => (reply.headers.get("content-type")?.startsWith("application/json") ? reply.json() : {});

const send = async (renewed = false) => {
  underway ??= { page: document.hidden ? last() : body(), values: values() };
  const { page, values: sent } = underway;
  const reply = await inTurn(() => post(told.kept, page, document.hidden && page.toString().length < BEACON));
  if (reply.status === 429 || reply.status >= 500) throw new Error("try again");
  if (reply.status === 403 && !renewed && await renew()) {
    underway = null;
    return send(true);
  }
  const answer = await read(reply);
  underway = null;
  tries = 0;
  if (!answer.seen) return refuse();
  kept = sent;
  clashing = new Set([...held, ...answer.clashes]);
  lost ||= answer.gone;
  const emptied = take(answer, sent);
  if (here && !navigator.locks) await check();
  if (touched()) return;
  const words = [lost && `${told.gone} ${told.anew}`, emptied && told.emptied, clashing.size ? told.clash : answer.saved];
  say(words.filter(Boolean).join(" "), lost || clashing.size ? "bad" : "good", clashing.size ? "clash" : "saved");
};
const refuse = () => {
  stopped = true;
  say(told.press, "bad", "stopped");
};
// A session that ended while the page stood open: the page itself has a new token.
const renew = async () => {
  const reply = await fetch(location.href, { signal: AbortSignal.timeout(PATIENCE) });
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("[name=csrf_token]")?.value;
  for (const field of fresh ? document.querySelectorAll("[name=csrf_token]") : []) field.value = fresh;
  return Boolean(fresh);
};

let turn = Promise.resolve();
const save = () => (turn = turn.then(async () => {
  while (!stopped && (underway || touched())) await send();
}).catch(() => {
  say(told.waiting, "bad", "waiting");
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

form.addEventListener("input", () => {
  stopped = going = false;
  later(tries ? 1000 * 2 ** tries : PAUSE);
});
form.addEventListener("change", () => { if (!stopped && !tries) later(100); });
addEventListener("online", () => { if (underway || touched()) now(); });
document.addEventListener("visibilitychange", () => {
  if (stopped) return;
  if (touched()) now();
  else if (!document.hidden) look();
});

// ---- what another tab wrote, or this one as its last word: shown where nobody typed since ----

const show = (name, text) => {
  const chosen = text.split(", ");
  for (const field of form.querySelectorAll(`[name="${name}"]`)) {
    if (["radio", "checkbox"].includes(field.type)) field.checked = chosen.includes(field.value);
    else field.value = text;
  }
};
// Page and draft made one, for what stands here as it was in `sent`. Whether a word was taken off the page.
const take = (answer, sent) => {
  const [fresh, old, stands] = [marks(answer.seen), marks(seen.value), values()];
  let emptied = false;
  for (const [name, text] of Object.entries(answer.news)) {
    if (stands.get(name) !== sent.get(name)) {
      fresh.set(name, old.get(name)); // typed since: it is asked when that is sent
    } else if (!text && here && !navigator.locks) {
      kept.delete(name); // another tab may have written over it without knowing: it is sent once more
    } else {
      emptied ||= !text;
      show(name, text);
      kept.set(name, values().get(name));
    }
  }
  seen.value = marked(new Map([...old, ...fresh]));
  if (Object.keys(answer.news).length) form.dispatchEvent(new Event("change"));
  return emptied;
};
const check = async () => {
  const sent = values();
  const reply = await post(told.news, body());
  if (reply.ok) take(await read(reply), sent);
  setTimeout(look, 4000);
};
const look = async () => {
  if (stopped || underway || touched()) return;
  const sent = values();
  const reply = await post(told.news, body()).catch(() => null);
  if (!reply?.ok || stopped || underway || touched()) return;
  const answer = await read(reply);
  const emptied = take(answer, sent);
  if (answer.gone && !lost) {
    lost = true;
    say(`${told.gone} ${told.stands}`, "bad", "gone");
  } else if (emptied) say(told.emptied, "good", "emptied");
  if (touched()) now();
};
const LAST = "formgen-last-word"; // says only that there was one
try {
  if (sessionStorage.getItem(LAST)) for (const ms of [0, 300, 1500]) setTimeout(look, ms);
  sessionStorage.removeItem(LAST);
} catch { /* a browser may refuse; then the next visit shows it */ }

// ---- leaving: first what was typed, then the way one chose ----

const leave = async (go) => {
  await now();
  if (stopped || (!underway && !touched())) await go();
  else line.scrollIntoView({ block: "nearest" });
};
// No other tab sends anything while this page is posted, which ends with it.
const alone = () => new Promise((ready) => {
  inTurn(() => {
    ready();
    return new Promise((done) => setTimeout(done, PATIENCE));
  }).catch(ready);
});

let going = false;
form.addEventListener("submit", (event) => {
  if (going) return;
  const alongside = here && navigator.locks;
  if (stopped || (!underway && !touched() && !alongside)) {
    going = true;
    return;
  }
  event.preventDefault();
  leave(async () => {
    if (alongside) await alone();
    going = true;
    form.requestSubmit(event.submitter);
  });
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const at = location.pathname + location.search;
  if (!link || link.target || link.origin !== location.origin || link.pathname + link.search === at) return;
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!underway && !touched() && clashing.size === held.size) return;
  event.preventDefault();
  const asked = () => stopped || clashing.size > held.size;
  leave(() => (asked() ? form.querySelector("button[value=next]").click() : location.assign(link.href)));
});
addEventListener("pagehide", () => {
  if (going || stopped || !touched()) return;
  const page = last();
  try { sessionStorage.setItem(LAST, "1"); } catch { /* as above */ }
  post(told.kept, page, page.toString().length < BEACON).catch(() => {});
});
// The browser asks where a last word would not do: it is too long, the line is down, or a press of a button is needed.
addEventListener("beforeunload", (event) => {
  const open = underway || touched();
  if (!going && (clashing.size || (open && (stopped || tries > 0 || last().toString().length > BEACON)))) event.preventDefault();
});
// A page that comes back from the browser's memory, or fields that it fills in from there, say what is no longer so.
const [arrival] = performance.getEntriesByType("navigation");
let typing = false;
form.addEventListener("input", () => { typing = true; });
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
  else if (!typing && !stopped && ["back_forward", "reload"].includes(arrival?.type)) {
    form.reset();
    kept = values();
  }
});
