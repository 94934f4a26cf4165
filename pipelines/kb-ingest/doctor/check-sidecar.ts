import { ARTICLE_COLUMNS } from '#core/domain/article-csv.ts';
import type { Source } from '#core/domain/passage.ts';
import { formatSidecar, MAX_SIDECAR_BYTES } from '#core/domain/sidecar.ts';
import type { Finding } from './finding.ts';

const FIX = 'remove it, upload writes the right one';
/** Without these a citation has nothing to open and nothing to show. */
const CITED = ['url', 'title'];

/** What keeps Bedrock from reading a CSV row by row with this sidecar, or citations from naming their article. */
export function sidecarErrors(text: string, file: string, source: Source): Finding[] {
  if (text === formatSidecar(source)) return [];
  const found: Finding[] = [];
  const error = (column: string | null, problem: string, fix = FIX) =>
    found.push({ severity: 'error', file, row: null, column, problem, fix });
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_SIDECAR_BYTES) error(null, `the sidecar has ${bytes} bytes; Bedrock reads at most ${MAX_SIDECAR_BYTES}`);
  let sidecar: unknown;
  try {
    sidecar = JSON.parse(text);
  } catch (cause) {
    error(null, `the sidecar is no JSON (${(cause as Error).message.slice(0, 80)})`);
    return found;
  }
  const structure = member(sidecar, 'documentStructureConfiguration');
  if (member(structure, 'type') !== 'RECORD_BASED_STRUCTURE_METADATA')
    error('documentStructureConfiguration.type', 'it is not RECORD_BASED_STRUCTURE_METADATA, so the CSV would be read as one text');
  const records = member(structure, 'recordBasedStructureMetadata');
  const content = fieldNames(member(records, 'contentFields'));
  if (content.length !== 1)
    error('contentFields', `${content.length} content fields; Bedrock takes exactly one`, 'name `body` alone, or remove the file');
  else if (content[0] !== 'body') error('contentFields', `the content field is \`${content[0]}\`, but the text is in \`body\``);
  const specification = member(records, 'metadataFieldsSpecification');
  const included = fieldNames(member(specification, 'fieldsToInclude'));
  const excluded = fieldNames(member(specification, 'fieldsToExclude'));
  for (const name of new Set([...content, ...included, ...excluded]))
    if (!ARTICLE_COLUMNS.some((column) => column === name))
      error('metadataFieldsSpecification', `\`${name}\` is no column of the CSV (${ARTICLE_COLUMNS.join()})`);
  for (const name of CITED)
    if ((included.length > 0 && !included.includes(name)) || excluded.includes(name))
      error('metadataFieldsSpecification', `\`${name}\` does not ride along, so citations would point at the CSV`);
  if (included.includes('body')) error('metadataFieldsSpecification', '`body` is metadata too, which no vector has room for');
  const named = member(member(sidecar, 'metadataAttributes'), 'source');
  if (named !== source) error('metadataAttributes.source', `it is ${JSON.stringify(named) ?? 'missing'}; here it must be "${source}"`);
  return found;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function fieldNames(value: unknown): string[] {
  return Array.isArray(value) ? value.map((field) => String(member(field, 'fieldName'))) : [];
}
