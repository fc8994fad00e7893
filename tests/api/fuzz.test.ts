// Random lives of requests and random bodies, from a seed (MADOGUCHI_TEST_SEED repeats one). What holds whatever
// happens: the `actions` that a request shows are exactly those that work, versions count every change, the timeline
// only grows, the receipt agrees with the clocks, and no input brings the server to an answer outside the contract.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client, Json, Reply } from './support/client';
import { newRequest, people } from './support/people';
import { Server } from './support/server';

const seed = Number(process.env.MADOGUCHI_TEST_SEED ?? 20_261_123);
const lives_count = 25;
const steps_count = 14;
const bodies_count = 400;

/** Mulberry32: small, and the same everywhere. */
function random(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
type Dice = () => number;
const pick = <T>(dice: Dice, from: readonly T[]): T => from[Math.floor(dice() * from.length)]!;

let server: Server;
let agent: Client;
let admin: Client;
beforeAll(async () => {
  server = await Server.start();
  agent = await server.as(people.agent);
  admin = await server.as(people.contosoAdmin);
});
afterAll(() => server?.stop());

/** What can be tried, and the action that must be shown for it to work. */
const tries: [
  action: string,
  who: 'agent' | 'admin',
  act: (who: Client, request: Json, dice: Dice) => Promise<Reply>,
][] = [
  ['answer', 'agent', (who, { id }) => who.post(`/api/v1/requests/${id}/messages`, { text: 'a' })],
  ['answer', 'admin', (who, { id }) => who.post(`/api/v1/requests/${id}/messages`, { text: 'c' })],
  [
    'note',
    'agent',
    (who, { id }) => who.post(`/api/v1/requests/${id}/messages`, { text: 'n', visibility: 'internal' }),
  ],
  ['await', 'agent', (who, { id }) => who.post(`/api/v1/requests/${id}/messages`, { text: 'w', await_customer: true })],
  ['await', 'agent', (who, request) => change(who, request, { status: 'awaiting_customer' })],
  ['severity', 'agent', (who, request, dice) => change(who, request, { severity: pick(dice, ['A', 'B', 'C']) })],
  ['desk', 'agent', (who, request, dice) => change(who, request, { desk: pick(dice, ['technical', 'billing']) })],
  ['assign', 'agent', (who, request) => change(who, request, { assignee: null })],
  ['solve', 'agent', (who, request) => change(who, request, { status: 'solved' })],
  ['solve', 'admin', (who, request) => change(who, request, { status: 'solved' })],
  ['reopen', 'agent', (who, request) => change(who, request, { status: 'open' })],
  ['reopen', 'admin', (who, request) => change(who, request, { status: 'open' })],
  ['close', 'admin', (who, request) => change(who, request, { status: 'closed' })],
];

function change(who: Client, request: Json, parts: Record<string, unknown>): Promise<Reply> {
  return who.patch(`/api/v1/requests/${request.id}`, parts, request.version);
}

/** A wish for what already is changes nothing and needs no right; an await of a solved one is a matter of reopening. */
const is_idle = (action: string, request: Json, reply: Reply): boolean =>
  reply.status === 200 &&
  ((action === 'solve' && request.status === 'solved') ||
    (action === 'reopen' && ['open', 'awaiting_customer'].includes(request.status)) ||
    (action === 'close' && ['open', 'awaiting_customer', 'closed'].includes(request.status)));

test.each(Array.from({ length: lives_count }, (_, n) => n))('life %i keeps the rules', async (n) => {
  const dice = random(seed + n);
  const told: string[] = [];
  const opened = newRequest({
    desk: pick(dice, ['technical', 'billing']),
    impact: pick(dice, impacts),
    business_impact: 'all',
  });
  const { id } = (await admin.post('/api/v1/requests', opened)).is(201);
  let before: Json = (await agent.get(`/api/v1/requests/${id}`)).is(200);
  let items_before = 1;
  for (let step = 0; step < steps_count; ++step) {
    const [action, by, act] = pick(dice, tries);
    const who = by === 'agent' ? agent : admin;
    const shown: Json = (await who.get(`/api/v1/requests/${id}`)).is(200);
    const reply = await act(who, shown, dice);
    told.push(`${by} ${action} → ${reply.status}`);
    const works = reply.status === 200 || reply.status === 201;
    const where = `${told.join(', ')} (${shown.status}, ${shown.actions.join(' ')})`;
    if (!is_idle(action, shown, reply))
      expect({ where, works: works || reply.status === 422 }).toEqual({ where, works: shown.actions.includes(action) });
    const after: Json = (await agent.get(`/api/v1/requests/${id}`)).is(200);
    const { items } = (await agent.get(`/api/v1/requests/${id}/timeline`)).is(200);
    expect({ where, versions: after.version - before.version }).toEqual({ where, versions: works ? 1 : 0 });
    expect(items.length).toBeGreaterThanOrEqual(items_before);
    if (!works) expect({ where, items: items.length }).toEqual({ where, items: items_before });
    checkClocks(where, after, (await agent.get(`/api/v1/requests/${id}/receipt`)).is(200).clocks);
    before = after;
    items_before = items.length;
  }
});

const impacts = [
  { service: 'down', people: 'many' },
  { service: 'impaired', people: 'some' },
  { service: 'impaired', people: 'one', workaround: true },
  { service: 'question' },
];

function checkClocks(where: string, request: Json, receipt: Json[]): void {
  const open = ['open', 'awaiting_customer'].includes(request.status);
  expect({ where, kinds: receipt.map((each) => [each.kind, each.state, each.due]) }).toEqual({
    where,
    kinds: request.clocks.map((each: Json) => [each.kind, each.state, each.due]),
  });
  for (const clock of request.clocks) {
    expect({ where, idle: clock.due === null }).toEqual({ where, idle: clock.state === 'waiting' });
    if (!open) expect(['kept', 'missed']).toContain(clock.state);
    if (clock.kind === 'customer_reply') expect(request.status).toBe('awaiting_customer');
  }
}

// ---- bodies --------------------------------------------------------------------------------------------------------

const leaves: readonly unknown[] = [
  null, true, false, 0, -1, 1e308, 2 ** 53, '', ' ', 'x', '\u0000', '\ud800', '\u202e', '💥', 'あ'.repeat(300), 'technical', 'A',
  'open', 'email', 'req_06zzzzzzzzzzz', 'att_06zzzzzzzzzzz', '2026-11-22T00:00:00Z', '__proto__', '../../x', "' or 1=1 --", '{{7*7}}',
]; // prettier-ignore

function anything(dice: Dice, depth: number): unknown {
  const kind = dice();
  if (depth === 0 || kind < 0.7) return pick(dice, leaves);
  const count = Math.floor(dice() * 4);
  if (kind < 0.85) return Array.from({ length: count }, () => anything(dice, depth - 1));
  return Object.fromEntries(Array.from({ length: count }, () => [pick(dice, names), anything(dice, depth - 1)]));
}

const names = [
  'desk',
  'subject',
  'description',
  'impact',
  'contact',
  'text',
  'status',
  'severity',
  'assignee',
  'way',
  'lang',
  'x',
  '',
];

/** A good body with one or two of its parts replaced, left out or added. */
function mutated(dice: Dice, good: Record<string, unknown>): Record<string, unknown> {
  const body = structuredClone(good);
  for (let times = Math.floor(dice() * 2); times >= 0; --times) {
    const name = pick(dice, [...Object.keys(body), ...names]);
    if (dice() < 0.2) delete body[name];
    else body[name] = anything(dice, 3);
  }
  return body;
}

test('random bodies bring only answers of the contract', async () => {
  const dice = random(seed);
  const { id } = (await admin.post('/api/v1/requests', newRequest())).is(201);
  const doors: [string, string, () => Record<string, unknown>][] = [
    ['POST', '/api/v1/requests', () => newRequest()],
    ['POST', '/api/v1/verdict', () => ({ desk: 'technical', impact: { service: 'down' } })],
    ['POST', `/api/v1/requests/${id}/messages`, () => ({ text: 'x', visibility: 'public' })],
    ['PATCH', `/api/v1/requests/${id}`, () => ({ severity: 'B', status: 'open' })],
    ['POST', '/api/v1/session', () => ({ email: `nobody${Math.floor(dice() * 1e9)}@contoso.example`, password: 'x' })],
  ];
  for (let n = 0; n < bodies_count; ++n) {
    const [method, path, good] = pick(dice, doors.slice(0, n % 40 === 0 ? 5 : 4));
    const { version } = method === 'PATCH' ? (await agent.get(path)).is(200) : { version: 0 };
    const who = pick(dice, [agent, admin]);
    const reply = await who.call(method, path, {
      json: mutated(dice, good()),
      headers: { 'If-Match': `"${version}"` },
    });
    expect([n, seed, reply.status]).toEqual([n, seed, expect.toSatisfy((status: number) => status < 500)]);
  }
  expect(server.complaints).not.toMatch(/internal|exception|terminate/i);
});
