import { redirect } from '@sveltejs/kit';
import { may } from '$lib/session.svelte';

export async function load({ parent }) {
  await parent();
  redirect(307, may('policy:read') ? '/office/policy' : '/office/articles');
}
