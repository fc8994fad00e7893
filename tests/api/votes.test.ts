// S12: whether an article helped: one vote of each reader, with and without a script, on both databases.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client, Json, Reply } from './support/client';
import { people } from './support/people';
import { Server, engines, operator_host } from './support/server';

const base = '/api/v1/office/articles';

for (const engine of engines)
  describe(engine, () => {
    let server: Server;
    let agent: Client;
    let lead: Client;
    let admin: Client;
    let id: string;
    beforeAll(async () => {
      server = await Server.start({ engine });
      [agent, lead, admin] = await Promise.all([
        server.as(people.agent),
        server.as(people.lead),
        server.as(people.contosoAdmin),
      ]);
    });
    afterAll(() => server?.stop());

    const published = async (audience: string): Promise<string> => {
      const text = { lang: 'en', title: 'Water the orchid', markdown: 'Once a *week*.', audience };
      const draft = (await agent.post(base, text)).is(201);
      const headers = { 'If-Match': '"1"' };
      (await lead.call('POST', `${base}/${draft.id}/en/state`, { json: { state: 'published' }, headers })).is(200);
      return draft.id;
    };
    beforeEach(async () => {
      id = await published('public');
    });

    const votes = async (): Promise<Json> => (await agent.get(`${base}/${id}/en/votes`)).is(200);
    const counts = async (): Promise<number[]> => {
      const { helped, failed } = await votes();
      return [helped, failed];
    };
    const vote = (who: Client, body: object, cookie = ''): Promise<Reply> =>
      who.call('PUT', `/api/v1/articles/${id}/vote`, {
        json: { lang: 'en', ...body },
        headers: cookie ? { Cookie: cookie } : {},
      });
    const form = (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> =>
      server.nobody().plain('POST', `/articles/${id}/vote`, {
        raw: new URLSearchParams({ lang: 'en', ...fields }).toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      });
    const cookieOf = (reply: Reply): string => (reply.headers['set-cookie']?.[0] ?? '').split(';')[0]!;

    test('S12 a person has one vote, may change it and take it back', async () => {
      (await vote(admin, { helped: false, reason: 'The picture is old.' })).is(204);
      expect(await counts()).toEqual([0, 1]);
      (await vote(admin, { helped: true })).is(204);
      expect(await counts()).toEqual([1, 0]);
      const { items } = (await agent.get(`${base}?q=ORCHID`)).is(200);
      expect(items.find((one: Json) => one.id === id)).toMatchObject({ helped: 1, failed: 0 });
      (await admin.call('DELETE', `/api/v1/articles/${id}/vote?read_in=en`)).is(204);
      expect(await counts()).toEqual([0, 0]);
    });

    test('S12 editors read the reasons, not whose they are; others read nothing', async () => {
      (await vote(admin, { helped: false, reason: 'Step 3 fails.' })).is(204);
      const all = await votes();
      expect(all.reasons).toMatchObject([{ helped: false, reason: 'Step 3 fails.' }]);
      expect(JSON.stringify(all)).not.toMatch(/contoso|per_/i);
      (await admin.get(`${base}/${id}/en/votes`)).isProblem(404);
      const other = await server.as(people.wwAgent, operator_host.ww);
      (await other.get(`${base}/${id}/en/votes`)).isProblem(404);
      (await vote(server.nobody(operator_host.ww), { helped: true })).isProblem(404);
    });

    test('S12 a browser without a script votes by a form, is named once, and comes back to the article', async () => {
      const first = await form({ helped: 'no' });
      expect([first.status, first.headers.location]).toEqual([303, `/articles/${id}?lang=en&said=no#vote`]);
      const cookie = cookieOf(first);
      expect(cookie).toMatch(/^madoguchi_reader=.{43}$/);
      const why = await form({ helped: 'no', reason: 'Too wet.' }, { Cookie: cookie });
      expect(why.headers.location).toContain('said=why');
      expect(cookieOf(why)).toBe(cookie);
      expect(await votes()).toMatchObject({ helped: 0, failed: 1, reasons: [{ reason: 'Too wet.' }] });
      await form({ helped: 'back' }, { Cookie: cookie });
      expect(await counts()).toEqual([0, 0]);
      await form({ helped: 'yes' }, { Cookie: 'madoguchi_reader=forged' });
      await form({ helped: 'yes' });
      expect(await counts()).toEqual([2, 0]);
      for (const said of ['', 'yes', 'no', 'why', 'back', 'too-many', '%3Cu%3E']) {
        const page = (await server.nobody().get(`/articles/${id}?lang=en&said=${said}`)).is(200);
        expect(page).toContain(`action="/articles/${id}/vote"`);
        expect(page).not.toContain('<u>');
      }
    });

    test('S12 what cannot be a vote is refused, and another site cannot vote for its visitors', async () => {
      (await vote(admin, {})).isProblem(422, 'invalid');
      (await vote(admin, { helped: 1 })).isProblem(422, 'invalid');
      (await vote(admin, { helped: true, lang: 'ja' })).isProblem(404);
      (await vote(admin, { helped: true, reason: 'x'.repeat(1001) })).isProblem(422, 'invalid');
      (await admin.call('DELETE', `/api/v1/articles/${id}/vote`)).isProblem(422, 'invalid');
      expect((await form({ helped: 'maybe' })).status).toBe(422);
      expect((await form({ helped: 'yes', lang: 'xx' })).status).toBe(422);
      expect((await form({ helped: 'yes' }, { 'Content-Type': 'text/plain' })).status).toBe(415);
      expect((await form({ helped: 'yes' }, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
      (await form({ helped: 'yes', reason: '語'.repeat(2000) })).is(303);
      expect((await votes()).reasons[0].reason).toBe('語'.repeat(1000));
      expect(await counts()).toEqual([1, 0]);
    });

    test('S12 only who may read it has a vote', async () => {
      id = await published('admins');
      (await vote(server.nobody(), { helped: true })).isProblem(404);
      (await vote(await server.as(people.contosoUser), { helped: true })).isProblem(404);
      (await vote(admin, { helped: true })).is(204);
    });

    test('S12 one address has thirty unsigned votes an hour; who is signed in has one more', async () => {
      let last = await vote(server.nobody(), { helped: true });
      for (let count = 0; count < 40 && last.status === 204; ++count)
        last = await vote(server.nobody(), { helped: true });
      last.isProblem(429, 'vote.too_many');
      expect((await form({ helped: 'yes' })).headers.location).toContain('said=too-many');
      (await vote(admin, { helped: false })).is(204);
    });
  });
