import { expect, test } from 'vitest';
import { traceAttributes, traceIdOf } from './trace-header.ts';

const HEADER = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';

test('a message carries the trace of its sender, in both spellings', () => {
  const attributes = traceAttributes(`${HEADER};Lineage=1:a87bd80c:0`);
  expect(attributes).toEqual({
    AWSTraceHeader: HEADER,
    traceparent: '00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01',
  });
  expect(traceIdOf({ AWSTraceHeader: attributes?.AWSTraceHeader })).toBe('1-5759e988-bd862e3fe1be46a994272793');
  expect(traceIdOf({ traceparent: attributes?.traceparent })).toBe('1-5759e988-bd862e3fe1be46a994272793');
});

test('a trace that is not sampled stays so', () => {
  expect(traceAttributes(HEADER.replace('Sampled=1', 'Sampled=0'))?.traceparent).toMatch(/-00$/);
});

test.each([undefined, '', 'Root=1-5759e988-bd862e3fe1be46a994272793', 'Root=1-x;Parent=y;Sampled=1'])('`%s` is no trace', (header) => {
  expect(traceAttributes(header)).toBeNull();
  expect(traceIdOf({ AWSTraceHeader: header, traceparent: header })).toBeNull();
});
