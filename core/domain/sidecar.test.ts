import { expect, test } from 'vitest';
import { formatSidecar, MAX_SIDECAR_BYTES, parseSidecar } from './sidecar.ts';

test('is what Bedrock documents for a CSV read row by row', () => {
  expect(JSON.parse(formatSidecar('web_docs'))).toEqual({
    metadataAttributes: { source: 'web_docs' },
    documentStructureConfiguration: {
      type: 'RECORD_BASED_STRUCTURE_METADATA',
      recordBasedStructureMetadata: {
        contentFields: [{ fieldName: 'body' }],
        metadataFieldsSpecification: {
          fieldsToInclude: [{ fieldName: 'title' }, { fieldName: 'url' }, { fieldName: 'tags' }],
          fieldsToExclude: [],
        },
      },
    },
  });
  expect(formatSidecar('curated_articles').length).toBeLessThan(MAX_SIDECAR_BYTES);
});

test('tells its source, and refuses anything else', () => {
  expect(parseSidecar(formatSidecar('curated_articles'), 'x')).toBe('curated_articles');
  for (const text of ['', '{}', formatSidecar('web_docs').replace('body', 'title'), formatSidecar('web_docs').slice(0, -3)])
    expect(() => parseSidecar(text, '00.csv.metadata.json')).toThrow(/00\.csv\.metadata\.json/);
});
