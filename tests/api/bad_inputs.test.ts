// Bad inputs for every route that writes: each is refused with the status and the field that the contract promises,
// and nothing is left behind. Bodies that are no JSON are tried in bodies.test.ts.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client, Json, Reply } from './support/client';
import { operations, resolved, type Schema } from './support/contract';
import { named_doors, openHouse, send, type Door, type House } from './support/doors';
import { newRequest } from './support/people';
import type { Server } from './support/server';

let house: House;
let server: Server;
let admin: Client;
let agent: Client;
let request: Json;

beforeAll(async () => {
  house = await openHouse();
  ({ server, admin, agent, request } = house);
});
afterAll(() => server?.stop());

// ---- fields, straight from the contract ----------------------------------------------------------------------------

interface Wrong {
  name: string;
  body: (door: Door) => Record<string, unknown>;
  field: string;
}

const wrong_types: [string, unknown][] = [
  ['null', null],
  ['a number', 12],
  ['a truth', true],
  ['a text', 'text'],
  ['a list', [1]],
  ['an object', { a: 1 }],
];

function fits(value: unknown, schema: Schema): boolean {
  const types = [schema.type ?? []].flat();
  if (value === null) return types.includes('null');
  if (Array.isArray(value)) return types.includes('array');
  if (typeof value === 'number') return types.includes('integer') || types.includes('number');
  return types.includes(typeof value) || (typeof value === 'string' && schema.enum !== undefined);
}

function put(body: Record<string, unknown>, path: string[], value: unknown): Record<string, unknown> {
  const [name, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) return { ...body, [name]: value };
  return { ...body, [name]: put((body[name] ?? {}) as Record<string, unknown>, rest, value) };
}

function without(body: Record<string, unknown>, path: string[]): Record<string, unknown> {
  const [name, ...rest] = path as [string, ...string[]];
  const { [name]: inner, ...others } = body;
  return rest.length === 0 ? others : { ...others, [name]: without(inner as Record<string, unknown>, rest) };
}

/** All that can be wrong with one property. */
function wrongs(path: string[], schema: Schema): Wrong[] {
  const field = path.join('.');
  const all: Wrong[] = wrong_types
    .filter(([, value]) => !fits(value, schema))
    .map(([name, value]) => ({ name: `${field}: ${name}`, body: (door) => put(door.good(), path, value), field }));
  const add = (name: string, value: unknown) =>
    all.push({ name: `${field}: ${name}`, body: (door) => put(door.good(), path, value), field });
  if (schema.enum) add('unknown', 'sideways');
  if (schema.enum) add('in capitals', String(schema.enum[0]).toUpperCase() + ' ');
  if (schema.maxLength) add('too long', 'あ'.repeat(schema.maxLength + 1));
  if (schema.minLength) add('empty', '');
  if (schema.minLength) add('blank', ' \n\u3000'.slice(0, 2));
  if (schema.maxItems)
    add(
      'too many',
      Array.from({ length: schema.maxItems + 1 }, () => 'att_06zzzzzzzzzzz'),
    );
  if (schema.minItems) add('none', []);
  if (schema.type === 'array') add('of numbers', [1]);
  if (schema.type === 'array') add('of null', [null]);
  if (schema.type === 'object') {
    add('of nothing known', { sideways: 1 });
    all.at(-1)!.field = `${field}.sideways`;
    all.push(...properties(path, schema));
  }
  return all;
}

function properties(path: string[], schema: Schema): Wrong[] {
  const all = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
    wrongs([...path, name], resolved(inner)),
  );
  for (const name of schema.required ?? [])
    all.push({
      name: `${[...path, name].join('.')}: missing`,
      body: (door) => without(door.good(), [...path, name]),
      field: [...path, name].join('.'),
    });
  return all;
}

function wrongsOf(door: Door): Wrong[] {
  const operation = operations.find((each) => each.method === door.method && each.path === door.path);
  const all = properties([], resolved(operation!.body!));
  all.push({ name: 'an unknown field', body: () => ({ ...door.good(), sideways: 1 }), field: 'sideways' });
  all.push({ name: '__proto__', body: () => JSON.parse('{"__proto__":1}'), field: '__proto__' });
  return all;
}

