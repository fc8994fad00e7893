/** One shared "now" that moves every ten seconds, so that all clocks on a page move together. */
import { onMount } from 'svelte';

let milliseconds = $state(Date.now());
let users = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** Milliseconds since 1970; reading it in markup follows it. A component that does so calls `keepTime` once. */
export function now(): number {
  return milliseconds;
}

export function keepTime(): void {
  onMount(() => {
    milliseconds = Date.now();
    if (users++ === 0) timer = setInterval(() => (milliseconds = Date.now()), 10_000);
    return () => {
      if (--users === 0) clearInterval(timer);
    };
  });
}
