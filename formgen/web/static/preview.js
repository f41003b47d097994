// The document that grows beside the questions: made by the server of what is typed, drawn here, and a way to go on from.
//
// docx-preview makes <style> elements, which our Content-Security-Policy does not allow in a page. They never come into
// one: their text becomes a constructed style sheet of a shadow root, so no exception to the policy is needed and the
// document's styles stay inside its sheet.
const panel = document.getElementById("preview");
const page = document.getElementById("page");
const paper = panel.querySelector("[data-paper]");
const body = panel.querySelector("[data-body]");
const select = panel.querySelector("select");
const state = panel.querySelector("[data-state]");
const toggle = document.getElementById("preview-toggle");
const wide = matchMedia("(min-width: 73.75em)"); // as in preview.css

const PAUSE = 150; // ms after the last key
const MARGIN = 24; // pixels of white beside the text: the margins of a page are too wide for a panel
const [SMALLEST, LARGEST] = [0.8, 1.2]; // of the size on paper
const LONG_WORD = /\S{14,}/;
const OPTIONS = { ignoreFonts: true, renderComments: false, renderAltChunks: false };
const SHEET = `
:host{display:block}
.docx-wrapper{background:none;padding:0;display:block}
.docx-wrapper>section.docx{box-shadow:0 1px 3px rgb(0 0 0/.25),0 0 0 1px rgb(0 0 0/.08);margin:0 auto 12px;color-scheme:light}
.narrow :is(table,col,td,th){width:auto!important;table-layout:auto!important}
.narrow table{width:100%!important}
.tight .long span,.tighter :is(td,th) span{overflow-wrap:anywhere}
mark{background:none;color:inherit;cursor:pointer;border-radius:2px}
mark:hover{background:#f2efe6;box-shadow:0 0 0 2px #f2efe6}
mark.here{background:#fdf0a6;color:#1c2320;box-shadow:0 0 0 2px #fdf0a6}
@media (prefers-reduced-motion:no-preference){mark{transition:background-color .6s}}
@media (forced-colors:active){mark.here{background:Highlight;color:HighlightText}}`;

const remembered = (name, value) => {
  try {
    if (value === undefined) return localStorage.getItem(name);
    localStorage.setItem(name, value);
  } catch { /* a browser may refuse; then it is as if one came for the first time */ }
  return null;
};

// ---- what is asked for: the page as it stands, and the document that one chose ----

let latest;
let shown = ""; // what the shown document was made of
let timer;
let current = ""; // the question one is at

const posted = () => {
  const sent = new URLSearchParams(new FormData(page ?? panel.querySelector("[data-own]")));
  sent.set("_document", select?.value ?? panel.dataset.chosen);
  return sent;
};
const refresh = async () => {
  const sent = posted();
  const made = sent.toString();
  if (made === shown) return;
  latest?.abort();
  const mine = latest = new AbortController();
  sent.set("_at", current);
  try {
    const reply = await fetch(panel.dataset.post, { method: "POST", body: sent, signal: mine.signal, redirect: "error" });
    if (!reply.ok) throw new Error(reply.status);
    if (reply.status === 204) tell(panel.dataset.nothing);
    else await show(await reply.blob(), reply.headers, mine);
    if (mine.signal.aborted) return;
    shown = made;
    panel.toggleAttribute("data-ready", true);
  } catch (fault) {
    if (fault.name !== "AbortError") tell(panel.dataset.later);
  }
};
const refreshSoon = (ms = PAUSE) => {
  clearTimeout(timer);
  if (isOpen()) timer = setTimeout(refresh, ms);
};
const tell = (words) => {
  state.textContent = words;
  state.hidden = !words;
};

// ---- showing it ----

const show = async (file, headers, mine) => {
  offer(headers.get("Formgen-Document"), headers.get("Formgen-Documents").split(" "));
  const isPdf = file.type === "application/pdf";
  if (isPdf) showPdf(file, headers.get("Formgen-Page") ?? "1");
  else await showWord(file, mine);
  if (mine.signal.aborted) return;
  tell(isPdf && !navigator.pdfViewerEnabled ? panel.dataset.nopdf : "");
  panel.dataset.kind = isPdf ? "pdf" : "word";
};
const offer = (chosen, names) => {
  if (!select) return;
  for (const option of select.options) option.hidden = option.disabled = !names.includes(option.value);
  select.value = chosen;
  const about = select.selectedOptions[0];
  body.lang = about.lang;
  pointAt();
};
// The text says where the answer stands that one is at, also of a PDF, in which nothing can be marked.
const pointAt = () => {
  const link = panel.querySelector("a[data-text]");
  if (!select?.value || !link) return;
  const way = new URL(select.selectedOptions[0].dataset.text, location);
  if (current) way.searchParams.set("at", current);
  link.href = way.pathname + way.search + way.hash;
};

