import rss from "@astrojs/rss";
import { day, posts } from "../posts.js";

export async function GET(context) {
  const newest = (await posts()).slice(0, 10);
  const items = newest.map((post) => ({ title: post.data.title, link: `/posts/${post.id}/`, pubDate: new Date(day(post)) }));
  return rss({ title: "브리핑", description: "브리핑", site: context.site, items });
}
