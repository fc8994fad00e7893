// When there is more to do than can be done at once: every route says so alike, and goes on afterwards.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from './support/contract';
import { Server } from './support/server';

const upload_bytes_max = 25 * 1024 * 1024;
const address_bytes_max = 64 * 1024 * 1024; // a quarter of all

let server: Server;
const waiting: Socket[] = [];

beforeAll(async () => {
  server = await Server.start();
});
afterAll(async () => {
  for (const socket of waiting) socket.destroy();
  await server?.stop();
});

test('every route of the contract may answer 429 and 503, in the same words', () => {
  for (const { method, path, responses } of operations)
    expect([method, path, responses['429'], responses['503']]).toEqual([
      method,
      path,
      { $ref: '#/components/responses/TooMany' },
      { $ref: '#/components/responses/Unavailable' },
    ]);
});

/** Announces an upload from a loopback address, sends nothing of it, and tells what the server says to that. */
async function announce(bytes: number, from: string): Promise<string> {
  const socket = connect({ ...server.address, localAddress: from });
  waiting.push(socket);
  await once(socket, 'connect');
  socket.write(
    `POST /api/v1/attachments?name=a HTTP/1.1\r\nHost: a\r\nContent-Length: ${bytes}\r\nExpect: 100-continue\r\n\r\n`,
  );
  const [said] = (await once(socket, 'data')) as [Buffer];
  return said.toString().split('\r\n')[0]!;
}

/** Takes all the room that one address may have. */
async function fillFrom(address: string): Promise<void> {
  for (let left = address_bytes_max; left > 0; left -= upload_bytes_max)
    expect(await announce(Math.min(left, upload_bytes_max), address)).toBe('HTTP/1.1 100 Continue');
}

test('whoever announces more than their share is told 429, and nobody else is', async () => {
  await fillFrom('127.0.0.2');
  expect(await announce(1, '127.0.0.2')).toBe('HTTP/1.1 429 Too Many Requests');
  (await server.nobody().post('/api/v1/verdict', {})).is(200);
});

test('no room for another body: every route that reads one says 503 and when to come again', async () => {
  for (const address of ['127.0.0.3', '127.0.0.4', '127.0.0.5']) await fillFrom(address);
  for (const { method, path, id } of operations) {
    if (method === 'GET' || method === 'DELETE') continue;
    const target = path.replace('{id}', 'x') + (id === 'attach' ? '?name=a' : '');
    const reply = await server.nobody().call(method, target, { raw: '{}' });
    reply.isProblem(503, 'bodies.too_many');
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    expect(reply.headers.connection).toBe('close');
  }
  (await server.nobody().get('/readyz')).is(200);
});

test('a body where nothing is written takes no room: it is not read', async () => {
  const raw = 'x'.repeat(257 * 1024); // more than any of them would take
  for (const { method, path, id } of operations) {
    if (method !== 'GET' && method !== 'DELETE') continue;
    const reply = await server.nobody().call(method, path.replaceAll(/\{\w+\}/g, '1'), { raw });
    expect([path, reply.headers.connection]).toEqual([path, 'close']);
    if (id === 'events') reply.isProblem(400, 'body.unwanted');
    else expect([path, reply.status < 500]).toEqual([path, true]);
  }
});

test('and afterwards all is as before', async () => {
  for (const socket of waiting) socket.destroy();
  await expect.poll(async () => (await server.nobody().post('/api/v1/verdict', {})).status).toBe(200);
});
