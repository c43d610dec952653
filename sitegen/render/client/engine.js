// Reads a query as Korean is written and finds it in the parts of the index. Knows no page: `page.js` shows what it finds.
import MiniSearch from "minisearch";

const LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
const TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
// The keys of the standard Korean keyboard, and the letters that take two strokes.
const KEYS = { r: "ㄱ", R: "ㄲ", s: "ㄴ", e: "ㄷ", E: "ㄸ", f: "ㄹ", a: "ㅁ", q: "ㅂ", Q: "ㅃ", t: "ㅅ", T: "ㅆ", d: "ㅇ", w: "ㅈ", W: "ㅉ",
  c: "ㅊ", z: "ㅋ", x: "ㅌ", v: "ㅍ", g: "ㅎ", k: "ㅏ", o: "ㅐ", i: "ㅑ", O: "ㅒ", j: "ㅓ", p: "ㅔ", u: "ㅕ", P: "ㅖ", h: "ㅗ", y: "ㅛ",
  n: "ㅜ", b: "ㅠ", m: "ㅡ", l: "ㅣ" };
const PAIRS = { ㅗㅏ: "ㅘ", ㅗㅐ: "ㅙ", ㅗㅣ: "ㅚ", ㅜㅓ: "ㅝ", ㅜㅔ: "ㅞ", ㅜㅣ: "ㅟ", ㅡㅣ: "ㅢ", ㄱㅅ: "ㄳ", ㄴㅈ: "ㄵ", ㄴㅎ: "ㄶ", ㄹㄱ: "ㄺ",
  ㄹㅁ: "ㄻ", ㄹㅂ: "ㄼ", ㄹㅅ: "ㄽ", ㄹㅌ: "ㄾ", ㄹㅍ: "ㄿ", ㄹㅎ: "ㅀ", ㅂㅅ: "ㅄ" };
const JOSA = ("은 는 이 가 을 를 의 에 에서 에게 께 께서 한테 와 과 랑 이랑 로 으로 도 만 까지 부터 보다 처럼 마다 조차 마저 밖에 나 이나 든 " +
  "라 이라 란 이란 며 이며 고 이고 다 이다 였다 이었다 인 들 서 로서 으로서 로써 으로써 라는 이라는 라고 이라고 씩 쯤").split(" ");
const ONE = /^.[은는이가을를의에와과로도만]$/;
const OF_NOUN = /^(.{2,}?)(?:하|했|한|할|함|합|해|되|됐|된|될|됨|돼|시키|시켰|시킨|시킬|시켜).*$/;
const ENDING = /^(?:[는은을고며면지기자다던겠게려느나니아어았었습]|도록)/;
const CONTRACTED = { ㅕ: "ㅣ", ㅝ: "ㅜ", ㅘ: "ㅗ", ㅙ: "ㅚ" };
const WORD = /\d+(?:\.\d+)?[\p{L}\p{N}%]*|[\p{L}\p{N}]+/gu;

const LONGEST = 100; // letters of a query, as in the field

const parts = [];
const known = new Set();
const written = new Map(); // 올랐다 to 오르다
const formsOf = new Map(); // 오르다 to 올랐다 and the like
let grams = new Map(); // what `starting` has found since the last part came

/** Takes a part of the index, and the ways in which words are written that do not show what they are. */
export function add(index, surfaces) {
  parts.push(MiniSearch.loadJS(index, { fields: ["title", "text"], tokenize: (text) => [text], processTerm: (term) => term }));
  for (const [term] of index.index) known.add(term);
  for (const [surface, lemma] of Object.entries(surfaces)) {
    written.set(surface, lemma);
    formsOf.set(lemma, [...(formsOf.get(lemma) ?? []), surface]);
  }
  grams = new Map();
}

// -- Hangul --
const isHangul = (sign) => sign >= "가" && sign <= "힣";
const isJamo = (sign) => sign >= "ㄱ" && sign <= "ㅣ";
/** Lead, vowel and tail of a syllable, by their numbers. */
function taken(syllable) {
  const code = syllable.charCodeAt(0) - 0xac00;
  return [Math.floor(code / 588), Math.floor((code % 588) / 28), code % 28];
}
const made = (lead, vowel, tail) => String.fromCharCode(0xac00 + lead * 588 + vowel * 28 + tail);
const initials = (word) => [...word].map((sign) => (isHangul(sign) ? LEADS[taken(sign)[0]] : sign)).join("");

