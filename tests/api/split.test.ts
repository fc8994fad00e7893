// S31: each request is about one issue, so an agent splits a second one off. S32: what cannot be reopened is followed by
// a new request. Both are linked, and both timelines tell so.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client, Json, Reply } from './support/client';
import { pages } from './support/lists';
import { newRequest, people } from './support/people';
import { Server, engines, operator_host } from './support/server';

describe.each(engines)('on %s', (engine) => {
  let server: Server;
  let admin: Client;
  let agent: Client;
  beforeAll(async () => {
    server = await Server.start({ engine });
    admin = await server.as(people.contosoAdmin);
    agent = await server.as(people.agent);
  });
  afterAll(() => server?.stop());

  const open = async (who: Client = admin, parts: Record<string, unknown> = {}): Promise<Json> =>
    (await who.post('/api/v1/requests', newRequest(parts))).is(201);
  const see = async (who: Client, id: string): Promise<Json> => (await who.get(`/api/v1/requests/${id}`)).is(200);
  const story = async (who: Client, id: string): Promise<Json[]> =>
    (await who.get(`/api/v1/requests/${id}/timeline`)).is(200).items;
  const say = async (who: Client, id: string, parts: Record<string, unknown> = {}): Promise<Json> =>
    (await who.post(`/api/v1/requests/${id}/messages`, { text: '請求書も間違っています', ...parts })).is(201).message;
  const firstMessage = async (id: string): Promise<string> => (await story(agent, id))[0]!.message.id;

  const body = (messages: string[], parts: Record<string, unknown> = {}) => ({
    messages,
    subject: '請求書の金額が違う',
    desk: 'billing',
    severity: 'C',
    ...parts,
  });
  const split = (
    request: Json,
    json: unknown,
    { who = agent, headers = {} }: { who?: Client; headers?: Record<string, string> } = {},
  ): Promise<Reply> =>
    who.post(`/api/v1/requests/${request.id}/split`, json, { 'If-Match': `"${request.version}"`, ...headers });

  describe('S31 splitting', () => {
    test('opens a request of its own, linked both ways, told on both sides', async () => {
      const request = await open();
      const file = (await admin.upload('請求書.txt', '12')).is(201);
      const message = await say(admin, request.id, { attachments: [file.id] });
      const before = await see(agent, request.id);

      const reply = await split(before, body([message.id]));
      const made = reply.is(201);
      expect(reply.headers.location).toBe(`/api/v1/requests/${made.id}`);
      expect(reply.headers.etag).toBe('"1"');
      expect(made).toMatchObject({ subject: '請求書の金額が違う', desk: 'billing', severity: 'C', status: 'open' });
      expect(made.opened_by).toEqual(request.opened_by);
      expect(made.organization).toEqual(request.organization);
      expect(made.contact).toEqual(before.contact);
      expect(made.number).toBeGreaterThan(request.number);
      expect(made.clocks[0]).toMatchObject({ kind: 'first_response', state: 'running', started_at: made.opened_at });

      const after = await see(agent, request.id);
      expect(after.version).toBe(before.version + 1);
      expect(after.clocks.map(({ due }: Json) => due)).toEqual(before.clocks.map(({ due }: Json) => due));
      for (const who of [agent, admin]) {
        expect((await see(who, made.id)).links).toEqual([
          { relation: 'split_from', id: request.id, number: request.number, subject: request.subject, status: 'open' },
        ]);
        expect((await see(who, request.id)).links).toMatchObject([{ relation: 'split_off', id: made.id }]);
        const [begun, linked] = await story(who, made.id);
        expect(begun).toMatchObject({ kind: 'opened', actor: { kind: 'agent' } });
        expect(begun!.message).toMatchObject({ text: message.text, at: message.at, author: message.author });
        expect(linked).toMatchObject({ kind: 'linked', link: { relation: 'split_from', id: request.id } });
        expect(linked!.text).toContain(`#${request.number}`);
        const told = (await story(who, request.id)).at(-1)!;
        expect(told).toMatchObject({ kind: 'linked', link: { relation: 'split_off', id: made.id } });
        expect(told.text).toContain(`#${made.number}`);
        const [copy] = begun!.message.attachments;
        expect(copy).toMatchObject({ name: '請求書.txt', size: 2 });
        expect(copy.id).not.toBe(file.id);
        expect((await who.get(copy.url)).is(200)).toBe('12');
      }
      expect((await story(agent, request.id)).filter(({ message: one }) => one?.id === message.id).length).toBe(1);
    });

    test('copies what was chosen in the order in which it was written', async () => {
      const request = await open();
      const first = await firstMessage(request.id);
      await say(agent, request.id, { text: '確認します' });
      const second = await say(admin, request.id, { text: '二つ目' });
      const third = await say(admin, request.id, { text: '三つ目' });
      const made = (await split(await see(agent, request.id), body([third.id, first, second.id]))).is(201);
      const items = (await story(admin, made.id)).filter((item) => item.message);
      expect(items.map((item) => item.kind)).toEqual(['opened', 'message_copied', 'message_copied']);
      expect(items.map((item) => item.message.text).slice(1)).toEqual(['二つ目', '三つ目']);
      const times = items.map((item) => Date.parse(item.message.at));
      expect(times).toEqual(times.toSorted((one, other) => one - other));
    });

    test('the receipt begins at the split and names where it came from', async () => {
      const request = await open();
      const made = (await split(request, body([await firstMessage(request.id)]))).is(201);
      for (const who of [agent, admin]) {
        const { clocks } = (await who.get(`/api/v1/requests/${made.id}/receipt`)).is(200);
        expect(clocks[0].segments[0]).toEqual({
          from: made.opened_at,
          to: made.opened_at,
          kind: 'split',
          name: `#${request.number}`,
        });
      }
    });

    test('the customer hears of it at once', async () => {
      const request = await open();
      const stream = await admin.events();
      try {
        const made = (await split(request, body([await firstMessage(request.id)]))).is(201);
        const heard = await stream.next((event) => event.data.request === made.id);
        expect(heard.name).toBe('request.changed');
        await stream.next((event) => event.data.request === request.id && event.data.type === 'request.linked');
      } finally {
        stream.close();
      }
    });

    test('what the organization is not entitled to becomes the next lower severity', async () => {
      const fabrikam = await server.as(people.fabrikamAdmin);
      const request = await open(fabrikam);
      const chosen = body([await firstMessage(request.id)], { desk: 'technical', severity: 'A' });
      const made = (await split(request, chosen)).is(201);
      expect(made).toMatchObject({ severity: 'B', severity_asked: 'A' });
      expect((await story(agent, made.id))[0]!.text).toContain('A');
    });

    test('the same key does it once', async () => {
      const request = await open();
      const json = body([await firstMessage(request.id)]);
      const headers = { 'Idempotency-Key': randomUUID() };
      const one = await split(request, json, { headers });
      const two = await split(request, json, { headers });
      expect(two.is(201).id).toBe(one.is(201).id);
      expect((await see(agent, request.id)).links.length).toBe(1);
      (await split(request, { ...json, subject: '別' }, { headers })).isProblem(422, 'idempotency.reused');
    });

    test('what may not be read is not linked', async () => {
      const billing = await server.as(people.contosoBilling);
      const request = await open(admin, { desk: 'billing' });
      const made = (await split(request, body([await firstMessage(request.id)], { desk: 'technical' }))).is(201);
      (await billing.get(`/api/v1/requests/${made.id}`)).is(404);
      expect((await see(billing, request.id)).links).toEqual([]);
      const told = (await story(billing, request.id)).at(-1)!;
      expect(told.kind).toBe('linked');
      expect(told.link).toBeUndefined();
    });

    test('nobody but agents may, and nothing of another operator can be', async () => {
      const request = await open();
      const json = body([await firstMessage(request.id)]);
      expect((await see(agent, request.id)).actions).toContain('split');
      expect((await see(admin, request.id)).actions).not.toContain('split');
      (await split(request, json, { who: admin })).isProblem(403, 'forbidden');
      (await split(request, json, { who: await server.as(people.contosoUser) })).is(404);
      (await split(request, json, { who: await server.as(people.wwAgent, operator_host.ww) })).is(404);
      expect((await see(agent, request.id)).links).toEqual([]);
    });
  });

  describe('S31 splitting refuses', () => {
    let request: Json;
    let first: string;
    let note: string;
    let reply: string;
    let other: string;
    let foreign: string;
    beforeAll(async () => {
      request = await open();
      first = await firstMessage(request.id);
      note = (await say(agent, request.id, { visibility: 'internal' })).id;
      reply = (await say(agent, request.id)).id;
      other = await firstMessage((await open()).id);
      foreign = await firstMessage((await open(await server.as(people.fabrikamAdmin))).id);
      request = await see(agent, request.id);
    });

    test.each<[string, () => Record<string, unknown>, string]>([
      ['no message', () => body([]), 'messages'],
      ['a note among agents', () => body([first, note]), 'messages'],
      ["an agent's answer", () => body([reply]), 'messages'],
      ['a message of another request', () => body([first, other]), 'messages'],
      ['a message of another organization', () => body([foreign]), 'messages'],
      ['an unknown message', () => body(['msg_06zzzzzzzzzzz']), 'messages'],
      ['an id of another kind', () => body([request.id]), 'messages'],
      ['an unknown desk', () => body([first], { desk: 'marketing' }), 'desk'],
      ['an unknown severity', () => body([first], { severity: 'Z' }), 'severity'],
      ['an unknown topic', () => body([first], { topic: 'exchange-online/nothing' }), 'topic'],
      ['a subject of two lines', () => body([first], { subject: 'one\ntwo' }), 'subject'],
    ])('%s', async (_, json, field) => {
      const problem = (await split(request, json())).is(422);
      expect(problem.errors.map((error: Json) => error.field)).toEqual([field]);
      expect((await see(agent, request.id)).links).toEqual([]);
      expect((await see(agent, request.id)).version).toBe(request.version);
    });

    test('a stale version, with the current state', async () => {
      const problem = (await split({ ...request, version: request.version - 1 }, body([first]))).isProblem(
        412,
        'stale',
      );
      expect(problem.current.version).toBe(request.version);
      (await agent.post(`/api/v1/requests/${request.id}/split`, body([first]))).is(422);
    });

    test.each(['solved', 'closed'])('a %s request', async (status) => {
      const over = await open();
      const message = await firstMessage(over.id);
      const now = (await agent.patch(`/api/v1/requests/${over.id}`, { status }, over.version)).is(200);
      expect(now.actions).not.toContain('split');
      (await split(now, body([message]))).isProblem(409, 'request.solved');
    });
  });

  describe('S32 following', () => {
    const follow = (id: string, who: Client = admin) =>
      who.post('/api/v1/requests', newRequest({ follows_request: id }));

    /** The demo has some that were solved weeks ago. */
    async function finalOne(): Promise<Json> {
      for (const row of await pages(admin, 'all')) {
        const seen = await see(admin, row.id);
        if (seen.actions.includes('follow_up') && !seen.links.length) return seen;
      }
      throw new Error('the demo has no request that cannot be reopened any more');
    }

    test('what cannot be opened again is followed by a new request, told on both sides', async () => {
      const old = await finalOne();
      expect(old.actions).not.toContain('reopen');
      (await admin.patch(`/api/v1/requests/${old.id}`, { status: 'open' }, old.version)).isProblem(
        409,
        'request.reopen_too_late',
      );
      expect((await see(agent, old.id)).actions).not.toContain('follow_up');
      const made = (await follow(old.id)).is(201);
      expect(made.links).toEqual([
        { relation: 'follow_up_of', id: old.id, number: old.number, subject: old.subject, status: 'solved' },
      ]);
      for (const who of [admin, agent]) {
        const now = await see(who, old.id);
        expect(now).toMatchObject({ status: 'solved', version: old.version + 1, clocks: old.clocks });
        expect(now.links).toMatchObject([{ relation: 'followed_up_by', id: made.id }]);
        const [begun, linked] = await story(who, made.id);
        expect(begun).toMatchObject({ kind: 'opened', actor: { kind: 'person' } });
        expect(linked).toMatchObject({ kind: 'linked', link: { relation: 'follow_up_of', id: old.id } });
        const told = (await story(who, old.id)).at(-1)!;
        expect(told).toMatchObject({ kind: 'linked', link: { relation: 'followed_up_by', id: made.id } });
        expect(told.text).toContain(`#${made.number}`);
      }
    });

    test('is refused for somebody else, and leaves nothing behind', async () => {
      const old = await finalOne();
      const problem = (await follow(old.id, await server.as(people.fabrikamAdmin))).is(422);
      expect(problem.errors).toMatchObject([{ field: 'follows_request', code: 'unknown_request' }]);
      expect(await see(admin, old.id)).toEqual(old);
    });

    test('is refused while the request can be answered or opened again', async () => {
      const request = await open();
      (await follow(request.id)).is(422);
      (await admin.patch(`/api/v1/requests/${request.id}`, { status: 'closed' }, request.version)).is(200);
      const problem = (await follow(request.id)).is(422);
      expect(problem.errors).toMatchObject([{ field: 'follows_request', code: 'request_not_final' }]);
    });

    test.each([
      ['unknown', async () => 'req_06zzzzzzzzzzz'],
      ['no id', async () => '#100012'],
      ["another organization's", async () => (await open(await server.as(people.fabrikamAdmin))).id as string],
    ])('is refused for one that is %s, all alike', async (_, id) => {
      const problem = (await follow(await id())).is(422);
      expect(problem.errors).toMatchObject([{ field: 'follows_request', code: 'unknown_request' }]);
    });
  });
});
