import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { AppError } from '../src/core/errors.ts';

describe('config', () => {
  it('has defaults, and an empty variable counts as unset', () => {
    expect(readConfig({})).toEqual({ dataFolder: resolve('compliance-data'), port: 3978 });
    expect(readConfig({ COMPLIANCE_DATA: '', PORT: '' })).toEqual(readConfig({}));
  });
  it('takes what is set', () => {
    expect(readConfig({ COMPLIANCE_DATA: '/srv/law', PORT: '8080' })).toEqual({ dataFolder: '/srv/law', port: 8080 });
  });
  it.each(['x', '-1', '70000', '3.5'])('refuses the port %s, naming it', (PORT) => {
    expect(() => readConfig({ PORT })).toThrow(AppError);
    expect(() => readConfig({ PORT })).toThrow(/PORT/);
  });
});
