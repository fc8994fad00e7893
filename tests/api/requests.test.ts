// Lists, pages, counts, files, rights between people, and doing a thing once.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client, Json } from './support/client';
import { pages } from './support/lists';
import { impact, newRequest, people } from './support/people';
import { Server } from './support/server';

let server: Server;
let admin: Client;
let agent: Client;
beforeAll(async () => {
  server = await Server.start();
  admin = await server.as(people.contosoAdmin);
  agent = await server.as(people.agent);
});
afterAll(() => server?.stop());

const open = async (who: Client, parts: Record<string, unknown> = {}): Promise<Json> =>
  (await who.post('/api/v1/requests', newRequest(parts))).is(201);

describe('lists', () => {
  beforeAll(async () => {
    for (let n = 0; n < 7; ++n) await open(admin, n % 2 ? { desk: 'billing' } : {});
    for (let n = 0; n < 3; ++n) await open(await server.as(people.contosoBilling), { desk: 'billing' });
    await open(await server.as(people.fabrikamAdmin), {
      impact: impact.question,
    });
  });

  test.each([1, 2, 3, 100])('pages of %i hold every request once, in one order', async (limit) => {
    for (const who of [admin, agent]) {
      const whole = (await who.get('/api/v1/requests?view=all&limit=100')).is(200).items.map((row: Json) => row.id);
      const paged = (await pages(who, 'all', limit)).map((row) => row.id);
      expect(paged.slice(0, whole.length)).toEqual(whole);
      expect(new Set(paged).size).toBe(paged.length);
    }
  });

  test('stand by the next promise', async () => {
    const rows = await pages(agent, 'unassigned');
    const running = rows.filter((row) => row.next?.state === 'running').map((row) => Date.parse(row.next.due));
    expect(running).toEqual([...running].sort((a, b) => a - b));
  });

  test('counts are the lengths of the views', async () => {
    for (const who of [admin, agent, await server.as(people.contosoBilling)]) {
      const counts = (await who.get('/api/v1/requests/counts')).is(200);
      for (const view of who === agent ? ['mine', 'unassigned', 'due', 'waiting', 'all'] : ['mine', 'waiting', 'all'])
        expect({ view, count: (await pages(who, view)).length }).toEqual({
          view,
          count: counts[view],
        });
    }
  });

  test('an organization sees its own alone', async () => {
    const rows = await pages(admin, 'all');
    expect(new Set(rows.map((row) => row.organization.name))).toEqual(new Set(['Contoso']));
    const theirs = await pages(await server.as(people.fabrikamAdmin), 'all');
    expect(new Set(theirs.map((row) => row.organization.name))).toEqual(new Set(['Fabrikam']));
  });

  test('a billing admin sees the billing desk alone', async () => {
    const rows = await pages(await server.as(people.contosoBilling), 'all', 2);
    expect(new Set(rows.map((row) => row.desk))).toEqual(new Set(['billing']));
    expect(rows.length).toBeGreaterThanOrEqual(6);
  });

  test('mine are those that I opened', async () => {
    const billing = await server.as(people.contosoBilling);
    const own = await open(billing, { desk: 'billing' });
    const others = await open(admin, { desk: 'billing' });
    const rows = (await pages(billing, 'mine')).map((row) => row.id);
    expect(rows).toContain(own.id);
    expect(rows).not.toContain(others.id);
  });

  test('solved ones are left out of every view but all', async () => {
    const request = await open(admin);
    (await admin.patch(`/api/v1/requests/${request.id}`, { status: 'solved' }, request.version)).is(200);
    expect((await pages(admin, 'mine')).map((row) => row.id)).not.toContain(request.id);
    expect((await pages(admin, 'all')).map((row) => row.id)).toContain(request.id);
  });

  test('numbers count up, one a request', async () => {
    const [one, two] = [await open(admin), await open(await server.as(people.fabrikamAdmin))];
    expect(two.number).toBe(one.number + 1);
  });
});

