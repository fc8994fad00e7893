// Starts the real program for one test file, and stops it as an administrator would.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client, type Address } from './client';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const program = process.env.MADOGUCHI_BIN ?? `${root}build/release/madoguchi`;

const run = promisify(execFile);
const start_millis_max = 50_000;
const stop_millis_max = 12_000;

/** Which database the server keeps its data in. PostgreSQL takes part where script/with-postgres offers one. */
export type Engine = 'sqlite' | 'postgres';
export const engines: Engine[] = process.env.MADOGUCHI_TEST_POSTGRES ? ['sqlite', 'postgres'] : ['sqlite'];
/** For the files that run on one alone: MADOGUCHI_TEST_ENGINE=postgres runs them there. */
const usual_engine = engines.find((engine) => engine === process.env.MADOGUCHI_TEST_ENGINE) ?? 'sqlite';

export const operator_host = {
  cn: 'm365-cn.localhost',
  ww: 'm365-ww.localhost',
} as const;
export const demo_password = 'madoguchi-demo';

export interface ServeOptions {
  engine?: Engine;
  /** A folder to keep; else the demo's own, gone with the server. */
  data?: string;
}

export class Server {
  private readonly sessions = new Map<string, Promise<Client>>();
  private readonly errors: string[] = [];

  private constructor(
    private readonly child: ChildProcess,
    readonly address: Address,
    private readonly database: string | undefined,
    /** What a command says to work on the same data; needs `data` where there is no PostgreSQL. */
    readonly where: string[],
  ) {}

  static async start(options: ServeOptions = {}): Promise<Server> {
    if (!existsSync(program)) throw new Error(`${program} is missing: build it, or say MADOGUCHI_BIN`);
    const database = (options.engine ?? usual_engine) === 'postgres' ? await makeDatabase() : undefined;
    const args = ['serve', '--demo', '--listen', '127.0.0.1:0'];
    const where = database ? ['--database', database] : options.data ? ['--data', options.data] : [];
    args.push(...where);
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: root,
    });
    const said: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    const address = await listening(child, said);
    const server = new Server(child, address, database, where);
    server.errors.push(...said);
    child.stderr.on('data', (chunk: Buffer) => server.errors.push(chunk.toString()));
    return server;
  }

  /** What it said on standard error. */
  get complaints(): string {
    return this.errors.join('');
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Nobody, at one of the operators. */
  nobody(host: string = operator_host.cn): Client {
    return new Client(this.address, host);
  }

  /** Signed in once per person and operator, then shared: a password takes its time. */
  as(email: string, host: string = operator_host.cn): Promise<Client> {
    const key = `${email} ${host}`;
    const known = this.sessions.get(key);
    if (known) return known;
    const client = this.signedIn(email, host);
    this.sessions.set(key, client);
    return client;
  }

  /** A session of its own. */
  async signedIn(email: string, host: string = operator_host.cn): Promise<Client> {
    const client = this.nobody(host);
    (await client.signIn(email, demo_password)).is(200);
    return client;
  }

  /** Ends it by SIGTERM; it must go with exit code 0. */
  async stop(): Promise<void> {
    if (this.isRunning) {
      const gone = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      const timer = setTimeout(() => this.child.kill('SIGKILL'), stop_millis_max);
      await gone;
      clearTimeout(timer);
    }
    if (this.database) await dropDatabase(this.database);
    if (this.child.exitCode !== 0)
      throw new Error(
        `the server ended with ${this.child.exitCode ?? this.child.signalCode}\n${this.complaints.slice(-4000)}`,
      );
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

async function listening(child: ChildProcess, said: string[]): Promise<Address> {
  const lines = createInterface({ input: child.stdout! });
  return await new Promise<Address>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the server did not start in time\n${said.join('')}`));
    }, start_millis_max);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`the server ended with ${code ?? signal} before it listened\n${said.join('')}`));
    });
    lines.on('line', (line) => {
      const found = /^listening on http:\/\/(.+):(\d+)$/.exec(line);
      if (!found) return;
      clearTimeout(timer);
      resolve({ host: found[1]!, port: Number(found[2]) });
    });
  });
}

let databases = 0;

async function makeDatabase(): Promise<string> {
  const base = new URL(process.env.MADOGUCHI_TEST_POSTGRES!);
  const name = `api_${process.pid}_${++databases}`;
  await run('psql', ['-q', '-d', base.href, '-c', `create database ${name}`]);
  base.pathname = `/${name}`;
  return base.href;
}

async function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await run('psql', ['-q', '-d', process.env.MADOGUCHI_TEST_POSTGRES!, '-c', `drop database ${name} with (force)`]);
}
