/** A heading of the page, for tables of contents. */
export type Heading = { readonly level: number; readonly id: string; readonly text: string };

type PageParts = {
  readonly title: string;
  readonly lang: string;
  /** The content, already in the generator's markup. */
  readonly body: string;
  readonly headings: readonly Heading[];
};

type Tab = { readonly label: string; readonly html: string };

export type Code = { readonly text: string; readonly lang: string; readonly title: string; readonly numbered: boolean };

/**
 * How one documentation generator writes what authors write, and the chrome that it puts around. The markup follows what real builds
 * contain, down to class names and nesting; the words are about products that do not exist.
 */
export type Generator = {
  readonly baseUrl: string;
  heading(heading: Heading, html: string): string;
  code(code: Code, count: number): string;
  /** `title` is empty where the author gave none and the generator writes the kind instead. */
  note(kind: NoteKind, title: string, html: string): string;
  tabs(tabs: readonly Tab[], count: number): string;
  table(html: string): string;
  /** What wraps a section, a paragraph or a list in the flow, where the generator wraps them. */
  section?(heading: Heading, html: string): string;
  flow?(html: string, tag: string): string;
  page(parts: PageParts): string;
};

export type NoteKind = 'note' | 'tip' | 'warning' | 'danger';
