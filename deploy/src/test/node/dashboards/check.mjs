// Holds dashboards to Grafana's own types and to one way of writing JSON: node check.mjs DASHBOARD.json…
//
// Each is made a literal of TypeScript, so that the compiler sees its values and refuses what no type knows. Says what is wrong and
// ends with status 1, or says nothing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

const here = import.meta.dirname;
const files = process.argv.slice(2);
const work = mkdtempSync(join(here, '..', 'node_modules', '.dashboards-'));
let status = 0;

function wrong(message) {
  console.error(message);
  status = 1;
}

try {
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    if (text !== JSON.stringify(JSON.parse(text), null, 2) + '\n') {
      wrong(`${file}: not written as JSON.stringify does with an indent of 2`);
    }
    const types = relative(work, join(here, 'types.ts'));
    writeFileSync(
      join(work, basename(file, '.json') + '.ts'),
      `import type { Dashboard } from '${types}';\nexport const dashboard: Dashboard = ${text.trim()};\n`);
  }
  writeFileSync(
    join(work, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        allowImportingTsExtensions: true,
        module: 'esnext',
        moduleResolution: 'bundler',
        target: 'esnext',
        types: [],
      },
      include: ['*.ts'],
    }));
  const tsc = spawnSync(process.execPath, [join(here, '..', 'node_modules', 'typescript', 'bin', 'tsc'), '-p', work], { encoding: 'utf8' });
  if (tsc.status !== 0) {
    wrong(tsc.error ? String(tsc.error) : tsc.stdout + tsc.stderr);
  }
} finally {
  rmSync(work, { recursive: true });
}
process.exit(status);
