import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from './core/errors.ts';

/** All that can be set from outside. The only module that reads the environment. */
export interface Config {
  /** Folder of the library, its index and, later, the audit; absolute. */
  readonly dataFolder: string;
  /** Port of `serve`. */
  readonly port: number;
}

const Environment = z.object({
  COMPLIANCE_DATA: z.string().trim().min(1).default('compliance-data'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
});

/**
 * Reads the settings.
 *
 * @param environment the process's variables (`readEnvironment`), or a test's
 * @throws AppError `misconfigured` naming the variable that is wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError(
      'misconfigured',
      `The setting ${issue?.path.join('.') ?? ''} is wrong: ${issue?.message ?? ''}.`,
    );
  }
  const { COMPLIANCE_DATA: folder, PORT: port } = parsed.data;
  return { dataFolder: isAbsolute(folder) ? folder : resolve(folder), port };
}

/** The process's variables. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