/** What the keys of a Latin word write on a Korean keyboard; "" where that is no Korean. */
function typed(word) {
  const letters = [...word].map((key) => KEYS[key] ?? KEYS[key.toLowerCase()] ?? "");
  if (letters.includes("")) return "";
  let text = "";
  for (let at = 0; at < letters.length; ) {
    const lead = LEADS.indexOf(letters[at]);
    let vowel = VOWELS.indexOf(letters[at + 1] ?? "-");
    if (lead < 0 || vowel < 0) {
      text += letters[at++];
      continue;
    }
    at += 2;
    const both = PAIRS[VOWELS[vowel] + letters[at]];
    if (both) (vowel = VOWELS.indexOf(both)), at++;
    const isTail = (place) => TAILS.indexOf(letters[place] ?? "-") > 0 && !VOWELS.includes(letters[place + 1] ?? "-");
    let tail = 0;
    if (isTail(at)) {
      tail = TAILS.indexOf(letters[at++]);
      const pair = PAIRS[TAILS[tail] + letters[at]];
      if (pair && isTail(at)) (tail = TAILS.indexOf(pair)), at++;
    }
    text += made(lead, vowel, tail);
  }
  return text;
}

/** The keys that write a Korean word, for one that was meant to be Latin: ㅏㅅ is kt. */
function keys(word) {
  const single = Object.fromEntries(Object.entries(KEYS).reverse().map(([key, letter]) => [letter, key.toLowerCase()]));
  const double = Object.fromEntries(Object.entries(PAIRS).map(([two, one]) => [one, [...two]]));
  const letters = [...word].flatMap((sign) => {
    if (!isHangul(sign)) return sign;
    const [lead, vowel, tail] = taken(sign);
    return [LEADS[lead], VOWELS[vowel], TAILS[tail]];
  });
  return letters.flatMap((letter) => double[letter] ?? letter).map((letter) => single[letter] ?? letter).join("").trim();
}

// -- Words --
/** The terms that begin with *word*. */
function starting(word) {
  if (!grams.has(word)) grams.set(word, [...known].filter((term) => term.startsWith(word)));
  return grams.get(word);
}

/** *word* and the compounds that begin with it: what follows is a word too, or one syllable. 인도 is not in 인도네시아. */
function compounds(word) {
  if (word.length < 2) return known.has(word) ? [word] : [];
  const isWhole = (rest) => rest.length < 2 || known.has(rest);
  return starting(word).filter((term) => isWhole(term.slice(word.length)));
}

/** *word* without its particles, the least taken away first. */
function bases(word) {
  const found = new Set([word]); // each once: 에서에서에서 can be taken apart in many ways
  for (const one of found) {
    for (const josa of JOSA) {
      const base = one.slice(0, -josa.length);
      if (one.endsWith(josa) && (base.length > 1 || (one === word && ONE.test(word)))) found.add(base);
    }
  }
  found.delete(word);
  return [...found].sort((a, b) => b.length - a.length);
}

/** The dictionary forms that *word* may be a form of: 밝힌 is of 밝히다. */
function lemmas(word) {
  const found = written.has(word) ? [written.get(word)] : [];
  for (let end = word.length; end > 0 && !found.length; end--) {
    const head = word.slice(0, end - 1);
    const last = word[end - 1];
    if (!isHangul(last)) break;
    const [lead, vowel, tail] = taken(last);
    const open = VOWELS.indexOf(CONTRACTED[VOWELS[vowel]] ?? VOWELS[vowel]);
    const stems = [head + last];
    if (" ㄴㄹㅁㅂㅆ".includes(TAILS[tail])) stems.push(head + made(lead, vowel, 0), head + made(lead, open, 0));
    found.push(...stems.map((stem) => stem + "다").filter((lemma) => known.has(lemma) && (end > 1 || ENDING.test(word.slice(1)))));
  }
  return [...new Set(found)];
}