let viewer;
const script = (source) => new Promise((done, failed) => {
  const element = document.createElement("script");
  Object.assign(element, { src: source, onload: done, onerror: failed });
  document.head.append(element);
});
const loaded = () => (viewer ??= script(panel.dataset.zip).then(() => script(panel.dataset.docx)));

const root = paper.attachShadow({ mode: "open" });
const own = new CSSStyleSheet();
const styles = new CSSStyleSheet();
own.replaceSync(SHEET);
root.adoptedStyleSheets = [styles, own];

const showWord = async (file, mine) => {
  await loaded();
  const { parseAsync, renderDocument, defaultOptions } = globalThis.docx;
  const options = { ...OPTIONS, h: (element) => styled(element, defaultOptions.h) };
  const nodes = await renderDocument(await parseAsync(file, options), options);
  if (mine.signal.aborted) return;
  styles.replaceSync(nodes.filter((node) => node.nodeName === "STYLE").map((node) => node.textContent).join("\n"));
  const drawn = nodes.find((node) => node.nodeName === "DIV");
  mark(drawn);
  for (const link of drawn.querySelectorAll("a[href]")) link.removeAttribute("href");
  for (const picture of drawn.querySelectorAll("img:not([alt])")) picture.alt = ""; // a letterhead; the viewer drops its words
  for (const sheet of drawn.querySelectorAll("section.docx")) trim(sheet.style);
  const place = body.scrollTop;
  root.replaceChildren(drawn);
  fit();
  body.scrollTop = place;
  light();
};
// A style written as text (of the mark on a draft) would become an attribute; this way the policy has nothing against it.
const styled = (element, make) => {
  if (typeof element?.style !== "string") return make(element);
  const { style, ...rest } = element;
  const made = make(rest);
  made.style.cssText = style;
  return made;
};
const trim = (style) => {
  const side = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
  style.width = `${((parseFloat(style.width) - side) * 4) / 3 + 2 * MARGIN}px`;
  style.setProperty("--page", style.width);
  style.paddingLeft = style.paddingRight = `${MARGIN}px`;
};

// As wide as the panel. Where letters would then be too small to read, the lines break sooner instead.
let larger = Number(remembered("formgen-preview-size")) || 1;
const fit = () => {
  const drawn = root.querySelector(".docx-wrapper");
  const room = paper.clientWidth;
  if (!drawn || !room) return;
  const sheets = [...drawn.children].map((sheet) => sheet.style);
  const widest = Math.max(...sheets.map((style) => parseFloat(style.getPropertyValue("--page"))));
  const scale = larger * Math.max(SMALLEST, Math.min(LARGEST, room / widest));
  drawn.style.zoom = scale;
  drawn.classList.toggle("narrow", room / scale < 0.9 * widest);
  for (const style of sheets) style.width = `min(${style.getPropertyValue("--page")}, ${room / scale - 2}px)`;
  // Only a table that is too wide breaks words anywhere: first the long ones, such as e-mail addresses; then any.
  const tables = [...drawn.querySelectorAll("article > table")];
  for (const table of tables) table.classList.remove("tight", "tighter");
  const tooWide = () => tables.filter((table) => table.offsetWidth > table.parentElement.clientWidth + 1);
  for (const table of tooWide()) {
    table.classList.add("tight");
    for (const cell of table.querySelectorAll("td, th")) cell.classList.toggle("long", LONG_WORD.test(cell.textContent));
  }
  for (const table of tooWide()) table.classList.add("tighter");
};
new ResizeObserver(fit).observe(paper);

let address = "";
const showPdf = (file, number) => {
  const frame = panel.querySelector("iframe");
  const before = address;
  address = URL.createObjectURL(file);
  if (navigator.pdfViewerEnabled) frame.src = `${address}#page=${number}&toolbar=0&navpanes=0&view=FitH`;
  if (before) setTimeout(() => URL.revokeObjectURL(before), 10_000);
};

// ---- where each answer stands: marks.py puts noncharacters around it, which become <mark> here ----

