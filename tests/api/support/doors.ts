// The routes that take JSON, each with a body that it takes and somebody who may send it.
import type { Client, Json, Reply } from './client';
import { newRequest, people } from './people';
import { Server } from './server';

/** A running server with three people and a request of theirs. */
export interface House {
  server: Server;
  admin: Client;
  agent: Client;
  manager: Client;
  request: Json;
  draft: Json;
  incident: Json;
}

export async function openHouse(): Promise<House> {
  const server = await Server.start();
  const admin = await server.as(people.contosoAdmin);
  const agent = await server.as(people.agent);
  const manager = await server.as(people.manager);
  const request = (await admin.post('/api/v1/requests', newRequest())).is(201);
  const draft = (await agent.post('/api/v1/office/articles', { lang: 'en', ...article })).is(201);
  const incident = (await server.nobody().get('/api/v1/health')).is(200).incidents[0];
  return { server, admin, agent, manager, request, draft, incident };
}

export interface Door {
  name: string;
  method: string;
  path: string;
  good: () => Record<string, unknown>;
  who: (house: House) => Client;
  /** The version that the call must name. */
  seen?: (house: House) => number;
  /** Takes long texts: a megabyte of body. */
  long?: boolean;
}
const article = { title: 'Renew a certificate', markdown: 'Press *Renew*.' };
const versionOf = ({ request }: House): number => request.version;
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
    name: 'sign in by token',
    method: 'POST',
    path: '/api/v1/pane/session',
    good: () => ({ token: 'none.of.ours' }),
    who: ({ server }) => server.nobody(),
  },
  {
    name: 'grant the pane',
    method: 'POST',
    path: '/api/v1/pane/grant',
    good: () => ({ origin: 'https://app.example' }),
    who: ({ admin }) => admin,
  },
  {
    name: 'verdict',
    method: 'POST',
    path: '/api/v1/verdict',
    good: () => ({ desk: 'technical', impact: { service: 'down', people: 'many', workaround: false } }),
    who: ({ admin }) => admin,
    long: true,
  },
  {
    name: 'open',
    method: 'POST',
    path: '/api/v1/requests',
    good: () => newRequest({ impact: { service: 'impaired', people: 'one', workaround: true } }),
    who: ({ admin }) => admin,
    long: true,
  },
  {
    name: 'answer',
    method: 'POST',
    path: '/api/v1/requests/{id}/messages',
    good: () => ({ text: 'ok' }),
    who: ({ agent }) => agent,
    long: true,
  },
  {
    name: 'object',
    method: 'POST',
    path: '/api/v1/requests/{id}/objection',
    good: () => ({ text: 'ok' }),
    who: ({ admin }) => admin,
    seen: versionOf,
    long: true,
  },
  {
    name: 'split',
    method: 'POST',
    path: '/api/v1/requests/{id}/split',
    good: () => ({ messages: ['msg_06zzzzzzzzzzz'], subject: 'a second issue', desk: 'billing', severity: 'C' }),
    who: ({ agent }) => agent,
    seen: versionOf,
  },
  {
    name: 'change',
    method: 'PATCH',
    path: '/api/v1/requests/{id}',
    good: () => ({ severity: 'B' }),
    who: ({ agent }) => agent,
    seen: versionOf,
  },
  {
    name: 'update an incident',
    method: 'POST',
    path: '/api/v1/health/incidents/{id}/updates',
    good: () => ({ state: 'recovering', texts: { en: 'ok' } }),
    who: ({ manager }) => manager,
  },
  {
    name: 'check a policy',
    method: 'POST',
    path: '/api/v1/office/policy/check',
    good: () => ({ text: 'format = 1' }),
    who: ({ manager }) => manager,
    long: true,
  },
  {
    name: 'preview a policy',
    method: 'POST',
    path: '/api/v1/office/policy/preview',
    good: () => ({ from_version: 1 }),
    who: ({ manager }) => manager,
    long: true,
  },
  {
    name: 'publish a policy',
    method: 'POST',
    path: '/api/v1/office/policy/versions',
    good: () => ({ from_version: 1, reason: 'as before' }),
    who: ({ manager }) => manager,
    seen: () => 1,
    long: true,
  },
  {
    name: 'end a question',
    method: 'POST',
    path: '/api/v1/ask/ends',
    good: () => ({ question: 'shared mailbox', end: 'opened', opened: { kind: 'article', id: 'art_0' } }),
    who: ({ admin }) => admin,
  },
  {
    name: 'vote on an article',
    method: 'PUT',
    path: '/api/v1/articles/{id}/vote',
    good: () => ({ lang: 'en', helped: true, reason: 'ok' }),
    who: ({ admin }) => admin,
  },
  {
    name: 'make an article of a request',
    method: 'POST',
    path: '/api/v1/office/articles/from-request',
    good: () => ({ request: 'req_0000000000000' }),
    who: ({ agent }) => agent,
  },
  {
    name: 'begin an article',
    method: 'POST',
    path: '/api/v1/office/articles',
    good: () => ({ lang: 'en', ...article }),
    who: ({ agent }) => agent,
    long: true,
  },
  {
    name: 'preview an article',
    method: 'POST',
    path: '/api/v1/office/articles/preview',
    good: () => ({ markdown: '*a*' }),
    who: ({ agent }) => agent,
    long: true,
  },
  {
    name: 'save an article',
    method: 'PUT',
    path: '/api/v1/office/articles/{id}/{lang}',
    good: () => article,
    who: ({ agent }) => agent,
    seen: ({ draft }) => draft.version,
    long: true,
  },
  {
    name: 'move an article',
    method: 'POST',
    path: '/api/v1/office/articles/{id}/{lang}/state',
    good: () => ({ state: 'in_review' }),
    who: ({ agent }) => agent,
    seen: ({ draft }) => draft.version,
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

function pathOf({ request, draft, incident }: House, { path }: Door): string {
  const kinds: [string, Json][] = [
    ['/articles/', draft],
    ['/incidents/', incident],
  ];
  const target = kinds.find(([kind]) => path.includes(kind))?.[1] ?? request;
  return path.replace('{id}', target.id).replace('{lang}', 'en');
}

export function send(house: House, door: Door, { raw, type = 'application/json', chunked }: Body): Promise<Reply> {
  return door.who(house).call(door.method, pathOf(house, door), {
    raw,
    chunked: chunked ?? false,
    headers: {
      ...(type ? { 'Content-Type': type } : {}),
      ...(door.seen ? { 'If-Match': `"${door.seen(house)}"` } : {}),
    },
  });
}
