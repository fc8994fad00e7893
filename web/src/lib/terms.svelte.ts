/** The operator's public terms in the reader's language: names of desks, topics, severities; asked once per language, and anew when a policy comes in force. */
import { api, call, type Terms } from '$lib/api/client';
import { lang, type Lang } from '$lib/i18n/words.svelte';
import { onLive } from '$lib/live.svelte';

const known = new Map<Lang, Promise<Terms>>();
let turns = $state(0);

/** How often a policy came in force since this page was opened: what reads it in an effect is done again then. */
export function policyTurns(): number {
  return turns;
}

/** To be called by the frame of all pages, once. */
export function followPolicy(): void {
  onLive((event) => {
    if (event.type !== 'policy.in_force' && event.name !== 'reset') return;
    known.clear();
    turns++;
  });
}

export function knownTerms(): Promise<Terms> {
  void turns;
  const spoken = lang();
  let terms = known.get(spoken);
  if (!terms) {
    terms = call(api.GET('/api/v1/policy', { params: { query: { lang: spoken } } }));
    terms.catch(() => known.delete(spoken));
    known.set(spoken, terms);
  }
  return terms;
}

/** The name of an id in one of the terms' lists; the id itself until it is known. */
export function nameOf(list: { id: string; name: string }[] | undefined, id: string | null | undefined): string {
  return list?.find((one) => one.id === id)?.name ?? id ?? '';
}
