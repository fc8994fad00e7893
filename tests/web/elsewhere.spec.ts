// Who is helped elsewhere, or less than asked, is told so and why.
import { expect, expectSound, people, test } from './support/house';
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
