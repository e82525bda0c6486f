#!/usr/bin/env node
import { readEnvironment } from '../config.ts';
import { runTerminal } from './program.ts';

const interactive = process.stdout.isTTY === true && process.stderr.isTTY === true;
process.exitCode = await runTerminal(
  process.argv.slice(2),
  {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    interactive,
  },
  readEnvironment(),
);
