/** Ids of the policy as people call them. */
import type { RequestRow, Terms } from '$lib/api/client';

export function nameIn(list: { id: string; name: string }[] | undefined, id: string): string {
  return list?.find((one) => one.id === id)?.name ?? id;
}

/** What a request is about: its service and topic, else its desk. */
export function aboutOf(row: Pick<RequestRow, 'topic' | 'desk'>, terms: Terms | undefined): string {
  const topic = terms?.topics.find((one) => one.id === row.topic);
  if (!topic) return nameIn(terms?.desks, row.desk);
  return topic.service ? `${nameIn(terms?.services, topic.service)} · ${topic.name}` : topic.name;
}

/** #104 213, so that it can be read aloud. */
export function numberWords(number: number): string {
  return `#${String(number).replace(/\B(?=(\d{3})+$)/g, '\u202f')}`;
}