describe.each(named_doors)('%s refuses the field', (_, door) => {
  test.each(wrongsOf(door).map((wrong) => [wrong.name, wrong] as const))('%s', async (_name, wrong) => {
    const reply = await send(house, door, { raw: JSON.stringify(wrong.body(door)) });
    const problem = reply.is(422);
    const fields = (problem.errors ?? []).map((error: Json) => error.field);
    expect(fields).toContain(wrong.field);
    for (const error of problem.errors) expect(error.message).not.toMatch(/^errors\.|[{}]/);
  });

  test('of many, and tells every one', async () => {
    if (door.name === 'sign in') return;
    const problem = (await send(house, door, { raw: JSON.stringify({ a: 1, b: 2, 'c.d': 3 }) })).is(422);
    expect(problem.errors.map((error: Json) => error.field)).toEqual(expect.arrayContaining(['a', 'b', 'c.d']));
  });
});

// ---- what is well formed and still wrong ---------------------------------------------------------------------------

describe('values', () => {
  const opening = (parts: Record<string, unknown>) => () => admin.post('/api/v1/requests', newRequest(parts));
  const answering = (parts: Record<string, unknown>) => () =>
    agent.post(`/api/v1/requests/${request.id}/messages`, { text: 'x', ...parts });
  const changing = (parts: Record<string, unknown>) => () =>
    agent.patch(`/api/v1/requests/${request.id}`, parts, request.version);
  const me = (parts: Record<string, unknown>) => () => admin.patch('/api/v1/me', parts);

  test.each<[string, () => Promise<Reply>, string]>([
    ['an unknown desk', opening({ desk: 'marketing' }), 'desk'],
    ['an unknown topic', opening({ topic: 'exchange-online/nothing' }), 'topic'],
    ['an unknown language', opening({ lang: 'tlh' }), 'lang'],
    ['a phone call without a number', opening({ contact: { way: 'phone' } }), 'contact.phone'],
    ['a callback without a number', opening({ contact: { way: 'callback' } }), 'contact.phone'],
    ['an e-mail that is none', opening({ contact: { way: 'email', email: 'no mail' } }), 'contact.email'],
    [
      'an e-mail with a line break',
      opening({ contact: { way: 'email', email: 'a@b.example\r\nBcc: c@d.example' } }),
      'contact.email',
    ],
    ['a phone number that is none', opening({ contact: { way: 'phone', phone: 'call me' } }), 'contact.phone'],
    ['an unknown file', opening({ attachments: ['att_06zzzzzzzzzzz'] }), 'attachments'],
    ['an id of another kind as file', opening({ attachments: ['req_06zzzzzzzzzzz'] }), 'attachments'],
    ['no id as file', opening({ attachments: ["'; drop table attachment"] }), 'attachments'],
    ['an unknown incident', opening({ follows_incident: 'inc_06zzzzzzzzzzz' }), 'follows_incident'],
    ['no id as incident', opening({ follows_incident: 'EX-1' }), 'follows_incident'],
    ['an unknown file in an answer', answering({ attachments: ['att_06zzzzzzzzzzz'] }), 'attachments'],
    ['a note that awaits the customer', answering({ visibility: 'internal', await_customer: true }), 'await_customer'],
    ['an unknown severity', changing({ severity: 'Z' }), 'severity'],
    ['an empty severity', changing({ severity: '' }), 'severity'],
    ['an unknown desk to move to', changing({ desk: 'marketing' }), 'desk'],
    ['an unknown agent', changing({ assignee: 'per_06zzzzzzzzzzz' }), 'assignee'],
    ['an incident that is none', changing({ incident: 'inc_06zzzzzzzzzzz' }), 'incident'],
    ['no id as the incident to attach', changing({ incident: 'EX-1' }), 'incident'],
    ['an empty agent', changing({ assignee: '' }), 'assignee'],
    ['an unknown zone', me({ zone: 'Mars/Olympus' }), 'zone'],
    ['a zone that is a path', me({ zone: '../../etc/passwd' }), 'zone'],
    ['an empty zone', me({ zone: '' }), 'zone'],
    ['a language that is not spoken here', me({ lang: 'fr' }), 'lang'],
  ])('%s', async (_, call, field) => {
    const problem = (await call()).is(422);
    expect((problem.errors ?? []).map((error: Json) => error.field)).toContain(field);
  });

  test('the same file twice', async () => {
    const file = (await admin.upload('a.txt', 'x')).is(201);
    const reply = await admin.post('/api/v1/requests', newRequest({ attachments: [file.id, file.id] }));
    expect([201, 422]).toContain(reply.status);
  });

  test('an empty change', async () => {
    (await agent.patch(`/api/v1/requests/${request.id}`, {}, request.version)).is(422);
    (await admin.patch('/api/v1/me', {})).is(422);
  });

  test('a blank subject or text', async () => {
    for (const blank of [' ', '\n\t', '\u3000', '\u00a0'])
      for (const reply of [
        await admin.post('/api/v1/requests', newRequest({ subject: blank })),
        await agent.post(`/api/v1/requests/${request.id}/messages`, { text: blank }),
      ])
        reply.is(422);
  });

  test('a subject of several lines', async () => {
    (await admin.post('/api/v1/requests', newRequest({ subject: 'one\nX-Header: two' }))).is(422);
  });

  test('the longest that is allowed is taken, in any script', async () => {
    for (const letter of ['a', '字', '𠮷'])
      (await admin.post('/api/v1/requests', newRequest({ subject: letter.repeat(200) }))).is(201);
    (await admin.post('/api/v1/requests', newRequest({ description: 'a'.repeat(65_536) }))).is(201);
    (await admin.post('/api/v1/requests', newRequest({ description: '字'.repeat(65_536) }))).is(201);
  });
});

