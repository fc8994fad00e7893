// The public pages of both operators' policies: get support, plans, who does what. S1, S6, S10, S24, S27.
import { expect, expectSound, test } from './support/house';
import { languages, words, type Lang } from './support/words';

const paths = ['/', '/plans', '/who-does-what'];
const worldwide = (address: string): string => address.replace(/\/\/[^:]+/, '//m365-ww.localhost');

for (const lang of languages) {
  for (const [name, look] of [
    ['wide', {}],
    ['narrow and dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }],
  ] as const) {
    test(`S10 the worldwide operator’s pages, ${lang}, ${name}`, async ({ browserOf, server }) => {
      const page = await browserOf({ lang, baseURL: worldwide(server.address), ...look });
      for (const path of paths) {
        await page.goto(`${path}?lang=${lang}`);
        await expect(page.locator('html')).toHaveAttribute('lang', lang);
        await expectSound(page, path);
      }
    });
  }
}

/** The first stretch of the cell's hours that has not begun, by the reader's clock. */
async function nextStretch(cell: import('@playwright/test').Locator): Promise<{ from: number; to: number }> {
  return await cell.evaluate((element) => {
    const all = (element as HTMLElement).dataset.open!.split(' ').map((each) => each.split('/').map(Date.parse));
    const [from, to] = all.find((each) => each[0]! > Date.now())!;
    return { from: from!, to: to! };
  });
}

for (const timezoneId of ['Asia/Tokyo', 'America/Los_Angeles']) {
  test(`S6 hours by the reader’s own clock, in ${timezoneId}`, async ({ browserOf, server }) => {
    const say = words('en');
    const page = await browserOf({ lang: 'en', timezoneId, baseURL: worldwide(server.address) });
    await page.goto('/?lang=en');
    const own = page.locator('#desk-billing td.now');
    const tokyo = page.locator('[id="phone-+81120555010"] td.now');
    const here = await nextStretch(own);
    const there = await nextStretch(tokyo);

    await page.clock.setFixedTime(here.from + 60_000);
    await page.reload();
    await expect(own).toContainText(say('public.desks.open'));
    await expect(own).toContainText('17:00');
    await expect(page.locator('#desk-billing .hours')).toHaveText('09:00–17:00'.replace(/^0/, ''));
    await page.clock.setFixedTime(here.from - 60_000);
    await page.reload();
    await expect(own).toContainText(say('public.desks.closed'));
    await expect(own).toContainText('09:00');

    await page.clock.setFixedTime(there.to - 60_000);
    await page.reload();
    await expect(tokyo).toContainText(say('public.desks.open'));
    await expect(tokyo).toContainText(timezoneId === 'Asia/Tokyo' ? '17:30' : '00:30');
  });
}

test('S6 without a script the desk’s own clock is told, and the caller’s is not guessed', async ({
  browserOf,
  server,
}) => {
  const say = words('en');
  const page = await browserOf({ lang: 'en', javaScriptEnabled: false, baseURL: worldwide(server.address) });
  await page.goto('/?lang=en');
  await expect(page.locator('#desk-billing td.now')).toHaveText(say('public.desks.own_clock'));
  await expect(page.locator('#desk-technical td.now')).toHaveText(say('public.desks.open'));
  await expect(page.locator('[id="phone-+81120555010"]')).toContainText('(Tokyo)');
});

test('S1 a page that stays open tells when a desk closes', async ({ browserOf }) => {
  const say = words('en');
  const page = await browserOf({ lang: 'en' });
  await page.clock.install();
  await page.goto('/?lang=en');
  const cell = page.locator('#desk-billing td.now');
  const { to } = await nextStretch(cell);
  await page.clock.setSystemTime(to - 30_000);
  await page.clock.runFor(60_000);
  await expect(cell).toContainText(say('public.desks.closed'));
});

test('a paragraph shows its link under the pointer and to the keyboard', async ({ browserOf }) => {
  const page = await browserOf({ lang: 'ja' });
  await page.goto('/?lang=ja');
  for (const id of ['rule-waiting', 'term-needs-technical-A', 'triage-1', 'verification', 'desk-technical']) {
    const link = page.locator(`a.anchor[href="#${id}"]`);
    await expect(link).toHaveCSS('opacity', '0');
    await link.locator('..').hover();
    await expect(link).toHaveCSS('opacity', '1');
    await page.mouse.move(0, 0);
    await link.focus();
    await expect(link).toHaveCSS('opacity', '1');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`#${id}$`));
    await link.blur();
  }
});

const lightPaper: Lang = 'zh-Hans';
test('on paper: tables stay tables, no navigation, nothing of the moment', async ({ browserOf }) => {
  const page = await browserOf({ lang: lightPaper, colorScheme: 'dark', viewport: { width: 680, height: 900 } });
  await page.emulateMedia({ media: 'print' });
  await page.goto(`/?lang=${lightPaper}`);
  for (const gone of ['.top nav', '.foot nav', '.contents', '#status', '#desk-technical td.now'])
    await expect(page.locator(gone).first()).toBeHidden();
  await expect(page.locator('#desk-technical th')).toHaveCSS('display', 'table-cell');
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
});
