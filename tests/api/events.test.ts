// Live events: what happens is told at once, to those who may know it, and nothing is missed over a break.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client, Json } from './support/client';
import type { EventStream, ServerEvent } from './support/events';
import { newRequest, people } from './support/people';
import { Server, operator_host } from './support/server';

let server: Server;
let admin: Client;
let agent: Client;
let request: Json;
const streams: EventStream[] = [];

beforeAll(async () => {
  server = await Server.start();
  admin = await server.as(people.contosoAdmin);
  agent = await server.as(people.agent);
});
afterAll(async () => {
  for (const stream of streams) stream.close();
  await server?.stop();
});
beforeEach(async () => {
  for (const stream of streams.splice(0)) stream.close();
  request = (await admin.post('/api/v1/requests', newRequest())).is(201);
});

async function listen(who: Client, lastEventId?: string): Promise<EventStream> {
  const stream = await who.events(lastEventId);
  streams.push(stream);
  await stream.ready();
  return stream;
}

const say = async (who: Client, text: string, parts: Record<string, unknown> = {}): Promise<Json> =>
  (await who.post(`/api/v1/requests/${request.id}/messages`, { text, ...parts })).is(201);
const about = (id: string, type: string) => (event: ServerEvent) =>
  event.data.request === id && event.data.type === type;
const types = (stream: EventStream): string[] =>
  stream.seen.filter((event) => event.data.request === request.id).map((event) => event.data.type);

test('an answer reaches agent and customer without asking', async () => {
  const [theirs, ours] = [await listen(admin), await listen(agent)];
  await say(agent, 'here');
  for (const stream of [theirs, ours]) {
    const event = await stream.next(about(request.id, 'request.agent_replied'));
    expect(event.name).toBe('request.changed');
    expect(Object.keys(event.data).sort()).toEqual(['request', 'type']);
  }
});

test('a new request reaches the agents', async () => {
  const ours = await listen(agent);
  const other = (await admin.post('/api/v1/requests', newRequest())).is(201);
  await ours.next(about(other.id, 'request.opened'));
});

test('a note is not told to the customer', async () => {
  const [theirs, ours] = [await listen(admin), await listen(agent)];
  await say(agent, 'among us', { visibility: 'internal' });
  await say(agent, 'to all');
  await ours.next(about(request.id, 'request.note_added'));
  await theirs.next(about(request.id, 'request.agent_replied'));
  expect(types(theirs)).not.toContain('request.note_added');
});

describe('others', () => {
  test.each([
    ['another organization', people.fabrikamAdmin, operator_host.cn],
    ['an end user', people.contosoUser, operator_host.cn],
    ["another operator's agent", people.wwAgent, operator_host.ww],
    ['the same person at another operator', people.contosoAdmin, operator_host.ww],
    ['an admin who may not read that desk', people.contosoBilling, operator_host.cn],
  ])('%s hears nothing', async (_, email, host) => {
    const other = await listen(await server.as(email, host));
    const ours = await listen(agent);
    await say(agent, 'secret');
    await ours.next(about(request.id, 'request.agent_replied'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(types(other)).toEqual([]);
  });

  test('nobody is refused', async () => {
    (await server.nobody().get('/api/v1/events')).isProblem(401, 'unauthenticated');
  });
});

describe('resuming', () => {
  test('after a break everything missed is told, once and in order', async () => {
    const before = await listen(admin);
    await say(agent, 'one');
    const { id } = await before.next(about(request.id, 'request.agent_replied'));
    before.close();
    await say(admin, 'two');
    await say(agent, 'a note', { visibility: 'internal' });
    await say(agent, 'three');
    const after = await listen(admin, id);
    await say(admin, 'four');
    await expect
      .poll(() => types(after).filter((type) => type.endsWith('_replied')))
      .toEqual(['request.customer_replied', 'request.agent_replied', 'request.customer_replied']);
    expect(types(after)).not.toContain('request.note_added');
    const ids = after.seen.map((event) => event.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('from the last id nothing comes twice', async () => {
    const before = await listen(agent);
    await say(agent, 'one');
    const { id } = await before.next(about(request.id, 'request.agent_replied'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const last = before.lastId;
    expect(last >= id).toBe(true);
    const after = await listen(agent, last);
    await say(admin, 'two');
    await after.next(about(request.id, 'request.customer_replied'));
    expect(types(after)).toEqual(['request.customer_replied']);
  });

  test.each(['nonsense', '', '-1', '99999999999999999999999', '中'.repeat(50)])(
    'an id that cannot be read (%s) is no end',
    async (id) => {
      const stream = await listen(agent, Buffer.from(id).toString('latin1'));
      await say(agent, 'still here');
      await stream.next(about(request.id, 'request.agent_replied'));
      if (id !== '') expect(stream.seen[0]?.name).toBe('reset');
    },
  );
});

test('streams of one person are limited, and free again when closed', async () => {
  const own = await server.signedIn(people.contosoHelpdesk);
  const all = await Promise.all(Array.from({ length: 20 }, () => own.events()));
  (await own.get('/api/v1/events')).is(429);
  for (const stream of all) stream.close();
  await expect
    .poll(
      () =>
        own.events().then(
          (stream) => (stream.close(), 'open'),
          () => 'refused',
        ),
      { timeout: 5000 },
    )
    .toBe('open');
});

test('signing out ends the stream of that session, and of no other', async () => {
  const [own, other] = [await server.signedIn(people.contosoAdmin), await server.signedIn(people.contosoAdmin)];
  const [stream, goes_on] = [await listen(own), await listen(other)];
  (await own.call('DELETE', '/api/v1/session')).is(204);
  await expect.poll(() => stream.isOpen, { timeout: 5000 }).toBe(false);
  await say(agent, 'after signing out');
  await goes_on.next(about(request.id, 'request.agent_replied'));
  expect(types(stream)).toEqual([]);
});
