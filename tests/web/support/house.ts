// What every browser test stands on: a server, people with a browser each, and eyes that see every complaint.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type BrowserContextOptions, type Page } from '@playwright/test';
import { startServer, type Server } from './server';
import { words, type Lang } from './words';

export const demo_password = 'madoguchi-demo';
export const people = {
  contosoAdmin: 'admin@contoso.example',
  contosoUser: 'user@contoso.example',
  contosoBilling: 'billing@contoso.example',
  northwindAdmin: 'admin@northwind.example',
  fabrikamAdmin: 'admin@fabrikam.example',
  agent: 'agent@m365-cn.example',
  lead: 'lead@m365-cn.example',
  manager: 'manager@m365-cn.example',
} as const;
type Email = (typeof people)[keyof typeof people];

export interface BrowserOf extends BrowserContextOptions {
  lang: Lang;
  /** Addresses whose refusal (401, 403, 404, 412, 422) the test is about. */
  refused?: RegExp;
}

interface House {
  /** A new browser at the server, nobody signed in; what it complains of fails the test. */
  browserOf: (options: BrowserOf) => Promise<Page>;
  /** The same with somebody signed in, whose account speaks the language. */
  signedIn: (email: Email, options: BrowserOf) => Promise<Page>;
}

const locales: Record<Lang, string> = { ja: 'ja-JP', 'zh-Hans': 'zh-CN', en: 'en-GB' };

export const test = base.extend<House, { server: Server; serverOwner: string }>({
  /** Whose server it is: a file that needs the demo untouched names itself with `test.use`. */
  serverOwner: ['everybody', { option: true, scope: 'worker' }],
  server: [
    async ({ serverOwner: _ }, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  browserOf: async ({ browser, server }, use) => {
    const complaints: string[] = [];
    const contexts: { close: () => Promise<void> }[] = [];
    await use(async ({ lang, refused, ...options }) => {
      const context = await browser.newContext({ baseURL: server.address, locale: locales[lang], ...options });
      contexts.push(context);
      context.on('page', (page) => listenTo(page, complaints, refused));
      return await context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(complaints, 'errors in the console').toEqual([]);
  },
  signedIn: async ({ browserOf }, use) => {
    await use(async (email, options) => {
      const page = await browserOf(options);
      await enter(page, email, options.lang);
      return page;
    });
  },
});

function listenTo(page: Page, complaints: string[], refused?: RegExp): void {
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    // "Who am I" of somebody not yet signed in is answered by 401, which the browser notes by itself.
    if (message.text().includes('401') && message.location().url.endsWith('/api/v1/me')) return;
    if (/status of (401|403|404|412|422)/.test(message.text()) && refused?.test(message.location().url)) return;
    complaints.push(`${page.url()}: ${message.text()} (${message.location().url})`);
  });
}

const own_header = { 'X-Madoguchi': '1' };

async function enter(page: Page, email: Email, lang: Lang): Promise<void> {
  const data = { email, password: demo_password };
  expect((await page.request.post('/api/v1/session', { data, headers: own_header })).status()).toBe(200);
  await speak(page, lang);
}

/** Sets the language of the account that is signed in. */
export async function speak(page: Page, lang: Lang): Promise<void> {
  const answer = await page.request.patch('/api/v1/me', { data: { lang }, headers: own_header });
  expect(answer.status()).toBe(200);
}

/** Opens a request as the person of this page; answers its id. */
export async function openRequest(page: Page, subject: string): Promise<string> {
  const data = {
    desk: 'technical',
    subject,
    description: subject,
    impact: { service: 'impaired', people: 'some' },
    contact: { way: 'email' },
  };
  const answer = await page.request.post('/api/v1/requests', { data, headers: own_header });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

/** Signs in as people do: by the form. */
export async function signInByForm(page: Page, email: Email, lang: Lang): Promise<void> {
  const say = words(lang);
  await page.getByLabel(say('shared.email')).fill(email);
  await page.getByLabel(say('shared.password')).fill(demo_password);
  await page.getByRole('button', { name: say('shared.signIn') }).click();
  await page.waitForURL(/\/(portal|console)/);
}

/** Signs in with nothing but keys: the first field has the focus. */
export async function signInByKeyboard(page: Page, email: Email, lang: Lang): Promise<void> {
  await expect(page.getByLabel(words(lang)('shared.email'))).toBeFocused();
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(demo_password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/(portal|console)/);
  await speak(page, lang);
  await page.reload();
}

/** No serious finding of axe, no sideways scrolling, the right language. */
export async function expectSound(page: Page, name: string): Promise<void> {
  // A row that slides in is half transparent for a moment: nothing moves while it is looked at.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const sizes = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect.soft(sizes[0], `${name}: wider than the window`).toBeLessThanOrEqual(sizes[1]!);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary}`).join('\n')}`,
    );
  expect.soft(grave, `${name}: findings of axe`).toEqual([]);
}

/** Presses Tab until this has the focus: nothing but the keyboard leads there. */
export async function tabTo(page: Page, target: ReturnType<Page['locator']>, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  await target.waitFor({ state: 'attached' });
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the keyboard does not lead to ${target.toString()}`);
}

export { expect };
