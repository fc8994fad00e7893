// S4: pictures of articles: kept once, shown to whoever may read an article that shows them, on both databases.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client, Json, Reply } from './support/client';
import { people } from './support/people';
import { Server, engines, operator_host } from './support/server';

const base = '/api/v1/office/articles';
const png = (words: string): Uint8Array => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(words)]);

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

    const upload = (bytes: Uint8Array | string, type = 'image/png', who = agent): Promise<Reply> =>
      who.call('POST', `${base}/pictures`, { raw: bytes, headers: { 'Content-Type': type } });
    const move = async (article: Json, state: string): Promise<Json> =>
      (
        await lead.call('POST', `${base}/${article.id}/en/state`, {
          json: { state },
          headers: { 'If-Match': `"${article.version}"` },
        })
      ).is(200);
    const shown = async (url: string, audience = 'public'): Promise<Json> => {
      const text = { lang: 'en', title: 'With a picture', markdown: `![The button](${url})`, audience };
      return (await agent.post(base, text)).is(201);
    };

    test('S4 readers see a picture while a text that they may read shows it', async () => {
      const bytes = png(`first ${engine}`);
      const { url } = (await upload(bytes)).is(201);
      const asReader = (): Promise<Reply> => server.nobody().plain('GET', url, {});
      expect((await asReader()).status).toBe(404);
      const seen = await agent.plain('GET', url, {});
      expect([seen.status, seen.headers['content-type'], seen.bytes.equals(Buffer.from(bytes))]).toEqual([
        200,
        'image/png',
        true,
      ]);
      expect(seen.headers['x-content-type-options']).toBe('nosniff');
      const draft = await shown(url);
      expect((await asReader()).status).toBe(404);
      const published = await move(draft, 'published');
      const read = await asReader();
      expect(read.status).toBe(200);
      const again = await server.nobody().plain('GET', url, { headers: { 'If-None-Match': read.headers.etag! } });
      expect([again.status, again.bytes.length]).toEqual([304, 0]);
      const page = (await server.nobody().get(`/articles/${draft.id}?lang=en`)).is(200);
      expect(page).toContain(`<img src="${url}" alt="The button"`);
      await move(published, 'draft');
      expect((await asReader()).status).toBe(404);
    });

    test('S4 a picture of an article for admins is for admins', async () => {
      const { url } = (await upload(png('for admins'))).is(201);
      await move(await shown(url, 'admins'), 'published');
      expect((await server.nobody().plain('GET', url, {})).status).toBe(404);
      const [user, admin] = [await server.as(people.contosoUser), await server.as(people.contosoAdmin)];
      expect((await user.plain('GET', url, {})).status).toBe(404);
      expect((await admin.plain('GET', url, {})).status).toBe(200);
      const other = await server.as(people.wwAgent, operator_host.ww);
      expect((await other.plain('GET', url, {})).status).toBe(404);
    });

    test('S4 the same picture is kept once; what is none is refused, whatever it calls itself', async () => {
      const [one, two] = [(await upload(png('same'))).is(201), (await upload(png('same'), 'image/gif')).is(201)];
      expect(two.id).toBe(one.id);
      (await upload('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', 'image/png')).isProblem(415);
      (await upload('', 'image/png')).isProblem(415);
      // Who is refused while still sending may see no more than a closed connection.
      const huge = await upload(png('x'.repeat(5 * 1024 * 1024))).catch((error: NodeJS.ErrnoException) => error.code);
      if (typeof huge === 'object') huge.isProblem(413);
      else expect(['EPIPE', 'ECONNRESET']).toContain(huge);
      (await upload(png('x'), 'image/png', server.nobody())).isProblem(401);
      for (const bad of ['/pictures/pic_0', '/pictures/x', `/pictures/${'9'.repeat(40)}`])
        expect((await agent.plain('GET', bad, {})).status).toBe(404);
    });
  });
