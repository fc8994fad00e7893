/** What became of a question, told to the editors' page; nobody waits for it, and a lost one is only not counted. */
import { api, type Schemas } from '$lib/api/client';
import { lang } from '$lib/i18n/words.svelte';

export function tellEnd(body: Schemas['AskEnd']): void {
  const question = body.question.trim().slice(0, 400);
  if (!question) return;
  // Also while the page is being left.
  const options = { params: { query: { lang: lang() } }, body: { ...body, question }, keepalive: true };
  api.POST('/api/v1/ask/ends', options).catch(() => undefined);
}
