import { holdStores } from './fixtures/hold-stores.ts';
import { openWireTable } from './fixtures/wire-table.ts';

holdStores('DynamoDB on the wire', () => openWireTable({ pageSize: 2 }));
