#!/usr/bin/env node
import { readEnvironment } from '../config.ts';
import { runTerminal } from './program.ts';

// A reader that closes early ("| head") ends the output; the program goes on to its end, and records what it did.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const interactive = process.stdout.isTTY === true && process.stderr.isTTY === true;
process.exitCode = await runTerminal(
  process.argv.slice(2),
  {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    interactive,
    width: () => process.stdout.columns,
    input: process.stdin,
    ...(interactive && process.stdin.isTTY ? { screen: process.stdout } : {}),
    onInterrupt: (interrupted) => {
      process.on('SIGINT', interrupted);
      return () => process.off('SIGINT', interrupted);
    },
  },
  readEnvironment(),
  { openCourier: async (...given) => (await import('./teams-door.ts')).openTeamsCourier(...given) },
);
