// Every route as everybody, compared with one table; and what is foreign answers exactly like what does not exist.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callers, table, type Caller, type Row } from './access.table';
import type { Client, Json, Reply } from './support/client';
import { operations } from './support/contract';
import { newRequest, people } from './support/people';
import { Server, operator_host } from './support/server';

let server: Server;
const clients = {} as Record<Caller, Client>;
const unknown: Record<string, string> = {
  requests: 'req_06zzzzzzzzzzz',
  attachments: 'att_06zzzzzzzzzzz',
  articles: 'art_06zzzzzzzzzzz',
  incidents: 'inc_06zzzzzzzzzzz',
};

beforeAll(async () => {
  server = await Server.start();
  clients.nobody = server.nobody();
  clients.end_user = await server.as(people.contosoUser);
  clients.global_admin = await server.as(people.contosoAdmin);
  clients.billing_admin = await server.as(people.contosoBilling);
  clients.helpdesk_admin = await server.as(people.contosoHelpdesk);
  clients.service_support_admin = await server.as(people.fabrikamAdmin);
  clients.other_admin = await server.as(people.tailspinAdmin);
  clients.agent = await server.as(people.agent);
  clients.lead = await server.as(people.lead);
  clients.manager = await server.as(people.manager);
  clients.other_operator_admin = await server.as(people.contosoAdmin, operator_host.ww);
  clients.other_operator_agent = await server.as(people.wwAgent, operator_host.ww);
  clients.stolen_session = clients.agent.at(operator_host.ww);
});
afterAll(() => server?.stop());

/** The server's own routes, as it counts them itself. */
async function servedRoutes(): Promise<string[]> {
  const { text } = await server.nobody().get('/metrics');
  const found = text.matchAll(/^madoguchi_http_call_seconds_count\{method="([A-Z]+)",route="([^"]+)"\}/gm);
  return [...found].map(([, method, route]) => `${method} ${route}`).sort();
}

const isData = (route: string): boolean => / \/(api\/|healthz|readyz|metrics)/.test(route);
const inTable = new Set(table.map((row) => `${row.method} ${row.path}`));

describe('the table', () => {
  test('has every route of the contract', () => {
    const missing = operations.map((each) => `${each.method} ${each.path}`).filter((route) => !inTable.has(route));
    expect(missing).toEqual([]);
  });

  test('has every route of the server', async () => {
    const missing = (await servedRoutes()).filter((route) => isData(route) && !inTable.has(route));
    expect(missing).toEqual([]);
  });

  test('has no route that is gone', () => {
    const known = new Set(operations.map((each) => `${each.method} ${each.path}`));
    expect([...inTable].filter((route) => !known.has(route))).toEqual([]);
  });
});

test('the server serves exactly the contract', async () => {
  const served = (await servedRoutes()).filter(isData);
  expect(served).toEqual(operations.map((each) => `${each.method} ${each.path}`).sort());
});

test('pages are for everybody', async () => {
  const routes = (await servedRoutes()).filter((route) => !isData(route) && !route.includes('{'));
  for (const route of routes) {
    const [method, path] = route.split(' ') as [string, string];
    expect(['GET', 'POST']).toContain(method);
    if (method !== 'GET') continue;
    const seen = await Promise.all(callers.map(async (caller) => (await clients[caller].get(path)).status));
    expect([path, new Set(seen).size]).toEqual([path, 1]);
    expect(seen[0]).toBeLessThan(400);
  }
});

async function openedBy(who: Client, desk: string): Promise<Json> {
  return (await who.post('/api/v1/requests', newRequest({ desk }))).is(201);
}

async function attached(need: 'file' | 'note_file'): Promise<string> {
  const { agent, global_admin } = clients;
  const request = await openedBy(global_admin, 'technical');
  const file = (await agent.upload('a.txt', 'x')).is(201);
  const visibility = need === 'file' ? 'public' : 'internal';
  const message = { text: 'see file', visibility, attachments: [file.id] };
  (await agent.post(`/api/v1/requests/${request.id}/messages`, message)).is(201);
  return file.id;
}

async function publicId(need: 'article' | 'incident'): Promise<string> {
  const nobody = clients.nobody;
  if (need === 'incident') return (await nobody.get('/api/v1/health/incidents?limit=1')).is(200).items[0]?.id ?? '';
  const { results } = (await nobody.get('/api/v1/ask?q=mailbox&lang=en')).is(200);
  return results.find((each: Json) => each.kind === 'article')?.id ?? '';
}

