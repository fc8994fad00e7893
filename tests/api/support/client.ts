// A client that checks every answer against the contract before a test sees it.
import { Agent, request, type IncomingMessage } from 'node:http';
import { check } from './contract';
import { EventStream } from './events';

export interface Address {
  host: string;
  port: number;
}

/** Bodies are checked against the contract at run time; the tests then read them freely. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface CallOptions {
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  raw?: string | Uint8Array;
  headers?: Record<string, string>;
  /** In pieces, without a length. */
  chunked?: boolean;
}

export class Reply {
  readonly text: string;
  constructor(
    readonly what: string,
    readonly status: number,
    readonly headers: IncomingMessage['headers'],
    readonly bytes: Buffer,
  ) {
    this.text = bytes.toString('utf8');
  }

  get body(): Json {
    return JSON.parse(this.text);
  }

  /** The body, if the status is this one. */
  is(status: number): Json {
    if (this.status !== status)
      throw new Error(`${this.what} answered ${this.status}, not ${status}: ${this.text.slice(0, 1500)}`);
    return /json/.test(this.headers['content-type'] ?? '') ? this.body : this.text;
  }

  /** The problem, if the status and the kind of mistake are these. */
  isProblem(status: number, code?: string): Json {
    const problem = this.is(status);
    if (code !== undefined && problem.code !== code)
      throw new Error(`${this.what} answered ${status} "${problem.code}", not "${code}": ${this.text.slice(0, 1500)}`);
    return problem;
  }
}

export class Client {
  private cookie = '';
  private readonly agent = new Agent({ keepAlive: true });
  /** Sent with every call. */
  readonly headers: Record<string, string> = {};

  constructor(
    readonly address: Address,
    readonly host: string,
  ) {}

  async call(method: string, target: string, options: CallOptions = {}): Promise<Reply> {
    const reply = await this.send(method, target, options);
    check({
      method,
      path: target.split('?')[0]!,
      status: reply.status,
      type: reply.headers['content-type'] ?? '',
      text: reply.text,
    });
    return reply;
  }

  /** As a page without a script sends it; the contract knows nothing of it. */
  plain(method: string, target: string, options: CallOptions): Promise<Reply> {
    return this.send(method, target, options);
  }

  get(target: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.call('GET', target, { headers });
  }

  post(target: string, json: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.call('POST', target, { json, headers });
  }

  /** `version` is the one that was seen. */
  patch(target: string, json: unknown, version?: number): Promise<Reply> {
    return this.call('PATCH', target, {
      json,
      headers: version === undefined ? {} : { 'If-Match': `"${version}"` },
    });
  }

  upload(name: string, bytes: string | Uint8Array, type = 'application/octet-stream'): Promise<Reply> {
    return this.call('POST', `/api/v1/attachments?name=${encodeURIComponent(name)}`, {
      raw: bytes,
      headers: { 'Content-Type': type },
    });
  }

  async signIn(email: string, password: string): Promise<Reply> {
    const reply = await this.post('/api/v1/session', { email, password });
    this.cookie = (reply.headers['set-cookie']?.[0] ?? '').split(';')[0]!;
    if (reply.status === 200 && !this.cookie) throw new Error('signing in brought no cookie');
    return reply;
  }

  /** The same session at another operator's address. */
  at(host: string): Client {
    const other = new Client(this.address, host);
    other.cookie = this.cookie;
    return other;
  }

  /** The same session by another address, as after a restart. */
  moved(address: Address): Client {
    const other = new Client(address, this.host);
    other.cookie = this.cookie;
    return other;
  }

  get token(): string {
    return this.cookie.split('=')[1] ?? '';
  }

  events(lastEventId?: string): Promise<EventStream> {
    const headers = this.allHeaders(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId });
    return EventStream.open(this.address, headers);
  }

  private allHeaders(headers: Record<string, string>): Record<string, string> {
    return {
      Host: this.host,
      ...(this.cookie ? { Cookie: this.cookie } : {}),
      ...this.headers,
      ...headers,
    };
  }

  private send(method: string, target: string, options: CallOptions): Promise<Reply> {
    const headers = this.allHeaders({
      ...(options.json === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...options.headers,
    });
    const body = options.json === undefined ? options.raw : JSON.stringify(options.json);
    if (body !== undefined && !options.chunked) headers['Content-Length'] = String(Buffer.byteLength(body));
    const { host, port } = this.address;
    return new Promise((resolve, reject) => {
      const sent = request({ host, port, method, path: target, headers, agent: this.agent }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          resolve(new Reply(`${method} ${target}`, incoming.statusCode ?? 0, incoming.headers, Buffer.concat(chunks)));
        });
      });
      sent.on('error', reject);
      if (options.chunked && body !== undefined) sent.write(body);
      sent.end(options.chunked ? undefined : body);
    });
  }
}
