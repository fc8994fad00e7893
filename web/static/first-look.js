// Runs before the first paint: theme and language as last chosen, so that neither flashes.
(() => {
  const chosen = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const theme = chosen('theme');
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  const lang = chosen('lang');
  if (lang) document.documentElement.lang = lang;
})();
