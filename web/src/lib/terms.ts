/** The operator's public terms in the reader's language: names of desks, topics, severities; asked once per language. */
import { api, call, type Terms } from '$lib/api/client';
import { lang, type Lang } from '$lib/i18n/words.svelte';

const known = new Map<Lang, Promise<Terms>>();

export function knownTerms(): Promise<Terms> {
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
