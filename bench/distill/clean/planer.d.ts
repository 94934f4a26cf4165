declare module 'planer' {
  const planer: {
    extractFromPlain(text: string): string;
    extractFromHtml(html: string, document: unknown): string;
  };
  export default planer;
}