/** What stands in the place of {id}, and its version. */
interface Target {
  id: string;
  version: number;
}
async function target(row: Row, caller: Caller): Promise<Target> {
  switch (row.need) {
    case 'technical':
    case 'billing': {
      const owner = caller === 'service_support_admin' ? clients.service_support_admin : clients.global_admin;
      return await openedBy(owner, row.need);
    }
    case 'loose_file':
      return { id: (await clients.agent.upload('a.txt', 'x')).is(201).id, version: 0 };
    case 'file':
    case 'note_file':
      return { id: await attached(row.need), version: 0 };
    case 'draft': {
      const draft = { lang: 'en', title: 'A draft', markdown: 'Text.' };
      return (await clients.agent.post('/api/v1/office/articles', draft)).is(201);
    }
    case 'article':
    case 'incident':
      return { id: await publicId(row.need), version: 0 };
    default:
      return { id: '', version: 0 };
  }
}

async function firstMessage(id: string): Promise<string> {
  return (await clients.agent.get(`/api/v1/requests/${id}/timeline`)).is(200).items[0].message.id;
}

/** Does it to the target, or to `id` as if that were the target. */
async function does(row: Row, caller: Caller, { id: known, version }: Target, id = known): Promise<Reply> {
  // Signing out must not end the session that the other cells need.
  const who =
    row.method === 'DELETE' && row.path === '/api/v1/session' && row.may[caller] === 204
      ? await another(caller)
      : clients[caller];
  const path =
    row.path
      .replace('{id}', id)
      .replace(/\{(n|other)\}/g, '1')
      .replace('{lang}', 'en') + (row.query ?? '');
  if (row.path === '/api/v1/events' && row.may[caller] === 200) return await streams(who);
  const message = row.message ? { messages: [await firstMessage(known)] } : {};
  return await who.call(row.method, path, {
    ...(row.body === undefined ? {} : { json: Object.assign(message, row.body) }),
    ...(row.raw === undefined ? {} : { raw: row.raw }),
    headers: row.versioned || row.version ? { 'If-Match': `"${row.version ?? version}"` } : {},
  });
}

async function another(caller: Caller): Promise<Client> {
  const { email } = (await clients[caller].get('/api/v1/me')).is(200);
  return await server.signedIn(email, clients[caller].host);
}

async function streams(who: Client): Promise<Reply> {
  const stream = await who.events();
  stream.close();
  return { status: 200, text: '' } as Reply;
}

function kindOf(row: Row): string {
  return row.path.split('/').findLast((part) => unknown[part] !== undefined) ?? '';
}

function nameOf(row: Row): string {
  return [row.method, row.path, row.what ?? '', row.path.includes('/requests/{id}') ? `(${row.need} desk)` : '']
    .filter(Boolean)
    .join(' ');
}

describe.each(table.map((row) => [nameOf(row), row] as const))('%s', (_, row) => {
  test.each(callers)('as %s', async (caller) => {
    const aim = await target(row, caller);
    if (row.need && !aim.id) return expect.fail(`the demo has no ${row.need}`);
    const reply = await does(row, caller, aim);
    expect({ status: reply.status, text: reply.status === row.may[caller] ? '' : reply.text.slice(0, 300) }).toEqual({
      status: row.may[caller],
      text: '',
    });
    if (!row.path.includes('{id}')) return;
    const ofUnknown = await does(row, caller, aim, unknown[kindOf(row)]!);
    expect(ofUnknown.status).toBe([401].includes(row.may[caller]) ? row.may[caller] : 404);
    if (reply.status !== 404) return;
    expect(ofUnknown.text).toBe(reply.text);
    expect(shape(ofUnknown)).toEqual(shape(reply));
  });
});

/** The headers but for the time. */
function shape(reply: Reply): Record<string, unknown> {
  const { date: _, ...rest } = reply.headers;
  return rest;
}

test('a refused write leaves nothing behind', async () => {
  const request = await openedBy(clients.global_admin, 'technical');
  const before = (await clients.agent.get(`/api/v1/requests/${request.id}`)).is(200);
  for (const row of table.filter((each) => each.need === 'technical' && each.method !== 'GET'))
    for (const caller of [
      'nobody',
      'end_user',
      'billing_admin',
      'other_admin',
      'other_operator_agent',
      'stolen_session',
    ] as const)
      expect((await does(row, caller, request)).status).toBeGreaterThanOrEqual(400);
  const after = (await clients.agent.get(`/api/v1/requests/${request.id}`)).is(200);
  expect({ ...after, next: null, clocks: [] }).toEqual({ ...before, next: null, clocks: [] });
  expect((await clients.agent.get(`/api/v1/requests/${request.id}/timeline`)).is(200).items.length).toBe(1);
});
