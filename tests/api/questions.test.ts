// S29: what was not found; each line leads to the cases behind it, and nobody else's are among them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client, Json } from './support/client';
import { newRequest, people } from './support/people';
import { Server, engines, operator_host } from './support/server';
import { until } from './support/until';

const ends = '/api/v1/ask/ends';
const base = '/api/v1/office/questions';

for (const engine of engines)
  describe(engine, () => {
    let server: Server;
    let admin: Client;
    let fabrikam: Client;
    let agent: Client;
    beforeAll(async () => {
      server = await Server.start({ engine });
      [admin, fabrikam, agent] = await Promise.all([
        server.as(people.contosoAdmin),
        server.as(people.fabrikamAdmin),
        server.as(people.agent),
      ]);
      await until(firstArticle, Boolean);
    });
    afterAll(() => server?.stop());

    const end = async (who: Client, body: object, lang = 'en') =>
      (await who.post(`${ends}?lang=${lang}`, body)).is(204);
    const lines = async (lack: string, who = agent): Promise<Json[]> =>
      (await who.get(`${base}?lack=${lack}&lang=en`)).is(200).items;
    const cases = async (query: string): Promise<Json[]> =>
      (await agent.get(`${base}/cases?${query}&lang=en`)).is(200).items;
    const rate = async (): Promise<Json> => (await agent.get(`${base}/rate`)).is(200);
    const firstArticle = async (): Promise<Json> =>
      (await admin.get('/api/v1/ask?q=shared+mailbox&lang=en'))
        .is(200)
        .results.find(({ kind }: Json) => kind === 'article');

    test('S29 a question without an answer is a line, however it was written; its cases name the organization', async () => {
      await end(admin, { question: 'Quokka  subordination?', end: 'left' });
      await end(fabrikam, { question: 'quokka SUBORDINATION', end: 'left' });
      await end(admin, { question: 'shared mailbox', end: 'left' });
      const line = (await lines('unanswered')).find(({ question }) => /quokka/i.test(question));
      expect(line).toMatchObject({ lang: 'en', count: 2 });
      expect((await lines('unanswered')).some(({ question }) => question === 'shared mailbox')).toBe(false);
      const behind = await cases(`lack=unanswered&written_in=en&question=${encodeURIComponent(line.question)}`);
      expect(behind.map(({ organization }) => organization)).toEqual(['Fabrikam', 'Contoso']);
      expect(behind[0]).toMatchObject({ found: 0, end: 'left', opened: null, request: null });
      expect(JSON.stringify(behind)).not.toContain(people.contosoAdmin);
    });

    test('S29 an article that was read before a request came has failed its reader', async () => {
      const before = await rate();
      const { id, kind } = await firstArticle();
      await end(fabrikam, { question: 'shared mailbox', end: 'opened', opened: { kind, id } });
      await end(admin, { question: 'shared mailbox', end: 'opened', opened: { kind, id } });
      const request = (await admin.post('/api/v1/requests', newRequest())).is(201);
      await end(admin, { question: 'Shared mailbox!', end: 'request', request: request.id });

      const ofArticle = (await lines('articles')).find(({ article }) => article.id === id);
      expect(ofArticle).toMatchObject({ count: 1 });
      expect(ofArticle.article.title).not.toBe('');
      const [failed] = await cases(`lack=articles&article=${id}`);
      expect(failed).toMatchObject({
        organization: 'Contoso',
        end: 'opened',
        opened: { id },
        request: { id: request.id, number: request.number },
      });
      const inRequests = (await lines('requests')).find(({ question }) => question === 'Shared mailbox!');
      expect(inRequests).toMatchObject({ count: 1 });
      const [ended] = await cases('lack=requests&written_in=en&question=shared%20mailbox');
      expect(ended).toMatchObject({ end: 'request', request: { id: request.id } });

      const after = await rate();
      expect(after.served - before.served).toBe(1);
      expect(after.requests - before.requests).toBe(1);
      expect(after.rate).toBeCloseTo(after.served / (after.served + after.requests + after.left));
      expect(after.before).toEqual({ served: 0, requests: 0, left: 0, unanswered: 0, rate: null });
    });

    test('only the own request ends a question', async () => {
      const theirs = (await fabrikam.post('/api/v1/requests', newRequest())).is(201);
      const said = { question: 'x-ray', end: 'request', request: theirs.id };
      expect((await admin.post(ends, said)).isProblem(422).errors[0]).toMatchObject({
        field: 'request',
        code: 'unknown_request',
      });
      const fields = async (body: object): Promise<string[]> =>
        (await admin.post(ends, body)).isProblem(422).errors.map(({ field }: Json) => field);
      expect(await fields({ question: 'x', end: 'request' })).toEqual(['request']);
      expect(await fields({ question: 'x', end: 'opened' })).toEqual(['opened']);
      expect(await fields({ question: '', end: 'gone' })).toEqual(['question', 'end']);
      expect(await fields({ question: 'x'.repeat(401), end: 'left' })).toEqual(['question']);
      expect((await lines('requests')).some(({ question }) => question === 'x-ray')).toBe(false);
    });

    test('lists say what they lack', async () => {
      const field = async (query: string): Promise<string> =>
        (await agent.get(`${base}${query}`)).isProblem(422).errors[0].field;
      expect(await field('')).toBe('lack');
      expect(await field('?lack=all')).toBe('lack');
      expect(await field('?lack=articles&days=0')).toBe('days');
      expect(await field('?lack=articles&days=366')).toBe('days');
      expect(await field('/cases?lack=articles')).toBe('article');
      expect(await field('/cases?lack=requests&written_in=en')).toBe('question');
      expect(await field('/cases?lack=requests&question=mail')).toBe('written_in');
      expect(await field('/rate?days=x')).toBe('days');
    });

    test('another operator sees none of it', async () => {
      const foreign = await server.as(people.wwAgent, operator_host.ww);
      expect(await lines('unanswered', foreign)).toEqual([]);
      expect((await foreign.get(`${base}/rate`)).is(200)).toMatchObject({ served: 0, unanswered: 0 });
      const { id } = await firstArticle();
      expect((await foreign.get(`${base}/cases?lack=articles&article=${id}`)).is(200).items).toEqual([]);
    });
  });
