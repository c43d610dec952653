// Runs the site's own search without a page: `node run.mjs OUTPUT < queries.json`, a list of what is typed; writes what
// each finds, and how long it took in milliseconds.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

const output = process.argv[2];
const page = readFileSync(join(output, "search/index.html"), "utf8");
const parts = page.match(/data-parts="([^"]*)"/)[1].split(" ");
const context = vm.createContext({});
const load = (address) => vm.runInContext(readFileSync(join(output, address), "utf8"), context, { filename: address });
const began = performance.now();
load("assets/search.js");
parts.forEach(load);
const loaded = performance.now() - began;
const results = JSON.parse(readFileSync(0, "utf8")).map((typed) => {
  const start = performance.now();
  const { facts, names, articles, others, as, any } = context.sitegenSearch.search(typed);
  const ms = performance.now() - start;
  const lines = facts.map(({ headline, line, url, mark }) => ({ headline, line, url, mark }));
  return { articles: articles.map(({ u }) => u), names: names.map(({ t }) => t), facts: lines, others, as, any, ms };
});
process.stdout.write(JSON.stringify({ loaded, results }));
