/** Calls to the server that the pane came from. No cookie ever goes along; who calls is said by a token, if at all. */
import type { components } from '../src/lib/api/schema';
import { lang, t } from './words.svelte';

export type Schemas = components['schemas'];
export type Result = Schemas['AskResult'];
export type Verdict = Schemas['Verdict'];
export type PaneSession = Schemas['PaneSession'];
type Problem = Schemas['Problem'];

/** What went wrong, in words; `status` 0 means that the server was not reached. */
export class Trouble extends Error {
  readonly fields: Record<string, string>;
  constructor(
    readonly status: number,
    readonly problem?: Problem,
  ) {
    super(problem?.detail ?? problem?.title ?? t(status ? 'shared.error.unknown' : 'shared.error.offline'));
    this.fields = Object.fromEntries((problem?.errors ?? []).map(({ field, message }) => [field, message]));
  }
}

export interface Call {
  query?: Record<string, string>;
  body?: unknown;
  token?: string | undefined;
  /** Idempotency-Key: the same draft sent twice does it once. */
  key?: string;
  signal?: AbortSignal;
}

export async function callServer<T>(home: string, method: string, path: string, call: Call = {}): Promise<T> {
  const query = new URLSearchParams({ ...call.query, lang: lang() });
  const headers: Record<string, string> = {};
  if (call.body !== undefined) headers['Content-Type'] = 'application/json';
  if (call.token) headers.Authorization = `Bearer ${call.token}`;
  if (call.key) headers['Idempotency-Key'] = call.key;
  const options: RequestInit = { method, headers, credentials: 'omit', referrerPolicy: 'no-referrer' };
  if (call.body !== undefined) options.body = JSON.stringify(call.body);
  if (call.signal) options.signal = call.signal;
  let response: Response;
  try {
    response = await fetch(`${home}${path}?${query}`, options);
  } catch (error) {
    if (call.signal?.aborted) throw error;
    throw new Trouble(0);
  }
  const json: unknown = await response.json().catch(() => undefined);
  if (response.ok) return json as T;
  throw new Trouble(response.status, json as Problem | undefined);
}
