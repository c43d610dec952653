// Writes `templates/assets/search.js`: `node sitegen/render/client/bundle.mjs [--check] [MODULES]`, where MODULES is a folder of npm
// packages that has the versions named here; with --check it writes nothing, and fails where the file is another.
// Of MiniSearch's classes the methods that only build an index are left out.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [folder] = process.argv.slice(2).filter((one) => one !== "--check");
const modules = resolve(folder ?? join(here, "../../../.tools/node_modules"));
const wanted = { minisearch: "7.2.0", esbuild: "0.27.3", acorn: "8.19.0" };
const require = createRequire(join(modules, "bundle.cjs"));
const manifest = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
for (const [name, version] of Object.entries(wanted)) {
  if (manifest(name).version !== version) throw new Error(`${name} is ${manifest(name).version}, not ${version}`);
}
const esbuild = require("esbuild");
const acorn = require("acorn");

const UNUSED = new Set(
  ("add addAll addAllAsync remove removeAll discard maybeAutoVacuum discardAll replace vacuum conditionalVacuum " +
    "performVacuuming vacuumConditionsMet isVacuuming dirtCount dirtFactor has getStoredFields autoSuggest documentCount " +
    "termCount loadJSON loadJSONAsync loadJSAsync toJSON addTerm removeTerm warnDocumentChanged addDocumentId " +
    "addFieldLength removeFieldLength saveStoredFields clear size update fetch values fromObject getDefault").split(" "),
);

/** The class methods of *code* that nothing here calls, cut out. */
function shaken(code) {
  const cuts = [];
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node?.type !== "string") return;
    if (node.type === "MethodDefinition" && UNUSED.has(node.key.name)) cuts.push(node);
    else Object.values(node).forEach(visit);
  };
  visit(acorn.parse(code, { ecmaVersion: 2022, sourceType: "module" }));
  return cuts.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), code);
}

const compiled = esbuild.buildSync({
  entryPoints: [join(modules, "minisearch/src/MiniSearch.ts")], bundle: true, format: "esm", target: "es2022", write: false,
});
const minisearch = {
  name: "minisearch",
  setup(build) {
    build.onResolve({ filter: /^minisearch$/ }, () => ({ path: "minisearch", namespace: "shaken" }));
    build.onLoad({ filter: /.*/, namespace: "shaken" }, () => ({ contents: shaken(compiled.outputFiles[0].text) }));
  },
};
const { outputFiles } = await esbuild.build({
  entryPoints: [join(here, "page.js")], bundle: true, format: "iife", minify: true, mangleProps: /^_/, target: "es2022",
  charset: "utf8", legalComments: "none", plugins: [minisearch], write: false,
});
const banner = `/*! Made by "node sitegen/render/client/bundle.mjs" of engine.js and page.js beside it and MiniSearch ${wanted.minisearch} without the
methods that build an index (https://github.com/lucaong/minisearch, MIT, Copyright 2022 Luca Ongaro: minisearch.LICENSE). */
`;
const made = banner + outputFiles[0].text;
const place = join(here, "../../../templates/assets/search.js");
if (process.argv.includes("--check")) process.exit(readFileSync(place, "utf8") === made ? 0 : 1);
writeFileSync(place, made);
