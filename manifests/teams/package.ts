import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readEnvironment } from '../../src/config.ts';
import { AppError } from '../../src/core/errors.ts';
import { writePackage } from './write-package.ts';

/**
 * `npm run package:teams [-- --env NAME] [--out FOLDER]`: builds the app package, to be uploaded in the Teams admin
 * centre. With --env the variables are those of `environments/NAME.json` and no others; without, the process's.
 */
const ROOT = join(import.meta.dirname, '../..');

try {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const written = await writePackage(process.argv.slice(2), {
    environment: readEnvironment(),
    version,
    environmentsFolder: join(import.meta.dirname, 'environments'),
    buildFolder: join(import.meta.dirname, 'build'),
  });
  process.stdout.write(
    `${[
      relative('', written.path),
      `  app      ${written.variables.manifestId}, version ${version}`,
      `  bot      ${written.variables.botId}`,
      `  desk     https://${written.variables.host}/api/messages`,
      `  sign-in  ${written.variables.signInId}, api://${written.variables.host}/botid-${written.variables.botId}`,
      `  SHA-256  ${written.sha256}`,
    ].join('\n')}\n`,
  );
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
