// Labels what each test sends, so that `pyramid record` can tell which test runs what in the server.
// Import `test` and `expect` from here instead of '@playwright/test'.
import { test as base } from '@playwright/test';
import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, relative, sep } from 'node:path';

const folder = process.env.PYRAMID_RECORD ?? '.pyramid-records';
const run = process.env.PYRAMID_RECORD_RUN ?? randomBytes(4).toString('hex');
const file = join(folder, `tests-${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}.jsonl`);
const tell = (line: unknown) => appendFileSync(file, JSON.stringify(line) + '\n');
mkdirSync(folder, { recursive: true });
tell({ pyramid_record: 1, kind: 'tests', host: hostname(), pid: process.pid, run });

export * from '@playwright/test';
export const test = base.extend({
  extraHTTPHeaders: async ({ extraHTTPHeaders }, use, info) => {
    const titles = info.titlePath.slice(1).join(' › ');
    const name = `${relative(process.cwd(), info.file).split(sep).join('/')}::${titles}`;
    const hash = createHash('sha256').update(name).digest('hex');
    const token = `${run}-${hash.slice(0, 8)}-${hash.slice(8, 16)}`;
    tell(['test', token, name, Date.now() / 1000]);
    await use({ ...extraHTTPHeaders, 'Content-Language': `x-pyr-${token}` });
    tell(['ended', token, Date.now() / 1000]);
  },
});
