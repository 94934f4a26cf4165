import { expect, test } from 'vitest';
import { fromIngestionJob } from './from-ingestion-job.ts';

const statistics = {
  numberOfDocumentsScanned: 16,
  numberOfMetadataDocumentsScanned: 16,
  numberOfNewDocumentsIndexed: 1,
  numberOfModifiedDocumentsIndexed: 2,
  numberOfMetadataDocumentsModified: 3,
  numberOfDocumentsDeleted: 4,
  numberOfDocumentsFailed: 5,
};

test('counts files, new and modified ones together', () => {
  expect(fromIngestionJob('blue/web_docs/JOB1234567', { status: 'COMPLETE', statistics })).toEqual({
    jobId: 'blue/web_docs/JOB1234567',
    status: 'COMPLETE',
    statistics: { scanned: 16, indexed: 3, deleted: 4, failed: 5 },
    failureReasons: [],
  });
});

test('a job that has just been started has counted nothing', () => {
  expect(fromIngestionJob('j', { status: 'STARTING' }).statistics).toEqual({ scanned: 0, indexed: 0, deleted: 0, failed: 0 });
});

test('takes reasons out of the lists that they come in', () => {
  const failureReasons = ['["Encountered error: one.","Encountered error: two."]', 'three', '[Files: s3://b/x.csv]. four'];
  expect(fromIngestionJob('j', { status: 'FAILED', failureReasons }).failureReasons).toEqual([
    'Encountered error: one.',
    'Encountered error: two.',
    'three',
    '[Files: s3://b/x.csv]. four',
  ]);
});

test('a state of a later version is not taken for an end', () => {
  expect(fromIngestionJob('j', { status: 'QUEUED' as never }).status).toBe('IN_PROGRESS');
});
