import type { Client, Json } from './client';

/** Every row of a view, page by page. */
export async function pages(who: Client, view: string, limit = 100): Promise<Json[]> {
  const all: Json[] = [];
  for (let after: string | null = ''; after !== null;) {
    const cursor: string = after ? `&after=${encodeURIComponent(after)}` : '';
    const page: Json = (await who.get(`/api/v1/requests?view=${view}&limit=${limit}${cursor}`)).is(200);
    if (page.items.length > limit || (page.next !== null && page.items.length < limit))
      throw new Error(`a page of ${limit} holds ${page.items.length}, with next ${page.next}`);
    all.push(...page.items);
    after = page.next;
  }
  return all;
}
