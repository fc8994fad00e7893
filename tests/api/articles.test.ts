// S4: the life of an article, from a draft to what readers see, and back.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client, Json, Reply } from './support/client';
import { people } from './support/people';
import { Server, operator_host } from './support/server';
import { until } from './support/until';

const base = '/api/v1/office/articles';
const article = { title: 'Water the zygomorphic orchid', markdown: 'Once a *week*.' };
let server: Server;
let agent: Client;
let lead: Client;
beforeAll(async () => {
  server = await Server.start();
  agent = await server.as(people.agent);
  lead = await server.as(people.lead);
});
afterAll(() => server?.stop());

const begin = async (lang = 'zh-Hans'): Promise<Json> => (await agent.post(base, { lang, ...article })).is(201);
const seen = (version: number): Record<string, string> => ({ 'If-Match': `"${version}"` });
const move = (who: Client, { id, lang, version }: Json, state: string): Promise<Reply> =>
  who.call('POST', `${base}/${id}/${lang}/state`, { json: { state }, headers: seen(version) });
const save = (who: Client, { id, lang, version }: Json, text: object): Promise<Reply> =>
  who.call('PUT', `${base}/${id}/${lang}`, { json: text, headers: seen(version) });
const found = async (id: string): Promise<boolean> =>
  (await server.nobody().get('/api/v1/ask?q=zygomorphic&lang=en')).is(200).results.some((each: Json) => each.id === id);

test('S4 readers see a text only once it is published, and no longer once it is withdrawn', async () => {
  const draft = await begin();
  expect([draft.state, draft.version, draft.published_at]).toEqual(['draft', 1, null]);
  const read = (): Promise<Reply> => server.nobody().get(`/api/v1/articles/${draft.id}`);
  expect((await read()).status).toBe(404);
  expect(await found(draft.id)).toBe(false);
  const submitted = (await move(agent, draft, 'in_review')).is(200);
  (await move(agent, submitted, 'published')).isProblem(403, 'forbidden');
  const published = (await move(lead, submitted, 'published')).is(200);
  expect((await read()).is(200).html).toContain('<em>week</em>');
  await until(() => found(draft.id), Boolean);
  (await move(lead, published, 'published')).isProblem(409, 'article.state');

  const edited = (await save(agent, published, { ...article, markdown: 'Twice.', note: 'too dry' })).is(200);
  expect(edited.state).toBe('draft');
  expect((await read()).is(200).html).toContain('week');
  (await save(agent, published, article)).isProblem(412, 'stale');
  const again = (await move(lead, edited, 'published')).is(200);
  expect((await read()).is(200).html).toContain('Twice');
  (await move(agent, again, 'draft')).isProblem(403, 'forbidden');
  (await move(lead, again, 'draft')).is(200);
  expect((await read()).status).toBe(404);
  await until(
    () => found(draft.id),
    (isFound) => !isFound,
  );
});

test('S4 every saved text stays readable and can come back', async () => {
  const draft = await begin();
  const edited = (await save(agent, draft, { title: 'Other', markdown: 'Other.', note: 'why' })).is(200);
  const { items } = (await agent.get(`${base}/${draft.id}/zh-Hans/history`)).is(200);
  expect(items.map((each: Json) => [each.number, each.title, each.note])).toEqual([
    [2, 'Other', 'why'],
    [1, article.title, ''],
  ]);
  const first = (await agent.get(`${base}/${draft.id}/zh-Hans/history/1`)).is(200);
  expect(first.markdown).toBe(article.markdown);
  (await save(agent, edited, { title: first.title, markdown: first.markdown })).is(200);
  expect((await agent.get(`${base}/${draft.id}/zh-Hans`)).is(200).markdown).toBe(article.markdown);
  expect((await agent.get(`${base}/${draft.id}/zh-Hans/history/9`)).status).toBe(404);
});

test('S4 a translation is outdated once its original is published again', async () => {
  const [original, other] = ['zh-Hans', 'ja'];
  const draft = await begin(original);
  const published = (await move(lead, draft, 'published')).is(200);
  const translation = (await save(agent, { ...draft, lang: other, version: 0 }, article)).is(200);
  const right = (await move(lead, translation, 'published')).is(200);
  expect(right.state).toBe('published');
  const changed = (await save(agent, published, { ...article, markdown: 'Daily.' })).is(200);
  (await move(lead, changed, 'published')).is(200);
  const late = (await agent.get(`${base}/${draft.id}/${other}`)).is(200);
  expect(late.state).toBe('outdated');
  expect(late.versions.map((each: Json) => [each.lang, each.state]).sort()).toEqual(
    [
      [original, 'published'],
      [other, 'outdated'],
    ].sort(),
  );
  const outdated = (await agent.get(`${base}?state=outdated`)).is(200).items;
  expect(outdated.map((each: Json) => each.id)).toEqual([draft.id]);
  expect((await move(lead, late, 'published')).is(200).state).toBe('published');
});

test('writers page through all there is, and find what waits', async () => {
  const all = new Set<string>();
  for (let after = ''; ;) {
    const page = (await agent.get(`${base}?limit=7${after}`)).is(200);
    for (const each of page.items) all.add(`${each.id} ${each.lang}`);
    if (!page.next) break;
    after = `&after=${page.next}`;
  }
  expect(all.size).toBeGreaterThan(7);
  const due = (await agent.post(base, { lang: 'ja', ...article, review_at: '2020-01-01T00:00:00Z' })).is(201);
  const overdue = (await agent.get(`${base}?state=overdue`)).is(200).items;
  expect(overdue.map((each: Json) => each.id)).toEqual([due.id]);
  (await agent.get(`${base}?after=x`)).isProblem(422, 'invalid');
  (await agent.get(`${base}?state=x`)).isProblem(422, 'invalid');
});

test('S10 another operator sees nothing of it', async () => {
  const draft = await begin();
  const other = await server.as(people.wwAgent, operator_host.ww);
  expect((await other.get(`${base}/${draft.id}/zh-Hans`)).status).toBe(404);
  expect((await save(other, draft, article)).status).toBe(404);
  expect((await move(other, draft, 'in_review')).status).toBe(404);
  const { items } = (await other.get(`${base}?state=draft`)).is(200);
  expect(items).toEqual([]);
});
