/**
 * Live events: one stream per browser, shared by all its tabs.
 * The tab that holds the lock reads the stream and passes every event on by a BroadcastChannel; when it closes, the
 * next tab takes over where it stopped. An event carries type and ids only: a page that cares fetches anew what it shows.
 */
import { onMount } from 'svelte';

export interface LiveEvent {
  /** request.changed, incident.changed; or reset when something may have been missed. */
  name: string;
  /** The journal's kind, such as request.agent_replied. */
  type?: string;
  request?: string;
  incident?: string;
}

type Passed = { id: string; event?: LiveEvent; connected?: boolean; ended?: boolean };
type Listener = (event: LiveEvent) => void;

const listeners = new Set<Listener>();
let connected = $state(true);
let lastId = '';
let stop: AbortController | undefined;
let channel: BroadcastChannel | undefined;
let onEnd: () => void = () => undefined;

/** Is the live stream up (in whichever tab reads it)? */
export function isLive(): boolean {
  return connected;
}

/** Tells the other tabs that the session is over. */
export function tellEnd(): void {
  channel?.postMessage({ id: '', ended: true } satisfies Passed);
}

/** Calls `listener` for every event while the component is there. */
export function onLive(listener: Listener): void {
  onMount(() => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  });
}

/** Starts listening; called once somebody is signed in. `ended` is called when the session is over, in every tab. */
export function listen(ended: () => void): void {
  onEnd = ended;
  if (stop) return;
  stop = new AbortController();
  channel = new BroadcastChannel('madoguchi-live');
  channel.onmessage = ({ data }: MessageEvent<Passed>) => take(data);
  void lead(stop.signal);
}

export function stopListening(): void {
  stop?.abort();
  channel?.close();
  stop = channel = undefined;
  lastId = '';
}

function take(passed: Passed): void {
  if (passed.ended) return onEnd();
  if (passed.id) lastId = passed.id;
  if (passed.connected !== undefined) connected = passed.connected;
  if (passed.event) for (const listener of listeners) listener(passed.event);
}

function passOn(passed: Passed): void {
  channel?.postMessage(passed);
  take(passed);
}

/** Waits for its turn to lead, then reads until it is stopped. Without locks (plain http) each tab reads for itself. */
async function lead(signal: AbortSignal): Promise<void> {
  try {
    if (navigator.locks) await navigator.locks.request('madoguchi-live', { signal }, () => readOn(signal));
    else await readOn(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function readOn(signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted;) {
    try {
      const headers: HeadersInit = lastId ? { 'Last-Event-ID': lastId } : {};
      const answer = await fetch('/api/v1/events', { headers, signal });
      if (answer.status === 401) return passOn({ id: '', ended: true });
      if (answer.ok && answer.body) {
        passOn({ id: lastId, connected: true });
        failures = 0;
        await readStream(answer.body);
      }
    } catch {
      if (signal.aborted) return;
    }
    if (++failures > 1) passOn({ id: lastId, connected: false });
    await pause(Math.min(30_000, 500 * 2 ** failures) * (0.5 + Math.random()), signal);
  }
}

async function readStream(body: ReadableStream<Uint8Array>): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value.replaceAll('\r', '')).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) takeBlock(block);
  }
}

/** One event as the wire has it: lines of `field: value`. */
function takeBlock(block: string): void {
  const fields = Object.fromEntries(
    block
      .split('\n')
      .filter((line) => line && !line.startsWith(':'))
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
      }),
  );
  if (!fields.data) {
    if (fields.id) passOn({ id: fields.id });
    return;
  }
  passOn({ id: fields.id ?? '', event: { ...JSON.parse(fields.data), name: fields.event ?? 'message' } });
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
