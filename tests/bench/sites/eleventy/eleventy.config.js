import { feedPlugin } from "@11ty/eleventy-plugin-rss";

export default function (config) {
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addPlugin(feedPlugin, {
    collection: { name: "posts", limit: 10 },
    metadata: { title: "브리핑", language: "ko", base: "https://example.org/", author: { name: "편집부" } },
  });
  // The articles hold no templates: they need not be looked through for them.
  return { dir: { input: "src" }, markdownTemplateEngine: false };
}
