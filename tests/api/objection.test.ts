// A severity that was lowered for want of an answer, and the customer's objection to it (policy rows S20, N7), on each
// database. The demo has one that was.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client, Json, Reply } from './support/client';
import { pages } from './support/lists';
import { newRequest, people } from './support/people';
import { Server, engines, operator_host } from './support/server';

describe.each(engines)('an objection on %s', (engine) => {
  let server: Server;
  let admin: Client;
  let agent: Client;
  let request: Json;
  let before: Json[];
  const url = (): string => `/api/v1/requests/${request.id}`;
  const object = (who: Client, body: object = {}, headers: Record<string, string> = {}): Promise<Reply> =>
    who.post(`${url()}/objection`, body, { 'If-Match': `"${request.version}"`, ...headers });
  const timeline = async (who: Client): Promise<Json[]> => (await who.get(`${url()}/timeline?lang=en`)).is(200).items;

  beforeAll(async () => {
    server = await Server.start({ engine });
    admin = await server.as(people.contosoAdmin);
    agent = await server.as(people.agent);
    for (const row of await pages(admin, 'all')) {
      const seen = (await admin.get(`/api/v1/requests/${row.id}`)).is(200);
      if (seen.lowered) request = seen;
    }
    if (!request) throw new Error('the demo has no request whose severity was lowered');
    before = await timeline(agent);
  });
  afterAll(() => server?.stop());

  test('S20 the lowering is told: since when, from and to, until when one may object', () => {
    expect(request).toMatchObject({ severity: 'B', lowered: { from: 'A', to: 'B', objected_at: null } });
    const { at, objection_until } = request.lowered;
    expect(Date.parse(objection_until) - Date.parse(at)).toBe(14 * 86_400_000);
    expect(request.actions).toContain('object');
    const told = before.filter((item) => item.kind === 'severity_changed');
    expect(told.length).toBe(1);
    expect(told[0]!.text).toMatch(/answer/);
  });

  test('S20 notice of it stands in the timeline in the customer’s language', async () => {
    for (const [lang, words] of [
      ['en', /no answer came/],
      ['ja', /お返事がなかった/],
      ['zh-Hans', /回复|答复/],
    ] as const) {
      const items = (await admin.get(`${url()}/timeline?lang=${lang}`)).is(200).items;
      expect(items.find((item: Json) => item.kind === 'severity_changed').text).toMatch(words);
    }
  });

  test('is not for agents, end users, other roles, other organizations and strangers', async () => {
    (await object(agent)).isProblem(403, 'forbidden');
    expect((await agent.get(url())).is(200).actions).not.toContain('object');
    for (const email of [people.contosoUser, people.contosoBilling, people.fabrikamAdmin])
      (await object(await server.as(email))).isProblem(404, 'not_found');
    (await object(await server.as(people.contosoAdmin, operator_host.ww))).isProblem(404, 'not_found');
    (await object(server.nobody())).isProblem(401, 'unauthenticated');
  });

  test('to what was not lowered is refused', async () => {
    const other = (await admin.post('/api/v1/requests', newRequest())).is(201);
    expect(other).toMatchObject({ lowered: null });
    const path = `/api/v1/requests/${other.id}/objection`;
    (await admin.post(path, {}, { 'If-Match': `"${other.version}"` })).isProblem(409, 'request.nothing_to_object_to');
  });

  test('of a state that has passed gets the current one', async () => {
    const problem = (await object(admin, {}, { 'If-Match': `"${request.version - 1}"` })).isProblem(412, 'stale');
    expect(problem.current).toMatchObject({ id: request.id, version: request.version, severity: 'B' });
    (await admin.post(`${url()}/objection`, {})).isProblem(422, 'if_match.missing');
  });

  test('nothing of this left a trace', async () => {
    expect(await timeline(agent)).toEqual(before);
    expect((await admin.get(url())).is(200).version).toBe(request.version);
  });

  test('N7 restores the severity, ends the waiting, and is the customer’s message; twice with one key is once', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const text = '夜間で返信できませんでした。まだ困っています。';
    const first = await object(admin, { text }, key);
    const again = await object(admin, { text }, key);
    expect(again.is(200)).toEqual(first.is(200));
    expect(again.headers['idempotency-replayed']).toBe('true');
    const seen = first.is(200);
    expect(seen).toMatchObject({ severity: 'A', status: 'open', turn: 'operator', awaiting_since: null });
    expect(seen.lowered.objected_at).not.toBeNull();
    expect(seen.actions).not.toContain('object');
    const update = seen.clocks.find((each: Json) => each.kind === 'next_update');
    expect(update.state).toBe('running');
    expect(Date.parse(update.due) - Date.now()).toBeLessThanOrEqual(3_600_000);
    expect(seen.clocks.some((each: Json) => each.kind === 'customer_reply')).toBe(false);
    request = seen;
  });

  test('is told to both sides, once', async () => {
    for (const who of [admin, agent]) {
      const all = await timeline(who);
      expect(all.slice(-2).map((item) => item.kind)).toEqual(['customer_replied', 'objected']);
      expect(all.at(-1)!.text).toMatch(/ A again/);
      for (const item of all) expect(item.text).not.toMatch(/[{}]|requests\./);
    }
    expect((await timeline(agent)).length).toBe(before.length + 2);
  });

  test('N3 the receipt tells the change of severity', async () => {
    const { clocks } = (await admin.get(`${url()}/receipt?lang=en`)).is(200);
    const update = clocks.find((each: Json) => each.kind === 'next_update');
    expect(update.segments.map((each: Json) => each.kind)).toContain('severity_change');
  });

  test('a second one is refused', async () => {
    (await object(admin)).isProblem(409, 'request.nothing_to_object_to');
  });
});
