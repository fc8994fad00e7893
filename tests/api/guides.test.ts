// S12: guided troubleshooters: walked step by step, in three languages alike, on both databases.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client, Json, Reply } from './support/client';
import { people } from './support/people';
import { Server, engines, operator_host } from './support/server';

const base = '/api/v1/office/articles';
const languages = ['en', 'ja', 'zh-Hans'] as const;
const slugs = ['mail-not-arriving', 'outlook-sign-in', 'shared-mailbox', 'directory-sync', 'licence-problem'];

for (const engine of engines)
  describe(engine, () => {
    let server: Server;
    let agent: Client;
    let lead: Client;
    beforeAll(async () => {
      server = await Server.start({ engine });
      [agent, lead] = await Promise.all([server.as(people.agent), server.as(people.lead)]);
    });
    afterAll(() => server?.stop());

    const page = async (path: string, headers: Record<string, string> = {}): Promise<Reply> =>
      server.nobody().plain('GET', path, { headers });
    const idOf = async (slug: string): Promise<string> => {
      const html = (await page(`/help/guide-${slug}?lang=en`)).text;
      return /articles\/(art_\w+)\?lang=en&amp;way=1#step|articles\/(art_\w+)\?lang=en&way=1#step/
        .exec(html)!
        .slice(1)
        .find(Boolean)!;
    };
    const stand = async (id: string, way: string, lang = 'en'): Promise<Json> =>
      (await server.nobody().get(`/api/v1/articles/${id}/guide?lang=${lang}&way=${way}`)).is(200);

    test('S12 every way through every guide ends, and is the same in each language', async () => {
      for (const slug of slugs) {
        const id = await idOf(slug);
        const seen = new Set<string>();
        const ends = new Set<string>();
        const follow = async (way: string): Promise<void> => {
          const [here, ...others] = await Promise.all(languages.map((lang) => stand(id, way, lang)));
          const shape = ({ here, end, turns }: Json) => [
            end,
            turns.length,
            here?.choices.map((one: Json) => [one.to, one.url?.split('?')[0]]),
          ];
          for (const other of others) expect(shape(other)).toEqual(shape(here));
          if (here.end) return void ends.add(here.end);
          if (seen.has(here.here.title)) return;
          seen.add(here.here.title);
          for (const choice of here.here.choices) {
            if (choice.to === 'article') expect(choice.url, `${slug}: ${choice.words}`).toMatch(/^\/articles\/art_/);
            else await follow(choice.way);
          }
        };
        await follow('');
        expect([slug, [...ends].sort()]).toEqual([slug, ['request', 'solved']]);
      }
    });

    test('S12 pages lead on by plain links, back to each step, and remember where one was', async () => {
      const id = await idOf('mail-not-arriving');
      const first = await page(`/articles/${id}?lang=en`);
      expect(first.text).toContain('Which mail is missing?');
      expect(first.headers['set-cookie']).toBeUndefined();
      const second = await page(`/articles/${id}?lang=en&way=1.1`);
      expect(second.text).toContain('Look into the junk folder');
      expect(second.text).toContain(`href="/articles/${id}?lang=en&amp;way=1#step"`);
      const [cookie] = second.headers['set-cookie']!;
      expect(cookie).toContain(`Path=/articles/${id}`);
      expect(second.headers['cache-control']).toContain('private');
      const again = await page(`/articles/${id}?lang=en`, { Cookie: cookie!.split(';')[0]! });
      expect(again.text).toContain('Go on where you were');
      expect(again.text).toContain(`/articles/${id}?lang=en&amp;way=1.1#step`);
      const end = await page(`/articles/${id}?lang=en&way=1.1.1.3`);
      expect(end.text).toContain(`guide=${id}&amp;way=1.1.1.3`);
      expect(end.headers['set-cookie']![0]).toContain('Max-Age=0');
      const wild = await page(`/articles/${id}?lang=en&way=1.99.%3Cscript%3E`);
      expect([wild.status, wild.text.includes('<script>')]).toEqual([200, false]);
    });

    test('S12 a guide is found by what its steps say, without the names of the steps', async () => {
      const { results } = (await server.nobody().get('/api/v1/ask?lang=en&q=MX+record+domain+changed+mail')).is(200);
      const found = results.find((one: Json) => one.kind === 'guide' && /^Mail does not arrive/.test(one.title));
      expect(found).toBeTruthy();
      const whole = (await server.nobody().get(`/api/v1/articles/${found.id}?lang=en`)).is(200);
      expect(whole.kind).toBe('guide');
      expect(whole.html).toContain('Check the MX record');
      expect(whole.html).not.toContain('mx:');
    });

    test('S12 a guide goes to readers once every way through it leads to an end', async () => {
      const text = { lang: 'en', kind: 'guide', title: 'Broken', markdown: '## a: A\n\n- [on](#nowhere)\n' };
      const draft = (await agent.post(base, text)).is(201);
      const move = (version: number): Promise<Reply> =>
        lead.call('POST', `${base}/${draft.id}/en/state`, {
          json: { state: 'published' },
          headers: { 'If-Match': `"${version}"` },
        });
      const refused = (await move(1)).isProblem(422, 'invalid');
      expect(refused.errors).toMatchObject([{ field: 'markdown', code: 'guide.unknown_step' }]);
      expect(refused.errors[0].message).toMatch(/1.*nowhere/);
      const { lang: _, ...rest } = text;
      const json = { ...rest, markdown: '## a: A\n\n- [on](#solved)\n' };
      const saved = (await agent.call('PUT', `${base}/${draft.id}/en`, { json, headers: { 'If-Match': '"1"' } })).is(
        200,
      );
      (await move(saved.version)).is(200);
      expect((await stand(draft.id, '1')).end).toBe('solved');
      const { items } = (await agent.get(`${base}/${draft.id}/en/history`)).is(200);
      const old = (await agent.get(`${base}/${draft.id}/en/history/${items.at(-1).number}`)).is(200);
      expect(old.kind).toBe('guide');
      (await server.nobody(operator_host.ww).get(`/api/v1/articles/${draft.id}/guide`)).isProblem(404);
      const plain = (await server.nobody().get('/api/v1/ask?lang=en&q=shared+mailbox+convert')).is(200).results;
      const article = plain.find((one: Json) => one.kind === 'article');
      (await server.nobody().get(`/api/v1/articles/${article.id}/guide`)).isProblem(404);
    });
  });
