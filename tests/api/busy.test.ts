// When there is more to do than can be done at once: every route says so alike, and goes on afterwards.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from './support/contract';
import { Server } from './support/server';

const upload_bytes_max = 25 * 1024 * 1024;
const bodies_bytes_max = 256 * 1024 * 1024;

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

/** Announces an upload and sends nothing of it. */
async function announce(bytes: number): Promise<void> {
  const socket = connect(server.address.port, server.address.host);
  waiting.push(socket);
  await once(socket, 'connect');
  socket.write(
    `POST /api/v1/attachments?name=a HTTP/1.1\r\nHost: a\r\nContent-Length: ${bytes}\r\nExpect: 100-continue\r\n\r\n`,
  );
  await once(socket, 'data');
}

test('no room for another body: every route that reads one says 503 and when to come again', async () => {
  for (let left = bodies_bytes_max; left > 0; left -= upload_bytes_max)
    await announce(Math.min(left, upload_bytes_max));
  for (const { method, path, id } of operations) {
    if (id === 'events') continue; // takes no body at all
    const target = path.replace('{id}', 'x') + (id === 'attach' ? '?name=a' : '');
    const reply = await server.nobody().call(method, target, { raw: '{}' });
    reply.isProblem(503, 'bodies.too_many');
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    expect(reply.headers.connection).toBe('close');
  }
  (await server.nobody().get('/readyz')).is(200);
});

test('and afterwards all is as before', async () => {
  for (const socket of waiting) socket.destroy();
  await expect.poll(async () => (await server.nobody().post('/api/v1/verdict', {})).status).toBe(200);
});