/** The terms that begin with *word*, whose last syllable is not finished: 마이크로솦 begins 마이크로소프트. */
function unfinished(word) {
  const head = word.slice(0, -1);
  const last = word[word.length - 1];
  const begins = (start, lead) => starting(start).filter((term) => initials(term[start.length] ?? "") === lead);
  if (isJamo(last)) return head ? begins(head, last) : [];
  if (!isHangul(last)) return [];
  const [lead, vowel, tail] = taken(last);
  if (tail) return head ? begins(head + made(lead, vowel, 0), TAILS[tail]) : [];
  // 호 may become 화: two strokes make one vowel.
  const goesOn = (other) => other === vowel || Object.entries(PAIRS).some(([two, one]) => one === VOWELS[other] && two[0] === VOWELS[vowel]);
  const begun = (sign) => isHangul(sign) && taken(sign)[0] === lead && goesOn(taken(sign)[1]);
  return head ? starting(head).filter((term) => begun(term[head.length] ?? "")) : [];
}

/** The terms that a word of the query means, and as what it was read where it is not that itself. */
function reading(word, isTurned = false) {
  const plain = word.toLowerCase();
  const [base] = bases(plain).filter((one) => known.has(one));
  const noun = plain.match(OF_NOUN)?.[1];
  const turned = isTurned ? "" : /^[a-z]+$/i.test(word) ? typed(word) : isHangul(plain[0]) || isJamo(plain[0]) ? keys(plain) : "";
  const ways = [
    () => [known.has(plain) ? compounds(plain) : [], lemmas(plain).filter((one) => written.get(plain) === one)].flat(),
    () => (base ? compounds(base) : []),
    () => (noun && known.has(noun) ? compounds(noun) : []),
    () => (plain.length > 1 ? starting(plain) : []),
    () => lemmas(plain),
    () => bases(plain).filter((one) => one.length > 1).map(starting).find((some) => some.length) ?? [],
  ];
  for (const way of ways) {
    const terms = way();
    if (terms.length) return { word, terms };
  }
  const half = unfinished(plain);
  if (half.length) return { word, terms: half, as: shortest(half) };
  if (turned && !/[ㄱ-ㅣ]/.test(turned) && turned !== plain) {
    const other = reading(turned, true);
    if (other.terms.length) return { word, terms: other.terms, as: other.as ?? turned };
  }
  const inside = plain.length > 1 ? [...known].filter((term) => term.includes(plain)) : [];
  return { word, terms: inside };
}

const shortest = (terms) => terms.reduce((best, term) => (term.length < best.length ? term : best));

/** The words of a query. Two that the index has as one are one: 데이터 센터 is 데이터센터. */
function words(query) {
  const text = query.slice(0, LONGEST).normalize("NFC").replace(/(\d),(?=\d{3})/g, "$1");
  const found = text.match(WORD) ?? [];
  const joined = [];
  for (const word of found) {
    const before = joined[joined.length - 1];
    const both = before ? (before + word).toLowerCase() : "";
    const isOne = both && [both, ...bases(both)].some((one) => one.length > before.length && known.has(one));
    if (isOne) joined[joined.length - 1] = before + word;
    else joined.push(word);
  }
  return joined;
}

// -- Lines --
/** Whether *term* stands in *text*, letters of one 어절, from the start of a word in it. */
function stands(term, text) {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const start = text.slice(0, at).search(/[\p{L}\p{N}]*$/u);
    if (start === at || known.has(text.slice(start, at + term.length))) return true;
  }
  if (!term.endsWith("다")) return false;
  const run = text.match(/[\p{L}\p{N}]+/u)?.[0] ?? "";
  const stem = term.slice(0, -1);
  return written.get(run) === term || (run.startsWith(stem) && (stem.length > 1 || ENDING.test(run.slice(1))));
}

