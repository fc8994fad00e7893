/** Light or dark: as the system says, until the reader chooses. static/first-look.js does the same before the first paint. */
export type Theme = 'light' | 'dark';

let current = $state<Theme>('light');

export function theme(): Theme {
  return current;
}

export function startTheme(): void {
  current = document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => {
    if (!localStorage.getItem('theme')) show(event.matches ? 'dark' : 'light');
  });
}

function show(chosen: Theme): void {
  current = chosen;
  document.documentElement.dataset.theme = chosen;
}

export function switchTheme(): void {
  show(current === 'dark' ? 'light' : 'dark');
  localStorage.setItem('theme', current);
}
