/** Who is signed in here, and what may they do. */
import { goto } from '$app/navigation';
import { api, call, whenSignedOut, type Me } from '$lib/api/client';
import { deviceZone, setZone } from '$lib/i18n/times.svelte';
import { asLang, lang, setLang, type Lang } from '$lib/i18n/words.svelte';
import { listen, stopListening, tellEnd } from '$lib/live.svelte';

let caller = $state.raw<Me>();

/** The person or agent signed in; in portal and console pages there always is one. */
export function me(): Me {
  if (!caller) throw new Error('asked for the caller before anybody signed in');
  return caller;
}

export function signedIn(): Me | undefined {
  return caller;
}

/** Holds the caller this right, at every desk or (`request:open@billing`) at one? */
export function may(right: string): boolean {
  return caller?.may.some((held) => held === right || held.startsWith(`${right}@`)) ?? false;
}

/** The place where this caller works. */
export function homeOf(who: Me): string {
  return who.kind === 'agent' ? '/console' : '/portal';
}

/** All places that let this caller in; in the office each screen asks for its right. */
export function placesOf(who: Me): string[] {
  return who.kind === 'agent' ? ['/console', '/office'] : ['/portal'];
}

async function welcome(who: Me): Promise<Me> {
  caller = who;
  setZone(who.zone);
  const theirs = asLang(who.lang);
  if (theirs && theirs !== lang()) await setLang(theirs);
  listen(leave);
  return who;
}

/** The caller of the session cookie, asked once; nothing if nobody is signed in. */
export async function findCaller(): Promise<Me | undefined> {
  if (caller) return caller;
  const { data, response } = await api.GET('/api/v1/me');
  if (response.status === 401) return undefined;
  return welcome(await call(Promise.resolve({ data, response })));
}

export async function signIn(email: string, password: string): Promise<Me> {
  return welcome(await call(api.POST('/api/v1/session', { body: { email, password } })));
}

export async function signOut(): Promise<void> {
  await call(api.DELETE('/api/v1/session'));
  tellEnd();
  forget();
  await goto('/sign-in');
}

/** Shows everything in another language, and remembers the choice with the account. */
export async function chooseLang(chosen: Lang): Promise<void> {
  // The account first: what the pages ask for anew once the language changes comes in the account's language.
  if (caller) caller = await call(api.PATCH('/api/v1/me', { body: { lang: chosen } }));
  await setLang(chosen);
}

/** Shows all times in the zone of this device from now on, and remembers it with the account. */
export async function chooseDeviceZone(): Promise<void> {
  caller = await call(api.PATCH('/api/v1/me', { body: { zone: deviceZone } }));
  setZone(deviceZone);
}

function forget(): void {
  caller = undefined;
  stopListening();
}

/** The session is over: back to the sign-in, and from there to the same spot. */
function leave(): void {
  if (!caller) return;
  forget();
  void goto(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
}

whenSignedOut(leave);
