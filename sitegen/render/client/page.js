// The page of the search: reads what is typed, loads the parts of the index, shows what is found. The words that it says
// stand in the page, and what seeds say is put there as text alone.
import { add, search } from "./engine.js";

const FIRST = 20; // lines of a group before the reader asks for more
const AT_ONCE = 40; // parts that a search loads before the reader asks for older ones
const PULSE = 500; // milliseconds after which what has come by then is shown
const PAUSE = 150; // milliseconds without a key

globalThis.sitegenSearch = { add, search };
if (globalThis.document) start(document.getElementById("search"));

function start(root) {
  if (!root) return;
  const said = root.dataset;
  const parts = said.parts.split(" ").map((url) => said.root + url);
  const input = root.querySelector("input");
  const results = root.querySelector("#results");
  const told = root.querySelector("#found");
  let wanted = 1; // parts; the first has the names
  let asked = 0;
  let loaded = 0;
  let failed = false;
  let shown = 0; // when

  root.hidden = false;
  root.querySelector("form").addEventListener("submit", (event) => (event.preventDefault(), now()));
  let timer = 0;
  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(now, event.isComposing ? 2 * PAUSE : PAUSE);
  });
  document.addEventListener("keydown", (event) => {
    const busy = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    if (event.key !== "/" || busy || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable) return;
    event.preventDefault();
    input.focus();
  });
  input.value = queried();
  load();
  show();

  /** The query in the page's address. */
  function queried() {
    const { search: query, hash } = location;
    return new URLSearchParams(query || hash.slice(1)).get("q") ?? "";
  }

  function now() {
    clearTimeout(timer);
    const query = input.value.trim();
    try {
      history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    } catch {
      location.replace(`#q=${encodeURIComponent(query)}`); // a page opened from a folder may not change more
    }
    show();
  }

  function load() {
    for (; asked < Math.min(wanted, parts.length); asked++) {
      const script = document.createElement("script");
      script.src = parts[asked];
      script.onload = script.onerror = (event) => {
        loaded++;
        failed ||= event.type === "error";
        // Nobody loses the line that they stand on for some that come later.
        const isTime = performance.now() - shown > PULSE && !results.contains(document.activeElement);
        if (loaded === asked || isTime) show();
      };
      document.head.append(script);
    }
  }

  function show() {
    const query = input.value.trim();
    root.classList.toggle("asked", !!query);
    results.replaceChildren();
    told.textContent = "";
    if (!query) return;
    wanted = Math.max(wanted, AT_ONCE);
    load();
    const found = search(query);
    shown = performance.now();
    if (loaded < asked) {
      told.textContent = said.loading;
      if (found.any || found.as || !found.articles.length) return; // what is still to come may have the words themselves
    } else {
      tell(query, found);
      if (found.others.length) results.append(group(said.else, found.others, other, "chips"));
    }
    if (found.names.length) results.append(group(said.names, found.names, name));
    if (found.facts.length) results.append(group(said.facts, found.facts, fact));
    if (found.articles.length) results.append(group(said.articles, found.articles, article));
    if (asked < parts.length) results.append(button(said.older, () => ((wanted = asked + AT_ONCE), load(), show())));
  }

  /** Says what was found, and how it was read. */
  function tell(query, found) {
    const count = found.facts.length + found.names.length + found.articles.length;
    const sums = { query, facts: found.facts.length, names: found.names.length, articles: found.articles.length };
    told.textContent = [
      count ? filled(said.found, sums) : filled(said.none, { query }),
      count && found.as ? filled(said.read, { words: found.as }) : "",
      count && found.any ? said.any : "",
      failed ? said.failed : "",
    ].join(" ").trim();
  }

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  function make(tag, attributes, ...children) {
    const node = Object.assign(document.createElement(tag), attributes);
    node.append(...children.filter((child) => child !== ""));
    return node;
  }
  const link = (url, ...text) => make("a", { href: said.root + url }, ...text);
  const button = (text, onclick) => make("button", { type: "button", onclick }, text);

  /** *title* and the first of *lines*, with a button for the rest, which are reached at once when they have come. */
  function group(title, lines, line, className = "list") {
    const list = make("ul", { className }, ...lines.slice(0, FIRST).map(line));
    const section = make("section", {}, make("h2", {}, title), list);
    const rest = lines.length - FIRST;
    if (rest > 0) {
      const more = button(filled(said.more, { count: rest }), () => {
        more.remove();
        list.append(...lines.slice(FIRST).map(line));
        list.children[FIRST].querySelector("a, button").focus();
      });
      section.append(more);
    }
    return section;
  }

  const other = (text) => make("li", {}, button(text, () => ((input.value = text), now(), input.focus())));

  const name = ({ t, u, r, o }) => make("li", {}, link(u, t), make("p", { className: "meta" }, ...[r, (o ?? []).join(", ")].filter(Boolean).map(span)));

  const article = ({ t, u, s, d }) => make("li", {}, link(u, t), make("p", { className: "meta" }, ...[s, d].filter(Boolean).map(span)));

  function fact({ headline, when, badges, url, article: home, line, mark }) {
    const meta = badges.map(([word, look]) => make("span", { className: `b ${look}` }, word));
    const origin = [`${said.evidence}:`, home.s || home.t, home.d].filter(Boolean).join(" ");
    return make(
      "li",
      {},
      make("p", { className: "hd" }, link(url, headline)),
      line ? make("p", {}, ...marked(line, mark)) : "",
      make("p", { className: "meta" }, ...meta, ...[when, origin].filter(Boolean).map(span)),
    );
  }
  const span = (text) => make("span", {}, text);

  /** *line* as text with its *places* marked. */
  function marked(line, places) {
    const pieces = [];
    let at = 0;
    for (const [from, to] of places) {
      if (from < at) continue;
      pieces.push(line.slice(at, from), make("mark", {}, line.slice(from, to)));
      at = to;
    }
    return [...pieces, line.slice(at)];
  }
}
