import { firstLang, setLang } from '$lib/i18n/words.svelte';

export const ssr = false;
export const prerender = false;

let started = false;

export async function load() {
  if (!started) await setLang(firstLang());
  started = true;
}
