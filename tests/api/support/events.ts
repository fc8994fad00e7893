// A reader of Server-Sent Events, as small as the tests need.
import { request, type ClientRequest } from 'node:http';
import type { Address } from './client';

export interface ServerEvent {
  id: string;
  name: string;
  data: { type: string; request?: string; incident?: string };
}

export class EventStream {
  readonly seen: ServerEvent[] = [];
  /** The last id that was told, also without an event. */
  lastId = '';
  isOpen = true;
  private rest = '';
  private readonly waiting: (() => void)[] = [];

  private constructor(private readonly sent: ClientRequest) {}

  static open(address: Address, headers: Record<string, string>): Promise<EventStream> {
    return new Promise((resolve, reject) => {
      const sent = request({
        ...address,
        method: 'GET',
        path: '/api/v1/events',
        headers,
      });
      const stream = new EventStream(sent);
      sent.on('error', (error) => {
        stream.end();
        reject(error);
      });
      sent.on('response', (incoming) => {
        if (incoming.statusCode !== 200 || incoming.headers['content-type'] !== 'text/event-stream') {
          incoming.resume();
          reject(new Error(`events answered ${incoming.statusCode} ${incoming.headers['content-type']}`));
          return;
        }
        incoming.setEncoding('utf8');
        incoming.on('data', (text: string) => stream.take(text));
        incoming.on('error', () => stream.end());
        incoming.on('end', () => stream.end());
        resolve(stream);
      });
      sent.end();
    });
  }

  close(): void {
    this.sent.destroy();
  }

  /** The first event that fits, already here or still to come. */
  async next(fits: (event: ServerEvent) => boolean, millis_max = 10_000): Promise<ServerEvent> {
    const until = Date.now() + millis_max;
    for (;;) {
      const found = this.seen.find(fits);
      if (found) return found;
      if (!this.isOpen || Date.now() > until)
        throw new Error(`no such event; seen: ${JSON.stringify(this.seen).slice(0, 2000)}`);
      await this.more(until - Date.now());
    }
  }

  /** Until an id has been told: from there on nothing is missed. */
  async ready(millis_max = 10_000): Promise<void> {
    const until = Date.now() + millis_max;
    while (this.lastId === '' && Date.now() < until) await this.more(until - Date.now());
    if (this.lastId === '') throw new Error('the stream told no position');
  }

  private more(millis: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(1, Math.min(millis, 250)));
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private take(text: string): void {
    this.rest += text;
    for (let end = this.rest.indexOf('\n\n'); end >= 0; end = this.rest.indexOf('\n\n')) {
      this.takeBlock(this.rest.slice(0, end));
      this.rest = this.rest.slice(end + 2);
    }
    for (const wake of this.waiting.splice(0)) wake();
  }

  private takeBlock(block: string): void {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      const colon = line.indexOf(': ');
      if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 2));
    }
    const id = fields.get('id');
    if (id !== undefined) this.lastId = id;
    const data = fields.get('data');
    if (data !== undefined)
      this.seen.push({
        id: id ?? '',
        name: fields.get('event') ?? 'message',
        data: JSON.parse(data),
      });
  }

  private end(): void {
    this.isOpen = false;
    for (const wake of this.waiting.splice(0)) wake();
  }
}