const [BEGIN, END, ZERO] = ["\ufdd0", "\ufdd1", 0xfde0];
const MARKS = /(\ufdd0[\ufde0-\ufdef]*|\ufdd1)/;
const named = (digits) => {
  const bytes = new Uint8Array((digits.length - 1) / 2);
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = (digits.charCodeAt(2 * at + 1) - ZERO) * 16 + digits.charCodeAt(2 * at + 2) - ZERO;
  }
  return new TextDecoder().decode(bytes);
};
const mark = (drawn) => {
  const texts = document.createTreeWalker(drawn, NodeFilter.SHOW_TEXT);
  const all = [];
  while (texts.nextNode()) all.push(texts.currentNode);
  let question = "";
  for (const text of all) {
    if (!question && !text.data.includes(BEGIN)) continue;
    const pieces = [];
    for (const words of text.data.split(MARKS)) {
      if (words.startsWith(BEGIN)) question = named(words);
      else if (words === END) question = "";
      else if (words) pieces.push(question ? marked(words, question) : words);
    }
    text.replaceWith(...pieces);
  }
};
const marked = (words, question) => {
  const element = document.createElement("mark");
  element.dataset.question = question;
  element.textContent = words;
  return element;
};

// ---- the answer one is at, in the marker; and from a place in the document to its question ----

const light = (look = false) => {
  const places = [...root.querySelectorAll("mark")];
  const here = places.filter((place) => current && `${place.dataset.question}.`.startsWith(`${current}.`));
  for (const place of places) place.classList.toggle("here", here.includes(place));
  if (!here.length || !(look || document.activeElement?.closest("[data-question]"))) return;
  const frame = body.getBoundingClientRect();
  const inSight = ({ top, bottom }) => top >= frame.top && bottom <= frame.bottom;
  if (here.some((place) => inSight(place.getBoundingClientRect()))) return;
  body.scrollTop += here[0].getBoundingClientRect().top - frame.top - frame.height / 3;
};
const goTo = (question) => {
  const place = page?.querySelector(`[data-question="${CSS.escape(question)}"]:not([data-off])`);
  const field = place?.querySelector("input:checked, textarea, select, input:not([type=hidden])");
  if (field?.checkVisibility()) {
    field.focus({ preventScroll: true });
    return place.scrollIntoView({ block: "center" });
  }
  const link = document.createElement("a"); // in the page, so that what was typed is kept before one leaves
  link.href = `${panel.dataset.go}/${encodeURIComponent(question)}`;
  link.hidden = true;
  document.body.append(link);
  link.click();
  return link.remove();
};
root.addEventListener("click", (event) => {
  const place = event.target.closest("mark");
  if (place) goTo(place.dataset.question);
});
page?.addEventListener("focusin", (event) => {
  const name = event.target.closest("[data-question]")?.dataset.question ?? "";
  if (!name || name === current) return;
  current = name;
  light(true);
  pointAt();
});

// ---- open and closed ----

const isOpen = () => !panel.hidden && (!toggle || wide.matches);
const open = (yes) => {
  panel.hidden = !yes;
  tellToggle();
  if (yes) refreshSoon(0);
};
const tellToggle = () => {
  if (!toggle) return;
  if (wide.matches) toggle.setAttribute("aria-expanded", String(!panel.hidden));
  else toggle.removeAttribute("aria-expanded");
};
toggle?.addEventListener("click", (event) => {
  if (!wide.matches) return; // a small screen has a page of its own for it
  event.preventDefault();
  open(panel.hidden);
  remembered("formgen-preview", panel.hidden ? "closed" : "open");
});
panel.querySelector("[data-close]")?.addEventListener("click", () => {
  toggle.click();
  toggle.focus();
});
for (const button of panel.querySelectorAll("[data-size]")) {
  button.addEventListener("click", () => {
    larger = Math.min(2.5, Math.max(0.6, larger * (button.dataset.size === "+" ? 1.25 : 0.8)));
    remembered("formgen-preview-size", larger);
    fit();
  });
}
page?.addEventListener("input", () => refreshSoon());
page?.addEventListener("change", () => refreshSoon(50));
select?.addEventListener("change", () => {
  remembered("formgen-preview-document", select.value);
  refreshSoon(0);
});
wide.addEventListener("change", () => { tellToggle(); refreshSoon(0); });
const before = remembered("formgen-preview-document");
if (select && before && select.querySelector(`[value="${CSS.escape(before)}"]`)) select.value = before;
if (toggle && remembered("formgen-preview") === "closed") panel.hidden = true;
tellToggle();
// First the page itself, then what stands beside it.
if (document.readyState === "complete") refreshSoon(0);
else addEventListener("load", () => refreshSoon(0));
