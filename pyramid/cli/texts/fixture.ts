// Labels what each test sends, so that `pyramid record` can tell which test runs what in the server.
// Import `test` and `expect` from here instead of '@playwright/test'.
import { test as base, type TestInfo } from '@playwright/test';
import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, relative, sep } from 'node:path';

const folder = process.env.PYRAMID_RECORD ?? '.pyramid-records';
const run = (process.env.PYRAMID_RECORD_RUN ??= randomBytes(4).toString('hex'));
const file = join(folder, `tests-${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}.jsonl`);
const tell = (line: unknown) => appendFileSync(file, JSON.stringify(line) + '\n');
mkdirSync(folder, { recursive: true });
tell({ pyramid_record: 1, kind: 'tests', host: hostname(), pid: process.pid, run });

const nameOf = (info: TestInfo) =>
  `${relative(process.cwd(), info.file).split(sep).join('/')}::${info.titlePath.slice(1).join(' › ')}`;
const tokenOf = (info: TestInfo) => {
  const hash = createHash('sha256').update(nameOf(info)).digest('hex');
  return `${run}-${hash.slice(0, 8)}-${hash.slice(8, 16)}`;
};
// Whether a server is one of the application's: this machine, private networks, names of containers.
const own = /^(\[::1\]|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|[^.]+|.*\.(localhost|test|local|internal))$/;

export * from '@playwright/test';
export const test = base.extend({
  extraHTTPHeaders: async ({ extraHTTPHeaders }, use, info) => {
    const token = tokenOf(info);
    tell(['test', token, nameOf(info), Date.now() / 1000]);
    await use({ ...extraHTTPHeaders, 'Content-Language': `x-pyr-${token}` });
    tell(['ended', token, Date.now() / 1000]);
  },
  // Which servers answered: `pyramid combine` tells those that ran without the recorder.
  context: async ({ context }, use, info) => {
    const answered = new Set<string>();
    context.on('response', (response) => {
      const { protocol, hostname, origin } = new URL(response.url());
      if (!protocol.startsWith('http') || !own.test(hostname) || answered.has(origin)) return;
      answered.add(origin);
      tell(['sent', tokenOf(info), origin]);
    });
    await use(context);
  },
});