describe('idempotency', () => {
  test('the same key answers the same again and opens once', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const body = newRequest();
    const one = await admin.post('/api/v1/requests', body, key);
    const two = await admin.post('/api/v1/requests', body, key);
    expect(two.is(201)).toEqual(one.is(201));
    expect(two.headers['idempotency-replayed']).toBe('true');
    expect(two.headers.location).toBe(one.headers.location);
    const same = (await pages(admin, 'all')).filter((row) => row.subject === body.subject);
    expect(same.length).toBe(1);
  });

  test('also when both come at once', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const body = newRequest();
    const replies = await Promise.all(Array.from({ length: 8 }, () => admin.post('/api/v1/requests', body, key)));
    expect(new Set(replies.map((reply) => reply.is(201).id)).size).toBe(1);
  });

  test('the same key with another body is a mistake', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    (await admin.post('/api/v1/requests', newRequest(), key)).is(201);
    (await admin.post('/api/v1/requests', newRequest(), key)).isProblem(422, 'idempotency.reused');
  });

  test('a key is of one person alone', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const body = newRequest();
    const ours = (await admin.post('/api/v1/requests', body, key)).is(201);
    const theirs = (await (await server.as(people.fabrikamAdmin)).post('/api/v1/requests', body, key)).is(201);
    expect(theirs.id).not.toBe(ours.id);
  });

  test('what was refused may be tried again by the same key', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    (await admin.post('/api/v1/requests', newRequest({ desk: 'marketing' }), key)).is(422);
    (await admin.post('/api/v1/requests', newRequest(), key)).is(201);
  });

  test('messages are added once', async () => {
    const request = await open(admin);
    const key = { 'Idempotency-Key': randomUUID() };
    const to = `/api/v1/requests/${request.id}/messages`;
    const one = (await agent.post(to, { text: 'once' }, key)).is(201);
    const two = (await agent.post(to, { text: 'once' }, key)).is(201);
    expect(two.message.id).toBe(one.message.id);
    const items = (await agent.get(`/api/v1/requests/${request.id}/timeline`)).is(200).items;
    expect(items.filter((item: Json) => item.message?.text === 'once').length).toBe(1);
  });
});

describe('files', () => {
  test('a loose one is its owner’s alone, and becomes readable with the message', async () => {
    const file = (await admin.upload('a.txt', 'secret')).is(201);
    const url = `/api/v1/attachments/${file.id}`;
    (await admin.get(url)).is(200);
    for (const who of [agent, await server.as(people.contosoHelpdesk), await server.as(people.fabrikamAdmin)])
      (await who.get(url)).isProblem(404, 'not_found');
    await open(admin, { attachments: [file.id] });
    for (const who of [agent, await server.as(people.contosoHelpdesk)]) (await who.get(url)).is(200);
    (await (await server.as(people.fabrikamAdmin)).get(url)).isProblem(404, 'not_found');
    (await (await server.as(people.contosoBilling)).get(url)).isProblem(404, 'not_found');
  });

  test('one of a note stays among agents', async () => {
    const request = await open(admin);
    const file = (await agent.upload('internal.txt', 'among us')).is(201);
    const note = {
      text: 'see file',
      visibility: 'internal',
      attachments: [file.id],
    };
    (await agent.post(`/api/v1/requests/${request.id}/messages`, note)).is(201);
    (await (await server.as(people.lead)).get(`/api/v1/attachments/${file.id}`)).is(200);
    (await admin.get(`/api/v1/attachments/${file.id}`)).isProblem(404, 'not_found');
  });

  test('is attached once, by its owner', async () => {
    const file = (await admin.upload('b.txt', 'x')).is(201);
    const theirs = await server.as(people.fabrikamAdmin);
    (await theirs.post('/api/v1/requests', newRequest({ attachments: [file.id] }))).is(422);
    (
      await (await server.as(people.contosoHelpdesk)).post('/api/v1/requests', newRequest({ attachments: [file.id] }))
    ).is(422);
    await open(admin, { attachments: [file.id] });
    (await admin.post('/api/v1/requests', newRequest({ attachments: [file.id] }))).is(422);
  });

  test('a refused request takes no file with it', async () => {
    const file = (await admin.upload('c.txt', 'x')).is(201);
    (await admin.post('/api/v1/requests', newRequest({ attachments: [file.id, 'att_000000000000z'] }))).is(422);
    await open(admin, { attachments: [file.id] });
  });

  test('is never shown by the browser as a page', async () => {
    const file = (await admin.upload('page.html', '<script>alert(1)</script>', 'text/html')).is(201);
    const loaded = await admin.get(`/api/v1/attachments/${file.id}`);
    expect(loaded.headers['content-type']).toBe('application/octet-stream');
    expect(loaded.headers['content-disposition']).toMatch(/^attachment/);
    expect(loaded.text).toBe('<script>alert(1)</script>');
  });
});

