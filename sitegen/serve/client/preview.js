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
      changes: "이번 저장으로 바뀐 사실", none: "바뀐 사실 없음", harms: "공개 전 확인할 것",
      no_harm: "공개 전 확인할 것 없음", desk: "사실 고치기", gained: "추가", lost: "사라짐", changed: "바뀜",
      new_article: "새 기사", gone_article: "빠진 기사", more: (n) => `외 ${n}건`, here: "이 화면",
      opened: "편집기에서 열었습니다", not_opened: "편집기를 열지 못했습니다", lost_server: "서버에 연결할 수 없음",
      counts: (a, f, h) => `기사 ${a}건 · 사실 ${f}건${h ? ` · 공개 전 기사 ${h}건` : ""}`,
      conflict: "서로 엇갈리는 사실", vanished: "원문에서 자리를 잃은 수정", roles: "소속이 엇갈리는 인물", passed: "날짜가 지난 예정",
      speaker: "말한 이를 알 수 없는 인용", anchor: "기준일이 없는 날짜",
      kinds: { event: "사건", amount: "수치", person: "인물", org: "기관", quote: "인용", alias: "약칭", term: "용어", time: "일시" },
      keys: {
        words: "표현", value: "일시", when: "언제", who: "누가", place: "어디서", status: "상태", basis: "누구의 말인지", source: "출처",
        headline: "내용", low: "최소", high: "최대", figure: "값", unit: "단위", of: "무엇의 수치", approx: "어림", name: "이름",
        title: "직함", org: "소속", speaker: "말한 이", utterance: "발언", direct: "직접 인용", full: "본말", short: "약칭",
        term: "용어", gloss: "뜻풀이",
      },
      said: {
        happened: "일어난 일", ongoing: "진행 중", planned: "예정", pursued: "추진", considered: "검토", expected: "전망",
        estimated: "추정", alleged: "주장", denied: "부인", dropped: "무산·연기", stated: "설명", writer: "기자 서술",
        announced: "발표", said: "발언", claimed: "주장", media: "보도", unnamed: "익명", analysis: "분석", True: "예", False: "아니요",
      },
    },
    en: {
      label: "Preview", built: (s) => `${s} s`, building: "building", now: "up to date",
      changes: "What the last save changed", none: "No fact changed", harms: "To look at before publishing",
      no_harm: "Nothing to look at before publishing", desk: "Correct facts", gained: "gained", lost: "lost",
      changed: "changed", new_article: "new article", gone_article: "article gone", more: (n) => `${n} more`,
      here: "this page", opened: "opened in the editor", not_opened: "the editor could not be opened",
      lost_server: "the preview has stopped", counts: (a, f, h) => `${a} articles · ${f} facts${h ? ` · ${h} not public yet` : ""}`,
      conflict: "reports at odds", vanished: "correction without its words", roles: "name with two posts",
      passed: "plan whose day has passed", speaker: "quotation without speaker", anchor: "date without anchor",
      kinds: { event: "event", amount: "figure", person: "person", org: "organisation", quote: "quotation", alias: "short name", term: "term", time: "time" },
      keys: { low: "least", high: "most", figure: "value", speaker: "said by", approx: "about" },
      said: { True: "yes", False: "no" },
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
    watched.observe(box);
  };
  // The bar stands above the fault, whatever its height.
  const watched = new ResizeObserver(([{ target }]) => {
    document.documentElement.style.setProperty("--sitegen-fault", target.isConnected ? `${target.offsetHeight}px` : "0px");
  });

  // That an article is not public is no part of its page, and may change while the page stays as it is.
  const showWatermark = (words) => {
    const old = document.getElementById("sitegen-watermark");
    if (!words) {
      old?.remove();
      return;
    }
    const box = old ?? element("div", { id: "sitegen-watermark" });
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", words);
    if (box.textContent !== words) box.textContent = words;
    if (!old) document.body.append(box);
  };

  // ---- the page as it is now

  const isOurs = (node) => node.nodeType === 1 && (["sitegen-bar", "sitegen-fault", "sitegen-watermark"].includes(node.id) ||
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
        // What a script of the page's own shows stays, too: the search, with what is typed and found.
        beforeNodeMorphed: (node) => !isOurs(node) && node.dataset?.live === undefined,
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

  // The two ends of a figure are one value where they are the same; words that differ say it better than both.
  const valuesOf = (fact) => {
    const found = new Map(fact.values.map(([key, old, now]) => [key, [key, old, now]]));
    const [low, high] = [found.get("low"), found.get("high")];
    if (low && high && found.has("words")) {
      found.delete("low");
      found.delete("high");
    } else if (low && high && low[1] === high[1] && low[2] === high[2]) {
      found.set("low", ["figure", low[1], low[2]]);
      found.delete("high");
    }
    return [...found.values()];
  };
  const said = (key, value) => {
    if (!value) return "–";
    if (["low", "high", "figure"].includes(key)) return value.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ",");
    return w.said[value] ?? (key === "who" ? value.replaceAll("|", ", ") : value);
  };

  const change = (one) => {
    const head = one.way === "gained" ? `${w.new_article}: ${one.title}` : one.way === "lost" ? `${w.gone_article}: ${one.title}` : one.title;
    const title = one.way === "lost" ? element("span", { textContent: head }) : element("a", { href: `/${one.url.replace(/index\.html/, "")}`, textContent: head });
    const lines = element("ul");
    for (const fact of one.facts) {
      const values = valuesOf(fact).flatMap(([key, old, now], number) => [number ? ", " : ": ", `${w.keys[key] ?? key} `, apart(said(key, old)), " → ", apart(said(key, now))]);
      const sign = { gained: "+", lost: "−", changed: "~" }[fact.way];
      lines.append(element("li", { className: `sitegen-way-${fact.way}`, title: w[fact.way] },
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
      element("p", { textContent: w.counts(notes.articles, notes.facts, Object.keys(notes.withheld).length) }),
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
    showWatermark(message.notes.withheld[address]);
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
      const summary = document.querySelector("#sitegen-bar summary");
      summary?.replaceChildren(element("strong", { textContent: w.label }), " ", element("span", { className: "sitegen-harms", textContent: w.lost_server }));
    };
  };

  // Browsers allow six connections a host: only the page that is looked at holds one.
  const listen = () => (document.visibilityState === "visible" ? open() : close());
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => event.persisted && listen());
  listen();
})();