describe('versions', () => {
  test.each([
    ['none', {}, [422, 428]],
    ['empty', { 'If-Match': '' }, [422]],
    ['bare', { 'If-Match': '1' }, [422]],
    ['any', { 'If-Match': '*' }, [422]],
    ['weak', { 'If-Match': 'W/"1"' }, [422]],
    ['a word', { 'If-Match': '"one"' }, [422]],
    ['of the past', { 'If-Match': '"0"' }, [412]],
    ['of the future', { 'If-Match': '"99"' }, [412]],
    ['negative', { 'If-Match': '"-1"' }, [412, 422]],
    ['huge', { 'If-Match': '"99999999999999999999"' }, [412, 422]],
    ['two', { 'If-Match': '"1", "2"' }, [412, 422]],
  ])('%s', async (_, headers, statuses) => {
    const reply = await agent.call('PATCH', `/api/v1/requests/${request.id}`, {
      json: { severity: 'C' },
      headers: headers as Record<string, string>,
    });
    expect(statuses).toContain(reply.status);
    expect((await agent.get(`/api/v1/requests/${request.id}`)).is(200).version).toBe(request.version);
  });
});

describe('idempotency keys', () => {
  test.each([
    ['with a space', 'a b'],
    ['of 256 letters', 'k'.repeat(256)],
    ['with a control letter', 'a\tb'],
    ['not ASCII', 'é'],
  ])('%s', async (_, key) => {
    (await admin.post('/api/v1/requests', newRequest(), { 'Idempotency-Key': key })).is(400);
  });

  test('of one call at another', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    (await agent.post(`/api/v1/requests/${request.id}/messages`, { text: 'a' }, key)).is(201);
    (await agent.post('/api/v1/requests', { text: 'a' }, key)).is(422);
    request = (await agent.get(`/api/v1/requests/${request.id}`)).is(200);
  });
});

