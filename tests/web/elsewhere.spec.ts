// Who is helped elsewhere, or less than asked, is told so and why.
import { expect, expectSound, people, tabTo, test } from './support/house';
import { beginsWith, languages, words } from './support/words';

for (const lang of languages) {
  test(`an end user is shown their own admins, in ${lang}`, async ({ signedIn }) => {
    const say = words(lang);
    const page = await signedIn(people.contosoUser, { lang });
    await page.goto('/portal');
    await page.getByRole('combobox').fill('Outlook');
    await expect(page.getByRole('heading', { name: say('portal.elsewhere.ask_own_admins') })).toBeVisible();
    await expect(page.getByRole('link', { name: people.contosoAdmin })).toBeVisible();
    await expect(page.getByRole('link', { name: say('portal.ask.open') })).toHaveCount(0);
    await expectSound(page, 'own admins');
  });

  test(`a partner's customer is shown the partner, in ${lang}`, async ({ signedIn }) => {
    const page = await signedIn(people.northwindAdmin, { lang });
    await page.goto('/portal');
    await page.getByRole('combobox').fill('メールボックスの移行ができない');
    const told = page.getByRole('region', { name: words(lang)('portal.elsewhere.ask_partner') });
    await expect(told.getByRole('link', { name: /@/ }).first()).toHaveAttribute('href', /^mailto:/);
    await expectSound(page, 'partner');
  });

  test(`a basic plan gets B, with the reason why not A, in ${lang}`, async ({ signedIn }) => {
    const say = words(lang);
    const page = await signedIn(people.fabrikamAdmin, { lang });
    await page.goto('/portal/requests/new?q=Outlook');
    await page.getByRole('radio', { name: beginsWith(say('portal.impact.down')) }).check();
    await page.getByRole('radio', { name: beginsWith(say('portal.impact.many')) }).check();
    await expect(page.getByText(say('portal.verdict.limit', { asked: 'A' }))).toBeVisible();
    await expect(
      page
        .getByLabel(say('shared.severity', { id: 'B' }))
        .or(page.getByText('B', { exact: true }))
        .first(),
    ).toBeVisible();
    await expectSound(page, 'why not A');
  });
}

test('a role without the right is shown who has it, and goes on at a desk of its own by keys', async ({ signedIn }) => {
  const say = words('en');
  const page = await signedIn(people.contosoBilling, { lang: 'en' });
  await page.goto('/portal/requests/new?q=Outlook&desk=technical');
  const told = page.getByRole('region', { name: say('portal.elsewhere.role_lacks_right') });
  await expect(told).toContainText(
    say('portal.elsewhere.roles', {
      roles: 'Global administrator, Service support administrator, Helpdesk administrator',
    }),
  );
  await expect(told.getByRole('link', { name: people.contosoAdmin })).toBeVisible();
  await expect(told.getByRole('link', { name: people.contosoBilling })).toHaveCount(0);
  await expectSound(page, 'role');
  await tabTo(page, told.getByRole('button', { name: 'Billing and subscriptions' }));
  await page.keyboard.press('Enter');
  await expect(told).toHaveCount(0);
  await expect(page.getByRole('radio', { name: beginsWith(say('portal.impact.down')) })).toBeVisible();
  await expect(page.getByLabel(say('portal.form.subject'))).toHaveValue('Outlook');
});

test('S19 what severity A owes is said and asked for before anything is sent', async ({ signedIn }) => {
  const say = words('en');
  const page = await signedIn(people.contosoAdmin, { lang: 'en' });
  let sent = 0;
  page.on('request', (request) => (sent += Number(request.method() === 'POST' && request.url().endsWith('/requests'))));
  await page.goto('/portal/requests/new?q=Nobody%20gets%20mail&desk=technical');
  await page.getByLabel(say('portal.form.description')).fill('Since nine.');
  await page.getByRole('radio', { name: beginsWith(say('portal.impact.down')) }).check();
  await page.getByRole('radio', { name: beginsWith(say('portal.impact.many')) }).check();
  await expect(page.getByText(say('portal.form.contact.owed', { severity: 'A' }))).toBeVisible();
  const impact = page.getByLabel(say('portal.form.businessImpact'));
  await expect(impact).toHaveAccessibleDescription(say('portal.form.businessImpact.hint', { severity: 'A' }));
  await page.getByRole('radio', { name: beginsWith(say('portal.way.callback')) }).check();
  const phone = page.getByLabel(beginsWith(say('portal.form.phone')));
  await phone.clear();
  await page.getByRole('button', { name: say('portal.form.send') }).click();
  await expect(impact).toBeFocused();
  await expect(impact).toHaveAccessibleDescription(new RegExp(say('portal.form.missing.businessImpact')));
  await expect(phone).toHaveAttribute('aria-invalid', 'true');
  expect(sent).toBe(0);
  await impact.fill('No orders come in.');
  await phone.fill('+81 3 1234 5678');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/portal\/requests\/req_/);
  await expect(page.getByText('No orders come in.')).toBeVisible();
  expect(sent).toBe(1);
});

for (const lang of languages)
  test(`S16 what others look after is recognised in Ask, and the question goes along, in ${lang}`, async ({
    signedIn,
  }) => {
    const question = { en: 'The VPN is slow', ja: 'VPN が遅い', 'zh-Hans': 'VPN 很慢' }[lang];
    const carried = new RegExp(`^mailto:.*body=${encodeURIComponent(question).replaceAll('.', '\\.')}`);
    const page = await signedIn(people.contosoAdmin, { lang });
    await page.goto('/portal');
    await expect(page.getByRole('combobox')).toBeFocused();
    await page.keyboard.type(question);
    const way = page.getByRole('status').getByRole('link');
    await expect(way).toHaveAttribute('href', carried);
    await tabTo(page, way);
    await expectSound(page, `out of scope in ${lang}`);
    await page.goto(`/help/search?lang=${lang}&q=${encodeURIComponent(question)}`);
    await expect(page.locator('p.elsewhere').getByRole('link')).toHaveAttribute('href', carried);
    await expectSound(page, `out of scope on the public page in ${lang}`);
  });
