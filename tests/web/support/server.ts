// Starts the real program on a free port, and stops it as an administrator would.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const program = process.env.MADOGUCHI_BIN ?? `${root}build/release/madoguchi`;
const start_millis_max = 50_000;

export interface Server {
  address: string;
  stop: () => Promise<void>;
}

export async function startServer(more: string[] = []): Promise<Server> {
  const child = spawn(program, ['serve', '--demo', '--listen', '127.0.0.1:0', ...more], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), start_millis_max);
  let address: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    address = /^listening on (http:\/\/.+)$/.exec(line)?.[1];
    if (address) break;
  }
  clearTimeout(timer);
  if (!address) throw new Error(`${program} did not start`);
  child.stdout.resume();
  return {
    address,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
