import { startLocalClient } from './local-client.ts';

/**
 * `npm run playground`: the product with the Agents Playground in front of it, for a person with a browser. The settings
 * of the environment hold (a model, say). What is asked there is kept where COMPLIANCE_DATA says, else thrown away at
 * the end.
 */
const tell = (line: string) => process.stdout.write(`${line}\n`);
const dataFolder = process.env['COMPLIANCE_DATA'];

const stopped = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
});
const client = await startLocalClient({ tell, ...(dataFolder === undefined ? {} : { dataFolder }) });
tell(`Open ${client.url} in a browser. Ctrl-C ends both.`);
tell(`The product takes activities at ${client.messagesUrl}; its data is in ${client.dataFolder}`);
const first = await Promise.race([
  stopped,
  client.product.end.then(() => `The product ended.\n${client.product.err}`),
  client.playground.end.then(() => `The Agents Playground ended.\n${client.playground.out}${client.playground.err}`),
]);
if (typeof first === 'string') {
  process.stderr.write(`${first}\n`);
  process.exitCode = 1;
}
await client.stop();
