// Every screen of the story, narrow and wide, light and dark, in three languages: nothing hangs over the edge, nothing
// is hidden from those who cannot see it.
import { expect, expectSound, openRequest, people, test } from './support/house';
import { languages, words } from './support/words';

const narrow = { width: 360, height: 740 };
const looks = [
  { name: 'narrow and light', viewport: narrow, colorScheme: 'light' },
  { name: 'narrow and dark', viewport: narrow, colorScheme: 'dark' },
  { name: 'wide and dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
] as const;
const long_subject =
  'メールボックスの移行ができない Die Postfachmigration startet nicht 无法迁移邮箱 https://example.com/a/very/long/address/that/cannot/break';

for (const lang of languages) {
  for (const { name, ...look } of looks) {
    test(`screens in ${lang}, ${name}`, async ({ browserOf, signedIn }) => {
      const say = words(lang);
      const visitor = await browserOf({ lang, ...look });
      await visitor.goto('/sign-in');
      await expect(visitor.getByLabel(say('shared.email'))).toBeVisible();
      await expectSound(visitor, 'sign-in');

      const admin = await signedIn(people.contosoAdmin, { lang, ...look });
      const id = await openRequest(admin, long_subject);
      await admin.goto('/portal');
      await admin.getByRole('combobox').fill('Outlook');
      await expect(admin.getByRole('listbox').getByRole('option').first()).toBeVisible();
      await expectSound(admin, 'ask');
      await admin.goto('/portal/requests/new?q=Outlook');
      await admin.getByRole('radio').first().check();
      await admin
        .getByRole('radio', { name: say('portal.impact.many') })
        .first()
        .check();
      await expect(admin.getByText(say('portal.verdict.owes'))).toBeVisible();
      await expectSound(admin, 'form');
      await admin.goto('/portal/requests');
      await expect(admin.getByText(long_subject)).not.toHaveCount(0);
      await expectSound(admin, 'requests');
      await admin.goto(`/portal/requests/${id}`);
      await expect(admin.getByRole('heading', { level: 1, name: long_subject })).toBeVisible();
      await expectSound(admin, 'request');
      await admin.goto('/portal/health');
      await expect(admin.getByText('Exchange Online').first()).toBeVisible();
      await expectSound(admin, 'health');

      const agent = await signedIn(people.agent, { lang, ...look });
      await agent.goto('/console?view=unassigned');
      await expect(agent.locator(`[data-row="${id}"]`)).toBeVisible();
      await expectSound(agent, 'queue');
      await agent.goto(`/console/requests/${id}`);
      await expect(agent.getByRole('heading', { level: 1, name: long_subject })).toBeVisible();
      await expectSound(agent, 'console');
    });
  }
}