describe('messages', () => {
  test('Markdown comes back as safe HTML', async () => {
    const request = await open(admin);
    const text = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) `a` **b**';
    const { message } = (await admin.post(`/api/v1/requests/${request.id}/messages`, { text })).is(201);
    expect(message.text).toBe(text);
    expect(message.html).not.toMatch(/<img|javascript:/);
    expect(message.html).toContain('<strong>b</strong>');
  });

  test('a customer writes no notes and awaits nobody', async () => {
    const request = await open(admin);
    const to = `/api/v1/requests/${request.id}/messages`;
    (await admin.post(to, { text: 'x', visibility: 'internal' })).isProblem(403, 'forbidden');
    (await admin.post(to, { text: 'x', await_customer: true })).isProblem(403, 'forbidden');
    (
      await agent.post(to, {
        text: 'x',
        visibility: 'internal',
        await_customer: true,
      })
    ).is(422);
  });

  test('of two at once both stay, and one of two changes wins', async () => {
    const request = await open(admin);
    const to = `/api/v1/requests/${request.id}`;
    const both = await Promise.all([
      agent.post(`${to}/messages`, { text: 'a' }),
      admin.post(`${to}/messages`, { text: 'b' }),
    ]);
    for (const reply of both) reply.is(201);
    const { version } = (await agent.get(to)).is(200);
    expect(version).toBe(request.version + 2);
    const changes = await Promise.all([
      agent.patch(to, { severity: 'C' }, version),
      agent.patch(to, { desk: 'billing' }, version),
    ]);
    expect(changes.map((reply) => reply.status).sort()).toEqual([200, 412]);
  });
});

describe('changes', () => {
  test('awaiting is begun and taken back', async () => {
    const request = await open(admin);
    const to = `/api/v1/requests/${request.id}`;
    const awaiting = (await agent.patch(to, { status: 'awaiting_customer' }, request.version)).is(200);
    expect(awaiting.status).toBe('awaiting_customer');
    const back = (await agent.patch(to, { status: 'open' }, awaiting.version)).is(200);
    expect(back).toMatchObject({ status: 'open', awaiting_since: null });
  });

  test('another desk lowers what it does not have', async () => {
    const request = await open(admin, {
      impact: impact.down_many,
      business_impact: 'all of it',
    });
    expect(request.severity).toBe('A');
    const moved = (await agent.patch(`/api/v1/requests/${request.id}`, { desk: 'billing' }, request.version)).is(200);
    expect(moved).toMatchObject({ desk: 'billing', severity: 'B' });
  });

  test('a severity that is not on offer is refused', async () => {
    const request = await open(await server.as(people.fabrikamAdmin));
    const refused = await agent.patch(`/api/v1/requests/${request.id}`, { severity: 'A' }, request.version);
    expect(refused.is(422).errors[0].field).toBe('severity');
  });

  test('all of a change, or nothing of it', async () => {
    const request = await open(await server.as(people.fabrikamAdmin));
    const to = `/api/v1/requests/${request.id}`;
    const me = (await agent.get('/api/v1/me')).is(200);
    (await agent.patch(to, { assignee: me.id, severity: 'A' }, request.version)).is(422);
    expect((await agent.get(to)).is(200)).toMatchObject({
      assignee: null,
      version: request.version,
      severity: 'B',
    });
  });

  test('what changes nothing says so without a fuss', async () => {
    const request = await open(admin);
    const same = (
      await agent.patch(`/api/v1/requests/${request.id}`, { severity: request.severity }, request.version)
    ).is(200);
    expect(same.severity).toBe(request.severity);
  });

  test('the assignee is an agent of this operator', async () => {
    const request = await open(admin);
    const to = `/api/v1/requests/${request.id}`;
    const customer = (await admin.get('/api/v1/me')).is(200);
    const foreign = (await (await server.as(people.wwAgent, 'm365-ww.localhost')).get('/api/v1/me')).is(200);
    for (const id of [customer.id, foreign.id, 'per_0000000000001', 'nobody'])
      expect((await agent.patch(to, { assignee: id }, request.version)).is(422).errors[0].field).toBe('assignee');
    const agents = (await agent.get('/api/v1/agents')).is(200).items;
    const assigned = (await agent.patch(to, { assignee: agents[0].id }, request.version)).is(200);
    const freed = (await agent.patch(to, { assignee: null }, assigned.version)).is(200);
    expect(freed.assignee).toBeNull();
  });
});
