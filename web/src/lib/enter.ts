/** The way into a place: only for those who work there, with its texts at hand. */
import { redirect } from '@sveltejs/kit';
import { needTexts, type Place } from '$lib/i18n/words.svelte';
import { findCaller, homeOf, placesOf } from '$lib/session.svelte';

export async function enter(place: Exclude<Place, 'shared'>, url: URL): Promise<void> {
  const who = await findCaller();
  if (!who) redirect(307, `/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
  if (!placesOf(who).includes(`/${place}`)) redirect(307, homeOf(who));
  await needTexts(place);
}
