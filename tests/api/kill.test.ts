// A power cut loses nothing that was acknowledged, and nothing is done twice: requests are opened with idempotency
// keys while the server is killed (SIGKILL) and started again over the same data.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client, Json } from './support/client';
import { pages } from './support/lists';
import { newRequest, people } from './support/people';
import { Server, program } from './support/server';

const run = promisify(execFile);
const wishes_count = 160;
const writers_count = 8;
const kills_count = 6;

let data: string;
let server: Server;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'madoguchi-kill-'));
  server = await Server.start({ data });
});
afterAll(async () => {
  await server?.stop();
  if (data) await rm(data, { recursive: true, force: true });
});

interface Wish {
  key: string;
  body: Record<string, unknown>;
  /** Every id that was ever answered for it, in order. */
  answered: string[];
}

const wait = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));

test('100 and more acknowledged requests outlive the server', { timeout: 240_000 }, async () => {
  const session = await server.as(people.contosoAdmin);
  const wishes = Array.from({ length: wishes_count }, (_, n): Wish => {
    const body = newRequest({ subject: `停電の前 ${n}` });
    return { key: `kill-${n}`, body, answered: [] };
  });
  let client: Client = session.moved(server.address);
  let acknowledged_before_kill = 0;

  /** Sends it until it is answered, as a client on a bad line would. */
  const insist = async (wish: Wish): Promise<void> => {
    for (let tries = 0; tries < 400; ++tries) {
      const reply = await client
        .post('/api/v1/requests', wish.body, { 'Idempotency-Key': wish.key })
        .catch(() => undefined);
      if (reply?.status === 201) return void wish.answered.push(reply.body.id);
      if (reply && reply.status !== 503) reply.is(201);
      await wait(50);
    }
    throw new Error(`${wish.key} was never answered`);
  };
  const todo = [...wishes];
  const writers = Array.from({ length: writers_count }, async () => {
    for (let wish = todo.shift(); wish; wish = todo.shift()) {
      await insist(wish);
      // Some ask again later, perhaps of the server after the next one.
      if (wish.key.endsWith('3') && wish.answered.length < 3) todo.splice(Math.floor(todo.length / 2), 0, wish);
      await wait(15);
    }
  });
  for (let kills = 0; kills < kills_count; ++kills) {
    const so_far = wishes.filter((wish) => wish.answered.length > 0).length;
    const until = Math.min(wishes_count - 10, so_far + 22);
    while (wishes.filter((wish) => wish.answered.length > 0).length < until) await wait(5);
    acknowledged_before_kill = wishes.filter((wish) => wish.answered.length > 0).length;
    await server.kill();
    server = await Server.start({ data });
    client = session.moved(server.address);
  }
  await Promise.all(writers);
  expect(acknowledged_before_kill).toBeGreaterThanOrEqual(100);

  const agent = await server.as(people.agent);
  const rows = (await pages(agent, 'all')).filter((row: Json) => String(row.subject).startsWith('停電の前'));
  const by_subject = new Map<string, string[]>();
  for (const row of rows) by_subject.set(row.subject, [...(by_subject.get(row.subject) ?? []), row.id]);
  for (const wish of wishes) {
    const kept = by_subject.get(String(wish.body['subject'])) ?? [];
    expect([wish.key, kept.length]).toEqual([wish.key, 1]);
    expect(new Set(wish.answered)).toEqual(new Set(kept));
  }
  const numbers = rows.map((row: Json) => row.number);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const wish of wishes.slice(0, 20)) {
    const items = (await agent.get(`/api/v1/requests/${wish.answered[0]}/timeline`)).is(200).items;
    expect(items.map((item: Json) => item.kind)).toEqual(['opened']);
    expect(items[0].message.text).toBe(wish.body['description']);
  }
});

test('the session outlives it, too', async () => {
  const session = await server.as(people.contosoAdmin);
  await server.kill();
  server = await Server.start({ data });
  (await session.moved(server.address).get('/api/v1/me')).is(200);
});

test('the data is whole', async () => {
  const { stdout: help } = await run(program, ['--help']);
  if (!/^\s*verify\b/m.test(help)) return;
  await run(program, ['verify', '--data', data]);
});
