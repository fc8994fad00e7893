// The routes that take JSON, each with a body that it takes and somebody who may send it.
import type { Client, Json, Reply } from './client';
import { newRequest, people } from './people';
import { Server } from './server';

/** A running server with two people and a request of theirs. */
export interface House {
  server: Server;
  admin: Client;
  agent: Client;
  request: Json;
}

export async function openHouse(): Promise<House> {
  const server = await Server.start();
  const admin = await server.as(people.contosoAdmin);
  const agent = await server.as(people.agent);
  return { server, admin, agent, request: (await admin.post('/api/v1/requests', newRequest())).is(201) };
}

export interface Door {
  name: string;
  method: string;
  path: string;
  good: () => Record<string, unknown>;
  who: (house: House) => Client;
}
export const doors: Door[] = [
  {
    name: 'sign in',
    method: 'POST',
    path: '/api/v1/session',
    good: () => ({ email: people.contosoAdmin, password: 'x' }),
    who: ({ server }) => server.nobody(),
  },
  {
    name: 'change me',
    method: 'PATCH',
    path: '/api/v1/me',
    good: () => ({ lang: 'ja' }),
    who: ({ admin }) => admin,
  },
  {
    name: 'verdict',
    method: 'POST',
    path: '/api/v1/verdict',
    good: () => ({ desk: 'technical', impact: { service: 'down', people: 'many', workaround: false } }),
    who: ({ admin }) => admin,
  },
  {
    name: 'open',
    method: 'POST',
    path: '/api/v1/requests',
    good: () => newRequest({ impact: { service: 'impaired', people: 'one', workaround: true } }),
    who: ({ admin }) => admin,
  },
  {
    name: 'answer',
    method: 'POST',
    path: '/api/v1/requests/{id}/messages',
    good: () => ({ text: 'ok' }),
    who: ({ agent }) => agent,
  },
  {
    name: 'object',
    method: 'POST',
    path: '/api/v1/requests/{id}/objection',
    good: () => ({ text: 'ok' }),
    who: ({ admin }) => admin,
  },
  {
    name: 'change',
    method: 'PATCH',
    path: '/api/v1/requests/{id}',
    good: () => ({ severity: 'B' }),
    who: ({ agent }) => agent,
  },
];
export const named_doors = doors.map((door) => [door.name, door] as const);

export interface Body {
  raw: string | Uint8Array;
  /** Content-Type. */
  type?: string;
  /** In pieces, without a length. */
  chunked?: boolean;
}

export function send(house: House, door: Door, { raw, type = 'application/json', chunked }: Body): Promise<Reply> {
  return door.who(house).call(door.method, door.path.replace('{id}', house.request.id), {
    raw,
    chunked: chunked ?? false,
    headers: {
      ...(type ? { 'Content-Type': type } : {}),
      ...(['change', 'object'].includes(door.name) ? { 'If-Match': `"${house.request.version}"` } : {}),
    },
  });
}
