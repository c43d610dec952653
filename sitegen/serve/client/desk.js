// The desk: hovering a fact lights its words and the other way round; keys accept, hide and fix.
"use strict";
(() => {
  const { token, article, url } = document.currentScript.dataset;
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const items = () => $$("#facts > li");
  let current = "";
  let wanted = ""; // the fact to stand at when the list has been made anew

  const say = (words, bad = false) => {
    const box = $("#said");
    box.textContent = words;
    box.classList.toggle("bad", bad);
  };

  // ---- light

  const light = (ids) => {
    for (const one of $$(".lit")) one.classList.remove("lit");
    for (const id of ids) {
      $(`#fact-${CSS.escape(id)}`)?.classList.add("lit");
      for (const piece of $$(`[data-facts~="${CSS.escape(id)}"]`)) piece.classList.add("lit");
    }
  };
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const show = (element) => element?.scrollIntoView({ block: "nearest", behavior: calm });

  const choose = (item, { focus = true, text = true } = {}) => {
    if (!item) return;
    for (const one of items()) one.removeAttribute("aria-current");
    item.setAttribute("aria-current", "true");
    for (const one of items()) $(".fact", one).tabIndex = one === item ? 0 : -1;
    current = item.dataset.id;
    light([current]);
    if (focus) $(".fact", item).focus({ preventScroll: true });
    show(item);
    if (text) show($(`[data-facts~="${CSS.escape(current)}"]`));
  };
  const chosen = () => items().find((one) => one.dataset.id === current) ?? items()[0];
  const step = (by) => {
    const all = items();
    const at = all.findIndex((one) => one.dataset.id === current);
    choose(all[Math.min(all.length - 1, Math.max(0, at + by))]);
  };

  document.addEventListener("pointerover", (event) => {
    const item = event.target.closest("#facts > li");
    const piece = event.target.closest("[data-facts]");
    if (item) light([item.dataset.id]);
    else if (piece) light(piece.dataset.facts.split(" ").slice(-1));
  });

  // ---- what is done

  const ask = async (action, given) => {
    const answer = await fetch(`/__desk/${action}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Sitegen-Token": token },
      body: JSON.stringify({ article, ...given }),
    }).catch(() => null);
    const told = await answer?.json().catch(() => ({}));
    if (!answer?.ok) {
      say(told?.message ?? w.lost, true);
      return null;
    }
    return told;
  };

  const WORDS = {
    ko: {
      accept: "확인했습니다", hide: "숨겼습니다", fix: "고쳤습니다", pin: "맨 앞으로 옮겼습니다", back: "되돌리려면 u",
      undone: "되돌렸습니다", nothing: "되돌릴 내용이 없습니다", same: "바뀐 것이 없습니다", opened: "편집기에서 열었습니다",
      lost: "서버에 연결할 수 없습니다",
    },
    en: {
      accept: "Confirmed", hide: "Hidden", fix: "Corrected", pin: "Put first", back: "u takes it back", undone: "Taken back",
      nothing: "There is nothing to take back", same: "Nothing has changed", opened: "Opened in the editor",
      lost: "The preview has stopped",
    },
  };
  const w = WORDS[document.documentElement.lang] ?? WORDS.ko;

  const act = async (action, item) => {
    if (!item) return;
    const id = item.dataset.id;
    if (action === "fix") return openForm(item);
    if (action === "cancel") return closeForm(item);
    if (action === "open") {
      const told = await ask("open", { fact: id });
      if (told) say(`${w.opened}: ${told.place}`);
      return;
    }
    const all = items();
    const next = all[all.indexOf(item) + 1] ?? all[all.indexOf(item) - 1];
    const told = await ask(action, { fact: id });
    if (!told) return;
    say(`${w[action]}. ${w.back}`);
    wanted = action === "pin" ? id : next?.dataset.id ?? "";
    await renew();
  };

  const undo = async () => {
    const told = await ask("undo", {});
    if (!told) return;
    say(told.undone ? w.undone : w.nothing);
    await renew();
  };

  const openForm = (item) => {
    const form = $("form", item);
    form.hidden = false;
    $("input, select", form)?.focus();
  };
  const closeForm = (item) => {
    const form = $("form", item);
    form.reset();
    form.hidden = true;
    choose(item);
  };

  document.addEventListener("submit", async (event) => {
    event.preventDefault();
    const item = event.target.closest("li");
    const values = {};
    for (const field of event.target.elements) {
      if (!field.name) continue;
      const before = field.localName === "select" ? [...field.options].find((one) => one.defaultSelected)?.value ?? "" : field.defaultValue;
      if (field.value !== before) values[field.name] = field.value;
    }
    // A figure has two ends: whoever writes one means both, unless they differed before.
    for (const [one, other] of [["low", "high"], ["high", "low"]]) {
      if (one in values && !(other in values)) {
        const [ours, theirs] = [event.target.elements[one], event.target.elements[other]];
        values[other] = ours.defaultValue === theirs.defaultValue ? values[one] : theirs.value;
      }
    }
    if (!Object.keys(values).some((name) => name !== "why")) {
      say(w.same);
      closeForm(item);
      return;
    }
    const told = await ask("fix", { fact: item.dataset.id, values });
    if (!told) return;
    say(`${w.fix}. ${w.back}`);
    wanted = item.dataset.id;
    event.target.hidden = true;
    await renew(items().indexOf(item));
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-act]");
    const item = event.target.closest("#facts > li");
    const piece = event.target.closest("[data-facts]");
    if (button) act(button.dataset.act, item);
    else if (piece) choose($(`#fact-${CSS.escape(piece.dataset.facts.split(" ").at(-1))}`), { text: false });
    else if (item && !event.target.closest("form")) choose(item, { focus: false });
  });

  const KEYS = {
    j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
    a: () => act("accept", chosen()), x: () => act("hide", chosen()), f: () => act("fix", chosen()),
    p: () => act("pin", chosen()), o: () => act("open", chosen()), u: undo,
  };
  // The same keys where the keyboard writes Hangul.
  Object.assign(KEYS, { "ㅓ": KEYS.j, "ㅏ": KEYS.k, "ㅁ": KEYS.a, "ㅌ": KEYS.x, "ㄹ": KEYS.f, "ㅔ": KEYS.p, "ㅐ": KEYS.o, "ㅕ": KEYS.u });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const field = event.target.closest("input, select, textarea");
    if (event.key === "Escape") {
      const item = event.target.closest("#facts > li") ?? chosen();
      if (item && !$("form", item).hidden) closeForm(item);
      return;
    }
    if (field || (event.target.closest("#text") && event.key.startsWith("Arrow"))) return;
    const act = KEYS[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  // ---- the list as it is now

  let asked = 0;
  const renew = async (place = -1) => {
    const number = ++asked;
    const answer = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
    const text = answer?.ok ? await answer.text() : "";
    if (!text || number !== asked) return; // a later answer is newer
    const next = new DOMParser().parseFromString(text, "text/html");
    const fields = new Map($$("#facts form:not([hidden])").map((form) => [form.closest("li").id, form]));
    Idiomorph.morph($("main"), $("main", next), {
      ignoreActiveValue: true,
      restoreFocus: true,
      // What is being typed is not taken away.
      callbacks: { beforeNodeMorphed: (node) => ![...fields.values()].includes(node) && node.id !== "said" },
    });
    document.title = next.title;
    const item = items().find((one) => one.dataset.id === (wanted || current)) ?? items()[place];
    // A save of somebody else's moves nobody who types, or has gone to a button or a link.
    const held = document.activeElement;
    const moves = wanted || !held || held === document.body || held.matches(".fact");
    if (item && !held?.closest("form")) choose(item, { text: false, focus: Boolean(moves) });
    wanted = "";
  };

  let source = null;
  let known = null;
  const listen = () => {
    source?.close();
    source = null;
    if (document.visibilityState !== "visible") return;
    source = new EventSource(`/__sitegen/events?page=${encodeURIComponent(`/${url}`)}`);
    source.onmessage = (message) => {
      const told = JSON.parse(message.data);
      // Also at first: what was saved since this page was made.
      if (known !== `${told.page} ${told.version}`) renew();
      known = `${told.page} ${told.version}`;
      if (told.fault) say(told.fault, true);
    };
  };
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", () => source?.close());
  listen();
  choose($(location.hash ? `#fact-${CSS.escape(location.hash.slice(1))}` : "#facts > li"), { focus: true, text: false });
})();
