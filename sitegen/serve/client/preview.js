// Follows the site while it is edited: the open page becomes what it is now, without a reload, and says what changed.
"use strict";
(() => {
  const own = document.currentScript.dataset;
  const { events, token, address } = own;
  let { page, styles } = own;
  let source = null;
  let retry = 0;
  let told = null; // the last message
  let asked = 0; // counts what was fetched, so that an older answer never follows a newer one

  const WORDS = {
    ko: {
      label: "미리보기", built: (s) => `${s}초`, building: "다시 만드는 중", now: "최신",
      changes: "방금 저장으로 바뀐 사실", none: "바뀐 사실 없음", harms: "공개 전에 볼 것",
      no_harm: "공개 전에 볼 것 없음", desk: "사실 고치기", gained: "추가", lost: "사라짐", changed: "바뀜",
      new_article: "새 기사", gone_article: "빠진 기사", more: (n) => `외 ${n}건`, here: "이 화면",
      opened: "편집기에서 열었습니다", not_opened: "편집기를 열지 못했습니다", lost_server: "미리보기 서버가 멈췄습니다",
      counts: (a, f) => `기사 ${a}건 · 사실 ${f}건`,
      conflict: "엇갈린 수치", vanished: "자리를 잃은 교정", roles: "소속이 둘인 이름", passed: "날짜가 지난 예정",
      speaker: "말한 사람을 모르는 인용", anchor: "기준일이 없는 날짜",
      kinds: { event: "사건", amount: "수치", person: "인물", org: "기관", quote: "인용", alias: "약칭", term: "용어", time: "시각" },
    },
    en: {
      label: "Preview", built: (s) => `${s} s`, building: "building", now: "up to date",
      changes: "What the last save changed", none: "No fact changed", harms: "To look at before publishing",
      no_harm: "Nothing to look at before publishing", desk: "Correct facts", gained: "gained", lost: "lost",
      changed: "changed", new_article: "new article", gone_article: "article gone", more: (n) => `${n} more`,
      here: "this page", opened: "opened in the editor", not_opened: "the editor could not be opened",
      lost_server: "the preview has stopped", counts: (a, f) => `${a} articles · ${f} facts`,
      conflict: "figures at odds", vanished: "correction without its words", roles: "name with two posts",
      passed: "plan whose day has passed", speaker: "quotation without speaker", anchor: "date without anchor",
      kinds: { event: "event", amount: "figure", person: "person", org: "organisation", quote: "quotation", alias: "short name", term: "term", time: "time" },
    },
  };
  const w = WORDS[document.documentElement.lang] ?? WORDS.ko;

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // A mark in these words that turns the direction turns nothing beside them.
  const apart = (words) => element("bdi", { textContent: words });

  // ---- what is wrong

  const showFault = (fault) => {
    let box = document.getElementById("sitegen-fault");
    if (!fault) {
      box?.remove();
      return;
    }
    if (!box) {
      box = element("div", { id: "sitegen-fault" }, element("pre"));
      box.setAttribute("role", "alert");
      document.body.append(box);
    }
    if (box.firstChild.textContent !== fault) box.firstChild.textContent = fault;
  };

  // ---- the page as it is now

  const isOurs = (node) => node.nodeType === 1 && (node.id === "sitegen-bar" || node.id === "sitegen-fault" ||
    node.matches?.("script[src^='/__sitegen/'], link[href^='/__sitegen/']"));

  const factsOf = () => {
    const found = new Map();
    for (const one of document.querySelectorAll("[data-fact]")) {
      found.set(one.dataset.fact, `${found.get(one.dataset.fact) ?? ""}\n${one.textContent.trim()}`);
    }
    return found;
  };

  const flash = (before) => {
    const after = factsOf();
    for (const one of document.querySelectorAll("[data-fact]")) {
      if (before.get(one.dataset.fact) === after.get(one.dataset.fact)) continue;
      one.classList.add("sitegen-changed");
      setTimeout(() => {
        one.classList.remove("sitegen-changed");
        if (!one.classList.length) one.removeAttribute("class");
      }, 2500);
    }
  };

  const become = (text) => {
    const next = new DOMParser().parseFromString(text, "text/html");
    const script = next.querySelector("script[data-page]");
    const before = factsOf();
    document.title = next.title;
    for (const { name, value } of next.documentElement.attributes) document.documentElement.setAttribute(name, value);
    for (const one of [...next.body.children]) if (isOurs(one)) one.remove();
    Idiomorph.morph(document.body, next.body, {
      morphStyle: "outerHTML",
      ignoreActiveValue: true,
      restoreFocus: true,
      callbacks: {
        beforeNodeRemoved: (node) => !isOurs(node),
        beforeNodeMorphed: (node) => !isOurs(node),
        // What the reader has opened stays open.
        beforeAttributeUpdated: (name, node) => !(name === "open" && node.localName === "details") && name !== "data-sitegen-lit",
      },
    });
    if (script) page = script.dataset.page;
    flash(before);
    mark();
  };

  const follow = async () => {
    const number = ++asked;
    try {
      const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
      const text = await answer.text();
      if (number === asked) become(text);
    } catch {
      // The server is gone or busy: the channel tells when it is back.
    }
  };

  const swapStyles = (digest) => {
    styles = digest;
    for (const old of document.querySelectorAll("link[rel='stylesheet']:not([href^='/__sitegen/'])")) {
      const at = new URL(old.href);
      if (at.origin !== location.origin) continue;
      at.searchParams.set("v", digest);
      const fresh = old.cloneNode();
      fresh.href = at.href;
      // The old one goes when the new one is there: the page is never bare.
      fresh.onload = fresh.onerror = () => old.remove();
      old.after(fresh);
    }
  };

  // ---- the bar

  const link = (harm) => {
    const words = `${w[harm.kind] ?? harm.kind}: ${harm.words}`;
    const line = harm.url ? element("a", { href: `/${harm.url.replace(/index\.html/, "")}`, textContent: words }) : element("span", { textContent: words });
    const item = element("li", {}, line);
    if (harm.here) item.append(element("span", { className: "sitegen-tag", textContent: w.here }));
    return item;
  };

  const change = (one) => {
    const head = one.way === "gained" ? `${w.new_article}: ${one.title}` : one.way === "lost" ? `${w.gone_article}: ${one.title}` : one.title;
    const title = one.way === "lost" ? element("span", { textContent: head }) : element("a", { href: `/${one.url.replace(/index\.html/, "")}`, textContent: head });
    const lines = element("ul");
    for (const fact of one.facts) {
      const values = fact.values.flatMap(([key, old, now], number) => [number ? ", " : ": ", `${key} `, apart(old || "–"), " → ", apart(now || "–")]);
      const sign = { gained: "+", lost: "−", changed: "~" }[fact.way];
      lines.append(element("li", { className: `sitegen-${fact.way}`, title: w[fact.way] },
        `${sign} ${w.kinds[fact.kind] ?? fact.kind} ‘`, apart(fact.words), "’", ...values));
    }
    const left = one.gained + one.lost + one.changed - one.facts.length;
    if (left > 0 && !one.way) lines.append(element("li", {}, w.more(left)));
    return element("li", {}, title, lines);
  };

  const showBar = (message) => {
    const { notes } = message;
    let bar = document.getElementById("sitegen-bar");
    if (!bar) {
      bar = element("aside", { id: "sitegen-bar" }, element("details", {}, element("summary"), element("div")));
      bar.setAttribute("aria-label", w.label);
      document.body.append(bar);
    }
    const [summary, body] = bar.firstChild.children;
    const sum = (name) => notes.changes.reduce((total, one) => total + one[name], 0);
    const facts = notes.changes.length ? `+${sum("gained")} −${sum("lost")} ~${sum("changed")}` : w.none;
    const state = message.building ? w.building : w.built(notes.seconds);
    summary.replaceChildren(
      element("strong", { textContent: w.label }), ` ${state} · ${facts}`,
      notes.all_harms ? element("span", { className: "sitegen-harms", textContent: `${w.harms} ${notes.all_harms}` }) : "",
    );
    bar.classList.toggle("sitegen-busy", message.building);
    const changes = element("ul", {}, ...notes.changes.map(change));
    const harms = element("ul", {}, ...notes.harms.map(link));
    if (notes.all_harms > notes.harms.length) harms.append(element("li", {}, w.more(notes.all_harms - notes.harms.length)));
    body.replaceChildren(
      element("p", { textContent: w.counts(notes.articles, notes.facts) }),
      ...(notes.desk ? [element("p", {}, element("a", { href: `/__desk/${encodeURIComponent(notes.desk)}`, textContent: w.desk }))] : []),
      element("h2", { textContent: notes.changes.length ? w.changes : w.none }), changes,
      element("h2", { textContent: notes.all_harms ? w.harms : w.no_harm }), harms,
    );
  };

  const decoded = (words) => {
    try {
      return decodeURIComponent(words);
    } catch {
      return words;
    }
  };

  // Links to what is not public yet say so.
  const mark = () => {
    const withheld = told?.notes.withheld ?? {};
    for (const old of document.querySelectorAll(".sitegen-withheld")) old.classList.remove("sitegen-withheld");
    for (const one of document.querySelectorAll("main a[href]")) {
      // Other sites have addresses that cannot be read, or are none.
      if (one.origin !== location.origin) continue;
      const at = decoded(one.pathname.slice(1));
      const label = withheld[at] ?? withheld[`${at}index.html`];
      if (label && one.pathname !== location.pathname) {
        one.classList.add("sitegen-withheld");
        one.title = label;
      }
    }
  };

  // ---- a fact and its evidence: one click lights the words, the next opens the seed there

  let lit = "";
  const say = (words) => {
    const box = document.getElementById("sitegen-said") ?? element("p", { id: "sitegen-said" });
    box.setAttribute("role", "status");
    box.textContent = words;
    document.getElementById("sitegen-bar")?.append(box);
    setTimeout(() => box.remove(), 4000);
  };

  const openSeed = async (article, fact) => {
    const answer = await fetch("/__desk/open", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Sitegen-Token": token },
      body: JSON.stringify({ article, fact }),
    }).catch(() => null);
    const result = await answer?.json().catch(() => ({}));
    say(answer?.ok ? `${w.opened}: ${result.place}` : `${w.not_opened}${result?.message ? `: ${result.message}` : ""}`);
  };

  const light = (fact) => {
    for (const old of document.querySelectorAll("[data-sitegen-lit]")) old.removeAttribute("data-sitegen-lit");
    const home = document.querySelector(`[data-fact="${CSS.escape(fact)}"]`);
    const evidence = home?.querySelector("a.ev[href*='#']") ?? null;
    const anchor = evidence && new URL(evidence.href).pathname === location.pathname ? decodeURIComponent(new URL(evidence.href).hash.slice(1)) : `f-${fact}`;
    const words = document.getElementById(anchor) ?? document.getElementById(`f-${fact}`);
    lit = fact;
    home?.setAttribute("data-sitegen-lit", "");
    words?.setAttribute("data-sitegen-lit", "");
    words?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  };

  document.addEventListener("click", (event) => {
    const article = told?.notes.desk;
    if (!article || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("#sitegen-bar, #sitegen-fault")) return;
    const evidence = event.target.closest("mark[id^='f-'], [id^='f-']");
    const fact = event.target.closest("[data-fact]")?.dataset.fact ?? evidence?.id.slice(2);
    const anchor = event.target.closest("a[href]");
    if (!fact || (anchor && anchor.pathname !== location.pathname)) return;
    if (getSelection()?.toString()) return;
    if (lit === fact) {
      event.preventDefault();
      openSeed(article, fact);
    } else {
      light(fact);
    }
  });

  // ---- the channel

  const hear = (message) => {
    const known = told;
    told = message;
    showFault(message.fault);
    if (message.version || message.fault) showBar(message);
    mark();
    if (message.opened && known && message.opened !== known.opened) {
      location.assign(`/${message.opened.replace(/index\.html$/, "")}`);
      return;
    }
    if (message.styles !== styles) swapStyles(message.styles);
    if (message.page !== page) {
      page = message.page;
      follow();
    }
  };

  const close = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };

  const open = () => {
    close();
    source = new EventSource(`${events}?page=${encodeURIComponent(`/${address}`)}`);
    source.onmessage = (message) => hear(JSON.parse(message.data));
    // A browser connects again by itself, but not after a refusal (too many tabs).
    source.onerror = () => {
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, 3000);
    };
  };

  // Browsers allow six connections a host: only the page that is looked at holds one.
  const listen = () => (document.visibilityState === "visible" ? open() : close());
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => event.persisted && listen());
  listen();
})();
