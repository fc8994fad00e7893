// S4: a solved request becomes an article, without whose it was, on both databases.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client, Json } from './support/client';
import { newRequest, people } from './support/people';
import { Server, engines, operator_host } from './support/server';

const path = '/api/v1/office/articles/from-request';

for (const engine of engines)
  describe(engine, () => {
    let server: Server;
    let agent: Client;
    let admin: Client;
    beforeAll(async () => {
      server = await Server.start({ engine });
      [agent, admin] = await Promise.all([server.as(people.agent), server.as(people.contosoAdmin)]);
    });
    afterAll(() => server?.stop());

    const solved = async (): Promise<Json> => {
      const { name } = (await admin.get('/api/v1/me')).is(200);
      const request = (
        await admin.post(
          '/api/v1/requests',
          newRequest({
            subject: `Contoso: ${name} cannot open info@contoso.example`,
            description: `${name} of Contoso, +86 10 6543 2109, server dc1.contoso.example.`,
          }),
        )
      ).is(201);
      const say = async (who: Client, text: string, visibility = 'public'): Promise<Json> =>
        (await who.post(`/api/v1/requests/${request.id}/messages`, { text, visibility })).is(201);
      await say(agent, 'They may be careless.', 'internal');
      await say(agent, `Hello ${name}, run *this* for info@contoso.example.`);
      await say(admin, 'Thank you!');
      const now = (await agent.get(`/api/v1/requests/${request.id}`)).is(200);
      return (await agent.patch(`/api/v1/requests/${request.id}`, { status: 'solved' }, now.version)).is(200);
    };

    test('S4 what was asked and answered is a draft without names; notes among agents stay among them', async () => {
      const request = await solved();
      const key = { 'Idempotency-Key': `article-${engine}` };
      const made = (await agent.post(path, { request: request.id }, key)).is(201);
      expect((await agent.post(path, { request: request.id }, key)).is(201).article.id).toBe(made.article.id);
      expect(made.article).toMatchObject({ state: 'draft', published_at: null });
      expect(made.removed.people).toBeGreaterThan(1);
      const { id, lang } = made.article;
      const written = (await agent.get(`/api/v1/office/articles/${id}/${lang}`)).is(200);
      const { name } = (await admin.get('/api/v1/me')).is(200);
      for (const told of [name, /contoso/i, /6543/, /careless/, /Thank you/])
        expect(`${written.title}\n${written.markdown}`).not.toMatch(told);
      expect(written.markdown).toContain('run *this* for user@example.com');
      expect(written.audience).toBe('agents');
      const { items } = (await agent.get(`/api/v1/office/articles/${id}/${lang}/history`)).is(200);
      expect(items[0].note).toContain(`#${request.number}`);
    });

    test('S4 only a solved request that the writer may read becomes one', async () => {
      const open = (await admin.post('/api/v1/requests', newRequest())).is(201);
      (await agent.post(path, { request: open.id })).isProblem(409, 'article.not_solved');
      (await agent.post(path, { request: 'req_x' })).isProblem(404);
      (await agent.post(path, { request: '' })).isProblem(422, 'invalid');
      (await agent.post(path, {})).isProblem(422, 'invalid');
      (await agent.post(path, { request: 'req_0000000000000' })).isProblem(404);
      const other = await server.as(people.wwAgent, operator_host.ww);
      (await other.post(path, { request: (await solved()).id })).isProblem(404);
      (await admin.post(path, { request: open.id })).isProblem(403);
    });
  });
