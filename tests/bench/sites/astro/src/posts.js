import { getCollection } from "astro:content";

/** All articles, the newest first. */
export async function posts() {
  const all = await getCollection("posts");
  return all.sort((one, other) => day(other).localeCompare(day(one)));
}

/** The day of an article: 2024-06-04. */
export function day(post) {
  return new Date(post.data.date).toISOString().slice(0, 10);
}
