import { ARTICLE_COLUMNS } from './article-csv.ts';
import { InvalidInput } from './errors.ts';
import { SOURCES, type Source } from './passage.ts';

/** What Bedrock looks for beside `NAME.csv`. */
export const SIDECAR_SUFFIX = '.metadata.json';
/** Bedrock reads no larger sidecar. */
export const MAX_SIDECAR_BYTES = 10 * 1024;

/**
 * The sidecar that makes Bedrock read a CSV row by row: `body` is embedded, the other columns ride along with each passage, and `source`
 * is the same for the whole file. https://docs.aws.amazon.com/bedrock/latest/userguide/kb-metadata.html
 */
export function formatSidecar(source: Source): string {
  const metadataFields = ARTICLE_COLUMNS.filter((column) => column !== 'body').map((fieldName) => ({ fieldName }));
  return `${JSON.stringify(
    {
      metadataAttributes: { source },
      documentStructureConfiguration: {
        type: 'RECORD_BASED_STRUCTURE_METADATA',
        recordBasedStructureMetadata: {
          contentFields: [{ fieldName: 'body' }],
          metadataFieldsSpecification: { fieldsToInclude: metadataFields, fieldsToExclude: [] },
        },
      },
    },
    null,
    2,
  )}\n`;
}

/** The source that a sidecar names. Throws {@link InvalidInput} when it is not one of ours: its rows would come without url or title. */
export function parseSidecar(text: string, name: string): Source {
  const source = SOURCES.find((candidate) => text === formatSidecar(candidate));
  if (!source) throw new InvalidInput(`${name} is not the sidecar that an article CSV needs; run ingest to write it anew`);
  return source;
}
