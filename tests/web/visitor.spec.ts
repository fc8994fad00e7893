// A visitor reads the get-support page and service health: plain pages, right without JavaScript.
import { expect, expectSound, test } from './support/house';
import { languages, words } from './support/words';

for (const lang of languages) {
  for (const javaScriptEnabled of [true, false]) {
    test(`public pages in ${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async ({ browserOf }) => {
      const say = words(lang);
      const page = await browserOf({ lang, javaScriptEnabled });
      await page.goto(`/?lang=${lang}`);
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('public.support.title'));
      await expect(page.getByRole('heading', { name: say('public.desks.title') })).toBeVisible();
      for (const severity of ['A', 'B', 'C'])
        await expect(page.getByRole('rowheader', { name: severity, exact: true })).toBeVisible();
      await expect(page.getByRole('link', { name: /^\+?[\d\s-]{7,}$/ }).first()).toHaveAttribute('href', /^tel:/);
      if (javaScriptEnabled) await expectSound(page, 'get support');

      await page.goto(`/health?lang=${lang}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText('Exchange Online').first()).toBeVisible();
      if (javaScriptEnabled) await expectSound(page, 'service health');
    });
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`public pages on a narrow screen, ${colorScheme}`, async ({ browserOf }) => {
    const page = await browserOf({ lang: 'ja', colorScheme, viewport: { width: 360, height: 740 } });
    for (const path of ['/', '/plans', '/who-does-what', '/health', '/health/history', '/help']) {
      await page.goto(path);
      await expectSound(page, path);
    }
  });
}

for (const javaScriptEnabled of [true, false]) {
  test(`S27 plans are searched, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async ({ browserOf }) => {
    const page = await browserOf({ lang: 'en', javaScriptEnabled });
    await page.goto('/plans?lang=en');
    if (javaScriptEnabled) await expectSound(page, 'plans');
    await page.getByRole('searchbox').fill('device');
    if (!javaScriptEnabled) await page.getByRole('searchbox').press('Enter');
    await expect(page.locator('#feature-device-management')).toBeVisible();
    await expect(page.locator('#feature-exchange-online')).toBeHidden();
    await page.getByRole('searchbox').fill('no such thing');
    if (!javaScriptEnabled) await page.getByRole('searchbox').press('Enter');
    await expect(page.locator('#found-none')).toBeVisible();
    await expect(page).toHaveURL(/q=no/);
  });
}

test('S24 both parts are told by paragraph', async ({ browserOf }) => {
  const page = await browserOf({ lang: 'en' });
  await page.goto('/who-does-what?lang=en');
  await expectSound(page, 'who does what');
  await page.locator('#duty-admin-1 .anchor').focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#duty-admin-1$/);
});