describe('lists', () => {
  test.each([
    'limit=0',
    'limit=-1',
    'limit=101',
    'limit=99999999999999999999',
    'limit=1.5',
    'limit=',
    'limit=0x10',
    'limit=%20',
    'limit=ten',
    'view=nothing',
    'view=',
    'view=ALL',
    'after=nonsense',
    'after=.',
    'after=' + 'a'.repeat(300),
    'after=0000000000000.zzzzzzzzzzzzzzz',
    "after='%20or%201=1",
    'after=%E4%B8%AD',
  ])('%s', async (query) => {
    expect((await agent.get(`/api/v1/requests?${query}`)).is(422).errors[0].field).toBe(query.split('=')[0]);
  });

  test.each([
    'after=nonsense',
    'after=' + 'z'.repeat(26),
    'after=' + '0'.repeat(25),
    'limit=0',
    'limit=101',
    'limit=x',
  ])('of incidents: %s', async (query) => {
    const reply = await server.nobody().get(`/api/v1/health/incidents?${query}`);
    if (query.includes('zzz')) expect([200, 422]).toContain(reply.status);
    else reply.is(422);
  });

  test.each(['after=%ff', 'after=%', 'view=%00%ff'])('unreadable: %s', async (query) => {
    (await agent.call('GET', `/api/v1/requests?${query}`).catch((error: Error) => expect.fail(error.message))).is(400);
  });
});

describe('ids', () => {
  const strange = [
    '1',
    'req_',
    'req_0',
    'REQ_06ZZZZZZZZZZZ',
    'req_06zzzzzzzzzzz0',
    'per_06zzzzzzzzzzz',
    '%20',
    "'",
    'req_06zzzzzzzzzz!',
    '%E4%B8%AD',
    '..',
    '%2e%2e',
    'null',
    '-1',
    'a'.repeat(1000),
  ];
  test.each(strange)('%s is not found', async (id) => {
    for (const path of [
      `/api/v1/requests/${id}`,
      `/api/v1/requests/${id}/timeline`,
      `/api/v1/attachments/${id}`,
      `/api/v1/articles/${id}`,
    ]) {
      const reply = await agent.get(path);
      expect([path, reply.status]).toEqual([path, 404]);
    }
    (await agent.post(`/api/v1/requests/${id}/messages`, { text: 'x' })).is(404);
    (await agent.patch(`/api/v1/requests/${id}`, { severity: 'B' }, 1)).is(404);
  });
});

test.each(['req_%00', '%ff', '%zz'])('an address that cannot be read: %s', async (id) => {
  const { status } = await agent.get(`/api/v1/requests/${id}`);
  expect(status).toBe(400);
});

describe('files', () => {
  const upload = (query: string, raw: string | Uint8Array = 'x') =>
    admin.call('POST', `/api/v1/attachments${query}`, { raw });
  test.each([
    ['no name', '', 422],
    ['an empty name', '?name=', 422],
    ['a path', '?name=a%2Fb', 422],
    ['a path of Windows', '?name=a%5Cb', 422],
    ['a line break', '?name=a%0d%0ab', 422],
    ['a blank name', '?name=%20', 422],
    ['only dots', '?name=..', 422],
    ['a name of 256 letters', `?name=${'a'.repeat(256)}`, 422],
    ['U+0000 in the name', '?name=a%00b', 400],
    ['a name that is not UTF-8', '?name=%ff', 400],
  ])('%s', async (_, query, status) => {
    const reply = await upload(query);
    expect([status, 422]).toContain(reply.status);
  });

  test('255 letters are a name in any script', async () => {
    (await upload(`?name=${'a'.repeat(255)}`)).is(201);
    (await upload(`?name=${encodeURIComponent('字'.repeat(255))}`)).is(201);
  });

  test('nothing in it', async () => {
    (await upload('?name=a.txt', '')).is(422);
  });

  test('too large', async () => {
    const reply = await upload('?name=a.bin', new Uint8Array(64 << 20)).catch(
      (error: NodeJS.ErrnoException) => error.code,
    );
    if (typeof reply === 'object') reply.is(413);
    else expect(['EPIPE', 'ECONNRESET']).toContain(reply);
  });
});

test('after all of it nothing has changed, and the server lives', async () => {
  const now = (await agent.get(`/api/v1/requests/${request.id}`)).is(200);
  expect({ version: now.version, severity: now.severity, desk: now.desk, assignee: now.assignee }).toEqual({
    version: request.version,
    severity: request.severity,
    desk: request.desk,
    assignee: request.assignee,
  });
  expect((await admin.get('/api/v1/me')).is(200)).toMatchObject({ lang: 'ja', zone: 'Asia/Tokyo' });
  (await server.nobody().get('/readyz')).is(200);
  expect(server.complaints).not.toMatch(/internal|exception|terminate/i);
});
