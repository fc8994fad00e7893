// Another product: pages of an origin of its own, with a policy that allows nothing but the pane, styles that want to
// reach into everything, and a server that says who reads.
import { execFileSync } from 'node:child_process';
import { createPrivateKey, randomUUID, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { program } from './server';

export interface Product {
  origin: string;
  /** Who the product's page says its reader is; nobody: it says nothing. */
  reader: { email: string; organization: string } | undefined;
  stop: () => Promise<void>;
}

const hostile = `
  * { all: unset; font-size: 40px !important; color: purple !important; letter-spacing: 9px; }
  html { font-size: 40px; }
  :root { --ink: purple; --paper: purple; --indigo: purple; --s2: 40px; }
  h1, p { display: block; }
  script, style, head, title { display: none; }
  madoguchi-help, button, input, div, a { background: mistyrose !important; position: static !important; }
`;

/** Shortcuts of the product, and what its own code can see of what is typed. */
const script = (says: boolean) => `
  window.pressed = [];
  for (const kind of ['keydown', 'keyup', 'input'])
    document.addEventListener(kind, (event) => window.pressed.push(event.key ?? kind));
  ${says ? `document.querySelector('madoguchi-help').identity = async () => (await fetch('/help-token')).text();` : ''}
`;

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function tokenOf(kid: string, key: KeyObject, { email, organization }: NonNullable<Product['reader']>): string {
  const exp = Math.floor(Date.now() / 1000) + 300;
  const claims = { aud: 'm365-cn', sub: email, org: organization, exp, jti: randomUUID() };
  const text = `${part({ alg: 'EdDSA', kid })}.${part(claims)}`;
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
}

/** A key that the support desk in this folder believes. */
export function helpKey(data: string): { kid: string; key: KeyObject } {
  const words = ['pane', 'add-key', '--operator', 'm365-cn', '--data', data];
  const [kid = '', ...pem] = execFileSync(program, words, { encoding: 'utf8' }).split('\n');
  return { kid, key: createPrivateKey(pem.join('\n')) };
}

/**
 * Serves the product; `support` is where the pane comes from. Addresses: `/?lang=ja&theme=dark` holds the pane, `/plain`
 * nothing.
 */
export async function startProduct(support: () => string, key: () => ReturnType<typeof helpKey>): Promise<Product> {
  const product: Product = { origin: '', reader: undefined, stop: async () => undefined };
  const server: HttpServer = createServer((call, reply) => {
    const url = new URL(call.url ?? '/', product.origin);
    const send = (type: string, text: string) => reply.writeHead(200, { 'Content-Type': type }).end(text);
    if (url.pathname === '/own.css') return send('text/css', hostile);
    if (url.pathname === '/own.js') return send('text/javascript', script(!!product.reader));
    if (url.pathname === '/help-token')
      return send('text/plain', product.reader ? tokenOf(key().kid, key().key, product.reader) : '');
    if (url.pathname === '/plain') return send('text/html', '<!doctype html><title>Plain</title>');
    if (url.pathname !== '/') return reply.writeHead(404).end();
    const { origin } = new URL(support());
    reply.setHeader(
      'Content-Security-Policy',
      `default-src 'none'; script-src ${origin} ${product.origin}; connect-src ${origin} ${product.origin}; ` +
        `style-src ${product.origin}; require-trusted-types-for 'script'; trusted-types svelte-trusted-html madoguchi-help; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    const asked = ['lang', 'theme'].map((name) => [name, url.searchParams.get(name)]).filter(([, value]) => value);
    const attributes = asked.map(([name, value]) => ` ${name}="${value}"`).join('');
    return send(
      'text/html; charset=utf-8',
      `<!doctype html><html lang="en"><head><title>Product</title><link rel="stylesheet" href="/own.css">
       <script src="${origin}/pane.js" defer></script><script src="/own.js" defer></script></head>
       <body><main><h1>Product</h1><p>Orders</p></main>
       <madoguchi-help operator="m365-cn"${attributes}></madoguchi-help></body></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  product.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  product.stop = () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve())));
  return product;
}
