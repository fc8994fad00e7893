declare module 'virtual:texts' {
  /** Made while building: the texts that the pane's files name (texts.ts). */
  const texts: Record<'en' | 'ja' | 'zh-Hans', Record<string, string>>;
  export default texts;
}