/** What any line holds that one of *terms* may stand in, without its spaces: most lines need no closer look. */
function sieve(terms) {
  const forms = terms.flatMap((term) => (term.endsWith("다") ? [term, term.slice(0, -1), ...(formsOf.get(term) ?? [])] : term));
  return new RegExp(forms.map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"));
}

/** The stretches of *line*, whole 어절, in which one of *terms* stands. */
function marks(line, { terms, quick }) {
  if (!quick.test(line.toLowerCase().replace(/[\s,]/g, ""))) return [];
  const found = [];
  let before = null;
  for (const match of line.matchAll(/\S+/g)) {
    const one = { start: match.index, end: match.index + match[0].length, text: match[0].toLowerCase().replace(/(\d),(?=\d{3})/g, "$1") };
    const both = before && before.text + one.text;
    if (terms.some((term) => stands(term, one.text))) found.push([one.start, one.end]);
    else if (both && terms.some((term) => term.length > before.text.length && both.startsWith(term))) found.push([before.start, one.end]);
    before = found.at(-1)?.[1] === one.end ? null : one;
  }
  return found;
}

const inOrder = (places) => places.flat().sort(([a], [b]) => a - b);

/** A fact with its marks, where every one of *readings* stands in its line or in the words that it was read in. */
function fact(article, [headline, when, badges, anchor, place], readings, needed) {
  const line = article.e[place] ?? "";
  const [head, mark] = [headline, line].map((text) => readings.map((one) => marks(text, one)));
  if (readings.filter((_, number) => head[number].length || mark[number].length).length < needed) return null;
  const url = `${article.u}#${anchor}`;
  return { headline, when, badges, url, article, line, isHead: head.some((one) => one.length), mark: inOrder(mark) };
}

// -- Search --
function hits(readings, combineWith) {
  const queries = readings.map(({ terms }) => ({ combineWith: "OR", queries: terms }));
  return parts.flatMap((part) => part.search({ combineWith, queries }, { boost: { title: 3 } }));
}

/** What somebody who typed *query* finds: `facts`, `names`, `articles`, the best first; `as` what it was read as;
    `any` whether only some of its words were found; `others` what else may have been meant. */
export function search(query) {
  const readings = words(query).map((word) => reading(word)).map((one) => ({ ...one, quick: sieve(one.terms) }));
  const found = readings.filter(({ terms }) => terms.length);
  let all = found.length && found.length === readings.length ? hits(found, "AND") : [];
  const any = !all.length && readings.length > 1 && found.length > 0;
  if (any) all = hits(found, "OR");
  all.sort((a, b) => b.score - a.score || (a.i < b.i ? 1 : -1));
  const articles = all.filter(({ k }) => k === "a");
  const needed = any ? 1 : found.length;
  const facts = articles.flatMap((one) => one.f.map((line) => fact(one, line, found, needed)).filter(Boolean));
  // What the line itself says comes first, then the news.
  facts.sort((a, b) => b.isHead - a.isHead || (a.article.i < b.article.i) - (a.article.i > b.article.i));
  const names = all.filter(({ k }) => k !== "a").sort((a, b) => b.score - a.score || (b.c ?? 0) - (a.c ?? 0));
  const as = found.some((one) => one.as) ? readings.map((one) => one.as ?? one.word).join(" ") : "";
  return { facts, names, articles, as, any, others: all.length && !as ? [] : others(query, as) };
}

/** Names and words that may have been meant: by their initials, else by a syllable that is wrong. */
function others(query, as) {
  const word = words(query).join("").toLowerCase();
  if (!word) return [];
  const isInitials = [...word].every((sign) => LEADS.includes(sign));
  const titled = parts.flatMap((part) => part.search(MiniSearch.wildcard)).filter(({ k }) => k !== "a");
  titled.sort((a, b) => (b.c ?? 0) - (a.c ?? 0));
  if (isInitials) {
    const meant = (title) => initials(title.toLowerCase().replace(/\s/g, "")).startsWith(word);
    const named = titled.map(({ t }) => t).filter(meant);
    const terms = word.length > 1 ? [...known].filter((term) => term.length >= word.length && meant(term) && !term.endsWith("다")) : [];
    terms.sort((a, b) => a.length - b.length);
    return distinct([...named, ...terms], 10);
  }
  const near = parts.flatMap((part) => part.search(as ? as.toLowerCase() : word, { fuzzy: 1 }));
  const named = near.filter(({ k }) => k !== "a").map(({ t }) => t);
  return distinct([...named, ...near.flatMap(({ terms }) => terms)].filter((one) => one !== word && one !== as), 6);
}

/** The first *most* of *texts* that do not go on from one before: 마루샘워터고문 says no more than 마루샘워터. */
function distinct(texts, most) {
  const kept = [];
  for (const text of texts) if (!kept.some((one) => text.startsWith(one))) kept.push(text);
  return kept.slice(0, most);
}
